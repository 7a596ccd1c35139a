namespace AuditService.App.Runs;

/// <summary>Where a path leads once every symbolic link on the way is followed.</summary>
internal static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <param name="path">Need not exist: from where it does not, it is taken as it is written. A link that leads round in a circle is left as one.</param>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full) ?? "";
        var names = new Stack<string>(NamesOf(full[real.Length..]).Reverse());
        var links = 0;
        while (names.TryPop(out var name))
        {
            if (name == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, name);
            if (LinkOf(next) is not { } target || ++links > MostLinks)
            {
                real = next;
                continue;
            }

            // A target may itself lead through links, and is relative to where its link is.
            if (Path.IsPathRooted(target))
                real = Path.GetPathRoot(target)!;
            foreach (var each in NamesOf(target[(Path.GetPathRoot(target)?.Length ?? 0)..]).Reverse())
                names.Push(each);
        }

        return real;
    }

    private static IEnumerable<string> NamesOf(string path) => path.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".");

    private static string? LinkOf(string path)
    {
        try
        {
            return (Directory.Exists(path) ? (FileSystemInfo)new DirectoryInfo(path) : new FileInfo(path)).LinkTarget;
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
