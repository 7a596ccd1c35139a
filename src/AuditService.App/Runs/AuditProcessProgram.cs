using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using AuditService.App.Audits;
using AuditService.App.RulePacks;
using AuditService.App.Telemetry;
using AuditService.Storage.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AuditService.App.Runs;

/// <summary>The side of the process that carries out audits for its parent, one at a time, until the parent has no more or is gone.</summary>
public static class AuditProcessProgram
{
    /// <summary>What the program is started with; no help lists it.</summary>
    public const string Verb = "audit-process";

    /// <summary>Of what an audit may hold: a process that an earlier one has left with more is replaced.</summary>
    private const double MostKept = 0.5;

    /// <param name="build">Makes the host of the services that it is to be given, with the logging of the program: whether that is verbose is told.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> ServeAsync(Stream input, Stream output, Func<bool, Action<IServiceCollection>, IHost> build)
    {
        // Ctrl+C and a stop of the whole group reach us as well: our parent decides, and tells us.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static signal => signal.Cancel = true);
        // What a library prints must not mix with the answers.
        Console.SetOut(TextWriter.Null);
        OfferToTheSystem();
        using var reader = new StreamReader(input, Encoding.UTF8);
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
        if (await reader.ReadLineAsync() is not { } first || AuditProcessWords.Read<AuditProcessGreeting>(first) is not { } greeting)
            return 1;

        using var host = build(greeting.IsVerbose, services => AddServices(services, greeting));
        await host.StartAsync();
        // All that the first order would wait for.
        host.Services.GetRequiredService<AuditDatabase>();
        host.Services.GetRequiredService<RuleLibraries>().Load();
        var carryOut = host.Services.GetRequiredService<RunQueuedAudit>();
        var collection = host.Services.GetRequiredService<FactCollection>();
        await AnswerAsync(writer, new(AuditProcessEnd.Ready));

        var inHand = Task.CompletedTask;
        var stop = new CancellationTokenSource();
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            var order = AuditProcessWords.Read<AuditProcessOrder>(line);
            if (order?.Run is { } run)
            {
                stop = new();
                inHand = CarryOutAsync(run, stop.Token);
            }
            else
            {
                await stop.CancelAsync();
            }
        }

        // The parent has gone, and somebody else may have taken the order up by now.
        if (!inHand.IsCompleted)
            Process.GetCurrentProcess().Kill();
        await host.StopAsync(CancellationToken.None);
        return 0;

        async Task CarryOutAsync(string run, CancellationToken stopping)
        {
            // The loop goes on reading.
            await Task.Yield();
            var answer = await CarriedOutAsync(carryOut, run, stopping);
            var isLast = answer.End is AuditProcessEnd.OutOfMemory or AuditProcessEnd.MemoryHeld || collection.HasUnfinishedSteps || HoldsTooMuch(greeting.AuditMegabytes);
            await AnswerAsync(writer, answer with { IsLast = isLast });
        }
    }

    private static async Task<AuditProcessAnswer> CarriedOutAsync(RunQueuedAudit carryOut, string run, CancellationToken stopping)
    {
        try
        {
            await carryOut.ExecuteAsync(run, stopping);
            return new(AuditProcessEnd.Ended);
        }
        catch (HeldMemoryException)
        {
            return new(AuditProcessEnd.MemoryHeld);
        }
        catch (OutOfMemoryException)
        {
            return new(AuditProcessEnd.OutOfMemory);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new(AuditProcessEnd.Stopped);
        }
        catch (Exception fault)
        {
            return new(AuditProcessEnd.Failed, Said: $"{fault.GetType().Name}: {fault.Message}");
        }
    }

    private static void AddServices(IServiceCollection services, AuditProcessGreeting greeting) => services
        .AddAuditService(greeting.Settings)
        .AddSingleton(MemoryCeiling.OfOneAudit(greeting.AuditMegabytes))
        .AddSingleton<RunQueuedAudit>()
        .AddTelemetry();

    private static bool HoldsTooMuch(long megabytes)
    {
        var most = (long)(megabytes * 1024 * 1024 * MostKept);
        if (Environment.WorkingSet <= most)
            return false;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet > most;
    }

    private static async Task AnswerAsync(StreamWriter writer, AuditProcessAnswer answer)
    {
        try
        {
            await writer.WriteLineAsync(AuditProcessWords.Line(answer));
        }
        catch (IOException)
        {
            // The parent no longer listens; the end of its input follows.
        }
    }

    /// <summary>Where the machine itself has no memory left, it takes us before our parent, which would lose every audit (Linux, proc_pid_oom_score_adj(5)).</summary>
    private static void OfferToTheSystem()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "500");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Where that is not for us to say, the system chooses as it does.
        }
    }
}
