using System.Net;
using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.People;

namespace AuditService.IntegrationTests.Web;

/// <summary>The questionnaires by forms alone, as a browser without scripts sends them.</summary>
public sealed class QuestionnairePageTests : IAsyncLifetime
{
    private RunningService service = null!;
    private HttpClient browser = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        await service.PersonAsync("anne@here.example", "here", Role.Candidate);
        browser = await service.SignedInAsync("anne@here.example");
        browser.DefaultRequestHeaders.Remove("X-AuditService");
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Every_set_is_listed_and_opens()
    {
        var list = await PageAsync("/questionnaires");

        foreach (var id in (string[])["rights", "society", "ethics", "ecodesign", "strategy", "accessibleOptions", "talk"])
        {
            Assert.Contains($"href=\"/questionnaires/{id}\"", list, StringComparison.Ordinal);
            Assert.Contains("<legend>", await PageAsync($"/questionnaires/{id}"), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/questionnaires/nothing")).StatusCode);
    }

    [Fact]
    public async Task Every_field_of_a_page_has_a_label_and_no_id_stands_twice()
    {
        var page = await PageAsync("/questionnaires/ecodesign");
        var ids = Ids(page, "id=\"");

        Assert.Equal(ids.Distinct(), ids);
        Assert.Superset(Ids(page, "for=\"").ToHashSet(), ids.ToHashSet());
        Assert.Superset(ids.Where(id => id.StartsWith("q-", StringComparison.Ordinal) && page.Contains($"<textarea id=\"{id}\"", StringComparison.Ordinal)).ToHashSet(), Ids(page, "for=\"").ToHashSet());
    }

    [Fact]
    public async Task A_question_is_shown_when_the_answers_call_for_it_and_its_answer_waits_while_it_is_not()
    {
        var page = await PageAsync("/questionnaires/ecodesign");

        var without = await TextAsync(await SendAsync("ecodesign", page, ("ecodesign.interface", "false"), ("ecodesign.fonts", "1"), ("do", "ask")));
        Assert.DoesNotContain("id=\"q-ecodesign-fonts\"", without, StringComparison.Ordinal);
        Assert.Contains("type=\"hidden\" name=\"ecodesign.fonts\" value=\"1\"", without, StringComparison.Ordinal);

        var with = await TextAsync(await SendAsync("ecodesign", page, ("ecodesign.interface", "true"), ("ecodesign.fonts", "1"), ("do", "ask")));
        Assert.Matches("id=\"q-ecodesign-fonts\"[^>]* value=\"1\"", with);
        Assert.Matches("id=\"q-ecodesign-interface-is-true\"[^>]* checked", with);
    }

    [Theory]
    [InlineData("yaml")]
    [InlineData("json")]
    public async Task Answers_leave_as_a_sheet_that_a_dossier_reads(string format)
    {
        var answer = await SendAsync(
            "rights", await PageAsync("/questionnaires/rights"),
            ("rights.process", "à l'ouverture du \"courrier\" : tri\nétape 1"), ("rights.process.evidence", "docs/analyse.md"), ("rights.legalDecision", "false"), ("rights.number", "9 000,5"), ("rights.vulnerable", "poor"), ("rights.vulnerable", "disabled"), ("rights.necessity", ""), ("do", format));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"answers-rights.{format}", answer.Content.Headers.ContentDisposition?.FileName);
        var problems = new List<AuthorProblem>();
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(ManifestReader.IsAnswerSheet(text), text);
        var read = ManifestReader.ReadAnswers(text, "answers/rights.yaml", problems);
        Assert.Empty(problems);
        Assert.Equal(("à l'ouverture du \"courrier\" : tri\nétape 1", "docs/analyse.md"), (Normal(read["rights.process"].Value), read["rights.process"].Evidence));
        Assert.Equal(("false", "9000.5"), (read["rights.legalDecision"].Value, read["rights.number"].Value));
        Assert.Equal(["poor", "disabled"], read["rights.vulnerable"].Values);
        Assert.DoesNotContain("rights.necessity", read.Keys);
    }

    [Fact]
    public async Task A_wrong_answer_is_told_with_a_link_to_its_field_and_nothing_that_was_typed_is_lost()
    {
        var answer = await SendAsync("ecodesign", await PageAsync("/questionnaires/ecodesign"), ("ecodesign.hosted", "true"), ("ecodesign.pue", "0,4"), ("ecodesign.wue", "beaucoup"), ("do", "yaml"));

        var page = await TextAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<a href=\"#q-ecodesign-pue\">", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#q-ecodesign-wue\">", page, StringComparison.Ordinal);
        Assert.Matches("id=\"q-ecodesign-wue\"[^>]* value=\"beaucoup\"[^>]* aria-invalid=\"true\"[^>]* aria-describedby=\"q-ecodesign-wue-problem", page);
        Assert.StartsWith("Erreur – ", page[(page.IndexOf("<title>", StringComparison.Ordinal) + 7)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_contradict_each_other_are_told_at_once()
    {
        var page = await TextAsync(await SendAsync("rights", await PageAsync("/questionnaires/rights"), ("rights.severity", "negligible"), ("rights.reversible", "no"), ("do", "ask")));

        Assert.Contains("rights.severity = negligible ; rights.reversible = no", page.Replace("rights.reversible = no ; rights.severity = negligible", "rights.severity = negligible ; rights.reversible = no", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(string set, string page, params (string Name, string Value)[] fields) => browser.PostAsync($"/questionnaires/{set}", SignInTests.Form(page, fields));

    private static string? Normal(string? text) => text?.ReplaceLineEndings("\n");

    private static List<string> Ids(string page, string attribute) => [.. page.Split(" " + attribute).Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)])];

    private async Task<string> PageAsync(string path) => WebUtility.HtmlDecode(await browser.GetStringAsync(path));

    private static async Task<string> TextAsync(HttpResponseMessage response) => WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
}
