using AuditService.Core;
using AuditService.Core.People;
using AuditService.Core.Reviews;

namespace AuditService.Tests.Core.Reviews;

public sealed class ReviewRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    [Theory]
    [InlineData("dpo", Role.Dpo)]
    [InlineData("accessibility", Role.AccessibilityAuditor)]
    [InlineData("security", Role.SecurityReviewer)]
    [InlineData("jury", Role.Jury)]
    public void Only_the_role_that_the_pack_names_decides_and_everybody_comments(string reviewer, Role decides)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var kind in Enum.GetValues<ReviewKind>())
                Assert.Equal(kind == ReviewKind.Comment || role == decides, ReviewRules.May(Somebody(role), kind, reviewer, "the owner"));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("somebody")]
    public void A_pack_without_a_known_reviewer_is_only_commented(string? reviewer)
    {
        Assert.All(Enum.GetValues<Role>(), role => Assert.False(ReviewRules.May(Somebody(role), ReviewKind.Confirm, reviewer, "the owner")));
        Assert.True(ReviewRules.May(Somebody(Role.Jury), ReviewKind.Comment, reviewer, "the owner"));
    }

    [Fact]
    public void Nobody_decides_on_a_project_of_their_own()
    {
        Assert.False(ReviewRules.May(Somebody(Role.Dpo), ReviewKind.FalsePositive, "dpo", "me"));
        Assert.True(ReviewRules.May(Somebody(Role.Dpo), ReviewKind.Comment, "dpo", "me"));
    }

    [Theory]
    [InlineData(ReviewKind.Confirm)]
    [InlineData(ReviewKind.FalsePositive)]
    [InlineData(ReviewKind.AcceptRisk)]
    [InlineData(ReviewKind.NotApplicable)]
    [InlineData(ReviewKind.Override)]
    [InlineData(ReviewKind.Comment)]
    public void A_whole_review_of_each_kind_passes_and_none_without_a_reason(ReviewKind kind)
    {
        var review = ReviewedFindingTests.Said(ReviewedFindingTests.FindingOf(Outcome.NonCompliant), kind);

        Assert.Null(ReviewRules.Problem(review, Today));
        Assert.NotNull(ReviewRules.Problem(review with { Reason = " " }, Today));
        Assert.NotNull(ReviewRules.Problem(review with { Reason = new('x', ReviewRules.LongestReason + 1) }, Today));
        Assert.NotNull(ReviewRules.Problem(review with { Reason = "a\0b" }, Today));
    }

    [Theory]
    [InlineData(Outcome.Compliant, ReviewKind.FalsePositive)]
    [InlineData(Outcome.MissingEvidence, ReviewKind.AcceptRisk)]
    [InlineData(Outcome.NeedsReview, ReviewKind.FalsePositive)]
    [InlineData(Outcome.NotApplicable, ReviewKind.NotApplicable)]
    [InlineData(Outcome.Error, ReviewKind.Confirm)]
    [InlineData(Outcome.Partial, ReviewKind.Override)]
    public void A_decision_that_says_nothing_of_this_verdict_is_refused(Outcome machine, ReviewKind kind) =>
        Assert.NotNull(ReviewRules.Problem(ReviewedFindingTests.Said(ReviewedFindingTests.FindingOf(machine), kind), Today));

    [Fact]
    public void An_acceptance_needs_somebody_who_answers_and_a_coming_date_within_a_year()
    {
        var accepted = ReviewedFindingTests.Said(ReviewedFindingTests.FindingOf(Outcome.Partial), ReviewKind.AcceptRisk);

        Assert.NotNull(ReviewRules.Problem(accepted with { Owner = null }, Today));
        Assert.NotNull(ReviewRules.Problem(accepted with { Until = null }, Today));
        Assert.NotNull(ReviewRules.Problem(accepted with { Until = Today }, Today));
        Assert.NotNull(ReviewRules.Problem(accepted with { Until = Today.AddDays(ReviewRules.LongestAcceptanceDays + 1) }, Today));
        Assert.Null(ReviewRules.Problem(accepted with { Until = Today.AddDays(ReviewRules.LongestAcceptanceDays) }, Today));
    }

    [Theory]
    [InlineData(Outcome.NotApplicable)]
    [InlineData(Outcome.Error)]
    [InlineData(Outcome.NeedsReview)]
    [InlineData(Outcome.MissingEvidence)]
    [InlineData(null)]
    public void An_override_gives_a_verdict_and_not_an_evasion(Outcome? outcome) =>
        Assert.NotNull(ReviewRules.Problem(ReviewedFindingTests.Said(ReviewedFindingTests.FindingOf(Outcome.NonCompliant), ReviewKind.Override) with { Outcome = outcome }, Today));

    [Fact]
    public void What_belongs_to_another_kind_is_refused()
    {
        var comment = ReviewedFindingTests.Said(ReviewedFindingTests.FindingOf(Outcome.NonCompliant), ReviewKind.Comment);

        Assert.NotNull(ReviewRules.Problem(comment with { Outcome = Outcome.Compliant }, Today));
        Assert.NotNull(ReviewRules.Problem(comment with { Owner = "somebody" }, Today));
        Assert.NotNull(ReviewRules.Problem(comment with { Until = Today.AddDays(1) }, Today));
    }

    private static Viewer Somebody(Role role) => new("me", "here", new HashSet<Role> { role });
}
