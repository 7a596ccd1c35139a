using System.Text;
using AuditService.Authoring.Manifests;
using AuditService.Authoring.RulePacks;
using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Documents;
using AuditService.Collectors.PersonalData;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Tests.Rules;

/// <summary>Small documents as people write them, read by the real reader, searched by the patterns of the real rules, judged by them.</summary>
internal sealed class WrittenDossier
{
    private static readonly Lazy<RuleLibrary> House = new(() => new RuleLibraryReader([]).Read([Repository.PathOf("rules")], verify: false).Library);

    private readonly List<(string Path, DocumentRole Role, string Text)> documents = [];
    private readonly List<Fact> stated = [];
    private string manifest = "";

    public static RuleLibrary Library => House.Value;

    public WrittenDossier Declaring(string yaml)
    {
        manifest = yaml;
        return this;
    }

    public WrittenDossier With(DocumentRole role, string text, string? path = null)
    {
        documents.Add((path ?? $"docs/{role}.md", role, text));
        return this;
    }

    public WrittenDossier Stating(string key, FactValue value, Subject? subject = null)
    {
        stated.Add(Fact.Known(subject ?? Subject.Dossier, key, value, new(new("test", 1), EvidenceGrade.Declared)));
        return this;
    }

    /// <summary>How many passages the patterns of a fact find.</summary>
    public int Sightings(string key) => Assert.IsType<ObservationsValue>(Facts().Find(Subject.Dossier, key)?.Value).Total;

    public FactSet Facts()
    {
        var problems = new List<AuthorProblem>();
        var read = ManifestReader.Read(manifest, Dossier.ManifestFileName, problems);
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
        read = read with { Documents = [.. read.Documents, .. documents.Select(document => new DocumentEntry { Path = document.Path, Role = document.Role })] };
        var files = documents.ConvertAll(document => new DossierFile(document.Path, "00", 1, FileNature.Unknown));
        var dossier = new Dossier(Snapshot.Of("some", [], []), files, read, manifest.Length > 0);
        var opened = documents.Select((document, i) => new ReadDocument(new(files[i], document.Role), DocumentReader.Read(document.Path, Encoding.UTF8.GetBytes(document.Text)))).ToList();
        var found = new DocumentPatterns(new("documents", 1), new PersonalDataDetector(TimeProvider.System), 50)
            .State(opened, [.. Library.Detectors.Where(detector => detector.In == DetectIn.Document)])
            .Append(new NoticeParties(read).State(opened, new("documents", 1)));
        var facts = new FactSet([], [.. found, .. stated]);
        ICrossCheck[] checks = [new RgpdDocuments(), new RgpdRights(), new RgpdGovernance(TimeProvider.System), new AiPhases(), new RgpdTransfers(TimeProvider.System), new PresentationDocuments(), new PersonalDataPresence()];
        return facts.With([.. checks.SelectMany(check => check.Derive(facts, dossier)).Where(fact => !stated.Exists(known => known.Key == fact.Key && known.Subject == fact.Subject))]);
    }

    public Outcome Verdict(string rule)
    {
        var judged = Library.Rules.Single(known => known.Id == rule);
        return Judge.JudgeOne(judged, Facts().About(Subject.Dossier), new(2026, 11, 30)).Outcome;
    }
}
