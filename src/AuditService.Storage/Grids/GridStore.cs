using System.Runtime.CompilerServices;
using AuditService.Core.Accessibility;
using AuditService.Storage.Databases;

namespace AuditService.Storage.Grids;

/// <summary>The trail of what auditors said in grids. It only grows.</summary>
public sealed class GridStore(AuditDatabase database)
{
    private const int ReadAtOnce = 1_000;

    /// <summary>
    /// Writes the verdicts at the end of the trail, all or none; false, and nothing written, where somebody has said something in the grid of this
    /// audit since it was read. Throws <see cref="InvalidDataException"/> when the last entry is not intact:
    /// nothing is built on a broken trail.
    /// </summary>
    /// <param name="after">The last entry of this audit that the verdicts take into account, 0 for none.</param>
    /// <param name="file">SHA-256 of the file that they came in.</param>
    public async Task<bool> TryAppendAsync(
        string auditId, string referential, IReadOnlyList<GridVerdict> verdicts, string author, DateTimeOffset at, string file, long after, CancellationToken cancellation)
    {
        if (verdicts.Count == 0)
            return true;
        var isTaken = false;
        await database.WriteAsync(
            async transaction =>
            {
                isTaken = (await database.QueryAsync<long>(transaction, "Grids/SelectLastGridSequence", new { AuditId = auditId }, cancellation)).Single() == after;
                if (!isTaken)
                    return;
                var last = (await database.QueryAsync<GridEntryRow>(transaction, "Grids/SelectLastGridEntry", new { }, cancellation)).SingleOrDefault();
                var end = last?.ToEntry();
                if (last is not null && end is not { IsIntact: true })
                    throw NotIntact(last.Sequence);
                foreach (var verdict in verdicts)
                {
                    end = GridEntry.After(end, auditId, referential, verdict, author, at, file);
                    await database.ExecuteAsync(transaction, "Grids/InsertGridEntry", GridEntryRow.Of(end), cancellation);
                }
            },
            cancellation);
        return isTaken;
    }

    /// <summary>What was said in the grid of an audit, the oldest first. Throws <see cref="InvalidDataException"/> at an entry that is not intact.</summary>
    public async Task<IReadOnlyList<GridEntry>> ListAsync(string auditId, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<GridEntryRow>("Grids/SelectGridEntries", new { AuditId = auditId }, cancellation);
        return [.. rows.Select(row => row.ToEntry() is { IsIntact: true } entry ? entry : throw NotIntact(row.Sequence))];
    }

    /// <summary>The whole trail in its order, a part at a time; an entry that cannot be read is null.</summary>
    public async IAsyncEnumerable<(long Sequence, GridEntry? Entry)> TrailAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = long.MinValue;
        while (true)
        {
            var rows = await database.QueryAsync<GridEntryRow>("Grids/SelectGridTrail", new { After = after, Take = ReadAtOnce }, cancellation);
            foreach (var row in rows)
                yield return (row.Sequence, row.ToEntry());
            if (rows.Count < ReadAtOnce)
                yield break;
            after = rows[^1].Sequence;
        }
    }

    private static InvalidDataException NotIntact(long sequence) => new($"Entry {sequence} of the trail of grids is not intact (audit verify-trail)");
}
