using AuditService.Core;

namespace AuditService.Collectors.Documents;

/// <summary>Lists that somebody typed: lines that begin with a dash, a bullet or a number, which no assistive technology counts or skips as a list.</summary>
internal static class TypedLists
{
    private const int LongestStart = 40;

    private static readonly BoundedRegex Bullet = new(
        @"^\s*(?:[-–•·▪◦‣●○■□➢✓*\uF0B7]\s+|o\s{2,})\S");

    private static readonly BoundedRegex Number = new(
        @"^\s*(?:\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)])\s+\S");

    private static readonly BoundedRegex Spoken = new(@"^\s*[–—]\s*\S.*[.!?…»""”]\s*$");

    /// <summary>Of what kind of list a line is an item; null when it is none.</summary>
    public static string? Marker(string line)
    {
        var start = line.Length > LongestStart ? line[..LongestStart] : line;
        return Bullet.IsMatch(start) ? "bullet" : Number.IsMatch(start) ? "number" : null;
    }

    /// <summary>Stretches of two items or more of one kind that follow each other.</summary>
    /// <param name="items">Anything that has a line.</param>
    /// <param name="markerOf">The marker of an item; null where it is part of no typed list.</param>
    /// <param name="lineOf">Its text.</param>
    public static IEnumerable<(T First, int Count)> In<T>(IReadOnlyList<T> items, Func<T, string?> markerOf, Func<T, string> lineOf)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (markerOf(items[i]) is not { } family)
                continue;
            var end = i + 1;
            while (end < items.Count && markerOf(items[end]) == family)
                end++;
            // French dialogue and interviews open each reply with a dash, and a reply ends as a sentence does.
            if (end - i >= 2 && !Enumerable.Range(i, end - i).All(index => Spoken.IsMatch(lineOf(items[index]))))
                yield return (items[i], end - i);
            i = end - 1;
        }
    }
}
