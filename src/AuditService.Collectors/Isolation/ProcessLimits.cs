using System.Runtime.InteropServices;

namespace AuditService.Collectors.Isolation;

/// <summary>Rights that a child gives up before it sees the first byte of a document, where the system lets it.</summary>
internal static class ProcessLimits
{
    /// <summary>RLIMIT_FSIZE, the same number on Linux and macOS.</summary>
    private const int FileSize = 1;

    /// <summary>RLIMIT_CORE, the same number on Linux and macOS.</summary>
    private const int CoreDump = 4;

    /// <summary>No byte is written to a file any more, and a crash leaves no copy of the document in a core file.</summary>
    public static void Tighten()
    {
        if (OperatingSystem.IsWindows())
            return;
        var none = default(Limit);
        _ = SetLimit(CoreDump, in none);
        _ = SetLimit(FileSize, in none);
    }

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    /// <summary>struct rlimit: now, and at most.</summary>
    private readonly record struct Limit(nuint Now, nuint Most);
}
