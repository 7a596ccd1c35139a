using System.Text;

namespace AuditService.Collectors.SourceCode;

/// <summary>
/// The longest text that every match of a pattern must hold, read off the pattern: a keyword for the authors who gave none. Careful rather
/// than clever: whatever is optional, alternative or a class contributes nothing.
/// </summary>
internal static class RequiredLiteral
{
    private const int Shortest = 3;

    public static string? Of(string pattern)
    {
        var longest = "";
        var run = new StringBuilder();
        var i = 0;
        while (i < pattern.Length)
        {
            var c = pattern[i];
            switch (c)
            {
                case '|':
                    return null;
                case '(':
                    Close();
                    var end = AfterGroup(pattern, i);
                    if (end < 0)
                        return null;
                    i = AfterQuantifier(pattern, end);
                    continue;
                case '[':
                    Close();
                    i = AfterQuantifier(pattern, AfterClass(pattern, i));
                    continue;
                case '\\' when i + 1 < pattern.Length:
                    if (char.IsAsciiLetterOrDigit(pattern[i + 1]))
                    {
                        // Classes and anchors (\s, \b, \d) and escapes with arguments (\x41, \p{L}).
                        Close();
                        if (pattern[i + 1] is 'x' or 'u' or 'c' or 'k')
                            return null;
                        i = pattern[i + 1] is 'p' or 'P' ? AfterBraces(pattern, i + 2) : i + 2;
                        i = AfterQuantifier(pattern, i);
                        continue;
                    }
                    i++;
                    Take(pattern[i]);
                    continue;
                case '.' or '^' or '$':
                    Close();
                    i = AfterQuantifier(pattern, i + 1);
                    continue;
                default:
                    Take(c);
                    continue;
            }
        }
        Close();
        return longest.Length >= Shortest ? longest : null;

        void Take(char literal)
        {
            i++;
            var quantifier = i < pattern.Length ? pattern[i] : '\0';
            if (quantifier is '?' or '*' or '{')
            {
                Close();
                i = AfterQuantifier(pattern, i);
                return;
            }
            run.Append(literal);
            if (quantifier != '+')
                return;
            Close();
            i = AfterQuantifier(pattern, i);
        }

        void Close()
        {
            if (run.Length > longest.Length)
                longest = run.ToString();
            run.Clear();
        }
    }

    private static int AfterGroup(string pattern, int open)
    {
        var depth = 0;
        for (var i = open; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    i = AfterClass(pattern, i) - 1;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    return i + 1;
            }
        }
        return -1;
    }

    private static int AfterClass(string pattern, int open)
    {
        var i = open + 1;
        if (i < pattern.Length && pattern[i] == '^')
            i++;
        if (i < pattern.Length && pattern[i] == ']')
            i++;
        while (i < pattern.Length && pattern[i] != ']')
            i += pattern[i] == '\\' ? 2 : 1;
        return Math.Min(pattern.Length, i + 1);
    }

    private static int AfterBraces(string pattern, int open)
    {
        var close = pattern.IndexOf('}', Math.Min(open, pattern.Length));
        return close < 0 ? pattern.Length : close + 1;
    }

    private static int AfterQuantifier(string pattern, int i)
    {
        while (i < pattern.Length && pattern[i] is '?' or '*' or '+')
            i++;
        if (i < pattern.Length && pattern[i] == '{')
            i = AfterBraces(pattern, i);
        return i < pattern.Length && pattern[i] is '?' ? i + 1 : i;
    }
}
