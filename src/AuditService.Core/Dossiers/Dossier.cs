using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Core.Dossiers;

/// <summary>What was submitted: an immutable snapshot, what each file is, and what the manifest declares (an empty manifest when there is none).</summary>
/// <param name="Snapshot">The files, by content.</param>
/// <param name="Files">Every file of the snapshot with its nature, in the order of their paths.</param>
/// <param name="Manifest">What the author declares.</param>
/// <param name="HasManifest">False when the folder holds no <c>dossier.yaml</c>: all that the manifest could say is then not declared.</param>
public sealed record Dossier(Snapshot Snapshot, IReadOnlyList<DossierFile> Files, Manifest Manifest, bool HasManifest)
{
    public const string ManifestFileName = "dossier.yaml";

    public const string AnswersFileName = "answers.yaml";

    /// <summary>Folder of further sheets of answers, one for each set of questions or person.</summary>
    public const string AnswersFolder = "answers";

    /// <summary>Whether a file may be a sheet of answers: <c>answers.yaml</c>, <c>answers-rights.yaml</c>, <c>answers/rights.yaml</c>, also as <c>.yml</c> or <c>.json</c>.</summary>
    public static bool MayHoldAnswers(string path)
    {
        var parts = path.Split('/');
        var isNamed = parts.Length == 1 && (path.StartsWith("answers.", StringComparison.OrdinalIgnoreCase) || path.StartsWith("answers-", StringComparison.OrdinalIgnoreCase) || path.StartsWith("answers_", StringComparison.OrdinalIgnoreCase));
        var isFiled = parts.Length == 2 && string.Equals(parts[0], AnswersFolder, StringComparison.OrdinalIgnoreCase);
        return (isNamed || isFiled) && Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" or ".JSON";
    }

    /// <summary>Key of the fact that the manifest is a draft.</summary>
    public const string DraftFact = "dossier.isDraft";

    /// <summary>Files that were taken in and could not be read, or not to their end.</summary>
    public const string UnreadableFilesFact = "dossier.unreadableFiles";

    /// <summary>True when the author says that the manifest is whole: only then is what it leaves out an omission, and what it does not list absent.</summary>
    public bool IsDeclared => HasManifest && Manifest.Draft != true;

    /// <summary>The declared name, or the name of the folder or archive.</summary>
    public string Name => string.IsNullOrWhiteSpace(Manifest.Project?.Name) ? Snapshot.Name : Manifest.Project.Name;

    public DossierFile? Find(string path) => Files.FirstOrDefault(file => string.Equals(file.Path, path, StringComparison.Ordinal));

    /// <summary>The files of a kind that are the author's own work: vendored, generated and installed ones are set apart.</summary>
    public IEnumerable<DossierFile> Of(FileKind kind) => Files.Where(file => file.Nature.Kind == kind && file.Nature.SetApart is null);
}

/// <summary>One file of the dossier.</summary>
/// <param name="Path">Relative to the dossier, with forward slashes, as the author named it (Unicode NFC).</param>
/// <param name="Sha256">Hash of the content, lower-case hexadecimal: its key in the content store.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Nature">What it is, by content first.</param>
public sealed record DossierFile(string Path, string Sha256, long Size, FileNature Nature);

/// <summary>What a file is.</summary>
/// <param name="Kind">The sense that reads it.</param>
/// <param name="Format">Short lower-case name of the format: <c>csv</c>, <c>pickle</c>, <c>pdf</c>, <c>python</c> ...</param>
/// <param name="Language">Programming or markup language of a text (<c>python</c>, <c>javascript</c> ...), or null.</param>
/// <param name="SetApart">Why the file is listed and not examined (<c>vendored</c>, <c>generated</c>, <c>version control</c>), or null.</param>
public sealed record FileNature(FileKind Kind, string Format, string? Language = null, string? SetApart = null)
{
    public static FileNature Unknown { get; } = new(FileKind.Other, "unknown");
}

public enum FileKind
{
    Other,
    Dataset,
    Model,
    SourceCode,
    Configuration,
    Page,
    Document,
    Image,
    Media,
    Archive,
    Manifest,
}
