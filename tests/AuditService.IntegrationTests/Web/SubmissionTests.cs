using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using AuditService.App.Runs;
using AuditService.Core.People;
using AuditService.IntegrationTests.Cli;
using AuditService.Tests.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Web;

/// <summary>A candidate's way through the service: a zip goes in, progress comes, the audit is read, and nobody else sees any of it.</summary>
public sealed class SubmissionTests : IAsyncLifetime
{
    private RunningService service = null!;
    private HttpClient candidate = null!;
    private HttpClient stranger = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // What a process for each audit does is asked of workers that are programs of their own.
        service = await RunningService.StartAsync(jobs: new() { Browser = false, ProcessPerAudit = false }, configure: (builder, settings) => builder.Services.AddJobWorkers(settings));
        (candidate, _) = await service.TokenAsync(await service.PersonAsync("candidate@here.example", "here", Role.Candidate), Right.Read, Right.Submit);
        (stranger, _) = await service.TokenAsync(await service.PersonAsync("other@here.example", "here", Role.Candidate), Right.Read, Right.Submit);
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_submitted_zip_is_audited_watched_read_compared_and_hidden_from_others()
    {
        var project = await ProjectAsync();

        var first = await EndAsync(await SubmitAsync(project, ("app.py", "eval(input())\n"), ("data.csv", "id;ville\n1;Lyon\n2;Paris\n")));
        var second = await EndAsync(await SubmitAsync(project, ("app.py", "print(input())\n"), ("data.csv", "id;ville\n1;Lyon\n2;Paris\n")));

        var audit = $"/api/v1/audits/{second.GetProperty("audit").GetString()}";
        var document = await candidate.GetAsync(audit, Token);
        Assert.Equal("Tri de CV", (await RunningService.JsonAsync(document)).GetProperty("project").GetProperty("name").GetString());
        using var again = new HttpRequestMessage(HttpMethod.Get, audit);
        again.Headers.IfNoneMatch.Add(document.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await candidate.SendAsync(again, Token)).StatusCode);

        var comparison = await RunningService.JsonAsync(await candidate.GetAsync(audit + "/comparison", Token));
        Assert.Equal(first.GetProperty("audit").GetString(), comparison.GetProperty("before").GetProperty("id").GetString());
        Assert.Contains("<h1>", await candidate.GetStringAsync(audit + "/report", Token), StringComparison.Ordinal);

