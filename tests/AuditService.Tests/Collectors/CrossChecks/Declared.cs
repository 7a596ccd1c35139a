using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

/// <summary>What a cross-check derives from a manifest as an author writes it.</summary>
internal sealed class Declared
{
    private readonly FactSet derived;

    private Declared(FactSet derived)
    {
        this.derived = derived;
    }

    /// <param name="yaml">The text of <c>dossier.yaml</c>; null for a dossier without one.</param>
    /// <param name="files">Paths of the files that the dossier holds.</param>
    /// <param name="stated">What the collectors said.</param>
    public static Declared By(ICrossCheck check, string? yaml, IReadOnlyList<string>? files = null, params Fact[] stated)
    {
        var problems = new List<AuthorProblem>();
        var manifest = ManifestReader.Read(yaml ?? "", "dossier.yaml", problems);
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
        var dossier = new Dossier(Snapshot.Of("some", [], []), [.. (files ?? []).Select(path => new DossierFile(path, "00", 1, FileNature.Unknown))], manifest, yaml is not null);
        var facts = check.Derive(new FactSet([], stated), dossier).ToList();
        Assert.All(facts, fact => Assert.Contains(fact.Key, check.States));
        return new(new FactSet([], facts));
    }

    public Fact Fact(string key, string? subject = null)
    {
        var about = subject is null ? Subject.Dossier : new Subject(SubjectKinds.OfKey(key), subject);
        var fact = derived.Find(about, key);
        Assert.True(fact is not null, $"{about} has no {key}");
        return fact;
    }

    public IReadOnlyList<string> Names(string key, string? subject = null) => Assert.IsType<TextListValue>(Fact(key, subject).Value).Values;

    public bool Flag(string key, string? subject = null) => Assert.IsType<BooleanValue>(Fact(key, subject).Value).Value;

    public string Word(string key, string? subject = null) => Assert.IsType<TextValue>(Fact(key, subject).Value).Value;

    public double Number(string key) => Assert.IsType<NumberValue>(Fact(key).Value).Value;

    public UnavailableBecause WhyUnknown(string key, string? subject = null)
    {
        var fact = Fact(key, subject);
        Assert.Null(fact.Value);
        return fact.Why!.Because;
    }
}
