using AuditService.Core.Dossiers;

namespace AuditService.Core.Footprints;

/// <summary>
/// Energy, carbon, embodied carbon and water of trainings and requests: orders of magnitude. Every quantity grows with every input taken from its low to
/// its high value, so that the three values of the result are those of the three values of all inputs.
/// </summary>
public sealed class FootprintEstimator(FootprintFactors factors)
{
    /// <summary>A year as astronomers and calendars have it on average, in hours.</summary>
    public const double HoursPerYear = 365.25 * 24;

    private const double WattsPerKilowatt = 1000;
    private const double GramsPerKilogram = 1000;

    public FootprintEstimate Estimate(FootprintScenario scenario)
    {
        var inputs = new EstimateInputs(factors);
        var training = scenario.Training is { } trained ? new TrainingEstimate(factors, inputs).Of(trained) : Absent("training");
        var request = scenario.Inference is { } served ? new RequestEstimate(factors, inputs).Of(served) : Absent("inference");
        var requests = RequestsOfAYear(scenario.Inference, request, inputs);
        var year = (scenario.Training, scenario.Inference) switch
        {
            ({ }, { }) => training.Plus(requests),
            ({ }, null) => training,
            (null, { }) => requests,
            _ => Absent("training, inference"),
        };
        var yearly = inputs.FootprintOf(year);
        var life = scenario.Project?.Years is { } years ? Times(yearly, years) : null;
        return new()
        {
            Training = inputs.FootprintOf(training),
            Request = inputs.FootprintOf(request),
            Year = yearly,
            Life = life,
            LifePerUser = life is not null && scenario.Project?.Users is { } users and > 0 ? Times(life, 1 / users) : null,
            Scope = Lines(factors.Scope, scenario, isExcluded: false),
            Excluded = [.. Lines(factors.Excluded, scenario, isExcluded: true), .. Undescribed(scenario)],
            Assumptions = inputs.Assumptions,
            Sensitivity = SensitivityOf(MostTold(year, request, training), inputs),
            Grids = GridAnswers(scenario, training, requests, inputs),
            Equivalents = EquivalentsOf(yearly),
            Factors = factors.Id,
        };
    }

    internal static LocalizedText NotSaid(string key) => new($"{key} n'est pas donné", $"{key} is not given");

    /// <summary>What follows from the electricity of the machines: with the site's losses, its carbon by the grid, and the water of site and grid, counted once.</summary>
    internal static Activity Powered(string part, Reckoned machines, Reckoned embodied) => new(
        machines.Then((value, energy) => energy * value($"{part}.pue")),
        machines.Then((value, energy) => energy * value($"{part}.pue") * value($"{part}.gridGramsPerKWh") / GramsPerKilogram),
        embodied,
        machines.Then((value, energy) => energy * (value($"{part}.wueSite") + (value($"{part}.pue") * value($"{part}.gridWaterLPerKWh")))));

    /// <summary>Watts during hours, in kWh.</summary>
    internal static double KilowattHours(double watts, double hours) => watts * hours / WattsPerKilowatt;

    /// <summary>What site and grid are, as said or as assumed.</summary>
    internal static void TakePlace(EstimateInputs inputs, FootprintFactors factors, string part, (double? Pue, string PueFactor, double? WueSite, double? Grams, double? Water, string? Country) said)
    {
        inputs.GivenOr($"{part}.pue", said.Pue, said.PueFactor);
        inputs.GivenOr($"{part}.wueSite", said.WueSite, FactorNames.SiteWater);
        var code = Countries.Code(said.Country);
        var grids = factors.GridsOf(said.Country);
        if (said.Grams is null && grids.Count > 0)
        {
            var sources = grids.Select(grid => factors.SourceOf(grid.Source).Title).Distinct(StringComparer.Ordinal);
            inputs.Assume(
                $"{part}.gridGramsPerKWh",
                new(grids.Min(grid => grid.GramsPerKWh!.Value), grids[0].GramsPerKWh!.Value, grids.Max(grid => grid.GramsPerKWh!.Value)),
                LocalizedText.Same($"{code}: {string.Join("; ", sources)}"));
        }
        else
        {
            inputs.GivenOr($"{part}.gridGramsPerKWh", said.Grams, FactorNames.WorldGrid);
            if (said.Grams is null && code is not null)
                inputs.Note(new($"{part}.country : aucune intensité pour {code} dans le jeu de facteurs, celle du monde compte", $"{part}.country: no intensity for {code} in the set of factors, the world's counts"));
        }

        if (said.Water is null && factors.GridWater.FirstOrDefault(water => water.Country == code) is { } known)
            inputs.Given($"{part}.gridWaterLPerKWh", known.LitresPerKWh!.Value);
        else
            inputs.GivenOr($"{part}.gridWaterLPerKWh", said.Water, FactorNames.WorldGridWater);
    }

