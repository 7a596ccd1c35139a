using AuditService.App;
using AuditService.App.Runs;
using Hangfire;
using Hangfire.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AuditService.Web.Health;

/// <summary>For whoever watches the service: alive (nothing is asked of anything else), and ready (database, jobs, disk, oldest order).</summary>
internal static class HealthEndpoints
{
    private const long LeastFreeBytes = 200L * 1024 * 1024;

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Text("alive")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Says whether, and no more: who is not signed in learns no path, size or name.</summary>
    private static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> ReadyAsync(
        StoredRuns stored, JobStorage jobs, AuditProcesses processes, AuditServiceSettings settings, TimeProvider clock, CancellationToken cancellation)
    {
        var readiness = new Readiness(true, null, false, HasSpace(settings), true, processes.CanStart);
        try
        {
            var now = clock.GetUtcNow();
            readiness = readiness with
            {
                OldestWaitingSeconds = (await stored.OpenRunsAsync(cancellation)).FirstOrDefault(run => run.StartedAt is null) is { } waiting ? (now - waiting.SubmittedAt).TotalSeconds : null,
                HasWorker = jobs.GetMonitoringApi().Servers().Any(server => server.Heartbeat is { } beat && now.UtcDateTime - beat < TimeSpan.FromMinutes(2)),
                HasUpkeep = HasUpkeep(jobs),
            };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            readiness = readiness with { Database = false };
        }

        // A node that only answers the web is ready without a worker: orders wait for one, and the oldest one's age is told.
        if (readiness is { Database: true, HasDiskSpace: true, HasUpkeep: true, CanStartAudits: true })
            return TypedResults.Ok(readiness);
        return TypedResults.Json(readiness, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Hangfire gives a recurring job up without a word after a few failures to schedule it; from then on no night is ordered and no crash made good.</summary>
    private static bool HasUpkeep(JobStorage jobs)
    {
        using var connection = jobs.GetConnection();
        return connection.GetRecurringJobs().All(job => job is { Error: null, NextExecution: not null });
    }

    private static bool HasSpace(AuditServiceSettings settings) =>
        new DriveInfo(Path.GetFullPath(settings.DataDirectory)).AvailableFreeSpace > LeastFreeBytes && IsWritable(settings.DataDirectory);

    private static bool IsWritable(string directory)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(directory, $".probe-{Guid.NewGuid():N}"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <param name="Database">The stores answer.</param>
/// <param name="OldestWaitingSeconds">For how long the oldest order waits to be begun; null when none does.</param>
/// <param name="HasWorker">A worker has given a sign of life within two minutes.</param>
/// <param name="HasUpkeep">What comes each minute (orders of the night, what a crash left behind, notifications) has a next time, or no worker was ever started.</param>
/// <param name="CanStartAudits">The last process that this node started for an audit got ready.</param>
public sealed record Readiness(bool Database, double? OldestWaitingSeconds, bool HasWorker, bool HasDiskSpace, bool HasUpkeep, bool CanStartAudits);
