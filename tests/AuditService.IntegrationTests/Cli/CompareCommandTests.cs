using System.Text.Json;

namespace AuditService.IntegrationTests.Cli;

public sealed class CompareCommandTests : IDisposable
{
    private const string Evaluated = "eval(input())\n";

    private readonly AuditCommand audit = new();

    [Fact]
    public async Task A_mended_file_an_added_one_and_a_changed_rule_are_each_told_with_their_cause()
    {
        WriteRule("1.0.0", "atLeast: 0");
        audit.Write("project/mended.py", Evaluated);
        audit.Write("project/kept.txt", "x");
        await RunAsync();
        audit.Write("project/mended.py", "print(input())\n");
        audit.Write("project/added.py", "import torch\nmodel = torch.load('m.pt')\n");
        WriteRule("1.1.0", "atLeast: 1000");
        await RunAsync();

        var compare = await CompareAsync("previous", "latest");
        var english = await audit.RunAsync("compare", "previous", "latest", "--lang", "en");

        Assert.True(compare.ExitCode == 0, compare.Messages);
        var json = audit.Json("c.json");
        var differences = json.GetProperty("differences");
        Assert.Equal(["added.py"], Strings(differences.GetProperty("input").GetProperty("added")));
        Assert.Equal(["mended.py"], Strings(differences.GetProperty("input").GetProperty("modified")));
        Assert.Empty(Strings(differences.GetProperty("input").GetProperty("removed")));
        var pack = Assert.Single(differences.GetProperty("packs").EnumerateArray());
        Assert.Equal(("mine", "1.0.0", "1.1.0"), (pack.GetProperty("id").GetString(), pack.GetProperty("versionBefore").GetString(), pack.GetProperty("versionAfter").GetString()));
        Assert.Equal("MINE-1", Assert.Single(pack.GetProperty("rules").EnumerateArray()).GetProperty("rule").GetString());
        Assert.Empty(differences.GetProperty("tools").EnumerateArray());

        Assert.Equal(("new", "rules"), StateAndCause(json, "MINE-1@dossier"));
        var resolved = InState(json, "resolved");
        Assert.NotEmpty(resolved);
        Assert.All(resolved, change => Assert.Contains("mended.py", Strings(change.GetProperty("evidenceGone"), "path")));
        var appeared = InState(json, "new").Where(change => change.GetProperty("rule").GetString() != "MINE-1").ToList();
        Assert.Contains(appeared, change => Strings(change.GetProperty("evidenceAdded"), "path").Contains("added.py"));
        Assert.All(resolved.Concat(appeared), change => Assert.Equal(["input"], Strings(change.GetProperty("causes"))));
        Assert.Contains(json.GetProperty("grid").EnumerateArray(), criterion => criterion.GetProperty("moves").GetBoolean() && Strings(criterion.GetProperty("causes")).Contains("input"));

        Assert.Contains("NOUVEAU MINE-1@dossier", compare.Output, StringComparison.Ordinal);
        Assert.Contains("RÉSOLU", compare.Output, StringComparison.Ordinal);
        Assert.Contains("modifié   mended.py", compare.Output, StringComparison.Ordinal);
        Assert.Contains("NEW MINE-1@dossier", english.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("résolu", english.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_same_dossier_again_is_no_change_and_what_comes_back_is_reopened()
    {
        audit.Write("project/app.py", Evaluated);
        var first = await RunAsync();
        await RunAsync();
        var again = await CompareAsync("previous", "latest");
        var same = audit.Json("c.json");
        audit.Write("project/app.py", "print(input())\n");
        await RunAsync();
        audit.Write("project/app.py", "\n\n" + Evaluated);
        var last = await RunAsync();

        var back = await CompareAsync("previous", last[..20]);
        var reopened = InState(audit.Json("c.json"), "reopened");
        var moved = await CompareAsync(first, last);

        Assert.True(again.ExitCode == 0, again.Messages);
        Assert.All(same.GetProperty("findings").EnumerateArray(), change => Assert.Equal("unchanged", change.GetProperty("state").GetString()));
        Assert.Contains("Mêmes fichiers", again.Output, StringComparison.Ordinal);
        Assert.True(back.ExitCode == 0, back.Messages);
        Assert.NotEmpty(reopened);
        Assert.All(reopened, change => Assert.Equal((first, last), (change.GetProperty("firstSeen").GetProperty("auditId").GetString(), change.GetProperty("openSince").GetProperty("auditId").GetString())));
        Assert.Contains("ROUVERT", back.Output, StringComparison.Ordinal);
        Assert.True(moved.ExitCode == 0, moved.Messages);
        Assert.All(audit.Json("c.json").GetProperty("findings").EnumerateArray(), change => Assert.Equal("unchanged", change.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Audits_that_are_not_there_are_the_users_mistake()
    {
        audit.Write("project/a.txt", "x");
        Assert.Equal(2, (await audit.RunAsync("compare")).ExitCode);
        await RunAsync();

        var first = await audit.RunAsync("compare", "previous", "latest");

        Assert.Equal(2, first.ExitCode);
        Assert.Contains("project", first.Messages, StringComparison.Ordinal);
        Assert.Equal(2, (await audit.RunAsync("compare", "previous", "previous")).ExitCode);
        Assert.Equal(2, (await audit.RunAsync("compare", "zzz", "latest")).ExitCode);
        Assert.Equal(0, (await audit.RunAsync("compare", "latest", "latest")).ExitCode);
    }

    public void Dispose() => audit.Dispose();

    /// <summary>A pack of the author's own, whose one rule wants more or less of the number of pages.</summary>
    private void WriteRule(string version, string expected)
    {
        audit.Write("mine/mine/pack.yaml", $"id: mine\nversion: {version}\ntitle: {{ fr: Le mien, en: Mine }}\nreviewer: jury\n");
        audit.Write("mine/mine/facts.yaml", "facts: []\n");
        audit.Write("mine/mine/MINE-1-pages.yaml", $$"""
            id: MINE-1
            title: { fr: Le dossier a assez de pages, en: The dossier has enough pages }
            severity: minor
            mode: automatic
            references: [{ source: Test, at: art. 1 }]
            criteria: [C17.1]
            expect: { fact: dossier.pages, {{expected}} }
            remedy: { fr: Ajoutez-en, en: Add some, effort: low }
            limits: { fr: Aucune, en: None }
            examples:
              - { name: many, verdict: compliant, facts: { dossier.pages: 2000 } }
              - { name: none, verdict: nonCompliant, facts: { dossier.pages: -1 } }
              - { name: nobody counted, verdict: missingEvidence, facts: {} }
            """);
    }

    private async Task<string> RunAsync()
    {
        string[] rules = Directory.Exists(Path.Combine(audit.Folder, "mine")) ? ["--rules", Path.Combine(audit.Folder, "mine")] : [];
        var run = await audit.RunAsync(["run", "project", "--no-browser", "--fail-on", "never", "--json", "a.json", .. rules]);
        Assert.True(run.ExitCode == 0, run.Messages);
        return audit.Json("a.json").GetProperty("audit").GetProperty("id").GetString()!;
    }

    private Task<AuditOutput> CompareAsync(string before, string after) => audit.RunAsync("compare", before, after, "--json", "c.json");

    private static List<JsonElement> InState(JsonElement json, string state) =>
        [.. json.GetProperty("findings").EnumerateArray().Where(change => change.GetProperty("state").GetString() == state)];

    private static (string? State, string Causes) StateAndCause(JsonElement json, string id)
    {
        var change = json.GetProperty("findings").EnumerateArray().Single(each => each.GetProperty("id").GetString() == id);
        return (change.GetProperty("state").GetString(), string.Join(',', Strings(change.GetProperty("causes"))));
    }

    private static string[] Strings(JsonElement array, string? property = null) =>
        [.. array.EnumerateArray().Select(each => (property is null ? each : each.GetProperty(property)).GetString()!)];
}
