using AuditService.Core;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>
/// Tables as grids (7.2-15, 41 to 43) and their headers (7.5): cells are placed row by row with their spans, across head, body and foot.
/// </summary>
internal static class PdfTableRules
{
    public static readonly string[] Tests = ["7.2-15", "7.2-41", "7.2-42", "7.2-43", "7.5-1", "7.5-2"];

    private const int MostGridCells = 1_000_000;

    public static void Check(PdfRuleContext context)
    {
        foreach (var table in context.Tree.Elements.Where(static e => e.Type == "Table"))
        {
            if (Grid.Of(table, context) is not { } grid)
                continue;
            CheckGrid(context, table, grid);
            CheckHeaders(context, grid);
        }
    }

    /// <summary>The cells of each row, in the order of the tags.</summary>
    public static IEnumerable<List<StructureElement>> Rows(StructureElement table) => table.MeaningfulChildren()
        .SelectMany(static c => c.Type == "TR" ? [c] : c.Type is "THead" or "TBody" or "TFoot" ? c.MeaningfulChildren().Where(static r => r.Type == "TR") : [])
        .Select(static r => r.MeaningfulChildren().Where(static c => c.Type is "TH" or "TD").ToList());

    public static int Span(StructureElement element, string key, PdfRuleContext context) =>
        Attribute(element, key, context) is NumericToken { Data: >= 1 and <= 100_000 } span ? (int)span.Data : 1;

    private static IToken? Attribute(StructureElement element, string key, PdfRuleContext context) => element.Attributes
        .Where(a => context.Objects.Name(a, "O") is "Table")
        .Select(a => context.Objects.Entry(a, key)).FirstOrDefault(static v => v is not null);

    private static void CheckGrid(PdfRuleContext context, StructureElement table, Grid grid)
    {
        foreach (var cell in grid.Cells)
            context.Demand("7.2-15", !grid.Overlapping.Contains(cell), cell.Element.Place, "une cellule en recouvre une autre", "a cell covers another");
        context.Demand("7.2-41", !grid.SpansBeyondLastRow, table.Place, "une fusion de lignes dépasse la dernière ligne", "a row span goes beyond the last row");
        var longRow = grid.LongRow;
        context.Demand("7.2-42", longRow is null, table.Place, $"la ligne {longRow} a plus de cellules que la première", $"row {longRow} has more cells than the first");
        var shortRow = grid.ShortRow;
        context.Demand("7.2-43", shortRow is null, table.Place, $"la ligne {shortRow} a moins de cellules que la première", $"row {shortRow} has fewer cells than the first");
    }

    /// <summary>A data cell is tied to its headers by ids, or by header cells of its row and column that state their scope.</summary>
    private static void CheckHeaders(PdfRuleContext context, Grid grid)
    {
        var ids = grid.Cells.Where(static c => c.IsHeader && !string.IsNullOrEmpty(c.Element.Id)).Select(static c => c.Element.Id!).ToHashSet();
        var columns = grid.Cells.Where(static c => c is { IsHeader: true, Scope: "Column" or "Both" }).SelectMany(static c => Enumerable.Range(c.Column, c.Columns)).ToHashSet();
        var rows = grid.Cells.Where(static c => c is { IsHeader: true, Scope: "Row" or "Both" }).SelectMany(static c => Enumerable.Range(c.Row, c.Rows)).ToHashSet();
        var headers = grid.Cells.Count(static c => c.IsHeader);
        var unscoped = grid.Cells.Count(static c => c is { IsHeader: true, Scope: null });
        LocalizedText why = headers == 0
            ? new("le tableau n'a aucune cellule d'en-tête (TH)", "the table has no header cell (TH)")
            : unscoped > 0
                ? new($"{unscoped} cellule(s) d'en-tête sur {headers} sans portée (Scope)", $"{unscoped} header cell(s) of {headers} without a scope (Scope)")
                : new("aucun en-tête de sa ligne ni de sa colonne", "no header of its row or its column");
        foreach (var cell in grid.Cells.Where(static c => !c.IsHeader))
        {
            var unknown = cell.Headers.Where(h => !ids.Contains(h)).ToList();
            var tied = (cell.Headers.Count > 0 && unknown.Count == 0)
                || Enumerable.Range(cell.Column, cell.Columns).Any(columns.Contains)
                || Enumerable.Range(cell.Row, cell.Rows).Any(rows.Contains);
            if (unknown.Count > 0)
            {
                var names = Excerpt.Of(string.Join(", ", unknown.Take(5)));
                context.Demand("7.5-2", tied, cell.Element.Place, $"une cellule renvoie à des en-têtes inconnus : {names}", $"a cell refers to unknown headers: {names}");
            }
            else
            {
                context.Demand("7.5-1", tied, cell.Element.Place, $"une cellule n'est liée à aucun en-tête : {why.Fr}", $"a cell is tied to no header: {why.En}");
            }
        }
    }

