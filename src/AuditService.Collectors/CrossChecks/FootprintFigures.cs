using System.Globalization;
using AuditService.Authoring.Footprints;
using AuditService.Collectors.Footprints;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Footprints;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// What the declared figures of training and use cost in electricity, carbon and water, as ranges; how far a measurement in the dossier is from them; and
/// whether the hosting country's grid is under the threshold of RGESN 8.6.
/// </summary>
internal sealed class FootprintFigures : ICrossCheck
{
    private const string Estimate = "impact.footprint";
    private const string Agrees = "training.energyAgrees";
    private const string LowCarbonGrid = "deployment.lowCarbonGrid";

    /// <summary>RGESN 2024, criterion 8.6, until 2030: g CO2e a kWh.</summary>
    private const double LowCarbonGrams = 100;

    /// <summary>Declared and measured figures this many times apart may still speak of the same training: usage, machine and length differ from run to run.</summary>
    private const double Tolerance = 2;

    private static readonly FootprintEstimator Estimator = new(FootprintFactorsReader.Own);

    public CollectorIdentity Identity { get; } = new("footprint", 1);

    public IReadOnlyCollection<string> States { get; } = [Estimate, Agrees, LowCarbonGrid];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var manifest = dossier.Manifest;
        var measured = Measured.Of(facts);
        foreach (var fact in Estimated(state, manifest, measured))
            yield return fact;
        yield return Agreement(state, manifest, facts, measured);
        yield return Grid(state, manifest.Deployment);
    }

    /// <summary>Whether the energy of trainings or of a request can be estimated from what is declared or measured.</summary>
    internal static bool GivesEnergy(Manifest manifest, FactSet facts)
    {
        var estimate = Estimator.Estimate(ScenarioOf(manifest, Measured.Of(facts)));
        return estimate.Training.EnergyKWh.Value is not null || (estimate.Request.EnergyKWh.Value is not null && manifest.Usage?.RequestsPerYear is not null);
    }

    private static IEnumerable<Fact> Estimated(DerivedFacts state, Manifest manifest, Measured? measured)
    {
        if (manifest.Training is null && manifest.Usage is null && measured is null)
        {
            yield return state.NotDeclared(Subject.Dossier, Estimate, "training, usage");
            yield break;
        }

        var estimate = Estimator.Estimate(ScenarioOf(manifest, measured));
        var at = DerivedFacts.In(manifest.Training ?? (ManifestEntry?)manifest.Usage) ?? measured?.At;
        var lines = Lines(estimate, manifest, measured).Select(line => new Observation(at!, Detail: line)).ToList();
        yield return state.Declared(Subject.Dossier, Estimate, new ObservationsValue(lines), at);
    }

    /// <summary>What a reader is told: each activity in one line, what moves the year most, the factors, and the measurement beside what was declared.</summary>
    private static IEnumerable<LocalizedText> Lines(FootprintEstimate estimate, Manifest manifest, Measured? measured)
    {
        if (manifest.Training is not null || measured is not null)
            yield return Told(new("Entraînements d'une année", "Trainings of one year"), estimate.Training);
        if (manifest.Usage is not null)
            yield return Told(new("Une requête", "One request"), estimate.Request);
        if (manifest.Usage is not null)
            yield return Told(new("Une année d'entraînement et d'usage", "One year of training and use"), estimate.Year);
        if (estimate.Life is { } life)
            yield return Told(new("Vie du projet", "Life of the project"), life);
        if (measured is not null && DeclaredOnce(manifest.Training) is { } declared)
        {
            yield return new(
                $"Un entraînement déclaré : {FootprintWords.Energy(declared, Language.French)} ; mesuré par CodeCarbon : {FootprintWords.Energy(Interval.Exactly(measured.Total), Language.French)} en tout. La mesure compte.",
                $"One training as declared: {FootprintWords.Energy(declared, Language.English)}; measured by CodeCarbon: {FootprintWords.Energy(Interval.Exactly(measured.Total), Language.English)} in all. The measurement counts.");
        }

        if (estimate.Sensitivity is [var most, ..])
        {
            yield return new(
                $"Ce qui change le plus le carbone : {most.Input}, de {FootprintWords.Number(most.Low, Language.French)} à {FootprintWords.Number(most.High, Language.French)} (× {FootprintWords.Number(most.Factor, Language.French)})",
                $"What moves the carbon most: {most.Input}, {FootprintWords.Number(most.Low, Language.English)} to {FootprintWords.Number(most.High, Language.English)} (× {FootprintWords.Number(most.Factor, Language.English)})");
        }

        yield return new(
            $"Ordres de grandeur, valeur centrale entre parenthèses ; facteurs : {estimate.Factors}. Hors périmètre : {string.Join(" ; ", estimate.Excluded.Select(line => line.Fr))}.",
            $"Orders of magnitude, central value in brackets; factors: {estimate.Factors}. Excluded: {string.Join("; ", estimate.Excluded.Select(line => line.En))}.");
    }

    private static LocalizedText Told(LocalizedText what, Footprint footprint) => footprint.EnergyKWh.Why is { } why
        ? new($"{what.Fr} : inconnu, {why.Fr}", $"{what.En}: unknown, {why.En}")
        : new($"{what.Fr} : {Quantities(footprint, Language.French)}", $"{what.En}: {Quantities(footprint, Language.English)}");

    private static string Quantities(Footprint footprint, Language language)
    {
        var isFrench = language == Language.French;
        return string.Join(isFrench ? " ; " : "; ", [
            $"{(isFrench ? "énergie" : "energy")} {Quantity(footprint.EnergyKWh, FootprintWords.Energy)}",
            $"{(isFrench ? "carbone de l'électricité" : "carbon of electricity")} {Quantity(footprint.CarbonKg, FootprintWords.Mass)}",
            $"{(isFrench ? "carbone de fabrication" : "carbon of manufacture")} {Quantity(footprint.EmbodiedCarbonKg, FootprintWords.Mass)}",
            $"{(isFrench ? "eau" : "water")} {Quantity(footprint.WaterL, FootprintWords.Volume)}",
        ]);

        string Quantity(Amount amount, Func<Interval, Language, string> told) => amount.Value is { } value ? told(value, language) : isFrench ? $"inconnu ({amount.Why!.Fr})" : $"unknown ({amount.Why!.En})";
    }

    private static FootprintScenario ScenarioOf(Manifest manifest, Measured? measured) => new()
    {
        Training = manifest.Training is null && measured is null ? null : TrainingOf(manifest.Training, measured),
        Inference = manifest.Usage is { } usage ? InferenceOf(usage, manifest) : null,
        Project = new() { Years = manifest.Usage?.Years, Users = manifest.Usage?.Users },
    };

    /// <summary>A year holds as many trainings as the manifest says, and no fewer than were measured; without either, one. What each costs is the mean of the runs measured, before what is declared.</summary>
    private static TrainingScenario TrainingOf(TrainingEntry? training, Measured? measured)
    {
        var (count, device) = Hardware(training?.Hardware);
        return new()
        {
            Hours = training?.Hours,
            EnergyKWh = measured is null ? training?.EnergyKWh : measured.Total / measured.Runs,
            Country = training?.Country,
            Repeats = measured is null ? training?.RunsPerYear : Math.Max(measured.Runs, training?.RunsPerYear ?? 1),
            // The manifest's power is the mean of the whole machine: its memory and its load are in it.
            MemoryGB = training?.PowerW is null ? null : 0,
            Hardware = training?.PowerW is null && device is null ? [] : [new() { Device = device, Count = count, PowerW = training?.PowerW / count, Usage = training?.PowerW is null ? null : 1 }],
        };
    }

    private static InferenceScenario InferenceOf(UsageEntry usage, Manifest manifest)
    {
        var model = manifest.Models.Select(model => model.Name).FirstOrDefault(name => FootprintFactorsReader.Own.ModelNamed(name) is not null);
        return new()
        {
            Model = model ?? manifest.Models.Select(entry => entry.Name ?? entry.Id).FirstOrDefault(name => name is not null),
            // Zero tokens is how an author says that the model writes nothing.
            OutputTokens = usage.OutputTokens is 0 ? null : usage.OutputTokens,
            EnergyWhPerRequest = usage.EnergyWhPerRequest,
            Country = manifest.Deployment?.Country,
            RequestsPerYear = usage.RequestsPerYear,
        };
    }

    /// <summary>"2 × A100" is two of them; words without a count are one.</summary>
    private static (double Count, string? Device) Hardware(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
            return (1, null);
        var text = written.Trim();
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var device = text[digits..].TrimStart(' ', 'x', '×', '*');
        return int.TryParse(text[..digits], CultureInfo.InvariantCulture, out var count) && count > 0 && device.Length > 0 ? (count, device) : (1, text);
    }

    private static Interval? DeclaredOnce(TrainingEntry? training)
    {
        if (training?.EnergyKWh is { } energy)
            return Interval.Exactly(energy);
        return training is { Hours: { } hours, PowerW: { } power } ? Interval.Exactly(hours * power / 1000) : null;
    }

    private static Fact Agreement(DerivedFacts state, Manifest manifest, FactSet facts, Measured? measured)
    {
        if (measured is null)
            return state.Unknown(Subject.Dossier, Agrees, CodeCarbonCollector.TotalEnergy, facts.Find(Subject.Dossier, CodeCarbonCollector.TotalEnergy));
        if (DeclaredOnce(manifest.Training) is not { } declared)
            return state.NotDeclared(Subject.Dossier, Agrees, "training.energyKWh");
        var agrees = declared.High * Tolerance >= measured.Least && declared.Low <= measured.Total * Tolerance;
        return state.Compared(Subject.Dossier, Agrees, new BooleanValue(agrees), DerivedFacts.In(manifest.Training, "energyKWh"));
    }

    private static Fact Grid(DerivedFacts state, DeploymentEntry? deployment)
    {
        if (string.IsNullOrWhiteSpace(deployment?.Country))
            return state.NotDeclared(Subject.Dossier, LowCarbonGrid, "deployment.country");
        var grids = FootprintFactorsReader.Own.GridsOf(deployment.Country).Select(grid => grid.GramsPerKWh!.Value).ToList();
        if (grids.Count == 0)
            return state.Unknown(Subject.Dossier, LowCarbonGrid, new(UnavailableBecause.NotFound, new($"aucune intensité connue pour « {deployment.Country} »", $"no intensity is known for \"{deployment.Country}\"")));
        if (grids.Min() < LowCarbonGrams && grids.Max() >= LowCarbonGrams)
        {
            return state.Unknown(Subject.Dossier, LowCarbonGrid, new(UnavailableBecause.NotFound, new(
                $"les sources ne s'accordent pas : de {FootprintWords.Number(grids.Min(), Language.French)} à {FootprintWords.Number(grids.Max(), Language.French)} g/kWh",
                $"sources disagree: {FootprintWords.Number(grids.Min(), Language.English)} to {FootprintWords.Number(grids.Max(), Language.English)} g/kWh")));
        }

        return state.Declared(Subject.Dossier, LowCarbonGrid, new BooleanValue(grids.Max() < LowCarbonGrams), DerivedFacts.In(deployment, "country"));
    }

    /// <summary>kWh of all runs that were measured, and of the least of them; how many there are.</summary>
    private sealed record Measured(double Total, double Least, int Runs, Location? At)
    {
        public static Measured? Of(FactSet facts) =>
            facts.Find(Subject.Dossier, CodeCarbonCollector.TotalEnergy) is { Value: NumberValue { Value: > 0 and var total } } fact
            && facts.Find(Subject.Dossier, CodeCarbonCollector.LeastEnergy)?.Value is NumberValue least
            && facts.Find(Subject.Dossier, CodeCarbonCollector.Runs)?.Value is ObservationsValue { Total: > 0 and var runs }
                ? new(total, least.Value, runs, fact.Provenance.Pointer)
                : null;
    }
}
