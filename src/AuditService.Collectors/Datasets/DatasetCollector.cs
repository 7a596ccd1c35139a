using System.Collections.Frozen;
using System.Globalization;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Datasets;

/// <summary>States what is in the data files of the dossier: their figures, and the personal data of their columns. One step a file.</summary>
internal sealed class DatasetCollector(TimeProvider time, PersonalDataDetector? detector = null, DatasetShelf? shelf = null) : IFactCollector
{
    private const string Count = "dossier.datasets";

    /// <summary>Below this the detector itself doubts: shown by a scan, not held against an author.</summary>
    private const double LeastConfidence = 0.6;

    /// <summary>Sightings in a text that count: a lone first name does not, a number with its key does.</summary>
    private const double LeastConfidenceInTexts = 0.65;

    private const double Proven = 0.9;

    /// <summary>Nothing but what a person has to weigh: below <see cref="Observation.Sure"/>.</summary>
    private const double Guessed = 0.5;

    private const int EmptiestTold = 10;

    /// <summary>The formats, as the inventory names them, that the profiler reads.</summary>
    private static readonly FrozenSet<string> Readable = FrozenSet.ToFrozenSet(
        ["csv", "tsv", "psv", "jsonl", "json", "geojson", "parquet", "xlsx", "csv.gz", "tsv.gz", "psv.gz", "jsonl.gz", "json.gz", "geojson.gz"], StringComparer.Ordinal);

    private static readonly string[] Keys =
    [
        "dataset.format", "dataset.rows", "dataset.columns", "dataset.missingShare", "dataset.maxColumnMissingShare", "dataset.emptiestColumns", "dataset.duplicateRowShare", "dataset.constantColumns",
        "dataset.personalColumns", "dataset.directIdentifierColumns", "dataset.specialCategoryColumns", "dataset.nirColumns", "dataset.childrenData", "dataset.freeTextPersonalData",
    ];

    private readonly DatasetShelf shelf = shelf ?? new(time, detector);

    public CollectorIdentity Identity { get; } = new("datasets", DatasetProfiler.Version);

