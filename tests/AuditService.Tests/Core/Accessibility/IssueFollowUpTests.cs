using AuditService.Core.Accessibility;
using AuditService.Core.Facts;

namespace AuditService.Tests.Core.Accessibility;

public sealed class IssueFollowUpTests
{
    [Fact]
    public void A_failure_is_followed_by_page_component_and_rule()
    {
        var before = FactsOf(("a", "1.1.1", ["img.logo", "img.menu"], 2), ("b", "8.3.1", [""], 1));
        var after = FactsOf(("a", "1.1.1", ["img.menu", "img.new"], 2), ("a", "8.3.1", [], 0));

        Assert.Equal(
            ["a img.logo Corrected", "a img.menu StillThere", "a img.new New", "b  NotTestedAgain"],
            IssueFollowUp.Between(before, after).Select(followed => $"{followed.Page} {followed.Component} {followed.Fate}"));
    }

    [Fact]
    public void A_page_whose_test_was_run_again_without_a_failure_is_corrected() =>
        Assert.Equal(IssueFate.Corrected, Assert.Single(IssueFollowUp.Between(FactsOf(("a", "8.3.1", [""], 1)), FactsOf(("a", "8.3.1", [], 0)))).Fate);

    [Fact]
    public void Where_failures_were_counted_and_not_all_kept_absence_proves_nothing() =>
        Assert.Contains(
            IssueFollowUp.Between(FactsOf(("a", "1.1.1", ["img.logo"], 1)), FactsOf(("a", "1.1.1", ["img.menu"], 60))),
            followed => followed is { Component: "img.logo", Fate: IssueFate.NotTestedAgain });

    private static FactSet FactsOf(params (string Page, string Test, string[] Failing, int Total)[] tests) => new([], tests.SelectMany(test =>
    {
        var page = new Subject(SubjectKind.Page, test.Page);
        return new[]
        {
            Fact.Known(page, $"page.rgaa.{test.Test}.outcome", new TextValue(test.Total > 0 ? "nonCompliant" : "compliant"), Some.Provenance),
            Fact.Known(page, $"page.rgaa.{test.Test}.failures", new ObservationsValue([.. test.Failing.Select(selector => new Observation(Location.Element(test.Page, selector.Length == 0 ? null : selector)))], test.Total), Some.Provenance),
        };
    }));
}
