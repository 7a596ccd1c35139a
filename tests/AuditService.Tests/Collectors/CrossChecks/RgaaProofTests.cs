using AuditService.Collectors.CrossChecks;
using AuditService.Core;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgaaProofTests
{
    [Fact]
    public void The_failures_of_a_page_are_brought_together_each_with_its_test()
    {
        var proof = Proof(
            Outcome("a.html", "10.1.1", "nonCompliant"), Failures("a.html", "10.1.1", 2),
            Outcome("a.html", "8.3.1", "nonCompliant"), Failures("a.html", "8.3.1", 1),
            Outcome("a.html", "6.2.1", "needsReview"), Failures("a.html", "6.2.1", 3));

        var together = Assert.IsType<ObservationsValue>(proof.Fact("page.rgaaFailures", "a.html").Value);
        Assert.Equal(3, together.Total);
        Assert.Equal(["test 8.3.1: seen 1", "test 10.1.1: seen 1", "test 10.1.1: seen 2"], together.Items.Select(item => item.Detail!.En));
        Assert.Equal(["8.3.1", "10.1.1"], proof.Names("accessibility.failedTests"));
    }

    [Fact]
    public void A_failure_that_names_no_element_still_counts()
    {
        var proof = Proof(Outcome("a.html", "8.1.1", "nonCompliant"));

        var together = Assert.IsType<ObservationsValue>(proof.Fact("page.rgaaFailures", "a.html").Value);
        Assert.Equal(1, together.Total);
        Assert.Equal("a.html", Assert.Single(together.Items).Where.Page);
    }

    [Fact]
    public void A_page_wholly_examined_without_failure_has_none()
    {
        var proof = Proof(Outcome("a.html", "8.3.1", "compliant"), Outcome("a.html", "6.1.1", "needsReview"));

        Assert.Equal(0, Assert.IsType<ObservationsValue>(proof.Fact("page.rgaaFailures", "a.html").Value).Total);
        Assert.Empty(proof.Names("accessibility.failedTests"));
    }

    [Fact]
    public void A_test_that_could_not_run_leaves_the_absence_of_failure_unknown()
    {
        var proof = Proof(Outcome("a.html", "8.3.1", "compliant"), NotRun("a.html", "3.2.1"));

        Assert.Equal(UnavailableBecause.NoBrowser, proof.WhyUnknown("page.rgaaFailures", "a.html"));
        Assert.Equal(UnavailableBecause.NotFound, proof.WhyUnknown("accessibility.failedTests"));
    }

    [Fact]
    public void A_page_that_is_not_in_the_dossier_is_neither_without_failure_nor_at_its_best_rate()
    {
        var absent = new Subject(SubjectKind.Page, "absente.html");
        var proof = Proof(Fact.Unavailable(absent, "page.rgaa.8.3.1.outcome", new(UnavailableBecause.NotFound, Some.Text), Some.Provenance));

        Assert.Equal(UnavailableBecause.NotFound, proof.WhyUnknown("page.rgaaFailures", "absente.html"));
        Assert.Equal(UnavailableBecause.NotFound, proof.WhyUnknown("accessibility.failedTests"));
        Assert.Equal(UnavailableBecause.NotFound, proof.WhyUnknown("accessibility.provenMaximum"));
    }

    [Fact]
    public void A_proven_failure_is_known_even_where_other_tests_could_not_run() =>
        Assert.Equal(["8.3.1"], Proof(Outcome("a.html", "8.3.1", "nonCompliant"), NotRun("a.html", "3.2.1")).Names("accessibility.failedTests"));

    [Fact]
    public void One_page_not_examined_leaves_the_interface_unknown() =>
        Assert.Equal(UnavailableBecause.NotFound, Proof(Outcome("a.html", "8.3.1", "compliant"), Some.Fact("page.title", new TextValue("B"), new Subject(SubjectKind.Page, "b.html"))).WhyUnknown("accessibility.failedTests"));

    [Fact]
    public void The_best_rate_counts_every_open_criterion_as_met() =>
        Assert.Equal(66.7, Proof(
            Outcome("a.html", "8.3.1", "nonCompliant"), Outcome("a.html", "8.5.1", "compliant"), Outcome("a.html", "6.1.1", "needsReview"), Outcome("a.html", "2.1.1", "notApplicable")).Number("accessibility.provenMaximum"));

    [Fact]
    public void Without_pages_there_is_no_rate() => Assert.Equal(UnavailableBecause.NotFound, Proof().WhyUnknown("accessibility.provenMaximum"));

    [Fact]
    public void A_failure_that_the_statement_does_not_list_is_told_where_the_statement_numbers_its_criteria()
    {
        Fact[] seen = [Outcome("a.html", "8.3.1", "nonCompliant"), Outcome("a.html", "1.1.1", "nonCompliant"), Outcome("a.html", "1.1.2", "nonCompliant")];

        Assert.Equal(["1.1"], Proof([.. seen, Some.Fact("accessibility.statementCriteria", new TextListValue(["8.3"]))]).Names("accessibility.unlistedFailures"));
        Assert.Equal(UnavailableBecause.NotFound, Proof(seen).WhyUnknown("accessibility.unlistedFailures"));
    }

    private static Declared Proof(params Fact[] stated) => Declared.By(new RgaaProof(), "project: { name: x }", files: null, stated);

    private static Fact Outcome(string page, string test, string outcome) => Some.Fact($"page.rgaa.{test}.outcome", new TextValue(outcome), new Subject(SubjectKind.Page, page));

    private static Fact Failures(string page, string test, int count) => Some.Fact(
        $"page.rgaa.{test}.failures",
        new ObservationsValue([.. Enumerable.Range(1, count).Select(number => new Observation(Location.Element(page, $"#e{number}"), "<a>", new LocalizedText($"vu {number}", $"seen {number}")))]),
        new Subject(SubjectKind.Page, page));

    private static Fact NotRun(string page, string test) =>
        Fact.Unavailable(new Subject(SubjectKind.Page, page), $"page.rgaa.{test}.outcome", new(UnavailableBecause.NoBrowser, Some.Text), Some.Provenance);
}
