namespace AuditService.Collectors.Inventory;

/// <summary>Recognises a table in text that no extension announces: every line holds the same number of cells, and cells are short.</summary>
internal static class DelimitedShape
{
    private const int MaximumLines = 60;

    /// <summary>The delimiter of a table of at least <paramref name="minimumLines"/> lines, or null when the text is prose or code.</summary>
    public static char? Recognise(ReadOnlySpan<char> text, int minimumLines, bool isComplete)
    {
        foreach (var delimiter in "\t;|,")
        {
            if (IsTable(text, delimiter, minimumLines, isComplete))
                return delimiter;
        }
        return null;
    }

    private static bool IsTable(ReadOnlySpan<char> text, char delimiter, int minimumLines, bool isComplete)
    {
        int lines = 0, columns = 0, letters = 0, cells = 0;
        while (lines < MaximumLines && !text.IsEmpty)
        {
            var end = EndOfRecord(text);
            // The last line of a cut head is only part of a record.
            if (end < 0 && !isComplete)
                break;
            var line = (end < 0 ? text : text[..end]).TrimEnd('\r');
            text = end < 0 ? [] : text[(end + 1)..];
            if (line.IsWhiteSpace())
            {
                if (lines == 0 || text.IsEmpty)
                    continue;
                return false;
            }
            var count = Cells(line, delimiter);
            if (columns == 0)
                columns = count;
            if (count != columns || count < (delimiter == ',' ? 3 : 2))
                return false;
            lines++;
            cells += count;
            letters += line.Length;
        }
        return lines >= minimumLines && letters / Math.Max(cells, 1) < 60;
    }

    private static int EndOfRecord(ReadOnlySpan<char> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == '\n' && !quoted)
                return i;
        }
        return -1;
    }

    private static int Cells(ReadOnlySpan<char> line, char delimiter)
    {
        var cells = 1;
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == delimiter && !quoted)
                cells++;
        }
        return cells;
    }
}
