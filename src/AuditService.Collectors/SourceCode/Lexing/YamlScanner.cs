namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>YAML as settings: only comments are set apart, values are what one looks for. A quote opens only where a scalar starts (YAML 1.2.2, 7.3).</summary>
internal sealed class YamlScanner(string text, Part[] map) : Scanner(text, map)
{
    public override void Run()
    {
        var startsScalar = true;
        while (At < End)
        {
            var c = Text[At];
            if (c == '#' && (At == 0 || Text[At - 1] is ' ' or '\t' or '\n'))
            {
                Mark(Part.Comment, LineEnd());
                continue;
            }
            if (c is '"' or '\'' && startsScalar)
            {
                Quoted(c);
                startsScalar = false;
                continue;
            }
            startsScalar = c is '\n' or ' ' or '\t' or '-' or '?' ? startsScalar || c == '\n' : c is ':' or ',' or '[' or '{';
            At++;
        }
    }

    private void Quoted(char quote)
    {
        At++;
        while (At < End)
        {
            if (Text[At] == '\\' && quote == '"')
            {
                At += 2;
                continue;
            }
            if (Text[At] == quote)
            {
                if (quote == '\'' && Peek(1) == '\'')
                {
                    At += 2;
                    continue;
                }
                At++;
                return;
            }
            At++;
        }
        At = Math.Min(At, End);
    }
}
