namespace AuditService.Collectors.Documents.Text;

/// <summary>What the readers of text formats have in common: counts, language, readability.</summary>
internal static class TextReading
{
    public static DocumentReading Of(string source, DocumentKind format, KeptText kept, DocumentLimits limits) => new()
    {
        Source = source,
        Format = format,
        DetectedLanguage = LanguageGuess.Of(kept.Paragraphs.Where(static p => p.IsCounted).Select(static p => p.Text)),
        Words = kept.Words,
        Paragraphs = kept.Paragraphs,
        Outline = [.. kept.Paragraphs.Where(static p => p.HeadingLevel is not null).Select(static p => new DocumentHeading(p.HeadingLevel!.Value, p.Text, p.Place))],
        Readability = Readability.Of(kept.Paragraphs, limits.PlacesPerObservation),
        Limits = kept.Limit is { } limit ? [limit] : [],
    };
}
