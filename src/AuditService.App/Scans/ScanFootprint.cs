using System.Globalization;
using System.Text;
using AuditService.Authoring.Footprints;
using AuditService.Core;
using AuditService.Core.Footprints;

namespace AuditService.App.Scans;

/// <summary><c>audit scan footprint</c>: energy, carbon and water of the activities that scenarios describe.</summary>
public sealed class ScanFootprint
{
    private const long MaximumBytes = 1024 * 1024;

    /// <summary>Throws <see cref="AuthorMistakesException"/> with all the mistakes of all scenarios.</summary>
    public IReadOnlyList<EstimatedScenario> Estimate(IReadOnlyList<string> paths)
    {
        var factors = FootprintFactorsReader.Own;
        var reader = new FootprintScenarioReader();
        var estimator = new FootprintEstimator(factors);
        var problems = new List<AuthorProblem>();
        var scenarios = ScannedFiles.Needed(paths, file => file.Path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
            .Select(file => (file.Path, Scenario: Read(reader, file, problems)))
            .ToList();
        return problems.Count == 0
            ? [.. scenarios.Select(scenario => new EstimatedScenario(scenario.Path, estimator.Estimate(scenario.Scenario)))]
            : throw new AuthorMistakesException([.. problems.OrderBy(problem => problem.At.File, StringComparer.Ordinal).ThenBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column)])
            {
                Title = new("Le scénario doit être corrigé", "The scenario must be mended"),
            };
    }

    public static FootprintScanResult Shown(IReadOnlyList<EstimatedScenario> estimated, Language language) => new([.. estimated.Select(scenario => Shown(scenario, estimated[0], language))]);

    private static FootprintScenario Read(FootprintScenarioReader reader, ScannedFiles file, List<AuthorProblem> problems)
    {
        if (new FileInfo(file.FullPath).Length > MaximumBytes)
        {
            problems.Add(new(new(file.Path, 1, 1), "Un scénario ne dépasse pas 1 Mo.", "A scenario is no larger than 1 MB."));
            return new();
        }

        return reader.Read(File.ReadAllText(file.FullPath, Encoding.UTF8), file.Path, problems);
    }

    private static ScannedScenario Shown(EstimatedScenario scenario, EstimatedScenario first, Language language)
    {
        var estimate = scenario.Estimate;
        return new(
            scenario.Source,
            Shown(estimate.Training, language),
            Shown(estimate.Request, language),
            Shown(estimate.Year, language),
            estimate.Life is { } life ? Shown(life, language) : null,
            estimate.LifePerUser is { } each ? Shown(each, language) : null,
            [.. estimate.Scope.Select(line => line.In(language))],
            [.. estimate.Excluded.Select(line => line.In(language))],
            estimate.Factors,
            [.. estimate.Assumptions.Select(line => line.In(language))],
            [.. estimate.Sensitivity.Select(influence => new ScannedInfluence(influence.Input, Rounded(influence.Low), Rounded(influence.High), InputUnits.Of(influence.Input)?.In(language) ?? "", Rounded(influence.From), Rounded(influence.To)))],
            [.. estimate.Grids.Select(grid => new ScannedGrid(grid.Country, grid.GramsPerKWh, Rounded(grid.CarbonKg), Shown(grid.Carbon), Cited(grid.Source), grid.Source.Scope.In(language)))],
            [.. estimate.Equivalents.Select(equivalent => new ScannedEquivalent(equivalent.Text.In(language), Shown(equivalent.Amount), Cited(equivalent.Source)))],
            scenario == first ? null : RatioTo(first.Estimate, estimate));
    }

    /// <summary>The central carbon of a year against that of the first scenario, which is the option to beat; null where either is unknown.</summary>
    private static double? RatioTo(FootprintEstimate first, FootprintEstimate other) =>
        first.Year.CarbonKg.Value is { Central: > 0 } before && other.Year.CarbonKg.Value is { } after ? Rounded(after.Central / before.Central) : null;

    private static string Cited(FactorSource source) => $"{source.Title}, {source.Date:yyyy-MM-dd}";

    private static ScannedFootprint Shown(Footprint footprint, Language language)
    {
        var why = new[] { ("energyKWh", footprint.EnergyKWh), ("carbonKg", footprint.CarbonKg), ("embodiedCarbonKg", footprint.EmbodiedCarbonKg), ("waterL", footprint.WaterL) }
            .Where(amount => amount.Item2.Why is not null)
            .ToDictionary(amount => amount.Item1, amount => amount.Item2.Why!.In(language), StringComparer.Ordinal);
        return new(Shown(footprint.EnergyKWh), Shown(footprint.CarbonKg), Shown(footprint.EmbodiedCarbonKg), Shown(footprint.WaterL), why);
    }

    private static ScannedInterval? Shown(Amount amount) => amount.Value is { } value ? Shown(value) : null;

    private static ScannedInterval Shown(Interval value) => new(Rounded(value.Low), Rounded(value.Central), Rounded(value.High));

    /// <summary>Six significant digits: more would be noise, fewer would not let anyone check the arithmetic.</summary>
    private static double Rounded(double value) => double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

public sealed record EstimatedScenario(string Source, FootprintEstimate Estimate);

public sealed record FootprintScanResult(IReadOnlyList<ScannedScenario> Scenarios);

/// <param name="Training">The trainings of one year.</param>
/// <param name="Request">One request.</param>
/// <param name="Year">Trainings and requests of one year.</param>
/// <param name="Life">The years of the project; null where they are not said.</param>
/// <param name="Sensitivity">Uncertain inputs, the one that moves the year's carbon most first.</param>
/// <param name="Grids">The year's carbon by each legitimate intensity of the country.</param>
/// <param name="YearCarbonAgainstFirst">Central carbon of the year over that of the first scenario of the command; null for the first.</param>
public sealed record ScannedScenario(
    string Source,
    ScannedFootprint Training,
    ScannedFootprint Request,
    ScannedFootprint Year,
    ScannedFootprint? Life,
    ScannedFootprint? LifePerUser,
    IReadOnlyList<string> Scope,
    IReadOnlyList<string> Excluded,
    string Factors,
    IReadOnlyList<string> Assumptions,
    IReadOnlyList<ScannedInfluence> Sensitivity,
    IReadOnlyList<ScannedGrid> Grids,
    IReadOnlyList<ScannedEquivalent> Equivalents,
    double? YearCarbonAgainstFirst);

/// <param name="Unavailable">Why a quantity is null, by its name.</param>
public sealed record ScannedFootprint(ScannedInterval? EnergyKWh, ScannedInterval? CarbonKg, ScannedInterval? EmbodiedCarbonKg, ScannedInterval? WaterL, IReadOnlyDictionary<string, string> Unavailable);

public sealed record ScannedInterval(double Low, double Central, double High);

/// <param name="Unit">Of <paramref name="Low"/> and <paramref name="High"/>.</param>
public sealed record ScannedInfluence(string Input, double Low, double High, string Unit, double CarbonKgAtLow, double CarbonKgAtHigh);

/// <param name="CarbonKg">By the central energy of the year.</param>
/// <param name="CarbonKgRange">By the energies that the assumptions allow.</param>
public sealed record ScannedGrid(string Country, double GramsPerKWh, double CarbonKg, ScannedInterval CarbonKgRange, string Source, string Scope);

public sealed record ScannedEquivalent(string Text, ScannedInterval Amount, string Source);
