using AuditService.App.RulePacks;
using AuditService.Authoring.Manifests;
using AuditService.Collectors.Datasets;
using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.App.Dossiers;

/// <summary>Prepares the manifest of a folder that has none: what can be seen is filled in, what only its author knows is asked for.</summary>
public sealed class InitDossier(TakeDossier takeDossier, RuleLibraries rules, IContentStore content, TimeProvider clock)
{
    private const int ColumnsListed = 60;

    /// <summary>Throws <see cref="AuthorMistakesException"/> when there is a manifest already: it is never overwritten.</summary>
    /// <returns>The path of the manifest.</returns>
    public async Task<string> ExecuteAsync(string folder, Language language, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, Dossier.ManifestFileName);
        if (!Directory.Exists(folder))
            throw Refused(folder, "Ce dossier n'existe pas.", "There is no such folder.");
        if (File.Exists(path))
            throw Refused(path, "Ce fichier existe déjà : il n'est pas remplacé.", "This file exists already: it is not replaced.");

        var dossier = await takeDossier.FromAsync(folder, cancellation);
        var text = new ManifestTemplate(language).Write(Infer(dossier, cancellation), rules.Load().Catalogue.Questions);
        await File.WriteAllTextAsync(Path.Combine(folder, ManifestSchema.FileName), ManifestSchema.Text(), cancellation);
        await File.WriteAllTextAsync(path, text, cancellation);
        return path;
    }

    private Manifest Infer(Dossier dossier, CancellationToken cancellation) => new()
    {
        Draft = true,
        Project = new() { Name = dossier.Name },
        DataSets = [.. Named(dossier.Of(FileKind.Dataset)).Select(named => DataSetOf(named.Id, named.File, cancellation))],
        Models = [.. Named(dossier.Of(FileKind.Model)).Select(named => new ModelEntry { Id = named.Id, Path = named.File.Path, Name = Path.GetFileName(named.File.Path) })],
        Interface = new() { Pages = [.. Named(dossier.Of(FileKind.Page)).Select(named => new PageEntry { Name = named.Id, Path = named.File.Path })] },
        Documents = [.. dossier.Of(FileKind.Document).Select(file => new DocumentEntry { Path = file.Path, Role = RoleOf(file) })],
    };

    /// <summary>The columns as the data themselves show them, so that the author only has to say what each means; those that look personal are marked.</summary>
    private DataSetEntry DataSetOf(string id, DossierFile file, CancellationToken cancellation)
    {
        var columns = new DatasetProfiler(clock, new DatasetLimits())
            .Profile(content.PathOf(file.Sha256), file.Path, cancellation)
            .SelectMany(reading => reading.Profile?.Columns ?? [])
            .Where(column => column.Name.Length is > 0 and < 80)
            .Take(ColumnsListed)
            .Select(column => new ColumnEntry { Name = column.Name, Personal = column.Categories.Count > 0 ? true : null })
            .ToList();
        return new() { Id = id, Path = file.Path, PersonalData = columns.Exists(column => column.Personal == true) ? true : null, Columns = columns };
    }

    /// <summary>By the words of the file's name: a proposal that the author corrects.</summary>
    private static DocumentRole? RoleOf(DossierFile file)
    {
        var name = file.Path.ToLowerInvariant();
        (string Word, DocumentRole Role)[] words =
        [
            ("aipd", DocumentRole.Aipd), ("pia", DocumentRole.Aipd), ("dpia", DocumentRole.Aipd),
            ("confidentialite", DocumentRole.PrivacyNotice), ("confidentialité", DocumentRole.PrivacyNotice), ("privacy", DocumentRole.PrivacyNotice), ("rgpd", DocumentRole.PrivacyNotice), ("mentions", DocumentRole.PrivacyNotice),
            ("registre", DocumentRole.Register), ("risque", DocumentRole.RiskMap), ("risk", DocumentRole.RiskMap), ("ebios", DocumentRole.RiskMap),
            ("qualite", DocumentRole.QualityFramework), ("qualité", DocumentRole.QualityFramework), ("dictionnaire", DocumentRole.DataDictionary),
            ("securite", DocumentRole.SecurityPolicy), ("security", DocumentRole.SecurityPolicy), ("model_card", DocumentRole.ModelCard), ("modelcard", DocumentRole.ModelCard),
            ("impact", DocumentRole.ImpactAnalysis), ("veille", DocumentRole.RegulatoryWatch), ("accessibilite", DocumentRole.AccessibilityStatement),
            ("script", DocumentRole.Script), ("slides", DocumentRole.Slides), ("soutenance", DocumentRole.Slides), ("presentation", DocumentRole.Slides), ("rapport", DocumentRole.Report), ("report", DocumentRole.Report),
        ];
        foreach (var (word, role) in words)
        {
            if (Words.Split(name).Contains(word, StringComparer.Ordinal))
                return role;
        }

        return file.Nature.Format is "pptx" or "odp" ? DocumentRole.Slides : null;
    }

    /// <summary>An id for each file, none twice: its name; with its folders where an earlier file took that; with a number where even these read alike.</summary>
    private static IEnumerable<(string Id, DossierFile File)> Named(IEnumerable<DossierFile> files)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return files.Select(file => (Ids(file.Path).First(taken.Add), file));
    }

    private static IEnumerable<string> Ids(string path)
    {
        var name = Id(Path.GetFileNameWithoutExtension(path));
        if (name.Length > 0)
            yield return name;
        var whole = Id(path);
        yield return whole;
        for (var i = 2; ; i++)
            yield return $"{whole}-{i}";
    }

    private static string Id(string name) => NotInId.Replace(name.ToLowerInvariant(), "-").Trim('-');

    private static AuthorMistakesException Refused(string path, string fr, string en) => new([new AuthorProblem(new(path, 1, 1), fr, en)]);

    private static readonly BoundedRegex NotInId = new(@"[^a-z0-9]+");

    private static readonly BoundedRegex Words = new(@"[\s/\\.\-]+");
}
