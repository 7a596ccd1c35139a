using System.Diagnostics;
using System.Globalization;
using AuditService.App;
using AuditService.App.Runs;
using AuditService.Core.Audits;
using AuditService.Core.Facts;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.IntegrationTests.Cli;
using AuditService.Storage.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuditService.IntegrationTests.Runs;

/// <summary>Each audit of a worker in a process of its own: what one does, or what becomes of it, is nothing to the others.</summary>
public sealed class AuditProcessTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly AuditCommand audit = new();
    private readonly ServiceProvider services;

    public AuditProcessTests()
    {
        services = new ServiceCollection().AddLogging().AddAuditServiceWithJobs(new AuditServiceSettings { DataDirectory = audit.Data }).BuildServiceProvider();
        audit.Variables["AuditService__Collectors__0"] = typeof(GluttonCollector).Assembly.Location;
        audit.Variables["AuditService__Limits__AuditMegabytes"] = "500";
        audit.Variables["AuditService__Jobs__Workers"] = "2";
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StoredRuns Stored => services.GetRequiredService<StoredRuns>();

    [Theory]
    [InlineData(GluttonCollector.HeedingItsStop, "l'audit approchait des 500 Mo", 1)]
    [InlineData(GluttonCollector.AllAtOnce, "500 Mo", null)]
    [InlineData(GluttonCollector.DeafToItsStop, "dans cette étape l'audit a dépassé les 500 Mo", 2)]
    [InlineData(GluttonCollector.OutsideTheHeap, "dans cette étape l'audit a dépassé les 500 Mo", null)]
    public async Task An_audit_that_eats_memory_ends_whole_without_that_fact_and_its_neighbour_is_not_disturbed(string how, string why, int? attempts)
    {
        audit.Write("greedy/app.py", "eval(input())\n");
        audit.Write($"greedy/{how}", "x");
        audit.Write("neighbour/app.py", "eval(input())\n");
        audit.Write($"neighbour/{GluttonCollector.Waiting}", "x");
        using var worker = audit.Start("worker", "--no-browser");
        try
        {
            var (neighbour, greedy) = (await SubmitAsync("neighbour"), await SubmitAsync("greedy"));

            var ended = await EndOfAsync(greedy);
            var besides = await EndOfAsync(neighbour);

            Assert.Equal((RunState.Finished, RunState.Finished, 1), (ended.State, besides.State, besides.Attempt));
            Assert.True(besides.StartedAt < ended.EndedAt && ended.StartedAt < besides.EndedAt, "they did not run at once");
            Assert.InRange(ended.Attempt, attempts ?? 1, attempts ?? 3);
            var whole = await AuditOfAsync(ended);
            var fact = whole.Facts.Find(Subject.Dossier, GluttonCollector.Key)!;
            Assert.Equal(UnavailableBecause.RefusedByLimit, fact.Why?.Because);
            Assert.Contains(why, fact.Why!.Detail.Fr, StringComparison.Ordinal);
            Assert.Contains("AuditMegabytes", fact.Why.Detail.Fr, StringComparison.Ordinal);
            // Nothing else of it is lost.
            Assert.Equal([fact.Why.Detail], whole.Steps.Where(step => step.Failure is not null).Select(step => step.Failure!));
            Assert.NotNull((await AuditOfAsync(besides)).Facts.Find(Subject.Dossier, GluttonCollector.Key)!.Value);
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task An_audit_whose_process_is_killed_goes_on_at_once_in_another_and_its_neighbour_is_not_disturbed()
    {
        audit.Write($"one/{GluttonCollector.Waiting}", "x");
        audit.Write($"two/{GluttonCollector.Waiting}", "y");
        using var worker = audit.Start("worker", "--no-browser");
        try
        {
            var (one, two) = (await SubmitAsync("one"), await SubmitAsync("two"));
            await UntilAsync(async () => (await FindAsync(one)).State == RunState.Running && (await FindAsync(two)).State == RunState.Running);
            var killedAt = Stopwatch.StartNew();
            ProcessesOf(worker)[0].Kill();

            await UntilAsync(async () => (await FindAsync(one)).Attempt + (await FindAsync(two)).Attempt == 3);
            // No lease had to end.
            Assert.InRange(killedAt.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
            var ended = new[] { await EndOfAsync(one), await EndOfAsync(two) };

            Assert.All(ended, run => Assert.Equal(RunState.Finished, run.State));
            Assert.Equal([1, 2], ended.Select(run => run.Attempt).Order());
            foreach (var run in ended)
                Assert.NotNull((await AuditOfAsync(run)).Facts.Find(Subject.Dossier, GluttonCollector.Key)!.Value);
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_killed_worker_leaves_no_process_behind_and_the_next_ends_its_audit_once()
    {
        audit.Write($"one/{GluttonCollector.Waiting}", "x");
        var run = await SubmitAsync("one");
        IReadOnlyList<Process> own;
        using (var worker = audit.Start("worker", "--no-browser"))
        {
            await UntilAsync(async () => (await FindAsync(run)).State == RunState.Running && ProcessesOf(worker).Count == 2);
            own = ProcessesOf(worker);
            worker.Kill();
            await worker.WaitForExitAsync(Token);
        }

        foreach (var process in own)
            await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal(RunState.Running, (await FindAsync(run)).State);
        using var next = audit.Start("worker", "--no-browser");
        try
        {
            var ended = await EndOfAsync(run);

            Assert.Equal((RunState.Finished, 2), (ended.State, ended.Attempt));
            Assert.Single(await services.GetRequiredService<App.Audits.StoredAudits>().ListAsync(10, Token));
        }
        finally
        {
            next.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_stops_its_audits_in_good_order_which_counts_as_no_death()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process of Windows is not told to stop by a signal.");
        audit.Write($"one/{GluttonCollector.Waiting}", "x");
        var run = await SubmitAsync("one");
        for (var stops = 0; stops < 3; stops++)
        {
            using var worker = audit.Start("worker", "--no-browser");
            await UntilAsync(async () => await FindAsync(run) is { State: RunState.Running } claimed && claimed.Attempt == stops + 1);
            // Until the step has begun.
            await Task.Delay(TimeSpan.FromSeconds(1.5), Token);
            var own = ProcessesOf(worker);
            Assert.NotEmpty(own);
            using (var kill = Process.Start("kill", ["-TERM", worker.Id.ToString(CultureInfo.InvariantCulture)]))
                await kill.WaitForExitAsync(Token);

            await worker.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);

            Assert.Equal(0, worker.ExitCode);
            Assert.All(own, process => Assert.True(process.HasExited));
        }

        using var last = audit.Start("worker", "--no-browser");
        try
        {
            var ended = await EndOfAsync(run);

            Assert.Equal((RunState.Finished, 4), (ended.State, ended.Attempt));
            Assert.NotNull((await AuditOfAsync(ended)).Facts.Find(Subject.Dossier, GluttonCollector.Key)!.Value);
        }
        finally
        {
            last.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_limit_under_which_no_audit_could_run_is_the_operators_mistake()
    {
        audit.Variables["AuditService__Limits__AuditMegabytes"] = "100";

        var refused = await audit.RunAsync("worker");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("AuditMegabytes", refused.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_can_start_no_process_for_an_audit_knows_it()
    {
        var settings = new AuditServiceSettings { DataDirectory = audit.Data, Collectors = [Path.Combine(audit.Folder, "missing.dll")] };
        using var processes = new AuditProcesses(services.GetRequiredService<RunStore>(), settings, services.GetRequiredService<ILoggerFactory>());
        Assert.True(processes.CanStart);

        await processes.StartAsync(Token);

        await UntilAsync(() => Task.FromResult(!processes.CanStart));
        await Assert.ThrowsAsync<AuditProcessException>(() => processes.ExecuteAsync("any", Token));
        await processes.StopAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        audit.Dispose();
    }

    /// <summary>The processes that a worker has started and that are there.</summary>
    private static List<Process> ProcessesOf(Process worker) =>
    [
        .. from process in Process.GetProcesses()
           where process.Id != worker.Id && ParentOf(process) == worker.Id
           select process,
    ];

    private static int? ParentOf(Process process)
    {
        try
        {
            // After the name, which is in brackets and may hold anything: state, parent.
            var status = File.ReadAllText($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task<AuditRun> SubmitAsync(string folder)
    {
        var project = await Stored.CreateProjectAsync(folder, Viewer.LocalOperator, Token);
        var submitted = await services.GetRequiredService<SubmitDossier>().ExecuteAsync(project.Id, Path.Combine(audit.Folder, folder), SubmissionOptions.All, Viewer.LocalOperator, idempotencyKey: null, Token);
        return submitted!.Value.Run;
    }

    private async Task<AuditRun> FindAsync(AuditRun run) => (await Stored.FindRunAsync(run.Id, Viewer.LocalOperator, Token))!;

    private async Task<Audit> AuditOfAsync(AuditRun run) => (await Stored.FindAuditAsync(run.AuditId!, Viewer.LocalOperator, Token))!;

    private async Task<AuditRun> EndOfAsync(AuditRun run)
    {
        await UntilAsync(async () => !(await FindAsync(run)).IsOpen);
        return await FindAsync(run);
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
