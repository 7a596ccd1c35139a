namespace AuditService.Collectors.Isolation;

/// <summary>What a child process may cost, for each content that it is given; the defaults are those of <c>appsettings.json</c>.</summary>
public sealed record ChildLimits
{
    /// <summary>Bytes of managed heap, held by the runtime of the child itself. Native memory does not count here.</summary>
    public long HeapBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Bytes of memory in all, sampled by the parent.</summary>
    public long MemoryBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Processor time, sampled by the parent: a busy host makes no document unreadable.</summary>
    public TimeSpan ProcessorTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time on the clock, against a child that waits for ever; generous, since a busy host stretches it.</summary>
    public TimeSpan WallTime { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Bytes of one answer.</summary>
    public int OutputBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Contents after which a child is replaced, so that what parsers leave behind does not add up.</summary>
    public int Contents { get; init; } = 50;

    /// <summary>Children at once in this process; 0 for what fits a quarter of the memory, one a processor at most.</summary>
    public int Children { get; init; }

    internal int Places => PlacesFor(Children, MemoryBytes, processes: 1);

    /// <param name="children">As set; 0 for what fits.</param>
    /// <param name="memoryBytes">Of each.</param>
    /// <param name="processes">How many share the quarter of the machine.</param>
    public static int PlacesFor(int children, long memoryBytes, int processes) => children > 0
        ? children
        : (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / memoryBytes / processes, 1, Environment.ProcessorCount);
}
