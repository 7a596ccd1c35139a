using System.Net;
using System.Net.Http.Json;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Findings;
using AuditService.Core.People;
using AuditService.IntegrationTests.Storage;

namespace AuditService.IntegrationTests.Web;

public sealed class ReviewTests : IAsyncLifetime
{
    private const string Project = "p1";
    private RunningService service = null!;
    private Account owner = null!;
    private Audit audit = null!;
    private Finding finding = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        owner = await service.PersonAsync("candidate@here.example", "here", Role.Candidate);
        await service.PersonAsync("dpo@here.example", "here", Role.Dpo);
        await service.PersonAsync("jury@here.example", "here", Role.Jury);
        await service.PersonAsync("dpo@elsewhere.example", "elsewhere", Role.Dpo);
        await service.PersonAsync("other@here.example", "here", Role.Candidate);
        audit = SomeAudit.New(rules: [.. SomeAudit.Rules().Select(rule => rule with { Pack = "rgpd" })]);
        await service.PublishAsync(Project, owner, audit);
        finding = audit.Findings.First(each => each.Outcome == Outcome.NonCompliant && each.Id.Contains('/'));
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task The_reviewer_of_the_pack_decides_and_everybody_who_sees_the_project_reads_it()
    {
        var written = await SayAsync("dpo@here.example", new { kind = "acceptRisk", reason = "Migration planned.", owner = "The head of HR", until = Until() });

        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        var read = await RunningService.JsonAsync(await (await service.SignedInAsync("candidate@here.example")).GetAsync(Path()));
        Assert.Equal(("nonCompliant", "nonCompliant", "accepted"), (read.GetProperty("machine").GetString(), read.GetProperty("outcome").GetString(), read.GetProperty("state").GetString()));
        Assert.Equal(("Migration planned.", "dpo"), (read.GetProperty("reviews")[0].GetProperty("reason").GetString(), read.GetProperty("reviews")[0].GetProperty("authorName").GetString()));

        service.Clock.Advance(TimeSpan.FromDays(60));
        read = await RunningService.JsonAsync(await (await service.SignedInAsync("candidate@here.example")).GetAsync(Path()));
        Assert.Equal("lapsed", read.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("candidate@here.example", "comment", HttpStatusCode.Created)]
    [InlineData("candidate@here.example", "falsePositive", HttpStatusCode.Forbidden)]
    [InlineData("jury@here.example", "falsePositive", HttpStatusCode.Forbidden)]
    [InlineData("jury@here.example", "comment", HttpStatusCode.Created)]
    [InlineData("dpo@here.example", "falsePositive", HttpStatusCode.Created)]
    [InlineData("dpo@here.example", "acceptRisk", HttpStatusCode.BadRequest)]
    [InlineData("dpo@here.example", "override", HttpStatusCode.BadRequest)]
    [InlineData("dpo@here.example", "nonsense", HttpStatusCode.BadRequest)]
    [InlineData("dpo@elsewhere.example", "comment", HttpStatusCode.NotFound)]
    [InlineData("other@here.example", "comment", HttpStatusCode.NotFound)]
    public async Task Who_may_say_what(string who, string kind, HttpStatusCode expected)
    {
        Assert.Equal(expected, (await SayAsync(who, new { kind, reason = "because" })).StatusCode);
        var stored = await RunningService.JsonAsync(await (await service.SignedInAsync("dpo@here.example")).GetAsync(Path()));
        Assert.Equal(expected == HttpStatusCode.Created ? 1 : 0, stored.GetProperty("reviews").GetArrayLength());
    }

    [Fact]
    public async Task What_somebody_may_not_see_looks_like_what_is_not_there()
    {
        var stranger = await service.SignedInAsync("dpo@elsewhere.example");

        var hidden = await stranger.GetAsync(Path());
        var absent = await stranger.GetAsync("/api/v1/projects/absent/findings/x/reviews");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (hidden.StatusCode, absent.StatusCode));
        Assert.Equal((await RunningService.JsonAsync(hidden)).GetProperty("detail").GetString(), (await RunningService.JsonAsync(absent)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_token_reviews_with_the_scope_for_it_only()
    {
        var (reading, _) = await service.TokenAsync(owner, Right.Read, Right.Submit);
        var (reviewing, _) = await service.TokenAsync(owner, Right.Review);

        Assert.Equal(HttpStatusCode.Forbidden, (await reading.PostAsJsonAsync(Path(), new { kind = "comment", reason = "because" })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await reviewing.PostAsJsonAsync(Path(), new { kind = "comment", reason = "because" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewing.GetAsync(Path())).StatusCode);
    }

    [Fact]
    public async Task What_a_reviewer_decided_stands_in_the_findings_the_grid_and_the_report_beside_what_the_machine_said()
    {
        var candidate = await service.SignedInAsync("candidate@here.example");
        var machine = await candidate.GetStringAsync(Audit());
        var tag = (await candidate.GetAsync(Audit("report"))).Headers.ETag;

        await SayAsync("dpo@here.example", new { kind = "falsePositive", reason = "Checked <by> hand." });

        var decided = await RunningService.JsonAsync(await candidate.GetAsync(Audit("findings?review=falsePositive")));
        var shown = Assert.Single(decided.GetProperty("items").EnumerateArray());
        Assert.Equal((finding.Id, "nonCompliant", "compliant", "dpo"), (
            shown.GetProperty("id").GetString(),
            shown.GetProperty("outcome").GetString(),
            shown.GetProperty("review").GetProperty("outcome").GetString(),
            shown.GetProperty("review").GetProperty("by").GetString()));
        var open = await RunningService.JsonAsync(await candidate.GetAsync(Audit("findings?review=open")));
        Assert.DoesNotContain(open.GetProperty("items").EnumerateArray(), each => each.GetProperty("id").GetString() == finding.Id);

        var grid = await RunningService.JsonAsync(await candidate.GetAsync(Audit("grid")));
        Assert.Equal(1, grid.GetProperty("decisions").GetInt32());
        Assert.Contains(Floors(grid).Zip(Floors(grid.GetProperty("machine"))), pair => pair.First > pair.Second);
        Assert.Equal(machine, await candidate.GetStringAsync(Audit()));

        var report = await candidate.GetAsync(Audit("report"));
        Assert.NotEqual(tag, report.Headers.ETag);
        var html = await report.Content.ReadAsStringAsync();
        Assert.Contains("Checked &lt;by&gt; hand.", html, StringComparison.Ordinal);
        Assert.Contains("faux positif", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await service.SignedInAsync("dpo@elsewhere.example")).GetAsync(Audit("grid"))).StatusCode);

        static IEnumerable<double> Floors(System.Text.Json.JsonElement grid) => grid.GetProperty("grid").EnumerateArray().Select(score => score.GetProperty("floor")).Where(floor => floor.ValueKind == System.Text.Json.JsonValueKind.Number).Select(floor => floor.GetDouble());
    }

    [Fact]
    public async Task A_review_written_between_two_pages_neither_repeats_nor_hides_a_finding()
    {
        var candidate = await service.SignedInAsync("candidate@here.example");
        var all = await IdsAsync("findings?review=open");

        var seen = new List<string>();
        while (seen.Count < all.Count)
        {
            var page = await IdsAsync($"findings?review=open&take=1{(seen.Count == 0 ? "" : "&after=" + Uri.EscapeDataString(seen[^1]))}");
            seen.Add(Assert.Single(page));
            if (seen[^1] == finding.Id)
                Assert.Equal(HttpStatusCode.Created, (await SayAsync("dpo@here.example", new { kind = "falsePositive", reason = "Checked." })).StatusCode);
        }

        Assert.Equal(all, seen);
        Assert.DoesNotContain(finding.Id, await IdsAsync("findings?review=open"));
        var nonsense = await candidate.GetAsync(Audit("findings?after=nonsense"));
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
        Assert.Contains("identifiant", (await RunningService.JsonAsync(nonsense)).GetProperty("errors").GetProperty("after")[0].GetString(), StringComparison.Ordinal);

        async Task<List<string>> IdsAsync(string path) =>
            [.. (await RunningService.JsonAsync(await candidate.GetAsync(Audit(path)))).GetProperty("items").EnumerateArray().Select(each => each.GetProperty("id").GetString()!)];
    }

    private string Audit(string? what = null) => $"/api/v1/audits/{audit.Id}{(what is null ? "" : "/" + what)}";

    private string Path() => $"/api/v1/projects/{Uri.EscapeDataString(Project)}/findings/{Uri.EscapeDataString(finding.Id)}/reviews";

    private string Until() => DateOnly.FromDateTime(service.Clock.GetUtcNow().UtcDateTime).AddDays(30).ToString("O");

    private async Task<HttpResponseMessage> SayAsync(string who, object words) => await (await service.SignedInAsync(who)).PostAsJsonAsync(Path(), words);
}
