using System.Text.RegularExpressions;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Lexicons;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>
/// Looks, for each set whose people stand under a key and without a name, for another set of the dossier that gives the names of the same keys: whoever holds both
/// holds no pseudonymised set (RGPD art. 4(5): the additional information is kept separately).
/// </summary>
internal sealed class CorrespondenceCollector(TimeProvider time, PersonalDataDetector? detector = null, DatasetShelf? shelf = null) : IFactCollector
{
    private const string Key = "dataset.correspondence";

    private const int MostSets = 12;

    private const int MostKeys = 100_000;

    private const int LeastShared = 10;

    private const double LeastShare = 0.5;

    private const double LeastUnique = 0.9;

    /// <summary>Of a large file its beginning is enough to meet the keys of another.</summary>
    private static readonly DatasetLimits OfLarge = new() { MaximumRows = 200_000, MaximumColumns = 200, MemoryMegabytes = 128, Time = TimeSpan.FromSeconds(30) };

    /// <summary>A table of a key and who it is, and hardly more.</summary>
    private const int FewColumns = 6;

    private const double Sure = 0.9;

    /// <summary>Two tables of one database: named together, they may be declared personal together.</summary>
    private const double ToWeigh = 0.5;

    private static readonly PersonalDataCategory[] Names =
    [
        PersonalDataCategory.Name, PersonalDataCategory.FirstName, PersonalDataCategory.LastName, PersonalDataCategory.Email, PersonalDataCategory.Phone, PersonalDataCategory.Nir, PersonalDataCategory.Address,
        PersonalDataCategory.Iban, PersonalDataCategory.Passport, PersonalDataCategory.IdentityCard,
    ];

    private static readonly BoundedRegex Promised = new(@"anonym|pseudon|d[ée][- ]?identifi", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex NamedTable = new(@"correspond|mapping|lookup|\bcl[ée]s?\b|\bkeys?\b|identit", RegexOptions.IgnoreCase);

    private readonly DatasetShelf shelf = shelf ?? new(time, detector);

    public CollectorIdentity Identity { get; } = new("correspondence", DatasetProfiler.Version);

    public IReadOnlyCollection<string> States { get; } = [Key];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var files = context.Dossier.Of(FileKind.Dataset).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        if (files.Count == 0) yield break;
        var entries = context.Dossier.Manifest.DataSets.Where(entry => entry.Path is not null).GroupBy(entry => entry.Path!, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var input = string.Join('\n', files.Select(file => $"{file.Path}|{file.Sha256}|{IsPromised(file.Path, entries.GetValueOrDefault(file.Path))}")) + $"|{shelf.Detector.Recognizers}|{context.Settings.MaximumFile}";
        yield return new("correspondence", input, [.. files.Select(file => new Subject(SubjectKind.Dataset, file.Path))], cancellation => Task.Run(() => State(files, entries, context, cancellation), cancellation));
    }

    private static bool IsPromised(string path, DataSetEntry? entry) => Promised.IsMatch($"{path} {entry?.Id} {entry?.Description} {entry?.Origin}") || entry?.PersonalData == false;

    private IReadOnlyList<Fact> State(IReadOnlyList<DossierFile> files, Dictionary<string, DataSetEntry> entries, CollectionContext context, CancellationToken cancellation)
    {
        var tables = new List<KeyedTable>();
        var unread = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (tables.Count >= MostSets || !DatasetCollector.Reads(file, context.Settings) || !Read(file, context, tables, cancellation)) unread.Add(file.Path);
        }

        return [.. files.Select(file => Of(file.Path))];

        Fact Of(string path)
        {
            var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, Location.File(path));
            var subject = new Subject(SubjectKind.Dataset, path);
            var seen = tables.Where(table => table.Path == path && table is { NamesSomebody: false, IsAboutPeople: true })
                .SelectMany(hidden => tables.Where(table => table.NamesSomebody).SelectMany(named => Matches(hidden, named))).ToList();
            return seen.Count == 0 && unread.Contains(path)
                ? Fact.Unavailable(subject, Key, new(UnavailableBecause.Unreadable, new($"{path} n'a pas été comparé aux autres jeux", $"{path} was not compared with the other sets")), provenance)
                : Fact.Known(subject, Key, new ObservationsValue([.. seen.Take(context.Settings.MaximumObservations)], seen.Count), provenance);
        }

