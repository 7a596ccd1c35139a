using System.Diagnostics;
using System.Globalization;

namespace Hangfire.Sqlite;

/// <summary>
/// Which process holds a lease or a lock, so that another on the same machine can see that it is gone and need not wait for the lease to end.
/// Machine, boot and process namespace are part of it: a process of elsewhere is never taken for a dead one of here.
/// </summary>
/// <param name="StartedAt">
/// When the process started, in a measure that no setting of the clock moves: on Linux ticks since boot (proc_pid_stat(5), field 22), elsewhere what the system
/// noted at the start, in milliseconds.
/// </param>
internal sealed record ProcessMark(string Place, int ProcessId, long StartedAt)
{
    /// <summary>No start of anything.</summary>
    private const long Ended = -1;

    private static readonly Lazy<ProcessMark> ThisProcess = new(() =>
    {
        using var process = Process.GetCurrentProcess();
        return Of(process);
    });

    public static ProcessMark Current => ThisProcess.Value;

    /// <summary>The mark that a living process of this machine has.</summary>
    public static ProcessMark Of(Process process) => new(PlaceOfThisProcess(), process.Id, StartOf(process) ?? 0);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Place}|{ProcessId}|{StartedAt}");

    public static ProcessMark? Parse(string text) => text.Split('|') is [var place, var id, var started]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
        && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var startedAt)
            ? new(place, processId, startedAt)
            : null;

    /// <summary>True only where it is certain: same place, and no process of that id and start.</summary>
    public bool IsGone()
    {
        if (Place != Current.Place)
            return false;
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            // Where the time of the start depends on the clock, somebody with that number may well be the one.
            return !OperatingSystem.IsMacOS() && StartOf(process) is { } started && started != StartedAt;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception unseen) when (unseen is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Null where it cannot be seen.</summary>
    private static long? StartOf(Process process)
    {
        if (!OperatingSystem.IsLinux())
            return new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds();
        try
        {
            // Not the start time of the framework: that one is told from the clock of the day on which it is asked.
            var status = File.ReadAllText($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/stat");
            // After the name, which is in brackets and may hold anything, comes field 3.
            var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            // One that has ended and that its parent has not yet asked about works no more.
            if (fields[0] is "Z" or "X")
                return Ended;
            return fields.Length > 19 && long.TryParse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? ticks : null;
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The word at the end tells these marks from those of versions that measured the start otherwise.</summary>
    private static string PlaceOfThisProcess() => string.Join('/', new[] { Environment.MachineName, Linux("/proc/sys/kernel/random/boot_id"), LinkTarget("/proc/self/ns/pid"), "ticks" }).Replace('|', '_');

    private static string Linux(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string LinkTarget(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? new FileInfo(path).LinkTarget ?? "" : "";
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
