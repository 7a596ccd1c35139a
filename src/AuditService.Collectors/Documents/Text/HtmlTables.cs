using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AuditService.Collectors.Documents.Text;

/// <summary>The tables of an HTML page, with the heading each stands under.</summary>
internal static class HtmlTables
{
    private const int MostSpan = 60;

    public static void Add(IDocument document, TableCells kept)
    {
        string? heading = null;
        var number = 0;
        foreach (var element in document.All)
        {
            if (element is IHtmlHeadingElement title)
                heading = TableCells.Clean(title.TextContent);
            else if (element is IHtmlTableElement table && table.ParentElement?.Closest("table") is null && !kept.IsFull)
                kept.Add(new(null, Part: $"table {++number}"), TableCells.Clean(table.Caption?.TextContent) is { Length: > 0 } caption ? caption : heading, Rows(table));
        }
    }

    private static IEnumerable<(int, IReadOnlyList<string>)> Rows(IHtmlTableElement table)
    {
        var open = new Dictionary<int, (string Text, int Left)>();
        var number = 0;
        foreach (var row in table.Rows)
        {
            var cells = new List<string>();
            foreach (var cell in row.Cells.OfType<IHtmlTableCellElement>())
            {
                Continue();
                var text = TableCells.Clean(cell.TextContent);
                for (var span = 0; span < Math.Clamp(cell.ColumnSpan, 1, MostSpan); span++)
                {
                    if (cell.RowSpan > 1)
                        open[cells.Count] = (text, cell.RowSpan - 1);
                    cells.Add(text);
                }
            }

            Continue();
            yield return (++number, cells);

            void Continue()
            {
                while (open.TryGetValue(cells.Count, out var above) && above.Left > 0)
                {
                    open[cells.Count] = above with { Left = above.Left - 1 };
                    cells.Add(above.Text);
                }
            }
        }
    }
}
