using AuditService.App.Notifications;
using AuditService.Storage.Runs;
using Hangfire;
using Hangfire.Storage;

namespace AuditService.App.Runs;

/// <summary>What Hangfire calls. Each job may come twice and be killed at any moment: the orders in our own tables decide what it may do.</summary>
public sealed class AuditJobs(RunQueuedAudit runQueuedAudit, RunStore runs, OrderDueAudits orderDueAudits, SendNotifications sendNotifications, AuditQueue queue, JobStorage storage)
{
    private static readonly string[] Living = ["Enqueued", "Processing", "Scheduled", "Awaiting"];

    [AutomaticRetry(Attempts = 10, DelaysInSeconds = [5, 30, 60], LogEvents = false, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    public Task RunAsync(string runId, CancellationToken cancellation) => runQueuedAudit.ExecuteAsync(runId, cancellation);

    /// <summary>Gives a job to each open order that has none: what a crash between the two databases can leave behind.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task ReconcileAsync(CancellationToken cancellation)
    {
        using var connection = storage.GetConnection();
        foreach (var (run, jobId) in await runs.OpenAsync(cancellation))
        {
            if (jobId is null || !IsLiving(connection, jobId))
                await queue.EnqueueAsync(run, cancellation);
        }
    }

    /// <summary>Comes every minute: what is due is a matter of our own table.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task OrderDueAsync(CancellationToken cancellation) => orderDueAudits.ExecuteAsync(cancellation);

    /// <summary>Comes every minute: what is to be told, and when again, is a matter of our own outbox.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task NotifyAsync(CancellationToken cancellation) => sendNotifications.ExecuteAsync(cancellation);

    private static bool IsLiving(IStorageConnection connection, string jobId) =>
        connection.GetStateData(jobId) is { } state && Living.Contains(state.Name, StringComparer.OrdinalIgnoreCase);
}
