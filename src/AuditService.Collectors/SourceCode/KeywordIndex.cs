namespace AuditService.Collectors.SourceCode;

/// <summary>
/// Finds in one pass which of many keywords stand in a text, without regard to case: the automaton of Aho and Corasick (1975) over classes of
/// characters.
/// </summary>
internal sealed class KeywordIndex
{
    private readonly ushort[] classes = new ushort[char.MaxValue + 1];
    private readonly int width;
    private readonly int[] next;
    private readonly int[][] found;
    private readonly bool[] isFinal;

    /// <summary>Builds the automaton; keyword <c>i</c> of the list sets <c>owners[i]</c>.</summary>
    public KeywordIndex(IReadOnlyList<(string Keyword, int Owner)> keywords)
    {
        width = 1 + ClassesOf(keywords);
        var children = new List<int[]> { NewState() };
        var owners = new List<List<int>> { new() };
        foreach (var (keyword, owner) in keywords)
        {
            var state = 0;
            foreach (var c in keyword)
            {
                var symbol = classes[c];
                if (children[state][symbol] < 0)
                {
                    children[state][symbol] = children.Count;
                    children.Add(NewState());
                    owners.Add([]);
                }
                state = children[state][symbol];
            }
            owners[state].Add(owner);
        }
        next = new int[children.Count * width];
        LinkFailures(children, owners);
        found = [.. owners.Select(list => list.Distinct().ToArray())];
        isFinal = new bool[next.Length];
        for (var state = 0; state < found.Length; state++)
            isFinal[state * width] = found[state].Length > 0;
        // States are kept as offsets of their rows.
        for (var i = 0; i < next.Length; i++)
            next[i] *= width;
    }

    /// <summary>Notes every keyword that stands in the text.</summary>
    public void Find(ReadOnlySpan<char> text, KeywordHits hits)
    {
        var state = 0;
        for (var i = 0; i < text.Length; i++)
        {
            state = next[state + classes[text[i]]];
            if (!isFinal[state])
                continue;
            foreach (var owner in found[state / width])
                hits.Add(owner, text, i + 1);
        }
    }

    private int ClassesOf(IReadOnlyList<(string Keyword, int Owner)> keywords)
    {
        ushort count = 0;
        foreach (var c in keywords.SelectMany(keyword => keyword.Keyword))
        {
            var lower = char.ToLowerInvariant(c);
            if (classes[lower] == 0)
                classes[lower] = ++count;
            classes[char.ToUpperInvariant(c)] = classes[lower];
            classes[c] = classes[lower];
        }
        return count;
    }

    private void LinkFailures(List<int[]> children, List<List<int>> owners)
    {
        var failures = new int[children.Count];
        var queue = new Queue<int>();
        queue.Enqueue(0);
        while (queue.TryDequeue(out var state))
        {
            for (var symbol = 0; symbol < width; symbol++)
            {
                var child = children[state][symbol];
                var fallback = state == 0 ? 0 : next[failures[state] * width + symbol];
                if (child < 0)
                {
                    next[state * width + symbol] = fallback;
                    continue;
                }
                next[state * width + symbol] = child;
                failures[child] = fallback;
                owners[child].AddRange(owners[fallback]);
                queue.Enqueue(child);
            }
        }
    }

    private int[] NewState()
    {
        var state = new int[width];
        Array.Fill(state, -1);
        return state;
    }
}
