namespace AuditService.Storage.Contents;

/// <summary>Files and directories that only their owner may read: dossiers hold personal data. On Windows the rights of the parent directory apply.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates the directory and those above it that are missing, all of them private: the system would give the latter its default rights.</summary>
    public static void CreateDirectory(string path)
    {
        if (Directory.Exists(path))
            return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } above)
            CreateDirectory(above);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>For files that a library would create for everyone to read: SQLite's, and those that it lays beside, take after this one.</summary>
    public static void CreateIfMissing(string path)
    {
        try
        {
            if (!File.Exists(path))
                Create(path).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process created it at this moment.
        }
    }

    /// <summary>Creates a new file for writing; an existing one is an error.</summary>
    public static FileStream Create(string path, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new(path, options);
    }
}
