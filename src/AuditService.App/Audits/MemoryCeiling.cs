namespace AuditService.App.Audits;

/// <summary>
/// The memory that this process may hold while steps of audits run. Children and the browser are not counted: they are processes with limits of their own.
/// </summary>
/// <param name="ceiling">Bytes.</param>
/// <param name="held">Bytes that the process holds now.</param>
public sealed class MemoryCeiling(long ceiling, Func<long> held)
{
    private readonly Lock gate = new();

    public long Megabytes => ceiling / (1024 * 1024);

    /// <param name="megabytes">0 for half of the memory that the process has at most: the machine's, or its container's.</param>
    public static MemoryCeiling Of(long megabytes) => new(
        megabytes > 0 ? megabytes * 1024 * 1024 : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2,
        static () => Environment.WorkingSet);

    public bool IsReached => held() > ceiling;

    /// <summary>Whether it is exceeded by more than what the garbage collector gives back when asked.</summary>
    public bool IsExceeded()
    {
        lock (gate)
        {
            if (IsReached)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            return IsReached;
        }
    }
}
