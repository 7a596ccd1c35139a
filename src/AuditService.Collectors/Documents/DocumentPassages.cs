namespace AuditService.Collectors.Documents;

/// <summary>Cuts a document into what is read together: each paragraph alone, each table whole, its rows with their headers.</summary>
internal static class DocumentPassages
{
    public static IEnumerable<DocumentPassage> Of(IReadOnlyList<DocumentParagraph> paragraphs)
    {
        var headings = new List<(int Level, string Text)>();
        string? opening = null;
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var paragraph = paragraphs[i];
            switch (paragraph.Role)
            {
                case ParagraphRole.Contents or ParagraphRole.HeaderOrFooter:
                    continue;
                case ParagraphRole.Heading:
                    headings.RemoveAll(heading => heading.Level >= (paragraph.HeadingLevel ?? 1));
                    headings.Add((paragraph.HeadingLevel ?? 1, paragraph.Text));
                    opening = null;
                    break;
                case ParagraphRole.TableCell:
                    var cells = new List<DocumentParagraph>();
                    for (; i < paragraphs.Count && paragraphs[i] is { Role: ParagraphRole.TableCell } cell && cell.Place.Part == paragraph.Place.Part; i++) cells.Add(cell);
                    i--;
                    yield return Table(cells, Above());
                    opening = null;
                    continue;
            }

            yield return new([(paragraph.Text, paragraph.Place)], Above(), null);
            if (paragraph.Role is ParagraphRole.Body or ParagraphRole.Frame)
                opening = paragraph.Text.TrimEnd().EndsWith(':') ? paragraph.Text : null;
        }

        List<string> Above() => opening is null ? [.. headings.Select(heading => heading.Text)] : [.. headings.Select(heading => heading.Text), opening];
    }

    /// <summary>A cell that is read with nothing begins a row; those of the first row are the headers, up to the first that has others read with it.</summary>
    private static DocumentPassage Table(List<DocumentParagraph> cells, List<string> above)
    {
        var firstBeside = cells.FindIndex(cell => cell.ReadWith is not null);
        // A table without a second column, or whose rows are not told apart: each cell alone.
        if (firstBeside < 2)
            return new([.. cells.Select(cell => (cell.Text, cell.Place))], above, null);
        var rows = new List<List<DocumentParagraph>> { cells[..(firstBeside - 1)] };
        foreach (var cell in cells.Skip(firstBeside - 1))
        {
            if (cell.ReadWith is null) rows.Add([]);
            rows[^1].Add(cell);
        }

        var headers = rows[0].ConvertAll(cell => cell.Text);
        var texts = rows.Select((row, i) => (Text: i == 0 ? string.Join(" ; ", headers) : Row(row, headers), row[0].Place)).ToList();
        return new(texts, above, [.. rows.Select(row => (IReadOnlyList<string>)row.ConvertAll(cell => cell.Text))]);
    }

    private static string Row(List<DocumentParagraph> row, List<string> headers) =>
        string.Join(" ; ", row.Select((cell, i) => row.Count == headers.Count ? $"{headers[i]} : {cell.Text}" : cell.Text));
}

/// <summary>What is read together.</summary>
/// <param name="Texts">Each text with its place: one of a paragraph, one a row of a table.</param>
/// <param name="Headings">The headings it stands under, and the line that announces it.</param>
/// <param name="Rows">The cells of a table, headers first; null for what is none.</param>
internal sealed record DocumentPassage(IReadOnlyList<(string Text, DocumentPlace Place)> Texts, List<string> Headings, IReadOnlyList<IReadOnlyList<string>>? Rows)
{
    public int Length => Texts.Sum(text => text.Text.Length);
}
