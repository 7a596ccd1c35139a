namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>
/// Python's lexical structure (The Python Language Reference, chapter 2): prefixes, triple quotes, f-strings whose fields are code again
/// (PEP 498, PEP 701), template strings (PEP 750), comments, docstrings.
/// </summary>
internal sealed class PythonScanner(string text, Part[] map) : Scanner(text, map)
{
    private readonly int budget = text.Length * 4 + 1000;
    private int steps;
    private int depth;
    private bool isStatementStart = true;

    public override void Run()
    {
        while (At < End)
            Step();
    }

    private void Step()
    {
        steps++;
        var c = Current;
        switch (c)
        {
            case '\n':
                if (depth == 0 && !EndsWithBackslash())
                    isStatementStart = true;
                At++;
                return;
            case ' ' or '\t' or '\r' or '\f':
                At++;
                return;
            case '#':
                Mark(Part.Comment, LineEnd());
                return;
            case '(' or '[' or '{':
                depth++;
                break;
            case ')' or ']' or '}':
                depth = Math.Max(0, depth - 1);
                break;
            case ';' or ':' when depth == 0:
                At++;
                isStatementStart = true;
                return;
            case '"' or '\'':
                Statement(At);
                return;
        }
        if (IsPrefix(c) && !FollowsWord() && PrefixedQuote() is { } quote and > 0)
        {
            var start = At;
            At = quote;
            Statement(start);
            return;
        }
        isStatementStart = false;
        if (IsWord(c))
        {
            while (At < End && IsWord(Text[At]))
                At++;
            return;
        }
        At++;
    }

    /// <summary>Reads a string; one that is a statement of its own documents and does not act.</summary>
    private void Statement(int start)
    {
        var mayDocument = isStatementStart && depth == 0;
        isStatementStart = false;
        String(start, nesting: 0);
        if (mayDocument && EndsStatement())
        {
            MarkFrom(start, Part.Comment, At);
            isStatementStart = true;
        }
    }

    private void String(int start, int nesting)
    {
        var prefix = Text.AsSpan(start, At - start);
        var isFormatted = prefix.ContainsAny("fFtT");
        var quote = Current;
        var isTriple = Peek(1) == quote && Peek(2) == quote;
        At += isTriple ? 3 : 1;
        while (At < End)
        {
            steps++;
            var c = Text[At];
            if (c == '\\')
            {
                Mark(Part.Quoted, At + 2);
                continue;
            }
            if (c == '\n' && !isTriple)
                return;
            if (c == quote && (!isTriple || Peek(1) == quote && Peek(2) == quote))
            {
                At += isTriple ? 3 : 1;
                return;
            }
            if (isFormatted && c == '{')
            {
                if (Peek(1) == '{')
                    Mark(Part.Quoted, At + 2);
                else if (nesting >= 4 || steps > budget || !Field(quote, isTriple, nesting))
                    Mark(Part.Quoted, At + 1);
                continue;
            }
            Mark(Part.Quoted, At + 1);
        }
    }

    /// <summary>Reads <c>{expression!r:spec}</c>. False, and nothing moved, when it does not close: then the brace is text.</summary>
    private bool Field(char quote, bool isTriple, int nesting)
    {
        var start = At;
        At++;
        var brackets = 0;
        var inSpec = false;
        while (At < End && steps++ <= budget)
        {
            var c = Text[At];
            if (inSpec)
            {
                if (c == '}')
                {
                    At++;
                    return true;
                }
                if (c == '\n' && !isTriple || c == quote && !isTriple)
                    break;
                if (c == '{' && nesting < 4 && Field(quote, isTriple, nesting + 1))
                    continue;
                Mark(Part.Quoted, At + 1);
                continue;
            }
            if (c is '"' or '\'')
            {
                if (brackets == 0 && !isTriple && c == quote && !ClosesLater(quote))
                    break;
                String(At, nesting + 1);
                continue;
            }
            if (IsPrefix(c) && !FollowsWord() && PrefixedQuote() is { } quoted and > 0)
            {
                var prefix = At;
                At = quoted;
                String(prefix, nesting + 1);
                continue;
            }
            if (c is '(' or '[' or '{')
                brackets++;
            else if (c is ')' or ']')
                brackets--;
            else if (c == '#')
            {
                if (!isTriple)
                    break;
                Mark(Part.Comment, LineEnd());
                continue;
            }
            else if (c == '}')
            {
                if (brackets <= 0)
                {
                    At++;
                    return true;
                }
                brackets--;
            }
            else if (c == ':' && brackets <= 0)
                inSpec = true;
            At++;
        }
        MarkFrom(start, Part.Code, At);
        At = start;
        return false;
    }

    /// <summary>
    /// Before Python 3.12 the enclosing quote ended the string even inside a field. It opens a nested string only when the field closes
    /// afterwards on the same line.
    /// </summary>
    private bool ClosesLater(char quote)
    {
        var line = Text.AsSpan(At + 1, LineEnd(At + 1) - At - 1);
        var second = line.IndexOf(quote);
        return second >= 0 && line[(second + 1)..].Contains('}');
    }

    private static bool IsPrefix(char c) => c is 'r' or 'R' or 'b' or 'B' or 'u' or 'U' or 'f' or 'F' or 't' or 'T';

    /// <summary>Where the quote stands after a string prefix of one or two letters, or -1.</summary>
    private int PrefixedQuote()
    {
        if (Peek(1) is '"' or '\'')
            return At + 1;
        return IsPrefix(Peek(1)) && Peek(2) is '"' or '\'' ? At + 2 : -1;
    }

    private bool EndsStatement()
    {
        for (var i = At; i < End; i++)
        {
            if (Text[i] is '\n' or '#' or ';')
                return true;
            if (Text[i] is not (' ' or '\t' or '\r'))
                return false;
        }
        return true;
    }

    private bool EndsWithBackslash() => At > 0 && Text[At - 1] == '\\';
}
