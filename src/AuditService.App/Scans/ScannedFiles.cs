using AuditService.Core;

namespace AuditService.App.Scans;

/// <summary>The files that a scan without a dossier looks at.</summary>
/// <param name="FullPath">On this machine.</param>
/// <param name="Path">As the user gave it, or relative to the folder given.</param>
/// <param name="Named">True when the user named the file itself.</param>
public sealed record ScannedFiles(string FullPath, string Path, bool Named)
{
    /// <summary>Files, and folders with all that is under them, in the order of their paths; links are not followed. Throws <see cref="FileNotFoundException"/> for a path that names nothing.</summary>
    public static IReadOnlyList<ScannedFiles> Under(IEnumerable<string> paths) => [.. paths.SelectMany(Files)];

    /// <summary>The same, of those that the scan reads. Throws <see cref="AuthorMistakesException"/> where none is left: an empty result would look like nothing found.</summary>
    public static IReadOnlyList<ScannedFiles> Needed(IReadOnlyList<string> paths, Func<ScannedFiles, bool> reads)
    {
        var files = Under(paths).Where(file => file.Named || reads(file)).ToList();
        return files.Count > 0 ? files : throw new AuthorMistakesException([.. paths.Select(path => new AuthorProblem(new(path, 1, 1), "Aucun fichier à lire à cet emplacement.", "No file to read at that place."))]);
    }

    private static IEnumerable<ScannedFiles> Files(string path)
    {
        if (File.Exists(path))
            return [new(System.IO.Path.GetFullPath(path), path, Named: true)];
        if (!Directory.Exists(path))
            throw new FileNotFoundException($"No such file or folder: {path}", path);
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(path, "*", options)
            .Order(StringComparer.Ordinal)
            .Select(file => new ScannedFiles(System.IO.Path.GetFullPath(file), System.IO.Path.GetRelativePath(path, file).Replace('\\', '/'), Named: false));
    }
}
