namespace AuditService.Collectors.ModelFiles;

/// <summary>What one file may cost. Reaching a limit makes the verdict incomplete; it never hides the file.</summary>
public sealed record ModelScanLimits
{
    public static ModelScanLimits Default { get; } = new();

    /// <summary>Archives in archives, compressions in compressions, pickles in the strings of pickles: how deep to follow.</summary>
    public int Depth { get; init; } = 4;

    /// <summary>Pickle opcodes executed symbolically.</summary>
    public long Opcodes { get; init; } = 200_000_000;

    /// <summary>Bytes produced by decompression, all members together.</summary>
    public long ExpandedBytes { get; init; } = 8L * 1024 * 1024 * 1024;

    /// <summary>Decompressed bytes kept aside in a temporary file where a format needs random access.</summary>
    public long SpooledBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Members of archives.</summary>
    public int Members { get; init; } = 100_000;

    /// <summary>A JSON text, a template, a string of a header (bytes).</summary>
    public int TextBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Values on the stack of the pickle machine.</summary>
    public int StackValues { get; init; } = 4_000_000;

    /// <summary>Values in its memo.</summary>
    public int MemoValues { get; init; } = 8_000_000;

    /// <summary>Bytes searched for imports in what could not be parsed.</summary>
    public long SalvageBytes { get; init; } = 256L * 1024 * 1024;

    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);
}
