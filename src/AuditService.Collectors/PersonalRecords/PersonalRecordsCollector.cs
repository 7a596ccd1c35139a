using System.Collections.Frozen;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Identifiers;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>
/// States what a data protection officer looks for in the rows about people, beyond which columns are personal: hashes that can be undone, dates and
/// contradictions, consents, secrets, national numbers, clues to special categories, journeys. One step a file; no value leaves it.
/// </summary>
internal sealed class PersonalRecordsCollector(TimeProvider time, PersonalDataDetector? detector = null, DatasetShelf? shelf = null) : IFactCollector
{
    private const string Uses = "dataset.uses";

    private const string Newest = "dataset.newestRecord";

    private const string Oldest = "dataset.oldestRecord";

    /// <summary>Rows below which that no value comes twice is no sign of a key.</summary>
    private const int LeastRowsOfAKey = 10;

    private static readonly string[] Lists = ["dataset.personKeys", "dataset.repeatedPersonKeys", "dataset.locatedPeople", "dataset.consentColumns"];

    private static readonly string[] Sightings =
    [
        "dataset.reversibleHashes", "dataset.finePrecision", "dataset.impossiblePersonalValues", "dataset.contradictoryPeople", "dataset.trajectories", "dataset.clearSecrets", "dataset.consentsWithoutProof",
        "dataset.withdrawnRows", "dataset.sensitiveProxies", "dataset.biometricColumns", "dataset.offenceColumns", "dataset.nationalIdColumns", "dataset.nirKeys",
    ];

    private static readonly FrozenSet<string> KeyWords = FrozenSet.ToFrozenSet(["id", "num", "numero", "identifiant", "matricule", "uuid", "cle", "key", "ref", "reference", "dossier"], StringComparer.Ordinal);

    private static readonly PersonalDataCategory[] NationalNumbers =
    [
        PersonalDataCategory.Spi, PersonalDataCategory.Ine, PersonalDataCategory.Rpps, PersonalDataCategory.Adeli, PersonalDataCategory.Passport, PersonalDataCategory.IdentityCard,
        PersonalDataCategory.DrivingLicence, PersonalDataCategory.ResidencePermit,
    ];

    private readonly DatasetShelf shelf = shelf ?? new(time, detector);

    public CollectorIdentity Identity { get; } = new("personal-records", DatasetProfiler.Version);

