namespace AuditService.Collectors.Documents.Pdf;

/// <summary>
/// The tables of a tagged PDF, row by row, with cells that span filled as a reader sees them. Without tags a PDF has letters at places and no table:
/// guessing columns from gaps would put a rating in the wrong one.
/// </summary>
internal static class PdfTables
{
    private const int MostColumns = 60;

    /// <param name="tree">The tags.</param>
    /// <param name="context">Reads attributes.</param>
    /// <param name="textOf">What the page shows of an element.</param>
    /// <param name="kept">Takes the tables.</param>
    public static void Add(StructureTree tree, PdfRuleContext context, Func<StructureElement, string> textOf, TableCells kept)
    {
        string? heading = null;
        var pending = new List<(DocumentPlace Place, string? Heading, List<IReadOnlyList<string>> Rows)>();
        foreach (var element in tree.Elements)
        {
            if (element.Type == "H" || StructureTree.IsNumberedHeading(element.Type))
                heading = TableCells.Clean(textOf(element));
            if (element.Type != "Table" || IsNested(element))
                continue;
            var rows = Rows(element, context, textOf, out var hasHeader);
            if (rows.Count == 0)
                continue;
            // A table that a page break cut in two goes on without a header of its own.
            if (!hasHeader && pending is [.., var last] && last.Rows[0].Count == rows[0].Count && last.Heading == heading && last.Place.Page + 1 == element.Place.Page)
                last.Rows.AddRange(rows);
            else
                pending.Add((element.Place, heading, rows));
        }

        foreach (var table in pending.TakeWhile(_ => !kept.IsFull))
            kept.Add(table.Place, string.IsNullOrEmpty(table.Heading) ? null : table.Heading, table.Rows.Select(static (row, index) => (index + 1, row)));
    }

    private static bool IsNested(StructureElement table)
    {
        for (var ancestor = table.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (ancestor.Type == "Table")
                return true;
        }

        return false;
    }

    private static List<IReadOnlyList<string>> Rows(StructureElement table, PdfRuleContext context, Func<StructureElement, string> textOf, out bool hasHeader)
    {
        var rows = new List<IReadOnlyList<string>>();
        var above = new Dictionary<int, (string Text, int Rows)>();
        hasHeader = false;
        foreach (var row in PdfTableRules.Rows(table))
        {
            var cells = new List<string>();
            var below = new Dictionary<int, (string Text, int Rows)>();
            foreach (var element in row.TakeWhile(_ => cells.Count < MostColumns))
            {
                hasHeader |= element.Type == "TH";
                Hang(cells, above, below);
                var text = TableCells.Clean(textOf(element));
                var hangs = PdfTableRules.Span(element, "RowSpan", context) - 1;
                for (var span = Math.Min(PdfTableRules.Span(element, "ColSpan", context), MostColumns); span > 0; span--)
                {
                    if (hangs > 0)
                        below[cells.Count] = (text, hangs);
                    cells.Add(text);
                }
            }

            Hang(cells, above, below);
            if (cells.Count > 0)
                rows.Add(cells);
            above = below;
        }

        return rows;
    }

    /// <summary>Cells of earlier rows that reach down to this place.</summary>
    private static void Hang(List<string> cells, Dictionary<int, (string Text, int Rows)> above, Dictionary<int, (string Text, int Rows)> below)
    {
        while (above.TryGetValue(cells.Count, out var cell))
        {
            if (cell.Rows > 1)
                below[cells.Count] = (cell.Text, cell.Rows - 1);
            cells.Add(cell.Text);
        }
    }
}
