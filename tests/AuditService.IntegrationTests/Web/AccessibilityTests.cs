using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AuditService.Core.Facts;
using AuditService.Core.People;
using AuditService.IntegrationTests.Storage;
using AuditService.Tests;

namespace AuditService.IntegrationTests.Web;

/// <summary>The RGAA grid of an audit over the API: taken away, filled, brought back by an auditor of accessibility and nobody else.</summary>
public sealed class AccessibilityTests : IAsyncLifetime
{
    private const string Auditor = "anne@here.example";
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly Subject Page = new(SubjectKind.Page, "ui/index.html");

    private RunningService service = null!;
    private string grid = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        var owner = await service.PersonAsync("candidate@here.example", "here", Role.Candidate);
        await service.PersonAsync(Auditor, "here", Role.AccessibilityAuditor);
        await service.PersonAsync("dpo@here.example", "here", Role.Dpo);
        await service.PersonAsync("anne@elsewhere.example", "elsewhere", Role.AccessibilityAuditor);
        var audit = SomeAudit.New(facts:
        [
            Some.Fact("page.title", new TextValue("Accueil"), Page),
            Some.Fact("page.rgaa.8.3.1.outcome", new TextValue("nonCompliant"), Page),
            Some.Fact("page.rgaa.2.1.1.outcome", new TextValue("notApplicable"), Page),
        ]);
        await service.PublishAsync("p1", owner, audit);
        var own = SomeAudit.New(id: "of-an-auditor", facts: [Some.Fact("page.rgaa.8.3.1.outcome", new TextValue("nonCompliant"), Page)]);
        await service.PublishAsync("p2", await service.PersonAsync("both@here.example", "here", Role.Candidate, Role.AccessibilityAuditor), own);
        grid = $"/api/v1/audits/{audit.Id}/accessibility";
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task An_auditor_takes_the_grid_away_fills_it_in_and_brings_it_back()
    {
        using var client = await service.SignedInAsync(Auditor);
        var exported = await client.GetAsync(grid + "?format=csv");
        var csv = await exported.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (exported.StatusCode, exported.Content.Headers.ContentType?.MediaType));
        Assert.Contains("8.3;NT;NC", csv.Replace(',', ';'), StringComparison.Ordinal);

        var imported = await BringAsync(client, Filled(csv, "3.1", "C"), exported.Headers.ETag);

