using AuditService.Core;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Tests.Core.Findings;

/// <summary>A rule whose silence proves nothing, and what may confirm that silence.</summary>
public sealed class ConfirmedWhenTests
{
    private static readonly Rule Rule = new()
    {
        Id = "X-1",
        Pack = "x",
        Title = LocalizedText.Same("No image lacks an alternative"),
        Severity = Severity.Minor,
        Mode = RuleMode.Assisted,
        References = [],
        Criteria = ["C17.2"],
        ForEach = SubjectKind.Page,
        Expect = new Comparison("page.failures", Operator.Table["isEmpty"], new ScalarOperand(new BooleanValue(true))),
        Proves = Proves.Failure,
        ConfirmedWhen = new Any(
        [
            new Comparison("page.complete", Operator.Table["equals"], new ScalarOperand(new BooleanValue(true))),
            new Comparison("page.checked", Operator.Table["includes"], new ScalarOperand(new TextValue("1.1.1"))),
        ]),
        Remedy = new(LocalizedText.Same("mend"), Effort.Low),
        Limits = LocalizedText.Same("none"),
        At = new("x.yaml", 1, 1),
    };

    [Fact]
    public void Silence_alone_asks_for_a_human() => Assert.Equal(Outcome.NeedsReview, Judged(Failures()));

    [Fact]
    public void A_complete_look_confirms_the_silence() => Assert.Equal(Outcome.Compliant, Judged(Failures(), Complete(true)));

    [Fact]
    public void A_look_known_to_be_incomplete_confirms_nothing() => Assert.Equal(Outcome.NeedsReview, Judged(Failures(), Complete(false)));

    [Fact]
    public void A_check_by_hand_confirms_the_silence() => Assert.Equal(Outcome.Compliant, Judged(Failures(), Complete(false), Checked("1.1.1")));

    [Fact]
    public void A_check_by_hand_of_something_else_confirms_nothing() => Assert.Equal(Outcome.NeedsReview, Judged(Failures(), Complete(false), Checked("9.1.1")));

    [Fact]
    public void No_confirmation_excuses_a_proven_failure() => Assert.Equal(Outcome.NonCompliant, Judged(Failures("<img>"), Complete(true), Checked("1.1.1")));

    [Fact]
    public void Nothing_is_confirmed_where_nobody_looked() => Assert.Equal(Outcome.MissingEvidence, Judged(Complete(true), Checked("1.1.1")));

    [Fact]
    public void The_finding_rests_on_the_evidence_that_confirmed_it()
    {
        var finding = Judge.JudgeOne(Rule, Scope(Failures(), Complete(false), Checked("1.1.1")), new DateOnly(2026, 11, 1));

        Assert.Equal(["page.failures", "page.checked"], finding.Decisive.Select(leaf => leaf.Comparison.FactKey));
        Assert.Equal(EvidenceGrade.Declared, finding.Grade);
    }

    [Fact]
    public void The_rule_reads_the_facts_that_confirm() => Assert.Equal(["page.failures", "page.complete", "page.checked"], Rule.Reads);

    private static Outcome Judged(params Fact[] facts) => Judge.JudgeOne(Rule, Scope(facts), new DateOnly(2026, 11, 1)).Outcome;

    private static FactScope Scope(params Fact[] facts) => new FactSet([Page], facts).About(Page);

    private static Subject Page { get; } = new(SubjectKind.Page, "ui/index.html");

    private static Fact Failures(params string[] excerpts) =>
        State("page.failures", new ObservationsValue([.. excerpts.Select(excerpt => new Observation(Location.Element("ui/index.html", "img"), excerpt))]), EvidenceGrade.MachineChecked);

    private static Fact Complete(bool complete) => State("page.complete", new BooleanValue(complete), EvidenceGrade.MachineChecked);

    private static Fact Checked(string test) => State("page.checked", new TextListValue([test]), EvidenceGrade.Declared);

    private static Fact State(string key, FactValue value, EvidenceGrade grade) => Fact.Known(Page, key, value, new(new("some", 1), grade));
}
