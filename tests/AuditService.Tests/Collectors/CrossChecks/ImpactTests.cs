using AuditService.Collectors.CrossChecks;
using AuditService.Core;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class ImpactTests
{
    [Theory]
    [InlineData("{ training: { hours: 1 } }", true)]
    [InlineData("{ models: [{ id: a, trainedOn: [data] }, { id: b, provider: X }] }", true)]
    [InlineData("{ models: [{ id: llm, provider: Mistral AI }] }", false)]
    [InlineData("{ models: [{ id: m, path: m.onnx, trainedOn: [] }] }", false)]
    public void Whether_the_project_trains_is_read_off_its_models(string manifest, bool trains) =>
        Assert.Equal(trains, Declared.By(new ImpactFigures(), manifest).Flag("impact.trainsModels"));

    [Theory]
    [InlineData("{ project: { name: x } }")]
    [InlineData("{ models: [{ id: m, path: m.onnx }] }")]
    public void A_model_of_which_nothing_is_said_may_have_been_trained(string manifest) =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ImpactFigures(), manifest).WhyUnknown("impact.trainsModels"));

    [Theory]
    [InlineData("{ training: { country: FR } }", "training.missing", "hours", "hardware", "power", "runsPerYear")]
    [InlineData("{ training: { energyKWh: 2, hardware: T4, country: FR, runsPerYear: 1 } }", "training.missing")]
    [InlineData("{ training: { hours: 2, powerW: 70, hardware: ' ' } }", "training.missing", "hardware", "country", "runsPerYear")]
    [InlineData("{ usage: { users: 4 } }", "usage.missing", "requestsPerYear", "perRequest", "years")]
    [InlineData("{ usage: { requestsPerYear: 10, energyWhPerRequest: 0.3, users: 2, years: 3 } }", "usage.missing")]
    [InlineData("{ deployment: { hosting: OVH, country: FR, rollback: aucun, monitoring: 'à définir' } }", "deployment.missing", "internet", "since", "rollback", "monitoring", "incidentPlan")]
    public void Figures_left_out_of_a_section_are_named(string manifest, string key, params string[] missing) =>
        Assert.Equal(missing, Declared.By(new ImpactFigures(), manifest).Names(key));

    [Fact]
    public void A_training_that_a_tool_measured_lacks_no_energy_and_one_whose_measurement_is_broken_may_not_either()
    {
        const string Manifest = "training: { hardware: 1 x T4, country: FR, runsPerYear: 2 }";
        var provenance = new Provenance(new("measurements", 2), EvidenceGrade.Attached);
        var broken = AuditService.Core.Facts.Fact.Unavailable(Subject.Dossier, "impact.measuredEnergyKWh", new(UnavailableBecause.Unreadable, LocalizedText.Same("torn")), provenance);

        Assert.Equal(["hours", "power"], Declared.By(new ImpactFigures(), Manifest).Names("training.missing"));
        Assert.Equal([], Declared.By(new ImpactFigures(), Manifest, null, AuditService.Core.Facts.Fact.Known(Subject.Dossier, "impact.measuredEnergyKWh", new NumberValue(2), provenance)).Names("training.missing"));
        Assert.Equal(UnavailableBecause.Unreadable, Declared.By(new ImpactFigures(), Manifest, null, broken).WhyUnknown("training.missing"));
        Assert.Equal([], Declared.By(new ImpactFigures(), Manifest.Replace("country", "energyKWh: 2, country", StringComparison.Ordinal), null, broken).Names("training.missing"));
    }

    [Theory]
    [InlineData("training.missing")]
    [InlineData("usage.missing")]
    [InlineData("deployment.missing")]
    [InlineData("impact.energyEstimated")]
    public void A_section_that_was_not_written_accuses_nobody(string key) =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ImpactFigures(), "project: { name: x }").WhyUnknown(key));

    [Theory]
    [InlineData("{ training: { hours: 10, powerW: 200, runsPerYear: 4 } }")]
    [InlineData("{ training: { hours: 10, powerW: 200, energyKWh: 1.5 } }")]
    [InlineData("{ usage: { requestsPerYear: 60000, energyWhPerRequest: 0.5 } }")]
    [InlineData("{ training: { energyKWh: 2 }, usage: { requestsPerYear: 1000, energyWhPerRequest: 3 } }")]
    public void Power_and_time_or_requests_and_their_cost_give_an_estimate(string manifest) =>
        Assert.True(Declared.By(new ImpactFigures(), manifest).Flag("impact.energyEstimated"));

    [Fact]
    public void Figures_that_give_no_energy_are_no_estimate() =>
        Assert.False(Declared.By(new ImpactFigures(), "{ training: { hours: 3 }, usage: { requestsPerYear: 10 } }").Flag("impact.energyEstimated"));

    [Theory]
    [InlineData("{ training: { hours: 3, hardware: 2 × T4 } }")]
    [InlineData("{ usage: { requestsPerYear: 10, outputTokens: 200 }, models: [{ id: llm, name: Mistral 7B }] }")]
    public void Known_hardware_or_a_known_model_gives_an_estimate_without_watts(string manifest) =>
        Assert.True(Declared.By(new ImpactFigures(), manifest).Flag("impact.energyEstimated"));

    [Fact]
    public void Options_are_read_side_by_side()
    {
        var options = Declared.By(new ImpactOptions(), """
            options:
              - { name: Règles, withoutAi: true, advantages: [simple], drawbacks: [aucun] }
              - { name: Petit modèle, withoutAi: false, advantages: [sobre], drawbacks: [moins juste], chosen: true }
              - { advantages: [""], drawbacks: [cher] }
            """);

        Assert.Equal(3, options.Number("options.compared"));
        Assert.True(options.Flag("options.withoutAi"));
        Assert.Equal(["#3"], options.Names("options.withoutAdvantages"));
        Assert.Equal(["Règles"], options.Names("options.withoutDrawbacks"));
        Assert.Equal(["Petit modèle"], options.Names("options.chosen"));
    }

    [Fact]
    public void All_options_said_to_use_AI_leave_none_without() =>
        Assert.False(Declared.By(new ImpactOptions(), "options: [{ name: a, withoutAi: false }, { name: b, withoutAi: false }]").Flag("options.withoutAi"));

    [Fact]
    public void An_option_that_does_not_say_may_be_the_one_without_AI() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ImpactOptions(), "options: [{ name: a, withoutAi: false }, { name: Procédure manuelle }]").WhyUnknown("options.withoutAi"));

    [Fact]
    public void Options_not_declared_are_not_counted_as_none() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ImpactOptions(), "project: { name: x }").WhyUnknown("options.compared"));

    [Fact]
    public void A_risk_to_people_needs_a_measure_and_someone_in_charge()
    {
        var remedies = Declared.By(new ImpactRemedies(), """
            risks:
              - { id: biais, category: sociétal, measures: [revue], owner: DPO }
              - { id: emploi, category: people, measures: [formation] }
              - { id: carbone, category: environnement, owner: équipe }
              - { id: fuite, category: confidentiality }
            """);

        Assert.Equal(["emploi", "carbone"], remedies.Names("impact.risksWithoutRemedy"));
    }

    [Fact]
    public void Without_a_risk_to_people_or_environment_nothing_is_proven() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ImpactRemedies(), "risks: [{ id: fuite, category: confidentiality }]").WhyUnknown("impact.risksWithoutRemedy"));

    [Fact]
    public void An_ethics_charter_counts_when_its_file_is_there()
    {
        const string manifest = "documents: [{ path: charte.md, role: ethicsCharter }]";

        Assert.Equal(["charte.md"], Declared.By(new ImpactRemedies(), manifest, ["charte.md"]).Names("impact.ethicsDocuments"));
        Assert.Empty(Declared.By(new ImpactRemedies(), manifest).Names("impact.ethicsDocuments"));
    }
}
