namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>
/// HTML and the component and template languages around it: tags, attributes and template expressions are code, scripts are lexed as
/// JavaScript, and the text between tags is quoted.
/// </summary>
internal sealed class MarkupScanner(string text, Part[] map, string language) : Scanner(text, map)
{
    private const CurlySyntax Script = CurlySyntax.SingleQuotedStrings | CurlySyntax.TemplateStrings | CurlySyntax.RegularExpressions;

    private readonly Part[] parts = map;

    private static readonly (string Open, string Close)[] Comments = [("<!--", "-->"), ("{#", "#}"), ("{{!--", "--}}"), ("{{!", "}}"), ("<%--", "--%>"), ("@*", "*@")];

    private static readonly (string Open, string Close)[] Expressions = [("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("<?", "?>")];

    public override void Run()
    {
        if (language is "astro" && Starts("---\n"))
            Embedded(Script, After("\n---", 4));
        while (At < End)
        {
            if (Comment() || Expression())
                continue;
            if (Current == '<' && (char.IsAsciiLetter(Peek(1)) || Peek(1) is '/' or '!'))
                Tag();
            else if (Current is '{' or '@' && language is "svelte" or "astro" or "razor")
                At = Math.Min(End, LineEnd() + 1);
            else
                Mark(language is "xml" or "razor" ? Part.Code : Part.Quoted, At + 1);
        }
    }

    private bool Comment()
    {
        if (Current is not ('<' or '{' or '@'))
            return false;
        foreach (var (open, close) in Comments)
        {
            if (open == "@*" && language is not "razor" || !Starts(open))
                continue;
            Mark(Part.Comment, After(close, At + open.Length));
            return true;
        }
        return false;
    }

    private bool Expression()
    {
        if (Current is not ('<' or '{'))
            return false;
        foreach (var (open, close) in Expressions)
        {
            if (!Starts(open))
                continue;
            At = After(close, At + open.Length);
            return true;
        }
        return false;
    }

    private void Tag()
    {
        var start = At;
        var quote = '\0';
        for (At++; At < End; At++)
        {
            var c = Text[At];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && Text[At - 1] == '=')
                quote = c;
            else if (c == '>')
                break;
            // An unclosed tag must not swallow the page.
            else if (At - start > 20_000)
                break;
        }
        At = Math.Min(End, At + 1);
        if (IsElement(start, "script"))
            Embedded(Script, Before("</script", At));
        else if (IsElement(start, "style"))
            Embedded(CurlySyntax.SingleQuotedStrings | CurlySyntax.NoLineComments, Before("</style", At));
    }

    private bool IsElement(int start, string name) =>
        string.Compare(Text, start + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
        && start + 1 + name.Length < End && !IsWord(Text[start + 1 + name.Length]);

    private void Embedded(CurlySyntax syntax, int end)
    {
        CurlyScanner.Run(Text, parts, syntax, At, end);
        At = end;
    }

    private int Before(string mark, int from)
    {
        if (from >= End)
            return End;
        var found = Text.IndexOf(mark, from, End - from, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? End : found;
    }
}
