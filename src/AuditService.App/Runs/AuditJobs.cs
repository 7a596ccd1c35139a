using AuditService.App.Notifications;
using AuditService.Storage.Runs;
using Hangfire;

namespace AuditService.App.Runs;

/// <summary>What Hangfire calls. Each job may come twice and be killed at any moment: the orders in our own tables decide what it may do.</summary>
public sealed class AuditJobs(ICarryOutRuns audits, RunStore runs, OrderDueAudits orderDueAudits, SendNotifications sendNotifications, AuditQueue queue, TimeProvider clock)
{
    private static readonly string[] Living = ["Enqueued", "Processing", "Scheduled", "Awaiting"];

    /// <summary>Whoever submits keeps the order first and gives its job after: a second job in between would begin the audit twice.</summary>
    private static readonly TimeSpan ToGiveItsJob = TimeSpan.FromMinutes(1);

    [AutomaticRetry(Attempts = 10, DelaysInSeconds = [5, 30, 60], LogEvents = false, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    public Task RunAsync(string runId, CancellationToken cancellation) => audits.ExecuteAsync(runId, cancellation);

    /// <summary>
    /// Gives a job to each open order that has none, which a crash between the two databases can leave behind, and cancels the order whose job
    /// an operator deleted on the dashboard.
    /// </summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task ReconcileAsync(CancellationToken cancellation)
    {
        foreach (var (run, jobId) in await runs.OpenAsync(cancellation))
        {
            if (await queue.CancelDeletedAsync(run, jobId, cancellation))
                continue;
            if (jobId is null && clock.GetUtcNow() - run.SubmittedAt < ToGiveItsJob)
                continue;
            if (jobId is null || !Living.Contains(queue.StateOf(jobId), StringComparer.OrdinalIgnoreCase))
                await queue.EnqueueAsync(run, cancellation);
        }
    }

    /// <summary>Comes every minute: what is due is a matter of our own table.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task OrderDueAsync(CancellationToken cancellation) => orderDueAudits.ExecuteAsync(cancellation);

    /// <summary>Comes every minute: what is to be told, and when again, is a matter of our own outbox.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task NotifyAsync(CancellationToken cancellation) => sendNotifications.ExecuteAsync(cancellation);
}
