using System.Net;
using System.Net.Http.Json;
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
    public async Task A_risk_is_rated_by_a_path_whose_project_has_a_slash_in_its_id()
    {
        await service.PublishAsync("equipe/tri", await service.PersonAsync("owner@here.example", "here", Role.Candidate), SomeAudit.New(facts: [.. SomeAudit.Facts]));
        await service.PersonAsync("rssi@here.example", "here", Role.SecurityReviewer);
        var reviewer = await service.SignedInAsync("rssi@here.example");
        var path = $"/api/v1/projects/{Uri.EscapeDataString("equipe/tri")}/risks/RISK-01/ratings";

        var written = await reviewer.PostAsJsonAsync(path, new { value = "gravity", step = 2, reason = "Un seul poste est touché." });

        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        Assert.Equal(2, (await RunningService.JsonAsync(await reviewer.GetAsync(path))).GetProperty("forced")[0].GetProperty("step").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await reviewer.GetAsync($"/api/v1/projects/{Uri.EscapeDataString("equipe/tri")}")).StatusCode);
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