    private static Activity RequestsOfAYear(InferenceScenario? inference, Activity request, EstimateInputs inputs)
    {
        if (inference?.RequestsPerYear is not { } requests)
            return Activity.Unknown(NotSaid("inference.requestsPerYear"));
        inputs.Given("inference.requestsPerYear", requests);
        return request.Then((value, one) => one * value("inference.requestsPerYear"));
    }

    private static Activity Absent(string section) => Activity.Unknown(new($"le scénario n'a pas de section {section}", $"the scenario has no section {section}"));

    private static Footprint Times(Footprint footprint, double factor) =>
        new(footprint.EnergyKWh.Times(factor), footprint.CarbonKg.Times(factor), footprint.EmbodiedCarbonKg.Times(factor), footprint.WaterL.Times(factor));

    private static List<LocalizedText> Lines(IEnumerable<ScopeLine> lines, FootprintScenario scenario, bool isExcluded)
    {
        var hasAny = scenario.Training is not null || scenario.Inference is not null;
        return [.. lines.Where(line => line.Part switch
        {
            ScopePart.Training => scenario.Training is not null,
            ScopePart.Inference => scenario.Inference is not null,
            _ => hasAny || isExcluded,
        }).Select(line => line.Text)];
    }

    private static IEnumerable<LocalizedText> Undescribed(FootprintScenario scenario)
    {
        if (scenario.Training is null)
            yield return new("l'entraînement : le scénario ne le décrit pas", "training: the scenario does not describe it");
        if (scenario.Inference is null)
            yield return new("l'usage : le scénario ne le décrit pas", "use: the scenario does not describe it");
    }

    /// <summary>The carbon of electricity of the widest activity that can be computed.</summary>
    private static Reckoned? MostTold(params IEnumerable<Activity> widestFirst) =>
        widestFirst.Select(activity => activity.Carbon).FirstOrDefault(carbon => carbon.By is not null);

    private static IReadOnlyList<Influence> SensitivityOf(Reckoned? carbon, EstimateInputs inputs) => carbon is null
        ? []
        :
        [
            .. inputs.Uncertain
                .Select(input => new Influence(
                    input.Key,
                    input.Value.Low,
                    input.Value.High,
                    inputs.Compute(carbon, Bound.Central, input.Key, Bound.Low),
                    inputs.Compute(carbon, Bound.Central, input.Key, Bound.High)))
                .Where(influence => influence.To > influence.From && double.IsFinite(influence.To))
                .OrderByDescending(influence => influence.To - influence.From)
                .ThenBy(influence => influence.Input, StringComparer.Ordinal),
        ];

    private List<GridAnswer> GridAnswers(FootprintScenario scenario, Activity training, Activity requests, EstimateInputs inputs)
    {
        var parts = new[]
        {
            (Code: scenario.Training?.GridGramsPerKWh is null ? Countries.Code(scenario.Training?.Country) : null, training.Energy),
            (Code: scenario.Inference?.GridGramsPerKWh is null ? Countries.Code(scenario.Inference?.Country) : null, requests.Energy),
        };
        return
        [
            .. parts
                .Where(part => part.Code is not null && part.Energy.By is not null)
                .GroupBy(part => part.Code!, part => part.Energy, StringComparer.Ordinal)
                .SelectMany(country => factors.GridsOf(country.Key).Select(grid =>
                {
                    var carbon = new Interval(Sum(country, Bound.Low), Sum(country, Bound.Central), Sum(country, Bound.High)).Times(grid.GramsPerKWh!.Value / GramsPerKilogram);
                    return new GridAnswer(country.Key, grid.GramsPerKWh.Value, carbon.Central, factors.SourceOf(grid.Source)) { CarbonRange = carbon };
                })),
        ];

        double Sum(IEnumerable<Reckoned> energies, Bound bound) => energies.Sum(energy => inputs.Compute(energy, bound));
    }

    private List<EquivalentAnswer> EquivalentsOf(Footprint year) =>
    [
        .. factors.Equivalents.Select(equivalent => (Equivalent: equivalent, Amount: equivalent.Per switch
        {
            EquivalentOf.EnergyKWh => year.EnergyKWh,
            EquivalentOf.WaterL => year.WaterL,
            _ => year.CarbonKg,
        })).Where(pair => pair.Amount.Value is not null).Select(pair => new EquivalentAnswer(pair.Equivalent.Text, pair.Amount.Value!.Value.Times(1 / pair.Equivalent.Amount!.Value), factors.SourceOf(pair.Equivalent.Source))),
    ];
}
