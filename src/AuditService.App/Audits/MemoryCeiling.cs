using System.Diagnostics;

namespace AuditService.App.Audits;

/// <summary>
/// The memory that this process may hold while steps of audits run. Children and the browser are not counted: they are processes with limits of their own.
/// Audits share the process, and which of them took the memory cannot be told: when it is exceeded, the one whose dossier is the largest is stopped first,
/// and the next largest only while that was not enough.
/// </summary>
/// <param name="ceiling">Bytes.</param>
/// <param name="held">Bytes that the process holds now.</param>
public sealed class MemoryCeiling(long ceiling, Func<long> held)
{
    /// <summary>What was stopped needs a while to let go; and a full collection costs too much to be asked for all the time.</summary>
    private static readonly TimeSpan Respite = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly List<(MemoryWatch Watch, long Bytes)> running = [];
    private readonly HashSet<MemoryWatch> stopped = [];
    private long lastStop;

    public long Megabytes => ceiling / (1024 * 1024);

    /// <param name="megabytes">0 for half of the memory that the process has at most: the machine's, or its container's.</param>
    public static MemoryCeiling Of(long megabytes) => new(
        megabytes > 0 ? megabytes * 1024 * 1024 : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2,
        static () => Environment.WorkingSet);

    internal void Enter(MemoryWatch watch, long bytes)
    {
        lock (gate)
            running.Add((watch, bytes));
    }

    internal void Leave(MemoryWatch watch)
    {
        lock (gate)
        {
            running.RemoveAll(each => each.Watch == watch);
            stopped.Remove(watch);
        }
    }

    /// <summary>Whether the steps of this audit are the ones to stop now: the memory is exceeded by more than what the garbage collector gives back when asked, and no larger dossier is left to stop before.</summary>
    internal bool MustStop(MemoryWatch watch)
    {
        lock (gate)
        {
            if (!IsReached)
            {
                stopped.Clear();
                return false;
            }

            if ((lastStop != 0 && Stopwatch.GetElapsedTime(lastStop) < Respite) || Largest() != watch)
                return false;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            lastStop = Stopwatch.GetTimestamp();
            return IsReached && stopped.Add(watch);
        }
    }

    private bool IsReached => held() > ceiling;

    /// <summary>Of those that were not stopped; when all were and it was not enough, of all again: they have begun other steps.</summary>
    private MemoryWatch? Largest()
    {
        if (running.TrueForAll(each => stopped.Contains(each.Watch)))
            stopped.Clear();
        return running.Where(each => !stopped.Contains(each.Watch)).MaxBy(each => each.Bytes).Watch;
    }
}
