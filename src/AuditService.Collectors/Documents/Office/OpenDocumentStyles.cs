using System.Globalization;
using System.Xml.Linq;

namespace AuditService.Collectors.Documents.Office;

/// <summary>The styles of an OpenDocument file: automatic, common and default ones, resolved along their parents.</summary>
internal sealed class OpenDocumentStyles
{
    private const int LongestChain = 32;
    private static readonly XNamespace Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private static readonly XNamespace Fo = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private static readonly XNamespace LibreOffice = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0";

    private readonly Dictionary<string, XElement> byName = [];
    private readonly Dictionary<string, XElement> defaults = [];

    public OpenDocumentStyles(IEnumerable<XElement?> parts)
    {
        foreach (var part in parts.OfType<XElement>())
        {
            foreach (var style in part.Descendants(Style + "style"))
            {
                // Paragraph, text, cell and drawing-page styles have name spaces of their own; one prefix per family keeps them apart.
                if ((string?)style.Attribute(Style + "name") is { } name)
                    byName.TryAdd(Key((string?)style.Attribute(Style + "family"), name), style);
            }

            foreach (var style in part.Descendants(Style + "default-style"))
                defaults.TryAdd((string?)style.Attribute(Style + "family") ?? string.Empty, style);
        }
    }

    public string? DefaultLanguage => Language(defaults.GetValueOrDefault("paragraph")) ?? Language(defaults.GetValueOrDefault("graphic"))
        ?? Language(byName.GetValueOrDefault(Key("paragraph", "Standard")));

    public double BodySize => Points(TextProperty(byName.GetValueOrDefault(Key("paragraph", "Standard")), Fo + "font-size"))
        ?? Points(TextProperty(defaults.GetValueOrDefault("paragraph"), Fo + "font-size")) ?? 12;

    /// <summary>A run under its text styles, innermost first, and its paragraph's style, the last of the list.</summary>
    public OfficeRun Run(string text, string? cellStyle, IReadOnlyList<string?> styles)
    {
        var chain = styles.SkipLast(1).SelectMany(s => Chain("text", s)).Concat(Chain("paragraph", styles[^1])).ToList();
        if (defaults.TryGetValue("paragraph", out var fallback))
            chain.Add(fallback);
        var language = chain.Select(Language).FirstOrDefault(static l => l is not null);
        return new OfficeRun(text)
        {
            Language = language,
            Bold = First(Fo + "font-weight") is "bold" or "600" or "700" or "800" or "900",
            Size = Points(First(Fo + "font-size")),
            Ink = First(Style + "use-window-font-color") == "true" ? null : Rgb.Parse(First(Fo + "color")),
            Paper = Paper(chain, cellStyle, First(Fo + "background-color")),
            Hidden = First(Text + "display") == "none",
            Animated = First(Style + "text-blinking") == "true",
        };

        string? First(XName property) => chain.Select(s => TextProperty(s, property)).FirstOrDefault(static v => v is not null);
    }

    public bool IsTelling(string? paragraphStyle) => Chain("paragraph", paragraphStyle).Any(static s =>
        (string?)s.Attribute(Style + "name") is "Title" or "Subtitle" or "Caption" or "Quotations" or "Signature" or "Header" or "Footer" or "Illustration" or "Contents_20_Heading");

    /// <summary>A property of a slide's style.</summary>
    public string? DrawingPage(string? style, XName property) => Chain("drawing-page", style)
        .Select(s => (string?)s.Element(Style + "drawing-page-properties")?.Attribute(property)).FirstOrDefault(static v => v is not null);

    public bool HasBorder(string? cellStyle) => Chain("table-cell", cellStyle)
        .SelectMany(static s => s.Elements(Style + "table-cell-properties").Attributes())
        .Any(static a => a.Name.Namespace == Fo && a.Name.LocalName.StartsWith("border", StringComparison.Ordinal) && a.Value is not ("none" or "hidden"));

    public bool IsDecorative(string? graphicStyle) => Chain("graphic", graphicStyle)
        .Any(static s => (string?)s.Element(Style + "graphic-properties")?.Attribute(LibreOffice + "decorative") == "true");

    public bool BreaksPage(string? paragraphStyle) => Chain("paragraph", paragraphStyle).Take(1)
        .Any(static s => (string?)s.Element(Style + "paragraph-properties")?.Attribute(Fo + "break-before") is "page"
            || (string?)s.Element(Style + "paragraph-properties")?.Attribute(Fo + "break-after") is "page");

    /// <summary>A length in points; null for percentages and unknown units.</summary>
    public static double? Points(string? length)
    {
        if (length is null || length.Length < 3)
            return null;
        var factor = length[^2..] switch
        {
            "pt" => 1,
            "cm" => 28.3465,
            "mm" => 2.83465,
            "in" => 72,
            "pc" => 12,
            "px" => 0.75,
            _ => 0,
        };
        return factor > 0 && double.TryParse(length[..^2], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e9 ? value * factor : null;
    }

    private Rgb? Paper(List<XElement> chain, string? cellStyle, string? behindText)
    {
        if (behindText is not (null or "transparent"))
            return Rgb.Parse(behindText);
        var behindParagraph = chain.Select(static s => (string?)s.Element(Style + "paragraph-properties")?.Attribute(Fo + "background-color"))
            .FirstOrDefault(static v => v is not null);
        if (behindParagraph is not (null or "transparent"))
            return Rgb.Parse(behindParagraph);
        if (cellStyle is null)
            return Rgb.White;
        var behindCell = Chain("table-cell", cellStyle).Select(static s => (string?)s.Element(Style + "table-cell-properties")?.Attribute(Fo + "background-color"))
            .FirstOrDefault(static v => v is not null);
        return behindCell is null or "transparent" ? null : Rgb.Parse(behindCell);
    }

    private IEnumerable<XElement> Chain(string family, string? name)
    {
        for (var steps = 0; name is not null && steps < LongestChain && byName.TryGetValue(Key(family, name), out var style); steps++)
        {
            yield return style;
            name = (string?)style.Attribute(Style + "parent-style-name");
        }
    }

    private static string Key(string? family, string name) => $"{family} {name}";

    private static string? TextProperty(XElement? style, XName property) => (string?)style?.Element(Style + "text-properties")?.Attribute(property);

    private static string? Language(XElement? style)
    {
        var language = TextProperty(style, Fo + "language");
        if (LanguageGuess.Primary(language) is null)
            return null;
        var country = TextProperty(style, Fo + "country");
        return country is null or "none" or "" ? language : $"{language}-{country}";
    }
}
