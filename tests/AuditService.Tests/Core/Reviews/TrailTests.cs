using AuditService.Core;
using AuditService.Core.Reviews;

namespace AuditService.Tests.Core.Reviews;

public sealed class TrailTests
{
    private static readonly Review Said = ReviewedFindingTests.Said(ReviewedFindingTests.FindingOf(Outcome.NonCompliant), ReviewKind.AcceptRisk) with { Outcome = Outcome.Partial };

    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static Dictionary<string, Func<Review, Review>> Changed { get; } = new()
    {
        ["project"] = review => review with { Project = "other" },
        ["finding"] = review => review with { FindingId = "other" },
        ["audit"] = review => review with { AuditId = "other" },
        ["machine"] = review => review with { Machine = Outcome.Compliant },
        ["sight"] = review => review with { Sight = "other" },
        ["kind"] = review => review with { Kind = ReviewKind.Confirm },
        ["author"] = review => review with { Author = "other" },
        ["at"] = review => review with { At = review.At.AddMilliseconds(1) },
        ["reason"] = review => review with { Reason = "because " },
        ["outcome"] = review => review with { Outcome = null },
        ["owner"] = review => review with { Owner = "" },
        ["until"] = review => review with { Until = review.Until!.Value.AddDays(1) },
        ["a text moved to the next field"] = review => review with { AuditId = "audi", FindingId = review.FindingId + "t" },
    };

    [Fact]
    public async Task A_trail_that_nobody_touched_holds()
    {
        var trail = Trail(5);

        var proof = await ProofOf(trail);

        Assert.Equal((true, 5, trail[^1].Hash), (proof.Holds, proof.Entries, proof.Head));
        Assert.Equal(new(0, TrailEntry.Beginning), await ProofOf([]));
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task A_change_of_any_field_is_told_at_its_entry(string field)
    {
        var trail = Trail(5);
        trail[2] = trail[2] with { Review = Changed[field](trail[2].Review) };

        Assert.Equal(3, (await ProofOf(trail)).BrokenAt);
    }

    [Fact]
    public async Task An_entry_that_is_sealed_anew_betrays_itself_at_the_next()
    {
        var trail = Trail(5);
        trail[2] = TrailEntry.After(trail[1], Said with { Reason = "rewritten" });

        Assert.Equal(4, (await ProofOf(trail)).BrokenAt);
    }

    [Fact]
    public async Task A_missing_a_doubled_and_two_exchanged_entries_are_told()
    {
        var trail = Trail(5);

        Assert.Equal(3, (await ProofOf([.. trail[..2], .. trail[3..]])).BrokenAt);
        Assert.Equal(1, (await ProofOf(trail[1..])).BrokenAt);
        Assert.Equal(3, (await ProofOf([.. trail[..2], trail[1], .. trail[2..]])).BrokenAt);
        Assert.Equal(2, (await ProofOf([trail[0], trail[2] with { Sequence = 2 }, trail[1] with { Sequence = 3 }])).BrokenAt);
    }

    private static List<TrailEntry> Trail(int entries)
    {
        var trail = new List<TrailEntry>();
        for (var i = 0; i < entries; i++)
            trail.Add(TrailEntry.After(trail.LastOrDefault(), Said with { Reason = $"because {i}" }));
        return trail;
    }

    private static Task<TrailProof> ProofOf(IEnumerable<TrailEntry> trail) => TrailProof.OfAsync(trail.Select(entry => (entry.Sequence, (TrailEntry?)entry)).ToAsyncEnumerable());
}
