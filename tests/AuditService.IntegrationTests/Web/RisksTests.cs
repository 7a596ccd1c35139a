using System.Net;
using System.Text.Json;
using AuditService.Core.People;
using AuditService.IntegrationTests.Storage;

namespace AuditService.IntegrationTests.Web;

/// <summary>The risk map, for whoever may read the audit and nobody else.</summary>
public sealed class RisksTests : IAsyncLifetime
{
    private RunningService service = null!;
    private string map = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        var owner = await service.PersonAsync("candidate@here.example", "here", Role.Candidate);
        var stored = SomeAudit.New(facts: [.. SomeAudit.Facts]);
        await service.PublishAsync("p1", owner, stored);
        map = $"/api/v1/audits/{stored.Id}/risks";
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_security_reviewer_reads_the_map_in_each_format()
    {
        var (reviewer, _) = await service.TokenAsync(await service.PersonAsync("rssi@here.example", "here", Role.SecurityReviewer), Right.Read);
        foreach (var (format, type) in new[] { ("", "text/html"), ("?format=csv", "text/csv"), ("?format=xlsx&lang=en", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("?format=json", "application/json") })
        {
            var answer = await reviewer.GetAsync(map + format);

            Assert.Equal((format, HttpStatusCode.OK, type), (format, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal(type != "text/html", answer.Content.Headers.ContentDisposition?.FileName is not null);
        }

        using var document = JsonDocument.Parse(await reviewer.GetStringAsync(map + "?format=json"));
        Assert.True(document.RootElement.GetProperty("risks").GetArrayLength() + document.RootElement.GetProperty("setAside").GetArrayLength() > 0);
        Assert.Contains("default-src 'none'", string.Join(' ', (await reviewer.GetAsync(map)).Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await reviewer.GetAsync(map + "?format=pdf")).StatusCode);
    }

    [Fact]
    public async Task A_candidate_who_does_not_own_the_project_and_a_stranger_find_no_map()
    {
        var (other, _) = await service.TokenAsync(await service.PersonAsync("other@here.example", "here", Role.Candidate), Right.Read);
        var (outsider, _) = await service.TokenAsync(await service.PersonAsync("rssi@there.example", "there", Role.SecurityReviewer), Right.Read);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(map)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync(map)).StatusCode);
    }
}
