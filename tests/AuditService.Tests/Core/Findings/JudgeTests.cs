using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Tests.Core.Findings;

public sealed class JudgeTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    [Fact]
    public void A_rule_about_things_that_only_the_manifest_can_name_lacks_evidence_when_it_names_none()
    {
        var finding = Assert.Single(Judge.JudgeAll([Some.Rule(expect: Some.IsTrue("processing.x"), forEach: SubjectKind.Processing)], new FactSet([], []), Today));

        Assert.Equal(Outcome.MissingEvidence, finding.Outcome);
        Assert.Equal("R-1@dossier", finding.Id);
    }

    [Theory]
    [InlineData(false, Outcome.NotApplicable)]
    [InlineData(true, Outcome.MissingEvidence)]
    public void What_is_known_of_the_dossier_sets_a_rule_aside_whatever_would_be_declared(bool isConcerned, Outcome outcome)
    {
        var rule = Some.Rule(expect: Some.IsTrue("processing.x"), forEach: SubjectKind.Processing) with { When = Some.IsTrue("privacy.y") };
        var facts = new FactSet([], [Some.Fact("privacy.y", new BooleanValue(isConcerned))]);

        Assert.Equal(outcome, Assert.Single(Judge.JudgeAll([rule], facts, Today)).Outcome);
        Assert.Equal(Outcome.MissingEvidence, Assert.Single(Judge.JudgeAll([rule], new FactSet([], []), Today)).Outcome);
    }

    [Fact]
    public void A_rule_about_things_that_are_found_does_not_apply_when_there_is_none() =>
        Assert.Equal(Outcome.NotApplicable, Assert.Single(Judge.JudgeAll([Some.Rule(expect: Some.IsTrue("model.x"), forEach: SubjectKind.Model)], new FactSet([], []), Today)).Outcome);

    [Fact]
    public void The_law_moves_with_the_date()
    {
        var rule = Some.Rule(expect: Some.IsTrue("a")) with { AppliesFrom = new(2026, 8, 2), AppliesTo = new(2027, 8, 1) };
        var facts = new FactSet([], [Some.Fact("a", new BooleanValue(false))]);

        Assert.Equal(Outcome.NotApplicable, OutcomeOn(new(2026, 8, 1)));
        Assert.Equal(Outcome.NonCompliant, OutcomeOn(new(2026, 8, 2)));
        Assert.Equal(Outcome.NonCompliant, OutcomeOn(new(2027, 8, 1)));
        Assert.Equal(Outcome.NotApplicable, OutcomeOn(new(2027, 8, 2)));

        Outcome OutcomeOn(DateOnly on) => Judge.JudgeOne(rule, facts.About(Subject.Dossier), on).Outcome;
    }

    [Theory]
    [InlineData(Proves.Both, true, Outcome.Compliant)]
    [InlineData(Proves.Both, false, Outcome.NonCompliant)]
    [InlineData(Proves.Failure, true, Outcome.NeedsReview)]
    [InlineData(Proves.Failure, false, Outcome.NonCompliant)]
    [InlineData(Proves.Success, true, Outcome.Compliant)]
    [InlineData(Proves.Success, false, Outcome.NeedsReview)]
    public void What_can_only_be_proven_one_way_goes_to_a_human_the_other_way(Proves proves, bool holds, Outcome outcome)
    {
        var facts = new FactSet([], [Some.Fact("a", new BooleanValue(holds))]);

        Assert.Equal(outcome, Judge.JudgeOne(Some.Rule(expect: Some.IsTrue("a")) with { Proves = proves }, facts.About(Subject.Dossier), Today).Outcome);
    }

    [Fact]
    public void A_finding_is_no_stronger_than_its_weakest_proof()
    {
        var rule = Some.Rule(expect: new AuditService.Core.Conditions.All([Some.IsTrue("a"), Some.IsTrue("b")]));
        var facts = new FactSet([], [Some.Fact("a", new BooleanValue(true)), Some.Fact("b", new BooleanValue(true), grade: EvidenceGrade.Declared)]);

        Assert.Equal(EvidenceGrade.Declared, Judge.JudgeOne(rule, facts.About(Subject.Dossier), Today).Grade);
    }

    [Fact]
    public void Sightings_are_carried_up_to_a_bound_and_counted_beyond()
    {
        var sightings = Enumerable.Range(1, 80).Select(line => new Observation(Location.File("a.py", line))).ToList();
        var rule = Some.Rule(expect: new AuditService.Core.Conditions.Comparison("code.x", AuditService.Core.Conditions.Operator.Table["isEmpty"], new AuditService.Core.Conditions.ScalarOperand(new BooleanValue(true))));

        var finding = Judge.JudgeOne(rule, new FactSet([], [Some.Fact("code.x", new ObservationsValue(sightings, 200))]).About(Subject.Dossier), Today);

        Assert.Equal(Judge.MaximumEvidence, finding.Evidence.Count);
        Assert.Equal(200, finding.EvidenceTotal);
    }

    [Fact]
    public void What_was_seen_comes_before_the_bare_place_of_a_value()
    {
        var isEmpty = AuditService.Core.Conditions.Operator.Table["isEmpty"];
        var yes = new AuditService.Core.Conditions.ScalarOperand(new BooleanValue(true));
        var rule = Some.Rule(expect: new AuditService.Core.Conditions.All([new AuditService.Core.Conditions.Comparison("a", isEmpty, yes), new AuditService.Core.Conditions.Comparison("b", isEmpty, yes)]));
        var facts = new FactSet([],
        [
            Fact.Known(Subject.Dossier, "a", new TextListValue(["x"]), Some.Provenance with { Pointer = Location.File("dossier.yaml") }),
            Some.Fact("b", new ObservationsValue([new(Location.File("app.py", 3), "eval(x)")])),
        ]);

        var finding = Judge.JudgeOne(rule, facts.About(Subject.Dossier), Today);

        Assert.Equal(["app.py", "dossier.yaml"], finding.Evidence.Select(evidence => evidence.Observation.Where.Path));
        Assert.Equal(2, finding.EvidenceTotal);
    }

    [Fact]
    public void A_value_of_another_type_than_declared_is_an_error_of_that_rule_alone()
    {
        var facts = new FactSet([], [Some.Fact("a", new TextListValue(["x"]))]);
        var rules = new[] { Some.Rule("R-1", new AuditService.Core.Conditions.Comparison("a", AuditService.Core.Conditions.Operator.Table["atLeast"], new AuditService.Core.Conditions.ScalarOperand(new NumberValue(1)))), Some.Rule("R-2", Some.IsTrue("b")) };

        Assert.Equal([Outcome.Error, Outcome.MissingEvidence], Judge.JudgeAll(rules, facts, Today).Select(finding => finding.Outcome));
    }

    [Fact]
    public void An_explanation_names_the_fact_its_value_and_why_what_is_missing_is_unknown()
    {
        var catalogue = new FactCatalogue([new("a", FactType.Boolean, new("analyse menée", "analysis done"), null, [], null, "some", Some.Position)]);
        var explanation = new Explanation(catalogue, Language.French);
        var rule = Some.Rule(expect: Some.IsTrue("a"));

        var failed = Judge.JudgeOne(rule, new FactSet([], [Some.Fact("a", new BooleanValue(false))]).About(Subject.Dossier), Today);
        var unknown = Judge.JudgeOne(rule, new FactSet([], [Fact.Unavailable(Subject.Dossier, "a", new(UnavailableBecause.NotDeclared, new("non déclaré", "not declared")), Some.Provenance)]).About(Subject.Dossier), Today);

        Assert.Equal(["analyse menée : non"], explanation.Because(failed));
        Assert.Equal(["analyse menée : non déclaré"], explanation.Because(unknown));
    }
}
