using AuditService.Core;
using AuditService.Reports.Files;

namespace AuditService.Reports.Rgpd;

/// <summary>A paper as a Word document.</summary>
internal static class PaperWord
{
    public static byte[] Of(Paper paper, RgpdMaterial material) => WordDocument.Write(paper.Title, paper.Language == Language.French ? "fr-FR" : "en-GB", word =>
    {
        word.Heading(1, paper.Title);
        foreach (var note in paper.Notes)
            word.Paragraph(note);
        word.Heading(2, PaperHtml.Deciding(material));
        foreach (var decision in PaperHtml.Decisions(paper, material))
            word.Item(decision);
        foreach (var block in paper.Blocks)
        {
            switch (block)
            {
                case PaperHeading heading:
                    word.Heading(heading.Level, heading.Text);
                    break;
                case PaperText { IsItem: true } item:
                    word.Item(item.Text);
                    break;
                case PaperText said:
                    word.Paragraph(said.Text);
                    break;
                case PaperTable table:
                    word.Table(table.Caption, table.Columns, table.Rows.Select(row => (IReadOnlyList<IReadOnlyList<string>>)[.. row.Cells.Select(cell => Paragraphs(cell, material))]));
                    break;
            }
        }
    });

    private static IReadOnlyList<string> Paragraphs(PaperCell cell, RgpdMaterial material) => cell.Statements.Count == 0
        ? [cell.Text]
        : [.. cell.Statements.Select(statement => material.Word(statement) + (statement.Source is { } source ? $" ({material.Word(source)})" : ""))];
}