    public IReadOnlyCollection<string> States { get; } = [Count, .. Keys, .. ColumnFacts.Keys];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var files = context.Dossier.Of(FileKind.Dataset).ToList();
        yield return new(Count, InputHash: null, [], _ => Task.FromResult<IReadOnlyList<Fact>>(
            [Fact.Known(Subject.Dossier, Count, new NumberValue(files.Count), new(Identity, EvidenceGrade.MachineChecked))]));
        foreach (var file in files)
        {
            var subject = new Subject(SubjectKind.Dataset, file.Path);
            // Ages are counted from the day of the audit: a year is fine enough for the cache.
            var input = $"{file.Sha256}|{context.Settings.MaximumFile}|{context.Settings.MaximumObservations}|{time.GetUtcNow().Year}|{detector?.Recognizers}";
            yield return new(file.Path, input, [subject], cancellation => Task.Run(() => State(subject, file, context, cancellation), cancellation));
        }
    }

    /// <summary>True for a file that is within the limits and of a format that is read.</summary>
    internal static bool Reads(DossierFile file, CollectionSettings settings) => file.Size <= settings.MaximumFile && Readable.Contains(file.Nature.Format);

    private IReadOnlyList<Fact> State(Subject subject, DossierFile file, CollectionContext context, CancellationToken cancellation)
    {
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, Location.File(file.Path));
        if (file.Size > context.Settings.MaximumFile)
        {
            return Unavailable(new(UnavailableBecause.RefusedByLimit, new(
                $"{file.Path} : {file.Size} octets, plus que les {context.Settings.MaximumFile} permis", $"{file.Path}: {file.Size} bytes, more than the {context.Settings.MaximumFile} allowed")));
        }

        if (!Readable.Contains(file.Nature.Format))
            return Unavailable(new(UnavailableBecause.Unreadable, new($"le format {file.Nature.Format} n'est pas lu", $"the format {file.Nature.Format} is not read")));

        var profiler = new DatasetProfiler(time, shelf.Limits, shelf.Detector);
        var readings = shelf.Look(context.Content.PathOf(file.Sha256), loaded => profiler.Profile(loaded, file.Path, cancellation), cancellation);
        var profiles = readings.Where(reading => reading.Profile is not null).ToList();
        if (profiles.Count == 0) return Unavailable(new(UnavailableBecause.Unreadable, readings[0].Problem ?? DatasetProblems.NoRows));
        var unseen = profiles.Select(reading => reading.Profile!.Incomplete).FirstOrDefault(reason => reason is not null)
            ?? readings.FirstOrDefault(reading => reading.Profile is null)?.Problem;
        return
        [
            .. Known(profiles, file.Path, context.Settings.MaximumObservations).Select(fact => unseen is not null && IsNothing(fact.Key, fact.Value)
                ? Fact.Unavailable(subject, fact.Key, new(UnavailableBecause.Unreadable, new($"rien dans la partie lue, mais {unseen.Fr}", $"nothing in the part that was read, but {unseen.En}")), provenance)
                : Fact.Known(subject, fact.Key, fact.Value, provenance)),
            .. ColumnFacts.Of(file.Path, ColumnsOf(profiles), Identity),
        ];

        IReadOnlyList<Fact> Unavailable(Unavailability why) => [.. Keys.Select(key => Fact.Unavailable(subject, key, why, provenance))];
    }

    /// <summary>That no personal datum was found says nothing of what was not read.</summary>
    private static bool IsNothing(string key, FactValue value) =>
        key is "dataset.personalColumns" or "dataset.directIdentifierColumns" or "dataset.specialCategoryColumns" or "dataset.nirColumns" or "dataset.childrenData" or "dataset.freeTextPersonalData"
        && value is ObservationsValue { Total: 0 } or BooleanValue { Value: false };

    /// <summary>The facts of a file; the sheets of a workbook are told together, their columns by <c>sheet!column</c>.</summary>
    internal static IEnumerable<(string Key, FactValue Value)> Known(IReadOnlyList<DatasetReading> readings, string path, int maximum)
    {
        var columns = ColumnsOf(readings);
        var rows = readings.Sum(reading => reading.Profile!.Rows);
        var cells = columns.Sum(column => column.Rows);

        yield return ("dataset.format", new TextValue(readings[0].Format));
        yield return ("dataset.rows", new NumberValue(rows));
        yield return ("dataset.columns", new TextListValue([.. columns.Select(column => column.Name)]));
        yield return ("dataset.missingShare", new NumberValue(Share(columns.Sum(column => column.Column.Missing), cells)));
        yield return ("dataset.maxColumnMissingShare", new NumberValue(columns.Count == 0 ? 0 : columns.Max(column => Share(column.Column.Missing, column.Rows))));
        yield return ("dataset.emptiestColumns", Emptiest(path, columns.Select(column => (column.Name, Share(column.Column.Missing, column.Rows)))));
        yield return ("dataset.duplicateRowShare", new NumberValue(Share(readings.Sum(reading => reading.Profile!.DuplicateRows), rows)));
        yield return ("dataset.constantColumns", Observed(columns
            .Where(column => column.Rows > 1 && (column.Column.Distinct == 0 || (column.Column.Distinct == 1 && column.Column.Missing == 0)))
            .Select(column => new Observation(Location.InDataset(path, column.Name), Detail: column.Column.Distinct == 0
                ? new("aucune valeur", "no value")
                : new("une seule valeur", "a single value")))));
        yield return ("dataset.personalColumns", Personal(category => category.IsAboutPeople()));
        yield return ("dataset.directIdentifierColumns", Personal(category => category.IsDirectIdentifier()));
        yield return ("dataset.specialCategoryColumns", Personal(category => category.IsSpecial() || category.IsOffence()));
        yield return ("dataset.nirColumns", Personal(category => category == PersonalDataCategory.Nir));
        yield return ("dataset.childrenData", new BooleanValue(readings.Any(reading => reading.Profile!.HoldsChildren)));
        yield return ("dataset.freeTextPersonalData", Observed(columns.Select(column => InTexts(path, column.Name, column.Column)).OfType<Observation>()));

        ObservationsValue Personal(Func<PersonalDataCategory, bool> counts) => Observed(columns
            .Select(column => (column.Name, column.Column, Found: column.Column.Categories.Where(category => category.Confidence >= LeastConfidence && counts(category.Category)).ToList()))
            .Where(column => column.Found.Count > 0)
            .Select(column => new Observation(Location.InDataset(path, column.Name), column.Column.Excerpt, Detail(column.Found), column.Found[0].Confidence)));

        ObservationsValue Observed(IEnumerable<Observation> found)
        {
            var all = found.ToList();
            return new(all.Count > maximum ? all[..maximum] : all, all.Count);
        }
    }

    private static List<(string Name, ColumnProfile Column, long Rows)> ColumnsOf(IReadOnlyList<DatasetReading> readings) =>
    [
        .. readings.SelectMany(reading => reading.Profile!.Columns.Select(column => (
            readings.Count > 1 ? $"{reading.Source[(reading.Source.LastIndexOf('#') + 1)..]}!{column.Name}" : column.Name,
            column,
            reading.Profile.Rows))),
    ];

    private static ObservationsValue Emptiest(string path, IEnumerable<(string Name, double Share)> columns)
    {
        var lacking = columns.Where(column => column.Share > 0).OrderByDescending(column => column.Share).ToList();
        return new(
            [.. lacking.Take(EmptiestTold).Select(column => new Observation(Location.InDataset(path, column.Name), Detail: new($"{Percent(column.Share)} de valeurs manquantes", $"{Percent(column.Share)} of values missing")))],
            lacking.Count);
    }

    /// <summary>« numéro de téléphone (93 %) »; where no value is of a list and the header alone says it, that.</summary>
    private static LocalizedText Detail(IReadOnlyList<ColumnCategory> found) => new(
        string.Join(", ", found.Select(category => $"{category.Category.Label().Fr} ({(ColumnFacts.IsByHeader(category) ? "d'après l'en-tête" : Percent(category.Share))})")),
        string.Join(", ", found.Select(category => $"{category.Category.Label().En} ({(ColumnFacts.IsByHeader(category) ? "by the header" : Percent(category.Share))})")));

    private static Observation? InTexts(string path, string name, ColumnProfile column)
    {
        if (column.Texts is not { WithPersonalData: > 0 } texts) return null;
        var sure = texts.Examples.Where(example => example.Confidence >= LeastConfidenceInTexts).ToList();
        if (sure.Count == 0 && texts.Proven == 0) return null;
        return new(
            Location.InDataset(path, name),
            string.Join(" · ", sure.Take(3).Select(example => example.Excerpt)),
            new(
                $"{texts.WithPersonalData} textes sur {texts.Examined} examinés : {string.Join(", ", texts.ByCategory.Select(found => $"{found.Key.Label().Fr} ({found.Value})"))}",
                $"{texts.WithPersonalData} of {texts.Examined} texts examined: {string.Join(", ", texts.ByCategory.Select(found => $"{found.Key.Label().En} ({found.Value})"))}"),
            texts.Proven > 0 ? Proven : Guessed);
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
