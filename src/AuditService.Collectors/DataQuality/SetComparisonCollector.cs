using System.Globalization;
using AuditService.Collectors.Datasets;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.DataQuality;

/// <summary>Compares the data sets of a dossier: how far test, validation and production sets have drifted from what was learnt, and which sets link people.</summary>
internal sealed class SetComparisonCollector(TimeProvider time, DatasetShelf? shelf = null) : IFactCollector
{
    private const string ComparedWith = "dataset.comparedWith";
    private const string Drifted = "dataset.driftedColumns";
    private const string Linked = "dataset.linkedSets";

    /// <summary>Sets held together, the first of the dossier.</summary>
    private const int MostSets = 8;

    private const double Drifts = 0.1;

    private const double DriftsFar = 0.25;

    /// <summary>With fewer rows an index of 0.1 is chance.</summary>
    private const int LeastRows = 200;

    private const double Doubtful = 0.5;

    private static readonly string[] Keys = [ComparedWith, Drifted, Linked];

    private readonly DatasetShelf shelf = shelf ?? new(time);

    public CollectorIdentity Identity { get; } = new("set-comparison", QualityMeasures.Version);

    public IReadOnlyCollection<string> States { get; } = Keys;

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var declared = context.Dossier.Manifest.DataSets.Where(entry => entry.Path is not null).GroupBy(entry => entry.Path!, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Use, StringComparer.Ordinal);
        var files = context.Dossier.Of(FileKind.Dataset).ToList();
        if (files.Count == 0) yield break;
        var sets = files
            .Where(file => file.Nature.SetApart is null && DatasetCollector.Reads(file, context.Settings))
            .Take(MostSets)
            .Select(file => new ComparedSet(file, DataSetUse.Of(declared.GetValueOrDefault(file.Path), file.Path), DataQualityCollector.OptionsOf(DataQualityCollector.ColumnsOf(context.Dossier, file.Path))))
            .ToList();
        var input = string.Join('\n', files.Select(file => file.Path).Concat(sets.Select(set => $"{set.File.Path}|{set.File.Sha256}|{string.Join(',', set.Uses)}|{string.Join(',', set.Options.Quasi)}|{set.Options.Label}|{set.Options.Prediction}")));
        var subjects = files.Select(file => new Subject(SubjectKind.Dataset, file.Path)).ToList();
        yield return new("set-comparison", input, subjects, cancellation => Task.Run(() => State(files, sets, context, cancellation), cancellation));
    }

    private IReadOnlyList<Fact> State(IReadOnlyList<DossierFile> files, List<ComparedSet> sets, CollectionContext context, CancellationToken cancellation)
    {
        // The training sets come first: drift is measured from what was named before.
        var ordered = sets.OrderBy(set => !set.Uses.Contains(DataSetUse.Training, StringComparer.Ordinal)).ToList();
        var readings = ordered.Count < 2 ? [] : Between(ordered, context, cancellation);
        var training = sets.Where(set => set.Uses.Contains(DataSetUse.Training, StringComparer.Ordinal)).Select(set => set.File.Path).ToHashSet(StringComparer.Ordinal);
        var facts = new List<Fact>();
        foreach (var file in files)
        {
            var subject = new Subject(SubjectKind.Dataset, file.Path);
            var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, Location.File(file.Path));
            var mine = readings.Where(reading => FileOf(reading.Source) == file.Path).ToList();
            var isRead = mine.Exists(reading => reading.Columns.Count > 0);
            if (!isRead && (sets.Count >= 2 || sets.TrueForAll(set => set.File.Path != file.Path)))
            {
                var why = new Unavailability(UnavailableBecause.Unreadable, mine.Select(reading => reading.Problem).FirstOrDefault(problem => problem is not null) ?? new("jeu non lu, ou au-delà des huit jeux comparés entre eux", "data set not read, or beyond the eight that are compared with each other"));
                facts.AddRange(Keys.Select(key => Fact.Unavailable(subject, key, why, provenance)));
                continue;
            }

            var learnt = training.Contains(file.Path) ? [] : mine.SelectMany(reading => reading.Drift).Where(drift => training.Contains(FileOf(drift.With)) && drift.Rows >= LeastRows).ToList();
            facts.Add(Fact.Known(subject, ComparedWith, new TextListValue([.. learnt.Select(drift => drift.With).Distinct(StringComparer.Ordinal)]), provenance));
            facts.Add(Fact.Known(subject, Drifted, Observed(learnt.SelectMany(drift => drift.Columns.Where(column => column.Psi - column.Chance >= Drifts).Select(column => Seen(file.Path, drift.With, column))), context), provenance));
            facts.Add(Fact.Known(subject, Linked, Observed(mine.SelectMany(reading => reading.Contamination).Where(found => found.UniqueLinks > 0).Select(found => Seen(file.Path, found)), context), provenance));
        }

        return facts;
    }

    /// <summary>Sets that are too large to be kept together share one bound of memory.</summary>
    private IReadOnlyList<QualityReading> Between(List<ComparedSet> sets, CollectionContext context, CancellationToken cancellation)
    {
        var paths = sets.ConvertAll(set => context.Content.PathOf(set.File.Sha256));
        return DatasetShelf.Keeps(sets.Sum(set => set.File.Size))
            ? shelf.LookAtAll(paths, files => QualityMeasures.Between([.. files.Zip(sets, (file, set) => (file, set.File.Path, set.Options))], cancellation), cancellation)
            : new QualityMeasures(time, shelf.Limits).Between([.. paths.Zip(sets, (path, set) => (path, set.File.Path, set.Options))], cancellation);
    }

    private static ObservationsValue Observed(IEnumerable<Observation> found, CollectionContext context)
    {
        var all = found.ToList();
        return new([.. all.Take(context.Settings.MaximumObservations)], all.Count);
    }

    private static Observation Seen(string path, string with, ColumnDrift column)
    {
        var psi = column.Psi.ToString("0.00", CultureInfo.InvariantCulture);
        return new(Location.InDataset(path, column.Column), Detail: new($"PSI de {psi} par rapport à {with}", $"PSI of {psi} against {with}"), Confidence: column.Psi - column.Chance >= DriftsFar ? 1 : Doubtful);
    }

    private static Observation Seen(string path, Contamination found)
    {
        var share = ((found.UniqueLinks ?? 0) * 100).ToString("0.#", CultureInfo.InvariantCulture);
        return new(Location.File(path), Detail: new($"{share} % des lignes du plus petit jeu se rattachent à une seule ligne de {found.With}", $"{share} % of the rows of the smaller set link to one row of {found.With}"));
    }

    /// <summary>A sheet is of its workbook.</summary>
    private static string FileOf(string source) => source.Contains(".xlsx#", StringComparison.OrdinalIgnoreCase) ? source[..(source.IndexOf(".xlsx#", StringComparison.OrdinalIgnoreCase) + 5)] : source;

    private sealed record ComparedSet(DossierFile File, IReadOnlyList<string> Uses, QualityOptions Options);
}
