using System.Runtime.CompilerServices;
using AuditService.Core.Reviews;
using AuditService.Storage.Audits;
using AuditService.Storage.Databases;

namespace AuditService.Storage.Reviews;

/// <summary>The trail of what people said of findings. It only grows.</summary>
public sealed class ReviewStore(AuditDatabase database)
{
    private const int ReadAtOnce = 1_000;

    /// <summary>Writes the review at the end of the trail. Throws <see cref="InvalidDataException"/> when the last entry is not intact: nothing is built on a broken trail.</summary>
    public async Task<TrailEntry> AppendAsync(Review review, CancellationToken cancellation)
    {
        // Kept to the millisecond: what is hashed is what is stored.
        review = review with { At = DateTimeOffset.FromUnixTimeMilliseconds(review.At.ToUnixTimeMilliseconds()) };
        TrailEntry? entry = null;
        await database.WriteAsync(
            async transaction =>
            {
                var last = (await database.QueryAsync<ReviewRow>(transaction, "Reviews/SelectLastReview", new { }, cancellation)).SingleOrDefault();
                var end = last?.ToEntry();
                if (last is not null && end is not { IsIntact: true })
                    throw new InvalidDataException($"Entry {last.Sequence} of the trail of reviews is not intact (audit verify-trail)");
                entry = TrailEntry.After(end, review);
                await database.ExecuteAsync(transaction, "Reviews/InsertReview", ReviewRow.Of(entry), cancellation);
            },
            cancellation);
        return entry!;
    }

    /// <summary>The reviews of a project, or of one of its findings, the oldest first. Throws <see cref="InvalidDataException"/> at one that is not intact.</summary>
    /// <param name="findingId">Null for all findings.</param>
    public async Task<IReadOnlyList<TrailEntry>> ListAsync(string project, string? findingId, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<ReviewRow>("Reviews/SelectReviews", new { Project = project, FindingId = findingId is null ? null : StoredJson.Of(findingId) }, cancellation);
        return [.. rows.Select(row => row.ToEntry() is { IsIntact: true } entry ? entry : throw new InvalidDataException($"Entry {row.Sequence} of the trail of reviews is not intact (audit verify-trail)"))];
    }

    /// <summary>The whole trail in its order, a part at a time; an entry that cannot be read is null.</summary>
    public async IAsyncEnumerable<(long Sequence, TrailEntry? Entry)> TrailAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = long.MinValue;
        while (true)
        {
            var rows = await database.QueryAsync<ReviewRow>("Reviews/SelectTrail", new { After = after, Take = ReadAtOnce }, cancellation);
            foreach (var row in rows)
                yield return (row.Sequence, row.ToEntry());
            if (rows.Count < ReadAtOnce)
                yield break;
            after = rows[^1].Sequence;
        }
    }
}
