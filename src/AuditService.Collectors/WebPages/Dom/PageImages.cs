using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>The images of a page by kind, and what is known of their nature.</summary>
internal sealed class PageImages
{
    private static readonly string[] PictureExtensions = ["png", "jpg", "jpeg", "jfif", "gif", "svg", "webp", "bmp", "ico", "tif", "tiff", "avif", "apng"];

    private readonly Dictionary<ImageKind, List<IElement>> byKind = [];
    private readonly AuditedPage page;

    public PageImages(AuditedPage page)
    {
        this.page = page;
        foreach (var element in page.Elements)
        {
            if (KindOf(element) is { } kind && !element.Ancestors().Any(around => around.HasRole("img")))
                (byKind.TryGetValue(kind, out var list) ? list : byKind[kind] = []).Add(element);
        }
    }

    public IReadOnlyList<IElement> Of(params ImageKind[] kinds) => [.. kinds.SelectMany(kind => byKind.GetValueOrDefault(kind, []))];

    public IReadOnlyList<IElement> All => Of(Enum.GetValues<ImageKind>());

    /// <summary>Assistive technology is told to ignore it: hidden from it, without role, or with an empty <c>alt</c> and nothing else. A space is not empty: some of them then read the image out.</summary>
    public bool IsIgnored(IElement image) =>
        PageVisibility.IsAriaHidden(image) || image.IsPresentational()
        || (image.LocalName is "img" or "area" && image.GetAttribute("alt") is "" && page.Names.Alternative(image) is null && !image.HasRole("img"));

    /// <summary>The only content of a link or a button: its alternative is then the name of that control, judged with links, forms or scripts.</summary>
    public bool IsAloneInControl(IElement image) => image.LocalName != "area" && ControlAround(image) is { } control && TextOutsideImages(control).Length == 0;

    public static IElement? ControlAround(IElement element) =>
        element.Ancestors().FirstOrDefault(around => (around.LocalName == "a" && (around.HasAttribute("href") || around.HasAttribute("xlink:href"))) || around.LocalName == "button" || around.HasRole("link", "button"));

    /// <summary>The figure that gives the image a caption, or null.</summary>
    public static IElement? CaptionedFigure(IElement image) =>
        image.Closest("figure") is { } figure && Caption(figure) is { } caption && Plain.Text(caption.TextContent).Length > 0 && !caption.Contains(image) ? figure : null;

    public static IElement? Caption(IElement figure) => figure.QuerySelectorAll("figcaption").FirstOrDefault(caption => caption.Closest("figure") == figure);

    /// <summary>Named as a CAPTCHA by its own attributes or by those of the elements just around it.</summary>
    public static bool IsCaptcha(IElement element) =>
        Mentions(element, "src", "data", "id", "class", "name", "alt", "title", "aria-label") || element.Ancestors().Take(2).Any(around => Mentions(around, "id", "class"));

    public static string? FileName(IElement image)
    {
        var address = image.GetAttribute("src") ?? image.GetAttribute("data");
        if (string.IsNullOrWhiteSpace(address) || address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return null;
        var path = address.Split('?', '#')[0];
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }

    public static bool HasPictureExtension(string? name) =>
        name is not null && name.LastIndexOf('.') is var dot and > 0 && PictureExtensions.Contains(name[(dot + 1)..].Trim().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Text of an element that does not come from an image in it.</summary>
    public string TextOutsideImages(IElement element)
    {
        var texts = element.Descendants<IText>().Where(text => text.Ancestors<IElement>().TakeWhile(around => around != element)
            .All(around => KindOf(around) is null && around.LocalName is not ("script" or "style" or "noscript" or "template") && !page.Visibility.IsHidden(around)));
        return Plain.Text(string.Concat(texts.Select(text => text.Data)));
    }

    public static ImageKind? KindOf(IElement element) => element.LocalName switch
    {
        "img" => ImageKind.Img,
        "area" when element.Closest("map") is not null => ImageKind.Area,
        "input" when element.InputType() == "image" => ImageKind.InputImage,
        "object" when IsPictureObject(element, "data") => ImageKind.Object,
        "embed" when IsPictureObject(element, "src") => ImageKind.Embed,
        "svg" when element.ParentElement?.Closest("svg") is null => ImageKind.Svg,
        "canvas" => ImageKind.Canvas,
        "input" or "object" or "embed" or "svg" => null,
        _ when element.HasRole("img") && element.IsHtml() => ImageKind.Img,
        _ => null,
    };

    /// <summary>Told by its type; without a type, by the extension of what it shows.</summary>
    private static bool IsPictureObject(IElement element, string source) =>
        element.Has("type")
            ? element.GetAttribute("type")!.TrimStart().StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            : HasPictureExtension(element.GetAttribute(source)?.Split('?', '#')[0]);

    private static bool Mentions(IElement element, params string[] attributes) =>
        attributes.Any(attribute => element.GetAttribute(attribute)?.Contains("captcha", StringComparison.OrdinalIgnoreCase) == true);
}
