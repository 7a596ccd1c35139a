using System.Diagnostics;
using System.Globalization;

namespace Hangfire.Sqlite;

/// <summary>
/// Which process holds a lease or a lock, so that another on the same machine can see that it is gone and need not wait for the lease to end.
/// Machine, boot and process namespace are part of it: a process of elsewhere is never taken for a dead one of here.
/// </summary>
internal sealed record ProcessMark(string Place, int ProcessId, long StartedAt)
{
    private static readonly Lazy<ProcessMark> ThisProcess = new(() =>
    {
        using var process = Process.GetCurrentProcess();
        return new(PlaceOfThisProcess(), process.Id, Started(process));
    });

    public static ProcessMark Current => ThisProcess.Value;

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
            return Math.Abs(Started(process) - StartedAt) > 2_000;
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

    private static long Started(Process process) => new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds();

    private static string PlaceOfThisProcess() => string.Join('/', new[] { Environment.MachineName, Linux("/proc/sys/kernel/random/boot_id"), LinkTarget("/proc/self/ns/pid") }).Replace('|', '_');

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
