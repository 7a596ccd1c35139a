namespace AuditService.Core.Reviews;

/// <summary>What a walk along the trail has shown.</summary>
/// <param name="Entries">How many entries are proven.</param>
/// <param name="Head">Hash of the last proven entry. Noted elsewhere, it later proves that no entry was cut off at the end.</param>
/// <param name="BrokenAt">Sequence of the first entry that does not hold, or null.</param>
/// <param name="Why">What is wrong with it, or null.</param>
public sealed record TrailProof(long Entries, string Head, long? BrokenAt = null, LocalizedText? Why = null)
{
    public bool Holds => BrokenAt is null;

    /// <summary>Walks from the first entry and stops at the first that does not hold.</summary>
    /// <param name="entries">In the order of their sequence; an entry that could not be read has no <c>Entry</c>.</param>
    public static Task<TrailProof> OfAsync(IAsyncEnumerable<(long Sequence, TrailEntry? Entry)> entries) =>
        OfAsync(entries, entry => new(entry.PreviousHash, entry.Hash, entry.IsIntact));

    /// <summary>The same walk for entries of another kind.</summary>
    /// <param name="seal">How an entry is tied to the one before it.</param>
    public static async Task<TrailProof> OfAsync<T>(IAsyncEnumerable<(long Sequence, T? Entry)> entries, Func<T, TrailSeal> seal)
        where T : class
    {
        var proof = new TrailProof(0, TrailEntry.Beginning);
        await foreach (var (sequence, entry) in entries)
        {
            if (sequence != proof.Entries + 1)
                return proof with { BrokenAt = proof.Entries + 1, Why = new("l'entrée manque", "the entry is missing") };
            if (entry is null)
                return proof with { BrokenAt = sequence, Why = new("l'entrée est illisible", "the entry cannot be read") };
            var (previous, hash, isIntact) = seal(entry);
            if (previous != proof.Head)
                return proof with { BrokenAt = sequence, Why = new("l'entrée ne suit pas celle qui la précède", "the entry does not follow the one before it") };
            if (!isIntact)
                return proof with { BrokenAt = sequence, Why = new("le contenu de l'entrée a changé", "the entry's content has changed") };
            proof = new(sequence, hash);
        }

        return proof;
    }
}

/// <summary>What ties an entry of a trail to the one before it.</summary>
public readonly record struct TrailSeal(string PreviousHash, string Hash, bool IsIntact);
