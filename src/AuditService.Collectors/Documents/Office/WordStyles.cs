using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static AuditService.Collectors.Documents.Office.Ooxml;

namespace AuditService.Collectors.Documents.Office;

/// <summary>
/// The styles of a WordprocessingML document, resolved along <c>basedOn</c>. Style ids are localised ("Titre1"), names are not
/// ("heading 1"): meaning is taken from the name and from the outline level.
/// </summary>
internal sealed partial class WordStyles
{
    private const int LongestChain = 32;

    private readonly Dictionary<string, Style> byId = [];
    private readonly WordRunProperties defaults;
    private readonly string? defaultParagraphStyle;

    public WordStyles(XElement? styles)
    {
        defaults = WordRunProperties.Of(styles?.Element(W + "docDefaults")?.Element(W + "rPrDefault")?.Element(W + "rPr"));
        foreach (var style in styles?.Elements(W + "style") ?? [])
        {
            if ((string?)style.Attribute(W + "styleId") is not { } id)
                continue;
            var paragraph = style.Element(W + "pPr");
            byId[id] = new Style(
                ((string?)style.Element(W + "name")?.Attribute(W + "val") ?? id).ToLowerInvariant(),
                (string?)style.Element(W + "basedOn")?.Attribute(W + "val"),
                WordRunProperties.Of(style.Element(W + "rPr")),
                OutlineLevel(paragraph),
                NumberingOf(paragraph),
                WordRunProperties.FillOf(paragraph?.Element(W + "shd")),
                HasBorder(style.Element(W + "tblPr")) ?? (style.Elements(W + "tblStylePr").Any() ? true : null),
                style.Elements(W + "tblStylePr").Any());
            if ((string?)style.Attribute(W + "type") == "paragraph" && (string?)style.Attribute(W + "default") is "1" or "true")
                defaultParagraphStyle = id;
        }
    }

    /// <summary>The language of text whose runs and styles state none.</summary>
    public string? DefaultLanguage => Run(null, null, WordRunProperties.None).Language;

    public double BodySize => Run(null, null, WordRunProperties.None).Size ?? 10;

    public WordRunProperties Run(string? paragraphStyle, string? characterStyle, WordRunProperties direct)
    {
        var resolved = direct;
        foreach (var style in Chain(characterStyle))
            resolved = resolved.Over(style.Run);
        foreach (var style in Chain(paragraphStyle ?? defaultParagraphStyle))
            resolved = resolved.Over(style.Run);
        return resolved.Over(defaults);
    }

    /// <summary>The heading level from 1 that the paragraph's own outline level, its style's or its style's name gives.</summary>
    public int? HeadingLevel(string? paragraphStyle, XElement? paragraphProperties)
    {
        if (OutlineLevel(paragraphProperties) is { } own)
            return own is >= 0 and <= 8 ? own + 1 : null;
        foreach (var style in Chain(paragraphStyle ?? defaultParagraphStyle))
        {
            if (style.OutlineLevel is { } level)
                return level is >= 0 and <= 8 ? level + 1 : null;
            if (HeadingName().Match(style.Name) is { Success: true } match)
                return int.Parse(match.Groups["level"].ValueSpan, CultureInfo.InvariantCulture);
        }

        return null;
    }

    /// <summary>Whether the paragraph is numbered or bulleted by the application: directly or by its style.</summary>
    public bool IsListItem(string? paragraphStyle, XElement? paragraphProperties)
    {
        if (NumberingOf(paragraphProperties) is { } own)
            return own;
        return Chain(paragraphStyle ?? defaultParagraphStyle).Select(static s => s.Numbered).FirstOrDefault(static n => n is not null) ?? false;
    }

    public bool IsContentsEntry(string? paragraphStyle) =>
        Chain(paragraphStyle).Any(static s => s.Name.StartsWith("toc ", StringComparison.Ordinal) || s.Name is "table of figures");

    public bool IsTelling(string? paragraphStyle) => Chain(paragraphStyle).Any(static s =>
        s.Name is "title" or "subtitle" or "caption" or "quote" or "intense quote" or "date" or "signature" or "closing" or "salutation"
            or "envelope address" or "header" or "footer" or "toc heading");

    public string? ParagraphFill(string? paragraphStyle, XElement? paragraphProperties) =>
        WordRunProperties.FillOf(paragraphProperties?.Element(W + "shd"))
        ?? Chain(paragraphStyle ?? defaultParagraphStyle).Select(static s => s.Fill).FirstOrDefault(static f => f is not null);

    /// <summary>Whether a table shows lines between its cells: its own borders, or its style's.</summary>
    public bool HasBorders(XElement? tableProperties, string? tableStyle) =>
        HasBorder(tableProperties) ?? Chain(tableStyle).Select(static s => s.Borders).FirstOrDefault(static b => b is not null) ?? false;

