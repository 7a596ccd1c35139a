namespace AuditService.IntegrationTests.Cli;

public sealed class AddedCollectorTests : IDisposable
{
    private readonly AuditCommand audit = new();

    [Fact]
    public async Task A_collector_and_a_pack_of_a_third_party_join_the_houses_own()
    {
        audit.Write("mine/third/pack.yaml", "id: third\nversion: 1.0.0\ntitle: { fr: Tiers, en: Third }\nreviewer: jury\n");
        audit.Write("mine/third/facts.yaml", $"facts:\n  - {{ key: {FolderSizeCollector.Key}, type: number, title: {{ fr: nombre de fichiers, en: number of files }} }}\n");
        audit.Write("mine/third/THIRD-1-files.yaml", $$"""
            id: THIRD-1
            title: { fr: Le dossier a deux fichiers, en: The dossier has two files }
            severity: minor
            mode: automatic
            references: [{ source: Test, at: art. 1 }]
            criteria: [C17.1]
            expect: { fact: {{FolderSizeCollector.Key}}, atLeast: 2 }
            remedy: { fr: Ajoutez un fichier, en: Add a file, effort: low }
            limits: { fr: Aucune, en: None }
            examples:
              - { name: two, verdict: compliant, facts: { {{FolderSizeCollector.Key}}: 2 } }
              - { name: one, verdict: nonCompliant, facts: { {{FolderSizeCollector.Key}}: 1 } }
              - { name: nobody counted, verdict: missingEvidence, facts: {} }
            """);
        audit.Write("project/only.txt", "x");
        audit.Variables["AuditService__Collectors__0"] = typeof(FolderSizeCollector).Assembly.Location;

        var run = await audit.RunAsync("run", "project", "--no-browser", "--rules", Path.Combine(audit.Folder, "mine"), "--pack", "third", "--json", "a.json");

        Assert.True(run.ExitCode == 0, run.Messages);
        var finding = Assert.Single(audit.Json("a.json").GetProperty("findings").EnumerateArray());
        Assert.Equal("THIRD-1@dossier", finding.GetProperty("id").GetString());
        Assert.Equal("nonCompliant", finding.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task An_assembly_that_cannot_be_loaded_is_the_operators_mistake_and_is_named()
    {
        audit.Variables["AuditService__Collectors__0"] = "absent.dll";
        audit.Variables["AuditService__Collectors__1"] = audit.Write("text.dll", "no assembly");

        var list = await audit.RunAsync("rules", "list");

        Assert.Equal(2, list.ExitCode);
        Assert.Contains("absent.dll", list.Messages, StringComparison.Ordinal);
        Assert.Contains("text.dll", list.Messages, StringComparison.Ordinal);
    }

    public void Dispose() => audit.Dispose();
}
