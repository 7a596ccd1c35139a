using AuditService.Core.Facts;

namespace AuditService.Collectors.Isolation;

/// <summary>How a child ended that did not answer.</summary>
internal enum ChildEnd
{
    /// <summary>It could not be started, or ended before it was given anything.</summary>
    NotStarted,

    /// <summary>Its managed heap was full.</summary>
    OutOfMemory,

    StackOverflow,

    /// <summary>We ended it: memory in all.</summary>
    MemoryLimit,

    /// <summary>We ended it: processor time.</summary>
    ProcessorLimit,

    /// <summary>We ended it: time on the clock.</summary>
    TimeLimit,

    /// <summary>We ended it: its answer was too long.</summary>
    OutputLimit,

    /// <summary>It ended by itself with success and without a whole answer, or what it answered makes no sense.</summary>
    NoAnswer,

    /// <summary>Killed, not by us.</summary>
    KilledBySystem,

    /// <summary>Any other exit code.</summary>
    UnknownCode,
}

/// <summary>A child ended without an answer.</summary>
internal sealed class ChildEndedException(ChildEnd end, ChildLimits limits, int? exitCode = null, string? said = null) : Exception($"The child process ended: {end}, exit code {exitCode?.ToString() ?? "none"}, {said}")
{
    public ChildEnd End { get; } = end;

    /// <summary>The kind of fault in the child's own words; empty when it said nothing.</summary>
    public string Said { get; } = said ?? "";

    /// <summary>
    /// What a reader of the audit is told. Faults of the system and of the clock are passing ones, which no cache keeps: the same file may be read tomorrow.
    /// </summary>
    public Unavailability Reason { get; } = end switch
    {
        ChildEnd.NotStarted => new(UnavailableBecause.CollectorFailed, new(
            $"le processus de lecture n'a pas démarré ({said})", $"the reading process did not start ({said})")),
        ChildEnd.OutOfMemory => new(UnavailableBecause.RefusedByLimit, new(
            $"sa lecture demande plus de {Megabytes(limits.HeapBytes)} Mo (limite ChildHeapMegabytes)", $"reading it takes more than {Megabytes(limits.HeapBytes)} MB (limit ChildHeapMegabytes)")),
        ChildEnd.MemoryLimit => new(UnavailableBecause.RefusedByLimit, new(
            $"lecture arrêtée : plus de {Megabytes(limits.MemoryBytes)} Mo de mémoire (limite ChildMemoryMegabytes)", $"reading stopped: more than {Megabytes(limits.MemoryBytes)} MB of memory (limit ChildMemoryMegabytes)")),
        ChildEnd.ProcessorLimit => new(UnavailableBecause.RefusedByLimit, new(
            $"lecture arrêtée après {limits.ProcessorTime.TotalSeconds:0.#} s de calcul (limite ChildCpuSeconds)", $"reading stopped after {limits.ProcessorTime.TotalSeconds:0.#} s of processor time (limit ChildCpuSeconds)")),
        ChildEnd.TimeLimit => new(UnavailableBecause.TimedOut, new(
            $"lecture arrêtée : sans réponse après {limits.WallTime.TotalSeconds:0.#} s (six fois ChildCpuSeconds)", $"reading stopped: no answer after {limits.WallTime.TotalSeconds:0.#} s (six times ChildCpuSeconds)")),
        ChildEnd.OutputLimit => new(UnavailableBecause.RefusedByLimit, new(
            $"sa lecture donne plus de {Megabytes(limits.OutputBytes)} Mo (limite ChildOutputMegabytes)", $"its reading is longer than {Megabytes(limits.OutputBytes)} MB (limit ChildOutputMegabytes)")),
        ChildEnd.StackOverflow => new(UnavailableBecause.Unreadable, new(
            "imbriqué trop profond : la pile du lecteur a débordé", "nested too deep: the reader's stack overflowed")),
        ChildEnd.KilledBySystem => new(UnavailableBecause.CollectorFailed, new(
            "le système a arrêté le lecteur, sans doute faute de mémoire", "the system killed the reader, probably for lack of memory")),
        ChildEnd.NoAnswer => new(UnavailableBecause.Unreadable, new(
            "le lecteur s'est arrêté sans réponse entière", "the reader ended without a whole answer")),
        _ => new(UnavailableBecause.Unreadable, new(
            $"le lecteur s'est arrêté avec le code {exitCode}", $"the reader ended with code {exitCode}")),
    };

    private static long Megabytes(long bytes) => bytes / (1024 * 1024);
}