    /// <summary>Whether a table style colours its rows and columns by their position: colours inside are then uncertain.</summary>
    public bool ColoursByPosition(string? tableStyle) => Chain(tableStyle).Any(static s => s.Conditional);

    private IEnumerable<Style> Chain(string? id)
    {
        for (var steps = 0; id is not null && steps < LongestChain && byId.TryGetValue(id, out var style); steps++)
        {
            yield return style;
            id = style.BasedOn;
        }
    }

    private static int? OutlineLevel(XElement? paragraphProperties) =>
        int.TryParse((string?)paragraphProperties?.Element(W + "outlineLvl")?.Attribute(W + "val"), CultureInfo.InvariantCulture, out var level) ? level : null;

    /// <summary>Numbering 0 switches a style's numbering off.</summary>
    private static bool? NumberingOf(XElement? paragraphProperties) =>
        paragraphProperties?.Element(W + "numPr") is { } numbering
            ? (string?)numbering.Element(W + "numId")?.Attribute(W + "val") is { } id ? id != "0" : null
            : null;

    private static bool? HasBorder(XElement? tableProperties) =>
        tableProperties?.Element(W + "tblBorders") is { } borders
            ? borders.Elements().Any(static b => (string?)b.Attribute(W + "val") is not (null or "nil" or "none"))
            : null;

    [GeneratedRegex(@"^heading (?<level>[1-9])$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex HeadingName();

    private sealed record Style(
        string Name, string? BasedOn, WordRunProperties Run, int? OutlineLevel, bool? Numbered, string? Fill, bool? Borders, bool Conditional);
}

/// <summary>Character properties as far as the rules read them; null where a level says nothing.</summary>
internal sealed record WordRunProperties
{
    public static WordRunProperties None { get; } = new();

    public string? Language { get; init; }

    public bool? Bold { get; init; }

    public double? Size { get; init; }

    /// <summary>Six digits, "auto", or null.</summary>
    public string? Color { get; init; }

    /// <summary>The fill behind the text: six digits, "auto", or null.</summary>
    public string? Fill { get; init; }

    public bool? Hidden { get; init; }

    public string? Effect { get; init; }

    public static WordRunProperties Of(XElement? properties)
    {
        if (properties is null)
            return None;
        var bold = properties.Element(W + "b");
        var vanish = properties.Element(W + "vanish");
        var size = (string?)properties.Element(W + "sz")?.Attribute(W + "val");
        return new WordRunProperties
        {
            Language = (string?)properties.Element(W + "lang")?.Attribute(W + "val"),
            Bold = bold is null ? null : bold.IsOn(W + "val"),
            Size = double.TryParse(size, CultureInfo.InvariantCulture, out var halfPoints) ? halfPoints / 2 : null,
            Color = (string?)properties.Element(W + "color")?.Attribute(W + "val"),
            Fill = FillOf(properties.Element(W + "shd")) ?? HighlightOf(properties.Element(W + "highlight")),
            Hidden = vanish is null ? null : vanish.IsOn(W + "val"),
            Effect = (string?)properties.Element(W + "effect")?.Attribute(W + "val"),
        };
    }

    /// <summary>This level's values, and below them the other's.</summary>
    public WordRunProperties Over(WordRunProperties below) => new()
    {
        Language = Language ?? below.Language,
        Bold = Bold ?? below.Bold,
        Size = Size ?? below.Size,
        Color = Color ?? below.Color,
        Fill = Fill ?? below.Fill,
        Hidden = Hidden ?? below.Hidden,
        Effect = Effect ?? below.Effect,
    };

    /// <summary>The fill of a shading when it is one plain colour; "mixed" for patterns.</summary>
    public static string? FillOf(XElement? shading) => (string?)shading?.Attribute(W + "val") switch
    {
        null => null,
        "clear" or "nil" => (string?)shading.Attribute(W + "fill") ?? "auto",
        "solid" => (string?)shading.Attribute(W + "color") ?? "auto",
        _ => "mixed",
    };

    private static string? HighlightOf(XElement? highlight) => (string?)highlight?.Attribute(W + "val") switch
    {
        null or "none" => null,
        "black" => "000000",
        "blue" => "0000FF",
        "cyan" => "00FFFF",
        "green" => "00FF00",
        "magenta" => "FF00FF",
        "red" => "FF0000",
        "yellow" => "FFFF00",
        "white" => "FFFFFF",
        "darkBlue" => "000080",
        "darkCyan" => "008080",
        "darkGreen" => "008000",
        "darkMagenta" => "800080",
        "darkRed" => "800000",
        "darkYellow" => "808000",
        "darkGray" => "808080",
        "lightGray" => "C0C0C0",
        _ => "mixed",
    };
}
