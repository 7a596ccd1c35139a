using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>Data tables have a header row (OFF-10) and plain cells (OFF-11); tables do not lay out a page (OFF-12).</summary>
internal static class TableRules
{
    private const int ProseWords = 60;

    private static readonly BoundedRegex Figure = new(@"^[-+±<>≤≥~≈]?\s*\d[\d\s.,:/-]*\s*(%|‰|€|\$|£|[A-Za-z°µ]{1,5})?$");

    public static void Check(OfficeRuleContext context)
    {
        foreach (var table in context.Document.AllBlocks().OfType<OfficeTable>())
        {
            var cells = table.Rows.SelectMany(static r => r.Cells).ToList();
            if (cells.TrueForAll(static c => c.Blocks.All(static b => b is OfficeParagraph { IsBlank: true })))
                continue;
            context.Examine(12);
            if (LooksLikeLayout(table, cells))
            {
                if (IsSuspect(table, cells))
                    context.Review(12, table.Place, "un tableau sans filets semble mettre la page en forme", "a table without lines seems to lay out the page");
                continue;
            }

            CheckHeader(context, table);
            CheckCells(context, table, cells);
        }
    }

    /// <summary>One row or one column is layout until proved otherwise; so is a grid without lines, unless it holds figures and no picture or prose.</summary>
    private static bool LooksLikeLayout(OfficeTable table, List<OfficeCell> cells) =>
        table.Rows.Count < 2 || table.Columns < 2 || (!table.HasBorders && !table.Rows[0].IsHeader && (HoldsProseOrPictures(cells) || !HoldsFigures(cells)));

    /// <summary>A third of the cells that say something: a signature block has none, a table of amounts has them in a column at least.</summary>
    private static bool HoldsFigures(List<OfficeCell> cells)
    {
        var texts = cells.Select(static c => string.Concat(c.Blocks.OfType<OfficeParagraph>().Select(static p => p.Text)).Trim()).Where(static text => text.Length > 0).ToList();
        return texts.Count(Figure.IsMatch) * 3 >= texts.Count;
    }

    private static bool IsSuspect(OfficeTable table, List<OfficeCell> cells) =>
        !table.HasBorders && cells.Count(static c => c.Blocks.Any(static b => b is OfficeGraphic or OfficeTable or OfficeParagraph { IsBlank: false })) >= 2;

    private static bool HoldsProseOrPictures(List<OfficeCell> cells) => cells.Exists(static c =>
        c.Blocks.Any(static b => b is OfficeGraphic or OfficeTable)
        || c.Blocks.OfType<OfficeParagraph>().Sum(static p => Prose.CountWords(p.Text)) > ProseWords);

    private static void CheckHeader(OfficeRuleContext context, OfficeTable table)
    {
        context.Examine(10);
        if (context.Document.Format == DocumentKind.Markdown)
        {
            // The syntax always has a header row: what can be missing is its text.
            if (table.Rows[0].Cells.All(static c => c.Blocks.OfType<OfficeParagraph>().All(static p => p.IsBlank)))
                context.Fail(10, table.Place, "la ligne d'en-tête du tableau est vide", "the header row of the table is empty");
        }
        else if (!table.Rows[0].IsHeader)
        {
            context.Fail(10, table.Place,
                $"un tableau de {table.Rows.Count} lignes et {table.Columns} colonnes n'a pas de ligne d'en-tête",
                $"a table of {table.Rows.Count} rows and {table.Columns} columns has no header row");
        }
    }

    private static void CheckCells(OfficeRuleContext context, OfficeTable table, List<OfficeCell> cells)
    {
        context.Examine(11);
        var merged = cells.Count(static c => c.ColumnSpan > 1 || c.SpansRows);
        if (merged > 0)
            context.Warn(11, table.Place, $"{merged} cellules fusionnées ou fractionnées", $"{merged} merged or split cells");
        if (cells.Exists(static c => c.Blocks.OfType<OfficeTable>().Any()))
            context.Warn(11, table.Place, "un tableau dans une cellule", "a table inside a cell");
    }
}
