using System.Globalization;

namespace AuditService.Core.Reviews;

/// <summary>A review at its place in the trail. Nothing of it can change, and no entry before it, without its hash telling.</summary>
/// <param name="Sequence">From 1, without a gap, over all projects.</param>
/// <param name="PreviousHash">Hash of the entry before; <see cref="Beginning"/> for the first.</param>
/// <param name="Hash">SHA-256 over everything else here, 64 hexadecimal characters.</param>
public sealed record TrailEntry(long Sequence, Review Review, string PreviousHash, string Hash)
{
    /// <summary>What the first entry names as the hash before it.</summary>
    public static string Beginning { get; } = new('0', 64);

    /// <param name="last">The entry at the end of the trail, or null when it is empty.</param>
    public static TrailEntry After(TrailEntry? last, Review review)
    {
        var (sequence, previous) = last is null ? (1, Beginning) : (last.Sequence + 1, last.Hash);
        return new(sequence, review, previous, HashOf(sequence, review, previous));
    }

    public bool IsIntact => Hash == HashOf(Sequence, Review, PreviousHash);

    private static string HashOf(long sequence, Review review, string previousHash) => CanonicalHash.Of(
    [
        "review/1",
        previousHash,
        sequence.ToString(CultureInfo.InvariantCulture),
        review.Project,
        review.FindingId,
        review.AuditId,
        review.Machine.ToString(),
        review.Sight,
        review.Kind.ToString(),
        review.Author,
        review.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        review.Reason,
        review.Outcome?.ToString(),
        review.Owner,
        review.Until?.ToString("O", CultureInfo.InvariantCulture),
        // Entries of before there were ratings keep their hash.
        .. review.Rating is { } rating ? [rating.ToString()] : Array.Empty<string>(),
    ]);
}
