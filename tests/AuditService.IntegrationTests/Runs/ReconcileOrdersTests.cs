using AuditService.App;
using AuditService.App.Runs;
using AuditService.Core.People;
using AuditService.Storage.Runs;
using AuditService.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Runs;

public sealed class ReconcileOrdersTests : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly SetClock clock = new();
    private readonly ServiceProvider services;

    public ReconcileOrdersTests() => services = new ServiceCollection().AddLogging()
        .AddAuditServiceWithJobs(new AuditServiceSettings { DataDirectory = directory["data"] })
        .AddSingleton<TimeProvider>(clock)
        .BuildServiceProvider();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AuditJobs Jobs => services.GetRequiredService<AuditJobs>();

    [Fact]
    public async Task An_order_that_its_submitter_is_about_to_give_a_job_is_left_to_them()
    {
        await OrderedWithoutJobAsync();

        await Jobs.ReconcileAsync(Token);

        Assert.Null(await JobOfOrderAsync());
    }

    [Fact]
    public async Task An_order_whose_submitter_died_before_giving_it_a_job_gets_one_and_only_one()
    {
        await OrderedWithoutJobAsync();
        clock.Advance(TimeSpan.FromMinutes(2));

        await Jobs.ReconcileAsync(Token);
        var given = await JobOfOrderAsync();
        await Jobs.ReconcileAsync(Token);

        Assert.NotNull(given);
        Assert.Equal(given, await JobOfOrderAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        directory.Dispose();
    }

    private async Task<string?> JobOfOrderAsync() => Assert.Single(await services.GetRequiredService<RunStore>().OpenAsync(Token)).JobId;

    /// <summary>As both databases stand between the two writes of whoever submits.</summary>
    private async Task OrderedWithoutJobAsync()
    {
        Directory.CreateDirectory(directory["project"]);
        await File.WriteAllTextAsync(Path.Combine(directory["project"], "app.py"), "print(1)\n", Token);
        var project = await services.GetRequiredService<StoredRuns>().CreateProjectAsync("p", Viewer.LocalOperator, Token);
        var run = (await services.GetRequiredService<SubmitDossier>().ExecuteAsync(project.Id, directory["project"], SubmissionOptions.All, Viewer.LocalOperator, null, Token))!.Value.Run;
        await services.GetRequiredService<RunStore>().SetJobAsync(run.Id, null!, Token);
    }
}
