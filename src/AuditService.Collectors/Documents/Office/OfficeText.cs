using System.Text;
using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>The text of an office document as every reader of ours gives it: paragraphs with places, counts, and the language recognised.</summary>
internal sealed class OfficeText
{
    public OfficeText(OfficeDocument document, string source, DocumentLimits limits)
    {
        Document = document;
        Source = source;
        var kept = new KeptText(limits);
        var headers = HeadersOf(document);
        foreach (var paragraph in document.Paragraphs())
        {
            kept.Add(new DocumentParagraph(Clean(paragraph.Text), paragraph.Role, paragraph.Place, paragraph.HeadingLevel) { ReadWith = headers.GetValueOrDefault(paragraph) ?? paragraph.ReadWith });
            var hidden = string.Concat(paragraph.Runs.Where(static r => r.Hidden).Select(static r => r.Text));
            kept.Add(new DocumentParagraph(Clean(hidden), ParagraphRole.Hidden, paragraph.Place));
        }

        Paragraphs = kept.Paragraphs;
        Limit = kept.Limit;
        Words = kept.Words;
        DetectedLanguage = LanguageGuess.Of(Paragraphs.Where(static p => p.IsCounted).Select(static p => p.Text));
        DeclaredLanguage = Dominant(document.Paragraphs(), document.DefaultLanguage) ?? Stated(document.DefaultLanguage);
    }

    public OfficeDocument Document { get; }

    public string Source { get; }

    public IReadOnlyList<DocumentParagraph> Paragraphs { get; }

    public LocalizedText? Limit { get; }

    public int Words { get; }

    public string? DetectedLanguage { get; }

    /// <summary>The language most of the text is marked with: styles often state one language and the runs another.</summary>
    public string? DeclaredLanguage { get; }

    /// <summary>The language that most characters of the paragraphs are marked with; null when none.</summary>
    /// <param name="unmarked">The language of what bears no mark of its own; null to leave it out of the count.</param>
    public static string? Dominant(IEnumerable<OfficeParagraph> paragraphs, string? unmarked = null)
    {
        var weights = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (var run in paragraphs.Where(static p => p.Role is not ParagraphRole.Comment).SelectMany(static p => p.Runs))
        {
            if ((Stated(run.Language) ?? Stated(unmarked)) is { } language && !run.Hidden)
                weights[language] = weights.GetValueOrDefault(language) + run.Text.Trim().Length;
        }

        return weights.Where(static w => w.Value > 0).OrderByDescending(static w => w.Value).ThenBy(static w => w.Key, StringComparer.Ordinal)
            .Select(static w => w.Key).FirstOrDefault();
    }

    /// <summary>What each paragraph of a table is read with: the first cell of its row and the first of its column.</summary>
    private static Dictionary<OfficeParagraph, string> HeadersOf(OfficeDocument document)
    {
        var headers = new Dictionary<OfficeParagraph, string>(ReferenceEqualityComparer.Instance);
        foreach (var table in document.AllBlocks().OfType<OfficeTable>().Where(static table => table.Rows.Count > 1))
        {
            var above = Columns(table.Rows[0]).ToDictionary(static cell => cell.Column, static cell => TextOf(cell.Cell));
            foreach (var row in table.Rows.Skip(1))
            {
                foreach (var (column, cell) in Columns(row).Skip(1))
                {
                    foreach (var paragraph in cell.Blocks.OfType<OfficeParagraph>())
                        headers[paragraph] = KeptText.CellHeaders(TextOf(row.Cells[0]), above.GetValueOrDefault(column));
                }
            }
        }

        return headers;

        static string TextOf(OfficeCell cell) => Clean(string.Join(' ', cell.Blocks.OfType<OfficeParagraph>().Select(static paragraph => paragraph.Text)));

        static IEnumerable<(int Column, OfficeCell Cell)> Columns(OfficeRow row)
        {
            var column = 0;
            foreach (var cell in row.Cells)
            {
                yield return (column, cell);
                column += Math.Clamp(cell.ColumnSpan, 1, 1_000);
            }
        }
    }

    /// <summary>One line, soft hyphens removed, ligatures expanded.</summary>
    private static string Clean(string text)
    {
        if (text.Length == 0)
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            switch (character)
            {
                case '\u00AD':
                    break;
                case '\n' or '\r' or '\t' or '\v' or '\f':
                    clean.Append(' ');
                    break;
                case >= '\uFB00' and <= '\uFB06':
                    clean.Append(character.ToString().Normalize(NormalizationForm.FormKC));
                    break;
                default:
                    clean.Append(character);
                    break;
            }
        }

        return clean.ToString().Trim();
    }

    private static string? Stated(string? language) => LanguageGuess.Primary(language) is null ? null : language;
}
