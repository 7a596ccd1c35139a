namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>Paths that a model gives to its reader.</summary>
internal static class FilePaths
{
    /// <summary>True for a path that is absolute, climbs, has a drive, a backslash or a scheme: on some system it leads outside the model's folder.</summary>
    public static bool LeavesItsFolder(string path) =>
        path.StartsWith('/') || path.StartsWith('~') || path.Contains('\\', StringComparison.Ordinal) || path.Contains("://", StringComparison.Ordinal)
        || path.Contains('\0', StringComparison.Ordinal) || path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])
        || path.Split('/').Contains("..", StringComparer.Ordinal);
}