        IEnumerable<Observation> Matches(KeyedTable hidden, KeyedTable named)
        {
            foreach (var key in hidden.Keys)
            {
                foreach (var other in named.Keys.Where(other => other.IsUnique && (!key.IsCounter || (key.IsNamedAfterAPerson && key.Header == other.Header))))
                {
                    var shared = key.Values.Count(other.Values.Contains);
                    if (shared < LeastShared || shared < LeastShare * key.Values.Count) continue;
                    var isSure = IsPromised(hidden.Path, entries.GetValueOrDefault(hidden.Path)) || named.Columns <= FewColumns && NamedTable.IsMatch(named.Path);
                    yield return new(
                        Location.InDataset(hidden.Path, key.Column),
                        Detail: new(
                            $"{shared} clés sur {key.Values.Count} se retrouvent dans {named.Path} (« {other.Column} »), à côté de {string.Join(", ", named.Identity.Select(name => $"« {name} »"))}",
                            $"{shared} keys of {key.Values.Count} stand in {named.Path} (\"{other.Column}\"), beside {string.Join(", ", named.Identity.Select(name => $"\"{name}\""))}"),
                        Confidence: isSure ? Sure : ToWeigh);
                }
            }
        }
    }

    private bool Read(DossierFile file, CollectionContext context, List<KeyedTable> tables, CancellationToken cancellation)
    {
        var path = context.Content.PathOf(file.Sha256);
        List<KeyedTable> read;
        if (DatasetShelf.Keeps(file.Size))
        {
            read = shelf.Look(path, Keyed, cancellation);
        }
        else
        {
            using var beginning = LoadedFile.Load(path, OfLarge, time, shelf.Detector, cancellation);
            read = Keyed(beginning);
        }

        tables.AddRange(read);
        return read.Count > 0;

        List<KeyedTable> Keyed(LoadedFile loaded) => [.. loaded.Tables.Select(table => CorrespondenceCollector.Keyed(file.Path, new(new(file.Path, table), [])))];
    }

    private static KeyedTable Keyed(string path, PeopleTable people)
    {
        var table = people.Table;
        var identity = people.Of(Names).Select(people.Name).ToList();
        var keys = table.Indices
            .Where(i => people.PersonKeys.Contains(i) || (people.Headers[i].Words.Any(HeaderLexicon.IdentifierWords.Contains) && !people.Headers[i].IsCount && table.Distinct(i) >= LeastShared && 2 * table.Distinct(i) >= Math.Min(table.Count, 1_000)))
            .Select(i => new PersonKey(
                people.Name(i), Folding.Of(people.Name(i).Trim()), IsUnique(table, i), ColumnShape.IsCounter(table, i) || table.IsNumeric(i), people.PersonKeys.Contains(i),
                table.Ask($"SELECT DISTINCT hash(lower(trim(c{i}))) FROM {QualityTable.Rows} WHERE c{i} IS NOT NULL LIMIT {MostKeys}", row => Convert.ToUInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)).ToHashSet()))
            .ToList();
        return new(path, people.IsAboutPeople, identity.Count > 0, identity, table.Columns.Count, keys);
    }

    private static bool IsUnique(QualityTable table, int column) => table.Distinct(column) >= LeastUnique * (table.Count - table.Missing(column));

    private sealed record PersonKey(string Column, string Header, bool IsUnique, bool IsCounter, bool IsNamedAfterAPerson, HashSet<ulong> Values);

    private sealed record KeyedTable(string Path, bool IsAboutPeople, bool NamesSomebody, IReadOnlyList<string> Identity, int Columns, IReadOnlyList<PersonKey> Keys);
}
