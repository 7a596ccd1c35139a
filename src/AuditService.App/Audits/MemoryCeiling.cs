using System.Diagnostics;
using AuditService.Core;

namespace AuditService.App.Audits;

/// <summary>
/// The memory that this process may hold while steps of audits run. Children and the browser are not counted: they are processes with limits of their own.
/// Where audits share the process, which of them took the memory cannot be told: when it is exceeded, the one whose dossier is the largest is stopped first,
/// and the next largest only while that was not enough. In a process that carries out one audit at a time the ceiling is that audit's own.
/// </summary>
/// <param name="ceiling">Bytes.</param>
/// <param name="held">Bytes that the process holds now.</param>
/// <param name="reasons">Why a step was stopped, or is left out since its process died of it.</param>
public sealed class MemoryCeiling(long ceiling, Func<long> held, (LocalizedText Stopped, LocalizedText LeftOut) reasons)
{
    /// <summary>Of the limit, above which nothing can be saved any more: what is between lets steps end in good order.</summary>
    private const double ToldToStop = 0.8;

    /// <summary>What was stopped needs a while to let go; and a full collection costs too much to be asked for all the time.</summary>
    private TimeSpan Respite => TimeSpan.FromSeconds(IsOfOneAudit ? 0.5 : 2);

    private readonly Lock gate = new();
    private readonly List<(MemoryWatch Watch, long Bytes)> running = [];
    private readonly HashSet<MemoryWatch> stopped = [];
    private long lastStop;

    /// <summary>True where no other audit shares the process.</summary>
    public bool IsOfOneAudit { get; private init; }

    public (LocalizedText Stopped, LocalizedText LeftOut) Reasons => reasons;

    /// <param name="megabytes">0 for half of the memory that the process has at most: the machine's, or its container's.</param>
    public static MemoryCeiling Of(long megabytes)
    {
        var bytes = Bytes(megabytes);
        var told = Megabytes(bytes);
        return new(
            bytes,
            static () => Environment.WorkingSet,
            (
                new(
                    $"arrêté avec les étapes en cours : le programme tenait plus de {told} Mo de mémoire (limite MemoryMegabytes) ; de plusieurs audits, le plus grand dossier s'arrête d'abord",
                    $"stopped with the steps that ran: the program held more than {told} MB of memory (limit MemoryMegabytes); of several audits, the largest dossier stops first"),
                new(
                    "laissé de côté : à un essai précédent, cette étape a pris trop de mémoire",
                    "left out: at an earlier attempt this step took too much memory")));
    }

    /// <summary>Of a process that carries out one audit at a time, and that its parent ends when it exceeds <paramref name="megabytes"/>.</summary>
    public static MemoryCeiling OfOneAudit(long megabytes) => new(
        (long)(megabytes * 1024 * 1024 * ToldToStop),
        static () => Environment.WorkingSet,
        (
            new(
                $"arrêté : l'audit approchait des {megabytes} Mo de mémoire qu'il peut tenir (limite AuditMegabytes)",
                $"stopped: the audit came near the {megabytes} MB of memory that it may hold (limit AuditMegabytes)"),
            new(
                $"laissé de côté : dans cette étape l'audit a dépassé les {megabytes} Mo de mémoire qu'il peut tenir (limite AuditMegabytes), et son processus a été arrêté",
                $"left out: in this step the audit exceeded the {megabytes} MB of memory that it may hold (limit AuditMegabytes), and its process was ended")))
    {
        IsOfOneAudit = true,
    };

    /// <summary>What <see cref="Of"/> makes of a setting.</summary>
    public static long Bytes(long megabytes) => megabytes > 0 ? megabytes * 1024 * 1024 : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    private static long Megabytes(long bytes) => bytes / (1024 * 1024);

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