        foreach (var path in new[] { audit, audit + "/findings", audit + "/report", audit + "/comparison", $"/api/v1/projects/{project}", $"/api/v1/projects/{project}/runs", $"/api/v1/projects/{project}/schedule", $"/api/v1/runs/{second.GetProperty("id").GetString()}", $"/api/v1/runs/{second.GetProperty("id").GetString()}/progress" })
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await stranger.GetAsync(path, Token)).StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync($"/api/v1/runs/{second.GetProperty("id").GetString()}", Token)).StatusCode);
        Assert.Equal(0, (await RunningService.JsonAsync(await stranger.GetAsync("/api/v1/projects", Token))).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Findings_are_filtered_and_paged_and_no_one_is_lost_between_pages()
    {
        var run = await EndAsync(await SubmitAsync(await ProjectAsync(), ("app.py", "eval(input())\n")));
        var findings = $"/api/v1/audits/{run.GetProperty("audit").GetString()}/findings";

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await RunningService.JsonAsync(await candidate.GetAsync($"{findings}?take=50{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}", Token));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()!));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.True(seen.Count > 100);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        var cyber = await RunningService.JsonAsync(await candidate.GetAsync(findings + "?pack=cyber&outcome=nonCompliant", Token));
        Assert.All(cyber.GetProperty("items").EnumerateArray(), finding => Assert.Equal(("cyber", "nonCompliant"), (finding.GetProperty("pack").GetString(), finding.GetProperty("outcome").GetString())));
        Assert.Equal(HttpStatusCode.BadRequest, (await candidate.GetAsync(findings + "?outcome=perfect", Token)).StatusCode);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_order_and_never_swallows_another()
    {
        var project = await ProjectAsync();
        var first = await SendAsync(project, "key-1", ("app.py", "print(1)\n"));
        var second = await SendAsync(project, "key-1", ("app.py", "print(1)\n"));
        var otherContents = await SendAsync(project, "key-1", ("app.py", "print(2)\n"));
        var otherProject = await SendAsync(await ProjectAsync(), "key-1", ("app.py", "print(1)\n"));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal((await RunningService.JsonAsync(first)).GetProperty("id").GetString(), (await RunningService.JsonAsync(second)).GetProperty("id").GetString());
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (otherContents.StatusCode, otherProject.StatusCode));
    }

    [Fact]
    public async Task The_command_line_submits_to_a_project_of_its_own_watches_and_keeps_the_gate()
    {
        using var audit = new AuditCommand();
        audit.Write("Tri/app.py", "eval(input())\n");
        var others = (await RunningService.JsonAsync(await stranger.PostAsJsonAsync("/api/v1/projects", new { name = "Tri" }, Token))).GetProperty("id").GetString()!;
        var (operators, _) = await service.TokenAsync(await service.PersonAsync("operator@here.example", "here", Role.Operator), Right.Read, Right.Submit);
        audit.Variables["AUDITSERVICE_TOKEN"] = operators.DefaultRequestHeaders.Authorization!.Parameter!;
        string[] submit = ["submit", "Tri", "--server", service.Address.ToString(), "--fail-on"];

        var strict = await audit.RunAsync([.. submit, "minor"]);
        var open = await audit.RunAsync([.. submit, "never"]);

        Assert.True(strict.ExitCode == 1, strict.Messages);
        Assert.True(open.ExitCode == 0, open.Messages);
        Assert.Contains("terminé", open.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunningService.JsonAsync(await stranger.GetAsync($"/api/v1/projects/{others}/runs", Token))).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_command_line_goes_on_when_its_link_to_the_service_is_cut_and_orders_once()
    {
        await using var cut = await CutService.StartAsync();
        using var audit = new AuditCommand();
        audit.Write("Tri/app.py", "print(1)\n");

        var submitted = await audit.RunAsync("submit", "Tri", "--server", cut.Address, "--token", "t");

        Assert.True(submitted.ExitCode == 0, submitted.Messages);
        Assert.Contains("Audit a terminé", submitted.Output, StringComparison.Ordinal);
        Assert.Equal(2, cut.Keys.Count);
        Assert.NotEqual("", Assert.Single(cut.Keys.Distinct()));
    }

    [Fact]
    public async Task Who_reviews_a_project_and_is_a_candidate_too_changes_nothing_of_it()
    {
        var project = await ProjectAsync();
        var run = await SubmitAsync(project, ("app.py", "print(1)\n"));
        var (jury, _) = await service.TokenAsync(await service.PersonAsync("jury@here.example", "here", Role.Jury, Role.Candidate), Right.Read, Right.Submit);
        Assert.Equal(HttpStatusCode.OK, (await jury.GetAsync($"/api/v1/projects/{project}", Token)).StatusCode);

        using var body = new ByteArrayContent(await ZipAsync(("app.py", "print(2)\n")));
        foreach (var answer in new[]
        {
            await jury.PutAsJsonAsync($"/api/v1/projects/{project}/webhooks", Array.Empty<object>(), Token),
            await jury.PutAsJsonAsync($"/api/v1/projects/{project}/watchers", Array.Empty<object>(), Token),
            await jury.PutAsJsonAsync($"/api/v1/projects/{project}/schedule", new { isOn = false }, Token),
            await jury.PostAsync($"/api/v1/projects/{project}/submissions", body, Token),
            await jury.DeleteAsync($"/api/v1/runs/{run}", Token),
        })
        {
            Assert.Equal((answer.RequestMessage!.RequestUri!.AbsolutePath, HttpStatusCode.Forbidden), (answer.RequestMessage.RequestUri.AbsolutePath, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Only_people_of_the_organisation_are_made_to_hear_of_a_project()
    {
        var project = await ProjectAsync();

        var outsider = await candidate.PutAsJsonAsync($"/api/v1/projects/{project}/watchers", new[] { new { address = "victime@tiers.example" } }, Token);
        var colleague = await candidate.PutAsJsonAsync($"/api/v1/projects/{project}/watchers", new[] { new { address = "Other@here.example" } }, Token);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (outsider.StatusCode, colleague.StatusCode));
    }

    [Fact]
    public async Task What_is_too_large_is_refused_as_such_and_is_not_read_into_memory()
    {
        var project = await ProjectAsync();
        using var json = new StringContent($"{{\"name\":\"{new string('a', 400_000)}\"}}", System.Text.Encoding.UTF8, "application/json");
        using var form = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes($"a={new string('a', 200_000)}"));
        form.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var anonymous = service.NewClient(withHeader: false);
        await using var small = await RunningService.StartAsync(configure: null, limits: new() { ArchiveMegabytes = 1 });
        var (sender, _) = await small.TokenAsync(await small.PersonAsync("sender@here.example", "here", Role.Candidate), Right.Read, Right.Submit);
        var own = (await RunningService.JsonAsync(await sender.PostAsJsonAsync("/api/v1/projects", new { name = "Gros" }, Token))).GetProperty("id").GetString();
        using var zip = new ByteArrayContent(new byte[2 * 1024 * 1024]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/projects/{own}/submissions") { Content = zip };
        request.Headers.ExpectContinue = true;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await candidate.PostAsync("/api/v1/projects", json, Token)).StatusCode);
        Assert.Contains((await anonymous.PostAsync("/nothing", form, Token)).StatusCode, (HttpStatusCode[])[HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest]);
        var refused = await sender.SendAsync(request, Token);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.Contains("taille", (await RunningService.JsonAsync(refused)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotNull(project);
    }

    [Fact]
    public async Task A_refused_zip_is_called_by_its_name_and_not_by_its_place()
    {
        using var content = new ByteArrayContent("not a zip"u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");

        var refused = await (await candidate.PostAsync($"/api/v1/projects/{await ProjectAsync()}/submissions", content, Token)).Content.ReadAsStringAsync(Token);

        Assert.Contains("Tri de CV.zip", refused, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Data, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_submits_neither_our_own_data_nor_what_the_system_only_shows_as_files()
    {
        var person = await service.PersonAsync("operator@here.example", "here", Role.Operator);
        var (operators, _) = await service.TokenAsync(person, Right.Read, Right.Submit, Right.Operate);
        var project = await ProjectAsync();

        foreach (var path in new[] { service.Data, Path.Combine(service.Data, "contents"), "/proc/self" })
            Assert.Equal((path, HttpStatusCode.UnprocessableEntity), (path, (await operators.PostAsJsonAsync($"/api/v1/projects/{project}/submissions/folder", new { path }, Token)).StatusCode));
    }

    [Fact]
    public async Task A_link_that_leads_to_our_own_data_is_our_own_data()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Links need a privilege there");
        var (operators, _) = await service.TokenAsync(await service.PersonAsync("operator@here.example", "here", Role.Operator), Right.Read, Right.Submit, Right.Operate);
        using var outside = new TemporaryDirectory();
        var contents = Path.Combine(service.Data, "contents");
        Directory.CreateSymbolicLink(outside["direct"], service.Data);
        Directory.CreateSymbolicLink(outside["relative"], Path.GetRelativePath(outside.Path, contents));
        Directory.CreateSymbolicLink(outside["again"], "direct");
        Directory.CreateSymbolicLink(outside["round"], "round");
        Directory.CreateDirectory(outside["plain"]);
        await File.WriteAllTextAsync(outside["plain/app.py"], "print(1)\n", Token);
        Directory.CreateSymbolicLink(outside["good"], "plain");

        foreach (var path in (string[])["direct", "direct/contents", "relative", "again", "again/contents/objects"])
            Assert.Contains("n'est pas un dossier de projet", await AnswerAsync(path, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await AnswerAsync("round", HttpStatusCode.UnprocessableEntity);
        await AnswerAsync("good", HttpStatusCode.Accepted);

        async Task<string> AnswerAsync(string path, HttpStatusCode status)
        {
            var answer = await operators.PostAsJsonAsync($"/api/v1/projects/{await ProjectAsync()}/submissions/folder", new { path = outside[path] }, Token);
            Assert.Equal((path, status), (path, answer.StatusCode));
            return await answer.Content.ReadAsStringAsync(Token);
        }
    }

    [Fact]
    public async Task An_empty_zip_is_refused_in_words_and_nothing_is_ordered()
    {
        var project = await ProjectAsync();

        var refused = await SendAsync(project, null);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("vide", (await RunningService.JsonAsync(refused)).GetProperty("mistakes")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await RunningService.JsonAsync(await candidate.GetAsync($"/api/v1/projects/{project}/runs", Token))).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_must_be_mended_is_named_in_the_title()
    {
        var project = await ProjectAsync();

        Assert.Equal("Le dossier doit être corrigé", await TitleAsync(await SendAsync(project, null, ("dossier.yaml", "projct:\n  name: x\n"))));
        Assert.Equal("L'horaire doit être corrigé", await TitleAsync(await candidate.PutAsJsonAsync($"/api/v1/projects/{project}/schedule", new { cron = "nonsense" }, Token)));
        Assert.Equal("Les adresses doivent être corrigées", await TitleAsync(await candidate.PutAsJsonAsync($"/api/v1/projects/{project}/webhooks", new[] { new { url = "nonsense" } }, Token)));

        static async Task<string?> TitleAsync(HttpResponseMessage answer)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            return (await RunningService.JsonAsync(answer)).GetProperty("title").GetString();
        }
    }

    [Fact]
    public async Task Progress_is_told_no_longer_to_somebody_who_was_disabled()
    {
        await using var idle = await RunningService.StartAsync();
        var person = await idle.PersonAsync("candidate@here.example", "here", Role.Candidate);
        var (client, _) = await idle.TokenAsync(person, Right.Read, Right.Submit);
        var project = (await RunningService.JsonAsync(await client.PostAsJsonAsync("/api/v1/projects", new { name = "Tri" }, Token))).GetProperty("id").GetString();
        using var zip = new ByteArrayContent(await ZipAsync(("app.py", "print(1)\n")));
        zip.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        var run = (await RunningService.JsonAsync(await client.PostAsync($"/api/v1/projects/{project}/submissions", zip, Token))).GetProperty("id").GetString();
        await using var events = await client.GetStreamAsync($"/api/v1/runs/{run}/progress", Token);

        await idle.Database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync("UPDATE person SET is_disabled = 1", transaction: transaction), Token);
        // Nobody works here: without the disabling the stream would wait for ever.
        var told = await new StreamReader(events).ReadToEndAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.DoesNotContain("event: end", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_of_the_manifest_are_told_with_their_places_and_nothing_is_ordered()
    {
        var project = await ProjectAsync();

        var refused = await SendAsync(project, null, ("dossier.yaml", "projct:\n  name: x\n"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var mistake = (await RunningService.JsonAsync(refused)).GetProperty("mistakes")[0];
        Assert.Equal(("dossier.yaml", 1), (mistake.GetProperty("file").GetString(), mistake.GetProperty("line").GetInt32()));
        Assert.Equal(0, (await RunningService.JsonAsync(await candidate.GetAsync($"/api/v1/projects/{project}/runs", Token))).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_hostile_or_broken_zip_is_refused_and_leaves_nothing_behind()
    {
        var project = await ProjectAsync();

        foreach (var body in new[] { "not a zip"u8.ToArray(), await ZipAsync(("../../escaped.txt", "out")) })
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await candidate.PostAsync($"/api/v1/projects/{project}/submissions", content, Token)).StatusCode);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(service.Data, "uploads")));
        Assert.False(File.Exists(Path.Combine(service.Data, "..", "escaped.txt")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("/no/such/folder")]
    public async Task A_folder_that_cannot_be_one_is_a_mistake_of_whoever_names_it(string path)
    {
        var (operators, _) = await service.TokenAsync(await service.PersonAsync("operator@here.example", "here", Role.Operator), Right.Read, Right.Submit, Right.Operate);

        var refused = await operators.PostAsJsonAsync($"/api/v1/projects/{await ProjectAsync()}/submissions/folder", new { path }, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotEqual("", (await RunningService.JsonAsync(refused)).GetProperty("mistakes")[0].GetProperty("message").GetString());
    }

    private async Task<string> ProjectAsync() =>
        (await RunningService.JsonAsync(await candidate.PostAsJsonAsync("/api/v1/projects", new { name = "Tri de CV" }, Token))).GetProperty("id").GetString()!;

    private async Task<string> SubmitAsync(string project, params (string Path, string Text)[] files)
    {
        var answer = await SendAsync(project, null, files);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await RunningService.JsonAsync(answer)).GetProperty("id").GetString()!;
    }

    private async Task<HttpResponseMessage> SendAsync(string project, string? key, params (string Path, string Text)[] files)
    {
        using var content = new ByteArrayContent(await ZipAsync(files));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/projects/{project}/submissions") { Content = content };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await candidate.SendAsync(request, Token);
    }

    /// <summary>Watches the order as a program does, up to its last event.</summary>
    private async Task<JsonElement> EndAsync(string run)
    {
        await using var events = await candidate.GetStreamAsync($"/api/v1/runs/{run}/progress", Token);
        var all = new List<(string Kind, JsonElement Run)>();
        await foreach (var item in SseParser.Create(events, (_, data) => JsonSerializer.Deserialize<JsonElement>(data)).EnumerateAsync(Token))
            all.Add((item.EventType, item.Data));
        Assert.Equal(["end"], all.Where(item => item.Run.GetProperty("state").GetString() is not ("queued" or "running")).Select(item => item.Kind));
        Assert.True(all[^1].Run.GetProperty("state").GetString() == "finished", all[^1].Run.ToString());
        return all[^1].Run;
    }

    internal static async Task<byte[]> ZipAsync(params (string Path, string Text)[] files)
    {
        var stream = new MemoryStream();
        await using (var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null))
        {
            foreach (var (path, text) in files)
            {
                await using var entry = await zip.CreateEntry(path).OpenAsync();
                await entry.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }
}
