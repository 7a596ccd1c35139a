using System.Net;
using AuditService.Core.People;
using AuditService.IntegrationTests.Storage;

namespace AuditService.IntegrationTests.Web;

/// <summary>The papers for a DPO, for whoever may read the audit and nobody else.</summary>
public sealed class RgpdTests : IAsyncLifetime
{
    private RunningService service = null!;
    private string audit = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        var owner = await service.PersonAsync("candidate@here.example", "here", Role.Candidate);
        var stored = SomeAudit.New(facts: [.. SomeAudit.Facts]);
        await service.PublishAsync("p1", owner, stored);
        audit = $"/api/v1/audits/{stored.Id}/rgpd/";
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_DPO_reads_each_paper_in_the_formats_that_it_has()
    {
        var (dpo, _) = await service.TokenAsync(await service.PersonAsync("dpo@here.example", "here", Role.Dpo), Right.Read);
        foreach (var (paper, format, type) in new[] { ("register", "", "text/html"), ("register", "?format=csv", "text/csv"), ("aipd", "?format=json", "application/json"), ("notice", "?lang=en", "text/html"), ("dictionary", "?format=xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") })
        {
            var answer = await dpo.GetAsync(audit + paper + format);

            Assert.Equal((paper, HttpStatusCode.OK, type), (paper, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal(type != "text/html", answer.Content.Headers.ContentDisposition?.FileName is not null);
        }

        Assert.Contains("default-src 'none'", string.Join(' ', (await dpo.GetAsync(audit + "register")).Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await dpo.GetAsync(audit + "notice?format=csv")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await dpo.GetAsync(audit + "charter")).StatusCode);
    }

    [Fact]
    public async Task A_candidate_who_does_not_own_the_project_finds_no_paper()
    {
        var (stranger, _) = await service.TokenAsync(await service.PersonAsync("other@here.example", "here", Role.Candidate), Right.Read);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(audit + "register")).StatusCode);
    }
}
