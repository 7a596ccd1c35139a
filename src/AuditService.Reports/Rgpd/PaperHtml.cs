using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AuditService.Core;

namespace AuditService.Reports.Rgpd;

/// <summary>A paper as one HTML file without scripts. All that comes from the dossier is text, never markup.</summary>
internal static class PaperHtml
{
    private const string Styles = """
        :root { color-scheme: light; }
        body { margin: 0 auto; max-width: 70rem; padding: 0 1rem 2rem; font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; line-height: 1.5; color: #1b1f24; background: #fff; }
        h1 { font-size: 1.75rem; line-height: 1.25; }
        h2 { font-size: 1.375rem; margin: 2.5rem 0 .5rem; padding-bottom: .25rem; border-bottom: 2px solid #1b1f24; }
        h3 { font-size: 1.125rem; margin: 1.75rem 0 .5rem; }
        h1, h2, h3, p, li, td, th, caption { overflow-wrap: anywhere; }
        a { color: #0b4f9e; }
        a:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 2px; }
        .skip { margin: 0; }
        .skip a { position: absolute; left: -100rem; }
        .skip a:focus { position: static; display: inline-block; padding: .5rem 1rem; }
        .draft { border: 2px solid #7a4a00; background: #fff8ea; padding: .25rem 1rem; }
        table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: .9375rem; margin: .75rem 0; }
        caption { text-align: left; font-weight: 600; padding: .375rem 0; }
        th, td { border: 1px solid #8a94a3; padding: .375rem .5rem; text-align: left; vertical-align: top; }
        thead th { background: #f3f5f8; }
        tbody th { font-weight: 600; }
        td ul { margin: 0; padding-left: 1.125rem; }
        mark { background: #ffe9a8; color: #1b1f24; }
        .against { color: #a3171a; }
        .from { color: #4a5360; font-size: .8125rem; }
        @media (max-width: 40rem) { table, thead, tbody, tr, th, td, caption { display: block; } thead { display: none; } td + td, th + td { border-top: 0; } }
        @media print { body { max-width: none; padding: 0; } tr { break-inside: avoid; } nav { display: none; } }
        """;

