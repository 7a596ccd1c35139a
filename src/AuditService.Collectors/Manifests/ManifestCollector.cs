using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Manifests;

/// <summary>States what the author declares, one fact a key, and which things were found without being declared.</summary>
internal sealed class ManifestCollector : IFactCollector
{
    private static readonly (SubjectKind Kind, Type Entry, string Path)[] Kinds =
    [
        (SubjectKind.Processing, typeof(ProcessingEntry), "processings[]"),
        (SubjectKind.Dataset, typeof(DataSetEntry), "dataSets[]"),
        (SubjectKind.Model, typeof(ModelEntry), "models[]"),
        (SubjectKind.Component, typeof(ComponentEntry), "architecture.components[]"),
        (SubjectKind.Flow, typeof(FlowEntry), "architecture.flows[]"),
        (SubjectKind.Document, typeof(DocumentEntry), "documents[]"),
        (SubjectKind.Chart, typeof(ChartEntry), "charts[]"),
        (SubjectKind.Page, typeof(PageEntry), "interface.pages[]"),
    ];

    private static readonly (string Prefix, Type Entry, Func<Manifest, ManifestEntry?> Find)[] Sections =
    [
        ("project", typeof(ProjectEntry), manifest => manifest.Project),
        ("people", typeof(PeopleEntry), manifest => manifest.People),
        ("interface", typeof(InterfaceEntry), manifest => manifest.Interface),
        ("deployment", typeof(DeploymentEntry), manifest => manifest.Deployment),
        ("training", typeof(TrainingEntry), manifest => manifest.Training),
        ("usage", typeof(UsageEntry), manifest => manifest.Usage),
        ("architecture", typeof(ArchitectureEntry), manifest => manifest.Architecture),
    ];

    private static readonly (string Key, Func<Manifest, int> Count)[] Lists =
    [
        ("processings.count", manifest => manifest.Processings.Count),
        ("dataSets.count", manifest => manifest.DataSets.Count),
        ("models.count", manifest => manifest.Models.Count),
        ("documents.count", manifest => manifest.Documents.Count),
        ("options.count", manifest => manifest.Options.Count),
        ("risks.count", manifest => manifest.Risks.Count),
        ("charts.count", manifest => manifest.Charts.Count),
    ];

    public CollectorIdentity Identity { get; } = new("manifest", 3);

