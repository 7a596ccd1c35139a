using AuditService.Core;
using AuditService.Core.Reviews;
using AuditService.Storage.Reviews;

namespace AuditService.App.Reviews;

/// <summary>Proves that nobody has changed, removed or inserted a review.</summary>
public sealed class VerifyTrail(ReviewStore reviews)
{
    /// <param name="head">A head that was noted before: it must still be in the trail, for a chain alone does not show that its end was cut off. Null for none.</param>
    public async Task<TrailProof> ProveAsync(string? head, CancellationToken cancellation)
    {
        var seen = head is null || head == TrailEntry.Beginning;
        var proof = await TrailProof.OfAsync(Noting());
        return proof.Holds && !seen
            ? proof with { BrokenAt = proof.Entries + 1, Why = new LocalizedText("la tête notée auparavant n'est plus dans la chaîne : la fin a été coupée ou réécrite", "the head noted before is not in the chain any more: its end was cut off or rewritten") }
            : proof;

        async IAsyncEnumerable<(long, TrailEntry?)> Noting()
        {
            await foreach (var (sequence, entry) in reviews.TrailAsync(cancellation))
            {
                seen |= entry?.Hash == head;
                yield return (sequence, entry);
            }
        }
    }
}
