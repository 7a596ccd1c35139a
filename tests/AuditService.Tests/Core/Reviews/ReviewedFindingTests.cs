using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Reviews;

namespace AuditService.Tests.Core.Reviews;

public sealed class ReviewedFindingTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    public static TheoryData<Outcome> AllOutcomes => [.. Enum.GetValues<Outcome>()];

    [Theory, MemberData(nameof(AllOutcomes))]
    public void Without_a_decision_the_machine_has_the_word(Outcome machine)
    {
        var finding = FindingOf(machine);

        Assert.Equal(new(machine, machine, ReviewState.Open, null), ReviewedFinding.Of(finding, [], Today));
        Assert.Equal(ReviewState.Open, ReviewedFinding.Of(finding, [Said(finding, ReviewKind.Comment), Said(finding, ReviewKind.Comment)], Today).State);
    }

    [Theory]
    [InlineData(ReviewKind.Confirm, Outcome.NonCompliant, ReviewState.Confirmed)]
    [InlineData(ReviewKind.FalsePositive, Outcome.Compliant, ReviewState.FalsePositive)]
    [InlineData(ReviewKind.AcceptRisk, Outcome.NonCompliant, ReviewState.Accepted)]
    [InlineData(ReviewKind.NotApplicable, Outcome.NotApplicable, ReviewState.NotApplicable)]
    [InlineData(ReviewKind.Override, Outcome.Partial, ReviewState.Overridden)]
    public void A_decision_changes_what_is_counted_and_never_what_the_machine_said(ReviewKind kind, Outcome counted, ReviewState state)
    {
        var finding = FindingOf(Outcome.NonCompliant);

        var reviewed = ReviewedFinding.Of(finding, [Said(finding, kind)], Today);

        Assert.Equal((Outcome.NonCompliant, counted, state), (reviewed.Machine, reviewed.Outcome, reviewed.State));
    }

    [Theory]
    [InlineData(0, ReviewState.Accepted)]
    [InlineData(-1, ReviewState.Accepted)]
    [InlineData(1, ReviewState.Lapsed)]
    public void An_accepted_risk_is_counted_all_the_time_and_open_again_after_its_last_day(int daysAfter, ReviewState state)
    {
        var finding = FindingOf(Outcome.NonCompliant);
        var accepted = Said(finding, ReviewKind.AcceptRisk);

        var reviewed = ReviewedFinding.Of(finding, [accepted], accepted.Until!.Value.AddDays(daysAfter));

        Assert.Equal((Outcome.NonCompliant, state), (reviewed.Outcome, reviewed.State));
    }

    [Fact]
    public void The_last_decision_counts_wherever_the_comments_stand()
    {
        var finding = FindingOf(Outcome.NonCompliant);
        var comment = Said(finding, ReviewKind.Comment);
        Review[] decisions = [Said(finding, ReviewKind.FalsePositive), Said(finding, ReviewKind.Confirm)];

        Assert.Equal(ReviewState.Confirmed, ReviewedFinding.Of(finding, [comment, .. decisions], Today).State);
        Assert.Equal(ReviewState.Confirmed, ReviewedFinding.Of(finding, [decisions[0], comment, decisions[1], comment], Today).State);
        Assert.Equal(ReviewState.FalsePositive, ReviewedFinding.Of(finding, [decisions[1], decisions[0], comment], Today).State);
    }

    [Fact]
    public void A_decision_about_another_verdict_does_not_hold()
    {
        var decision = Said(FindingOf(Outcome.Partial), ReviewKind.FalsePositive);

        var reviewed = ReviewedFinding.Of(FindingOf(Outcome.NonCompliant), [decision], Today);

        Assert.Equal((Outcome.NonCompliant, ReviewState.Outdated, decision), (reviewed.Outcome, reviewed.State, reviewed.Decision));
    }

    [Fact]
    public void A_further_sighting_reopens_what_was_called_a_false_positive_and_a_moved_line_does_not()
    {
        var seen = FindingOf(Outcome.NonCompliant, new Observation(Location.File("a.py", 3), "k***1"));
        var moved = FindingOf(Outcome.NonCompliant, new Observation(Location.File("a.py", 30), "k***1"));
        var further = FindingOf(Outcome.NonCompliant, new Observation(Location.File("a.py", 3), "k***1"), new Observation(Location.File("b.py", 1), "k***2"));
        var decision = Said(seen, ReviewKind.FalsePositive);

        Assert.Equal(ReviewState.FalsePositive, ReviewedFinding.Of(moved, [decision], Today).State);
        Assert.Equal(ReviewState.Outdated, ReviewedFinding.Of(further, [decision], Today).State);
    }

    internal static Finding FindingOf(Outcome outcome, params Observation[] seen) => new(
        "R-1@dossier", Some.Rule(), Subject.Dossier, outcome, [], [.. seen.Select(each => new Evidence("some.fact", each, EvidenceGrade.MachineChecked, Some.Provenance.Collector))], seen.Length, EvidenceGrade.MachineChecked);

    internal static Review Said(Finding finding, ReviewKind kind) => new(
        "project",
        finding.Id,
        "audit",
        finding.Outcome,
        Review.SightOf(finding),
        kind,
        "author",
        new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero),
        "because",
        kind == ReviewKind.Override ? Outcome.Partial : null,
        kind == ReviewKind.AcceptRisk ? "who answers" : null,
        kind == ReviewKind.AcceptRisk ? Today.AddDays(10) : null);
}
