using System.Net;
using System.Text.Json;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.People;
using AuditService.IntegrationTests.Storage;
using AuditService.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Web;

/// <summary>What an audit stated, and the pictures that it took, for whoever may read it.</summary>
public sealed class FactTests : IAsyncLifetime
{
    private static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];
    private RunningService service = null!;
    private HttpClient candidate = null!;
    private HttpClient stranger = null!;
    private Audit audit = null!;
    private string picture = null!;
    private string otherContent = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        var owner = await service.PersonAsync("candidate@here.example", "here", Role.Candidate);
        (candidate, _) = await service.TokenAsync(owner, Right.Read);
        (stranger, _) = await service.TokenAsync(await service.PersonAsync("other@here.example", "here", Role.Candidate), Right.Read);
        var content = service.App.Services.GetRequiredService<IContentStore>();
        picture = await content.PutAsync(new MemoryStream(Picture), CancellationToken.None);
        otherContent = await content.PutAsync(new MemoryStream("a dossier of somebody else"u8.ToArray()), CancellationToken.None);
        var page = new Subject(SubjectKind.Page, "ui/index.html");
        audit = SomeAudit.New(facts: [.. SomeAudit.Facts, Some.Fact("page.screenshot", new ObservationsValue([new(Location.Element(page.Id, null), Screenshot: picture)]), page)]);
        await service.PublishAsync("p1", owner, audit);
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Facts_are_read_page_by_page_and_filtered_by_subject_and_key()
    {
        var all = await FactsAsync("");
        Assert.Equal(audit.Facts.All.Select(fact => $"{fact.Key}@{fact.Subject}"), all.Select(IdOf));

        var paged = new List<string>();
        string? next = null;
        do
        {
            var page = await RunningService.JsonAsync(await candidate.GetAsync(Audit($"facts?take=3{(next is null ? "" : "&after=" + Uri.EscapeDataString(next))}")));
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(IdOf));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        Assert.Equal(all.Select(IdOf), paged);

        Assert.Equal(["dataset.rows@dataset:data/cv.csv", "dataset.sightings@dataset:data/cv.csv"], (await FactsAsync("?subject=dataset:data/cv.csv")).Select(IdOf));
        Assert.Equal(3, (await FactsAsync("?subject=dataset")).Count);
        Assert.Equal("unreadable", Assert.Single(await FactsAsync("?key=dataset.rows")).GetProperty("unavailable").GetProperty("because").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await candidate.GetAsync(Audit("facts?after=nonsense"))).StatusCode);
    }

    [Fact]
    public async Task A_fact_gives_its_value_or_its_sightings_and_never_the_hash_of_what_is_masked()
    {
        var facts = (await FactsAsync("?lang=en")).ToDictionary(IdOf, StringComparer.Ordinal);

        Assert.True(facts["dossier.flag@dossier"].GetProperty("value").GetBoolean());
        Assert.Equal(["b", "a", ""], facts["dossier.list@dossier"].GetProperty("value").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal(("2026-02-28", "declared"), (facts["dossier.date@dossier"].GetProperty("value").GetString(), facts["dossier.days@dossier"].GetProperty("grade").GetString()));
        var seen = facts["dataset.sightings@dataset:data/cv.csv"];
        Assert.Equal((4, 73), (seen.GetProperty("sightings").GetArrayLength(), seen.GetProperty("sightingsTotal").GetInt32()));
        Assert.Equal(("src/app.py", 12, "unsafe call"), (seen.GetProperty("sightings")[0].GetProperty("path").GetString(), seen.GetProperty("sightings")[0].GetProperty("line").GetInt32(), seen.GetProperty("sightings")[0].GetProperty("detail").GetString()));
        Assert.DoesNotContain(new string('a', 64), await candidate.GetStringAsync(Audit("facts")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_is_given_to_whoever_may_read_the_audit_that_shows_it_and_nothing_else_of_the_store_is()
    {
        var hash = Assert.Single(await FactsAsync("?key=page.screenshot")).GetProperty("sightings")[0].GetProperty("screenshot").GetString();
        var shown = await candidate.GetAsync(Audit($"evidence/{hash}"));

        Assert.Equal((HttpStatusCode.OK, "image/png"), (shown.StatusCode, shown.Content.Headers.ContentType?.MediaType));
        Assert.Equal(Picture, await shown.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await candidate.GetAsync(Audit($"evidence/{otherContent}"))).StatusCode);
        foreach (var path in (string[])[Audit("facts"), Audit("facts?after=nonsense"), Audit($"evidence/{picture}")])
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await stranger.GetAsync(path)).StatusCode));
    }

    [Fact]
    public async Task A_picture_that_the_store_has_lost_is_not_there_and_no_fault()
    {
        File.Delete(service.App.Services.GetRequiredService<IContentStore>().PathOf(picture));

        var lost = await candidate.GetAsync(Audit($"evidence/{picture}"));

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (lost.StatusCode, lost.Content.Headers.ContentType?.MediaType));
        Assert.Contains("n'est plus conservée", (await RunningService.JsonAsync(lost)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_for_the_head_alone_gets_the_same_headers_and_no_body()
    {
        foreach (var path in (string[])["/api/v1/audits/" + audit.Id, Audit("grid"), Audit("report"), Audit($"evidence/{picture}"), "/api/v1/projects"])
        {
            var whole = await candidate.GetAsync(path);
            var head = await candidate.SendAsync(new(HttpMethod.Head, path));

            Assert.Equal((path, HttpStatusCode.OK), (path, head.StatusCode));
            Assert.Equal((path, whole.Headers.ETag, whole.Content.Headers.ContentType), (path, head.Headers.ETag, head.Content.Headers.ContentType));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SendAsync(new(HttpMethod.Head, "/api/v1/audits/" + audit.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.NewClient().SendAsync(new(HttpMethod.Head, "/api/v1/audits/" + audit.Id))).StatusCode);
    }

    private string Audit(string what) => $"/api/v1/audits/{audit.Id}/{what}";

    private async Task<List<JsonElement>> FactsAsync(string query) => [.. (await RunningService.JsonAsync(await candidate.GetAsync(Audit("facts" + query)))).GetProperty("items").EnumerateArray()];

    private static string IdOf(JsonElement fact) => fact.GetProperty("id").GetString()!;
}
