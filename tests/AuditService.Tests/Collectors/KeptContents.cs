using System.Security.Cryptography;
using AuditService.Authoring.Manifests;
using AuditService.Collectors.Inventory;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors;

/// <summary>A dossier in memory, its files told by the real classifier, for one collector to look at.</summary>
internal sealed class KeptContents : IContentStore
{
    private readonly Dictionary<string, byte[]> contents = new(StringComparer.Ordinal);
    private readonly List<DossierFile> files = [];
    private Manifest? manifest;
    private FactCatalogue catalogue = new([]);

    public KeptContents With(string path, byte[] content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        contents[hash] = content;
        files.Add(new(path, hash, content.Length, FileClassifier.Classify(path, new MemoryStream(content))));
        return this;
    }

    /// <summary>What the author declares, as YAML.</summary>
    public KeptContents Declaring(string yaml)
    {
        var problems = new List<AuthorProblem>();
        manifest = ManifestReader.Read(yaml, Dossier.ManifestFileName, problems);
        Assert.Empty(problems);
        return this;
    }

    /// <summary>The facts that rules read, with their questions.</summary>
    public KeptContents Asking(IEnumerable<FactDeclaration> questions)
    {
        catalogue = new(questions);
        return this;
    }

    public async Task<FactSet> CollectAsync(IFactCollector collector, CollectionSettings settings, params Detector[] detectors)
    {
        var dossier = new Dossier(new("some", "sha256:0", [], []), files, manifest ?? Manifest.Empty, HasManifest: manifest is not null);
        var subjects = new List<Subject>();
        var facts = new List<Fact>();
        foreach (var step in collector.Plan(new(dossier, this, catalogue, detectors, settings)))
        {
            subjects.AddRange(step.Subjects);
            facts.AddRange(await step.Collect(TestContext.Current.CancellationToken));
        }

        return new(subjects, facts);
    }

    public Stream Open(string sha256) => new MemoryStream(contents[sha256], writable: false);

    public string PathOf(string sha256) => throw new NotSupportedException();

    public Task<string> PutAsync(Stream content, CancellationToken cancellation) => throw new NotSupportedException();
}
