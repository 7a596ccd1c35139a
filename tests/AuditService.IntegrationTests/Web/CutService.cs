using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AuditService.IntegrationTests.Web;

/// <summary>A service as the command line sees it, whose connections are cut: the first answer to an upload, and the first stream of progress.</summary>
internal sealed class CutService : IAsyncDisposable
{
    private readonly WebApplication app;
    private int streams;

    private CutService(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    /// <summary>Of each upload, in order.</summary>
    public ConcurrentQueue<string> Keys { get; } = [];

    public static async Task<CutService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var service = new CutService(built);
        built.MapGet("/api/v1/people/me/rights", () => TypedResults.Ok(new { id = "me" }));
        built.MapGet("/api/v1/projects", () => TypedResults.Ok(new { items = new[] { new { id = "p", name = "Tri", owner = "me" } }, next = (string?)null }));
        built.MapPost("/api/v1/projects/p/submissions", (Delegate)service.TakeAsync);
        built.MapGet("/api/v1/runs/r/progress", service.TellAsync);
        built.MapGet("/api/v1/audits/a/findings", () => TypedResults.Ok(new { items = Array.Empty<object>() }));
        await built.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        Keys.Enqueue(context.Request.Headers["Idempotency-Key"].ToString());
        if (Keys.Count == 1)
            context.Abort();
        return TypedResults.Ok(new { id = "r", state = "queued", stepsEnded = 0, stepsPlanned = 2 });
    }

    private async Task TellAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("event: progress\ndata: {\"id\":\"r\",\"state\":\"running\",\"stepsEnded\":1,\"stepsPlanned\":2}\n\n");
        await context.Response.Body.FlushAsync();
        if (Interlocked.Increment(ref streams) == 1)
            context.Abort();
        else if (streams == 2)
            return;
        else
            await context.Response.WriteAsync("event: end\ndata: {\"id\":\"r\",\"state\":\"finished\",\"stepsEnded\":2,\"stepsPlanned\":2,\"audit\":\"a\"}\n\n");
    }
}
