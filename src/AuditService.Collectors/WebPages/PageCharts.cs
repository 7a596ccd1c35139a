using System.Globalization;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages;

/// <summary>The charts drawn in a page. A drawing of the size of a chart that nothing tells from an illustration is seen too, as a doubt.</summary>
internal static class PageCharts
{
    /// <summary>Confidence of a drawing that may be a chart; a chart told by its name or its marks has 1.</summary>
    public const double Doubt = 0.5;

    /// <summary>CSS pixels: below, it is an icon or a badge.</summary>
    private const double LeastWidth = 150;
    private const double LeastHeight = 80;

    private static readonly string[] Names = ["chart", "graph", "graphique", "plot", "diagram", "histogram", "vega", "plotly", "highcharts", "recharts", "d3", "echarts", "apexcharts"];

    public static IEnumerable<(IElement Drawing, double Confidence)> Of(AuditedPage page)
    {
        foreach (var image in page.Images.Of(ImageKind.Svg, ImageKind.Canvas).Where(image => !page.Images.IsAloneInControl(image)))
        {
            if (IsNamed(image) || image.QuerySelectorAll("rect, circle, path, line").Length >= 12 || (IsLarge(page, image) && HasBars(image)))
                yield return (image, 1);
            else if (IsLarge(page, image) && !page.Images.IsIgnored(image) && !page.Markers.SayDecorative(image))
                yield return (image, Doubt);
        }
    }

    private static bool IsNamed(IElement image) =>
        image.Ancestors().Take(3).Prepend(image).OfType<IElement>().Any(element => element.ClassList.Append(element.Id ?? "").Any(name => Names.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))));

    /// <summary>Rectangles of one thickness that stand on one line and differ in length: columns, or bars.</summary>
    private static bool HasBars(IElement image)
    {
        var marks = image.QuerySelectorAll("rect")
            .Select(rect => (X: Number(rect, "x") ?? 0, Y: Number(rect, "y") ?? 0, Width: Number(rect, "width") ?? 0, Height: Number(rect, "height") ?? 0))
            .Where(rect => rect is { Width: > 0, Height: > 0 })
            .ToList();
        return marks.GroupBy(rect => (rect.Width, Foot: Math.Round(rect.Y + rect.Height))).Any(columns => columns.DistinctBy(column => column.Height).Count() > 1)
            || marks.GroupBy(rect => (rect.Height, rect.X)).Any(bars => bars.DistinctBy(bar => bar.Width).Count() > 1);
    }

    /// <summary>As the browser laid it out; without a browser, by its own attributes, then by the default of HTML for what tells no size.</summary>
    private static bool IsLarge(AuditedPage page, IElement image)
    {
        if (page.BoxOf(image) is { } box)
            return box is { Width: >= LeastWidth, Height: >= LeastHeight };
        var view = image.GetAttribute("viewBox")?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var width = Number(image, "width") ?? Number(view is { Length: 4 } ? view[2] : null) ?? 300;
        var height = Number(image, "height") ?? Number(view is { Length: 4 } ? view[3] : null) ?? 150;
        return width >= LeastWidth && height >= LeastHeight;
    }

    private static double? Number(IElement element, string attribute) => Number(element.GetAttribute(attribute));

    private static double? Number(string? text) =>
        double.TryParse(text?.Trim().Replace("px", "", StringComparison.OrdinalIgnoreCase), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
