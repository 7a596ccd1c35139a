using AuditService.Authoring.Architecture;
using AuditService.Authoring.Manifests;
using AuditService.Authoring.Yaml;
using AuditService.Collectors.Deployments;
using AuditService.Collectors.Inventory;
using AuditService.Core;
using AuditService.Core.Architecture;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.Architecture;

/// <summary>Looks at the architecture of a folder, or of one description, as they lie on disk, without a dossier: <c>audit scan architecture</c>.</summary>
public sealed class ArchitectureScan(CollectionSettings settings)
{
    private const int MaximumFiles = 50_000;

    /// <summary>Reads a manifest, a Threagile model, a compose or Kubernetes file, or a folder with all that is under it; links are not followed.</summary>
    /// <exception cref="FileNotFoundException">The path names nothing.</exception>
    /// <param name="path">On this machine.</param>
    /// <param name="mistakes">Receives the mistakes of a description that was named, or of the folder's manifest: nothing else is then of use.</param>
    public ArchitectureReading Read(string path, ICollection<AuthorProblem> mistakes)
    {
        var knowledge = ArchitectureKnowledgeReader.Knowledge;
        if (File.Exists(path))
            return ReadFile(path, knowledge, mistakes);
        if (!Directory.Exists(path))
            throw new FileNotFoundException($"No such file or folder: {path}", path);
        var declared = ArchitectureModel.Empty;
        var manifest = Path.Combine(path, Dossier.ManifestFileName);
        if (File.Exists(manifest))
            declared = DeclaredArchitecture.Of(ManifestOf(Text(manifest, Dossier.ManifestFileName, mistakes), Dossier.ManifestFileName, mistakes), knowledge);
        var unreadable = new List<UnreadArchitectureFile>();
        var all = Files(path).ToList();
        var files = new ArchitectureFiles(knowledge, included => all.Find(file => file.Name == included) is { Full: { } full } ? Look(full, included, []) : null);
        foreach (var (full, name) in all)
        {
            if (Look(full, name, unreadable) is { } text)
                files.Take(name, text);
        }

        if (mistakes.Count == 0 && !Directory.EnumerateFileSystemEntries(path).Any())
            mistakes.Add(new(new(path, 1, 1), "Ce dossier est vide : il n'y a rien à lire.", "This folder is empty: there is nothing to read."));
        var (threagile, inferred) = files.Read();
        return Reading(MergedArchitecture.Of(declared, threagile, inferred, knowledge), files.Problems, [.. unreadable, .. files.Unread]);
    }

    private ArchitectureReading ReadFile(string path, ArchitectureKnowledge knowledge, ICollection<AuthorProblem> mistakes)
    {
        var text = Text(path, path, mistakes);
        var root = ForeignYaml.Read(text, path, []) is [var first, ..] ? first : null;
        if (root is not null && (ComposeReader.IsCompose(root) || KubernetesObject.Is(root)))
        {
            var files = new ArchitectureFiles(knowledge);
            files.Take(Path.GetFileName(path), text);
            return Reading(MergedArchitecture.Of(ArchitectureModel.Empty, ArchitectureModel.Empty, files.Read().Inferred, knowledge), [], files.Unread);
        }

        // A broken file is read as what it is most likely meant to be, so that its mistakes are told in those terms.
        var isThreagile = ThreagileReader.IsModel(root) || text.Contains("technical_assets:", StringComparison.Ordinal) || text.Contains("threagile_version", StringComparison.Ordinal);
        var model = isThreagile
            ? new ThreagileReader(knowledge.Catalogue).Read(text, path, mistakes)
            : DeclaredArchitecture.Of(ManifestOf(text, path, mistakes), knowledge);
        if (model.IsEmpty && mistakes.Count == 0)
            mistakes.Add(new(new(path, 1, 1), "Ce fichier ne décrit aucune architecture : un dossier.yaml avec architecture.components, un modèle Threagile, un fichier compose ou Kubernetes est attendu.", "This file describes no architecture: a dossier.yaml with architecture.components, a Threagile model, a compose or a Kubernetes file is expected."));
        return Reading(MergedArchitecture.Of(model, ArchitectureModel.Empty, ArchitectureModel.Empty, knowledge), [], []);
    }

    private static ArchitectureReading Reading(MergedArchitecture merged, IReadOnlyList<AuthorProblem> problems, IReadOnlyList<UnreadArchitectureFile> unreadable)
    {
        var graph = new SystemGraph(merged.Model, ArchitectureKnowledgeReader.Knowledge.Catalogue);
        return new(
            graph,
            RiskRules.Find(graph),
            merged.IsSaid,
            [.. merged.LeftOut.Select(left => new ArchitectureLeftOut(left.Kind.ToString().ToLowerInvariant(), left.Name, left.Detail, left.At))],
            problems,
            unreadable);
    }

    private static Manifest ManifestOf(string text, string file, ICollection<AuthorProblem> mistakes) => ManifestReader.Read(text, file, mistakes);

    private static string Text(string path, string name, ICollection<AuthorProblem> mistakes)
    {
        if (new FileInfo(path).Length <= YamlText.MaximumCharacters && TextDecoding.Decode(File.ReadAllBytes(path)) is { } text)
            return text;
        mistakes.Add(new(new(name, 1, 1), "Ce fichier n'est pas un texte, ou dépasse un million de caractères.", "This file is no text, or is longer than a million characters."));
        return "";
    }

    private string? Look(string full, string name, List<UnreadArchitectureFile> unreadable)
    {
        try
        {
            using var stream = File.OpenRead(full);
            var size = stream.Length;
            var bytes = new byte[Math.Min(size, FileClassifier.HeadBytes)];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (FileClassifier.Classify(name, bytes.AsSpan(0, read), size).SetApart is not null)
                return null;
            if (size > settings.MaximumTextFile)
            {
                unreadable.Add(new(name, new("trop grand", "too large")));
                return null;
            }

            Array.Resize(ref bytes, (int)size);
            read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            return TextDecoding.Decode(bytes.AsSpan(0, read));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(new(name, new("le système refuse de l'ouvrir", "the system refuses to open it")));
            return null;
        }
    }

    private static IEnumerable<(string Full, string Name)> Files(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(folder, "*", options)
            .Select(file => (Full: file, Name: Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .Where(file => ArchitectureFiles.Concerns(file.Name) && file.Name != Dossier.ManifestFileName)
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Take(MaximumFiles);
    }
}

/// <summary>What was read of an architecture, and the risks seen in it.</summary>
/// <param name="Graph">The merged model.</param>
/// <param name="Risks">The worst first.</param>
/// <param name="IsSaid">False when nobody described it: all is then inferred from files.</param>
/// <param name="LeftOut">What files show and the description leaves out.</param>
/// <param name="Problems">Mistakes in Threagile models of the folder.</param>
/// <param name="Unread">Files that were not read.</param>
public sealed record ArchitectureReading(
    SystemGraph Graph,
    IReadOnlyList<ArchitectureRisk> Risks,
    bool IsSaid,
    IReadOnlyList<ArchitectureLeftOut> LeftOut,
    IReadOnlyList<AuthorProblem> Problems,
    IReadOnlyList<UnreadArchitectureFile> Unread);

/// <param name="Kind"><c>service</c>, <c>outside</c>, <c>flow</c> or <c>port</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Detail">Image, host, protocol or port; null when the files do not tell.</param>
/// <param name="At">Where it was seen.</param>
public sealed record ArchitectureLeftOut(string Kind, string Name, string? Detail, ModelSource At);

public sealed record UnreadArchitectureFile(string Path, LocalizedText Reason);
