using System.Globalization;

namespace Hangfire.Sqlite.Tests;

/// <summary>What the jobs of the tests do. Public, since Hangfire finds it by name.</summary>
public static class Record
{
    private static readonly Lock Writing = new();
    private static int flakyRuns;

    public static void Nothing()
    {
    }

    /// <summary>Leaves one line in a file of this process: which job ran here.</summary>
    public static void Run(string directory, int number)
    {
        var file = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.ran"));
        lock (Writing)
            File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture, $"{number}\n"));
    }

    /// <summary>Says that it started, then works until the file <c>go</c> exists, then says that it ended.</summary>
    public static async Task RunUntilAllowed(string directory, CancellationToken cancellation)
    {
        await File.AppendAllTextAsync(Path.Combine(directory, "started"), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"), cancellation);
        while (!File.Exists(Path.Combine(directory, "go")))
            await Task.Delay(20, cancellation);
        await File.AppendAllTextAsync(Path.Combine(directory, "ended"), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"), cancellation);
    }

    [Hangfire.AutomaticRetry(Attempts = 2, DelaysInSeconds = [0])]
    public static void FailOnce()
    {
        if (Interlocked.Increment(ref flakyRuns) == 1)
            throw new InvalidOperationException("not this time");
    }

    public static string[] LinesOf(string directory, string pattern) =>
        [.. Directory.EnumerateFiles(directory, pattern).SelectMany(ReadShared)];

    private static string[] ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
