using AuditService.Collectors.Manifests;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Which processing uses which data set, by the ids and paths that the manifest gives.</summary>
internal sealed class DataSetLinks
{
    private readonly Dictionary<string, Subject> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Subject, DataSetEntry> entries = [];

    public DataSetLinks(FactSet facts, Dossier dossier)
    {
        foreach (var (subject, entry) in ManifestCollector.Entries(dossier.Manifest))
        {
            if (entry is ProcessingEntry processing)
                Processings.Add((subject, processing));
            if (entry is not DataSetEntry dataSet)
                continue;
            entries[subject] = dataSet;
            foreach (var name in new[] { dataSet.Id, dataSet.Path, subject.Id }.OfType<string>())
                byName.TryAdd(name, subject);
        }

        foreach (var found in facts.Subjects(SubjectKind.Dataset))
            byName.TryAdd(found.Id, found);
    }

    /// <summary>In the order of the manifest.</summary>
    public List<(Subject Subject, ProcessingEntry Entry)> Processings { get; } = [];

    public DataSetEntry? EntryOf(Subject dataSet) => entries.GetValueOrDefault(dataSet);

    /// <summary>The data set that a manifest means by an id or a path, or null when there is none of that name.</summary>
    public Subject? Named(string name) => byName.TryGetValue(name, out var subject) ? subject : null;

    /// <returns>Null for a name that means no data set.</returns>
    public IReadOnlyList<Subject?> Of(ProcessingEntry processing) => [.. processing.DataSets.Select(Named)];

    public IEnumerable<(Subject Subject, ProcessingEntry Entry)> Using(Subject dataSet) => Processings.Where(processing => Of(processing.Entry).Contains(dataSet));

    /// <summary>True when every processing says which sets it uses: then the absence of a link is knowledge.</summary>
    public bool AreComplete => Processings.TrueForAll(processing => processing.Entry.KeyPositions.ContainsKey("dataSets"));
}
