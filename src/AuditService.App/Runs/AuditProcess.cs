using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using AuditService.Collectors.Isolation;

namespace AuditService.App.Runs;

/// <summary>
/// A process that carries out audits, as its parent sees it: one order at a time, its memory sampled meanwhile, and ended with all that it started when
/// that is more than one audit may hold.
/// </summary>
internal sealed class AuditProcess : IAsyncDisposable
{
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(200);

    /// <summary>Rule packs that were never verified on this machine take a while.</summary>
    private static readonly TimeSpan ToBeReady = TimeSpan.FromMinutes(2);

    /// <summary>Less than what Hangfire's server waits for its jobs when it stops.</summary>
    private static readonly TimeSpan ToStop = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ToExit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ToExitByItself = TimeSpan.FromSeconds(2);

    /// <summary>Above it one sample is enough; below, garbage that is just being collected may have been seen.</summary>
    private const double FarAbove = 1.25;

    /// <summary>Who dies by itself while it holds so much of what it may, dies of that.</summary>
    private const double Near = 0.8;

    private readonly Process process;
    private readonly long limit;

    private AuditProcess(Process process, long limit) => (this.process, this.limit) = (process, limit);

    public bool HasExited => process.HasExited;

    /// <summary>For tests and logs.</summary>
    public int Id => process.Id;

    /// <summary>Starts a process and waits until it is ready for an order.</summary>
    /// <exception cref="AuditProcessException">It could not be started.</exception>
    public static async Task<AuditProcess> StartAsync(ChildProgram program, AuditProcessGreeting greeting, CancellationToken cancellation)
    {
        var started = new AuditProcess(Start(program, greeting.AuditMegabytes), greeting.AuditMegabytes * 1024 * 1024);
        try
        {
            await started.SayAsync(AuditProcessWords.Line(greeting));
            var answer = await started.NextAnswerAsync().WaitAsync(ToBeReady, cancellation);
            if (answer is not null && AuditProcessWords.Read<AuditProcessAnswer>(answer) is { End: AuditProcessEnd.Ready })
                return started;
        }
        catch (Exception ended) when (ended is IOException or TimeoutException)
        {
            // Told below.
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }

        var code = started.process.HasExited ? started.process.ExitCode.ToString(CultureInfo.InvariantCulture) : "-";
        await started.DisposeAsync();
        throw new AuditProcessException($"The process for an audit did not get ready (exit code {code}).");
    }

    /// <summary>Carries out an order; told to stop, it ends in good order or is ended.</summary>
    public async Task<AuditProcessAnswer> CarryOutAsync(string run, CancellationToken stopping)
    {
        var answer = NextAnswerAsync();
        await TrySayAsync(AuditProcessWords.Line(new AuditProcessOrder(run)));
        long? toldToStop = null;
        var isAbove = false;
        var held = 0L;
        while (await Task.WhenAny(answer, Task.Delay(Sample, CancellationToken.None)) != answer)
        {
            held = Held();
            if (held > limit * FarAbove || (held > limit && isAbove))
            {
                await EndAsync();
                return new(AuditProcessEnd.OutOfMemory, IsLast: true);
            }

            isAbove = held > limit;
            if (!stopping.IsCancellationRequested)
                continue;
            if (toldToStop is null)
            {
                toldToStop = Stopwatch.GetTimestamp();
                await TrySayAsync(AuditProcessWords.Line(new AuditProcessOrder(null)));
            }
            else if (Stopwatch.GetElapsedTime(toldToStop.Value) > ToStop)
            {
                await EndAsync();
                return new(AuditProcessEnd.Stopped, IsLast: true);
            }
        }

        if (await answer is { } line && AuditProcessWords.Read<AuditProcessAnswer>(line) is { } answered)
            return answered;
        var code = await ExitCodeAsync();
        return held > limit * Near
            ? new(AuditProcessEnd.OutOfMemory, IsLast: true)
            : new(AuditProcessEnd.Died, IsLast: true, $"exit code {code}");
    }

    /// <summary>One that waits for orders ends by itself when there are no more.</summary>
    public async Task LetGoAsync()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended.
        }

        await ExitCodeAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        process.Dispose();
    }

    private static Process Start(ChildProgram program, long megabytes)
    {
        var start = new ProcessStartInfo(program.FileName, program.Arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        // Its log goes where ours goes. The heap has the limit of the whole: what grows too quickly for samples is refused by the runtime itself.
        start.Environment["DOTNET_GCHeapHardLimit"] = (megabytes * 1024 * 1024).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception refused) when (refused is Win32Exception or IOException or InvalidOperationException)
        {
            throw new AuditProcessException($"The process for an audit could not be started: {refused.Message}");
        }
    }

    private async Task<string?> NextAnswerAsync()
    {
        try
        {
            return await process.StandardOutput.ReadLineAsync();
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    private async Task SayAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>One that has died does not answer, which says it.</summary>
    private async Task TrySayAsync(string line)
    {
        try
        {
            await SayAsync(line);
        }
        catch (IOException)
        {
            // Its missing answer tells.
        }
    }

    /// <summary>Bytes of memory; 0 once it has exited.</summary>
    private long Held()
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            return 0;
        }
    }

    private async Task<int> ExitCodeAsync()
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(ToExitByItself);
        }
        catch (TimeoutException)
        {
            await EndAsync();
        }

        return process.ExitCode;
    }

    private async Task EndAsync()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It had ended already.
        }

        await process.WaitForExitAsync().WaitAsync(ToExit);
    }
}

/// <summary>No process for an audit: a fault of the machine or of ours, worth another attempt.</summary>
public sealed class AuditProcessException(string message) : Exception(message);
