using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using AuditService.App.People;
using AuditService.App.Runs;
using AuditService.Core;
using AuditService.Core.People;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace AuditService.Web.Api;

/// <summary>Orders: how far they have come, and their end.</summary>
internal static class RunEndpoints
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Proxies end what has been silent for a minute.</summary>
    private static readonly TimeSpan MostSilence = TimeSpan.FromSeconds(15);

    public static void MapRuns(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("runs");
        runs.MapGet("", OpenAsync).RequireAuthorization(Policies.Operate).WithSummary("All orders that are not ended, oldest first: for operators.");
        runs.MapGet("/{id}", FindAsync).RequireAuthorization(Policies.Read).WithSummary("One order.");
        runs.MapGet("/{id}/progress", ProgressAsync).RequireAuthorization(Policies.Read).RequireRateLimiting(RequestLimits.Streams).WithSummary("The order whenever it has moved, and every 15 s, as server-sent events, up to its end. A stream that ends before the event named end was cut: ask again.");
        runs.MapDelete("/{id}", CancelAsync).RequireAuthorization(Policies.Submit).WithSummary("Cancels the order; what was collected stays in the cache.");
    }

    private static async Task<Ok<IReadOnlyList<RunView>>> OpenAsync(HttpContext context, StoredRuns stored, CancellationToken cancellation)
    {
        var language = RequestLanguage.Of(context.Request);
        return TypedResults.Ok<IReadOnlyList<RunView>>([.. (await stored.OpenRunsAsync(cancellation)).Select(run => RunView.Of(run, language))]);
    }

    private static async Task<Results<Ok<RunView>, NotFound>> FindAsync(HttpContext context, StoredRuns stored, string id, CancellationToken cancellation) =>
        await stored.FindRunAsync(id, Principals.ViewerOf(context.User), cancellation) is { } run ? TypedResults.Ok(RunView.Of(run, RequestLanguage.Of(context.Request))) : TypedResults.NotFound();

    private static async Task<Results<ServerSentEventsResult<RunView>, NotFound>> ProgressAsync(HttpContext context, StoredRuns stored, Sessions sessions, IHostApplicationLifetime lifetime, TimeProvider clock, string id, CancellationToken cancellation)
    {
        var viewer = Principals.ViewerOf(context.User);
        if (await stored.FindRunAsync(id, viewer, cancellation) is null)
            return TypedResults.NotFound();
        return TypedResults.ServerSentEvents(WatchAsync(stored, IsStillLetInAsync, clock, id, viewer, RequestLanguage.Of(context.Request), lifetime.ApplicationStopping, cancellation));

        async Task<bool> IsStillLetInAsync() => await sessions.FindAsync(viewer.UserId, cancellation) is { } account && Principals.HasStamp(context.User, account);
    }

    /// <summary>Read from the store, since the worker may be another process. A service that stops waits for nobody who only watches.</summary>
    private static async IAsyncEnumerable<SseItem<RunView>> WatchAsync(
        StoredRuns stored, Func<Task<bool>> isStillLetIn, TimeProvider clock, string id, Viewer viewer, Language language, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellation)
    {
        RunView? last = null;
        var toldAt = clock.GetTimestamp();
        while (!stopping.IsCancellationRequested && await isStillLetIn() && await stored.FindRunAsync(id, viewer, cancellation) is { } run)
        {
            var view = RunView.Of(run, language);
            if (view != last || clock.GetElapsedTime(toldAt) > MostSilence)
            {
                yield return new SseItem<RunView>(view, run.IsOpen ? "progress" : "end");
                toldAt = clock.GetTimestamp();
            }

            if (!run.IsOpen)
                yield break;
            last = view;
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
            await Task.Delay(LookEvery, clock, pause.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static async Task<Results<Accepted, NotFound, Conflict>> CancelAsync(HttpContext context, StoredRuns stored, string id, CancellationToken cancellation) =>
        await stored.CancelAsync(id, Principals.ViewerOf(context.User), cancellation) switch
        {
            null => TypedResults.NotFound(),
            false => TypedResults.Conflict(),
            _ => TypedResults.Accepted($"/api/v1/runs/{id}"),
        };
}
