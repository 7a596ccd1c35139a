using System.Buffers;
using System.Text;

namespace AuditService.Reports.Files;

/// <summary>Rows of comma-separated values, UTF-8 with its mark, that no spreadsheet computes anything of.</summary>
internal sealed class CsvText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",\r\n;\t");

    private readonly StringBuilder text = new("\uFEFF");

    public void Add(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    public async Task WriteAsync(Stream output, CancellationToken cancellation) => await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);

    /// <summary>A text that a spreadsheet would compute begins with an apostrophe.</summary>
    private static string Cell(string cell)
    {
        if (WorkbookWriter.IsLikeAFormula(cell))
            cell = "'" + cell;
        return cell.AsSpan().IndexOfAny(Special) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
