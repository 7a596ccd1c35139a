using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Reviews;
using AuditService.Core.Risks;
using AuditService.Core.Rules;

namespace AuditService.Tests.Core.Risks;

public sealed class RiskAssessmentTests
{
    private const string Personal = "dataset.personalData";

    private static readonly Subject Set = new(SubjectKind.Dataset, "data/a.csv");

    private static readonly FactSet Facts = new([], [Some.Fact(Personal, new BooleanValue(true), Set)]);

    [Fact]
    public void Without_a_finding_the_maturity_of_the_technique_is_all_there_is()
    {
        var risk = Weigh([]);

        Assert.Equal((3, 3, 3), (risk.Gravity.Level, risk.Initial, risk.Residual));
        Assert.Equal((RiskLevel.High, RiskLevel.High), (risk.InitialLevel, risk.ResidualLevel));
        Assert.False(risk.IsSure);
        Assert.Equal(4, risk.AtMost);
    }

    [Fact]
    public void A_proven_measure_lowers_the_residual_likelihood_and_not_the_initial_one()
    {
        var risk = Weigh([Found("GUARD-1", Outcome.Compliant), Found("GUARD-2", Outcome.Compliant), Found("FLAW-1", Outcome.Compliant)]);

        Assert.Equal((3, 1), (risk.Initial, risk.Residual));
        Assert.Equal(RiskLevel.Low, risk.ResidualLevel);
        Assert.True(risk.IsSure);
    }

    [Fact]
    public void Planned_measures_count_in_the_third_map_only()
    {
        Finding[] findings = [Found("GUARD-1", Outcome.NonCompliant), Found("GUARD-2", Outcome.NonCompliant)];
        var planned = RiskAssessment.Of(Catalogue(), Facts, findings, new HashSet<string>(["GUARD-1", "GUARD-2"], StringComparer.Ordinal)).Risks.Single();

        Assert.Equal((4, 4, 1), (planned.Initial, planned.Residual, planned.Planned));
        Assert.Equal(planned.ResidualLevel, Weigh(findings).PlannedLevel);
    }

    [Fact]
    public void What_a_person_rates_counts_beside_what_the_machine_says_until_that_changes()
    {
        var map = RiskAssessment.Of(Catalogue(), Facts, []);
        var review = new Review("p", Review.SubjectOf("R1"), "a", Outcome.NeedsReview, "", ReviewKind.Rate, "ana", DateTimeOffset.UnixEpoch, "premises") { Rating = new(RatedValue.CurrentLikelihood, 3, 1) };

        var rated = map.With([review], new Dictionary<string, string>(StringComparer.Ordinal) { ["ana"] = "Ana" }).Risks.Single();
        Assert.Equal((3, 1, RiskLevel.High, RiskLevel.Low), (rated.Initial, rated.Residual, rated.InitialLevel!.Value, rated.ResidualLevel!.Value));
        Assert.Equal((3, 1, "Ana", "premises", false), rated.Forced.Select(forced => (forced.Machine!.Value, forced.Step, forced.By, forced.Reason, forced.IsOutdated)).Single());

        var outdated = map.With([review with { Rating = new(RatedValue.CurrentLikelihood, 2, 1) }], new Dictionary<string, string>(StringComparer.Ordinal)).Risks.Single();
        Assert.Equal((3, true), (outdated.Residual, outdated.Forced.Single().IsOutdated));

        var withdrawn = map.With([review, review with { Rating = new(RatedValue.CurrentLikelihood, 3, null) }], new Dictionary<string, string>(StringComparer.Ordinal)).Risks.Single();
        Assert.Equal((3, 0), (withdrawn.Residual, withdrawn.Forced.Count));
    }

    [Theory]
    [InlineData(Outcome.Compliant, EvidenceGrade.Declared)]
    [InlineData(Outcome.MissingEvidence, EvidenceGrade.MachineChecked)]
    [InlineData(Outcome.NeedsReview, EvidenceGrade.MachineChecked)]
    [InlineData(Outcome.Partial, EvidenceGrade.MachineChecked)]
    [InlineData(Outcome.Error, EvidenceGrade.MachineChecked)]
    public void What_is_only_declared_met_in_part_or_unknown_lowers_nothing(Outcome outcome, EvidenceGrade grade)
    {
        var risk = Weigh([Found("GUARD-1", outcome, grade), Found("GUARD-2", outcome, grade)]);

        Assert.Equal((3, 3), (risk.Initial, risk.Residual));
        Assert.False(risk.IsSure);
    }

