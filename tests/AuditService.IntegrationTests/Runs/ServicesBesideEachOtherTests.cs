using AuditService.App;
using AuditService.App.Runs;
using AuditService.Core.People;
using AuditService.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Runs;

public sealed class ServicesBesideEachOtherTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_still_takes_orders_when_another_of_its_process_has_ended()
    {
        Directory.CreateDirectory(directory["project"]);
        await File.WriteAllTextAsync(Path.Combine(directory["project"], "app.py"), "print(1)\n", Token);
        await using var one = Service("one");
        // The last to be made is the one whose log Hangfire keeps.
        await SubmitAsync(one);
        await using (var other = Service("other"))
            await SubmitAsync(other);

        Hangfire.Logging.LogProvider.GetLogger("anything");
        await SubmitAsync(one);

        Assert.Equal(2, (await one.GetRequiredService<StoredRuns>().OpenRunsAsync(Token)).Count);
    }

    [Fact]
    public async Task The_jobs_of_a_service_are_its_own_though_another_was_made_after_it()
    {
        await using var one = Service("one");
        one.GetRequiredService<Hangfire.IGlobalConfiguration>();
        await using var other = Service("other");
        other.GetRequiredService<Hangfire.IGlobalConfiguration>();

        using var scope = one.GetRequiredService<Hangfire.JobActivator>().BeginScope((Hangfire.JobActivatorContext)null!);

        Assert.Same(one.GetRequiredService<AuditJobs>(), scope.Resolve(typeof(AuditJobs)));
    }

    public void Dispose() => directory.Dispose();

    private ServiceProvider Service(string data) => new ServiceCollection().AddLogging().AddAuditServiceWithJobs(new AuditServiceSettings { DataDirectory = directory[data] }).BuildServiceProvider();

    private async Task SubmitAsync(ServiceProvider service)
    {
        var project = await service.GetRequiredService<StoredRuns>().CreateProjectAsync("p", Viewer.LocalOperator, Token);
        await service.GetRequiredService<SubmitDossier>().ExecuteAsync(project.Id, directory["project"], SubmissionOptions.All, Viewer.LocalOperator, null, Token);
    }
}
