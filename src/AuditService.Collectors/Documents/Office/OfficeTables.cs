namespace AuditService.Collectors.Documents.Office;

/// <summary>The tables of a document that a reader has put in the common model, with the heading each stands under.</summary>
internal static class OfficeTables
{
    public static void Add(OfficeDocument document, TableCells kept)
    {
        string? heading = null;
        foreach (var block in document.AllBlocks())
        {
            if (block is OfficeParagraph { HeadingLevel: not null } paragraph && !string.IsNullOrWhiteSpace(paragraph.Text))
                heading = TableCells.Clean(paragraph.Text);
            else if (block is OfficeTable { IsNested: false } table && !kept.IsFull)
                kept.Add(table.Place, heading, Rows(table, document.Format == DocumentKind.Markdown));
        }
    }

    private static IEnumerable<(int, IReadOnlyList<string>)> Rows(OfficeTable table, bool hasLines)
    {
        IReadOnlyList<string> above = [];
        for (var index = 0; index < table.Rows.Count; index++)
        {
            var cells = new List<string>();
            foreach (var cell in table.Rows[index].Cells)
            {
                var text = TableCells.Clean(string.Join(' ', cell.Blocks.OfType<OfficeParagraph>().Select(static paragraph => paragraph.Text)));
                // A cell that goes on from the one above shows what that one says.
                if (text.Length == 0 && cell.SpansRows && cells.Count < above.Count)
                    text = above[cells.Count];
                for (var span = 0; span < Math.Clamp(cell.ColumnSpan, 1, 60); span++)
                    cells.Add(text);
            }

            above = cells;
            // Below the header of a Markdown table stands a line of dashes.
            yield return (hasLines && table.Place.Line is { } line ? line + index + (index > 0 ? 1 : 0) : index + 1, cells);
        }
    }
}
