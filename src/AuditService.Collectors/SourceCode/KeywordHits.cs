namespace AuditService.Collectors.SourceCode;

/// <summary>Which owners have a keyword in a text, and for those that want it the stretches of text around their keywords.</summary>
internal sealed class KeywordHits(int owners, Func<int, bool> wantsWindows)
{
    /// <summary>A line longer than this is taken in part.</summary>
    private const int LongLine = 2000;

    private const int Before = 300;
    private const int After = 4000;

    /// <summary>What a value on the next line may add.</summary>
    private const int NextLine = 400;

    private readonly bool[] present = new bool[owners];
    private readonly List<(int From, int To)>?[] windows = new List<(int, int)>?[owners];

    public bool IsPresent(int owner) => present[owner];

    /// <summary>The lines that hold a keyword of the owner, each with the one after it; in order, without overlap.</summary>
    public IReadOnlyList<(int From, int To)> Windows(int owner) => windows[owner] ?? [];

    /// <summary>Notes a keyword that ends at a position.</summary>
    public void Add(int owner, ReadOnlySpan<char> text, int position)
    {
        present[owner] = true;
        if (!wantsWindows(owner))
            return;
        var list = windows[owner] ??= [];
        if (list.Count > 0 && position < list[^1].To - NextLine)
            return;
        var window = Around(text, position);
        if (list.Count > 0 && window.From <= list[^1].To)
            list[^1] = (list[^1].From, Math.Max(list[^1].To, window.To));
        else
            list.Add(window);
    }

    private static (int From, int To) Around(ReadOnlySpan<char> text, int position)
    {
        var near = text[Math.Max(0, position - LongLine)..position];
        var start = near.LastIndexOf('\n');
        var from = start < 0 && position > LongLine ? position - Before : Math.Max(0, position - LongLine) + start + 1;
        var far = text[position..Math.Min(text.Length, position + After)];
        var end = far.IndexOf('\n');
        if (end < 0)
            return (from, position + far.Length);
        var next = far[(end + 1)..Math.Min(far.Length, end + 1 + NextLine)];
        var nextEnd = next.IndexOf('\n');
        return (from, position + end + 1 + (nextEnd < 0 ? next.Length : nextEnd));
    }
}
