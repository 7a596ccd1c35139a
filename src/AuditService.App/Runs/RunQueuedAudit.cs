using AuditService.App.Audits;
using AuditService.App.Dossiers;
using AuditService.App.Telemetry;
using AuditService.Core;
using AuditService.Core.Runs;
using AuditService.Storage.Audits;
using AuditService.Storage.Runs;
using Microsoft.Extensions.Logging;

namespace AuditService.App.Runs;

/// <summary>
/// Carries out one order: claims it, audits its snapshot, publishes the audit with the end of the order in one transaction. Begun again after a
/// crash it goes on from the facts that were kept; overtaken or cancelled it stops and publishes nothing.
/// </summary>
public sealed class RunQueuedAudit(RunStore runs, AuditStore audits, DossierReader reader, RunAudit runAudit, AuditServiceSettings settings, TimeProvider clock, ILogger<RunQueuedAudit> log) : ICarryOutRuns
{
    /// <summary>A step in which the process died so often is left out, with its reason.</summary>
    private const int Deaths = 3;

    /// <summary>So many attempts in all, deaths included, then the order fails: something else than a step kills the process.</summary>
    private const int MostAttempts = 8;

    private static readonly TimeSpan PulseEvery = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task ExecuteAsync(string runId, CancellationToken stopping)
    {
        if (await runs.ClaimAsync(runId, stopping) is not { } run)
        {
            // Asked to be cancelled before anybody began, or ended already: nothing is left to do but to say so.
            await runs.EndAsync(runId, RunState.Cancelled, new("annulé avant de commencer", "cancelled before it began"), attempt: null, stopping);
            return;
        }

        if (run.Attempt > MostAttempts)
        {
            await EndAsync(run, RunState.Failed, new($"abandonné après {MostAttempts} essais", $"given up after {MostAttempts} attempts"));
            return;
        }

        using var span = AuditTelemetry.StartRun(run.Id);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(settings.Jobs.AuditMinutes), clock);
        using var overtaken = new CancellationTokenSource();
        using var any = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token, overtaken.Token);
        var journal = new RunJournal(runs, run, await runs.FatesAsync(run.Id, Deaths, stopping));
        var pulse = PulseAsync(run, journal, overtaken, any.Token);
        try
        {
            var snapshot = await audits.FindSnapshotAsync(run.Snapshot, run.SnapshotName, any.Token)
                ?? throw new InvalidOperationException($"The snapshot {run.Snapshot} of run {run.Id} is not stored.");
            var audit = await runAudit.AuditAsync(reader.Read(snapshot), run.Packs, run.UseBrowser, journal, journal, messages: null, any.Token);
            if (await runs.PublishAsync(run, audit, stopping))
                AuditTelemetry.CountRun(RunState.Finished);
            else if (!await EndAsync(run, RunState.Cancelled, new("annulé", "cancelled")))
                log.LogInformation("Run {Run} was overtaken; its audit is not kept.", run.Id);
        }
        catch (OperationCanceledException) when (overtaken.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            if (await EndAsync(run, RunState.Cancelled, new("annulé", "cancelled")))
                log.LogInformation("Run {Run} was cancelled.", run.Id);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            await EndAsync(run, RunState.Failed, new($"arrêté après {settings.Jobs.AuditMinutes:0.#} min (limite AuditMinutes)", $"stopped after {settings.Jobs.AuditMinutes:0.#} min (limit AuditMinutes)"));
        }
        catch (AuthorMistakesException mistakes)
        {
            // A rule pack or a dossier that was sound when it was submitted: trying again changes nothing.
            await EndAsync(run, RunState.Failed, new(Told(mistakes, Language.French), Told(mistakes, Language.English)));
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or HeldMemoryException or OutOfMemoryException) && run.Attempt >= settings.Jobs.Attempts)
        {
            log.LogError(fault, "Run {Run} failed at attempt {Attempt}.", run.Id, run.Attempt);
            await EndAsync(run, RunState.Failed, new($"erreur interne : {fault.GetType().Name}", $"internal error: {fault.GetType().Name}"));
        }
        finally
        {
            await overtaken.CancelAsync();
            await pulse;
        }
    }

    private async Task<bool> EndAsync(AuditRun run, RunState state, LocalizedText why)
    {
        var ended = await runs.EndAsync(run.Id, state, why, run.Attempt, CancellationToken.None);
        if (ended)
            AuditTelemetry.CountRun(state);
        return ended;
    }

    /// <summary>Tells how far the run has come, and hears whether it is to stop.</summary>
    private async Task PulseAsync(AuditRun run, RunJournal journal, CancellationTokenSource overtaken, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(PulseEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                if (!await runs.PulseAsync(run, journal.LastStep, journal.Ended, journal.PlannedSteps, ended))
                    await overtaken.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
        catch (Exception fault)
        {
            // The next attempt of a claim would take the run over: going on could only waste work, stopping loses none.
            log.LogWarning(fault, "The pulse of run {Run} failed.", run.Id);
            await overtaken.CancelAsync();
        }
    }

    private static string Told(AuthorMistakesException mistakes, Language language) => string.Join(" · ", mistakes.Problems.Take(3).Select(problem => problem.In(language)));
}
