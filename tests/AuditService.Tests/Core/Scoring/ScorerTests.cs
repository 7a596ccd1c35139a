using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;

namespace AuditService.Tests.Core.Scoring;

public sealed class ScorerTests
{
    [Fact]
    public void Floor_ceiling_coverage_and_confidence_follow_the_formulas()
    {
        // Weights 2, 2, 1: met with a declared proof, in part with a machine-checked one, unknown.
        var score = Score(Finding("A", Outcome.Compliant, Severity.Major, EvidenceGrade.Declared), Finding("B", Outcome.Partial, Severity.Major), Finding("C", Outcome.MissingEvidence, Severity.Minor));

        Assert.Equal(3 / 5d, score.Floor!.Value, 9);
        Assert.Equal(4 / 5d, score.Ceiling!.Value, 9);
        Assert.Equal(4 / 5d, score.Coverage!.Value, 9);
        Assert.Equal(((2 * 0.3) + (2 * 1.0)) / 4, score.Confidence!.Value, 9);
    }

    [Fact]
    public void A_blocking_finding_fails_the_criterion_whatever_the_figures()
    {
        var score = Score([.. Enumerable.Range(0, 20).Select(index => Finding($"A{index}", Outcome.Compliant)), Finding("Z", Outcome.NonCompliant, Severity.Blocking)]);

        Assert.True(score.Floor > 0.8);
        Assert.Equal(Verdict.NonAcquis, score.Verdict);
        Assert.Equal(["Z@dossier"], score.Blocking);
    }

    [Fact]
    public void Ignorance_comes_before_failure() =>
        Assert.Equal(Verdict.Indetermine, Score(Finding("A", Outcome.NonCompliant), Finding("B", Outcome.NonCompliant), Finding("C", Outcome.NeedsReview)).Verdict);

    [Theory]
    [InlineData(8, 2, 0, Verdict.Acquis)]
    [InlineData(7, 3, 0, Verdict.Partiel)]
    [InlineData(5, 5, 0, Verdict.Partiel)]
    [InlineData(4, 6, 0, Verdict.NonAcquis)]
    [InlineData(8, 0, 2, Verdict.Acquis)]
    [InlineData(7, 0, 3, Verdict.Indetermine)]
    [InlineData(2, 6, 2, Verdict.NonAcquis)]
    [InlineData(3, 5, 2, Verdict.Partiel)]
    public void Thresholds_are_inclusive_where_the_scheme_says(int met, int failed, int unknown, Verdict verdict) =>
        Assert.Equal(verdict, Score(
        [
            .. Enumerable.Range(0, met).Select(index => Finding($"M{index}", Outcome.Compliant)),
            .. Enumerable.Range(0, failed).Select(index => Finding($"F{index}", Outcome.NonCompliant)),
            .. Enumerable.Range(0, unknown).Select(index => Finding($"U{index}", Outcome.MissingEvidence)),
        ]).Verdict);

    [Fact]
    public void A_rule_judged_on_many_subjects_weighs_no_more_than_one_judged_on_the_dossier()
    {
        var many = Enumerable.Range(0, 100).Select(index => Finding("Many", Outcome.NonCompliant, subject: new(SubjectKind.Page, $"{index}")));

        Assert.Equal(0.5, Score([.. many, Finding("One", Outcome.Compliant)]).Floor!.Value, 9);
    }

    [Fact]
    public void A_criterion_to_which_nothing_applies_has_no_figure()
    {
        var score = Score(Finding("A", Outcome.NotApplicable));

        Assert.Null(score.Floor);
        Assert.Null(score.Confidence);
        Assert.Equal(Verdict.Indetermine, score.Verdict);
        Assert.True(score.WarnsOfNotApplicable);
    }

    [Fact]
    public void The_result_is_the_worst_criterion()
    {
        var findings = new[] { Finding("A", Outcome.Compliant), Finding("B", Outcome.MissingEvidence) with { Rule = Some.Rule("B", criterion: "C2") } };

        var card = new Scorer(Some.Scheme).Score(["C1", "C2"], findings);

        Assert.Equal([Verdict.Acquis, Verdict.Indetermine], card.Criteria.Select(score => score.Verdict));
        Assert.Equal(Verdict.Indetermine, card.Result);
    }

    [Fact]
    public void Sensitivity_tells_when_one_weight_would_change_the_verdict()
    {
        // 4 of 5 met is exactly the threshold: one step more on the failed one loses it.
        var fragile = Score([.. Enumerable.Range(0, 4).Select(index => Finding($"M{index}", Outcome.Compliant)), Finding("F", Outcome.NonCompliant)]);
        var solid = Score([.. Enumerable.Range(0, 10).Select(index => Finding($"M{index}", Outcome.Compliant))]);

        Assert.False(fragile.Sensitivity!.VerdictHolds);
        Assert.True(solid.Sensitivity!.VerdictHolds);
    }

    private static CriterionScore Score(params Finding[] findings) => new Scorer(Some.Scheme).Score(["C1"], findings).Criteria[0];

    private static Finding Finding(string rule, Outcome outcome, Severity severity = Severity.Major, EvidenceGrade grade = EvidenceGrade.MachineChecked, Subject? subject = null)
    {
        var about = subject ?? Subject.Dossier;
        return new(AuditService.Core.Findings.Finding.IdOf(rule, about), Some.Rule(rule, severity: severity), about, outcome, [], [], 0, grade);
    }
}
