using System.Net;
using AuditService.App.Runs;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Web;

public sealed class HealthTests
{
    [Fact]
    public async Task A_node_that_only_answers_the_web_is_ready_and_says_that_it_has_seen_no_worker()
    {
        await using var service = await RunningService.StartAsync();

        var ready = await service.NewClient().GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.False((await RunningService.JsonAsync(ready)).GetProperty("hasWorker").GetBoolean());
    }

    [Fact]
    public async Task A_service_whose_recurring_upkeep_was_given_up_is_not_ready()
    {
        await using var service = await RunningService.StartAsync();
        var jobs = service.App.Services.GetRequiredService<JobStorage>();
        await new RecurringJobs(new RecurringJobManager(jobs), new BackgroundJobClient(jobs)).StartAsync(CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await service.NewClient().GetAsync("/health/ready")).StatusCode);
        // As Hangfire leaves a job that could not be scheduled five times.
        using (var connection = jobs.GetConnection())
            connection.SetRangeInHash("recurring-job:schedules", [new("NextExecution", ""), new("Error", "The time zone is unknown.")]);

        var ready = await service.NewClient().GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        var told = await RunningService.JsonAsync(ready);
        Assert.Equal((true, false), (told.GetProperty("database").GetBoolean(), told.GetProperty("hasUpkeep").GetBoolean()));
        Assert.DoesNotContain("time zone", told.GetRawText(), StringComparison.Ordinal);
    }
}
