using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace AuditService.IntegrationTests.Cli;

public sealed class RunCommandTests : IDisposable
{
    private readonly AuditCommand audit = new();

    [Theory]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("jobs")]
    [InlineData("verify-trail")]
    public async Task A_store_that_is_named_and_not_there_is_a_mistake_and_is_not_made(string command)
    {
        audit.Data = Path.Combine(audit.Folder, "typo");

        var output = await audit.RunAsync(command);

        Assert.True(output.ExitCode == 2, output.Messages);
        Assert.Contains("typo", output.Messages, StringComparison.Ordinal);
        Assert.False(Directory.Exists(audit.Data));
    }

    [Fact]
    public async Task A_folder_without_a_manifest_is_audited_and_told_what_to_declare()
    {
        audit.Write("project/app.py", "import torch\nmodel = torch.load(\n    'm.pt',\n)\n");
        audit.Write("project/data.csv", "id;ville\n1;Lyon\n2;Paris\n");

        var run = await audit.RunAsync("run", "project", "--no-browser", "--json", "a.json", "--html", "a.html", "--fail-on", "never");

        Assert.True(run.ExitCode == 0, run.Messages);
        Assert.Contains("audit init", run.Output, StringComparison.Ordinal);
        var json = audit.Json("a.json");
        Assert.Equal(1, json.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(12, json.GetProperty("grid").GetArrayLength());
        Assert.Contains(json.GetProperty("notAssessed").EnumerateArray(), entry => entry.GetProperty("reason").GetString()!.Length > 0);
        Assert.Contains("<h1>", File.ReadAllText(Path.Combine(audit.Folder, "a.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_input_gives_the_same_findings_and_the_second_run_reuses_facts()
    {
        audit.Write("project/app.py", "eval(input())\n");
        audit.Write("project/data.csv", "id;ville\n1;Lyon\n2;Paris\n");

        await audit.RunAsync("run", "project", "--no-browser", "--json", "a.json");
        await audit.RunAsync("run", "project", "--no-browser", "--json", "b.json");

        var first = audit.Json("a.json");
        var second = audit.Json("b.json");
        foreach (var part in new[] { "project", "tools", "grid", "findings", "notAssessed", "rgaa", "risks" })
            Assert.Equal(first.GetProperty(part).GetRawText(), second.GetProperty(part).GetRawText());
        Assert.Equal(0, first.GetProperty("audit").GetProperty("cachedFacts").GetInt32());
        Assert.True(second.GetProperty("audit").GetProperty("cachedFacts").GetInt32() > 0);
    }

    [Fact]
    public async Task An_audit_whose_reading_process_cannot_start_goes_on_says_so_and_reads_the_documents_the_next_time()
    {
        audit.Write("project/README.md", "# Titre\n\nUn texte.\n");
        audit.Variables["AuditService__Limits__ChildHeapMegabytes"] = "1";

        var without = await audit.RunAsync("run", "project", "--no-browser", "--json", "a.json", "--fail-on", "never");
        audit.Variables.Clear();
        var with = await audit.RunAsync("run", "project", "--no-browser", "--json", "b.json", "--fail-on", "never");

        Assert.True(without.ExitCode == 0, without.Messages);
        Assert.Contains("n'a pas démarré", audit.Json("a.json").GetRawText(), StringComparison.Ordinal);
        Assert.True(with.ExitCode == 0, with.Messages);
        Assert.DoesNotContain("n'a pas démarré", audit.Json("b.json").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_that_run_while_the_program_holds_too_much_memory_are_stopped_and_the_audit_goes_on()
    {
        // No two alike: what has the content of another is not read again.
        for (var index = 0; index < 400; index++)
            audit.Write($"project/m{index}.py", string.Concat(Enumerable.Repeat($"value = compute(value, other=[1, 2, {index}])\n", 2_000)));
        audit.Variables["AuditService__Limits__MemoryMegabytes"] = "1";

        var run = await audit.RunAsync("run", "project", "--no-browser", "--json", "a.json", "--fail-on", "never");

        Assert.True(run.ExitCode == 0, run.Messages);
        Assert.Contains("MemoryMegabytes", run.Messages, StringComparison.Ordinal);
        Assert.Equal(12, audit.Json("a.json").GetProperty("grid").GetArrayLength());
    }

    [Fact]
    public async Task A_file_read_in_part_is_listed_and_absolves_nobody()
    {
        audit.Write("project/app.py", "print(1)\n");
        audit.Write("project/big.py", string.Concat(Enumerable.Repeat("x = 1  # a line among many\n", 250_000)) + "eval(input())\n");

        var run = await audit.RunAsync("run", "project", "--no-browser", "--json", "a.json");

        Assert.Contains("big.py", run.Output, StringComparison.Ordinal);
        var json = audit.Json("a.json");
        Assert.Equal("big.py", Assert.Single(json.GetProperty("refusedFiles").EnumerateArray()).GetProperty("path").GetString());
        Assert.Equal("missingEvidence", json.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("id").GetString() == "CYB-SRC-009@dossier").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_broken_manifest_is_told_whole_with_places_and_nothing_is_stored()
    {
        audit.Write("project/dossier.yaml", "projct:\n  name: x\nprocessings:\n  - legalBasis: parce que\n");

        var run = await audit.RunAsync("run", "project", "--no-browser");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("dossier.yaml:1:1", run.Messages, StringComparison.Ordinal);
        Assert.Contains("dossier.yaml:4:17", run.Messages, StringComparison.Ordinal);
        Assert.Contains("project", run.Messages, StringComparison.Ordinal);
        Assert.Equal(2, (await audit.RunAsync("show")).ExitCode);
    }

    [Fact]
    public async Task A_hostile_zip_is_refused_with_its_reason_and_nothing_is_written_outside()
    {
        var path = Path.Combine(audit.Folder, "hostile.zip");
        await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create))
        {
            await using var entry = await zip.CreateEntry("../../escaped.txt").OpenAsync();
            entry.Write("out"u8);
        }

        var run = await audit.RunAsync("run", "hostile.zip", "--no-browser");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("hostile.zip", run.Messages, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(audit.Folder, "..", "..", "escaped.txt")));
        Assert.False(File.Exists(Path.Combine(audit.Folder, "escaped.txt")));
    }

    [Fact]
    public async Task The_gate_fails_from_the_severity_that_was_asked_for()
    {
        audit.Write("project/dossier.yaml", "processings:\n  - id: tri\n    purpose: Trier\n    dataCategories: [contact]\n    legalBasis: none\n");

        Assert.Equal(1, (await audit.RunAsync("run", "project", "--no-browser")).ExitCode);
        Assert.Equal(0, (await audit.RunAsync("run", "project", "--no-browser", "--fail-on", "never")).ExitCode);
    }

    [Fact]
    public async Task Only_the_packs_that_were_asked_for_judge_and_an_unknown_one_is_told()
    {
        audit.Write("project/app.py", "print('x')\n");

        await audit.RunAsync("run", "project", "--no-browser", "--pack", "cyber,quality", "--json", "a.json");
        var unknown = await audit.RunAsync("run", "project", "--pack", "cybr");

        Assert.Equal(["cyber", "quality"], audit.Json("a.json").GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("pack").GetString()!).Distinct().Order());
        Assert.Equal(2, unknown.ExitCode);
    }

    [Fact]
    public async Task Bad_usage_and_paths_that_name_nothing_are_the_users_mistake()
    {
        Assert.Equal(2, (await audit.RunAsync("run", "nowhere")).ExitCode);
        Assert.Equal(2, (await audit.RunAsync("run")).ExitCode);
        Assert.Equal(2, (await audit.RunAsync("run", "x", "--fail-on", "sometimes")).ExitCode);
    }

    [Fact]
    public async Task Bad_usage_is_told_in_the_users_language_on_the_error_stream()
    {
        var french = await audit.RunAsync("run");
        var english = await audit.RunAsync("run", "--lang", "en");

        Assert.Contains("manquant", french.Messages, StringComparison.Ordinal);
        Assert.Contains("missing", english.Messages, StringComparison.Ordinal);
        Assert.Equal(("", ""), (french.Output, english.Output));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_before_anything_is_audited()
    {
        audit.Write("project/app.py", "print('x')\n");
        audit.Write("taken", "a file where a folder should be");

        var run = await audit.RunAsync("run", "project", "--no-browser", "--json", "taken/a.json");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("taken/a.json", run.Messages, StringComparison.Ordinal);
        Assert.Equal(2, (await audit.RunAsync("show")).ExitCode);
    }

    [Fact]
    public async Task An_escape_sequence_of_a_dossier_is_shown_and_not_obeyed()
    {
        audit.Write("project/app.py", "x = eval(input()) # \u001b[31mred\u001b[0m\u202e\u009b\n");

        var run = await audit.RunAsync("run", "project", "--no-browser", "--fail-on", "never");

        Assert.Contains("\\u001B[31mred", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output, character => (char.IsControl(character) && character is not ('\n' or '\r' or '\t')) || character == '\u202e');
    }

    [Fact]
    public async Task An_archive_of_which_nothing_could_be_read_is_the_users_to_mend()
    {
        await using (var zip = await ZipFile.OpenAsync(Path.Combine(audit.Folder, "names.zip"), ZipArchiveMode.Create))
        {
            await using var entry = await zip.CreateEntry("con.py").OpenAsync();
            entry.Write("print(1)"u8);
        }

        var run = await audit.RunAsync("run", "names.zip", "--no-browser");

        Assert.True(run.ExitCode == 2, run.Output);
        Assert.Contains("names.zip/con.py", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_latest_audit_and_the_one_before_are_shown_by_their_words()
    {
        audit.Write("project/app.py", "print('x')\n");
        await audit.RunAsync("run", "project", "--no-browser", "--json", "first.json");
        audit.Write("project/app.py", "print('y')\n");
        await audit.RunAsync("run", "project", "--no-browser", "--json", "second.json");

        foreach (var (word, file) in new[] { ("previous", "first.json"), ("latest", "second.json") })
        {
            var shown = await audit.RunAsync("show", word);
            Assert.Contains(audit.Json(file).GetProperty("audit").GetProperty("id").GetString()!, shown.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_named()
    {
        audit.Write("project/app.py", "print('x')\n");

        var run = await audit.RunAsync("submit", "project", "--server", "http://127.0.0.1:9", "--token", "aud_x");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("http://127.0.0.1:9", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_a_person_can_judge_is_told_with_its_place_and_no_fault_is_no_praise()
    {
        audit.Write("project/app.py", "import requests\nrequests.get(\"http://api.exemple.fr/lettres\")\n");

        var run = await audit.RunAsync("run", "project", "--no-browser", "--pack", "cyber", "--html", "a.html", "--fail-on", "never");
        var none = await audit.RunAsync("run", "project", "--no-browser", "--pack", "rgaa", "--fail-on", "never");

        Assert.Contains("À examiner par un humain, preuves à l'appui", run.Output, StringComparison.Ordinal);
        Assert.Contains("app.py, ligne 2 — requests.get", run.Output, StringComparison.Ordinal);
        var html = File.ReadAllText(Path.Combine(audit.Folder, "a.html"));
        Assert.Contains("api.exemple.fr/lettres", html[html.IndexOf("id=\"a-examiner\"", StringComparison.Ordinal)..html.IndexOf("id=\"non-evalue\"", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains("Aucune faute prouvée", none.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Rien à corriger", none.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_used_is_the_users_mistake()
    {
        audit.Write("project/app.py", "print('x')\n");
        audit.Write("data", "a file where the directory should be");

        var run = await audit.RunAsync("run", "project", "--no-browser");

        Assert.True(run.ExitCode == 2, run.Messages);
        Assert.Contains(audit.Data, run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_no_question_and_a_word_that_is_no_answer_are_told_with_the_nearest()
    {
        audit.Write("project/answers.yaml", "answers:\n  impact.humanOversigt: systematic\n  impact.fairness: mesured\n  impact.inclusion: true\n");

        var run = await audit.RunAsync("run", "project", "--no-browser");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("impact.humanOversight", run.Messages, StringComparison.Ordinal);
        Assert.Contains("answers.yaml:3:20", run.Messages, StringComparison.Ordinal);
        Assert.Contains("« measured »", run.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("impact.inclusion", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_as_init_wrote_it_accuses_of_nothing_more_than_none_at_all()
    {
        audit.Write("project/data/clients.csv", "id;email;ville\n1;a.b@exemple.fr;Lyon\n2;c.d@exemple.fr;Paris\n3;e.f@exemple.fr;Lille\n");
        audit.Write("project/docs/notes.md", "# Rapport\n\nDu texte.\n");
        audit.Write("project/app.py", "import pandas as pd\nprint(pd.read_csv('data/clients.csv').describe())\n");
        audit.Write("project/ui/index.html", "<!doctype html><html lang=\"fr\"><head><title>Clients de Lyon</title></head><body><main><h1>Clients</h1></main></body></html>");

        await audit.RunAsync("run", "project", "--no-browser", "--json", "without.json");
        await audit.RunAsync("init", "project");
        var run = await audit.RunAsync("run", "project", "--no-browser", "--json", "with.json");

        Assert.Contains("draft: false", run.Output, StringComparison.Ordinal);
        Assert.Empty(Accused("with.json").Except(Accused("without.json"), StringComparer.Ordinal));
        Assert.Contains("personal: true", File.ReadAllText(Path.Combine(audit.Folder, "project", "dossier.yaml")), StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(audit.Folder, "project", "dossier.yaml"), File.ReadAllText(Path.Combine(audit.Folder, "project", "dossier.yaml")).Replace("draft: true", "draft: false", StringComparison.Ordinal));
        await audit.RunAsync("run", "project", "--no-browser", "--json", "whole.json");
        Assert.Contains("QD-23@dataset:data/clients.csv", Accused("whole.json"));
    }

    [Fact]
    public async Task What_could_not_be_read_is_told_and_absolves_nothing()
    {
        audit.Write("project/app.py", "print('nothing to see')\n");
        var hidden = Path.Combine("project", "a\nb.py");
        audit.Write(hidden, "eval(input())\n");

        var run = await audit.RunAsync("run", "project", "--no-browser", "--json", "with.json");
        File.Delete(Path.Combine(audit.Folder, hidden));
        await audit.RunAsync("run", "project", "--no-browser", "--json", "without.json");

        Assert.Contains("non lu", run.Output, StringComparison.Ordinal);
        Assert.Equal("missingEvidence", OutcomeOf("with.json", "CYB-SEC-001@dossier"));
        Assert.Equal("compliant", OutcomeOf("without.json", "CYB-SEC-001@dossier"));
    }

    [Fact]
    public async Task Columns_about_people_are_told_when_no_processing_is_declared()
    {
        audit.Write("project/clients.csv", "id;email;ville\n1;a.b@exemple.fr;Lyon\n2;c.d@exemple.fr;Paris\n3;e.f@exemple.fr;Lille\n");

        var run = await audit.RunAsync("run", "project", "--no-browser");

        Assert.Contains("clients.csv — email", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_audit_is_no_audit()
    {
        // No two alike: what has the content of another is not read again.
        for (var index = 0; index < 400; index++)
            audit.Write($"project/m{index}.py", string.Concat(Enumerable.Repeat($"value = compute(value, other=[1, 2, {index}])\n", 2_000)));
        using var process = audit.Start("run", "project", "--no-browser");
        await Task.Delay(1_500);
        using (var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await interrupt.WaitForExitAsync();

        var end = await AuditCommand.EndOf(process);

        Assert.True(end.ExitCode == 130, $"{end.ExitCode}\n{end.Output}\n{end.Messages}");
        Assert.Equal(2, (await audit.RunAsync("show")).ExitCode);
    }

    [Fact]
    public async Task What_was_stored_is_listed_and_shown_again_as_it_was()
    {
        audit.Write("project/app.py", "eval(input())\n");
        await audit.RunAsync("run", "project", "--no-browser", "--json", "a.json");

        var list = await audit.RunAsync("list", "--json", "list.json");
        var id = audit.Json("a.json").GetProperty("audit").GetProperty("id").GetString()!;
        var show = await audit.RunAsync("show", id[..16], "--json", "b.json");

        Assert.Equal(0, list.ExitCode);
        Assert.Equal(id, audit.Json("list.json").GetProperty("audits")[0].GetProperty("id").GetString());
        Assert.True(show.ExitCode == 0, show.Messages);
        Assert.Equal(JsonSerializer.Serialize(audit.Json("a.json")), JsonSerializer.Serialize(audit.Json("b.json")));
    }

    [Fact]
    public async Task Init_writes_a_manifest_that_can_be_audited_as_it_is_and_never_replaces_one()
    {
        audit.Write("project/data/clients.csv", "id;nom;ville\n1;A;Lyon\n2;B;Paris\n3;C;Lille\n");
        audit.Write("project/docs/rapport.md", "# Rapport\n\nDu texte.\n");

        var init = await audit.RunAsync("init", "project");
        var manifest = File.ReadAllText(Path.Combine(audit.Folder, "project", "dossier.yaml"));

        Assert.True(init.ExitCode == 0, init.Messages);
        Assert.Contains("path: data/clients.csv", manifest, StringComparison.Ordinal);
        Assert.Contains("name: ville", manifest, StringComparison.Ordinal);
        Assert.Contains("role: report", manifest, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(audit.Folder, "project", "dossier.schema.json")));
        Assert.Contains((await audit.RunAsync("run", "project", "--no-browser", "--fail-on", "never")).ExitCode, new[] { 0 });
        Assert.Equal(2, (await audit.RunAsync("init", "project")).ExitCode);
        Assert.Equal(manifest, File.ReadAllText(Path.Combine(audit.Folder, "project", "dossier.yaml")));
    }

    [Fact]
    public async Task Init_names_files_apart_that_share_a_name()
    {
        audit.Write("project/train/data.csv", "a;b\n1;2\n");
        audit.Write("project/test/data.csv", "a;b\n3;4\n");
        audit.Write("project/test-data-csv.csv", "a;b\n5;6\n");
        audit.Write("project/ui/fr/index.html", "<!doctype html><html lang=\"fr\"><title>Accueil</title>");
        audit.Write("project/ui/en/index.html", "<!doctype html><html lang=\"en\"><title>Home</title>");

        await audit.RunAsync("init", "project");
        var run = await audit.RunAsync("run", "project", "--no-browser", "--fail-on", "never");

        Assert.True(run.ExitCode == 0, run.Messages);
    }

    private HashSet<string> Accused(string json) =>
    [
        .. audit.Json(json).GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("outcome").GetString() is "nonCompliant" or "partial")
            .Select(finding => finding.GetProperty("id").GetString()!),
    ];

    private string OutcomeOf(string json, string finding) =>
        audit.Json(json).GetProperty("findings").EnumerateArray().Single(found => found.GetProperty("id").GetString() == finding).GetProperty("outcome").GetString()!;

    public void Dispose() => audit.Dispose();
}
