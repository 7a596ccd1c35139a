using System.Text;
using AuditService.Collectors.Inventory;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Footprints;

namespace AuditService.Collectors.Footprints;

/// <summary>
/// States the electricity and the time that tools measured while the project ran, from the files that they left in the dossier: CodeCarbon, MLflow, Weights
/// &amp; Biases. The same training is often logged twice: the runs of one tool count, the first in the order of trust that kept an energy; the others are shown.
/// </summary>
internal sealed class MeasuredRunsCollector : IFactCollector
{
    public const string Runs = "impact.measuredRuns";
    public const string TotalEnergy = "impact.measuredEnergyKWh";
    public const string LeastEnergy = "impact.measuredLeastRunKWh";

    /// <summary>How many runs the energy is of.</summary>
    public const string CountedRuns = "impact.measuredRunCount";

    public const string TotalHours = "impact.measuredHours";

    /// <summary>What a table of CodeCarbon is called by those who saved it anew.</summary>
    private static readonly string[] Names = ["emission", "codecarbon"];

    public CollectorIdentity Identity { get; } = new("measurements", 2);

    public IReadOnlyCollection<string> States { get; } = [Runs, TotalEnergy, LeastEnergy, CountedRuns, TotalHours];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var emissions = context.Dossier.Files.Where(file => file.Nature.SetApart == SetApart.Measurement).ToList();
        // Such a file stays a data set: what its other columns hold is looked at as in any other.
        var alike = context.Dossier.Files.Where(file => file.Nature is { Kind: FileKind.Dataset, SetApart: null } && Names.Any(name => Path.GetFileName(file.Path).Contains(name, StringComparison.OrdinalIgnoreCase))).ToList();
        var mlflow = MlflowRuns.Files(context.Dossier);
        var wandb = WandbRuns.Files(context.Dossier);
        var input = string.Join('\n', emissions.Concat(alike).Concat(mlflow).Concat(wandb).Select(file => $"{file.Path}|{file.Sha256}"));
        yield return new("measurements", input, [], _ => Task.FromResult(State(emissions, alike, mlflow, wandb, context)));
    }

    private IReadOnlyList<Fact> State(IReadOnlyList<DossierFile> emissions, IReadOnlyList<DossierFile> alike, IReadOnlyList<DossierFile> mlflow, IReadOnlyList<DossierFile> wandb, CollectionContext context)
    {
        var runs = new List<MeasuredRun>();
        var unread = new List<UnreadMeasurement>();
        foreach (var file in emissions)
        {
            if (file.Size > context.Settings.MaximumTextFile)
                return Unknown(new(UnavailableBecause.RefusedByLimit, new($"{file.Path} est trop grand", $"{file.Path} is too large")), file);
            using var text = new StreamReader(context.Content.Open(file.Sha256), Encoding.UTF8);
            var (read, problem) = EmissionsFile.Read(file.Path, text);
            if (problem is not null)
                return Unknown(new(UnavailableBecause.Unreadable, problem), file);
            runs.AddRange(read);
        }

        foreach (var file in alike)
        {
            using var text = new StreamReader(context.Content.Open(file.Sha256), Encoding.UTF8);
            if (EmissionsFile.Unlike(file.Path, text) is { } why)
                unread.Add(new(MeasuringTool.CodeCarbon, file.Path, new(UnavailableBecause.Unreadable, why)));
        }

        runs.AddRange(MlflowRuns.Read(mlflow, context.Content, unread));
        runs.AddRange(WandbRuns.Read(wandb, context.Content, unread));
        // What another tool measured better does not miss the file of this one.
        var best = runs.Where(run => run.EnergyKWh is not null).Select(run => (MeasuringTool?)run.Tool).Min();
        if (unread.OrderBy(one => one.Tool).ThenBy(one => one.Path, StringComparer.Ordinal).FirstOrDefault(one => best is null || one.Tool <= best) is { } lost)
            return [.. States.Select(key => Unavailable(key, lost.Why, Location.File(lost.Path)))];
        return State(runs, context.Settings.MaximumObservations);
    }

    private IReadOnlyList<Fact> State(List<MeasuredRun> runs, int most)
    {
        var none = new Unavailability(UnavailableBecause.NotFound, new(
            "aucune mesure de CodeCarbon (emissions.csv), de MLflow (mlruns) ou de Weights & Biases (wandb) dans le dossier",
            "no measurement of CodeCarbon (emissions.csv), MLflow (mlruns) or Weights & Biases (wandb) in the dossier"));
        var counted = Counted(runs, run => run.EnergyKWh is not null);
        var timed = counted.Exists(run => run.Hours is not null) ? counted : Counted(runs, run => run.Hours is not null);
        var first = counted.Count == 0 ? null : Location.File(counted[0].Path, counted[0].Line);
        var at = timed.Count == 0 ? null : Location.File(timed[0].Path, timed[0].Line);
        return
        [
            Known(Runs, new ObservationsValue([.. runs.Take(most).Select(run => Sighting(run, counted.Contains(run) || (counted.Count == 0 && timed.Contains(run)), run.Tool == (counted.Count > 0 ? counted : timed).Select(one => one.Tool).FirstOrDefault()))], runs.Count), null),
            counted.Count == 0 ? Unavailable(TotalEnergy, none, null) : Known(TotalEnergy, new NumberValue(counted.Sum(run => run.EnergyKWh!.Value)), first),
            counted.Count == 0 ? Unavailable(LeastEnergy, none, null) : Known(LeastEnergy, new NumberValue(counted.Min(run => run.EnergyKWh!.Value)), first),
            counted.Count == 0 ? Unavailable(CountedRuns, none, null) : Known(CountedRuns, new NumberValue(counted.Count), first),
            timed.Sum(run => run.Hours ?? 0) is var hours and > 0 ? Known(TotalHours, new NumberValue(hours), at) : Unavailable(TotalHours, none, null),
        ];
    }

    private static List<MeasuredRun> Counted(List<MeasuredRun> runs, Func<MeasuredRun, bool> has)
    {
        var tool = runs.Where(has).Select(run => run.Tool).DefaultIfEmpty().Min();
        return [.. runs.Where(run => run.Tool == tool && has(run))];
    }

    private static Observation Sighting(MeasuredRun run, bool counts, bool isOfTool) => new(Location.File(run.Path, run.Line), Detail: new(Told(run, counts, isOfTool, Language.French), Told(run, counts, isOfTool, Language.English)));

    /// <param name="isOfTool">True where it was kept by the tool whose runs count: without an energy it adds nothing, and takes nothing away.</param>
    private static string Told(MeasuredRun run, bool counts, bool isOfTool, Language language)
    {
        var isFrench = language == Language.French;
        var tool = run.Tool switch
        {
            MeasuringTool.Mlflow => "MLflow",
            MeasuringTool.WeightsAndBiases => "Weights & Biases",
            _ => "CodeCarbon",
        };
        var hours = run.Hours is { } duration ? $"{FootprintWords.Number(duration, language)} h" : null;
        var told = isFrench ? $"mesuré par {tool} : " : $"measured by {tool}: ";
        told += run.EnergyKWh is { } energy
            ? FootprintWords.Energy(Interval.Exactly(energy), language) + (hours is null ? "" : isFrench ? $" en {hours}" : $" in {hours}")
            : hours + (isFrench ? ", sans énergie" : ", without energy");
        if (run.CarbonKg is { } carbon)
            told += isFrench ? $", {FootprintWords.Mass(Interval.Exactly(carbon), language)} selon ses facteurs" : $", {FootprintWords.Mass(Interval.Exactly(carbon), language)} by its factors";
        if (run.IsOfAcceleratorsOnly)
            told += isFrench ? " ; cartes graphiques seules" : "; graphics cards only";
        if (!counts && !isOfTool)
            told += isFrench ? " ; non ajouté, un autre outil compte déjà" : "; not added, another tool counts already";
        return told;
    }

    private IReadOnlyList<Fact> Unknown(Unavailability why, DossierFile file) => [.. States.Select(key => Unavailable(key, why, Location.File(file.Path)))];

    /// <summary>A file of the author's: we did not see the measurement being made.</summary>
    private Fact Known(string key, FactValue value, Location? at) => Fact.Known(Subject.Dossier, key, value, new(Identity, EvidenceGrade.Attached, at));

    private Fact Unavailable(string key, Unavailability why, Location? at) => Fact.Unavailable(Subject.Dossier, key, why, new(Identity, EvidenceGrade.Attached, at));
}
