using System.Collections.Concurrent;
using System.Text;
using AuditService.App;
using AuditService.App.Runs;
using AuditService.Core.People;
using AuditService.IntegrationTests.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuditService.IntegrationTests.Runs;

/// <summary>A worker of its own, and a collector of OTLP over HTTP that keeps what it gets.</summary>
public sealed class TelemetryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_sends_spans_and_durations_where_the_standard_variables_say_and_no_name_of_the_dossier()
    {
        var received = new ConcurrentQueue<(string Path, string Text)>();
        await using var collector = await CollectorAsync(received);
        using var audit = new AuditCommand();
        audit.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single();
        audit.Variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        audit.Variables["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        audit.Variables["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        audit.Write("durand-dossier/durand-secret.py", "eval(input())\n");
        await SubmitAsync(audit, "durand-dossier");

        using var worker = audit.Start("worker", "--no-browser");
        try
        {
            await UntilAsync(() => Said("/v1/metrics").Contains("auditservice.audit.duration", StringComparison.Ordinal) && Said("/v1/traces").Contains("step source-code", StringComparison.Ordinal));
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
        }

        Assert.Contains("auditservice.audit.duration", Said("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("step source-code", Said("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("auditservice.step.duration", Said("/v1/metrics"), StringComparison.Ordinal);
        Assert.DoesNotContain("durand", Said("/v1/metrics") + Said("/v1/traces"), StringComparison.OrdinalIgnoreCase);

        string Said(string path) => string.Concat(received.Where(request => request.Path == path).Select(request => request.Text));
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentQueue<(string Path, string Text)> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.Enqueue((request.Path, Encoding.UTF8.GetString(body.ToArray())));
            return Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync(Token);
        return app;
    }

    private static async Task SubmitAsync(AuditCommand audit, string folder)
    {
        await using var services = new ServiceCollection().AddLogging().AddAuditServiceWithJobs(new AuditServiceSettings { DataDirectory = audit.Data }).BuildServiceProvider();
        var project = await services.GetRequiredService<StoredRuns>().CreateProjectAsync("durand", Viewer.LocalOperator, Token);
        Assert.NotNull(await services.GetRequiredService<SubmitDossier>().ExecuteAsync(project.Id, Path.Combine(audit.Folder, folder), SubmissionOptions.All, Viewer.LocalOperator, null, Token));
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (!isTrue() && !patience.IsCancellationRequested)
            await Task.Delay(100, Token);
    }
}
