using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Comparisons;
using AuditService.Core.Facts;
using AuditService.Core.Rules;
using static AuditService.Tests.Core.Comparisons.SomeAudits;

namespace AuditService.Tests.Core.Comparisons;

public sealed class AuditComparerTests
{
    private const string FlagId = "R-FLAG@dossier";
    private const string SeenId = "R-SEEN@dataset:data/a.csv";

    [Fact]
    public void What_fails_for_the_first_time_is_new_and_seen_since_now()
    {
        var change = Change(FlagId, Audit("a", 0, [FlagIs(true)]), Audit("b", 1, [FlagIs(false)]));

        Assert.Equal(ChangeState.New, change.State);
        Assert.Equal(new SeenIn("b", Start.AddDays(1)), change.FirstSeen);
        Assert.Equal(change.FirstSeen, change.OpenSince);
    }

    [Fact]
    public void What_the_rule_no_longer_holds_against_a_subject_it_looked_at_is_resolved()
    {
        var change = Change(FlagId, Audit("a", 0, [FlagIs(false)]), Audit("b", 1, [FlagIs(true)]));

        Assert.Equal(ChangeState.Resolved, change.State);
        Assert.Equal("a", change.FirstSeen?.AuditId);
        Assert.Null(change.OpenSince);
    }

    [Fact]
    public void A_rule_that_was_renamed_or_moved_to_another_pack_is_the_same_rule()
    {
        var renamed = Hashed(Sightings with { Id = "NEW-SEEN", Pack = "other", DeprecatedIds = ["R-SEEN"] }, "2");
        var (a, b, c) = (
            Audit("a", 0, [Seen("data/a.csv", At(3))]),
            Audit("b", 1, [Seen("data/a.csv")]),
            Audit("c", 2, [Seen("data/a.csv", At(3))], [renamed]));

        var open = Change("NEW-SEEN@dataset:data/a.csv", a, c);
        var reopened = Assert.Single(AuditComparer.Compare(b, c, [new("a", Start, SeenId, Standing.Failing)]).Findings, change => change.Id == "NEW-SEEN@dataset:data/a.csv");

        Assert.Equal(ChangeState.Unchanged, open.State);
        Assert.Equal("a", open.FirstSeen?.AuditId);
        Assert.Equal((ChangeState.Reopened, "a"), (reopened.State, reopened.FirstSeen?.AuditId));
        Assert.DoesNotContain(AuditComparer.Compare(a, c, []).Findings, change => change.Id == SeenId);
        Assert.Equal("NEW-SEEN@dataset:data/a.csv", Assert.Single(AuditComparer.Compare(c, a, []).Findings, change => change.After?.Subject.Id == "data/a.csv").Id);
    }

    [Fact]
    public void A_look_that_can_only_prove_failure_and_sees_none_resolves_what_it_saw_before()
    {
        var change = Change(SeenId, Audit("a", 0, [Seen("data/a.csv", At(3))]), Audit("b", 1, [Seen("data/a.csv")]));

        Assert.Equal((ChangeState.Resolved, Outcome.NeedsReview), (change.State, change.After?.Outcome));
    }

    [Fact]
    public void A_rule_that_can_no_longer_prove_failure_resolves_nothing()
    {
        var change = Change(
            FlagId,
            Audit("a", 0, [FlagIs(false)]),
            Audit("b", 1, [FlagIs(false)], [Hashed(Flag with { Proves = Proves.Success }, "2")]));

        Assert.Equal((ChangeState.NotReassessed, NotReassessedBecause.NeedsReview), (change.State, change.WhyNotReassessed));
    }

    [Fact]
    public void Nothing_is_resolved_where_the_input_is_missing()
    {
        var before = Audit("a", 0, [Seen("data/a.csv", At(3)), FlagIs(false)]);

        Assert.Equal(NotReassessedBecause.InputMissing, Change(SeenId, before, Audit("b", 1, [Unknown("dataset.seen", Dataset("data/a.csv"))])).WhyNotReassessed);
        Assert.Equal(NotReassessedBecause.SubjectGone, Change(SeenId, before, Audit("b", 1, [Seen("data/other.csv")])).WhyNotReassessed);
        Assert.Equal(NotReassessedBecause.RuleNotApplied, Change(SeenId, before, Audit("b", 1, [Seen("data/a.csv")], [Flag])).WhyNotReassessed);
        Assert.Equal(NotReassessedBecause.NotInForce, Change(FlagId, before, Audit("b", 1, [FlagIs(true)], [Flag with { AppliesTo = before.On }])).WhyNotReassessed);
    }

