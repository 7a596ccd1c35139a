using System.Text;
using UglyToad.PdfPig.Content;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>
/// Letters to lines and lines to paragraphs, in the order in which the page draws them: writers draw in reading order far more often than
/// geometry lets one guess it. Hyphenation at line ends is undone and ligatures are expanded.
/// </summary>
internal static class PdfLines
{
    /// <summary>Text of letters that belong together (a marked-content sequence, a heading): lines joined into one.</summary>
    public static string Text(IEnumerable<Letter> letters) => Join(Lines(letters).Select(static l => l.Text));

    /// <summary>Paragraphs of a page without structure: a larger gap, another size or a jump starts a new one.</summary>
    public static IEnumerable<string> Paragraphs(IEnumerable<Letter> letters)
    {
        var current = new List<Line>();
        foreach (var line in Lines(letters))
        {
            if (current.Count > 0 && StartsParagraph(current, line))
            {
                yield return Join(current.Select(static l => l.Text));
                current.Clear();
            }

            current.Add(line);
        }

        if (current.Count > 0)
            yield return Join(current.Select(static l => l.Text));
    }

    private static bool StartsParagraph(List<Line> paragraph, Line line)
    {
        var last = paragraph[^1];
        var drop = last.Baseline - line.Baseline;
        var size = Math.Max(last.Size, 1);
        if (Math.Abs(line.Size - last.Size) > size * 0.15 || drop < size * 0.3 || drop > size * 2.2)
            return true;
        // Leading is learnt from the paragraph itself; the first step may be any up to double spacing.
        if (paragraph.Count > 1 && drop > (paragraph[^2].Baseline - last.Baseline) * 1.25)
            return true;
        // A short last line followed by an indented one.
        return line.Left > last.Left + size && last.Right < paragraph.Max(static l => l.Right) - 4 * size;
    }

    private static IEnumerable<Line> Lines(IEnumerable<Letter> letters)
    {
        Line? line = null;
        foreach (var letter in letters)
        {
            var value = letter.Value;
            if (string.IsNullOrEmpty(value))
                continue;
            if (line is null || !line.Continues(letter))
            {
                if (line is { Text.Length: > 0 })
                    yield return line;
                line = new Line(letter);
            }

            line.Add(letter, value);
        }

        if (line is { Text.Length: > 0 })
            yield return line;
    }

    /// <summary>A hyphen between letters at the end of a line joins; "-" before a capital or a digit is kept.</summary>
    private static string Join(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Select(static l => l.Trim()).Where(static l => l.Length > 0))
        {
            if (text.Length > 1 && text[^1] is '-' or '\u2010' or '\u00AD' && char.IsLetter(text[^2]) && char.IsLower(line[0]))
                text.Length--;
            else if (text.Length > 0)
                text.Append(' ');
            text.Append(line);
        }

        return Clean(text.ToString());
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var blank = false;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                blank = clean.Length > 0;
                continue;
            }

            if (character is '\u00AD' || (char.IsControl(character) && !char.IsWhiteSpace(character)))
                continue;
            if (blank)
                clean.Append(' ');
            blank = false;
            if (character is >= '\uFB00' and <= '\uFB06')
                clean.Append(character.ToString().Normalize(NormalizationForm.FormKC));
            else
                clean.Append(character);
        }

        return clean.ToString();
    }

    /// <summary>Letters on one baseline, drawn one after the other.</summary>
    private sealed class Line(Letter first)
    {
        private readonly StringBuilder text = new();
        private double end = first.StartBaseLine.X;
        private string? built;

        public string Text => built ??= text.ToString().Trim();

        public double Baseline { get; } = first.StartBaseLine.Y;

        public double Left { get; } = first.StartBaseLine.X;

        public double Right => end;

        public double Size { get; private set; } = Math.Max(first.PointSize, 0.1);

        /// <summary>The same baseline within a third of the size (indices), and no jump back or beyond a column gap.</summary>
        public bool Continues(Letter letter)
        {
            var start = letter.StartBaseLine;
            return Math.Abs(start.Y - Baseline) <= Size * 0.45 && start.X >= end - Size * 1.2 && start.X <= end + Size * 4;
        }

        public void Add(Letter letter, string value)
        {
            var gap = letter.StartBaseLine.X - end;
            if (text.Length > 0 && gap > Size * 0.17 && !char.IsWhiteSpace(text[^1]) && !char.IsWhiteSpace(value[0]))
                text.Append(' ');
            text.Append(value);
            built = null;
            end = Math.Max(end, Math.Max(letter.EndBaseLine.X, letter.StartBaseLine.X));
            if (text.Length < 4)
                Size = Math.Max(Size, letter.PointSize);
        }
    }
}
