using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AuditService.App.Runs;
using AuditService.Core.Dossiers;
using AuditService.Core.People;
using AuditService.Core.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Web;

/// <summary>Answers by forms over the dossier of a project, as a browser without scripts sends them.</summary>
public sealed class ProjectQuestionnaireTests : IAsyncLifetime
{
    private const string Sheet = """
        # par Anne
        answers:
          rights.process: { value: "tri du courrier", evidence: docs/a.md, reviewedBy: DPO }
          # à revoir
          rights.legalDecision: oui
          rights.vulnerable: [disabled, poor]
          impact.canContest: true

        """;

    private RunningService service = null!;
    private HttpClient browser = null!;
    private Viewer anne = null!;
    private string project = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SaveAnswers Kept => service.App.Services.GetRequiredService<SaveAnswers>();

    private string Form => $"/questionnaires/projects/{project}/rights";

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        var person = await service.PersonAsync("anne@here.example", "here", Role.Candidate);
        anne = new(person.Id, person.Organisation, new HashSet<Role> { Role.Candidate });
        browser = await service.SignedInAsync("anne@here.example");
        project = (await RunningService.JsonAsync(await browser.PostAsJsonAsync("/api/v1/projects", new { name = "Tri" }, Token))).GetProperty("id").GetString()!;
        await SubmitAsync(("answers.yaml", Sheet), ("answers/society.json", """{ "answers": { "society.jobs": "same" } }"""), ("docs/a.md", "# A\n"), ("dossier.yaml", "project: { name: Tri }\nanswers:\n  rights.number: 900\n"));
        browser.DefaultRequestHeaders.Remove("X-AuditService");
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task The_form_shows_what_the_last_dossier_answers()
    {
        var list = await PageAsync("/questionnaires");
        Assert.Contains($"href=\"/questionnaires/projects/{project}\"", list, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Form}\"", await PageAsync($"/questionnaires/projects/{project}"), StringComparison.Ordinal);

        var page = await PageAsync(Form);

