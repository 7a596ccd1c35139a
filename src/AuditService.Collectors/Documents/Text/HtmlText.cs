using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AuditService.Collectors.Documents.Text;

/// <summary>The text of an HTML page, block by block. Scripts, styles and hidden elements are no text; nothing is loaded or run.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Skipped = ["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "SVG", "MATH", "HEAD", "SELECT", "CANVAS"];

    private static readonly HashSet<string> Inline =
    [
        "A", "ABBR", "B", "BDI", "BDO", "CITE", "CODE", "DATA", "DEL", "DFN", "EM", "FONT", "I", "INS", "KBD", "LABEL", "MARK", "Q", "RUBY", "S", "SAMP", "SMALL", "SPAN",
        "STRONG", "SUB", "SUP", "TIME", "U", "VAR", "WBR", "BUTTON", "OUTPUT", "BIG", "TT", "IMG", "INPUT",
    ];

    public static IDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);

    /// <summary>Adds the paragraphs of the body, walking without recursion: nesting is as deep as its author likes.</summary>
    public static void Add(IDocument document, KeptText kept, Func<int, DocumentPlace> place)
    {
        var text = new StringBuilder();
        var block = (INode?)null;
        var above = new Dictionary<IElement, List<string>>();
        var paragraph = 0;
        INode? node = document.Body;
        while (node is not null)
        {
            if (node is IText { Data: var data })
                text.Append(data);
            else if (node is IElement element)
            {
                if (element.TagName == "BR")
                    text.Append('\n');
                if (!Inline.Contains(element.TagName))
                    Flush(element);
            }

            if (node.FirstChild is { } child && !(node is IElement entered && (Skipped.Contains(entered.TagName) || entered.HasAttribute("hidden"))))
            {
                node = child;
                continue;
            }

            while (node is not null && node.NextSibling is null && node != document.Body)
            {
                node = node.Parent;
                if (node is IElement closed && !Inline.Contains(closed.TagName))
                    Flush(closed.ParentElement);
            }

            if (node is null || node == document.Body)
                break;
            if (node is IElement ended && !Inline.Contains(ended.TagName))
                Flush(ended.ParentElement);
            node = node.NextSibling;
        }

        Flush(null);

        void Flush(INode? next)
        {
            var clean = Line(text.ToString());
            text.Clear();
            if (clean.Length > 0)
            {
                var (role, level) = RoleOf(block as IElement);
                kept.Add(new DocumentParagraph(clean, role, place(++paragraph), level) { ReadWith = role == ParagraphRole.TableCell ? HeadersOf(block as IHtmlTableCellElement, above) : null });
            }

            block = next;
        }
    }

    /// <param name="above">The first row of each table met, read once.</param>
    private static string? HeadersOf(IHtmlTableCellElement? cell, Dictionary<IElement, List<string>> above)
    {
        if (cell is not { ParentElement: IHtmlTableRowElement row, Index: > 0 and var column } || row.Closest("table") is not IHtmlTableElement table || table.Rows is not { Length: > 0 } rows || rows[0] is not { } first || first == row)
            return null;
        if (!above.TryGetValue(table, out var texts))
            above.Add(table, texts = [.. first.Cells.Select(header => Line(header.TextContent))]);
        return KeptText.CellHeaders(Line(row.Cells[0].TextContent), column < texts.Count ? texts[column] : null);
    }

    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static (ParagraphRole Role, int? Level) RoleOf(IElement? block) => block?.TagName switch
    {
        ['H', >= '1' and <= '6' and var level] => (ParagraphRole.Heading, level - '0'),
        "LI" or "DT" or "DD" => (ParagraphRole.ListItem, null),
        "TD" or "TH" or "CAPTION" => (ParagraphRole.TableCell, null),
        _ => (ParagraphRole.Body, null),
    };
}
