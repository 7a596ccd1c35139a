using System.Globalization;
using System.Xml.Linq;
using static AuditService.Collectors.Documents.Office.Ooxml;

namespace AuditService.Collectors.Documents.Office;

/// <summary>The colours a presentation names by their role, through the master's colour map. What is not certain has no colour.</summary>
internal sealed class ThemeColours
{
    private readonly Dictionary<string, Rgb> colours = [];
    private readonly Dictionary<string, string> roles = new() { ["bg1"] = "lt1", ["tx1"] = "dk1", ["bg2"] = "lt2", ["tx2"] = "dk2" };

    public ThemeColours(XElement? theme, XElement? map)
    {
        foreach (var colour in theme?.Descendants(A + "clrScheme").FirstOrDefault()?.Elements() ?? [])
        {
            var value = (string?)colour.Element(A + "srgbClr")?.Attribute("val") ?? (string?)colour.Element(A + "sysClr")?.Attribute("lastClr");
            if (Rgb.Parse(value) is { } rgb)
                colours[colour.Name.LocalName] = rgb;
        }

        foreach (var entry in map?.Attributes() ?? [])
            roles[entry.Name.LocalName] = entry.Value;
    }

    /// <summary>The colour of a solid fill; null when transparent, transformed beyond luminance, or unknown.</summary>
    public Rgb? OfSolidFill(XElement? fill) => fill?.Elements().FirstOrDefault() is { } colour ? Of(colour) : null;

    /// <summary>The colour of a colour element (<c>a:srgbClr</c>, <c>a:schemeClr</c>, <c>a:sysClr</c>).</summary>
    public Rgb? Of(XElement colour)
    {
        Rgb? known = colour.Name.LocalName switch
        {
            "srgbClr" => Rgb.Parse((string?)colour.Attribute("val")),
            "sysClr" => Rgb.Parse((string?)colour.Attribute("lastClr")),
            "schemeClr" => OfScheme((string?)colour.Attribute("val")),
            _ => null,
        };
        return known is { } rgb ? Transform(rgb, colour) : null;
    }

    private Rgb? OfScheme(string? name)
    {
        if (name is null)
            return null;
        return colours.TryGetValue(roles.GetValueOrDefault(name, name), out var rgb) ? rgb : null;
    }

    private static Rgb? Transform(Rgb colour, XElement element)
    {
        var (hue, saturation, lightness) = ToHsl(colour);
        foreach (var change in element.Elements())
        {
            if (!double.TryParse((string?)change.Attribute("val"), CultureInfo.InvariantCulture, out var raw))
                return null;
            var value = raw / 100_000;
            switch (change.Name.LocalName)
            {
                case "lumMod":
                    lightness *= value;
                    break;
                case "lumOff":
                    lightness += value;
                    break;
                case "alpha" when value >= 1:
                    break;
                default:
                    return null;
            }
        }

        return FromHsl(hue, saturation, Math.Clamp(lightness, 0, 1));
    }

    private static (double Hue, double Saturation, double Lightness) ToHsl(Rgb colour)
    {
        double r = colour.Red / 255.0, g = colour.Green / 255.0, b = colour.Blue / 255.0;
        var max = Math.Max(r, Math.Max(g, b));
        var min = Math.Min(r, Math.Min(g, b));
        var lightness = (max + min) / 2;
        var span = max - min;
        if (span == 0)
            return (0, 0, lightness);
        var saturation = span / (1 - Math.Abs(2 * lightness - 1));
        var hue = max == r ? (g - b) / span % 6 : max == g ? (b - r) / span + 2 : (r - g) / span + 4;
        return (hue < 0 ? hue + 6 : hue, saturation, lightness);
    }

    private static Rgb FromHsl(double hue, double saturation, double lightness)
    {
        var chroma = (1 - Math.Abs(2 * lightness - 1)) * saturation;
        var second = chroma * (1 - Math.Abs(hue % 2 - 1));
        var (r, g, b) = hue switch
        {
            < 1 => (chroma, second, 0.0),
            < 2 => (second, chroma, 0.0),
            < 3 => (0.0, chroma, second),
            < 4 => (0.0, second, chroma),
            < 5 => (second, 0.0, chroma),
            _ => (chroma, 0.0, second),
        };
        var floor = lightness - chroma / 2;
        return new Rgb(Channel(r + floor), Channel(g + floor), Channel(b + floor));

        static byte Channel(double value) => (byte)Math.Clamp(Math.Round(value * 255), 0, 255);
    }
}
