using AuditService.App.Audits;
using AuditService.App.Telemetry;
using AuditService.Collectors.Isolation;
using AuditService.Core;
using AuditService.Core.Runs;
using AuditService.Storage.Runs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AuditService.App.Runs;

/// <summary>
/// Carries out each order in a process that has no other meanwhile: its memory is this audit's, and its death nobody else's. The job stays with the parent, which
/// keeps its lease: when a process dies the order goes on at once in the next one, without any lease to wait for. As many as there are workers wait ready.
/// </summary>
public sealed class AuditProcesses(RunStore runs, AuditServiceSettings settings, ILoggerFactory logs) : ICarryOutRuns, IHostedService, IDisposable
{
    /// <summary>Below it not even an empty dossier can be audited: the program itself and its rules take that much.</summary>
    public const long LeastMegabytes = 384;

    /// <summary>What an audit gets at least where nothing is said.</summary>
    private const long UsualLeastMegabytes = 1_024;

    /// <summary>More than the attempts after which the order itself is given up: a process that dies before it has begun an attempt must not be started for ever.</summary>
    private const int MostProcesses = 12;

    private readonly ILogger log = logs.CreateLogger<AuditProcesses>();
    private readonly ChildProgram program = ChildProgram.Find("audit", AuditProcessProgram.Verb);
    private readonly Lock gate = new();

    /// <summary>Those that are ready for an order, or about to be.</summary>
    private readonly List<Task<AuditProcess>> waiting = [];
    private readonly CancellationTokenSource ended = new();
    private int atWork;
    private volatile bool lastStartFailed;

    /// <summary>The last process for an audit got ready, or none was needed yet.</summary>
    public bool CanStart => !lastStartFailed;

    /// <summary>What one audit may hold.</summary>
    public long Megabytes { get; } = settings.Limits.AuditMegabytes > 0
        ? settings.Limits.AuditMegabytes
        : Math.Max(UsualLeastMegabytes, MemoryCeiling.Bytes(settings.Limits.MemoryMegabytes) / 1024 / 1024 / AtOnce(settings));

    /// <summary>What is wrong with the settings, in words for whoever wrote them.</summary>
    public static IEnumerable<AuthorProblem> Problems(AuditServiceSettings settings)
    {
        if (settings is { Jobs.ProcessPerAudit: true, Limits.AuditMegabytes: > 0 and < LeastMegabytes })
        {
            yield return new(new("AuditService:Limits:AuditMegabytes", 1, 1),
                $"Un audit tient {LeastMegabytes} Mo de mémoire au moins ; 0 pour une part de celle de la machine.",
                $"An audit takes {LeastMegabytes} MB of memory at least; 0 for a share of the machine's.");
        }
    }

    /// <inheritdoc/>
    public async Task ExecuteAsync(string runId, CancellationToken stopping)
    {
        var diedBetweenSteps = false;
        for (var processes = 0; processes < MostProcesses; processes++)
        {
            switch (await CarryOutAsync(runId, stopping))
            {
                case { End: AuditProcessEnd.Ended }:
                    return;
                case { End: AuditProcessEnd.Failed, Said: var said }:
                    throw new AuditProcessException($"The audit failed: {said}");
                case { End: AuditProcessEnd.OutOfMemory } when !await runs.NoteDeathByMemoryAsync(runId, CancellationToken.None):
                    // Once, it may be what the steps before had left behind; a fresh process has none of it.
                    if (diedBetweenSteps)
                    {
                        await EndAsync(runId);
                        return;
                    }

                    diedBetweenSteps = true;
                    break;
                case { End: AuditProcessEnd.OutOfMemory or AuditProcessEnd.MemoryHeld }:
                    log.LogWarning("Run {Run} exceeded its {Megabytes} MB of memory; it goes on in another process without the step that took it.", runId, Megabytes);
                    break;
                case { End: AuditProcessEnd.Died, Said: var said }:
                    log.LogWarning("The process of run {Run} died ({Said}); it goes on in another.", runId, said);
                    break;
            }

            stopping.ThrowIfCancellationRequested();
        }

        throw new AuditProcessException($"{MostProcesses} processes died of the same audit.");
    }

