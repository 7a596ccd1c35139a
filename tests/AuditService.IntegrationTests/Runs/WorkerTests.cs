using System.Diagnostics;
using AuditService.App;
using AuditService.App.Runs;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.IntegrationTests.Cli;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Runs;

/// <summary>Workers as processes of their own, on the same data as this one, which submits.</summary>
public sealed class WorkerTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly AuditCommand audit = new();
    private readonly ServiceProvider services;

    public WorkerTests()
    {
        var settings = new AuditServiceSettings { DataDirectory = audit.Data };
        services = new ServiceCollection().AddLogging().AddAuditServiceWithJobs(settings).BuildServiceProvider();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StoredRuns Stored => services.GetRequiredService<StoredRuns>();

    [Fact]
    public async Task A_submitted_dossier_is_audited_by_a_worker_of_another_process()
    {
        audit.Write("project/app.py", "eval(input())\n");
        using var worker = audit.Start("worker", "--no-browser");
        try
        {
            var run = await SubmitAsync("project");

            var ended = await EndOfAsync(run);

            Assert.Equal((RunState.Finished, 1), (ended.State, ended.Attempt));
            var stored = (await Stored.FindAuditAsync(ended.AuditId!, Viewer.LocalOperator, Token))!;
            Assert.Equal(run.Snapshot, stored.Snapshot.Hash);
            Assert.NotEmpty(stored.Findings);
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task An_audit_whose_worker_is_killed_goes_on_with_the_next_and_ends_once()
    {
        for (var index = 0; index < 300; index++)
            audit.Write($"project/m{index}.py", string.Concat(Enumerable.Repeat("value = compute(value, other=[1, 2, 3])\n", 2_000)));
        audit.Write("project/data.csv", "id;ville\n1;Lyon\n2;Paris\n");
        var run = await SubmitAsync("project");
        using (var killed = audit.Start("worker", "--no-browser"))
        {
            // The small steps are over and kept, the long one is in progress.
            await UntilAsync(async () => await Stored.FindRunAsync(run.Id, Viewer.LocalOperator, Token) is { State: RunState.Running, StepsEnded: > 0 });
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync(Token);
        }

        Assert.Equal(RunState.Running, (await Stored.FindRunAsync(run.Id, Viewer.LocalOperator, Token))!.State);
        using var other = audit.Start("worker", "--no-browser");
        try
        {
            var ended = await EndOfAsync(run);

            Assert.Equal((RunState.Finished, 2), (ended.State, ended.Attempt));
            var stored = (await Stored.FindAuditAsync(ended.AuditId!, Viewer.LocalOperator, Token))!;
            Assert.Contains(stored.Steps, step => step.Cached);
            Assert.Single(await services.GetRequiredService<App.Audits.StoredAudits>().ListAsync(10, Token));
        }
        finally
        {
            other.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_cancelled_audit_stops_and_leaves_no_audit()
    {
        for (var index = 0; index < 300; index++)
            audit.Write($"project/m{index}.py", string.Concat(Enumerable.Repeat("value = compute(value, other=[1, 2, 3])\n", 2_000)));
        var run = await SubmitAsync("project");
        using var worker = audit.Start("worker", "--no-browser");
        try
        {
            await UntilAsync(async () => await Stored.FindRunAsync(run.Id, Viewer.LocalOperator, Token) is { State: RunState.Running });

            Assert.True(await Stored.CancelAsync(run.Id, Viewer.LocalOperator, Token));

            Assert.Equal(RunState.Cancelled, (await EndOfAsync(run)).State);
            Assert.Empty(await services.GetRequiredService<App.Audits.StoredAudits>().ListAsync(10, Token));
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task An_order_whose_job_was_lost_gets_another()
    {
        audit.Write("project/app.py", "print(1)\n");
        var run = await SubmitAsync("project");
        await services.GetRequiredService<AuditService.Storage.Runs.RunStore>().SetJobAsync(run.Id, "9999999", Token);

        using var worker = audit.Start("worker", "--no-browser");
        try
        {
            Assert.Equal(RunState.Finished, (await EndOfAsync(run)).State);
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task An_order_whose_job_is_deleted_on_the_dashboard_is_cancelled()
    {
        audit.Write("project/app.py", "print(1)\n");
        var run = await SubmitAsync("project");
        var job = (await services.GetRequiredService<AuditService.Storage.Runs.RunStore>().OpenAsync(Token))[0].JobId!;

        // What the dashboard's button does.
        Assert.True(services.GetRequiredService<Hangfire.IBackgroundJobClient>().ChangeState(job, new Hangfire.States.DeletedState(), null));

        using var worker = audit.Start("worker", "--no-browser");
        try
        {
            var ended = await EndOfAsync(run);
            Assert.Equal((RunState.Cancelled, "annulé au tableau de bord"), (ended.State, ended.Reason?.Fr));
            Assert.Empty(await services.GetRequiredService<App.Audits.StoredAudits>().ListAsync(10, Token));
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_dossier_with_pages_waits_for_a_machine_with_a_browser()
    {
        audit.Write("pages/index.html", "<!doctype html><html lang=\"fr\"><head><title>Accueil du tri</title></head><body><main><h1>Tri</h1></main></body></html>");
        audit.Write("code/app.py", "print(1)\n");
        using var worker = audit.Start("worker", "--no-browser");
        try
        {
            var pages = await SubmitAsync("pages");
            var code = await SubmitAsync("code");

            Assert.Equal(RunState.Finished, (await EndOfAsync(code)).State);
            Assert.Equal(RunState.Queued, (await Stored.FindRunAsync(pages.Id, Viewer.LocalOperator, Token))!.State);
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        audit.Dispose();
    }

    private async Task<AuditRun> SubmitAsync(string folder)
    {
        var project = await Stored.CreateProjectAsync(folder, Viewer.LocalOperator, Token);
        var submitted = await services.GetRequiredService<SubmitDossier>().ExecuteAsync(project.Id, Path.Combine(audit.Folder, folder), SubmissionOptions.All, Viewer.LocalOperator, idempotencyKey: null, Token);
        return submitted!.Value.Run;
    }

    private async Task<AuditRun> EndOfAsync(AuditRun run)
    {
        await UntilAsync(async () => await Stored.FindRunAsync(run.Id, Viewer.LocalOperator, Token) is { IsOpen: false });
        return (await Stored.FindRunAsync(run.Id, Viewer.LocalOperator, Token))!;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(waited.Elapsed < Patience, "it did not happen in time");
            await Task.Delay(50, Token);
        }
    }
}