    /// <summary>Accents stay legible; what could be markup does not stay.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(Paper paper, RgpdMaterial material)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"").Append(paper.Language == Language.French ? "fr" : "en").Append("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Append(Encoded(paper.Title)).Append("</title>\n<style>\n").Append(Styles).Append("\n</style>\n</head>\n<body>\n<p class=\"skip\"><a href=\"#contenu\">").Append(material.Say("Aller au contenu", "Skip to content")).Append("</a></p>\n<header role=\"banner\">\n<p><strong>AuditService</strong></p>\n</header>\n");
        Contents(text, paper, material);
        text.Append("<main id=\"contenu\" role=\"main\" tabindex=\"-1\">\n<h1>").Append(Encoded(paper.Title)).Append("</h1>\n<div class=\"draft\">\n");
        foreach (var note in paper.Notes)
            text.Append("<p>").Append(Marked(note)).Append("</p>\n");
        text.Append("</div>\n<h2 id=\"a-decider\">").Append(Deciding(material)).Append("</h2>\n<ul>\n");
        foreach (var decision in Decisions(paper, material))
            text.Append("<li>").Append(Marked(decision)).Append("</li>\n");
        text.Append("</ul>\n");
        Body(text, paper, material);
        return text.Append("</main>\n<footer role=\"contentinfo\">\n<p class=\"from\">").Append(Encoded($"AuditService {material.Audit.Tools.AuditService}")).Append("</p>\n</footer>\n</body>\n</html>\n").ToString();
    }

    public static string Deciding(RgpdMaterial material) => material.Say("Ce qu'une personne doit décider", "What a person has to decide");

    /// <summary>The count of what is left open, then what is asked of a person whatever the dossier says.</summary>
    public static IEnumerable<string> Decisions(Paper paper, RgpdMaterial material) =>
        paper.Decisions.Prepend(material.Say(
            $"Remplir ce qui est à compléter ({paper.Blanks} passage(s)) et trancher les constats contraires ({paper.Contradictions}).",
            $"Fill in what is left open ({paper.Blanks} place(s)) and settle the findings against ({paper.Contradictions})."));

    private static void Contents(StringBuilder text, Paper paper, RgpdMaterial material)
    {
        text.Append("<nav role=\"navigation\" aria-label=\"").Append(material.Say("Sommaire", "Contents")).Append("\">\n<ul>\n<li><a href=\"#a-decider\">").Append(Deciding(material)).Append("</a></li>\n");
        foreach (var (index, heading) in paper.Blocks.OfType<PaperHeading>().Where(heading => heading.Level == 2).Index())
            text.Append("<li><a href=\"#partie-").Append(index + 1).Append("\">").Append(Encoded(heading.Text)).Append("</a></li>\n");
        text.Append("</ul>\n</nav>\n");
    }

    private static void Body(StringBuilder text, Paper paper, RgpdMaterial material)
    {
        var (inList, part) = (false, 0);
        foreach (var block in paper.Blocks)
        {
            var isItem = block is PaperText { IsItem: true };
            if (isItem != inList)
                text.Append(isItem ? "<ul>\n" : "</ul>\n");
            inList = isItem;
            switch (block)
            {
                case PaperHeading { Level: 2 } heading:
                    text.Append("<h2 id=\"partie-").Append(++part).Append("\">").Append(Encoded(heading.Text)).Append("</h2>\n");
                    break;
                case PaperHeading heading:
                    text.Append("<h3>").Append(Encoded(heading.Text)).Append("</h3>\n");
                    break;
                case PaperText said:
                    text.Append(isItem ? "<li>" : "<p>").Append(Marked(said.Text)).Append(isItem ? "</li>\n" : "</p>\n");
                    break;
                case PaperTable table:
                    Table(text, table, material);
                    break;
            }
        }

        text.Append(inList ? "</ul>\n" : "");
    }

    private static void Table(StringBuilder text, PaperTable table, RgpdMaterial material)
    {
        text.Append("<table>\n<caption>").Append(Encoded(table.Caption)).Append("</caption>\n<colgroup>");
        foreach (var (_, width) in table.Columns)
            text.Append("<col style=\"width: ").Append(width).Append("%\">");
        text.Append("</colgroup>\n<thead>\n<tr>");
        foreach (var (header, _) in table.Columns)
            text.Append("<th scope=\"col\">").Append(Encoded(header)).Append("</th>");
        text.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            text.Append("<tr>");
            foreach (var (index, cell) in row.Cells.Index())
            {
                text.Append(index == 0 ? "<th scope=\"row\">" : "<td>");
                Cell(text, cell, material);
                text.Append(index == 0 ? "</th>" : "</td>");
            }

            text.Append("</tr>\n");
        }

        text.Append("</tbody>\n</table>\n");
    }

    private static void Cell(StringBuilder text, PaperCell cell, RgpdMaterial material)
    {
        if (cell.Statements.Count == 0)
        {
            text.Append(Marked(cell.Text));
            return;
        }

        var isList = cell.Statements.Count > 1;
        text.Append(isList ? "<ul>" : "");
        foreach (var statement in cell.Statements)
        {
            text.Append(isList ? "<li>" : "").Append(statement.Kind == StatementKind.Conflict ? "<span class=\"against\">" : "").Append(Marked(material.Word(statement))).Append(statement.Kind == StatementKind.Conflict ? "</span>" : "");
            if (statement.Source is { } source)
                text.Append(" <span class=\"from\">(").Append(Encoded(material.Word(source))).Append(")</span>");
            text.Append(isList ? "</li>" : "");
        }

        text.Append(isList ? "</ul>" : "");
    }

    private static string Marked(string text) => string.Concat(Files.Blanks.Parts(text).Select(part => part.IsBlank ? $"<mark>{Encoded(part.Text)}</mark>" : Encoded(part.Text)));

    private static string Encoded(string text) => Encoder.Encode(text);
}
