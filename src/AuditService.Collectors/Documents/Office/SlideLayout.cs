using System.Globalization;
using System.Xml.Linq;
using static AuditService.Collectors.Documents.Office.Ooxml;

namespace AuditService.Collectors.Documents.Office;

/// <summary>What slides inherit from their layout and master: the type and place of placeholders, the background, the colours.</summary>
internal sealed class SlideLayout
{
    private readonly List<XElement> placeholders;
    private readonly List<XElement> masterPlaceholders;
    private readonly List<OfficeBox> covers;

    public SlideLayout(XElement? layout, XElement? master, XElement? theme)
    {
        placeholders = layout?.Descendants(P + "sp").Concat(layout.Descendants(P + "pic")).Where(static s => Placeholder(s) is not null).ToList() ?? [];
        masterPlaceholders = master?.Descendants(P + "sp").Where(static s => Placeholder(s) is not null).ToList() ?? [];
        Colours = new ThemeColours(theme, master?.Element(P + "clrMap"));
        var drawn = new[] { layout, master }.SelectMany(static p => p?.Descendants(P + "pic").Concat(p.Descendants(P + "sp")).Where(static s => Placeholder(s) is null) ?? []);
        covers = drawn.Select(static s => Own(s)).OfType<OfficeBox>().ToList();
        Background = BackgroundOf(layout) ?? (HasBackground(layout) ? null : BackgroundOf(master));
    }

    public ThemeColours Colours { get; }

    /// <summary>The plain background behind slides of this layout; null when it is none or uncertain.</summary>
    public Rgb? Background { get; }

    /// <summary>The placeholder's type, its own or the one its index has in the layout.</summary>
    public string TypeOf(XElement placeholder) =>
        (string?)placeholder.Attribute("type") ?? (string?)Placeholder(Find(placeholders, placeholder))?.Attribute("type") ?? "obj";

    /// <summary>The shape's place: its own, or the one its placeholder has in the layout or the master.</summary>
    public OfficeBox? BoxOf(XElement shape, XElement? placeholder)
    {
        if (Own(shape) is { } own)
            return own;
        if (placeholder is null)
            return null;
        return Own(Find(placeholders, placeholder)) ?? Own(masterPlaceholders.Find(m => (string?)Placeholder(m)?.Attribute("type") == MasterType(TypeOf(placeholder))));
    }

    /// <summary>Whether a picture or shape of the layout or master lies behind.</summary>
    public bool Covers(OfficeBox box) => covers.Exists(c => c.Overlaps(box));

    private static string MasterType(string type) => type switch
    {
        "ctrTitle" => "title",
        "dt" or "ftr" or "sldNum" or "title" => type,
        _ => "body",
    };

    private static XElement? Find(List<XElement> placeholders, XElement placeholder)
    {
        var index = (string?)placeholder.Attribute("idx");
        var type = (string?)placeholder.Attribute("type");
        return placeholders.Find(p => index is not null && (string?)Placeholder(p)?.Attribute("idx") == index)
            ?? placeholders.Find(p => type is not null && Family((string?)Placeholder(p)?.Attribute("type")) == Family(type));
    }

    private static string? Family(string? type) => type is "ctrTitle" ? "title" : type;

    private static XElement? Placeholder(XElement? shape) =>
        shape?.Elements().FirstOrDefault(static e => e.Name.LocalName.StartsWith("nv", StringComparison.Ordinal))?.Element(P + "nvPr")?.Element(P + "ph");

    private static OfficeBox? Own(XElement? shape)
    {
        var transform = shape?.Element(P + "spPr")?.Element(A + "xfrm") ?? shape?.Element(P + "xfrm") ?? shape?.Element(P + "grpSpPr")?.Element(A + "xfrm");
        var offset = transform?.Element(A + "off");
        var extent = transform?.Element(A + "ext");
        return Number(offset, "x") is { } x && Number(offset, "y") is { } y && Number(extent, "cx") is { } width && Number(extent, "cy") is { } height
            ? new OfficeBox(x, y, width, height, IsTitle: false)
            : null;
    }

    private static long? Number(XElement? element, string attribute) =>
        long.TryParse((string?)element?.Attribute(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && Math.Abs(value) < 1_000_000_000_000
            ? value
            : null;

    private static bool HasBackground(XElement? part) => part?.Element(P + "cSld")?.Element(P + "bg") is not null;

    private Rgb? BackgroundOf(XElement? part)
    {
        var background = part?.Element(P + "cSld")?.Element(P + "bg");
        if (background?.Element(P + "bgPr") is { } properties)
            return Colours.OfSolidFill(properties.Element(A + "solidFill"));
        // Index 1001 is the theme's first background fill: a plain one in every theme whose fill is a solid colour.
        return (string?)background?.Element(P + "bgRef")?.Attribute("idx") == "1001" && background.Element(P + "bgRef")!.Elements().FirstOrDefault() is { } colour
            ? Colours.Of(colour)
            : null;
    }
}
