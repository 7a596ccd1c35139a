using AuditService.Core.Audits;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;

namespace AuditService.Core.Reviews;

/// <summary>An audit as people have left it: what is shown and counted after their decisions, and beside it what the machine said, which never changes.</summary>
/// <param name="Counted">The audit with the outcomes and the grid that count.</param>
/// <param name="Machine">The grid before anybody decided.</param>
/// <param name="States">Where the findings stand, by their ids; those on which nobody has decided are left out.</param>
public sealed record ReviewedAudit(Audit Counted, Scorecard Machine, IReadOnlyDictionary<string, ReviewedFinding> States)
{
    /// <summary>True when a decision changed what is counted.</summary>
    public bool IsRecounted => !ReferenceEquals(Counted.Scorecard, Machine);

    /// <param name="reviews">Those of the audit's project, the oldest first.</param>
    /// <param name="scheme">Weighs the grid again where a decision departs from the machine.</param>
    /// <param name="today">The day at which an acceptance is over or not.</param>
    public static ReviewedAudit Of(Audit audit, IEnumerable<Review> reviews, ScoringScheme scheme, DateOnly today)
    {
        var said = reviews.ToLookup(review => review.FindingId, StringComparer.Ordinal);
        var states = audit.Findings
            .Select(finding => (finding.Id, State: ReviewedFinding.Of(finding, said[finding.Id], today)))
            .Where(reviewed => reviewed.State.Decision is not null)
            .ToDictionary(reviewed => reviewed.Id, reviewed => reviewed.State, StringComparer.Ordinal);
        if (states.Values.All(state => state.Outcome == state.Machine))
            return new(audit, audit.Scorecard, states);

        var findings = audit.Findings.Select(finding => CountedAs(finding, states.GetValueOrDefault(finding.Id))).ToList();
        var grid = new Scorer(scheme).Score([.. audit.Scorecard.Criteria.Select(score => score.Criterion)], findings);
        return new(audit with { Findings = findings, Scorecard = grid }, audit.Scorecard, states);
    }

    /// <summary>A person's own verdict is as strong as a document that somebody has read, whatever the machine went by.</summary>
    private static Finding CountedAs(Finding finding, ReviewedFinding? state) =>
        state is null || state.Outcome == state.Machine ? finding : finding with { Outcome = state.Outcome, Grade = EvidenceGrade.Reviewed };
}
