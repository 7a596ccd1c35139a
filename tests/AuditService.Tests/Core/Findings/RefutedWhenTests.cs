using AuditService.Core;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Tests.Core.Findings;

/// <summary>A rule that finds proof in words it knows, and what tells that there is surely none.</summary>
public sealed class RefutedWhenTests
{
    private static readonly Rule Rule = Some.Rule(expect: new Comparison("watch.texts", Operator.Table["isEmpty"], new ScalarOperand(new BooleanValue(false)))) with
    {
        Proves = Proves.Success,
        RefutedWhen = new Comparison("watch.exists", Operator.Table["equals"], new ScalarOperand(new BooleanValue(false))),
    };

    [Fact]
    public void What_is_not_there_is_a_failure() => Assert.Equal(Outcome.NonCompliant, Judged(Texts(), Exists(false)));

    [Fact]
    public void What_is_written_in_other_words_is_for_a_person() => Assert.Equal(Outcome.NeedsReview, Judged(Texts(), Exists(true)));

    [Fact]
    public void What_nobody_knows_refutes_nothing() => Assert.Equal(Outcome.NeedsReview, Judged(Texts()));

    [Fact]
    public void Proof_that_was_found_is_not_refuted() => Assert.Equal(Outcome.Compliant, Judged(Texts("RGPD"), Exists(false)));

    [Fact]
    public void The_finding_rests_on_what_refuted_it() =>
        Assert.Equal(["watch.exists"], Judge.JudgeOne(Rule, Scope(Texts(), Exists(false)), new DateOnly(2026, 11, 1)).Decisive.Select(leaf => leaf.Comparison.FactKey));

    private static Outcome Judged(params Fact[] facts) => Judge.JudgeOne(Rule, Scope(facts), new DateOnly(2026, 11, 1)).Outcome;

    private static FactScope Scope(params Fact[] facts) => new FactSet([], facts).About(Subject.Dossier);

    private static Fact Texts(params string[] texts) => Some.Fact("watch.texts", new TextListValue(texts));

    private static Fact Exists(bool exists) => Some.Fact("watch.exists", new BooleanValue(exists));
}
