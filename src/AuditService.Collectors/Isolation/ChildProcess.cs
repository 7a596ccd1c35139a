using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AuditService.Collectors.Isolation;

/// <summary>
/// One child as its parent sees it: started with an empty environment and a heap limit, watched while it works, killed with all that it started
/// when a limit is hit, when the caller cancels and when it is disposed of. Not thread-safe: one question at a time.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan ToExitByItself = TimeSpan.FromSeconds(2);

    /// <summary>After a kill, which nothing of the child can delay.</summary>
    private static readonly TimeSpan ToExit = TimeSpan.FromSeconds(10);

    private const int MostErrors = 64 * 1024;

    /// <summary>128 + SIGKILL.</summary>
    private const int Killed = 137;

    /// <summary>STATUS_STACK_OVERFLOW.</summary>
    private const int WindowsStackOverflow = unchecked((int)0xC00000FD);

    /// <summary>
    /// What the runtime itself needs to start and is no secret: where it is installed, where its libraries and the system's are. Nothing else of
    /// the parent's environment (connection strings, tokens, proxies) reaches the child.
    /// </summary>
    private static readonly string[] Passed =
    [
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_ROLL_FORWARD", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "DOTNET_BUNDLE_EXTRACT_BASE_DIR",
        "LD_LIBRARY_PATH", "SystemRoot", "windir",
    ];

    private static readonly SearchValues<char> NameOfAFault = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ. ");

    private readonly Process process;
    private readonly ChildLimits limits;
    private readonly Task<string> errors;

    private ChildProcess(Process process, ChildLimits limits)
    {
        this.process = process;
        this.limits = limits;
        errors = FirstOf(process.StandardError.BaseStream);
    }

    /// <summary>For tests that look at the child from outside.</summary>
    public int Id => process.Id;

    /// <summary>Starts a child and waits until it is ready.</summary>
    /// <exception cref="ChildEndedException">With <see cref="ChildEnd.NotStarted"/>.</exception>
    public static async Task<ChildProcess> StartAsync(ChildProgram program, ChildLimits limits, CancellationToken cancellation)
    {
        var child = new ChildProcess(Start(program, limits), limits);
        try
        {
            await child.UnderWatchAsync(token => Frames.ReadAnswerAsync(child.process.StandardOutput.BaseStream, 0, token), cancellation);
            return child;
        }
        catch (ChildEndedException ended)
        {
            var code = child.process.HasExited ? child.process.ExitCode : (int?)null;
            await child.DisposeAsync();
            throw new ChildEndedException(ChildEnd.NotStarted, limits, code, $"code {code?.ToString(CultureInfo.InvariantCulture) ?? "-"} {ended.Said}".TrimEnd());
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives the child a content and returns its answer. After any exception the child is dead.</summary>
    /// <exception cref="ChildEndedException">The child ended, by itself or at a limit.</exception>
    public async Task<byte[]> AskAsync(ReadOnlyMemory<byte> header, Stream content, CancellationToken cancellation)
    {
        return await UnderWatchAsync(ExchangeAsync, cancellation);

        async Task<byte[]> ExchangeAsync(CancellationToken token)
        {
            // Both at once: a child may answer, or die, before it has taken in all of the content.
            var sending = Frames.WriteRequestAsync(process.StandardInput.BaseStream, header, content, token);
            var answering = Frames.ReadAnswerAsync(process.StandardOutput.BaseStream, limits.OutputBytes, token);
            if (await Task.WhenAny(sending, answering) == sending && !sending.IsCompletedSuccessfully)
                await process.StandardInput.BaseStream.DisposeAsync();
            var answer = await answering;
            await sending;
            return answer;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        process.Dispose();
    }

    private static Process Start(ChildProgram program, ChildLimits limits)
    {
        var start = new ProcessStartInfo(program.FileName, program.Arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        var environment = start.Environment;
        var passed = Passed.Where(environment.ContainsKey).Select(name => (Name: name, Value: environment[name])).ToList();
        environment.Clear();
        foreach (var (name, value) in passed)
            environment[name] = value;
        if (ChildProgram.DotnetDirectory is { } dotnet)
            environment["DOTNET_ROOT"] = dotnet;
        environment["DOTNET_GCHeapHardLimit"] = limits.HeapBytes.ToString("X", CultureInfo.InvariantCulture);
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_gcConcurrent"] = "0";
        environment["DOTNET_EnableDiagnostics"] = "0";
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception refused) when (refused is Win32Exception or IOException or InvalidOperationException)
        {
            throw new ChildEndedException(ChildEnd.NotStarted, limits, said: refused.Message);
        }
    }

    /// <summary>Awaits what the child does while its memory and times are sampled. The kill of a limit closes its pipes, which ends the wait.</summary>
    private async Task<byte[]> UnderWatchAsync(Func<CancellationToken, Task<byte[]>> doing, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var work = doing(stop.Token);
        var excess = await ExcessAsync(work, cancellation);
        if (work.IsCompletedSuccessfully)
            return await work;

        var endedByItself = excess is null && work.IsFaulted && work.Exception.InnerException is IOException && await HasExitedSoonAsync();
        await EndAsync();
        await stop.CancelAsync();
        await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        if (excess is { } limit)
            throw new ChildEndedException(limit, limits);
        var said = await errors;
        throw work.Exception?.InnerException switch
        {
            InvalidDataException => new ChildEndedException(ChildEnd.OutputLimit, limits),
            IOException when endedByItself => new ChildEndedException(EndOf(process.ExitCode, said), limits, process.ExitCode, Told(said)),
            IOException => new ChildEndedException(ChildEnd.NoAnswer, limits),
            var own => new InvalidOperationException("The exchange with the child process failed.", own),
        };
    }

    /// <summary>The limit that was hit before the work was over; null when none was, or when the caller cancelled.</summary>
    private async Task<ChildEnd?> ExcessAsync(Task work, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var processorBefore = Read(static child => child.TotalProcessorTime);
        while (true)
        {
            await Task.WhenAny(work, Task.Delay(Sample, cancellation));
            if (work.IsCompleted || cancellation.IsCancellationRequested)
                return null;
            if (Read(static child => child.WorkingSet64) > limits.MemoryBytes)
                return ChildEnd.MemoryLimit;
            if (Read(static child => child.TotalProcessorTime) - processorBefore > limits.ProcessorTime)
                return ChildEnd.ProcessorLimit;
            if (Stopwatch.GetElapsedTime(started) > limits.WallTime)
                return ChildEnd.TimeLimit;
        }
    }

    /// <summary>A figure of the running child; its zero once it has exited.</summary>
    private T Read<T>(Func<Process, T> figure)
        where T : struct
    {
        try
        {
            process.Refresh();
            return figure(process);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            return default;
        }
    }

    private static ChildEnd EndOf(int exitCode, string said) => exitCode switch
    {
        0 => ChildEnd.NoAnswer,
        ServedRequests.OutOfMemory => ChildEnd.OutOfMemory,
        Killed when !OperatingSystem.IsWindows() => ChildEnd.KilledBySystem,
        WindowsStackOverflow => ChildEnd.StackOverflow,
        // The runtime's own words; it says them on every system.
        _ when said.StartsWith("Stack overflow", StringComparison.Ordinal) => ChildEnd.StackOverflow,
        _ when said.StartsWith("Out of memory", StringComparison.Ordinal) || said.Contains("System.OutOfMemoryException", StringComparison.Ordinal) => ChildEnd.OutOfMemory,
        _ => ChildEnd.UnknownCode,
    };

    /// <summary>The kind of fault in the first line of the errors, and no word of its message, which may quote the document.</summary>
    private static string Told(string said)
    {
        var first = said.AsSpan()[..Math.Min(said.Length, 200)];
        var end = first.IndexOfAnyExcept(NameOfAFault);
        return (end < 0 ? first : first[..end]).Trim().ToString();
    }

    /// <summary>What the child said first, up to the limit; the rest is taken off the pipe and dropped, so that the child does not wait for us.</summary>
    private static async Task<string> FirstOf(Stream stream)
    {
        var kept = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
                kept.Write(buffer, 0, (int)Math.Min(read, MostErrors - kept.Length));
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // What was said before is what there is.
        }

        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It had ended already.
        }
    }

    /// <summary>A child that closed its pipes has ended, or is about to.</summary>
    private async Task<bool> HasExitedSoonAsync()
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(ToExitByItself);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task EndAsync()
    {
        Kill();
        await process.WaitForExitAsync().WaitAsync(ToExit);
    }
}
