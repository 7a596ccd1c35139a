namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>C and its descendants: <c>//</c>, <c>/* */</c>, strings with escapes, and each language's own quoting.</summary>
internal sealed class CurlyScanner(string text, Part[] map, CurlySyntax syntax) : Scanner(text, map)
{
    private static readonly string[] WordsBeforeExpressions = ["return", "typeof", "case", "in", "of", "delete", "void", "instanceof", "new", "await", "yield", "do", "else"];

    private readonly Part quoted = syntax.HasFlag(CurlySyntax.QuotedIsCode) ? Part.Code : Part.Quoted;

    public override void Run() => Code(closing: '\0', nesting: 0);

    /// <summary>Lexes another language's embedded part of the text.</summary>
    public static void Run(string text, Part[] map, CurlySyntax syntax, int start, int end) =>
        new CurlyScanner(text, map, syntax) { At = start, End = end }.Run();

    /// <summary>Reads code up to the bracket that closes an interpolation, or to the end.</summary>
    private void Code(char closing, int nesting)
    {
        var depth = 0;
        while (At < End)
        {
            var c = Text[At];
            if (closing != '\0')
            {
                if (c is '{' or '(')
                    depth++;
                else if (c is '}' or ')')
                {
                    if (depth == 0 && c == closing)
                        return;
                    depth = Math.Max(0, depth - 1);
                }
            }
            if (!Comment() && !Quote(c, nesting))
                At++;
        }
    }

    private bool Comment()
    {
        if (Current == '#' && syntax.HasFlag(CurlySyntax.HashComments) && Peek(1) != '[')
        {
            Mark(Part.Comment, LineEnd());
            return true;
        }
        if (Current != '/')
            return false;
        if (Peek(1) == '/' && !syntax.HasFlag(CurlySyntax.NoLineComments))
        {
            Mark(Part.Comment, LineEnd());
            return true;
        }
        if (Peek(1) != '*')
            return false;
        Mark(Part.Comment, syntax.HasFlag(CurlySyntax.NestedComments) ? AfterNestedComment() : After("*/", At + 2));
        return true;
    }

