namespace AuditService.Collectors.Documents.Text;

/// <summary>Plain text: paragraphs between blank lines. Without structure there is nothing more to say.</summary>
internal static class PlainTextReading
{
    public static DocumentReading Read(string source, ReadOnlyMemory<byte> content, DocumentKind format, DocumentLimits limits)
    {
        var kept = new KeptText(limits);
        foreach (var (text, line) in Paragraphs(WesternText.Decode(content.Span)))
            kept.Add(new DocumentParagraph(text, format == DocumentKind.Csv ? ParagraphRole.TableCell : ParagraphRole.Body, new DocumentPlace(null, Line: line)));
        return TextReading.Of(source, format, kept, limits);
    }

    private static IEnumerable<(string Text, int Line)> Paragraphs(string text)
    {
        var current = new List<string>();
        int line = 0, first = 0;
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } raw)
        {
            line++;
            var trimmed = raw.Trim();
            if (trimmed.Length > 0)
            {
                if (current.Count == 0)
                    first = line;
                current.Add(trimmed);
            }
            else if (current.Count > 0)
            {
                yield return (string.Join(' ', current), first);
                current.Clear();
            }
        }

        if (current.Count > 0)
            yield return (string.Join(' ', current), first);
    }
}