    [Fact]
    public void That_patterns_recognised_nothing_is_no_measure()
    {
        var risk = Weigh([Found("GUARD-1", Outcome.Compliant), Found("GUARD-2", Outcome.Compliant)], Catalogue() with { Silent = ["GUARD-1", "GUARD-2"] });

        Assert.Equal((3, 3), (risk.Initial, risk.Residual));
        Assert.Equal([RuleState.NothingSeen, RuleState.NothingSeen], risk.Rules.Where(rule => rule.IsGuard).Select(rule => rule.State));
    }

    [Fact]
    public void A_component_that_shows_a_value_by_itself_makes_it_present_and_carries_it()
    {
        const string model = """{"components":[{"id":"ollama","title":"ollama","technologies":["serveur-inference"],"origin":"inferred"},{"id":"api","title":"api"}]}""";
        var facts = new FactSet([], [Some.Fact("architecture.model", new TextValue(model))]);
        var plain = Catalogue();
        RiskCatalogue Showing(bool proves) => plain with { Values = [plain.Values[0] with { Seen = new(["serveur-inference"], proves) }] };

        var map = RiskAssessment.Of(Showing(proves: true), facts, []);

        Assert.Equal(3, map.Risks.Single().Gravity.Level);
        Assert.Equal([("ollama", true)], map.Values.Single().Seen.Select(seen => (seen.Id, seen.IsInferred)));
        // A database may hold anything: what it would cost is told as inferred, and the risk as not known.
        var inferred = RiskAssessment.Of(Showing(proves: false), facts, []).Risks.Single();
        Assert.True(inferred.Gravity.IsInferred);
        Assert.NotNull(inferred.Gravity.Level);
        Assert.False(inferred.IsSure);
    }

    [Fact]
    public void A_risk_of_unknown_gravity_stands_in_the_row_of_its_likelihood()
    {
        var map = RiskAssessment.Of(Catalogue(), new FactSet([], []), []);

        Assert.Equal(["R1"], map.Unrated(RiskView.Current)[3].Select(risk => risk.Id));
        Assert.Empty(map.Cells(RiskView.Current));
    }

    [Fact]
    public void A_measure_held_for_one_subject_and_missed_for_another_is_missed()
    {
        var other = new Subject(SubjectKind.Dataset, "data/b.csv");
        var risk = Weigh([Found("GUARD-1", Outcome.Compliant, subject: Set), Found("GUARD-1", Outcome.NonCompliant, subject: other)]);

        Assert.Equal((4, 4), (risk.Initial, risk.Residual));
    }

    [Fact]
    public void A_major_open_finding_raises_by_one_however_many_there_are_and_a_minor_one_does_not()
    {
        Assert.Equal(4, Weigh([Found("GUARD-1", Outcome.NonCompliant), Found("FLAW-1", Outcome.NonCompliant)]).Initial);
        Assert.Equal(3, Weigh([Found("FLAW-1", Outcome.NonCompliant, severity: Severity.Minor)]).Initial);
    }

    [Fact]
    public void All_actions_of_a_path_are_needed_and_paths_are_alternatives()
    {
        var hard = new ElementaryAction(Some.Text, null, null, TechniqueMaturity.Feasible, ["FLAW-1"], []);
        var easy = new ElementaryAction(Some.Text, null, null, TechniqueMaturity.Realized, [], ["GUARD-1"]);

        Assert.Equal(1, Weigh([], Catalogue([[easy, hard]])).Initial);
        Assert.Equal(3, Weigh([], Catalogue([[easy], [hard]])).Initial);
    }

    [Fact]
    public void A_gravity_of_which_nothing_is_known_is_unknown_and_never_low()
    {
        var catalogue = Catalogue(needs: [new(ProtectionNeed.Confidentiality, 4, new(SubjectKind.Processing, Some.IsTrue("processing.automatedDecision")), Some.Text)]);
        var risk = Weigh([], catalogue);

        Assert.Null(risk.Gravity.Level);
        Assert.Null(risk.ResidualLevel);
        Assert.False(risk.IsSure);
        Assert.Single(risk.Gravity.NotKnown);
    }

