using AuditService.Core;
using AuditService.Core.Reviews;
using AuditService.Storage.Grids;
using AuditService.Storage.Reviews;

namespace AuditService.App.Reviews;

/// <summary>Proves that nobody has changed, removed or inserted a review, or a verdict of an accessibility grid.</summary>
public sealed class VerifyTrail(ReviewStore reviews, GridStore grids)
{
    /// <summary>The trail of reviews and the trail of grids.</summary>
    /// <param name="head">A head that was noted before: it must still be in one of the trails, for a chain alone does not show that its end was cut off. Null for none.</param>
    public async Task<(TrailProof Reviews, TrailProof Grids)> ProveAsync(string? head, CancellationToken cancellation)
    {
        var seen = head is null || head == TrailEntry.Beginning;
        var grid = await TrailProof.OfAsync(NotingGrids(), entry => new(entry.PreviousHash, entry.Hash, entry.IsIntact));
        var proof = await TrailProof.OfAsync(Noting());
        return (proof.Holds && grid.Holds && !seen
            ? proof with { BrokenAt = proof.Entries + 1, Why = new LocalizedText("la tête notée auparavant n'est plus dans la chaîne : la fin a été coupée ou réécrite", "the head noted before is not in the chain any more: its end was cut off or rewritten") }
            : proof, grid);

        async IAsyncEnumerable<(long, TrailEntry?)> Noting()
        {
            await foreach (var (sequence, entry) in reviews.TrailAsync(cancellation))
            {
                seen |= entry?.Hash == head;
                yield return (sequence, entry);
            }
        }

        async IAsyncEnumerable<(long, Core.Accessibility.GridEntry?)> NotingGrids()
        {
            await foreach (var (sequence, entry) in grids.TrailAsync(cancellation))
            {
                seen |= entry?.Hash == head;
                yield return (sequence, entry);
            }
        }
    }
}
