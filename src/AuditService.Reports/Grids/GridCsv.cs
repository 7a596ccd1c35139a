using System.Buffers;
using System.Text;
using AuditService.Core.Accessibility;

namespace AuditService.Reports.Grids;

/// <summary>The grid as Ara writes it: UTF-8 with its mark, criteria down, shared elements and pages across, a status in each cell.</summary>
public static class GridCsv
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",\r\n;\t");

    public static async Task WriteAsync(GridExport export, Stream output, CancellationToken cancellation)
    {
        var text = new StringBuilder().Append('\uFEFF');
        Row(text, ["Critères", .. export.Grid.Columns.Select(page => page.Name)]);
        foreach (var criterion in export.Criteria)
            Row(text, [criterion.Number, .. export.Grid.Columns.Select(page => export.Grid.Find(criterion.Number, page.Id)!.Status.Code())]);
        await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    /// <summary>A text that a spreadsheet would compute begins with an apostrophe.</summary>
    private static string Cell(string cell)
    {
        if (WorkbookWriter.IsLikeAFormula(cell))
            cell = "'" + cell;
        return cell.AsSpan().IndexOfAny(Special) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
