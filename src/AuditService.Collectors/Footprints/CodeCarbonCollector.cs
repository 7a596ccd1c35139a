using System.Text;
using AuditService.Collectors.Inventory;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Footprints;

namespace AuditService.Collectors.Footprints;

/// <summary>States the electricity that CodeCarbon measured while the project ran, from the files that it left in the dossier.</summary>
internal sealed class CodeCarbonCollector : IFactCollector
{
    public const string Runs = "impact.measuredRuns";
    public const string TotalEnergy = "impact.measuredEnergyKWh";
    public const string LeastEnergy = "impact.measuredLeastRunKWh";

    public CollectorIdentity Identity { get; } = new("codecarbon", 1);

    public IReadOnlyCollection<string> States { get; } = [Runs, TotalEnergy, LeastEnergy];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var files = context.Dossier.Files.Where(file => file.Nature.SetApart == SetApart.Measurement).ToList();
        var input = string.Join('\n', files.Select(file => $"{file.Path}|{file.Sha256}"));
        yield return new("codecarbon", input, [], _ => Task.FromResult(State(files, context)));
    }

    private IReadOnlyList<Fact> State(IReadOnlyList<DossierFile> files, CollectionContext context)
    {
        var runs = new List<MeasuredRun>();
        foreach (var file in files)
        {
            if (file.Size > context.Settings.MaximumTextFile)
                return Unknown(new(UnavailableBecause.RefusedByLimit, new($"{file.Path} est trop grand", $"{file.Path} is too large")), file);
            using var text = new StreamReader(context.Content.Open(file.Sha256), Encoding.UTF8);
            var (read, problem) = EmissionsFile.Read(file.Path, text);
            if (problem is not null)
                return Unknown(new(UnavailableBecause.Unreadable, problem), file);
            runs.AddRange(read);
        }

        if (runs.Count == 0)
        {
            var none = new Unavailability(UnavailableBecause.NotFound, new("aucune mesure de CodeCarbon (emissions.csv) dans le dossier", "no measurement of CodeCarbon (emissions.csv) in the dossier"));
            return [Known(Runs, new ObservationsValue([]), null), Unavailable(TotalEnergy, none, null), Unavailable(LeastEnergy, none, null)];
        }

        var first = Location.File(runs[0].Path, runs[0].Line);
        return
        [
            Known(Runs, new ObservationsValue([.. runs.Take(context.Settings.MaximumObservations).Select(Sighting)], runs.Count), null),
            Known(TotalEnergy, new NumberValue(runs.Sum(run => run.EnergyKWh)), first),
            Known(LeastEnergy, new NumberValue(runs.Min(run => run.EnergyKWh)), first),
        ];
    }

    private static Observation Sighting(MeasuredRun run)
    {
        var energy = Interval.Exactly(run.EnergyKWh);
        var carbon = Interval.Exactly(run.CarbonKg);
        var hours = run.Hours;
        return new(Location.File(run.Path, run.Line), Detail: new(
            $"mesuré par CodeCarbon : {FootprintWords.Energy(energy, Language.French)} en {FootprintWords.Number(hours, Language.French)} h, {FootprintWords.Mass(carbon, Language.French)} selon ses facteurs",
            $"measured by CodeCarbon: {FootprintWords.Energy(energy, Language.English)} in {FootprintWords.Number(hours, Language.English)} h, {FootprintWords.Mass(carbon, Language.English)} by its factors"));
    }

    private IReadOnlyList<Fact> Unknown(Unavailability why, DossierFile file) =>
        [Unavailable(Runs, why, Location.File(file.Path)), Unavailable(TotalEnergy, why, Location.File(file.Path)), Unavailable(LeastEnergy, why, Location.File(file.Path))];

    /// <summary>A file of the author's: we did not see the measurement being made.</summary>
    private Fact Known(string key, FactValue value, Location? at) => Fact.Known(Subject.Dossier, key, value, new(Identity, EvidenceGrade.Attached, at));

    private Fact Unavailable(string key, Unavailability why, Location? at) => Fact.Unavailable(Subject.Dossier, key, why, new(Identity, EvidenceGrade.Attached, at));
}
