using System.Globalization;
using AuditService.Authoring.Footprints;
using AuditService.Collectors.Footprints;
using AuditService.Collectors.ModelCards;
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
    private const string HoursAgree = "training.hoursAgree";
    private const string TimedBy = "training.timedBy";
    private const string MeteredBy = "training.meteredBy";
    private const string CardAgrees = "card.emissionsAgree";
    private const string EstimatedOptions = "options.estimated";
    private const string LowCarbonGrid = "deployment.lowCarbonGrid";

    /// <summary>RGESN 2024, criterion 8.6, until 2030: g CO2e a kWh.</summary>
    private const double LowCarbonGrams = 100;

    /// <summary>Declared and measured figures this many times apart may still speak of the same training: usage, machine and length differ from run to run.</summary>
    private const double Tolerance = 2;

    /// <summary>A card is of one training, the estimate of a year of them, each by its own factors: only an order of magnitude tells them apart.</summary>
    private const double CardTolerance = 10;

    private static readonly FootprintEstimator Estimator = new(FootprintFactorsReader.Own);

    public CollectorIdentity Identity { get; } = new("footprint", 5);

    public IReadOnlyCollection<string> States { get; } = [Estimate, FootprintSheet.FactKey, Agrees, HoursAgree, TimedBy, MeteredBy, CardAgrees, EstimatedOptions, LowCarbonGrid];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var manifest = dossier.Manifest;
        var measured = Measured.Of(facts);
        foreach (var fact in Estimated(state, manifest, measured))
            yield return fact;
        yield return Agreement(state, manifest, facts, measured);
        yield return Durations(state, manifest, facts, measured);
        yield return Sources(state, TimedBy, MeasuredRunsCollector.TotalHours, manifest.Training?.Hours is not null, "training.hours", facts, dossier);
        yield return Sources(state, MeteredBy, MeasuredRunsCollector.TotalEnergy, DeclaredOnce(manifest.Training) is not null, "training.energyKWh", facts, dossier);
        yield return Card(state, manifest, facts, measured);
        foreach (var fact in Options(state, manifest))
            yield return fact;
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
            if (EstimatesOf(manifest, null).ToList() is { Count: > 0 } alone)
                yield return state.Declared(Subject.Dossier, FootprintSheet.FactKey, new TextValue(FootprintSheet.Write(new(null, alone))), DerivedFacts.In(manifest.Options[0]));
            else
                yield return state.NotDeclared(Subject.Dossier, FootprintSheet.FactKey, "training, usage");
            yield break;
        }

        var estimate = Estimator.Estimate(ScenarioOf(manifest, measured));
        var at = DerivedFacts.In(manifest.Training ?? (ManifestEntry?)manifest.Usage) ?? measured?.At;
        var lines = Lines(estimate, manifest, measured).Select(line => new Observation(at!, Detail: line)).ToList();
        yield return state.Declared(Subject.Dossier, Estimate, new ObservationsValue(lines), at);
        yield return state.Declared(Subject.Dossier, FootprintSheet.FactKey, new TextValue(FootprintSheet.Write(new(estimate, [.. EstimatesOf(manifest, estimate)]) { Notes = [.. Notes(manifest, measured)] })), at);
    }

    /// <summary>
    /// Each option whose figures are given; the chosen one without figures of its own has those of the project, and says so. One without AI never has: the
    /// project's figures are those of a model.
    /// </summary>
    private static IEnumerable<OptionEstimate> EstimatesOf(Manifest manifest, FootprintEstimate? project)
    {
        foreach (var (option, index) in manifest.Options.Select((option, index) => (option, index)))
        {
            var isOfProject = option is { Footprint: null, Chosen: true, WithoutAi: not true };
            var estimate = option.Footprint is { } figures ? Estimator.Estimate(ScenarioOf(figures, manifest, option.WithoutAi == true)) : isOfProject ? project : null;
            if (estimate is not null)
                yield return new(option.Name ?? $"#{index + 1}", option.Chosen == true, estimate) { HasFiguresOfProject = isOfProject };
        }
    }

    /// <param name="isAtADesk">An option without AI is done on workstations: no data centre's losses and no water of one.</param>
    private static FootprintScenario ScenarioOf(OptionFootprintEntry figures, Manifest manifest, bool isAtADesk) => new()
    {
        Training = figures.Training is null ? null : TrainingOf(figures.Training, null),
        Inference = figures.Usage is { } usage ? AtADesk(InferenceOf(usage, figures.Model, figures.Country ?? manifest.Deployment?.Country), isAtADesk) : null,
        Project = new() { Years = figures.Usage?.Years ?? manifest.Usage?.Years, Users = figures.Usage?.Users ?? manifest.Usage?.Users },
    };

    private static InferenceScenario AtADesk(InferenceScenario served, bool isAtADesk) => isAtADesk ? served with { Pue = served.Pue ?? 1, WueSite = 0 } : served;

    /// <summary>The options whose carbon or energy of a year is known.</summary>
    private static IEnumerable<Fact> Options(DerivedFacts state, Manifest manifest)
    {
        if (manifest.Options.Count == 0)
            return [state.NotDeclared(Subject.Dossier, EstimatedOptions, "options")];
        var project = manifest.Training is null && manifest.Usage is null ? null : Estimator.Estimate(ScenarioOf(manifest, null));
        var known = EstimatesOf(manifest, project).Where(option => option.Estimate.Year.EnergyKWh.Value is not null).Select(option => option.Name).ToList();
        return [state.Declared(Subject.Dossier, EstimatedOptions, new TextListValue(known), DerivedFacts.In(manifest.Options[0]))];
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
        foreach (var note in Notes(manifest, measured))
            yield return note;
        if (estimate.Sensitivity is [var most, ..])
        {
            yield return new(
                $"Ce qui change le plus le carbone : {most.Input}, de {FootprintWords.Number(most.Low, Language.French)} à {InputUnits.With(most.Input, FootprintWords.Number(most.High, Language.French), Language.French)} (× {FootprintWords.Number(most.Factor, Language.French)})",
                $"What moves the carbon most: {most.Input}, {FootprintWords.Number(most.Low, Language.English)} to {InputUnits.With(most.Input, FootprintWords.Number(most.High, Language.English), Language.English)} (× {FootprintWords.Number(most.Factor, Language.English)})");
        }

        yield return new(
            $"Ordres de grandeur, valeur centrale entre parenthèses ; facteurs : {estimate.Factors}. Hors périmètre : {string.Join(" ; ", estimate.Excluded.Select(line => line.Fr))}.",
            $"Orders of magnitude, central value in brackets; factors: {estimate.Factors}. Excluded: {string.Join("; ", estimate.Excluded.Select(line => line.En))}.");
    }

    /// <summary>What was measured beside what was declared.</summary>
    private static IEnumerable<LocalizedText> Notes(Manifest manifest, Measured? measured)
    {
        if (measured?.Total is { } total && DeclaredOnce(manifest.Training) is { } declared)
        {
            yield return new(
                $"Un entraînement déclaré : {FootprintWords.Energy(declared, Language.French)} ; mesuré : {FootprintWords.Energy(Interval.Exactly(total), Language.French)} en tout, en {measured.Runs} exécution(s), sans les pertes du site. La mesure compte.{Apart(declared, total / measured.Runs, Language.French)}",
                $"One training as declared: {FootprintWords.Energy(declared, Language.English)}; measured: {FootprintWords.Energy(Interval.Exactly(total), Language.English)} in all, in {measured.Runs} run(s), without the losses of the site. The measurement counts.{Apart(declared, total / measured.Runs, Language.English)}");
        }

        if (measured?.Hours is { } hours && manifest.Training?.Hours is { } declaredHours)
        {
            yield return new(
                $"Durée déclarée : {FootprintWords.Number(declaredHours, Language.French)} h par entraînement ; durée journalisée : {FootprintWords.Number(hours, Language.French)} h en tout.",
                $"Duration as declared: {FootprintWords.Number(declaredHours, Language.English)} h a training; duration as logged: {FootprintWords.Number(hours, Language.English)} h in all.");
        }
    }

    /// <summary>How far what was measured is from what was declared, where the two are not the same to the percent.</summary>
    private static string Apart(Interval declared, double measured, Language language)
    {
        if (declared.Central <= 0 || Math.Abs((measured / declared.Central) - 1) < 0.01)
            return "";
        var factor = FootprintWords.Number(measured / declared.Central, language);
        return language == Language.French ? $" Une exécution mesurée vaut {factor} fois ce qui est déclaré." : $" One measured run is {factor} times what is declared.";
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
        Inference = manifest.Usage is { } usage ? InferenceOf(usage, ModelOf(manifest), manifest.Deployment?.Country) : null,
        Project = new() { Years = manifest.Usage?.Years, Users = manifest.Usage?.Users },
    };

    /// <summary>A year holds as many trainings as the manifest says, and no fewer than were measured; without either, one. What each costs is the mean of the runs measured, before what is declared.</summary>
    private static TrainingScenario TrainingOf(TrainingEntry? training, Measured? measured)
    {
        var (count, device) = Hardware(training?.Hardware);
        return new()
        {
            // A duration that was logged is that of all runs together: without an energy it stands for the one training that is declared.
            Hours = measured is { Total: null, Hours: { } logged } ? logged : training?.Hours,
            EnergyKWh = measured?.EnergyEach ?? training?.EnergyKWh,
            Country = training?.Country,
            Pue = training?.Pue,
            Repeats = measured?.Total is null ? training?.RunsPerYear : Math.Max(measured.Runs, training?.RunsPerYear ?? 1),
            // The manifest's power is the mean of the whole machine: its memory and its load are in it.
            MemoryGB = training?.PowerW is null ? null : 0,
            Hardware = training?.PowerW is null && device is null ? [] : [new() { Device = device, Count = count, PowerW = training?.PowerW / count, Usage = training?.PowerW is null ? null : 1 }],
        };
    }

    /// <summary>A model whose size is known, else the first that is named.</summary>
    private static string? ModelOf(Manifest manifest) =>
        manifest.Models.Select(model => model.Name).FirstOrDefault(name => FootprintFactorsReader.Own.ModelNamed(name) is not null)
        ?? manifest.Models.Select(entry => entry.Name ?? entry.Id).FirstOrDefault(name => name is not null);

    private static InferenceScenario InferenceOf(UsageEntry usage, string? model, string? country) => new()
    {
        Model = model,
        // Zero tokens is how an author says that the model writes nothing.
        OutputTokens = usage.OutputTokens is 0 ? null : usage.OutputTokens,
        EnergyWhPerRequest = usage.EnergyWhPerRequest,
        Pue = usage.Pue,
        Country = country,
        RequestsPerYear = usage.RequestsPerYear,
    };

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
        if (measured is not { Total: { } total, Least: { } least })
            return state.Unknown(Subject.Dossier, Agrees, MeasuredRunsCollector.TotalEnergy, facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalEnergy));
        if (DeclaredOnce(manifest.Training) is not { } declared)
            return state.NotDeclared(Subject.Dossier, Agrees, "training.energyKWh");
        var agrees = declared.High * Tolerance >= least && declared.Low <= total * Tolerance;
        return state.Compared(Subject.Dossier, Agrees, new BooleanValue(agrees), DerivedFacts.In(manifest.Training, "energyKWh"));
    }

    /// <summary>The hours declared of one training lie between half the shortest that they may be of, and twice all that was logged.</summary>
    private static Fact Durations(DerivedFacts state, Manifest manifest, FactSet facts, Measured? measured)
    {
        if (measured?.Hours is not { } hours)
            return state.Unknown(Subject.Dossier, HoursAgree, MeasuredRunsCollector.TotalHours, facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalHours));
        if (manifest.Training?.Hours is not { } declared)
            return state.NotDeclared(Subject.Dossier, HoursAgree, "training.hours");
        var agrees = declared * Tolerance >= hours / measured.Runs && declared <= hours * Tolerance;
        return state.Compared(Subject.Dossier, HoursAgree, new BooleanValue(agrees), DerivedFacts.In(manifest.Training, "hours"));
    }

    /// <summary>
    /// Who gives a figure of the training: its author, tools, both or nobody. What a whole manifest leaves out is not declared, and cannot disagree with a
    /// measurement; a draft may still say it.
    /// </summary>
    private static Fact Sources(DerivedFacts state, string key, string measuredKey, bool isDeclared, string manifestKey, FactSet facts, Dossier dossier)
    {
        var measurement = facts.Find(Subject.Dossier, measuredKey);
        if (measurement is null or { Value: null, Why.Because: not UnavailableBecause.NotFound })
            return state.Unknown(Subject.Dossier, key, measuredKey, measurement);
        if (measurement.Value is not null && !isDeclared && !dossier.IsDeclared)
            return state.NotDeclared(Subject.Dossier, key, manifestKey);
        List<string> sources = [];
        if (isDeclared)
            sources.Add("declared");
        if (measurement.Value is not null)
            sources.Add("measured");
        return state.Compared(Subject.Dossier, key, new TextListValue(sources), measurement.Provenance.Pointer ?? DerivedFacts.In(dossier.Manifest.Training));
    }

    /// <summary>Carbon of training that a model card gives, against the estimate of a year of trainings: an order of magnitude apart is two stories.</summary>
    private static Fact Card(DerivedFacts state, Manifest manifest, FactSet facts, Measured? measured)
    {
        var given = facts.Find(Subject.Dossier, ModelCardCollector.Emissions);
        if (given?.Value is not NumberValue { Value: var grams })
            return state.Unknown(Subject.Dossier, CardAgrees, ModelCardCollector.Emissions, given);
        var estimate = Estimator.Estimate(ScenarioOf(manifest, measured)).Training.CarbonKg;
        if (estimate.Value is not { } carbon)
            return state.Unknown(Subject.Dossier, CardAgrees, new(UnavailableBecause.NotFound, estimate.Why ?? new("l'entraînement n'est pas estimé", "the training is not estimated")));
        var kilograms = grams / 1000;
        return state.Compared(Subject.Dossier, CardAgrees, new BooleanValue(kilograms * CardTolerance >= carbon.Low && kilograms <= carbon.High * CardTolerance), given.Provenance.Pointer);
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

    /// <summary>kWh of all runs that were measured, and of the least of them; how many there are; hours of all of them, where energy was not kept too.</summary>
    private sealed record Measured(double? Total, double? Least, int Runs, double? Hours, Location? At)
    {
        /// <summary>kWh of the mean run; null where no tool kept an energy.</summary>
        public double? EnergyEach => Total / Runs;

        public static Measured? Of(FactSet facts)
        {
            var energy = facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalEnergy);
            var hours = facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalHours);
            if (energy?.Value is NumberValue { Value: > 0 and var total }
                && facts.Find(Subject.Dossier, MeasuredRunsCollector.LeastEnergy)?.Value is NumberValue least
                && facts.Find(Subject.Dossier, MeasuredRunsCollector.CountedRuns)?.Value is NumberValue { Value: > 0 and var runs })
            {
                return new(total, least.Value, (int)runs, (hours?.Value as NumberValue)?.Value, energy.Provenance.Pointer);
            }

            return hours?.Value is NumberValue { Value: > 0 and var timed } ? new(null, null, 1, timed, hours.Provenance.Pointer) : null;
        }
    }
}
