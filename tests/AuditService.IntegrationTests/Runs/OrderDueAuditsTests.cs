using AuditService.App;
using AuditService.App.Runs;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Storage.Runs;
using AuditService.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Runs;

public sealed class OrderDueAuditsTests : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly SetClock clock = new();
    private readonly ServiceProvider services;

    public OrderDueAuditsTests() => services = new ServiceCollection().AddLogging()
        .AddAuditServiceWithJobs(new AuditServiceSettings { DataDirectory = directory["data"] })
        .AddSingleton<TimeProvider>(clock)
        .BuildServiceProvider();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StoredRuns Stored => services.GetRequiredService<StoredRuns>();

    private OrderDueAudits Due => services.GetRequiredService<OrderDueAudits>();

    [Fact]
    public async Task What_was_missed_for_days_is_made_up_once_and_a_second_tick_orders_nothing()
    {
        var project = await SubmittedProjectAsync();
        Assert.Equal(0, await Due.ExecuteAsync(Token));

        clock.Now += TimeSpan.FromDays(9);

        Assert.Equal(1, await Due.ExecuteAsync(Token));
        Assert.Equal(0, await Due.ExecuteAsync(Token));
        var open = Assert.Single(await Stored.OpenRunsAsync(Token));
        Assert.Equal((project.Id, RunTrigger.Schedule), (open.ProjectId, open.Trigger));
        var next = (await Stored.FindScheduleAsync(project.Id, Viewer.LocalOperator, Token))!.NextAt!.Value;
        Assert.InRange(next - clock.Now, TimeSpan.Zero, TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task Who_dies_between_the_order_and_the_note_that_it_was_given_orders_it_once_all_the_same()
    {
        var project = await SubmittedProjectAsync();
        var schedules = services.GetRequiredService<ScheduleStore>();
        var due = (await schedules.FindAsync(project.Id, Token))!;
        clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(1, await Due.ExecuteAsync(Token));
        var ordered = Assert.Single(await Stored.OpenRunsAsync(Token));
        await services.GetRequiredService<RunStore>().EndAsync(ordered.Id, RunState.Failed, new("essai", "test"), attempt: null, Token);
        // As the table stands for whoever died before the note.
        await schedules.SaveAsync(due, Token);

        Assert.Equal(0, await Due.ExecuteAsync(Token));

        Assert.Empty(await Stored.OpenRunsAsync(Token));
        Assert.True((await schedules.FindAsync(project.Id, Token))!.NextAt > clock.Now);
    }

    [Fact]
    public async Task Two_ticks_at_once_order_one_audit()
    {
        await SubmittedProjectAsync();
        clock.Now += TimeSpan.FromDays(2);

        var ordered = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Due.ExecuteAsync(Token)));

        Assert.Equal(1, ordered.Sum());
    }

    [Fact]
    public async Task A_project_without_a_dossier_and_one_that_is_switched_off_order_nothing()
    {
        await Stored.CreateProjectAsync("vide", Viewer.LocalOperator, Token);
        var off = await SubmittedProjectAsync();
        await Stored.ChangeScheduleAsync(new(off.Id, IsOn: false, Schedule.EveryNight, Schedule.Paris, 0, null), Viewer.LocalOperator, Token);

        clock.Now += TimeSpan.FromDays(3);

        Assert.Equal(0, await Due.ExecuteAsync(Token));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        directory.Dispose();
    }

    /// <summary>Its first order is ended, as if a worker had done it.</summary>
    private async Task<Project> SubmittedProjectAsync()
    {
        Directory.CreateDirectory(directory["project"]);
        await File.WriteAllTextAsync(Path.Combine(directory["project"], "app.py"), "print(1)\n", Token);
        var project = await Stored.CreateProjectAsync("p", Viewer.LocalOperator, Token);
        var run = (await services.GetRequiredService<SubmitDossier>().ExecuteAsync(project.Id, directory["project"], SubmissionOptions.All, Viewer.LocalOperator, null, Token))!.Value.Run;
        await services.GetRequiredService<RunStore>().EndAsync(run.Id, RunState.Failed, new("essai", "test"), attempt: null, Token);
        return project;
    }
}
