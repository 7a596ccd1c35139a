using AuditService.App;
using AuditService.App.Runs;
using Hangfire;
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
    private static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> ReadyAsync(StoredRuns stored, JobStorage jobs, AuditServiceSettings settings, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        TimeSpan? oldest;
        bool hasWorker;
        try
        {
            oldest = (await stored.OpenRunsAsync(cancellation)).FirstOrDefault(run => run.StartedAt is null) is { } waiting ? now - waiting.SubmittedAt : null;
            hasWorker = jobs.GetMonitoringApi().Servers().Any(server => server.Heartbeat is { } beat && now.UtcDateTime - beat < TimeSpan.FromMinutes(2));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return TypedResults.Json(new Readiness(false, null, false, HasSpace(settings)), statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var readiness = new Readiness(true, oldest?.TotalSeconds, hasWorker, HasSpace(settings));
        // A node that only answers the web is ready without a worker: orders wait for one, and the oldest one's age is told.
        if (readiness.HasDiskSpace)
            return TypedResults.Ok(readiness);
        return TypedResults.Json(readiness, statusCode: StatusCodes.Status503ServiceUnavailable);
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
public sealed record Readiness(bool Database, double? OldestWaitingSeconds, bool HasWorker, bool HasDiskSpace);