    /// <summary>One cell with its place in the grid.</summary>
    private sealed record Cell(StructureElement Element, int Row, int Column, int Rows, int Columns, string? Scope, IReadOnlyList<string> Headers)
    {
        public bool IsHeader => Element.Type == "TH";
    }

    private sealed class Grid
    {
        public List<Cell> Cells { get; } = [];

        public HashSet<Cell> Overlapping { get; } = new(ReferenceEqualityComparer.Instance);

        public bool SpansBeyondLastRow { get; private set; }

        /// <summary>The first row, counted from 1, that has more columns than the first.</summary>
        public int? LongRow { get; private set; }

        public int? ShortRow { get; private set; }

        /// <summary>Null for a table without cells, or too large to lay out.</summary>
        public static Grid? Of(StructureElement table, PdfRuleContext context)
        {
            var rows = Rows(table).ToList();
            if (rows.Count == 0 || rows.TrueForAll(static r => r.Count == 0))
                return null;
            var grid = new Grid();
            return grid.Place(rows, context) ? grid : null;
        }

        private bool Place(List<List<StructureElement>> rows, PdfRuleContext context)
        {
            var taken = new HashSet<(int Row, int Column)>();
            int? width = null;
            for (var row = 0; row < rows.Count; row++)
            {
                var column = 0;
                foreach (var element in rows[row])
                {
                    while (taken.Contains((row, column)))
                        column++;
                    var cell = new Cell(
                        element, row, column, Span(element, "RowSpan", context), Span(element, "ColSpan", context), Scope(element, context), Headers(element, context));
                    Cells.Add(cell);
                    SpansBeyondLastRow |= row + cell.Rows > rows.Count;
                    if (!Take(cell, Math.Min(cell.Rows, rows.Count - row), taken))
                        return false;
                    column += cell.Columns;
                }

                // Cells that hang from earlier rows may end the row.
                while (taken.Contains((row, column)))
                    column++;
                width ??= column;
                if (column > width)
                    LongRow ??= row + 1;
                else if (column < width)
                    ShortRow ??= row + 1;
            }

            return true;
        }

        private bool Take(Cell cell, int rows, HashSet<(int Row, int Column)> taken)
        {
            if ((long)rows * cell.Columns + taken.Count > MostGridCells)
                return false;
            for (var row = cell.Row; row < cell.Row + rows; row++)
            {
                for (var column = cell.Column; column < cell.Column + cell.Columns; column++)
                {
                    if (!taken.Add((row, column)))
                        Overlapping.Add(cell);
                }
            }

            return true;
        }

        private static string? Scope(StructureElement element, PdfRuleContext context) => (Attribute(element, "Scope", context) as NameToken)?.Data;

        private static List<string> Headers(StructureElement element, PdfRuleContext context) =>
            Attribute(element, "Headers", context) is ArrayToken headers
                ? headers.Data.Take(1_000).Select(context.Objects.Resolve).Select(PdfObjects.AsText).OfType<string>().ToList()
                : [];
    }
}
