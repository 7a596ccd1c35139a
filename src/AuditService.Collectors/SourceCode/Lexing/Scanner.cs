namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>The cursor that the lexers share: characters are code until marked otherwise.</summary>
internal abstract class Scanner(string text, Part[] map)
{
    /// <summary>Interpolated code nests this deep at most; deeper, it is read as quoted text.</summary>
    protected const int MaximumNesting = 12;

    protected string Text { get; } = text;

    protected int At { get; set; }

    /// <summary>One past the last character to look at: an embedded script ends before its host.</summary>
    protected int End { get; init; } = text.Length;

    protected char Current => Peek(0);

    public abstract void Run();

    protected char Peek(int ahead)
    {
        var index = At + ahead;
        return index >= 0 && index < End ? Text[index] : '\0';
    }

    protected bool Starts(string mark) => At + mark.Length <= End && string.CompareOrdinal(Text, At, mark, 0, mark.Length) == 0;

    /// <summary>Marks up to <paramref name="end"/> and moves there.</summary>
    protected void Mark(Part part, int end)
    {
        end = Math.Clamp(end, At, End);
        map.AsSpan(At, end - At).Fill(part);
        At = end;
    }

    protected void MarkFrom(int start, Part part, int end) => map.AsSpan(start, Math.Max(0, Math.Min(end, End) - start)).Fill(part);

    /// <summary>Where the current line ends, its line feed not included.</summary>
    protected int LineEnd() => LineEnd(At);

    protected int LineEnd(int from)
    {
        if (from >= End)
            return End;
        var end = Text.IndexOf('\n', from, End - from);
        return end < 0 ? End : end;
    }

    /// <summary>One past the next <paramref name="mark"/>, or the end of the text.</summary>
    protected int After(string mark, int from)
    {
        if (from >= End)
            return End;
        var found = Text.IndexOf(mark, from, End - from, StringComparison.Ordinal);
        return found < 0 ? End : found + mark.Length;
    }

    protected bool IsAtLineStart()
    {
        for (var i = At - 1; i >= 0; i--)
        {
            if (Text[i] == '\n')
                return true;
            if (Text[i] is not (' ' or '\t'))
                return false;
        }
        return true;
    }

    protected bool FollowsWord() => At > 0 && IsWord(Text[At - 1]);

    protected static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
