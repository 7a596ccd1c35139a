using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Inventory;

/// <summary>States what a project is made of, from the names and natures of its files alone.</summary>
internal sealed class InventoryCollector : IFactCollector
{
    public CollectorIdentity Identity { get; } = new("inventory", 4);

    public IReadOnlyCollection<string> States { get; } =
    [
        "code.files", "code.languages", "code.testFiles", "code.ciConfiguration", "code.licenceFile", "code.readme", Dossier.UnreadableFilesFact,
    ];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        yield return new("inventory", InputHash: null, [], _ => Task.FromResult<IReadOnlyList<Fact>>([.. State(context)]));
    }

    private IEnumerable<Fact> State(CollectionContext context)
    {
        var own = context.Dossier.Files.Where(file => file.Nature.SetApart is null).ToArray();
        var code = own.Where(file => file.Nature.Kind == FileKind.SourceCode).ToArray();
        yield return Known("code.files", new NumberValue(code.Length));
        yield return Known("code.languages", new TextListValue(
            [.. code.Select(file => file.Nature.Language).OfType<string>().CountBy(language => language).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => count.Key)]));
        yield return Known("code.testFiles", new NumberValue(code.Count(file => IsTest(file.Path))));
        yield return Known("code.ciConfiguration", new BooleanValue(own.Any(file => file.Nature.Format == "ci")));
        yield return Known("code.licenceFile", new BooleanValue(own.Any(file => IsAtTop(file.Path) && IsLicence(Names.Name(file.Path)))));
        yield return Known("code.readme", new BooleanValue(own.Any(file => IsAtTop(file.Path) && Names.Name(file.Path).StartsWith("readme", StringComparison.Ordinal))));
        var unreadable = context.Dossier.Files.Where(file => file.Nature.SetApart is null || SetApart.IsSearched(file.Nature.SetApart)).Select(file => (file, Why: WhyUnreadable(file, context.Settings))).Where(pair => pair.Why is not null)
            .Select(pair => new Observation(Location.File(pair.file.Path), Detail: pair.Why)).ToArray();
        yield return Known(Dossier.UnreadableFilesFact, new ObservationsValue([.. unreadable.Take(context.Settings.MaximumObservations)], unreadable.Length));
    }

    private Fact Known(string key, FactValue value) => Fact.Known(Subject.Dossier, key, value, new(Identity, EvidenceGrade.MachineChecked));

    /// <summary>A test by the conventions of the usual frameworks: its folder, or its name.</summary>
    internal static bool IsTest(string path)
    {
        var name = Names.Name(path);
        return Array.Exists(Names.Folders(path), folder => folder is "test" or "tests" or "__tests__" or "spec" or "specs" or "e2e") && !name.StartsWith("__init__", StringComparison.Ordinal)
            || name.StartsWith("test_", StringComparison.Ordinal) || name.Contains("_test.", StringComparison.Ordinal) || name.Contains(".test.", StringComparison.Ordinal) || name.Contains(".spec.", StringComparison.Ordinal)
            || name.EndsWith("tests.cs", StringComparison.Ordinal) || name.EndsWith("test.java", StringComparison.Ordinal) || name.EndsWith("test.kt", StringComparison.Ordinal);
    }

    private static bool IsLicence(string name) =>
        name.StartsWith("licen", StringComparison.Ordinal) || name.StartsWith("copying", StringComparison.Ordinal) || name.StartsWith("unlicense", StringComparison.Ordinal);

    /// <summary>At the top, or in the folder that a zip wraps all in.</summary>
    private static bool IsAtTop(string path) => path.Count(c => c is '/' or '\\') <= 1;

    private static bool IsText(FileNature nature) =>
        nature.Kind is FileKind.SourceCode or FileKind.Page or FileKind.Configuration or FileKind.Manifest || nature is { Kind: FileKind.Document or FileKind.Other, Language: not null };

    private static LocalizedText? WhyUnreadable(DossierFile file, CollectionSettings settings)
    {
        if (file.Nature.Format == "git-lfs-pointer")
            return new("pointeur Git LFS : le contenu lui-même n'est pas dans le dossier", "Git LFS pointer: the content itself is not in the dossier");
        if (file.Nature.Format.EndsWith("-encrypted", StringComparison.Ordinal))
            return new("fichier chiffré : son contenu ne peut pas être lu", "encrypted file: its content cannot be read");
        if (file.Nature.Format.EndsWith("-unreadable", StringComparison.Ordinal))
            return new("le contenu ne répond pas à l'extension : fichier vide, tronqué ou abîmé", "the content does not answer the extension: empty, cut or damaged file");
        if (IsText(file.Nature) && file.Size > settings.MaximumTextFile)
            return new($"texte de {file.Size} octets, lu seulement jusqu'à {settings.MaximumTextFile}", $"text of {file.Size} bytes, read only up to {settings.MaximumTextFile}");
        return null;
    }
}
