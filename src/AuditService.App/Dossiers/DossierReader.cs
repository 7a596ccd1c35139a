using System.Text;
using AuditService.Authoring.Manifests;
using AuditService.Collectors.Inventory;
using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.App.Dossiers;

/// <summary>Makes a dossier of a snapshot: reads what the author declares, and tells what each file is.</summary>
public sealed class DossierReader(IContentStore content)
{
    /// <summary>Throws <see cref="AuthorMistakesException"/> with every mistake of the manifest and the answers.</summary>
    public Dossier Read(Snapshot snapshot)
    {
        var sheets = SheetsIn(snapshot);
        var manifest = ReadManifest(snapshot, sheets);
        return new(snapshot, Classify(snapshot, manifest, [.. sheets.Select(sheet => sheet.File.Path)]), manifest, Find(snapshot, Dossier.ManifestFileName) is not null);
    }

    /// <summary>What the author declares, alone. Throws <see cref="AuthorMistakesException"/> likewise.</summary>
    public Manifest ReadManifest(Snapshot snapshot) => ReadManifest(snapshot, SheetsIn(snapshot));

    private Manifest ReadManifest(Snapshot snapshot, IReadOnlyList<AnswerSheet> sheets)
    {
        var problems = new List<AuthorProblem>();
        var manifestFile = Find(snapshot, Dossier.ManifestFileName);
        var manifest = manifestFile is null ? Manifest.Empty : ManifestReader.Read(Text(manifestFile, problems), manifestFile.Path, problems);
        foreach (var (file, text, unread) in sheets)
        {
            problems.AddRange(unread);
            manifest = manifest with { Answers = AnswerMerge.Merge(manifest.Answers, ManifestReader.ReadAnswers(text, file.Path, problems), problems) };
        }

        if (problems.Count > 0)
            throw new AuthorMistakesException([.. problems.OrderBy(problem => problem.At.File, StringComparer.Ordinal).ThenBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column)]);
        return manifest;
    }

    /// <summary>What the author declares; <see cref="Manifest.Empty"/> where the dossier can no longer be read.</summary>
    public Manifest FindManifest(Snapshot snapshot)
    {
        try
        {
            return ReadManifest(snapshot);
        }
        catch (Exception gone) when (gone is IOException or AuthorMistakesException)
        {
            return Manifest.Empty;
        }
    }

    /// <summary>The sheets of answers: <c>answers.yaml</c> first, then those others that say that they are, in the order of their paths.</summary>
    private List<AnswerSheet> SheetsIn(Snapshot snapshot)
    {
        var main = Find(snapshot, Dossier.AnswersFileName);
        var sheets = new List<AnswerSheet>();
        foreach (var file in snapshot.Files.Where(file => Dossier.MayHoldAnswers(file.Path)).OrderBy(file => file == main ? "" : file.Path, StringComparer.Ordinal))
        {
            // Only the file of that very name is a sheet whatever it holds: a corpus of questions and answers may lie in a folder of that name.
            if (file != main && file.Size > Authoring.Yaml.YamlText.MaximumCharacters)
                continue;
            var problems = new List<AuthorProblem>();
            var text = Text(file, problems);
            if (file == main || (problems.Count == 0 ? ManifestReader.IsAnswerSheet(text) : !file.Path.Contains('/', StringComparison.Ordinal)))
                sheets.Add(new(file, text, problems));
        }

        return sheets;
    }

    private static SnapshotFile? Find(Snapshot snapshot, string path) =>
        snapshot.Files.FirstOrDefault(file => string.Equals(file.Path, path, StringComparison.OrdinalIgnoreCase));

    private string Text(SnapshotFile file, List<AuthorProblem> problems)
    {
        if (file.Size > Authoring.Yaml.YamlText.MaximumCharacters)
        {
            problems.Add(new(new(file.Path, 1, 1), "Le fichier est trop grand.", "The file is too large."));
            return "";
        }

        using var reader = new StreamReader(content.Open(file.Sha256), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new(new(file.Path, 1, 1), "Le fichier n'est pas en UTF-8 : enregistrez-le en UTF-8.", "The file is not UTF-8: save it as UTF-8."));
            return "";
        }
    }

    private DossierFile[] Classify(Snapshot snapshot, Manifest manifest, HashSet<string> sheets)
    {
        var declared = DeclaredKinds(manifest);
        var files = new DossierFile[snapshot.Files.Count];
        Parallel.For(0, files.Length, index =>
        {
            var file = snapshot.Files[index];
            var nature = sheets.Contains(file.Path) ? new(FileKind.Manifest, "yaml") : NatureOf(file);
            if (declared.TryGetValue(file.Path, out var kind) && nature.Kind != kind)
                nature = Override(nature, kind);
            files[index] = new(file.Path, file.Sha256, file.Size, nature);
        });
        return files;
    }

    private FileNature NatureOf(SnapshotFile file)
    {
        if (file.Path is Dossier.ManifestFileName)
            return new(FileKind.Manifest, "yaml");
        using var stream = content.Open(file.Sha256);
        return FileClassifier.Classify(file.Path, stream);
    }

    /// <summary>What the author says a file is, where content alone cannot decide: a data set in a text file, a notice that is a page, a file in a vendored folder.</summary>
    private static FileNature Override(FileNature nature, FileKind declared) => declared switch
    {
        FileKind.Document when nature.Kind == FileKind.Page => nature,
        _ => nature with { Kind = declared, SetApart = null },
    };

    private static Dictionary<string, FileKind> DeclaredKinds(Manifest manifest)
    {
        var kinds = new Dictionary<string, FileKind>(StringComparer.Ordinal);
        Add(manifest.Documents.Select(entry => entry.Path), FileKind.Document);
        Add((manifest.Interface?.Pages ?? []).Select(entry => entry.Path), FileKind.Page);
        Add(manifest.Models.Select(entry => entry.Path), FileKind.Model);
        Add(manifest.DataSets.Select(entry => entry.Path), FileKind.Dataset);
        return kinds;

        void Add(IEnumerable<string?> paths, FileKind kind)
        {
            foreach (var path in paths.OfType<string>())
                kinds[path] = kind;
        }
    }

    /// <param name="Problems">Why its text could not be read.</param>
    private sealed record AnswerSheet(SnapshotFile File, string Text, IReadOnlyList<AuthorProblem> Problems);
}
