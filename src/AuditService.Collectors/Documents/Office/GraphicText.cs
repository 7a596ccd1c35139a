using System.Xml.Linq;
using static AuditService.Collectors.Documents.Office.Ooxml;

namespace AuditService.Collectors.Documents.Office;

/// <summary>The text of charts and diagrams, which stands in parts of its own.</summary>
internal static class GraphicText
{
    private const int MostLines = 500;

    /// <summary>Titles, series and categories of a chart; the labels of a diagram.</summary>
    public static IEnumerable<string> Of(XElement graphicData, string part, OpenPackage package)
    {
        if (graphicData.Elements(C + "chart").FirstOrDefault() is { } chart
            && package.Relationship(part, (string?)chart.Attribute(R + "id")) is { External: false } chartPart
            && package.Xml(chartPart.Target) is { } space)
            return OfChart(space).Take(MostLines);
        if (graphicData.Elements(Dgm + "relIds").FirstOrDefault() is { } ids
            && package.Relationship(part, (string?)ids.Attribute(R + "dm")) is { External: false } dataPart
            && package.Xml(dataPart.Target) is { } model)
            return model.Descendants(Dgm + "t").SelectMany(static t => t.DrawingText()).Take(MostLines);
        return [];
    }

    private static IEnumerable<string> OfChart(XElement space) =>
        space.Descendants(C + "title").SelectMany(static t => t.DrawingText())
            .Concat(space.Descendants(C + "tx").Concat(space.Descendants(C + "cat")).SelectMany(static s => s.Descendants(C + "v")).Select(static v => v.Value))
            .Where(static t => !string.IsNullOrWhiteSpace(t))
            .Distinct(StringComparer.Ordinal);
}
