using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>The author's style rules of a page, and whether all of them were seen.</summary>
internal sealed class PageStyles
{
    private readonly Dictionary<string, IReadOnlyList<IElement>> matches = new(StringComparer.Ordinal);
    private readonly IDocument document;

    public PageStyles(IDocument document, RenderedPage? rendered, bool isWhole)
    {
        this.document = document;
        if (rendered is null)
            (Rules, AllSeen) = FromMarkup(document);
        else
        {
            Rules = [.. rendered.StyleRules.Select(rule => new StyleRule(StyleReader.Split(rule.Selector, ','), StyleReader.Declarations(rule.Declarations), rule.Media))];
            AllSeen = rendered.UnreadableStyleSheets == 0 && isWhole;
        }
        Inline = [.. document.All.Where(element => element.HasAttribute("style"))
            .Select(element => (element, StyleReader.Declarations(element.GetAttribute("style")!)))];
    }

    public IReadOnlyList<StyleRule> Rules { get; }

    /// <summary>False when a sheet was not read, so that the absence of a declaration proves nothing.</summary>
    public bool AllSeen { get; }

    public IReadOnlyList<(IElement Element, IReadOnlyDictionary<string, StyleValue> Declarations)> Inline { get; }

    /// <summary>No style of the author at all.</summary>
    public bool AreNone => AllSeen && Rules.Count == 0 && Inline.Count == 0;

    /// <summary>Whether some rule or attribute declares one of the properties.</summary>
    public bool Declare(params string[] properties) =>
        Rules.Any(rule => properties.Any(rule.Declarations.ContainsKey)) || Inline.Any(inline => properties.Any(inline.Declarations.ContainsKey));

    /// <summary>Elements that a selector matches, its states and pseudo-elements left out; none when the selector is beyond our parser.</summary>
    public IReadOnlyList<IElement> Matched(string selector)
    {
        if (matches.TryGetValue(selector, out var known))
            return known;
        IReadOnlyList<IElement> found;
        try
        {
            found = [.. document.QuerySelectorAll(selector)];
        }
        catch (Exception exception) when (exception is DomException or FormatException or InvalidOperationException)
        {
            found = [];
        }
        return matches[selector] = found;
    }

    private static (IReadOnlyList<StyleRule> Rules, bool AllSeen) FromMarkup(IDocument document)
    {
        var rules = new List<StyleRule>();
        var allSeen = document.QuerySelector("link[rel~=stylesheet i][href]") is null;
        foreach (var sheet in document.QuerySelectorAll("style"))
        {
            if (sheet.GetAttribute("type") is { Length: > 0 } type && !type.Equals("text/css", StringComparison.OrdinalIgnoreCase))
                continue;
            rules.AddRange(StyleReader.Rules(sheet.TextContent, sheet.GetAttribute("media"), out var unread));
            allSeen &= !unread;
        }
        return (rules, allSeen);
    }
}
