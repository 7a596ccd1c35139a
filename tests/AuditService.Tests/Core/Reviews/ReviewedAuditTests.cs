using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Reviews;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;

namespace AuditService.Tests.Core.Reviews;

public sealed class ReviewedAuditTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    [Fact]
    public void Without_a_decision_the_audit_is_the_machines_own()
    {
        var audit = AuditOf(Outcome.NonCompliant);

        var reviewed = ReviewedAudit.Of(audit, [], Some.Scheme, Today);

        Assert.Same(audit, reviewed.Counted);
        Assert.Empty(reviewed.States);
        Assert.False(reviewed.IsRecounted);
    }

    [Fact]
    public void A_blocking_finding_that_a_person_calls_a_false_positive_no_longer_fails_the_criterion()
    {
        var audit = AuditOf(Outcome.NonCompliant);

        var reviewed = ReviewedAudit.Of(audit, [ReviewedFindingTests.Said(audit.Findings[0], ReviewKind.FalsePositive)], Some.Scheme, Today);

        Assert.Equal((Verdict.NonAcquis, Verdict.Acquis), (reviewed.Machine.Result, reviewed.Counted.Scorecard.Result));
        Assert.Equal((Outcome.Compliant, EvidenceGrade.Reviewed), (reviewed.Counted.Findings[0].Outcome, reviewed.Counted.Findings[0].Grade));
        Assert.Equal(Outcome.NonCompliant, reviewed.States["R-1@dossier"].Machine);
        Assert.True(reviewed.IsRecounted);
    }

    [Theory]
    [InlineData(ReviewKind.Confirm)]
    [InlineData(ReviewKind.AcceptRisk)]
    [InlineData(ReviewKind.Comment)]
    public void Neither_a_word_of_agreement_nor_an_accepted_risk_makes_a_grid_greener(ReviewKind kind)
    {
        var audit = AuditOf(Outcome.NonCompliant);

        var reviewed = ReviewedAudit.Of(audit, [ReviewedFindingTests.Said(audit.Findings[0], kind)], Some.Scheme, Today);

        Assert.Same(audit.Scorecard, reviewed.Counted.Scorecard);
        Assert.Equal(kind == ReviewKind.Comment ? 0 : 1, reviewed.States.Count);
    }

    [Fact]
    public void What_only_a_human_can_judge_counts_as_the_human_judged_it_with_the_strength_of_a_reviewed_document()
    {
        var audit = AuditOf(Outcome.NeedsReview);

        var reviewed = ReviewedAudit.Of(audit, [ReviewedFindingTests.Said(audit.Findings[0], ReviewKind.Override)], Some.Scheme, Today);

        var before = Assert.Single(reviewed.Machine.Criteria);
        var after = Assert.Single(reviewed.Counted.Scorecard.Criteria);
        Assert.Equal((0d, 0d, null), (before.Coverage, before.Floor, before.Confidence));
        Assert.Equal((1d, Some.Scheme.PartialValue), (after.Coverage, after.Floor));
        Assert.Equal(Some.Scheme.Grades[EvidenceGrade.Reviewed], after.Confidence!.Value, precision: 9);
    }

    private static Audit AuditOf(Outcome outcome)
    {
        var finding = ReviewedFindingTests.FindingOf(outcome) with { Rule = Some.Rule(severity: Severity.Blocking), Grade = outcome == Outcome.NeedsReview ? null : EvidenceGrade.MachineChecked };
        return new()
        {
            Id = "audit",
            Project = "project",
            Snapshot = Snapshot.Of("dossier", [], []),
            HasManifest = true,
            StartedAt = DateTimeOffset.UnixEpoch,
            FinishedAt = DateTimeOffset.UnixEpoch,
            On = Today,
            Tools = new("0.1.0", Axe: null, Chromium: null, "4.1.2", "test", []),
            Steps = [],
            Facts = new([], []),
            Findings = [finding],
            Scorecard = new Scorer(Some.Scheme).Score(finding.Rule.Criteria, [finding]),
        };
    }
}