    public IReadOnlyCollection<string> States { get; } = [Uses, Newest, Oldest, .. Lists, .. Sightings];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        foreach (var file in context.Dossier.Of(FileKind.Dataset))
        {
            var subject = new Subject(SubjectKind.Dataset, file.Path);
            var entry = context.Dossier.Manifest.DataSets.FirstOrDefault(set => string.Equals(set.Path, file.Path, StringComparison.Ordinal));
            var keys = (entry?.Columns ?? []).Where(column => column.Role == ColumnRole.Identifier && column.Name is not null).Select(column => column.Name!).ToList();
            var uses = DataSetUse.Of(entry?.Use, file.Path);
            // Births and records are compared with the day of the audit: a year is fine enough for the cache.
            var input = $"{file.Sha256}|{context.Settings.MaximumFile}|{context.Settings.MaximumObservations}|{time.GetUtcNow().Year}|{shelf.Detector.Recognizers}|{string.Join(',', keys)}|{string.Join(',', uses)}";
            yield return new(file.Path, input, [subject], cancellation => Task.Run(() => State(subject, file, keys, uses, context, cancellation), cancellation));
        }
    }

    private IReadOnlyList<Fact> State(Subject subject, DossierFile file, IReadOnlyList<string> keys, IReadOnlyList<string> uses, CollectionContext context, CancellationToken cancellation)
    {
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, Location.File(file.Path));
        var used = Fact.Known(subject, Uses, new TextListValue(uses), provenance);
        if (!DatasetCollector.Reads(file, context.Settings))
            return [used, .. Unavailable(new($"{file.Path} : format non lu ou fichier trop grand", $"{file.Path}: format not read, or file too large"))];

        var found = shelf.Look(context.Content.PathOf(file.Sha256), loaded => In(loaded, file, keys, uses, cancellation), cancellation);
        if (found.Tables == 0) return [used, .. Unavailable(found.Cut ?? DatasetProblems.NoRows)];
        return
        [
            used,
            Dated(Newest, found.Dates.Count == 0 ? null : found.Dates.Max(dates => dates.Newest)),
            Dated(Oldest, found.Dates.Count == 0 ? null : found.Dates.Min(dates => dates.Oldest)),
            .. Lists.Select(key => Fact.Known(subject, key, new TextListValue([.. found.Names(key)]), provenance)),
            .. Sightings.Select(Seen),
        ];

        Fact Dated(string key, DateOnly? day) => day is { } known
            ? Fact.Known(subject, key, new DateValue(known), provenance)
            : Fact.Unavailable(subject, key, new(UnavailableBecause.NotFound, found.Cut ?? new("aucune colonne ne dit de quand sont les enregistrements", "no column tells when the records are from")), provenance);

        Fact Seen(string key)
        {
            var all = found.Seen(key).Select(finding => new Observation(Location.InDataset(file.Path, finding.Column), Detail: finding.Detail, Confidence: finding.Confidence)).ToList();
            // That nothing was found says nothing of what was not read.
            return all.Count == 0 && found.Cut is { } cut
                ? Fact.Unavailable(subject, key, new(UnavailableBecause.Unreadable, new($"rien dans la partie lue, mais {cut.Fr}", $"nothing in the part that was read, but {cut.En}")), provenance)
                : Fact.Known(subject, key, new ObservationsValue([.. all.Take(context.Settings.MaximumObservations)], all.Count), provenance);
        }

        IEnumerable<Fact> Unavailable(LocalizedText why) => States.Where(key => key != Uses).Select(key => Fact.Unavailable(subject, key, new(UnavailableBecause.Unreadable, why), provenance));
    }

    private TableFindings In(LoadedFile loaded, DossierFile file, IReadOnlyList<string> keys, IReadOnlyList<string> uses, CancellationToken cancellation)
    {
        var found = new TableFindings();
        foreach (var part in loaded.Parts)
        {
            found.Cut ??= part.Problem;
            if (part.Table is null) continue;
            try
            {
                Look(new(new(file.Path, part.Table), keys), part.Sheet is null ? "" : part.Sheet + "!", file.Path, uses, found, cancellation);
            }
            catch (Exception exception) when (DatasetFile.IsDamage(exception))
            {
                found.Cut ??= DatasetProblems.Unreadable(exception);
            }
        }

        return found;
    }

    private void Look(PeopleTable people, string sheet, string path, IReadOnlyList<string> uses, TableFindings found, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        found.Tables++;
        found.Cut ??= people.Table.Incomplete;
        if (people.IsAboutPeople && RecordDates.Of(people, today) is { } dates) found.Dates.Add(dates);
        found.Add("dataset.personKeys", sheet, people.PersonKeys.Select(people.Name));
        found.Add("dataset.repeatedPersonKeys", sheet, SameOrNot.Keys(people).Select(people.Name));
        found.Add("dataset.locatedPeople", sheet, Trajectories.Columns(people).Select(people.Name));
        found.Add("dataset.consentColumns", sheet, ConsentRows.Columns(people).Select(people.Name));
        found.Add("dataset.reversibleHashes", sheet, new ReversibleHashes(time).Find(people.Table, cancellation));
        cancellation.ThrowIfCancellationRequested();
        found.Add("dataset.finePrecision", sheet, FinePrecision.Find(people));
        found.Add("dataset.impossiblePersonalValues", sheet, ImpossibleAttributes.Find(people, today));
        found.Add("dataset.contradictoryPeople", sheet, SameOrNot.Find(people));
        found.Add("dataset.trajectories", sheet, Trajectories.Find(people));
        cancellation.ThrowIfCancellationRequested();
        found.Add("dataset.clearSecrets", sheet, KeptSecrets.Find(people));
        found.Add("dataset.consentsWithoutProof", sheet, ConsentRows.WithoutProof(people));
        found.Add("dataset.withdrawnRows", sheet, ConsentRows.Gone(people));
        found.Add("dataset.sensitiveProxies", sheet, SensitiveClues.Proxies(people, uses.Contains(DataSetUse.Training, StringComparer.Ordinal)));
        found.Add("dataset.biometricColumns", sheet, SensitiveClues.Biometric(people));
        found.Add("dataset.offenceColumns", sheet, people.Of(PersonalDataCategory.Offence).Select(i => new ColumnFinding(people.Name(i), PersonalDataCategory.Offence.Label(), 0.8)));
        found.Add("dataset.nationalIdColumns", sheet, NationalNumbers.SelectMany(category => people.Of(category).Select(i => new ColumnFinding(people.Name(i), category.Label(), 0.9))).DistinctBy(finding => finding.Column));
        found.Add("dataset.nirKeys", sheet, NirKeys(people, path));
    }

    /// <summary>A number in the file's name, or a column of numbers never twice the same in a table that no other number keeps.</summary>
    private static IEnumerable<ColumnFinding> NirKeys(PeopleTable people, string path)
    {
        if (path[(path.LastIndexOf('/') + 1)..].Split('.', '_', '-', ' ').Any(part => part.Length == 15 && Nir.IsValid(part)))
            yield return new("", new("un numéro de sécurité sociale dans le nom du fichier", "a social security number in the name of the file"));
        foreach (var i in people.Of(PersonalDataCategory.Nir).Where(i => IsKey(people, i)))
        {
            var others = people.Table.Indices.Where(other => other != i && IsKey(people, other) && !people.Is(other, PersonalDataCategory.Nir) && (people.Headers[other].HasAny(KeyWords) || people.Is(other, PersonalDataCategory.CustomerId)));
            if (!others.Any())
                yield return new(people.Name(i), new("un numéro par ligne, et rien d'autre ne désigne la ligne : il sert de clé", "one number a row, and nothing else names the row: it serves as key"), 0.8);
        }
    }

    private static bool IsKey(PeopleTable people, int column) => people.Table.Count >= LeastRowsOfAKey && people.Table.Missing(column) == 0 && people.Table.Distinct(column) == people.Table.Count;

    /// <summary>What was found in the tables of a file: one, or the sheets of a workbook.</summary>
    private sealed class TableFindings
    {
        private readonly Dictionary<string, List<ColumnFinding>> seen = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<string>> names = new(StringComparer.Ordinal);

        public int Tables { get; set; }

        public LocalizedText? Cut { get; set; }

        public List<RecordDates> Dates { get; } = [];

        public IEnumerable<ColumnFinding> Seen(string key) => seen.GetValueOrDefault(key) ?? [];

        public IEnumerable<string> Names(string key) => names.GetValueOrDefault(key) ?? [];

        public void Add(string key, string sheet, IEnumerable<ColumnFinding> findings)
        {
            if (!seen.TryGetValue(key, out var list)) seen[key] = list = [];
            list.AddRange(findings.Select(finding => finding with { Column = sheet + finding.Column }));
        }

        public void Add(string key, string sheet, IEnumerable<string> columns)
        {
            if (!names.TryGetValue(key, out var list)) names[key] = list = [];
            list.AddRange(columns.Select(column => sheet + column));
        }
    }
}