        Assert.Matches("<textarea id=\"q-rights-process\"[^>]*>tri du courrier</textarea>", page);
        Assert.Contains("name=\"rights.process.evidence\" value=\"docs/a.md\"", page, StringComparison.Ordinal);
        Assert.Matches("id=\"q-rights-legalDecision-is-true\"[^>]* checked", page);
        Assert.Matches("id=\"q-rights-vulnerable-is-poor\"[^>]* checked", page);
        Assert.DoesNotMatch("id=\"q-rights-vulnerable-is-children\"[^>]* checked", page);
        Assert.Matches("id=\"q-rights-number\"[^>]* value=\"900\"", page);
    }

    [Fact]
    public async Task Saving_makes_a_new_version_with_what_changed_and_orders_its_audit_and_the_version_before_stays()
    {
        var before = (await Kept.OfAsync(project, anne, Token))!.Last;

        var answer = await SaveAsync(await PageAsync(Form), [.. Filled, ("rights.legalDecision", "false"), ("rights.number", "1 200"), ("rights.necessity", "argued")]);

        Assert.Equal((HttpStatusCode.Found, $"{Form}?saved=3"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Contains("3 réponse(s) enregistrée(s)", await PageAsync($"{Form}?saved=3"), StringComparison.Ordinal);
        var after = (await Kept.OfAsync(project, anne, Token))!;
        Assert.NotEqual(before.Snapshot, after.Last.Snapshot);
        Assert.Equal((RunState.Queued, RunTrigger.Submission, anne.UserId), (after.Last.State, after.Last.Trigger, after.Last.SubmittedBy));
        Assert.Equal(("false", "1200", "argued"), (after.Answers["rights.legalDecision"].Value, after.Answers["rights.number"].Value, after.Answers["rights.necessity"].Value));
        // What nobody touched keeps its words, its reviewer and its file.
        Assert.Equal(("tri du courrier", "DPO", "answers.yaml"), (after.Answers["rights.process"].Value, after.Answers["rights.process"].ReviewedBy, after.Answers["rights.process"].At!.File));
        Assert.Equal("same", after.Answers["society.jobs"].Value);
        Assert.Equal(Sheet.Replace("  rights.legalDecision: oui\n", "", StringComparison.Ordinal), await TextAsync(after.Last, "answers.yaml"));
        Assert.Equal("project: { name: Tri }\nanswers: {}\n", await TextAsync(after.Last, "dossier.yaml"));
        Assert.Equal((Sheet, "project: { name: Tri }\nanswers:\n  rights.number: 900\n"), (await TextAsync(before, "answers.yaml"), await TextAsync(before, "dossier.yaml")));
    }

    [Fact]
    public async Task Saving_again_keeps_to_one_file_and_what_is_emptied_goes()
    {
        await SaveAsync(await PageAsync(Form), [.. Filled, ("rights.necessity", "argued"), ("rights.reviewMonths", "12")]);
        await SaveAsync(await PageAsync(Form), [.. Filled, ("rights.necessity", "shown"), ("rights.reviewMonths", "")]);
        await SaveAsync(await PageAsync(Form), [.. Filled, ("rights.necessity", "shown"), ("rights.consulted", "heard")]);

        var after = (await Kept.OfAsync(project, anne, Token))!;
        Assert.Equal(("shown", "heard"), (after.Answers["rights.necessity"].Value, after.Answers["rights.consulted"].Value));
        Assert.DoesNotContain("rights.reviewMonths", after.Answers.Keys);
        Assert.Equal("answers:\n  rights.necessity: { value: \"shown\" }\n  rights.consulted: { value: \"heard\" }\n", await TextAsync(after.Last, "answers/rights.yaml"));
    }

    [Fact]
    public async Task Where_nothing_differs_nothing_is_made()
    {
        var before = (await Kept.OfAsync(project, anne, Token))!.Last;

        var answer = await SaveAsync(await PageAsync(Form), [.. Filled]);

        Assert.Equal($"{Form}?saved=0", answer.Headers.Location?.ToString());
        Assert.Equal(before, (await Kept.OfAsync(project, anne, Token))!.Last);
    }

    [Fact]
    public async Task A_dossier_that_changed_in_between_is_told_with_all_that_was_typed_and_whoever_saves_again_means_it()
    {
        var page = await PageAsync(Form);
        await SaveAsync(page, [.. Filled, ("rights.necessity", "argued")]);

        var refused = await SaveAsync(page, [.. Filled, ("rights.necessity", "shown")]);

        var told = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Le dossier a changé", told, StringComparison.Ordinal);
        Assert.Matches("id=\"q-rights-necessity-is-shown\"[^>]* checked", told);
        Assert.Equal($"{Form}?saved=1", (await SaveAsync(told, [.. Filled, ("rights.necessity", "shown")])).Headers.Location?.ToString());
        Assert.Equal("shown", (await Kept.OfAsync(project, anne, Token))!.Answers["rights.necessity"].Value);
    }

    [Fact]
    public async Task What_somebody_else_answered_in_between_is_taken_over_and_what_both_changed_is_told()
    {
        var page = await PageAsync(Form);
        await SaveAsync(page, [.. Filled, ("rights.necessity", "argued"), ("rights.reviewMonths", "12")]);

        var told = WebUtility.HtmlDecode(await (await SaveAsync(page, [.. Filled, ("rights.necessity", "shown"), ("rights.number", "950")])).Content.ReadAsStringAsync(Token));

        Assert.Matches("<h2 id=\"meanwhile\">Changé entre-temps dans le dossier</h2>", told);
        Assert.Matches("href=\"#q-rights-necessity\">[^<]*</a>\\s*Le dossier dit maintenant : [^.]+\\.\\s*Votre réponse, différente, est dans le formulaire", told);
        Assert.Matches("href=\"#q-rights-reviewMonths\">[^<]*</a>\\s*Le dossier dit maintenant : 12\\.\\s*Le formulaire l'a reprise", told);
        Assert.DoesNotContain("href=\"#q-rights-number\"", told, StringComparison.Ordinal);
        Assert.Matches("id=\"q-rights-reviewMonths\"[^>]* value=\"12\"", told);
        Assert.Matches("id=\"q-rights-number\"[^>]* value=\"950\"", told);
        Assert.Matches("id=\"q-rights-necessity-is-shown\"[^>]* checked", told);
    }

    [Fact]
    public async Task Of_forms_that_are_saved_at_the_same_moment_one_is_kept_and_the_others_are_told()
    {
        var page = await PageAsync(Form);

        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => SaveAsync(page, [.. Filled, ("rights.reviewMonths", $"{number}")])));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Found);
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        var kept = (await Kept.OfAsync(project, anne, Token))!.Answers["rights.reviewMonths"].Value;
        Assert.Equal(HttpStatusCode.Found, answers[int.Parse(kept!, CultureInfo.InvariantCulture) - 1].StatusCode);
    }

    [Fact]
    public async Task A_form_that_names_the_dossier_of_another_project_learns_nothing_of_it()
    {
        var page = await PageAsync(Form);
        var own = (await Kept.OfAsync(project, anne, Token))!.Last.Id;
        project = (await RunningService.JsonAsync(await PostJsonAsync("/api/v1/projects", new { name = "Autre" }))).GetProperty("id").GetString()!;
        browser.DefaultRequestHeaders.Add("X-AuditService", "1");
        await SubmitAsync(("dossier.yaml", "project: { name: Autre }\n"));
        browser.DefaultRequestHeaders.Remove("X-AuditService");

        var refused = await browser.PostAsync(Form + "/saved", SignInTests.Form(page, [("basis", own), ("rights.number", "900")]), Token);

        // As the other dossier says, and yet the person's own: nothing is compared with what is not theirs.
        var told = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.DoesNotContain("tri du courrier", told, StringComparison.Ordinal);
        Assert.Matches("id=\"q-rights-number\"[^>]* value=\"900\"", told);
    }

    [Fact]
    public async Task A_wrong_answer_is_told_and_nothing_is_kept()
    {
        var before = (await Kept.OfAsync(project, anne, Token))!.Last;

        var answer = await SaveAsync(await PageAsync(Form), [.. Filled, ("rights.reviewMonths", "bientôt")]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<a href=\"#q-rights-reviewMonths\">", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token)), StringComparison.Ordinal);
        Assert.Equal(before, (await Kept.OfAsync(project, anne, Token))!.Last);
    }

    [Fact]
    public async Task Only_the_owner_saves_and_only_from_a_form_of_this_service()
    {
        await service.PersonAsync("other@here.example", "here", Role.Candidate);
        await service.PersonAsync("dpo@here.example", "here", Role.Dpo, Role.Candidate);
        foreach (var (email, status) in new[] { ("other@here.example", HttpStatusCode.NotFound), ("dpo@here.example", HttpStatusCode.Forbidden) })
        {
            using var another = await service.SignedInAsync(email);
            Assert.Equal((email, status), (email, (await another.GetAsync(Form, Token)).StatusCode));
            Assert.Equal((email, status), (email, (await another.PostAsync(Form + "/saved", new FormUrlEncodedContent([]), Token)).StatusCode));
            Assert.DoesNotContain(project, await another.GetStringAsync("/questionnaires", Token), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(Form + "/saved", new FormUrlEncodedContent([KeyValuePair.Create("rights.necessity", "shown")]), Token)).StatusCode);
        Assert.DoesNotContain("rights.necessity", (await Kept.OfAsync(project, anne, Token))!.Answers.Keys);
    }

    /// <summary>The fields as the form shows them.</summary>
    private static (string Name, string Value)[] Filled =>
    [
        ("rights.process", "tri du courrier"), ("rights.process.evidence", "docs/a.md"), ("rights.vulnerable", "poor"), ("rights.vulnerable", "disabled"), ("rights.legalDecision", "true"), ("rights.number", "900"),
    ];

    /// <summary>A field that is given twice, but for boxes, has the later value.</summary>
    private Task<HttpResponseMessage> SaveAsync(string page, (string Name, string Value)[] fields)
    {
        const string Before = "name=\"basis\" value=\"";
        var start = page.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        var last = fields.Where((field, index) => field.Name == "rights.vulnerable" || !fields.Skip(index + 1).Any(later => later.Name == field.Name));
        return browser.PostAsync(Form + "/saved", SignInTests.Form(page, [("basis", page[start..page.IndexOf('"', start)]), .. last]), Token);
    }

    private async Task SubmitAsync(params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        await using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                await using var entry = new StreamWriter(await zip.CreateEntry(path).OpenAsync(Token));
                await entry.WriteAsync(text);
            }
        }

        using var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        Assert.Equal(HttpStatusCode.Accepted, (await browser.PostAsync($"/api/v1/projects/{project}/submissions", content, Token)).StatusCode);
    }

    private async Task<HttpResponseMessage> PostJsonAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-AuditService", "1");
        return await browser.SendAsync(request, Token);
    }

    private async Task<string> TextAsync(AuditRun run, string path)
    {
        var snapshot = (await service.Audits.FindSnapshotAsync(run.Snapshot, run.SnapshotName, Token))!;
        using var reader = new StreamReader(service.App.Services.GetRequiredService<IContentStore>().Open(snapshot.Files.Single(file => file.Path == path).Sha256));
        return await reader.ReadToEndAsync(Token);
    }

    private async Task<string> PageAsync(string path) => WebUtility.HtmlDecode(await browser.GetStringAsync(path, Token));
}