    [Fact]
    public void The_gravest_need_that_holds_counts_and_what_could_be_graver_is_told()
    {
        NeedCriterion[] needs = [Need(2), Need(3), Need(4, "dataset.childrenData")];

        var risk = Weigh([], Catalogue(needs: needs));

        Assert.Equal((3, 4), (risk.Gravity.Level, risk.Gravity.AtMost));
        Assert.Equal([Set.Id], risk.Gravity.Because[0].About);
        Assert.Single(risk.Gravity.NotKnown);
    }

    [Fact]
    public void The_needs_that_the_architecture_declares_count()
    {
        const string model = """{"data":[{"id":"cv","personal":true,"confidentiality":"strictly-confidential"}],"components":[{"id":"api"}]}""";
        var facts = Facts.With([Some.Fact("architecture.model", new TextValue(model))]);

        Assert.Equal(4, RiskAssessment.Of(Catalogue(), facts, []).Risks.Single().Gravity.Level);
    }

    [Fact]
    public void What_the_dossier_does_not_hold_is_set_aside_with_the_reason_and_what_nobody_said_is_kept()
    {
        var without = new FactSet([], [Some.Fact(Personal, new BooleanValue(false), Set)]);

        var map = RiskAssessment.Of(Catalogue(), without, []);

        Assert.Empty(map.Risks);
        Assert.Single(map.SetAside);
        Assert.Single(RiskAssessment.Of(Catalogue(), new FactSet([], []), []).Risks);
    }

    [Fact]
    public void A_better_finding_never_raises_a_likelihood_and_the_order_never_matters()
    {
        // From the worst to the best that a rule can say.
        (Outcome Outcome, EvidenceGrade Grade)[] ladder =
            [(Outcome.NonCompliant, EvidenceGrade.MachineChecked), (Outcome.Partial, EvidenceGrade.MachineChecked), (Outcome.MissingEvidence, EvidenceGrade.MachineChecked), (Outcome.Compliant, EvidenceGrade.Declared), (Outcome.Compliant, EvidenceGrade.MachineChecked)];
        string[] rules = ["GUARD-1", "GUARD-2", "FLAW-1"];
        var random = new Random(20261130);
        for (var round = 0; round < 2_000; round++)
        {
            var steps = rules.Select(_ => random.Next(ladder.Length)).ToArray();
            var severity = (Severity)random.Next(4);
            var better = steps.Select(step => random.Next(step, ladder.Length)).ToArray();
            var before = Weigh(Findings(steps, severity));

            var after = Weigh(Findings(better, severity));

            Assert.True(after.Initial <= before.Initial, $"{round}: {string.Join(' ', steps)} > {string.Join(' ', better)}");
            Assert.True(after.Residual <= before.Residual, $"{round}: {string.Join(' ', steps)} > {string.Join(' ', better)}");
            Assert.True(after.Residual <= after.Initial && after.Residual <= after.AtMost);
            var shuffled = Findings(steps, severity).ToArray();
            random.Shuffle(shuffled);
            var again = Weigh(shuffled);
            Assert.Equal((before.Initial, before.Residual, before.AtMost), (again.Initial, again.Residual, again.AtMost));
            Assert.Equal(before.Findings, again.Findings);
        }

        IEnumerable<Finding> Findings(int[] steps, Severity severity) => rules.Select((rule, index) => Found(rule, ladder[steps[index]].Outcome, ladder[steps[index]].Grade, severity));
    }

    [Fact]
    public void Forgetting_a_fact_never_lowers_what_the_gravity_could_be()
    {
        var catalogue = Catalogue(needs: [Need(2), Need(4, "dataset.childrenData")]);
        foreach (var children in new[] { true, false })
        {
            var facts = Facts.With([Some.Fact("dataset.childrenData", new BooleanValue(children), Set)]);

            var known = RiskAssessment.Of(catalogue, facts, []).Risks.Single().Gravity;
            var forgotten = RiskAssessment.Of(catalogue, facts.Without(fact => fact.Key == "dataset.childrenData"), []).Risks.Single().Gravity;

            Assert.Equal(children ? 4 : 2, known.Level);
            Assert.True(forgotten.AtMost >= known.AtMost);
        }
    }

