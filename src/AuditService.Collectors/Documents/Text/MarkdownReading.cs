using System.Text.RegularExpressions;
using AuditService.Collectors.Documents.Office;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AuditService.Collectors.Documents.Text;

/// <summary>
/// Markdown (CommonMark with the tables, footnotes and task lists of GitHub): read into the model of office documents, so that the rules of
/// the same number apply to it as MD-01, MD-04 … Code blocks are no prose.
/// </summary>
internal sealed partial class MarkdownReading
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter().UsePipeTables().UseGridTables().UseFootnotes().UseAutoLinks().UseTaskLists().Build();

    private readonly RuleLedger ledger;
    private readonly List<OfficeBlock> blocks = [];
    private string? frontTitle;
    private string? frontLanguage;
    private int tableNumber;

    private MarkdownReading(RuleLedger ledger) => this.ledger = ledger;

    public static DocumentReading Read(string source, ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        var reader = new MarkdownReading(new RuleLedger(limits));
        var tree = Markdown.Parse(WesternText.Decode(content.Span), Pipeline);
        reader.ReadBlocks(tree, reader.blocks, ParagraphRole.Body);
        var title = reader.frontTitle
            ?? reader.blocks.OfType<OfficeParagraph>().FirstOrDefault(static p => p.HeadingLevel == 1 && !string.IsNullOrWhiteSpace(p.Text))?.Text.Trim();
        var document = new OfficeDocument
        {
            Format = DocumentKind.Markdown,
            Title = title,
            DefaultLanguage = reader.frontLanguage,
            Blocks = reader.blocks,
        };
        return OfficeReading.Of(document, source, reader.ledger, limits) with { Pages = null };
    }

    private void ReadBlocks(ContainerBlock container, List<OfficeBlock> blocks, ParagraphRole role)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case YamlFrontMatterBlock front:
                    ReadFrontMatter(front);
                    break;
                case HeadingBlock heading:
                    AddParagraph(heading, blocks, role, heading.Level);
                    break;
                case ParagraphBlock paragraph:
                    AddParagraph(paragraph, blocks, role, level: null);
                    break;
                case HtmlBlock html:
                    ReadHtml(html.Lines.ToString(), Place(html), blocks);
                    break;
                case Table table:
                    ReadTable(table, blocks);
                    break;
                case ListBlock list:
                    ReadBlocks(list, blocks, ParagraphRole.ListItem);
                    break;
                case LinkReferenceDefinitionGroup:
                    break;
                case ContainerBlock inner:
                    ReadBlocks(inner, blocks, inner is Markdig.Extensions.Footnotes.Footnote ? ParagraphRole.Note : role);
                    break;
            }
        }
    }

    private void ReadFrontMatter(YamlFrontMatterBlock front)
    {
        foreach (Match match in FrontMatterEntry().Matches(front.Lines.ToString()))
        {
            var value = match.Groups["value"].Value.Trim().Trim('"', '\'').Trim();
            if (value.Length == 0)
                continue;
            if (match.Groups["key"].Value == "title")
                frontTitle = value;
            else if (LanguageGuess.Primary(value) is not null)
                frontLanguage = value;
        }
    }

    private void AddParagraph(LeafBlock block, List<OfficeBlock> blocks, ParagraphRole role, int? level)
    {
        var paragraph = new Paragraph(Place(block));
        ReadInlines(block.Inline, paragraph, bold: false, link: null);
        var wholeRole = level is not null ? ParagraphRole.Heading : role;
        foreach (var runs in level is null && role == ParagraphRole.Body ? Lines(paragraph.Runs) : [paragraph.Runs])
        {
            blocks.Add(new OfficeParagraph(paragraph.Place, runs)
            {
                Role = wholeRole,
                HeadingLevel = level,
                IsListItem = role == ParagraphRole.ListItem,
                InTable = role == ParagraphRole.TableCell,
                HoldsOther = paragraph.Trailing.Count > 0,
            });
        }

        blocks.AddRange(paragraph.Trailing);
    }

    /// <summary>Lines that an author typed as a list with a bullet Markdown does not know stay apart; all others flow together.</summary>
    private static IEnumerable<IReadOnlyList<OfficeRun>> Lines(List<OfficeRun> runs)
    {
        var text = string.Concat(runs.Select(static r => r.Text));
        if (text.Split('\n').Count(static l => l.TrimStart().StartsWith('•')) < 2)
            return [runs];
        return text.Split('\n').Select(static l => (IReadOnlyList<OfficeRun>)[new OfficeRun(l)]);
    }

    private void ReadInlines(ContainerInline? container, Paragraph paragraph, bool bold, OfficeLink? link)
    {
        foreach (var inline in container ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    Add(literal.Content.ToString());
                    break;
                case CodeInline code:
                    Add(code.Content);
                    break;
                case LineBreakInline:
                    Add("\n");
                    break;
                case HtmlEntityInline entity:
                    Add(entity.Transcoded.ToString());
                    break;
                case AutolinkInline automatic:
                    paragraph.Add(new OfficeRun(automatic.Url) { Link = new OfficeLink(automatic.IsEmail ? $"mailto:{automatic.Url}" : automatic.Url), Bold = bold });
                    break;
                case LinkInline { IsImage: true } image:
                    paragraph.Trailing.Add(new OfficeGraphic(paragraph.Place, OfficeGraphicKind.Picture)
                    {
                        Alternative = PlainText(image),
                        Link = new OfficeLink(image.Url),
                    });
                    break;
                case LinkInline target:
                    ReadLink(target, paragraph, bold);
                    break;
                case HtmlInline html:
                    ReadInlineHtml(html.Tag, paragraph);
                    break;
                case EmphasisInline emphasis:
                    ReadInlines(emphasis, paragraph, bold || emphasis.DelimiterCount >= 2, link);
                    break;
                case ContainerInline inner:
                    ReadInlines(inner, paragraph, bold, link);
                    break;
            }
        }

        void Add(string text) => paragraph.Add(new OfficeRun(text) { Bold = bold, Link = link });
    }

    private void ReadLink(LinkInline link, Paragraph paragraph, bool bold)
    {
        var target = new OfficeLink(link.Url);
        var (runs, others) = (paragraph.Runs.Count, paragraph.Trailing.Count);
        ReadInlines(link, paragraph, bold, target);
        if (paragraph.Runs.Count == runs && paragraph.Trailing.Count == others)
            paragraph.Add(new OfficeRun(string.Empty) { Link = target });
    }

    private static string PlainText(ContainerInline container) =>
        string.Concat(container.Descendants<LeafInline>().Select(static i => i switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            _ => " ",
        })).Trim();

    private void ReadInlineHtml(string tag, Paragraph paragraph)
    {
        if (tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase))
            paragraph.Add(new OfficeRun("\n"));
        else if (tag.StartsWith("<img", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("<script", StringComparison.OrdinalIgnoreCase))
            ReadHtml(tag, paragraph.Place, paragraph.Trailing);
    }

    /// <summary>Embedded HTML: its images and its text are judged with the rest; a script is only observed.</summary>
    private void ReadHtml(string html, DocumentPlace place, List<OfficeBlock> blocks)
    {
        using var page = HtmlText.Parse(html);
        if (page.QuerySelector("script") is not null)
            ledger.Active("DOC-06", place, "un script dans le texte", "a script embedded in the text");
        foreach (var image in page.QuerySelectorAll("img"))
        {
            var alternative = image.GetAttribute("alt");
            blocks.Add(new OfficeGraphic(place, OfficeGraphicKind.Picture)
            {
                Alternative = alternative,
                // In HTML an empty alternative is the way to say "decorative" (WCAG technique H67).
                Decorative = alternative is { Length: 0 },
                Link = new OfficeLink(image.GetAttribute("src")),
            });
        }

        var kept = new KeptText(DocumentLimits.Default);
        HtmlText.Add(page, kept, _ => place);
        blocks.AddRange(kept.Paragraphs.Select(p => new OfficeParagraph(place, [new OfficeRun(p.Text)])
        {
            Role = p.Role,
            HeadingLevel = p.HeadingLevel,
            IsListItem = p.Role == ParagraphRole.ListItem,
            InTable = p.Role == ParagraphRole.TableCell,
            ReadWith = p.ReadWith,
        }));
    }

    private void ReadTable(Table table, List<OfficeBlock> blocks)
    {
        var place = Place(table) with { Part = $"table {++tableNumber}" };
        var rows = new List<OfficeRow>();
        foreach (var row in table.OfType<TableRow>())
        {
            var cells = new List<OfficeCell>();
            foreach (var cell in row.OfType<TableCell>())
            {
                var inner = new List<OfficeBlock>();
                ReadBlocks(cell, inner, ParagraphRole.TableCell);
                cells.Add(new OfficeCell(inner) { ColumnSpan = Math.Max(1, cell.ColumnSpan), SpansRows = cell.RowSpan > 1 });
            }

            rows.Add(new OfficeRow(cells, row.IsHeader));
        }

        blocks.Add(new OfficeTable(place, rows) { HasBorders = true });
    }

    private static DocumentPlace Place(Block block) => new(null, Line: block.Line + 1);

    [GeneratedRegex(@"^(?<key>title|lang|language)[ \t]*:(?<value>[^\r\n]*)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex FrontMatterEntry();

    private sealed class Paragraph(DocumentPlace place)
    {
        public DocumentPlace Place { get; } = place;

        public List<OfficeRun> Runs { get; } = [];

        public List<OfficeBlock> Trailing { get; } = [];

        /// <summary>The parser cuts text at each special character: equal neighbours are joined.</summary>
        public void Add(OfficeRun run)
        {
            if (Runs.Count > 0 && Runs[^1] is var last && last with { Text = run.Text } == run && last.Text.Length < 100_000)
                Runs[^1] = last with { Text = last.Text + run.Text };
            else
                Runs.Add(run);
        }
    }
}
