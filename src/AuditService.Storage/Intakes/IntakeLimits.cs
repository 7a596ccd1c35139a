namespace AuditService.Storage.Intakes;

/// <summary>How much an intake takes before it refuses. Sizes are in bytes; an operator raises them in <c>appsettings.json</c>.</summary>
public sealed record IntakeLimits
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>All files of an archive together, inflated, its nested archives included.</summary>
    public long ArchiveBytes { get; init; } = 500 * Megabyte;

    /// <summary>Entries of an archive, directories and those of its nested archives included.</summary>
    public int ArchiveEntries { get; init; } = 5_000;

    /// <summary>Inflated to compressed size of one entry, beyond <see cref="ArchiveRatioFreeBytes"/>. Very regular data can exceed it honestly.</summary>
    public double ArchiveRatio { get; init; } = 100;

    /// <summary>The first bytes of an entry, whatever their ratio.</summary>
    public long ArchiveRatioFreeBytes { get; init; } = 10 * Megabyte;

    /// <summary>How deep archives are opened: 1 opens an archive and leaves those inside it closed.</summary>
    public int ArchiveDepth { get; init; } = 2;

    /// <summary>All files of a folder together, the content of its archives included.</summary>
    public long FolderBytes { get; init; } = 20L * 1024 * Megabyte;

    /// <summary>Files and directories of a folder, the entries of its archives included.</summary>
    public int FolderEntries { get; init; } = 50_000;

    /// <summary>One file, of a folder or an archive: a larger one is left out.</summary>
    public long FileBytes { get; init; } = 4L * 1024 * Megabyte;

    /// <summary>Characters of a path within the dossier.</summary>
    public int PathLength { get; init; } = 512;

    /// <summary>Characters of one segment of a path.</summary>
    public int NameLength { get; init; } = 255;

    /// <summary>Segments of a path.</summary>
    public int PathDepth { get; init; } = 32;

    /// <summary>The whole intake.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(10);
}
