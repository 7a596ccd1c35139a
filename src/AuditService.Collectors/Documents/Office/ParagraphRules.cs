using System.Globalization;
using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>Text contrast (OFF-13), real lists (OFF-16), no layout made of blanks (OFF-17), nothing that blinks (OFF-20).</summary>
internal static class ParagraphRules
{
    private const double EnoughContrast = 4.5;
    private const double EnoughContrastForLargeText = 3;

    private static readonly BoundedRegex TabsInARow = new(@"\S[ ]*\t[ ]*\t[ \t]*\S");

    private static readonly BoundedRegex ColumnsOfBlanks = new(@"\S {5,}\S");

    public static void Check(OfficeRuleContext context)
    {
        CheckRuns(context);
        foreach (var sequence in Sequences(context.Document))
        {
            CheckLists(context, sequence);
            CheckBlanks(context, sequence);
        }
    }

    private static void CheckRuns(OfficeRuleContext context)
    {
        foreach (var paragraph in context.Document.Paragraphs().Where(static p => p.Role is not ParagraphRole.Comment))
        {
            context.Examine(20);
            if (paragraph.Runs.Any(static r => r.Animated && !string.IsNullOrWhiteSpace(r.Text)))
                context.Warn(20, paragraph.Place, $"texte animé : {Excerpt.Quoted(paragraph.Text)}", $"animated text: {Excerpt.Quoted(paragraph.Text)}");
            if (paragraph.Runs.FirstOrDefault(IsCertain) is not null)
                context.Examine(13);
            if (paragraph.Runs.FirstOrDefault(r => IsCertain(r) && r.Ink!.Value.ContrastWith(r.Paper!.Value) < Needed(r, context)) is not { } run)
                continue;
            var ratio = run.Ink!.Value.ContrastWith(run.Paper!.Value).ToString("0.0", CultureInfo.InvariantCulture);
            var quoted = Excerpt.Quoted(run.Text);
            context.Fail(13, paragraph.Place, $"{run.Ink} sur {run.Paper} : contraste de {ratio}:1 : {quoted}", $"{run.Ink} on {run.Paper} is {ratio}:1: {quoted}");
        }
    }

    private static bool IsCertain(OfficeRun run) => run is { Ink: not null, Paper: not null, Hidden: false } && !string.IsNullOrWhiteSpace(run.Text);

    private static double Needed(OfficeRun run, OfficeRuleContext context)
    {
        var size = run.Size ?? context.Document.BodySize;
        return size >= 18 || (run.Bold && size >= 14) ? EnoughContrastForLargeText : EnoughContrast;
    }

    private static void CheckLists(OfficeRuleContext context, List<OfficeParagraph> sequence)
    {
        foreach (var (first, count) in TypedLists.In(sequence, Marker, static paragraph => paragraph.Text))
        {
            var quoted = Excerpt.Quoted(first.Text);
            context.Warn(16, first.Place, $"{count} paragraphes tapés comme une liste : {quoted}", $"{count} paragraphs typed as a list: {quoted}");
        }

        // Lines of one paragraph, each begun by a line break.
        foreach (var paragraph in sequence.Where(static paragraph => IsText(paragraph) && paragraph.Text.Contains('\n', StringComparison.Ordinal)))
        {
            foreach (var (first, count) in TypedLists.In(paragraph.Text.Split('\n'), TypedLists.Marker, static line => line))
            {
                var quoted = Excerpt.Quoted(first);
                context.Warn(16, paragraph.Place, $"{count} lignes d'un paragraphe tapées comme une liste : {quoted}", $"{count} lines of a paragraph typed as a list: {quoted}");
            }
        }
    }

    private static string? Marker(OfficeParagraph paragraph) => paragraph.IsListItem || !IsText(paragraph) || paragraph.Text.Contains('\n', StringComparison.Ordinal) ? null : TypedLists.Marker(paragraph.Text);

    private static bool IsText(OfficeParagraph paragraph) => paragraph.Role is ParagraphRole.Body or ParagraphRole.ListItem or ParagraphRole.TableCell or ParagraphRole.Frame;

    private static void CheckBlanks(OfficeRuleContext context, List<OfficeParagraph> sequence)
    {
        if (sequence.Count > 0)
            context.Examine(16);
        int blanks = 0, columns = 0;
        foreach (var paragraph in sequence)
        {
            context.Examine(17);
            blanks = paragraph.IsBlank && !paragraph.InTable ? blanks + 1 : 0;
            if (blanks == 3)
                context.Warn(17, paragraph.Place, "trois paragraphes vides ou plus à la suite", "three or more empty paragraphs in a row");
            if (paragraph.Role is ParagraphRole.HeaderOrFooter or ParagraphRole.Contents)
                continue;
            if (ColumnsOfBlanks.IsMatch(paragraph.Text))
            {
                var quoted = Excerpt.Quoted(paragraph.Text);
                context.Warn(17, paragraph.Place, $"espaces employées comme colonnes : {quoted}", $"blanks used as columns: {quoted}");
            }

            columns = IsTabbed(paragraph.Text) ? columns + 1 : 0;
            if (columns == 3)
                context.Warn(17, paragraph.Place, "tabulations employées comme les colonnes d'un tableau", "tabs used as the columns of a table");
        }
    }

    /// <summary>Three fields or more between tabs, or two that several tabs hold apart; one tab after a number or before a page number is ordinary.</summary>
    private static bool IsTabbed(string text) => text.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length >= 3 || TabsInARow.IsMatch(text);

    /// <summary>Paragraphs that follow each other in one place: a body, a cell, a slide, a note.</summary>
    private static IEnumerable<List<OfficeParagraph>> Sequences(OfficeDocument document)
    {
        var pending = new Stack<IReadOnlyList<OfficeBlock>>();
        pending.Push(document.Blocks);
        while (pending.TryPop(out var blocks))
        {
            var current = new List<OfficeParagraph>();
            foreach (var block in blocks)
            {
                if (block is OfficeTable table)
                {
                    foreach (var cell in table.Rows.SelectMany(static r => r.Cells))
                        pending.Push(cell.Blocks);
                }

                var breaks = block is not OfficeParagraph paragraph
                    || (current.Count > 0 && (current[^1].Place.Page != paragraph.Place.Page && document.Slides.Count > 0 || current[^1].Place.Part != paragraph.Place.Part));
                if (breaks && current.Count > 0)
                {
                    yield return current;
                    current = [];
                }

                if (block is OfficeParagraph member)
                    current.Add(member);
            }

            if (current.Count > 0)
                yield return current;
        }
    }
}
