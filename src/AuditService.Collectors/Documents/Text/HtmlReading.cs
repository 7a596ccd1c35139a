namespace AuditService.Collectors.Documents.Text;

/// <summary>An HTML file as a text: title, language, headings and paragraphs. Its accessibility belongs to the page collectors.</summary>
internal static class HtmlReading
{
    public static DocumentReading Read(string source, ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        using var document = HtmlText.Parse(WesternText.Decode(content.Span));
        var kept = new KeptText(limits);
        HtmlText.Add(document, kept, static n => new DocumentPlace(null, n));
        var title = document.Title?.Trim();
        var language = document.DocumentElement.GetAttribute("lang") ?? document.DocumentElement.GetAttribute("xml:lang");
        var tables = new TableCells(limits.TableCells);
        if (limits.TableCells > 0)
            HtmlTables.Add(document, tables);
        return TextReading.Of(source, DocumentKind.Html, kept, limits) with
        {
            Tables = tables.Tables,
            Title = string.IsNullOrEmpty(title) ? null : title,
            DeclaredLanguage = LanguageGuess.Primary(language) is null ? null : language,
        };
    }
}