    /// <summary>The first are started now, and nobody waits for them but the first orders.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Replenish();
        return Task.CompletedTask;
    }

    /// <summary>After Hangfire's servers have stopped: none is at work any more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await ended.CancelAsync();
        List<Task<AuditProcess>> last;
        lock (gate)
        {
            last = [.. waiting];
            waiting.Clear();
        }

        foreach (var starting in last)
        {
            await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (starting.IsCompletedSuccessfully)
                await starting.Result.LetGoAsync();
        }
    }

    public void Dispose() => ended.Dispose();

    private async Task<AuditProcessAnswer> CarryOutAsync(string runId, CancellationToken stopping)
    {
        var process = await TakeAsync(stopping);
        AuditProcessAnswer? answer = null;
        try
        {
            answer = await process.CarryOutAsync(runId, stopping);
            return answer;
        }
        finally
        {
            await GiveBackAsync(process, isSpent: answer is not { IsLast: false });
        }
    }

    private async Task<AuditProcess> TakeAsync(CancellationToken stopping)
    {
        while (true)
        {
            Task<AuditProcess> next;
            lock (gate)
            {
                next = waiting.Find(each => each.IsCompletedSuccessfully) ?? waiting.FirstOrDefault() ?? StartOneAsync();
                waiting.Remove(next);
                atWork++;
            }

            try
            {
                var process = await next.WaitAsync(stopping);
                stopping.ThrowIfCancellationRequested();
                if (!process.HasExited)
                    return process;
                await process.DisposeAsync();
            }
            catch
            {
                lock (gate)
                {
                    atWork--;
                    // Told to stop before it was ready: it is let go with the others.
                    if (next is { IsFaulted: false, IsCanceled: false })
                        waiting.Add(next);
                }

                throw;
            }

            lock (gate)
                atWork--;
        }
    }

    private async Task GiveBackAsync(AuditProcess process, bool isSpent)
    {
        lock (gate)
        {
            atWork--;
            if (!isSpent && !ended.IsCancellationRequested && waiting.Count + atWork < Ready(settings))
            {
                waiting.Add(Task.FromResult(process));
                return;
            }
        }

        await process.DisposeAsync();
        Replenish();
    }

    /// <summary>As many as there are workers, at work or waiting.</summary>
    private void Replenish()
    {
        lock (gate)
        {
            while (!ended.IsCancellationRequested && waiting.Count + atWork < Ready(settings))
                waiting.Add(StartOneAsync());
        }
    }

    private async Task<AuditProcess> StartOneAsync()
    {
        // A log of this category is written only by who wants every detail.
        var greeting = new AuditProcessGreeting(Told(), Megabytes, logs.CreateLogger(nameof(Hangfire)).IsEnabled(LogLevel.Information));
        // Starting a program blocks a little; the gate is held.
        try
        {
            var process = await Task.Run(() => AuditProcess.StartAsync(program, greeting, ended.Token));
            lastStartFailed = false;
            return process;
        }
        catch (AuditProcessException refused)
        {
            lastStartFailed = true;
            log.LogError("No process for an audit: {Reason}", refused.Message);
            throw;
        }
    }

    private async Task EndAsync(string runId)
    {
        var why = new LocalizedText(
            $"arrêté : hors de toute étape, l'audit tenait plus de {Megabytes} Mo de mémoire (limite AuditMegabytes)",
            $"stopped: outside of any step the audit held more than {Megabytes} MB of memory (limit AuditMegabytes)");
        if (await runs.EndAsync(runId, RunState.Failed, why, attempt: null, CancellationToken.None))
            AuditTelemetry.CountRun(RunState.Failed);
    }

    /// <summary>What only the parent can tell: within the heap limit of a child the machine looks as small as that limit.</summary>
    private AuditServiceSettings Told() => settings with
    {
        Access = new(),
        Notifications = new(),
        Limits = settings.Limits with { Children = ChildLimits.PlacesFor(settings.Limits.Children, settings.Limits.ChildMemoryMegabytes * 1024 * 1024, AtOnce(settings)) },
    };

    /// <summary>Audits of submissions, and one of the night.</summary>
    private static int AtOnce(AuditServiceSettings settings) => Ready(settings) + 1;

    private static int Ready(AuditServiceSettings settings) => Math.Max(1, settings.Jobs.Workers);
}