        var answer = await RunningService.JsonAsync(imported);
        Assert.Equal((HttpStatusCode.OK, 1), (imported.StatusCode, answer.GetProperty("verdicts").GetInt32()));
        Assert.Equal(106 - 3, answer.GetProperty("criteriaLeft").GetInt32());
        Assert.NotEqual(exported.Headers.ETag, imported.Headers.ETag);
        Assert.Contains("3.1;NT;C", (await client.GetStringAsync(grid + "?format=csv")).Replace(',', ';'), StringComparison.Ordinal);
        Assert.Equal(0, (await RunningService.JsonAsync(await BringAsync(client, Filled(csv, "3.1", "C")))).GetProperty("verdicts").GetInt32());
        Assert.Contains("anne", await client.GetStringAsync(grid + "?format=earl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_against_a_proven_failure_is_taken_in_with_a_warning()
    {
        using var client = await service.SignedInAsync(Auditor);

        var answer = await RunningService.JsonAsync(await BringAsync(client, Filled(await client.GetStringAsync(grid + "?format=csv"), "8.3", "C")));

        Assert.Equal(1, answer.GetProperty("verdicts").GetInt32());
        Assert.Contains("8.3", answer.GetProperty("warnings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grid_with_a_mistake_is_refused_with_its_cell_and_leaves_nothing()
    {
        using var client = await service.SignedInAsync(Auditor);
        var csv = await client.GetStringAsync(grid + "?format=csv");

        var refused = await BringAsync(client, Filled(Filled(csv, "3.1", "C"), "3.2", "peut-être"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var mistake = Assert.Single((await RunningService.JsonAsync(refused)).GetProperty("mistakes").EnumerateArray());
        Assert.Contains("peut-être", mistake.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(mistake.GetProperty("at").GetString()!);
        Assert.Equal(csv, await client.GetStringAsync(grid + "?format=csv"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await BringAsync(client, "PK\u0003\u0004 not a workbook", type: Workbook)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await BringAsync(client, csv, type: "application/json")).StatusCode);
    }

    [Fact]
    public async Task Whoever_filled_in_an_older_export_is_told_so_when_they_ask_for_it()
    {
        using var client = await service.SignedInAsync(Auditor);
        var first = await client.GetAsync(grid + "?format=csv");
        var csv = await first.Content.ReadAsStringAsync();
        await BringAsync(client, Filled(csv, "3.1", "C"));

        var late = await BringAsync(client, Filled(csv, "3.2", "C"), first.Headers.ETag);

        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Contains("3.1;NT;C", (await client.GetStringAsync(grid + "?format=csv")).Replace(',', ';'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_that_come_at_one_moment_from_the_same_export_one_is_taken()
    {
        using var client = await service.SignedInAsync(Auditor);
        var exported = await client.GetAsync(grid + "?format=csv");
        var csv = await exported.Content.ReadAsStringAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 3).Select(place => BringAsync(client, Filled(csv, $"3.{place}", "C"), exported.Headers.ETag)));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal(106 - 3, (await RunningService.JsonAsync(answers.Single(answer => answer.StatusCode == HttpStatusCode.OK))).GetProperty("criteriaLeft").GetInt32());
    }

    [Fact]
    public async Task Two_auditors_who_bring_the_same_export_filled_at_one_moment_each_add_their_part()
    {
        await service.PersonAsync("paul@here.example", "here", Role.AccessibilityAuditor);
        using var anne = await service.SignedInAsync(Auditor);
        using var paul = await service.SignedInAsync("paul@here.example");
        var csv = await anne.GetStringAsync(grid + "?format=csv");

        await Task.WhenAll(BringAsync(anne, Filled(csv, "3.1", "C")), BringAsync(paul, Filled(csv, "3.3", "NC")));

        var after = (await anne.GetStringAsync(grid + "?format=csv")).Replace(',', ';');
        Assert.Contains("3.1;NT;C", after, StringComparison.Ordinal);
        Assert.Contains("3.3;NT;NC", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("candidate@here.example", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("dpo@here.example", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("anne@elsewhere.example", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData(Auditor, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task Who_may_read_and_who_may_fill(string who, HttpStatusCode reading, HttpStatusCode filling)
    {
        using var auditor = await service.SignedInAsync(Auditor);
        var csv = await auditor.GetStringAsync(grid + "?format=csv");
        using var client = await service.SignedInAsync(who);

        Assert.Equal(reading, (await client.GetAsync(grid)).StatusCode);
        Assert.Equal(filling, (await BringAsync(client, Filled(csv, "3.1", "C"))).StatusCode);
        Assert.Equal(filling == HttpStatusCode.OK, csv != await auditor.GetStringAsync(grid + "?format=csv"));
    }

    [Fact]
    public async Task Nobody_fills_the_grid_of_a_project_of_their_own()
    {
        using var client = await service.SignedInAsync("both@here.example");
        const string own = "/api/v1/audits/of-an-auditor/accessibility";

        var refused = await BringAsync(client, await client.GetStringAsync(own + "?format=csv"), to: own);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData("", Workbook)]
    [InlineData("?format=luxembourg", "application/json")]
    [InlineData("?format=csv&preset=25", "text/csv")]
    [InlineData("/declaration", "text/html")]
    [InlineData("/declaration?format=md", "text/markdown")]
    public async Task Grid_and_declaration_come_in_the_formats_of_the_command_line(string query, string type)
    {
        using var client = await service.SignedInAsync("dpo@here.example");

        var answer = await client.GetAsync(grid + query);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("?format=pdf", HttpStatusCode.BadRequest)]
    [InlineData("?preset=7", HttpStatusCode.BadRequest)]
    [InlineData("?since=unknown", HttpStatusCode.NotFound)]
    [InlineData("/declaration?format=pdf", HttpStatusCode.BadRequest)]
    public async Task What_is_not_known_is_refused(string query, HttpStatusCode status)
    {
        using var client = await service.SignedInAsync("dpo@here.example");

        Assert.Equal(status, (await client.GetAsync(grid + query)).StatusCode);
    }

    /// <summary>The same grid with another status in the column of the page.</summary>
    private static string Filled(string csv, string criterion, string status) => string.Join('\n', csv.ReplaceLineEndings("\n").Split('\n').Select(line =>
    {
        var separator = line.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        return line.TrimStart('\uFEFF').StartsWith(criterion + separator, StringComparison.Ordinal) ? $"{criterion}{separator}NT{separator}{status}" : line;
    }));

    private async Task<HttpResponseMessage> BringAsync(HttpClient client, string content, EntityTagHeaderValue? expected = null, string type = "text/csv", string? to = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to ?? grid) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content)) { Headers = { ContentType = new(type) } } };
        if (expected is not null)
            request.Headers.IfMatch.Add(expected);
        return await client.SendAsync(request);
    }
}
