namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>The brackets of the code of a text, each with its partner and the one around it.</summary>
internal sealed class Brackets
{
    private readonly List<int> positions = [];
    private readonly List<int> partners = [];
    private readonly List<int> parents = [];
    private readonly string text;

    private Brackets(string text) => this.text = text;

    /// <summary>The position of the closing bracket of the one opened at <paramref name="opening"/>, or the end of the text when it stays open.</summary>
    public int Close(int opening)
    {
        var index = positions.BinarySearch(opening);
        return index < 0 || partners[index] < 0 ? text.Length : partners[index];
    }

    /// <summary>The innermost bracket still open before <paramref name="position"/>, or -1.</summary>
    public int Enclosing(int position)
    {
        var index = positions.BinarySearch(position);
        if (index >= 0)
            return parents[index];
        index = ~index - 1;
        if (index < 0)
            return -1;
        var bracket = positions[index];
        return text[bracket] is '(' or '[' or '{' ? bracket : parents[index];
    }

    public static Brackets Of(string text, ReadOnlySpan<Part> parts)
    {
        var brackets = new Brackets(text);
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is not ('(' or ')' or '[' or ']' or '{' or '}') || parts[i] != Part.Code)
                continue;
            if (c is '(' or '[' or '{')
            {
                open.TryPeek(out var parent);
                brackets.Add(i, open.Count == 0 ? -1 : brackets.positions[parent]);
                open.Push(brackets.positions.Count - 1);
                continue;
            }
            brackets.CloseAt(i, c, open);
        }
        return brackets;
    }

    /// <summary>Closes the nearest bracket of its kind; those left open inside are closed with it. A closing bracket without any is ignored.</summary>
    private void CloseAt(int position, char closing, Stack<int> open)
    {
        var opening = closing switch { ')' => '(', ']' => '[', _ => '{' };
        var looked = 0;
        foreach (var candidate in open)
        {
            if (++looked > 64)
                return;
            if (text[positions[candidate]] != opening)
                continue;
            while (open.Count > 0)
            {
                var index = open.Pop();
                partners[index] = position;
                if (index != candidate)
                    continue;
                Add(position, parents[index]);
                partners[^1] = positions[index];
                return;
            }
        }
    }

    private void Add(int position, int parent)
    {
        positions.Add(position);
        partners.Add(-1);
        parents.Add(parent);
    }
}
