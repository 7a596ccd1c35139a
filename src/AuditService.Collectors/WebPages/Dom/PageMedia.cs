using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>The media of a page: timed ones (sound, video) and others that a plug-in, a canvas or a scripted SVG shows.</summary>
internal sealed class PageMedia
{
    private static readonly string[] SoundExtensions = ["mp3", "wav", "ogg", "oga", "m4a", "aac", "flac", "opus", "wma", "mid", "midi"];
    private static readonly string[] VideoExtensions = ["mp4", "m4v", "webm", "ogv", "avi", "mov", "mpg", "mpeg", "wmv", "flv", "mkv", "3gp"];

    private static readonly string[] PlayerHosts =
    [
        "youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "dailymotion.com", "arte.tv", "ina.fr", "peertube", "soundcloud.com", "deezer.com", "spotify.com", "podcast", "wistia", "brightcove", "twitch.tv",
    ];

    private static readonly string[] MapHosts = ["google.com/maps", "maps.google", "openstreetmap.org", "umap", "geoportail", "bing.com/maps"];

    public PageMedia(AuditedPage page)
    {
        Sounds = [.. page.Document.QuerySelectorAll("audio, bgsound").Where(media => !media.Ancestors().Any(page.Visibility.IsHidden)), .. page.Elements.Where(element => IsPlugin(element, "audio/", SoundExtensions) || IsDownload(element, SoundExtensions))];
        Videos = [.. page.Elements.Where(element => element.LocalName == "video" || IsPlugin(element, "video/", VideoExtensions) || IsDownload(element, VideoExtensions))];
        Players = [.. page.Named("iframe").Where(frame => Mentions(frame, PlayerHosts))];
        Unknown = [.. page.Named("object", "embed", "applet").Where(plugin => PageImages.KindOf(plugin) is null && !Sounds.Contains(plugin) && !Videos.Contains(plugin) && !IsDocument(plugin))];
        NotTimed =
        [
            .. Unknown,
            .. page.Named("canvas").Where(canvas => !PageVisibility.IsAriaHidden(canvas)),
            .. page.Named("svg").Where(svg => svg.ParentElement?.Closest("svg") is null && IsInteractive(svg)),
            .. page.Named("iframe").Where(frame => Mentions(frame, MapHosts)),
        ];
    }

    public IReadOnlyList<IElement> Sounds { get; }

    public IReadOnlyList<IElement> Videos { get; }

    /// <summary>Frames of known video and sound hosts, whose content is out of sight.</summary>
    public IReadOnlyList<IElement> Players { get; }

    /// <summary>Plug-ins whose content may be anything.</summary>
    public IReadOnlyList<IElement> Unknown { get; }

    public IReadOnlyList<IElement> NotTimed { get; }

    /// <summary>All that plays in time, or may.</summary>
    public IReadOnlyList<IElement> Timed => [.. Sounds, .. Videos, .. Players, .. Unknown];

    private static bool IsPlugin(IElement element, string type, string[] extensions) =>
        element.LocalName is "object" or "embed"
        && (element.Has("type") ? element.GetAttribute("type")!.TrimStart().StartsWith(type, StringComparison.OrdinalIgnoreCase) : HasExtension(element.GetAttribute("data") ?? element.GetAttribute("src"), extensions));

    private static bool IsDownload(IElement element, string[] extensions) => element.LocalName == "a" && HasExtension(element.GetAttribute("href"), extensions);

    private static bool IsDocument(IElement plugin) =>
        (plugin.GetAttribute("type") ?? "").Trim().ToLowerInvariant() is "text/html" or "application/pdf" or "text/plain" or "application/xhtml+xml"
        || HasExtension(plugin.GetAttribute("data") ?? plugin.GetAttribute("src"), ["html", "htm", "pdf", "txt"]);

    private static bool IsInteractive(IElement svg) =>
        svg.QuerySelector("script, animate, animateTransform, animateMotion, set") is not null
        || svg.QuerySelectorAll("*").Prepend(svg).Any(part => part.HasAttribute("tabindex") || part.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)));

    private static bool Mentions(IElement frame, string[] hosts) =>
        (frame.GetAttribute("src") ?? frame.GetAttribute("data-src")) is { } address && hosts.Any(host => address.Contains(host, StringComparison.OrdinalIgnoreCase));

    private static bool HasExtension(string? address, string[] extensions) =>
        address?.Split('?', '#')[0] is { } path && path.LastIndexOf('.') is var dot and > 0 && extensions.Contains(path[(dot + 1)..].ToLowerInvariant(), StringComparer.Ordinal);
}
