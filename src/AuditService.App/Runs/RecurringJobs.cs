using Hangfire;
using Microsoft.Extensions.Hosting;

namespace AuditService.App.Runs;

/// <summary>Sets up, at the start of a worker, what comes again and again.</summary>
public sealed class RecurringJobs(IRecurringJobManager recurring, IBackgroundJobClient jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        recurring.AddOrUpdate<AuditJobs>("reconcile", AuditQueue.Upkeep, audit => audit.ReconcileAsync(CancellationToken.None), Cron.Minutely(), new RecurringJobOptions { MisfireHandling = MisfireHandlingMode.Ignorable });
        recurring.AddOrUpdate<AuditJobs>("schedules", AuditQueue.Upkeep, audit => audit.OrderDueAsync(CancellationToken.None), Cron.Minutely(), new RecurringJobOptions { MisfireHandling = MisfireHandlingMode.Ignorable });
        recurring.AddOrUpdate<AuditJobs>("notifications", AuditQueue.Upkeep, audit => audit.NotifyAsync(CancellationToken.None), Cron.Minutely(), new RecurringJobOptions { MisfireHandling = MisfireHandlingMode.Ignorable });
        // What a crash left behind goes on now, not in a minute.
        jobs.Create<AuditJobs>(audit => audit.ReconcileAsync(CancellationToken.None), new Hangfire.States.EnqueuedState(AuditQueue.Upkeep));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