    private int AfterNestedComment()
    {
        var depth = 0;
        for (var i = At; i + 1 < End; i++)
        {
            if (Text[i] == '/' && Text[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (Text[i] == '*' && Text[i + 1] == '/')
            {
                i++;
                if (--depth == 0)
                    return i + 1;
            }
        }
        return End;
    }

    private bool Quote(char c, int nesting)
    {
        switch (c)
        {
            case '"':
                DoubleQuoted(nesting);
                return true;
            case '@' or '$' when syntax.HasFlag(CurlySyntax.CSharpStrings) && CSharpPrefix() > 0:
                At += CSharpPrefix();
                CSharpString(nesting);
                return true;
            case 'r' when syntax.HasFlag(CurlySyntax.RustStrings) && !FollowsWord() && RustHashes() is { } hashes and >= 0:
                At += hashes + 2;
                Verbatim("\"" + new string('#', hashes));
                return true;
            case '\'' when syntax.HasFlag(CurlySyntax.SingleQuotedStrings):
                if (syntax.HasFlag(CurlySyntax.TripleQuotes) && Starts("'''"))
                    Delimited("'''", isMultiLine: true, nesting);
                else
                    Delimited("'", isMultiLine: false, nesting);
                return true;
            case '\'':
                Character();
                return true;
            case '`' when syntax.HasFlag(CurlySyntax.TemplateStrings):
                Delimited("`", isMultiLine: true, nesting);
                return true;
            case '`' when syntax.HasFlag(CurlySyntax.BacktickStrings):
                At++;
                Verbatim("`");
                return true;
            case '/' when syntax.HasFlag(CurlySyntax.RegularExpressions) && OpensRegularExpression():
                return true;
            default:
                return false;
        }
    }

    private void DoubleQuoted(int nesting)
    {
        if (syntax.HasFlag(CurlySyntax.CSharpStrings))
            CSharpString(nesting);
        else if (syntax.HasFlag(CurlySyntax.TripleQuotes) && Starts("\"\"\""))
            Delimited("\"\"\"", isMultiLine: true, nesting);
        else
            Delimited("\"", isMultiLine: syntax.HasFlag(CurlySyntax.RustStrings) || syntax.HasFlag(CurlySyntax.HashComments), nesting);
    }

    /// <summary>A string with backslash escapes and, where the language has them, interpolated code. One that must not span lines ends with its line.</summary>
    private void Delimited(string delimiter, bool isMultiLine, int nesting)
    {
        At += delimiter.Length;
        while (At < End)
        {
            var c = Text[At];
            if (c == '\\')
            {
                if (Peek(1) == '(' && syntax.HasFlag(CurlySyntax.BackslashParentheses) && nesting < MaximumNesting)
                {
                    Hole(2, ')', nesting);
                    continue;
                }
                Mark(quoted, At + 2);
                continue;
            }
            if (c == '\n' && !isMultiLine)
                return;
            if (c == delimiter[0] && Starts(delimiter))
            {
                At += delimiter.Length;
                return;
            }
            var hasHoles = delimiter == "`" || syntax.HasFlag(CurlySyntax.DollarBraces) && delimiter[0] == '"';
            if (c == '$' && Peek(1) == '{' && hasHoles && nesting < MaximumNesting)
            {
                Hole(2, '}', nesting);
                continue;
            }
            Mark(quoted, At + 1);
        }
    }

    private void Hole(int opening, char closing, int nesting)
    {
        At += opening;
        Code(closing, nesting + 1);
        At = Math.Min(End, At + 1);
    }

    private void Verbatim(string closing)
    {
        var end = After(closing, At);
        var closes = end - closing.Length >= At && string.CompareOrdinal(Text, end - closing.Length, closing, 0, closing.Length) == 0;
        Mark(quoted, closes ? end - closing.Length : end);
        At = end;
    }

    /// <summary>A character literal, if it closes at once; else an apostrophe such as a Rust lifetime or a digit separator.</summary>
    private void Character()
    {
        if (Peek(1) == '\\')
        {
            var close = Text.IndexOf('\'', Math.Min(At + 3, End), Math.Min(12, Math.Max(0, End - At - 3)));
            if (close > 0)
            {
                At++;
                Mark(quoted, close);
            }
        }
        else if (Peek(2) == '\'' && Peek(1) is not ('\'' or '\n'))
        {
            At++;
            Mark(quoted, At + 1);
        }
        At = Math.Min(End, At + 1);
    }

    private int CSharpPrefix()
    {
        var i = 0;
        while (i < 6 && Peek(i) is '@' or '$')
            i++;
        return Peek(i) == '"' ? i : 0;
    }

    private void CSharpString(int nesting)
    {
        var dollars = 0;
        var isVerbatim = false;
        for (var i = At - 1; i >= 0 && Text[i] is '@' or '$'; i--)
        {
            isVerbatim |= Text[i] == '@';
            dollars += Text[i] == '$' ? 1 : 0;
        }
        var quotes = 0;
        while (Peek(quotes) == '"')
            quotes++;
        if (quotes >= 3 && !isVerbatim)
        {
            At += quotes;
            CSharpContent(new string('"', quotes), isRaw: true, isMultiLine: true, dollars, nesting);
            return;
        }
        At++;
        CSharpContent("\"", isRaw: isVerbatim, isMultiLine: isVerbatim, Math.Min(dollars, 1), nesting);
    }

    private void CSharpContent(string closing, bool isRaw, bool isMultiLine, int dollars, int nesting)
    {
        while (At < End)
        {
            var c = Text[At];
            if (c == '\n' && !isMultiLine)
                return;
            if (c == '\\' && !isRaw)
            {
                Mark(quoted, At + 2);
                continue;
            }
            if (c == '"' && isRaw && closing.Length == 1 && Peek(1) == '"')
            {
                Mark(quoted, At + 2);
                continue;
            }
            if (c == '"' && Starts(closing))
            {
                At += closing.Length;
                return;
            }
            if (c == '{' && dollars > 0 && nesting < MaximumNesting)
            {
                var braces = 0;
                while (Peek(braces) == '{')
                    braces++;
                // With one dollar a doubled brace is text; with more, that many braces open a hole.
                if (dollars == 1 && closing.Length == 1 ? braces % 2 == 1 : braces >= dollars)
                {
                    Mark(quoted, At + braces - (dollars == 1 ? 1 : dollars));
                    Hole(Math.Max(1, dollars), '}', nesting);
                    continue;
                }
                Mark(quoted, At + braces);
                continue;
            }
            Mark(quoted, At + 1);
        }
    }

    private int RustHashes()
    {
        var i = 1;
        while (Peek(i) == '#' && i < 20)
            i++;
        return Peek(i) == '"' ? i - 1 : -1;
    }

    /// <summary>A slash opens a regular expression where no value stands before it and it closes on its line.</summary>
    private bool OpensRegularExpression()
    {
        var before = At - 1;
        while (before >= 0 && Text[before] is ' ' or '\t')
            before--;
        if (before >= 0 && Text[before] is not ('(' or ',' or '=' or ':' or '[' or '!' or '&' or '|' or '?' or '{' or ';' or '\n' or '+' or '>'))
        {
            if (!IsWord(Text[before]))
                return false;
            var start = before;
            while (start > 0 && IsWord(Text[start - 1]) && before - start < 12)
                start--;
            if (!WordsBeforeExpressions.Contains(Text[start..(before + 1)]))
                return false;
        }
        var isClass = false;
        for (var i = At + 1; i < End && Text[i] != '\n'; i++)
        {
            var c = Text[i];
            if (c == '\\')
                i++;
            else if (c == '[')
                isClass = true;
            else if (c == ']')
                isClass = false;
            else if (c == '/' && !isClass)
            {
                At++;
                Mark(quoted, i);
                At++;
                return true;
            }
        }
        return false;
    }
}
