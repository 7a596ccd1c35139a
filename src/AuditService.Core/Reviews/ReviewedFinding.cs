using AuditService.Core.Findings;

namespace AuditService.Core.Reviews;

/// <summary>A finding as people see it: the machine's verdict, which never changes, and beside it what is shown and counted.</summary>
/// <param name="Machine">What the rule said.</param>
/// <param name="Outcome">What is shown and counted.</param>
/// <param name="Decision">The review that decides, also when it has lapsed or is outdated; null when there is none.</param>
public sealed record ReviewedFinding(Outcome Machine, Outcome Outcome, ReviewState State, Review? Decision)
{
    /// <summary>
    /// The last decision counts; comments never do. An accepted risk stays as visible and as heavy as before, whatever it is called. A decision that
    /// departs from the machine holds for what its author saw: once the verdict or the sightings change, the machine's verdict is back until
    /// somebody looks again.
    /// </summary>
    /// <param name="reviews">Those of this finding, the oldest first.</param>
    /// <param name="today">The day at which an acceptance is over or not.</param>
    public static ReviewedFinding Of(Finding finding, IEnumerable<Review> reviews, DateOnly today)
    {
        var machine = finding.Outcome;
        if (reviews.LastOrDefault(review => review.IsDecision) is not { } decision)
            return new(machine, machine, ReviewState.Open, null);
        if (decision.Machine != machine || decision.Sight != Review.SightOf(finding))
            return new(machine, machine, ReviewState.Outdated, decision);

        return decision.Kind switch
        {
            ReviewKind.FalsePositive => new(machine, Outcome.Compliant, ReviewState.FalsePositive, decision),
            ReviewKind.NotApplicable => new(machine, Outcome.NotApplicable, ReviewState.NotApplicable, decision),
            ReviewKind.Override => new(machine, decision.Outcome ?? machine, ReviewState.Overridden, decision),
            ReviewKind.AcceptRisk => new(machine, machine, today <= decision.Until ? ReviewState.Accepted : ReviewState.Lapsed, decision),
            _ => new(machine, machine, ReviewState.Confirmed, decision),
        };
    }
}

/// <summary>Where a finding stands among people.</summary>
public enum ReviewState
{
    /// <summary>Nobody has decided.</summary>
    Open,

    Confirmed,

    /// <summary>Counted as compliant.</summary>
    FalsePositive,

    /// <summary>Still visible and counted as the machine says.</summary>
    Accepted,

    NotApplicable,

    Overridden,

    /// <summary>The acceptance is over: open again.</summary>
    Lapsed,

    /// <summary>The finding is no longer the one that was decided on: open again.</summary>
    Outdated,
}
