namespace AuditService.Tests;

/// <summary>Files of the repository and of the shared data beside it, wherever the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <returns>A path of the shared reference data, or null where a checkout has none.</returns>
    public static string? SharedData(params string[] parts)
    {
        var path = Path.Combine([Root, "..", "shared", "data", .. parts]);
        return Path.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static string FindRoot(string from)
    {
        var folder = new DirectoryInfo(from);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AuditService.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No solution above {from}");
    }
}
