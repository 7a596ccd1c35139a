using System.Collections.Frozen;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Beginnings of expressions, of four letters at least, found by their first four.</summary>
internal sealed class StemSet
{
    private const int Head = 4;

    private readonly FrozenDictionary<string, string[]> stems;

    /// <param name="stems">Folded, parted by |.</param>
    public StemSet(string stems) => this.stems = stems.Split('|').GroupBy(stem => stem[..Head], StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    public bool Begins(ReadOnlySpan<char> folded)
    {
        if (folded.Length < Head || !stems.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded[..Head], out var candidates)) return false;
        foreach (var stem in candidates)
        {
            if (folded.StartsWith(stem, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
