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
        // When most of the text reads otherwise than marked, the document's language is wrong, not each of its passages.
        var isDocumentWide = passages.Count == 0
            ? text.DetectedLanguage is { } detected && detected != LanguageGuess.Primary(text.DeclaredLanguage)
            : mistaken.Sum(static p => p.Words) * 3 > words * 2;
        if (isDocumentWide)
        {
            var read = text.DetectedLanguage ?? mistaken[0].Detected;
            context.Review(2, DocumentPlace.WholeDocument, $"déclaré en {text.DeclaredLanguage}, semble écrit en {read}", $"marked {text.DeclaredLanguage}, reads like {read}");
            return;
        }

        foreach (var passage in mistaken)
        {
            var quoted = Excerpt.Quoted(passage.Paragraph.Text);
            context.Review(3, passage.Paragraph.Place,
                $"semble écrit en {passage.Detected}, langue indiquée : {passage.Marked ?? "aucune"} : {quoted}",
                $"reads like {passage.Detected}, marked {passage.Marked ?? "nothing"}: {quoted}");
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
                passages.Add(new Passage(paragraph, words, detected, LanguageGuess.Primary(OfficeText.Dominant([paragraph]) ?? context.Document.DefaultLanguage)));
        }

        return passages;
    }

    private sealed record Passage(OfficeParagraph Paragraph, int Words, string Detected, string? Marked);
}
