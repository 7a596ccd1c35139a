using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Compares the personal data found in the sets with what the manifest declares of them: column by column, and processing by processing.</summary>
internal sealed class RgpdDeclaredData : ICrossCheck
{
    private const string Found = "dataset.personalColumns";

    private readonly DerivedFacts derived;

    public RgpdDeclaredData()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-declared-data", 1);

    public IReadOnlyCollection<string> States { get; } =
        ["dataset.processings", "dataset.sensitiveDataGrounds", "dataset.undeclaredPersonalColumns", "dataset.columnsWithoutNecessity", "processing.sensitiveCategories"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var links = new DataSetLinks(facts, dossier);
        foreach (var dataSet in facts.Subjects(SubjectKind.Dataset))
        {
            foreach (var fact in Purposes(dataSet, links))
                yield return fact;
            yield return UndeclaredColumns(dataSet, links.EntryOf(dataSet), facts, dossier);
            yield return ColumnsWithoutNecessity(dataSet, links.EntryOf(dataSet), dossier);
        }

        foreach (var (subject, entry) in links.Processings)
            yield return SensitiveCategories(subject, entry);
    }

    /// <summary>The processings that use a set; not known while a processing does not say which sets it uses.</summary>
    private IEnumerable<Fact> Purposes(Subject dataSet, DataSetLinks links)
    {
        var users = links.Using(dataSet).ToList();
        if (users.Count == 0 && (links.Processings.Count == 0 || !links.AreComplete))
        {
            yield return derived.NotDeclared(dataSet, "dataset.processings", "processings[].dataSets");
            yield return derived.NotDeclared(dataSet, "dataset.sensitiveDataGrounds", "processings[].dataSets");
            yield break;
        }

        yield return derived.Declared(dataSet, "dataset.processings", new TextListValue([.. users.Select(user => user.Subject.Id)]));
        yield return derived.Declared(
            dataSet,
            "dataset.sensitiveDataGrounds",
            new TextListValue([.. users.Select(user => user.Entry.SensitiveDataGround).Where(ground => !Hollow.Says(ground)).OfType<string>().Where(SpecialCategories.NamesGround)]));
    }

    private Fact UndeclaredColumns(Subject dataSet, DataSetEntry? entry, FactSet facts, Dossier dossier)
    {
        const string Key = "dataset.undeclaredPersonalColumns";
        var found = facts.Find(dataSet, Found);
        if (found?.Value is null)
            return derived.Unknown(dataSet, Key, Found, found);
        var columns = ColumnNames.Of(found.Value);
        if (!dossier.IsDeclared && columns.Count > 0)
            return derived.NotDeclared(dataSet, Key, "dataSets[].columns");

        var dictionary = DictionaryOf(entry);
        return derived.Compared(dataSet, Key, new ObservationsValue(
        [
            .. columns
                .Select(column => (column, declared: dictionary.GetValueOrDefault(ColumnNames.Fold(column))))
                .Where(pair => pair.declared?.Personal != true)
                .Select(pair => new Observation(Location.InDataset(dataSet.Id, pair.column), Detail: Why(pair.column, pair.declared))),
        ]));
    }

    private static LocalizedText Why(string column, ColumnEntry? declared) => declared switch
    {
        null => new($"« {column} » n'est pas dans le dictionnaire", $"\"{column}\" is not in the dictionary"),
        { Personal: false } => new($"« {column} » est déclarée non personnelle", $"\"{column}\" is declared not personal"),
        _ => new($"« {column} » est décrite sans « personal: true »", $"\"{column}\" is described without \"personal: true\""),
    };

    private Fact ColumnsWithoutNecessity(Subject dataSet, DataSetEntry? entry, Dossier dossier)
    {
        const string Key = "dataset.columnsWithoutNecessity";
        if (entry is null || !dossier.IsDeclared || !entry.KeyPositions.ContainsKey("columns"))
            return derived.NotDeclared(dataSet, Key, "dataSets[].columns");
        return derived.Declared(dataSet, Key, new ObservationsValue(
        [
            .. entry.Columns
                .Where(column => column.Personal == true && Hollow.Says(column.Necessity))
                .Select(column => new Observation(DerivedFacts.In(column) ?? Location.InDataset(dataSet.Id, column.Name), column.Name)),
        ]));
    }

    private Fact SensitiveCategories(Subject subject, ProcessingEntry entry)
    {
        const string Key = "processing.sensitiveCategories";
        return entry.KeyPositions.ContainsKey("dataCategories")
            ? derived.Declared(subject, Key, new TextListValue([.. entry.DataCategories.Where(SpecialCategories.Includes)]), DerivedFacts.In(entry, "dataCategories"))
            : derived.NotDeclared(subject, Key, "processing.dataCategories");
    }

    internal static Dictionary<string, ColumnEntry> DictionaryOf(DataSetEntry? entry)
    {
        var dictionary = new Dictionary<string, ColumnEntry>(StringComparer.Ordinal);
        foreach (var column in entry?.Columns ?? [])
            dictionary.TryAdd(ColumnNames.Fold(column.Name ?? ""), column);
        return dictionary;
    }
}
