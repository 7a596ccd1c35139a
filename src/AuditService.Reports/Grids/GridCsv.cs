using AuditService.Core.Accessibility;
using AuditService.Reports.Files;

namespace AuditService.Reports.Grids;

/// <summary>The grid as Ara writes it: UTF-8 with its mark, criteria down, shared elements and pages across, a status in each cell.</summary>
public static class GridCsv
{
    public static Task WriteAsync(GridExport export, Stream output, CancellationToken cancellation)
    {
        var text = new CsvText();
        text.Add(["Critères", .. export.Grid.Columns.Select(page => page.Name)]);
        foreach (var criterion in export.Criteria)
            text.Add([criterion.Number, .. export.Grid.Columns.Select(page => export.Grid.Find(criterion.Number, page.Id)!.Status.Code())]);
        return text.WriteAsync(output, cancellation);
    }
}
