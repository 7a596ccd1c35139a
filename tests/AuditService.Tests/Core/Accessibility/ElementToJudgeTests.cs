using AuditService.Core.Accessibility;
using AuditService.Core.Audits;
using AuditService.Core.Facts;

namespace AuditService.Tests.Core.Accessibility;

/// <summary>What an auditor is given to look at, one by one, before the grid can be filled.</summary>
public sealed class ElementToJudgeTests
{
    private static readonly Referential Two = SomeGrid.Referential("1.1", "1.3");

    [Fact]
    public void The_same_element_of_several_pages_is_looked_at_once_with_what_was_seen_of_it()
    {
        var audit = SomeGrid.AuditWith([.. Open("a.html", "1.3.1", Logo("a.html")), .. Open("b.html", "1.3.1", Logo("b.html"))]);

        var element = Assert.Single(ElementToJudge.Of(audit, GridOf(audit)));

        Assert.Equal(("1.3", "1.3.1", "img.logo", "<img class=\"logo\">"), (element.Criterion, element.Test, element.Component, element.Excerpt));
        Assert.Equal(["a.html", "b.html"], element.Pages);
        Assert.Equal("dit-elle la même chose ?", element.Evidence?.Fr);
    }

    [Fact]
    public void What_a_person_has_said_is_no_longer_to_be_judged()
    {
        var audit = SomeGrid.AuditWith(Open("a.html", "1.3.1", Logo("a.html")));

        Assert.Empty(ElementToJudge.Of(audit, GridOf(audit, new GridVerdict("1.3", "a.html", CriterionStatus.Compliant))));
    }

    [Fact]
    public void A_test_that_names_no_element_is_told_for_its_page_with_the_reason_and_what_is_not_shown_is_counted()
    {
        var page = new Subject(SubjectKind.Page, "a.html");
        var untested = Fact.Unavailable(page, "page.rgaa.1.1.1.outcome", new(UnavailableBecause.NotFound, new("demande plusieurs pages", "needs several pages")), Some.Provenance);
        var audit = SomeGrid.AuditWith([untested, .. Open("a.html", "1.3.1", Logo("a.html"), total: 40)]);

        var elements = ElementToJudge.Of(audit, GridOf(audit));

        Assert.Equal(["demande plusieurs pages", "dit-elle la même chose ?"], elements.Take(2).Select(element => element.Evidence?.Fr));
        Assert.Contains("39", elements[2].Evidence?.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_nobody_described_says_that_its_description_lacks_and_whom_to_ask()
    {
        var audit = SomeGrid.AuditWith(Open("a.html", "1.3.1", Logo("a.html")));

        var issue = Assert.Single(AccessibilityIssue.Of(audit, GridOf(audit, new GridVerdict("1.3", "a.html", CriterionStatus.NonCompliant))));

        Assert.StartsWith("description manquante", issue.Title.Fr, StringComparison.Ordinal);
        Assert.Contains("Anne", issue.Remedy.Fr, StringComparison.Ordinal);
    }

    private static AccessibilityGrid GridOf(Audit audit, params GridVerdict[] said)
    {
        GridEntry? last = null;
        var entries = said.Select(verdict => last = GridEntry.After(last, SomeGrid.Audit, Two.Name, verdict, "Anne", DateTimeOffset.UnixEpoch, "f")).ToList();
        return AccessibilityGrid.Of(Two, SamplePage.Numbered([.. audit.Facts.Subjects(SubjectKind.Page).Select(page => (page.Id, page.Id))]), RgaaGrid.Of(audit.Facts), (_, _) => "", entries);
    }

    private static Observation Logo(string page) => new(Location.Element(page, "img.logo"), "<img class=\"logo\">", new("dit-elle la même chose ?", "does it say the same?"));

    private static Fact[] Open(string page, string test, Observation seen, int total = 1) =>
    [
        Some.Fact($"page.rgaa.{test}.outcome", new TextValue("needsReview"), new(SubjectKind.Page, page)),
        Some.Fact($"page.rgaa.{test}.toReview", new ObservationsValue([seen], total), new(SubjectKind.Page, page)),
    ];
}
