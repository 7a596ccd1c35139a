using System.Net;

namespace AuditService.IntegrationTests.Web;

public sealed class HealthTests
{
    [Fact]
    public async Task A_node_that_only_answers_the_web_is_ready_and_says_that_it_has_seen_no_worker()
    {
        await using var service = await RunningService.StartAsync();

        var ready = await service.NewClient().GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.False((await RunningService.JsonAsync(ready)).GetProperty("hasWorker").GetBoolean());
    }
}
