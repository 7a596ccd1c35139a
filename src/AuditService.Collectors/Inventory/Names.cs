namespace AuditService.Collectors.Inventory;

/// <summary>What a path alone tells. Paths are relative to the folder under audit; both separators are understood.</summary>
internal static class Names
{
    public static string Name(string path)
    {
        var cut = path.LastIndexOfAny(['/', '\\']);
        return (cut < 0 ? path : path[(cut + 1)..]).ToLowerInvariant();
    }

    /// <summary>The lower-case text after the last dot, without it; empty for <c>Makefile</c> and for <c>.gitignore</c>.</summary>
    public static string Extension(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot <= 0 ? "" : name[(dot + 1)..].ToLowerInvariant();
    }

    /// <summary>The lower-case folder names above the file, outermost first.</summary>
    public static string[] Folders(string path)
    {
        var parts = path.ToLowerInvariant().Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? [] : parts[..^1];
    }
}