    public IReadOnlyCollection<string> States { get; } =
    [
        "dossier.hasManifest",
        Dossier.DraftFact,
        .. Sections.SelectMany(section => ManifestFacts.KeysOf(section.Entry, section.Prefix).Append($"{section.Prefix}.undeclared")),
        .. Lists.Select(list => list.Key),
        .. Kinds.SelectMany(kind => ManifestFacts.KeysOf(kind.Entry, kind.Kind.Id()).Append($"{kind.Kind.Id()}.undeclared")),
        .. Kinds.Where(kind => !kind.Kind.IsOnlyDeclared()).Select(kind => $"{kind.Kind.Id()}.declared"),
    ];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var dossier = context.Dossier;
        // Cheap to state and dependent on every path of the dossier: collected anew each time, like any live input.
        yield return new(Dossier.ManifestFileName, InputHash: null, [.. Entries(dossier.Manifest).Select(pair => pair.Subject)], _ => Task.FromResult<IReadOnlyList<Fact>>([.. State(dossier)]));
    }

    internal IEnumerable<Fact> State(Dossier dossier)
    {
        var manifest = dossier.Manifest;
        var facts = new ManifestFacts(Identity, Dossier.ManifestFileName);
        yield return Fact.Known(Subject.Dossier, "dossier.hasManifest", new BooleanValue(dossier.HasManifest), new(Identity, EvidenceGrade.MachineChecked));
        yield return Fact.Known(Subject.Dossier, Dossier.DraftFact, new BooleanValue(manifest.Draft == true), new(Identity, EvidenceGrade.Declared));
        foreach (var fact in Sections.SelectMany(section => facts.Of(section.Entry, section.Find(manifest), Subject.Dossier, section.Prefix)))
            yield return fact;
        foreach (var (prefix, _, find) in Sections)
        {
            if (find(manifest) is { } section)
                yield return dossier.IsDeclared ? facts.Undeclared(section, Subject.Dossier, prefix) : Draft(Subject.Dossier, prefix);
        }

        foreach (var (key, count) in Lists)
        {
            yield return dossier.IsDeclared
                ? Fact.Known(Subject.Dossier, key, new NumberValue(count(manifest)), facts.Declared(null))
                : Fact.Unavailable(Subject.Dossier, key, ManifestFacts.NotDeclared(key[..key.IndexOf('.', StringComparison.Ordinal)]), facts.Declared(null));
        }

        var declared = new HashSet<Subject>();
        foreach (var (subject, entry) in Entries(manifest))
        {
            declared.Add(subject);
            var prefix = subject.Kind.Id();
            foreach (var fact in facts.Of(entry.GetType(), entry, subject, prefix))
                yield return fact;
            yield return dossier.IsDeclared ? facts.Undeclared(entry, subject, prefix) : Draft(subject, prefix);
            if (!subject.Kind.IsOnlyDeclared())
                yield return Fact.Known(subject, $"{prefix}.declared", new BooleanValue(true), facts.Declared(entry.At));
        }

        foreach (var found in Found(dossier).Where(found => !declared.Contains(found)))
        {
            var prefix = found.Kind.Id();
            foreach (var fact in facts.Of(Kinds.First(kind => kind.Kind == found.Kind).Entry, entry: null, found, prefix))
                yield return fact;
            if (dossier.IsDeclared)
                yield return Fact.Known(found, $"{prefix}.declared", new BooleanValue(found.Kind == SubjectKind.Page && IsInADeclaredFolder(manifest, found.Id)), facts.Declared(null));
        }
    }

    private static bool IsInADeclaredFolder(Manifest manifest, string path) => (manifest.Interface?.Pages ?? []).Any(page => page.Folder is { } folder && (folder is "." or "/" || path.StartsWith(folder.Trim('/') + "/", StringComparison.Ordinal)));

    private Fact Draft(Subject subject, string prefix) =>
        Fact.Unavailable(subject, $"{prefix}.undeclared", ManifestFacts.NotDeclared(prefix), new(Identity, EvidenceGrade.Declared));

    private static IEnumerable<Subject> Found(Dossier dossier) =>
    [
        .. dossier.Of(FileKind.Dataset).Select(file => new Subject(SubjectKind.Dataset, file.Path)),
        .. dossier.Of(FileKind.Model).Select(file => new Subject(SubjectKind.Model, file.Path)),
        .. dossier.Of(FileKind.Document).Select(file => new Subject(SubjectKind.Document, file.Path)),
        .. dossier.Of(FileKind.Page).Select(file => new Subject(SubjectKind.Page, file.Path)),
    ];

    /// <summary>Where the manifest lists the things of a kind; null for a word that is no kind, or a kind that it does not list.</summary>
    internal static string? PathOf(string kind) => SubjectKinds.TryParse(kind, out var known) ? Kinds.FirstOrDefault(row => row.Kind == known).Path : null;

    /// <summary>Each declared thing with the subject it is about. What has a path is known by it, so that what is declared and what is found meet.</summary>
    internal static IEnumerable<(Subject Subject, ManifestEntry Entry)> Entries(Manifest manifest)
    {
        var entries = new List<(Subject, ManifestEntry)>();
        Add(SubjectKind.Processing, manifest.Processings, entry => entry.Id ?? entry.Name);
        Add(SubjectKind.Dataset, manifest.DataSets, entry => entry.Path ?? entry.Id);
        Add(SubjectKind.Model, manifest.Models, entry => entry.Path ?? entry.Id ?? entry.Name);
        Add(SubjectKind.Component, manifest.Architecture?.Components ?? [], entry => entry.Id ?? entry.Name);
        Add(SubjectKind.Flow, manifest.Architecture?.Flows ?? [], entry => entry.Id ?? $"{entry.From}→{entry.To}");
        Add(SubjectKind.Document, manifest.Documents, entry => entry.Path);
        Add(SubjectKind.Chart, manifest.Charts, entry => entry.Id ?? entry.Title);
        Add(SubjectKind.Page, [.. (manifest.Interface?.Pages ?? []).Where(page => page.Folder is null && page.Sitemap is null)], entry => entry.Path ?? entry.Url ?? entry.Name);
        return entries;

        void Add<T>(SubjectKind kind, IReadOnlyList<T> list, Func<T, string?> id)
            where T : ManifestEntry
        {
            for (var i = 0; i < list.Count; i++)
                entries.Add((new Subject(kind, id(list[i]) is { Length: > 0 } named ? named : $"#{i + 1}"), list[i]));
        }
    }
}
