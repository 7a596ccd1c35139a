using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Footprints;
using AuditService.Core;
using AuditService.Core.Facts;

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
    public void A_number_beyond_computing_is_unknown_and_no_failure() =>
        Assert.Contains("unknown, the numbers given are beyond", Lines("training: { hours: 1e300, powerW: 1e300, hardware: T4 }")[0], StringComparison.Ordinal);

    [Fact]
    public void A_measurement_takes_the_place_of_the_declaration_and_the_difference_is_told()
    {
        var lines = Lines("training: { energyKWh: 2, country: FR }", Measured(total: 40, least: 10));

        Assert.StartsWith("Trainings of one year: energy 40 to 66.8 (62.4) kWh", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("One training as declared: 2 kWh; measured by CodeCarbon: 40 kWh in all", StringComparison.Ordinal));
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
        Fact.Known(Subject.Dossier, CodeCarbonCollector.Runs, new ObservationsValue([new(Location.File("emissions.csv", 2)), new(Location.File("emissions.csv", 3))]), new(new("codecarbon", 1), EvidenceGrade.Attached)),
        Fact.Known(Subject.Dossier, CodeCarbonCollector.TotalEnergy, new NumberValue(total), new(new("codecarbon", 1), EvidenceGrade.Attached, Location.File("emissions.csv", 2))),
        Fact.Known(Subject.Dossier, CodeCarbonCollector.LeastEnergy, new NumberValue(least), new(new("codecarbon", 1), EvidenceGrade.Attached, Location.File("emissions.csv", 2))),
    ];

    private static List<string> Lines(string manifest, params Fact[] stated) =>
        [.. Assert.IsType<ObservationsValue>(Declared.By(new FootprintFigures(), manifest, null, stated).Fact("impact.footprint").Value).Items.Select(line => line.Detail!.In(Language.English))];
}
