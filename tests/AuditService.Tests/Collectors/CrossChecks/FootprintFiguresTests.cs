using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Footprints;
using AuditService.Collectors.ModelCards;
using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Footprints;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class FootprintFiguresTests
{
    [Fact]
    public void Declared_figures_give_energy_carbon_and_water_as_ranges()
    {
        var lines = Lines("{ training: { hours: 10, powerW: 200, hardware: 2 × T4, country: FR, runsPerYear: 4 }, usage: { requestsPerYear: 60000, energyWhPerRequest: 0.5, years: 3, users: 40 }, deployment: { country: FR } }");

        Assert.StartsWith("Trainings of one year: energy 8 to 13.4 (12.5) kWh; carbon of electricity 0.174 to 1.31 (0.551) kg CO2e", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("One request: energy 0.545 to 0.78 (0.6) Wh", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("One year of training and use: energy 40.7 to 60.2 (48.5) kWh", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Life of the project: energy 122 to 180 (145) kWh", StringComparison.Ordinal));
        Assert.Contains("AuditService 1.0.0", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cards_of_a_machine_are_two_to_make()
    {
        var one = Lines("training: { hours: 1000, powerW: 140, hardware: T4, country: FR }")[0];
        var two = Lines("training: { hours: 1000, powerW: 140, hardware: 2 × T4, country: FR }")[0];

        Assert.Contains("carbon of manufacture 8.8 to 66.7 (33.4) kg", one, StringComparison.Ordinal);
        Assert.Contains("carbon of manufacture 17.6 to 133 (66.7) kg", two, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_unknown_size_and_unknown_cost_is_told_as_unknown() =>
        Assert.Contains(Lines("{ usage: { requestsPerYear: 10, outputTokens: 200 }, models: [{ id: a, name: gpt-9 }] }"), line => line.StartsWith("One request: unknown, the size of \"gpt-9\"", StringComparison.Ordinal));

    [Fact]
    public void Nothing_declared_is_nothing_estimated() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new FootprintFigures(), "project: { name: x }").WhyUnknown("impact.footprint"));

    [Fact]
    public void A_measurement_takes_the_place_of_the_declaration_and_the_difference_is_told()
    {
        var lines = Lines("training: { energyKWh: 2, country: FR }", Measured(total: 40, least: 10));

        Assert.StartsWith("Trainings of one year: energy 40 to 66.8 (62.4) kWh", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("One training as declared: 2 kWh; measured: 40 kWh in all, in 2 run(s), without the losses of the site. The measurement counts. One measured run is 10 times what is declared.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("training: { energyKWh: 2, runsPerYear: 12 }", 240)]
    [InlineData("training: { energyKWh: 2, runsPerYear: 1 }", 40)]
    public void A_year_holds_the_trainings_that_are_declared_and_no_fewer_than_were_measured(string manifest, int kilowattHours) =>
        Assert.StartsWith(FormattableString.Invariant($"Trainings of one year: energy {kilowattHours} to "), Lines(manifest, Measured(total: 40, least: 10))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("training: { energyKWh: 12 }", true)]
    [InlineData("training: { hours: 100, powerW: 120 }", true)]
    [InlineData("training: { energyKWh: 5 }", true)]
    [InlineData("training: { energyKWh: 80 }", true)]
    [InlineData("training: { energyKWh: 4.9 }", false)]
    [InlineData("training: { energyKWh: 81 }", false)]
    public void Declared_energy_agrees_with_what_was_measured_up_to_twice(string manifest, bool agrees) =>
        Assert.Equal(agrees, Declared.By(new FootprintFigures(), manifest, null, Measured(total: 40, least: 10)).Flag("training.energyAgrees"));

    [Fact]
    public void Hours_that_were_logged_take_the_place_of_declared_ones_and_the_difference_is_told()
    {
        var logged = Some.Fact(MeasuredRunsCollector.TotalHours, new NumberValue(20));
        const string Manifest = "training: { hours: 10, powerW: 200, country: FR }";

        Assert.StartsWith("Trainings of one year: energy 4 to ", Lines(Manifest, logged)[0], StringComparison.Ordinal);
        Assert.Contains("Duration as declared: 10 h a training; duration as logged: 20 h in all.", Lines(Manifest, logged));
        Assert.True(Declared.By(new FootprintFigures(), Manifest, null, logged).Flag("training.hoursAgree"));
        Assert.False(Declared.By(new FootprintFigures(), Manifest, null, Some.Fact(MeasuredRunsCollector.TotalHours, new NumberValue(20.1))).Flag("training.hoursAgree"));
    }

    [Theory]
    [InlineData("training: { hours: 10, powerW: 200 }", new[] { "declared", "measured" }, new[] { "declared", "measured" })]
    [InlineData("training: { energyKWh: 3 }", new[] { "measured" }, new[] { "declared", "measured" })]
    [InlineData("training: { country: FR }", new[] { "measured" }, new[] { "measured" })]
    [InlineData("project: { name: x }", new[] { "measured" }, new[] { "measured" })]
    public void What_only_a_log_says_has_nothing_declared_to_agree_with(string manifest, string[] timedBy, string[] meteredBy)
    {
        var facts = Declared.By(new FootprintFigures(), manifest, null, [Some.Fact(MeasuredRunsCollector.TotalHours, new NumberValue(20)), .. Measured(total: 40, least: 10)]);

        Assert.Equal(timedBy, facts.Names("training.timedBy"));
        Assert.Equal(meteredBy, facts.Names("training.meteredBy"));
    }

    [Fact]
    public void A_draft_may_still_declare_the_time_that_a_log_gives()
    {
        var logged = Some.Fact(MeasuredRunsCollector.TotalHours, new NumberValue(20));

        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new FootprintFigures(), "draft: true", null, logged).WhyUnknown("training.timedBy"));
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new FootprintFigures(), null, null, logged).WhyUnknown("training.timedBy"));
    }

    [Fact]
    public void Logs_that_are_not_there_are_no_source_and_those_that_cannot_be_read_are_unknown()
    {
        static Fact Because(UnavailableBecause why) =>
            Fact.Unavailable(Subject.Dossier, MeasuredRunsCollector.TotalHours, new(why, LocalizedText.Same("x")), new(new("measurements", 1), EvidenceGrade.Attached));

        Assert.Equal(["declared"], Declared.By(new FootprintFigures(), "training: { hours: 1 }", null, Because(UnavailableBecause.NotFound)).Names("training.timedBy"));
        Assert.Empty(Declared.By(new FootprintFigures(), null, null, Because(UnavailableBecause.NotFound)).Names("training.timedBy"));
        Assert.Equal(UnavailableBecause.Unreadable, Declared.By(new FootprintFigures(), "training: { hours: 1 }", null, Because(UnavailableBecause.Unreadable)).WhyUnknown("training.timedBy"));
    }

    [Fact]
    public void Options_are_estimated_from_their_own_figures_and_the_chosen_one_from_those_of_the_project()
    {
        const string Manifest = """
            training: { energyKWh: 2, country: FR }
            options:
              - { name: sans IA, withoutAi: true }
              - { name: linéaire, chosen: true }
              - { name: grand modèle, footprint: { usage: { requestsPerYear: 1000, outputTokens: 300 }, model: Mistral 7B, country: FR } }
            """;
        var facts = Declared.By(new FootprintFigures(), Manifest);

        Assert.Equal(["linéaire", "grand modèle"], Assert.IsType<TextListValue>(facts.Fact("options.estimated").Value).Values);
        var sheet = FootprintSheet.Read(Assert.IsType<TextValue>(facts.Fact(FootprintSheet.FactKey).Value).Value)!;
        Assert.Equal(["linéaire", "grand modèle"], sheet.Options.Select(option => option.Name));
        Assert.True(sheet.Options[0].IsChosen);
        Assert.Equal([(true, false), (false, true)], sheet.Options.Select(option => (option.CountsTraining, option.CountsUse)));
        Assert.Equal(sheet.Project!.Year.EnergyKWh, sheet.Options[0].Estimate.Year.EnergyKWh);
        Assert.NotEmpty(sheet.Project.Grids);
        Assert.Equal([true, false], sheet.Options.Select(option => option.HasFiguresOfProject));
    }

    [Fact]
    public void An_option_without_AI_never_has_the_training_of_the_project_even_where_it_is_the_chosen_one()
    {
        const string Manifest = """
            training: { energyKWh: 2, country: FR }
            options:
              - { name: à la main, withoutAi: true, chosen: true }
              - { name: linéaire, footprint: { training: { energyKWh: 2, country: FR } } }
            """;
        var facts = Declared.By(new FootprintFigures(), Manifest);

        Assert.Equal(["linéaire"], Assert.IsType<TextListValue>(facts.Fact("options.estimated").Value).Values);
        var sheet = FootprintSheet.Read(Assert.IsType<TextValue>(facts.Fact(FootprintSheet.FactKey).Value).Value)!;
        Assert.False(Assert.Single(sheet.Options).HasFiguresOfProject);
    }

    [Fact]
    public void An_option_without_AI_is_done_at_a_desk_and_not_in_a_data_centre()
    {
        const string Manifest = """
            options:
              - { name: à la main, withoutAi: true, footprint: { usage: { requestsPerYear: 10000, energyWhPerRequest: 2 }, country: FR } }
              - { name: avec IA, footprint: { usage: { requestsPerYear: 10000, energyWhPerRequest: 2 }, country: FR } }
            """;
        var sheet = FootprintSheet.Read(Assert.IsType<TextValue>(Declared.By(new FootprintFigures(), Manifest).Fact(FootprintSheet.FactKey).Value).Value)!;

        var byHand = sheet.Options.Single(option => option.Name == "à la main").Estimate;
        Assert.Equal(Interval.Exactly(20), byHand.Year.EnergyKWh.Value);
        Assert.DoesNotContain("totalParametersB", byHand.Year.EmbodiedCarbonKg.Why!.Fr, StringComparison.Ordinal);
        Assert.True(sheet.Options.Single(option => option.Name == "avec IA").Estimate.Year.EnergyKWh.Value!.Value.Low > 20);
    }

    [Fact]
    public void A_PUE_that_is_given_takes_the_place_of_the_assumed_one() =>
        Assert.StartsWith("Trainings of one year: energy 3 kWh", Lines("training: { energyKWh: 3, pue: 1, country: FR }")[0], StringComparison.Ordinal);

    [Theory]
    [InlineData(150, true)]
    [InlineData(0.15, false)]
    public void Carbon_of_a_card_agrees_with_an_estimate_of_its_order(double grams, bool agrees) =>
        Assert.Equal(agrees, Declared.By(new FootprintFigures(), "training: { energyKWh: 2, country: FR }", null, Some.Fact(ModelCardCollector.Emissions, new NumberValue(grams))).Flag("card.emissionsAgree"));

    [Fact]
    public void Without_a_declared_energy_nothing_disagrees() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new FootprintFigures(), "training: { country: FR }", null, Measured(total: 40, least: 10)).WhyUnknown("training.energyAgrees"));

    [Theory]
    [InlineData("FR", true)]
    [InlineData("SE", true)]
    [InlineData("PL", false)]
    [InlineData("Allemagne", false)]
    public void A_grid_is_low_in_carbon_where_all_sources_say_so(string country, bool isLow) =>
        Assert.Equal(isLow, Declared.By(new FootprintFigures(), $"deployment: {{ country: {country} }}").Flag("deployment.lowCarbonGrid"));

    [Theory]
    [InlineData("SK")]
    [InlineData("MA")]
    public void A_grid_that_sources_disagree_on_or_do_not_know_accuses_nobody(string country) =>
        Assert.Equal(UnavailableBecause.NotFound, Declared.By(new FootprintFigures(), $"deployment: {{ country: {country} }}").WhyUnknown("deployment.lowCarbonGrid"));

    private static Fact[] Measured(double total, double least) =>
    [
        Fact.Known(Subject.Dossier, MeasuredRunsCollector.CountedRuns, new NumberValue(2), new(new("codecarbon", 1), EvidenceGrade.Attached)),
        Fact.Known(Subject.Dossier, MeasuredRunsCollector.TotalEnergy, new NumberValue(total), new(new("codecarbon", 1), EvidenceGrade.Attached, Location.File("emissions.csv", 2))),
        Fact.Known(Subject.Dossier, MeasuredRunsCollector.LeastEnergy, new NumberValue(least), new(new("codecarbon", 1), EvidenceGrade.Attached, Location.File("emissions.csv", 2))),
    ];

    private static List<string> Lines(string manifest, params Fact[] stated) =>
        [.. Assert.IsType<ObservationsValue>(Declared.By(new FootprintFigures(), manifest, null, stated).Fact("impact.footprint").Value).Items.Select(line => line.Detail!.In(Language.English))];
}
