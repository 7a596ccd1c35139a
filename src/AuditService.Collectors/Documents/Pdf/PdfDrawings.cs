using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>A PDF knows no chart: it has pictures, and drawings that are lines and areas. Frames, rules and the borders of tables are straight, and no bars.</summary>
internal static class PdfDrawings
{
    private const int MostPictures = 1_000;
    private const int MostPaths = 20_000;

    /// <summary>Of the page, in share: a smaller picture is an icon or a logo.</summary>
    private const double SmallestPicture = 0.02;

    /// <summary>In points, on both sides: a thinner area is a line.</summary>
    private const double ThinnestBar = 4;

    private const int FewestBars = 3;

    /// <summary>A curve of a chart has as many pieces; a rounded corner or an arrow has fewer.</summary>
    private const int FewestSlants = 12;

    public static bool MayShowAChart(Page page)
    {
        var area = page.Width * page.Height;
        if (area <= 0)
            return false;
        if (page.GetImages().Take(MostPictures).Any(image => Math.Abs(image.BoundingBox.Width * image.BoundingBox.Height) >= area * SmallestPicture))
            return true;
        var bars = 0;
        var slants = 0;
        foreach (var path in page.Paths.Take(MostPaths).Where(static path => !path.IsClipping))
        {
            if (path.IsFilled && IsBar(path, area))
                bars++;
            slants += path.Sum(static piece => piece.Commands.Count(IsSlanted));
            if (bars >= FewestBars || slants >= FewestSlants)
                return true;
        }

        return false;
    }

    private static bool IsBar(PdfPath path, double pageArea) =>
        path.GetBoundingRectangle() is { } box && box.Width >= ThinnestBar && box.Height >= ThinnestBar && box.Width * box.Height < pageArea / 2;

    private static bool IsSlanted(PdfSubpath.IPathCommand command) => command switch
    {
        PdfSubpath.Line line => Math.Abs(line.From.X - line.To.X) > 1 && Math.Abs(line.From.Y - line.To.Y) > 1,
        PdfSubpath.CubicBezierCurve or PdfSubpath.QuadraticBezierCurve => true,
        _ => false,
    };
}
