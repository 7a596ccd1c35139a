namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>Scripting and settings languages that a table describes.</summary>
internal sealed class PlainScanner(string text, Part[] map, PlainSyntax syntax) : Scanner(text, map)
{
    private readonly Part quoted = syntax.QuotedIsCode ? Part.Code : Part.Quoted;

    public override void Run() => Code(closing: '\0', nesting: 0);

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
                    if (depth == 0)
                        return;
                    depth--;
                }
            }
            if (Comment())
                continue;
            if (syntax.Quotes.Contains(c))
                Quote(c, nesting);
            else
                At++;
        }
    }

    private bool Comment()
    {
        foreach (var (open, close) in syntax.BlockComments)
        {
            // Documentation blocks of Ruby and Perl open in the first column only.
            if (Starts(open) && (open[0] != '=' || At == 0 || Text[At - 1] == '\n'))
            {
                Mark(Part.Comment, After(close, At + open.Length));
                return true;
            }
        }
        foreach (var open in syntax.LineComments)
        {
            if (!Starts(open) || syntax.OnlyAtLineStart && !IsAtLineStart())
                continue;
            if ((syntax.AfterSpace || open == "#") && At > 0 && !char.IsWhiteSpace(Text[At - 1]) && Text[At - 1] is not (';' or '(' or ')' or '{' or '}' or ',' or '"' or '\'' or ']'))
                continue;
            Mark(Part.Comment, LineEnd());
            return true;
        }
        return false;
    }

    private void Quote(char quote, int nesting)
    {
        var isTriple = syntax.TripleQuotes && Peek(1) == quote && Peek(2) == quote;
        At += isTriple ? 3 : 1;
        while (At < End)
        {
            var c = Text[At];
            if (c == syntax.Escape && syntax.Escape != '\0')
            {
                Mark(quoted, At + 2);
                continue;
            }
            if (c == '\n' && !isTriple && !syntax.IsMultiLine)
                return;
            if (c == quote)
            {
                if (!isTriple && syntax.Escape == '\0' && Peek(1) == quote)
                {
                    Mark(quoted, At + 2);
                    continue;
                }
                if (!isTriple || Peek(1) == quote && Peek(2) == quote)
                {
                    At += isTriple ? 3 : 1;
                    return;
                }
            }
            if (syntax.Hole is { } hole && quote == '"' && nesting < MaximumNesting && Starts(hole))
            {
                At += hole.Length;
                Code(hole[^1] == '{' ? '}' : ')', nesting + 1);
                At = Math.Min(End, At + 1);
                continue;
            }
            Mark(quoted, At + 1);
        }
    }
}
