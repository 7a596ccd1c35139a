namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>POSIX shell and its descendants: quotes with command substitution, here-documents, comments at the start of a word.</summary>
internal sealed class ShellScanner(string text, Part[] map) : Scanner(text, map)
{
    private readonly Queue<(string Delimiter, bool IsIndented)> hereDocuments = new();

    public override void Run() => Code(closing: '\0', nesting: 0);

    private void Code(char closing, int nesting)
    {
        var depth = 0;
        while (At < End)
        {
            var c = Text[At];
            if (closing != '\0')
            {
                if (c is '(' or '{')
                    depth++;
                else if (c is ')' or '}')
                {
                    if (depth == 0 && c == closing)
                        return;
                    depth = Math.Max(0, depth - 1);
                }
            }
            switch (c)
            {
                case '\\':
                    At = Math.Min(End, At + 2);
                    break;
                case '#' when At == 0 || Text[At - 1] is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')':
                    Mark(Part.Comment, LineEnd());
                    break;
                case '\'':
                    SingleQuoted(IsScript() ? Part.Code : Part.Quoted);
                    break;
                case '"':
                    DoubleQuoted(IsScript() ? Part.Code : Part.Quoted, nesting);
                    break;
                case '<' when Peek(1) == '<' && Peek(2) != '<':
                    HereDocument();
                    break;
                case '\n' when hereDocuments.Count > 0:
                    At++;
                    Bodies();
                    break;
                default:
                    At++;
                    break;
            }
        }
    }

    /// <summary>What follows <c>-c</c> is run, not printed.</summary>
    private bool IsScript()
    {
        var i = At - 1;
        while (i >= 0 && Text[i] is ' ' or '\t')
            i--;
        return i >= 1 && i < At - 1 && Text[i] == 'c' && Text[i - 1] is '-' or 'l';
    }

    private void SingleQuoted(Part part)
    {
        var hasEscapes = At > 0 && Text[At - 1] == '$';
        At++;
        while (At < End && Text[At] != '\'')
            Mark(part, At + (hasEscapes && Text[At] == '\\' ? 2 : 1));
        At = Math.Min(End, At + 1);
    }

    private void DoubleQuoted(Part part, int nesting)
    {
        At++;
        while (At < End && Text[At] != '"')
        {
            if (Text[At] == '\\')
                Mark(part, At + 2);
            else if (Text[At] == '$' && Peek(1) == '(' && nesting < MaximumNesting)
            {
                At += 2;
                Code(')', nesting + 1);
                At = Math.Min(End, At + 1);
            }
            else
                Mark(part, At + 1);
        }
        At = Math.Min(End, At + 1);
    }

    private void HereDocument()
    {
        At += 2;
        var isIndented = Current == '-';
        if (isIndented)
            At++;
        while (Current is ' ' or '\t')
            At++;
        var quote = Current is '\'' or '"' or '\\' ? Current : '\0';
        if (quote != '\0')
            At++;
        var start = At;
        while (IsWord(Current))
            At++;
        if (At > start && hereDocuments.Count < 8)
            hereDocuments.Enqueue((Text[start..At], isIndented));
        if (quote is '\'' or '"' && Current == quote)
            At++;
    }

    private void Bodies()
    {
        while (hereDocuments.TryDequeue(out var document))
        {
            while (At < End)
            {
                var end = LineEnd();
                var line = Text.AsSpan(At, end - At).TrimEnd('\r');
                var isLast = (document.IsIndented ? line.TrimStart('\t') : line).SequenceEqual(document.Delimiter);
                if (isLast)
                {
                    At = end;
                    break;
                }
                Mark(Part.Quoted, Math.Min(End, end + 1));
            }
        }
    }
}
