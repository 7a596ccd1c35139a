using AngleSharp.Dom;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>
/// What a page asked for and the audit itself did not hand over: hosts that it refuses, and, for a file of the dossier, what only a running
/// server or a build tool gives. What follows from it is unknown, and no fault of the page.
/// </summary>
internal sealed class WithheldParts
{
    /// <summary>They bring fonts and nothing else: colours and sizes stand without them, widths do not.</summary>
    private static readonly string[] FontHosts = ["fonts.googleapis.com", "fonts.bunny.net", "use.typekit.net", "p.typekit.net", "fonts.cdnfonts.com", "api.fontshare.com", "fonts.gstatic.com"];

    /// <summary>Scripts that write style sheets.</summary>
    private static readonly string[] StylingScripts = ["tailwind", "unocss", "twind", "less.js", "less.min.js"];

    /// <summary>Kinds of requests that scripts wait for.</summary>
    private static readonly string[] Calls = ["fetch", "xhr", "eventsource", "websocket"];

    /// <summary>Errors of modules that a browser reads only once they are built.</summary>
    private static readonly string[] UnbuiltErrors = ["Failed to resolve module specifier", "Failed to load module script", "Cannot use import statement outside a module"];

    /// <summary>Axe rules whose findings depend on style sheets.</summary>
    private static readonly string[] StyledRules = ["color-contrast", "color-contrast-enhanced", "link-in-text-block", "target-size", "scrollable-region-focusable", "css-orientation-lock", "p-as-heading"];

    private readonly List<string> scripts = [];
    private readonly List<string> styles = [];
    private readonly List<string> fonts = [];

    public WithheldParts(PageEvidence evidence, IDocument source, IDocument document)
    {
        var rendered = evidence.Rendered;
        var requests = rendered?.Requests ?? [];
        // An address that begins with a slash means what the author's server makes of it, which nobody knows here; on the web the answer is its.
        var isFile = evidence.Served.ContentType is null;
        var fromRoot = PageReferences.FromRoot(source).Concat(PageReferences.FromRoot(document)).ToHashSet(StringComparer.Ordinal);
        var withheld = requests.Where(request => request.Blocked || (isFile && IsServers(request, fromRoot))).ToList();
        // Axe asks once more, by script, for the style sheets of other hosts.
        var sheets = withheld.Where(request => request.Kind == "stylesheet").Select(request => request.Url).ToHashSet(StringComparer.Ordinal);
        foreach (var request in withheld)
        {
            var isStyling = request.Kind == "stylesheet" || StylingScripts.Any(name => request.Url.Contains(name, StringComparison.OrdinalIgnoreCase));
            if (request.Kind == "font" || (request.Kind == "stylesheet" && FontHosts.Contains(request.Host, StringComparer.OrdinalIgnoreCase)))
                fonts.Add(Shown(request));
            else if (isStyling)
                styles.Add(Shown(request));
            if (request.Kind == "script" || (Calls.Contains(request.Kind, StringComparer.Ordinal) && !sheets.Contains(request.Url)))
                scripts.Add(Shown(request));
            HasOtherParties |= request is { Blocked: true, IsThirdParty: true } && !FontHosts.Contains(request.Host, StringComparer.OrdinalIgnoreCase);
        }

        var addresses = withheld.Select(request => request.Url.Split('?')[0]).ToHashSet(StringComparer.Ordinal);
        var hosts = requests.Where(request => request is { Blocked: true, IsThirdParty: true }).Select(request => request.Host).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var errors = rendered?.ConsoleErrors ?? [];
        if (errors.FirstOrDefault(error => isFile && UnbuiltErrors.Any(start => error.Text.Contains(start, StringComparison.Ordinal))) is { } unbuilt)
        {
            scripts.Add(unbuilt.Address is { } address && Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.AbsolutePath : "module");
            // Such modules bring style sheets as well.
            styles.Add(scripts[^1]);
        }

        OwnErrors = [.. errors.Where(error => !IsOurs(error)).Select(error => error.Text)];

        bool IsOurs(ConsoleError error) =>
            error.Text.Contains("net::ERR_TUNNEL_CONNECTION_FAILED", StringComparison.Ordinal)
            || (error.Address is { } address && addresses.Contains(address) && error.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            || addresses.Any(address => error.Text.Contains(address, StringComparison.Ordinal))
            || hosts.Exists(host => error.Text.Contains("//" + host, StringComparison.OrdinalIgnoreCase))
            || (isFile && error.Text.StartsWith("WebSocket connection to", StringComparison.Ordinal));
    }

    /// <summary>Whether other hosts were refused whose answers, scripts or frames might have set cookies.</summary>
    public bool HasOtherParties { get; }

    /// <summary>Whether a style sheet, or a script that writes some, was withheld: the page was not seen as it is drawn.</summary>
    public bool HasStyles => styles.Count > 0;

    /// <summary>Console errors that do not tell of a withheld part. They prove a fault only while <see cref="WhyErrorsProveNothing"/> is null.</summary>
    public IReadOnlyList<string> OwnErrors { get; }

    /// <summary>Set when scripts went without a part that they may need.</summary>
    public LocalizedText? WhyErrorsProveNothing => scripts.Count == 0 ? null : NotLoaded(scripts);

    public LocalizedText? WhyNotDrawn => HasStyles ? NotLoaded(styles) : null;

    public LocalizedText? WhyNotSized => styles.Count + fonts.Count == 0 ? null : NotLoaded([.. styles, .. fonts]);

    /// <summary>Why a test that depends on how the page is drawn cannot be run; null for other tests and where nothing it needs is missing.</summary>
    public LocalizedText? WhyNoLayout(string test)
    {
        if (test.StartsWith("10.11.", StringComparison.Ordinal))
            return WhyNotSized;
        var isDrawn = test.StartsWith("3.2.", StringComparison.Ordinal) || test.StartsWith("3.3.", StringComparison.Ordinal)
            || ((string[])["10.5.", "10.6.", "10.7.", "10.8.", "10.12.", "10.13.", "10.14."]).Any(criterion => test.StartsWith(criterion, StringComparison.Ordinal));
        return isDrawn ? WhyNotDrawn : null;
    }

    public bool Bears(string axeRule) => HasStyles && StyledRules.Contains(axeRule, StringComparer.Ordinal);

    private static bool IsServers(PageRequest request, HashSet<string> fromRoot) =>
        !request.IsThirdParty && request.Status == 404
        && (Calls.Contains(request.Kind, StringComparer.Ordinal) || (Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) && fromRoot.Contains(Uri.UnescapeDataString(uri.AbsolutePath).TrimStart('/'))));

    private static string Shown(PageRequest request) => request.IsThirdParty ? request.Url.Split('?')[0] : Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : request.Url;

    private static LocalizedText NotLoaded(List<string> parts)
    {
        var first = Plain.Cut(parts[0], 120);
        var more = parts.Distinct(StringComparer.Ordinal).Count() - 1;
        return new(
            $"l'audit n'a pas chargé {first}{(more > 0 ? $" et {more} autre(s)" : "")} : joignez ces fichiers au dossier, ou déclarez la page par son adresse (interface.pages, url) avec ces hôtes dans interface.allowedHosts",
            $"the audit did not load {first}{(more > 0 ? $" and {more} more" : "")}: put these files into the dossier, or declare the page by its address (interface.pages, url) with these hosts in interface.allowedHosts");
    }
}