    [Fact]
    public void Coverage_tells_what_is_treated_set_aside_and_untreated()
    {
        var covered = RiskAssessment.Of(Catalogue(), Facts, []).Coverage.Single();
        var aside = RiskAssessment.Of(Catalogue(), new FactSet([], [Some.Fact(Personal, new BooleanValue(false), Set)]), []).Coverage.Single();

        Assert.Equal(["R1"], covered.Items.Single(item => item.Item.Id == "A1").Risks);
        Assert.Equal(["A2"], covered.Untreated.Select(item => item.Item.Id));
        Assert.Equal(["R1"], aside.Items.Single(item => item.Item.Id == "A1").SetAside);
        Assert.Equal(2, aside.Untreated.Count());
    }

    [Fact]
    public void What_rules_examine_is_not_untreated_and_never_without_an_object()
    {
        var plain = Catalogue();
        var catalogue = plain with { Catalogues = [plain.Catalogues[0] with { Items = [new("A1", Some.Text), new("A2", Some.Text) { Rules = ["FLAW-1", "FLAW-2", "FLAW-3"] }] }] };

        var covered = RiskAssessment.Of(catalogue, Facts, [Found("FLAW-1", Outcome.NeedsReview), Found("FLAW-2", Outcome.NotApplicable)]).Coverage.Single();

        Assert.Equal(["FLAW-1"], covered.Items.Single(item => item.Item.Id == "A2").Rules);
        Assert.Empty(covered.Untreated);
    }

    private static Risk Weigh(IEnumerable<Finding> findings, RiskCatalogue? catalogue = null) => RiskAssessment.Of(catalogue ?? Catalogue(), Facts, findings).Risks.Single();

    private static NeedCriterion Need(int level, string? fact = null) => new(ProtectionNeed.Confidentiality, level, fact is null ? null : new(SubjectKind.Dataset, Some.IsTrue(fact)), LocalizedText.Same($"level {level}"));

    private static Finding Found(string rule, Outcome outcome, EvidenceGrade grade = EvidenceGrade.MachineChecked, Severity severity = Severity.Major, Subject? subject = null) =>
        new(Finding.IdOf(rule, subject ?? Subject.Dossier), Some.Rule(rule, severity: severity), subject ?? Subject.Dossier, outcome, [], [], 0, grade);

    private static RiskCatalogue Catalogue(IReadOnlyList<IReadOnlyList<ElementaryAction>>? paths = null, IReadOnlyList<NeedCriterion>? needs = null) => new()
    {
        Version = "1",
        Editions = "",
        Grid = RiskGrid.EbiosRm,
        Gravities = [Some.Text, Some.Text, Some.Text, Some.Text],
        Likelihoods = [Some.Text, Some.Text, Some.Text, Some.Text],
        Proof = EvidenceGrade.Attached,
        Maturities = new Dictionary<TechniqueMaturity, int> { [TechniqueMaturity.Feasible] = 1, [TechniqueMaturity.Demonstrated] = 2, [TechniqueMaturity.Realized] = 3 },
        Values = [new("value", Some.Text, [new(SubjectKind.Dataset, Some.IsTrue(Personal))], [SubjectKind.Dataset], ArchitectureShare.PersonalData, needs ?? [Need(3)])],
        Sources = [new("source", Some.Text, Some.Text, 3, null, Some.Text, Some.Text)],
        Events = [new("event", Some.Text, ProtectionNeed.Confidentiality, ["value"])],
        Scenarios =
        [
            new(
                "R1",
                Some.Text,
                "event",
                "source",
                [.. (paths ?? [[new ElementaryAction(Some.Text, null, null, TechniqueMaturity.Realized, ["FLAW-1"], ["GUARD-1", "GUARD-2"])]]).Select((actions, index) => new OperationalPath($"p{index}", Some.Text, null, null, actions))],
                new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["list"] = ["A1"] }),
        ],
        Catalogues = [new("list", Some.Text, "1", [new("A1", Some.Text), new("A2", Some.Text)])],
    };
}
