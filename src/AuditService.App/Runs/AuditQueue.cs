using AuditService.Core.Runs;
using AuditService.Storage.Runs;
using Hangfire;
using Hangfire.States;

namespace AuditService.App.Runs;

/// <summary>Puts orders into queues. A job carries the id of its order and nothing else: the dashboard shows its arguments.</summary>
public sealed class AuditQueue(IBackgroundJobClient jobs, JobStorage storage, RunStore runs)
{
    /// <summary>For dossiers with pages: only machines with a browser listen.</summary>
    public const string Browser = "browser";

    public const string Static = "static";

    /// <summary>What the schedule ordered waits apart, so that nobody who submits now waits for the night.</summary>
    public const string NightBrowser = "night-browser";

    public const string NightStatic = "night-static";

    public const string Upkeep = "upkeep";

    public async Task EnqueueAsync(AuditRun run, CancellationToken cancellation)
    {
        var id = jobs.Create<AuditJobs>(audit => audit.RunAsync(run.Id, CancellationToken.None), new EnqueuedState(QueueOf(run)));
        await runs.SetJobAsync(run.Id, id, cancellation);
    }

    /// <summary>Cancels the order whose job an operator deleted on the dashboard.</summary>
    /// <returns>False when its job was not deleted.</returns>
    public async Task<bool> CancelDeletedAsync(AuditRun run, string? jobId, CancellationToken cancellation)
    {
        if (jobId is null || StateOf(jobId) != DeletedState.StateName)
            return false;
        await runs.EndAsync(run.Id, RunState.Cancelled, new("annulé au tableau de bord", "cancelled on the dashboard"), attempt: null, cancellation);
        return true;
    }

    /// <summary>The name of a job's state; null when the storage knows no such job.</summary>
    public string? StateOf(string jobId)
    {
        using var connection = storage.GetConnection();
        return connection.GetStateData(jobId)?.Name;
    }

    private static string QueueOf(AuditRun run) => (run.NeedsBrowser, run.Trigger) switch
    {
        (true, RunTrigger.Schedule) => NightBrowser,
        (false, RunTrigger.Schedule) => NightStatic,
        (true, _) => Browser,
        _ => Static,
    };
}
