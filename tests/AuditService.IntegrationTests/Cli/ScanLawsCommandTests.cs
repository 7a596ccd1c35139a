using System.Text.Json;

namespace AuditService.IntegrationTests.Cli;

public sealed class ScanLawsCommandTests : IDisposable
{
    private const string CvScreening = """
        answers:
          aiAct.isAiSystem: true
          aiAct.inUnion: true
          aiAct.exclusions: [none]
          aiAct.roles: [provider]
          impact.annexIII: [employment]
          aiAct.annexIIIPoints: [4a]
          impact.profilesPeople: true
          impact.interactsWithPeople: true
          aiAct.obviouslyAi: false
          aiAct.lawEnforcementAuthorised: false
        """;

    private readonly AuditCommand audit = new();

    [Fact]
    public async Task The_classification_is_printed_as_JSON_and_walked_through_in_words_beside_it()
    {
        audit.Write("cv.yaml", CvScreening);

        var scan = await audit.RunAsync("scan", "aiact", "cv.yaml", "--on", "2026-11-30");

        Assert.True(scan.ExitCode == 0, scan.Messages);
        using var result = JsonDocument.Parse(scan.Output);
        var labels = result.RootElement.GetProperty("labels").EnumerateArray().ToDictionary(label => label.GetProperty("id").GetString()!);
        Assert.Equal("2027-12-02", labels["highRisk.annexIII"].GetProperty("appliesFrom").GetString());
        Assert.False(labels["highRisk.annexIII"].GetProperty("inForce").GetBoolean());
        Assert.Equal("provider", labels["transparency.50-1"].GetProperty("role").GetString());
        Assert.True(labels["transparency.50-1"].GetProperty("inForce").GetBoolean());
        Assert.NotEmpty(labels["highRisk.annexIII"].GetProperty("because").EnumerateArray());
        Assert.Contains("impact.manipulation", result.RootElement.GetProperty("open").EnumerateArray().Select(key => key.GetString()));
        Assert.Contains(result.RootElement.GetProperty("walk").EnumerateArray(), step => step.GetProperty("node").GetString() == "aiAct.annexIIIHighRisk" && step.GetProperty("answer").GetString() == "yes");
        Assert.Contains("ouvert", scan.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_template_leaves_all_open_and_contradictions_are_all_told_with_their_place()
    {
        var template = await audit.RunAsync("scan", "aiact", "answers.yaml", "--template");
        var empty = await audit.RunAsync("scan", "aiact", "answers.yaml", "--json", "empty.json", "--lang", "en");
        audit.Write("bad.yaml", "answers:\n  impact.annexIII: [none]\n  aiAct.annexIIIPoints: [4a]\n  impact.generatesContent: false\n  aiAct.deepfake: true\n  aiAct.inUnion: perhaps\n");
        var bad = await audit.RunAsync("scan", "aiact", "bad.yaml");

        Assert.Equal(0, template.ExitCode);
        Assert.Empty(audit.Json("empty.json").GetProperty("labels").EnumerateArray());
        Assert.Contains("Classification: nothing decided", empty.Output, StringComparison.Ordinal);
        Assert.Equal(2, bad.ExitCode);
        Assert.All(["bad.yaml:3:", "bad.yaml:5:", "bad.yaml:6:"], place => Assert.Contains(place, bad.Messages, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_Canadian_assessment_is_computed_and_hostile_files_end_in_two()
    {
        audit.Write("definition.json", """{ "elements": [ { "type": "radiogroup", "name": "a-RS", "choices": ["item1-0", "item2-10"] }, { "type": "checkbox", "name": "b-MS", "choices": ["item1-1", "item2-1"] } ] }""");
        audit.Write("answers.json", """{ "data": { "a-RS": "item2-10", "b-MS": ["item1-1"] } }""");
        audit.Write("hostile.json", new string('[', 100_000));

        var scan = await audit.RunAsync("scan", "aia", "definition.json", "answers.json");
        var hostile = await audit.RunAsync("scan", "aia", "definition.json", "hostile.json");
        var absent = await audit.RunAsync("scan", "aia", "definition.json", "absent.json");

        Assert.True(scan.ExitCode == 0, scan.Messages);
        using var score = JsonDocument.Parse(scan.Output);
        Assert.Equal((10, 1, 9, 4, 0), (Number("raw"), Number("mitigation"), Number("total"), Number("level"), Number("unanswered")));
        Assert.Equal((2, 2), (hostile.ExitCode, absent.ExitCode));
        Directory.CreateDirectory(Path.Combine(audit.Folder, "empty"));
        var folder = await audit.RunAsync("scan", "aia", "definition.json", "empty");
        Assert.Equal(2, folder.ExitCode);
        Assert.Contains("dossier", folder.Messages, StringComparison.Ordinal);
        Assert.Equal(2, (await audit.RunAsync("scan", "aia")).ExitCode);

        double Number(string key) => score.RootElement.GetProperty(key).GetDouble();
    }

    [Theory]
    [InlineData("footprint")]
    [InlineData("quality")]
    [InlineData("data")]
    public async Task A_folder_with_nothing_to_read_is_a_mistake_and_no_empty_result(string kind)
    {
        audit.Write("empty/readme.png", "x");

        var scan = await audit.RunAsync("scan", kind, "empty");

        Assert.Equal(2, scan.ExitCode);
        Assert.Contains("Aucun fichier", scan.Messages, StringComparison.Ordinal);
        Assert.Empty(scan.Output);
    }

    [Fact]
    public async Task The_role_is_told_in_the_language_of_the_reader()
    {
        audit.Write("cv.yaml", CvScreening);

        var scan = await audit.RunAsync("scan", "aiact", "cv.yaml", "--on", "2026-11-30");

        Assert.Contains("· fournisseur ·", scan.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("· provider ·", scan.Messages, StringComparison.Ordinal);
        Assert.Contains("aiAct.providerOutsideUnion · Comme fournisseur", scan.Messages, StringComparison.Ordinal);
    }

    public void Dispose() => audit.Dispose();
}
