namespace AuditService.Collectors.Documents.Office;

/// <summary>A default language is set (OFF-02) and passages in another language are marked (OFF-03).</summary>
internal static class LanguageRules
{
    private const int PassageWords = 20;

    public static void Check(OfficeRuleContext context)
    {
        if (!context.Applies(2))
            return;
        var text = context.Text;
        context.Examine(2);
        if (text.DeclaredLanguage is null)
        {
            context.Fail(2, DocumentPlace.WholeDocument, "aucune langue n'est définie dans le document", "no language is set anywhere in the document");
            return;
        }

        var passages = Passages(context);
        var words = passages.Sum(static p => p.Words);
        var mistaken = passages.Where(static p => p.Detected != p.Marked).ToList();
        // When most of the text reads in one other language than marked, the document's language is wrong, not each of its passages.
        var most = mistaken.GroupBy(static p => (p.Marked, p.Detected)).MaxBy(static same => same.Sum(static p => p.Words));
        if (most is not null && most.Sum(static p => p.Words) * 3 > words * 2)
        {
            SayDocumentWide(context, most.Key.Marked, most.Key.Detected);
            mistaken.RemoveAll(passage => (passage.Marked, passage.Detected) == most.Key);
        }
        else if (passages.Count == 0 && text.DetectedLanguage is { } detected && detected != LanguageGuess.Primary(text.DeclaredLanguage))
        {
            SayDocumentWide(context, LanguageGuess.Primary(text.DeclaredLanguage), detected);
            return;
        }

        foreach (var passage in mistaken.Concat(Sentences(context).Where(static sentence => sentence.Detected != sentence.Marked)))
        {
            var quoted = Excerpt.Quoted(passage.Text);
            context.Review(3, passage.Paragraph.Place,
                $"semble écrit en {passage.Detected}, langue indiquée : {passage.Marked ?? "aucune"} : {quoted}",
                $"reads like {passage.Detected}, marked {passage.Marked ?? "nothing"}: {quoted}");
        }
    }

    private static void SayDocumentWide(OfficeRuleContext context, string? marked, string detected)
    {
        if (marked is null)
        {
            context.Review(2, DocumentPlace.WholeDocument,
                $"seuls des passages ont une langue ({context.Text.DeclaredLanguage}) : le document n'en a pas par défaut, et le reste semble écrit en {detected}",
                $"only passages have a language ({context.Text.DeclaredLanguage}): the document has no default, and the rest reads like {detected}");
        }
        else
        {
            context.Review(2, DocumentPlace.WholeDocument, $"déclaré en {marked}, semble écrit en {detected}", $"marked {marked}, reads like {detected}");
        }
    }

    /// <summary>Paragraphs long enough for their language to be told.</summary>
    private static List<Passage> Passages(OfficeRuleContext context)
    {
        var passages = new List<Passage>();
        foreach (var paragraph in context.Document.Paragraphs())
        {
            if (paragraph.Role is ParagraphRole.Comment or ParagraphRole.Contents or ParagraphRole.HeaderOrFooter)
                continue;
            var words = Prose.CountWords(paragraph.Text);
            if (words < PassageWords)
                continue;
            context.Examine(3);
            if (LanguageGuess.Of(paragraph.Text) is { } detected)
                passages.Add(new Passage(paragraph, paragraph.Text, words, detected, LanguageGuess.Primary(OfficeText.Dominant([paragraph]) ?? context.Document.DefaultLanguage)));
        }

        return passages;
    }

    /// <summary>Long sentences and quotations that read in another language than the paragraph that they stand in, with what their own runs are marked with.</summary>
    private static IEnumerable<Passage> Sentences(OfficeRuleContext context)
    {
        foreach (var paragraph in context.Document.Paragraphs())
        {
            if (paragraph.Role is ParagraphRole.Comment or ParagraphRole.Contents or ParagraphRole.HeaderOrFooter || LanguageGuess.Of(paragraph.Text) is not { } around)
                continue;
            foreach (var range in Prose.Passages(paragraph.Text))
            {
                var text = paragraph.Text[range];
                var words = Prose.CountWords(text);
                if (text.Length < paragraph.Text.Trim().Length && words >= PassageWords && LanguageGuess.Of(text) is { } detected && detected != around)
                    yield return new Passage(paragraph, text, words, detected, LanguageGuess.Primary(MarkedIn(paragraph, range) ?? context.Document.DefaultLanguage));
            }
        }
    }

    /// <summary>The language that most letters of a stretch of a paragraph are marked with.</summary>
    private static string? MarkedIn(OfficeParagraph paragraph, Range range)
    {
        var (start, length) = range.GetOffsetAndLength(paragraph.Text.Length);
        var position = 0;
        var within = new List<OfficeRun>();
        foreach (var run in paragraph.Runs.Where(static run => !run.Hidden))
        {
            var from = Math.Max(position, start);
            var to = Math.Min(position + run.Text.Length, start + length);
            if (to > from)
                within.Add(run with { Text = paragraph.Text[from..to] });
            position += run.Text.Length;
        }

        return OfficeText.Dominant([paragraph with { Runs = within }]);
    }

    private sealed record Passage(OfficeParagraph Paragraph, string Text, int Words, string Detected, string? Marked);
}
