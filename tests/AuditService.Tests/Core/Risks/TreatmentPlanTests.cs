using AuditService.Authoring.Risks;
using AuditService.Authoring.RulePacks;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Reviews;
using AuditService.Core.Risks;
using AuditService.Core.Rules;

namespace AuditService.Tests.Core.Risks;

public sealed class TreatmentPlanTests
{
    private static readonly RuleLibrary Library = new RuleLibraryReader([]).Read([Repository.PathOf("rules")], verify: false).Library;

    private static readonly RiskCatalogue Catalogue = RiskCatalogueReader.Find([Repository.PathOf("rules")], Library, [])!;

    private static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal) { ["u1"] = "Ada" };

    [Fact]
    public void The_plan_of_the_dossier_completes_the_seven_fields_of_a_line()
    {
        var map = RiskAssessment.Of(Catalogue, new([], []), []);
        var entry = new TreatmentEntry { Id = "T1", Measure = "Coffre de secrets", Risks = ["RISK-01"], Category = "protection", Element = "api", Owner = "DSI", Cost = "2 j", Due = new(2027, 1, 31), Progress = 40, Comment = "pilote fait" };

        var line = TreatmentPlan.Of(map, [], new Dictionary<string, ReviewedFinding>(StringComparer.Ordinal), Names, [entry]).Lines.Single(line => line.Measure.Fr == "Coffre de secrets");

        Assert.Equal(("protection", "api", "DSI", "2 j", new DateOnly(2027, 1, 31), 40, "pilote fait"), (line.Category, line.Concerned.Single(), line.Owner, line.Cost, line.Due!.Value, line.Progress!.Value, line.Comment));
    }

    [Fact]
    public void Open_findings_are_to_do_declared_measures_to_prove_unknown_ones_to_check_and_proven_ones_are_left_out()
    {
        var plan = Plan([Found("CYB-SEC-001", Outcome.NonCompliant), Found("CYB-ARC-003", Outcome.Compliant, EvidenceGrade.Declared), Found("CYB-ARC-007", Outcome.MissingEvidence), Found("CYB-SEC-004", Outcome.Compliant)]);

        Assert.Equal([("CYB-SEC-001", TreatmentStatus.ToDo), ("CYB-ARC-003", TreatmentStatus.ToProve), ("CYB-ARC-007", TreatmentStatus.ToCheck)], plan.Lines.Select(line => (line.Rule!, line.Status)));
        Assert.Equal(Library.Find("CYB-SEC-001")!.Remedy.Text, plan.Lines[0].Measure);
        Assert.Equal(["RISK-01-intrusion"], plan.Lines[0].Risks);
        Assert.All(plan.Lines, line => Assert.Null(line.Owner));
    }

    [Fact]
    public void An_accepted_risk_names_its_owner_and_its_last_day()
    {
        var finding = Found("CYB-SEC-001", Outcome.NonCompliant);
        var review = new Review("p", finding.Id, "a", Outcome.NonCompliant, Review.SightOf(finding), ReviewKind.AcceptRisk, "u1", new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), "Clé de démonstration", Owner: "RSSI", Until: new(2027, 1, 31));
        var states = new Dictionary<string, ReviewedFinding>(StringComparer.Ordinal) { [finding.Id] = ReviewedFinding.Of(finding, [review], new(2026, 11, 30)) };

        var line = Plan([finding], states).Lines.Single();

        Assert.Equal(("RSSI", "Ada", new DateOnly(2027, 1, 31)), (line.Owner, line.Acceptance!.By, line.Acceptance.Until));
        Assert.Null(Plan([finding], new Dictionary<string, ReviewedFinding>(StringComparer.Ordinal) { [finding.Id] = ReviewedFinding.Of(finding, [review], new(2027, 2, 1)) }).Lines.Single().Acceptance);
    }

    [Fact]
    public void The_measures_of_the_author_keep_their_owner()
    {
        var map = RiskAssessment.Of(Catalogue, new([], []), []);

        var plan = TreatmentPlan.Of(map, [new RiskEntry { Id = "fuite", Asset = "base", Measures = ["chiffrement", " "], Owner = "DSI" }], new Dictionary<string, ReviewedFinding>(StringComparer.Ordinal), Names);

        var line = Assert.Single(plan.Lines);
        Assert.Equal(("chiffrement", "DSI", TreatmentStatus.Declared), (line.Measure.Fr, line.Owner, line.Status));
        Assert.Equal(["fuite"], line.Risks);
    }

    [Fact]
    public void A_finding_as_the_machine_said_it_weighs_as_before_a_persons_decision()
    {
        var overridden = Found("CYB-SEC-001", Outcome.Compliant);

        var machine = overridden.AsTheMachineSaid(Outcome.NonCompliant);

        Assert.Equal(4, Action(machine).Initial);
        // That no known form of a key was recognised is no measure, whoever says so: the finding no longer raises, and lowers nothing.
        Assert.Equal(3, Action(overridden).Residual);

        static WeighedAction Action(Finding finding) => RiskAssessment.Of(Catalogue, new([], []), [finding]).Risks.Single(risk => risk.Id == "RISK-01-intrusion").Paths.Single(path => path.Path.Id == "cles-oubliees").Actions[0];
    }

    private static TreatmentPlan Plan(IReadOnlyList<Finding> findings, IReadOnlyDictionary<string, ReviewedFinding>? states = null) =>
        TreatmentPlan.Of(RiskAssessment.Of(Catalogue, new([], []), findings), [], states ?? new Dictionary<string, ReviewedFinding>(StringComparer.Ordinal), Names);

    private static Finding Found(string rule, Outcome outcome, EvidenceGrade grade = EvidenceGrade.MachineChecked) =>
        new(Finding.IdOf(rule, Subject.Dossier), Library.Find(rule)!, Subject.Dossier, outcome, [], [], 0, grade);
}
