using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

/// <summary>A dossier as an author would write it, with what the senses found in it, handed to a cross-check.</summary>
internal sealed class DossierCase
{
    private static readonly Provenance Found = new(new("test", 1), EvidenceGrade.MachineChecked);

    private readonly Dossier dossier;
    private readonly List<Fact> facts = [];
    private readonly List<Subject> subjects = [];

    private DossierCase(string manifest, bool hasManifest, string[] files)
    {
        var problems = new List<AuthorProblem>();
        var read = hasManifest ? ManifestReader.Read(manifest, Dossier.ManifestFileName, problems) : Manifest.Empty;
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
        dossier = new(new("case", "sha256:0", [], []), [.. files.Select(path => new DossierFile(path, new string('0', 64), 1, FileNature.Unknown))], read, hasManifest);
    }

    public static DossierCase Declaring(string manifest, params string[] files) => new(manifest, hasManifest: true, files);

    public static DossierCase WithoutManifest(params string[] files) => new("", hasManifest: false, files);

    public DossierCase Columns(string dataSet, string key, params string[] columns)
    {
        var subject = new Subject(SubjectKind.Dataset, dataSet);
        return With(subject, key, new ObservationsValue([.. columns.Select(column => new Observation(Location.InDataset(dataSet, column)))]));
    }

    public DossierCase Sightings(string key, params string[] excerpts) =>
        With(Subject.Dossier, key, new ObservationsValue([.. excerpts.Select((excerpt, line) => new Observation(Location.File("src/app.py", line + 1), excerpt))]));

    public DossierCase OnPage(string page, string key, params string[] excerpts) =>
        With(new(SubjectKind.Page, page), key, new ObservationsValue([.. excerpts.Select(excerpt => new Observation(Location.Element(page, null), excerpt))]));

    public DossierCase With(Subject subject, string key, FactValue value)
    {
        subjects.Add(subject);
        facts.Add(Fact.Known(subject, key, value, Found));
        return this;
    }

    public DossierCase Exists(SubjectKind kind, string id)
    {
        subjects.Add(new(kind, id));
        return this;
    }

    public DossierCase Unreadable(Subject subject, string key, string why)
    {
        subjects.Add(subject);
        facts.Add(Fact.Unavailable(subject, key, new(UnavailableBecause.Unreadable, LocalizedText.Same(why)), Found));
        return this;
    }

    public DerivedCase Through(ICrossCheck check)
    {
        var derived = check.Derive(new FactSet(subjects, facts), dossier).ToList();
        Assert.All(derived, fact => Assert.Contains(fact.Key, check.States));
        Assert.Equal(derived.Count, derived.DistinctBy(fact => (fact.Subject, fact.Key)).Count());
        return new(derived);
    }
}

/// <summary>What a cross-check made of a dossier.</summary>
internal sealed class DerivedCase(IReadOnlyList<Fact> facts)
{
    public FactValue? this[string key] => this[Subject.Dossier, key];

    public FactValue? this[Subject subject, string key] => facts.Single(fact => fact.Subject == subject && fact.Key == key).Value;

    public string? WhyNot(string key) => facts.Single(fact => fact.Subject == Subject.Dossier && fact.Key == key).Why?.Detail.En;

    public string? WhyNot(Subject subject, string key) => facts.Single(fact => fact.Subject == subject && fact.Key == key).Why?.Detail.En;

    public IReadOnlyList<string> Texts(string key) => Texts(Subject.Dossier, key);

    /// <summary>The texts of a list; the columns, excerpts or pages of sightings.</summary>
    public IReadOnlyList<string> Texts(Subject subject, string key) => this[subject, key] switch
    {
        TextListValue list => list.Values,
        ObservationsValue observations => [.. observations.Items.Select(item => item.Where.DataColumn ?? item.Excerpt ?? item.Where.Page ?? "")],
        _ => throw new InvalidOperationException($"{key} is not known: {WhyNot(subject, key)}"),
    };
}