    [Fact]
    public void What_never_failed_and_is_no_longer_judged_is_not_reassessed_either() =>
        Assert.Equal(ChangeState.NotReassessed, Change(FlagId, Audit("a", 0, [FlagIs(true)]), Audit("b", 1, [])).State);

    [Fact]
    public void A_moved_line_alone_is_no_change()
    {
        var comparison = AuditComparer.Compare(
            Audit("a", 0, [Seen("data/a.csv", At(3), At(9, "y"))], files: [File("data/a.csv", '1')]),
            Audit("b", 1, [Seen("data/a.csv", At(13), At(19, "y"))], files: [File("data/a.csv", '2')]),
            []);

        Assert.True(comparison.IsNoChange);
        Assert.Equal(["data/a.csv"], comparison.Differences.Input?.Modified);
    }

    [Fact]
    public void One_sighting_more_is_a_change_and_the_line_that_is_new_is_named()
    {
        var change = Change(SeenId, Audit("a", 0, [Seen("data/a.csv", At(3, "old"))]), Audit("b", 1, [Seen("data/a.csv", At(2, "inserted"), At(4, "old"))]));

        Assert.Equal(ChangeState.Changed, change.State);
        Assert.Equal(2, Assert.Single(change.Evidence.Added).Observation.Where.Line);
        Assert.Empty(change.Evidence.Gone);
        Assert.Equal(new SeenIn("a", Start), change.OpenSince);
    }

    [Fact]
    public void More_sightings_than_a_finding_can_list_are_a_change_too()
    {
        var fact = (int total) => Some.Fact("dataset.seen", new ObservationsValue([At(1)], total), Dataset("data/a.csv"));

        Assert.Equal(ChangeState.Changed, Change(SeenId, Audit("a", 0, [fact(70)]), Audit("b", 1, [fact(71)])).State);
    }

    [Fact]
    public void What_was_resolved_and_fails_again_is_reopened_and_keeps_when_it_was_first_seen()
    {
        var change = Change(
            FlagId,
            Audit("c", 2, [FlagIs(true)]),
            Audit("d", 3, [FlagIs(false)]),
            [Earlier("b", 1, Standing.Failing), Earlier("a", 0, Standing.Failing)]);

        Assert.Equal(ChangeState.Reopened, change.State);
        Assert.Equal(new SeenIn("a", Start), change.FirstSeen);
        Assert.Equal(new SeenIn("d", Start.AddDays(3)), change.OpenSince);
    }

    [Fact]
    public void What_was_only_out_of_sight_is_no_news()
    {
        var change = Change(FlagId, Audit("b", 1, []), Audit("c", 2, [FlagIs(false)]), [Earlier("a", 0, Standing.Failing)]);

        Assert.Equal(ChangeState.Changed, change.State);
        Assert.Equal("a", change.OpenSince?.AuditId);
    }

    [Fact]
    public void What_audits_in_between_resolved_counts_and_what_later_ones_say_does_not()
    {
        var (first, last) = (Audit("a", 0, []), Audit("d", 3, [FlagIs(false)]));

        Assert.Equal(ChangeState.Reopened, Change(FlagId, first, last, [Earlier("b", 1, Standing.Failing), Earlier("c", 2, Standing.Passed)]).State);
        Assert.Equal(ChangeState.New, Change(FlagId, first, last, [Earlier("e", 4, Standing.Failing), Earlier("f", 5, Standing.Passed)]).State);
    }

    [Fact]
    public void A_rule_that_finds_no_such_subject_says_nothing_about_one() =>
        Assert.Equal([SeenId], AuditComparer.Compare(Audit("a", 0, [], [Sightings]), Audit("b", 1, [Seen("data/a.csv", At(1))], [Sightings]), []).Findings.Select(change => change.Id));

    [Fact]
    public void Files_are_told_by_what_became_of_them()
    {
        var comparison = AuditComparer.Compare(
            Audit("a", 0, [FlagIs(false)], files: [File("kept", '1'), File("mended", '2'), File("gone", '3')]),
            Audit("b", 1, [FlagIs(true)], files: [File("kept", '1'), File("mended", '4'), File("new", '5')]),
            []);

        var input = comparison.Differences.Input!;
        Assert.Equal(["new"], input.Added);
        Assert.Equal(["gone"], input.Removed);
        Assert.Equal(["mended"], input.Modified);
        Assert.Equal([Cause.Input], comparison.Findings.Single(change => change.Id == FlagId).Causes);
    }

    [Fact]
    public void A_rule_that_was_written_anew_is_the_cause_and_is_named_with_its_pack()
    {
        var stricter = Hashed(Flag with { Expect = Some.IsTrue("dossier.other") }, "2");
        var comparison = AuditComparer.Compare(
            Audit("a", 0, [FlagIs(true), Some.Fact("dossier.other", new BooleanValue(false))]),
            Audit("b", 1, [FlagIs(true), Some.Fact("dossier.other", new BooleanValue(false))], [stricter, Sightings], tools: Tools with { Packs = [new("some", "1.1.0", "h2")] }),
            []);

        var pack = Assert.Single(comparison.Differences.Packs);
        Assert.Equal(("some", "1.0.0", "1.1.0"), (pack.Id, pack.VersionBefore, pack.VersionAfter));
        Assert.Equal([new RuleChange("R-FLAG", RuleChangeKind.Modified)], pack.Rules);
        Assert.Equal([Cause.Rules], comparison.Findings.Single(change => change.Id == FlagId).Causes);
        Assert.Equal([Cause.Rules], comparison.Criteria.Single(criterion => criterion.Criterion == "C1").Causes);
        Assert.Empty(comparison.Criteria.Single(criterion => criterion.Criterion == "C2").Causes);
    }

    [Fact]
    public void A_rule_that_came_into_force_between_the_two_days_is_the_cause()
    {
        var future = Hashed(Flag with { AppliesFrom = DateOnly.FromDateTime(Start.UtcDateTime).AddDays(1) });
        var comparison = AuditComparer.Compare(Audit("a", 0, [FlagIs(false)], [future]), Audit("b", 1, [FlagIs(false)], [future]), []);

        Assert.Equal(new LawChange("R-FLAG", future.AppliesFrom, null, IsInForceAfter: true), Assert.Single(comparison.Differences.Law));
        var change = Assert.Single(comparison.Findings);
        Assert.Equal(ChangeState.New, change.State);
        Assert.Equal([Cause.Law], change.Causes);
    }

    [Fact]
    public void Another_browser_explains_what_changed_on_pages_and_nothing_else()
    {
        var page = Some.Rule("R-PAGE", Some.IsTrue("page.ok"), forEach: SubjectKind.Page);
        IReadOnlyList<Fact> Facts(bool ok) => [Some.Fact("page.ok", new BooleanValue(ok), new(SubjectKind.Page, "index.html")), FlagIs(ok)];
        var comparison = AuditComparer.Compare(
            Audit("a", 0, Facts(true), [page, Flag]),
            Audit("b", 1, Facts(false), [page, Flag], tools: Tools with { Chromium = "141" }),
            []);

        Assert.Equal(new ToolChange("chromium", "140", "141"), Assert.Single(comparison.Differences.Tools));
        Assert.Equal([Cause.Tools], comparison.Findings.Single(change => change.Id == "R-PAGE@page:index.html").Causes);
        Assert.Equal([Cause.CollectedAnew], comparison.Findings.Single(change => change.Id == FlagId).Causes);
    }

    [Fact]
    public void A_live_page_that_answers_otherwise_is_the_cause_whatever_else_differs()
    {
        const string address = "https://exemple.fr/";
        var page = Some.Rule("R-PAGE", Some.IsTrue("page.ok"), forEach: SubjectKind.Page);
        IReadOnlyList<Fact> Facts(bool ok) => [Some.Fact("page.ok", new BooleanValue(ok), new(SubjectKind.Page, address))];
        var comparison = AuditComparer.Compare(Audit("a", 0, Facts(true), [page]), Audit("b", 1, Facts(false), [page]), []);

        Assert.Equal([address], comparison.Differences.PagesSeenAnew);
        Assert.Equal([Cause.CollectedAnew], Assert.Single(comparison.Findings).Causes);
    }

    [Fact]
    public void A_newer_collector_is_a_tool_that_differs()
    {
        var older = FlagIs(false);
        var newer = FlagIs(true) with { Provenance = Some.Provenance with { Collector = new("some", 2) } };
        var comparison = AuditComparer.Compare(Audit("a", 0, [older], [Flag]), Audit("b", 1, [newer], [Flag]), []);

        Assert.Equal(new ToolChange("collector:some", "1", "2"), Assert.Single(comparison.Differences.Tools));
        Assert.Equal([Cause.Tools], Assert.Single(comparison.Findings).Causes);
    }

    private static FindingChange Change(string id, Audit before, Audit after, IReadOnlyList<EarlierFinding>? history = null) =>
        AuditComparer.Compare(before, after, history ?? []).Findings.Single(change => change.Id == id);

    private static EarlierFinding Earlier(string audit, int day, Standing standing) => new(audit, Start.AddDays(day), FlagId, standing);
}
