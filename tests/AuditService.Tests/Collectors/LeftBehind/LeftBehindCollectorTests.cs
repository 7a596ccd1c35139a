using System.Text;
using System.Text.Json;
using AuditService.Collectors.LeftBehind;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.LeftBehind;

public sealed class LeftBehindCollectorTests
{
    private const string Artefacts = "privacy.personalDataInArtefacts";

    private const string Tests = "privacy.realPeopleInTests";

    [Fact]
    public async Task The_head_of_a_table_in_the_output_of_a_notebook_proves_it_and_tells_no_value()
    {
        var facts = await LookAsync("carnet.ipynb", Notebook("df.head()", "   nom            courriel                     tel\n0  Mme Claire Martin  claire.martin@laposte.net  06 12 34 56 78\n"));

        var seen = Assert.Single(Seen(facts, Artefacts));
        Assert.True(seen.Confidence >= Observation.Sure);
        Assert.Equal("carnet.ipynb", seen.Where.Path);
        Assert.DoesNotContain("claire", seen.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("12 34 56", seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_and_addresses_of_desks_in_an_output_prove_nothing()
    {
        var facts = await LookAsync("carnet.ipynb", Notebook("df.describe()", "count  600\nmean  0.91\nContact : support@mairie.fr\n2024-01-01 12:00:00 INFO start\n"));

        Assert.Empty(Seen(facts, Artefacts));
    }

    [Fact]
    public async Task A_log_with_lone_addresses_is_for_a_person_to_weigh()
    {
        var facts = await LookAsync("logs/app.log", string.Concat(Enumerable.Range(0, 5).Select(i => $"2024-03-0{i + 1} 10:00:00 INFO login {(char)('a' + i)}.dupont@orange.fr ok\n")));

        Assert.True(Assert.Single(Seen(facts, Artefacts)).Confidence < Observation.Sure);
    }

    [Fact]
    public async Task A_number_with_its_key_in_the_code_proves_it_and_the_author_of_the_code_is_left_alone()
    {
        var facts = await LookAsync("src/app.py", "# Author: Claire Martin <claire.martin@laposte.net>\nDEFAULT = \"FR76 3000 6000 0112 3456 7890 189\"\n");

        var seen = Assert.Single(Seen(facts, Artefacts));
        Assert.Equal(2, seen.Where.Line);
        Assert.Empty(Seen(await LookAsync("src/app.py", "# Author: Claire Martin <claire.martin@laposte.net>, 06 12 34 56 78\nx = 1\n"), Artefacts));
    }

    [Fact]
    public async Task People_of_fixtures_are_told_apart_and_never_sure()
    {
        var facts = await LookAsync("tests/test_app.py", "CLIENTS = [\n  ('Mme Claire Martin', 'claire.martin@laposte.net', '06 12 34 56 78'),\n]\n");

        Assert.Empty(Seen(facts, Artefacts));
        Assert.True(Assert.Single(Seen(facts, Tests)).Confidence < Observation.Sure);
    }

    [Fact]
    public async Task People_made_up_for_tests_are_nobody()
    {
        var facts = await LookAsync("tests/test_app.py", "CLIENTS = [\n  ('test', 'alice@example.com', '06 39 98 12 34'),\n]\n");

        Assert.Empty(Seen(facts, Tests));
    }

    [Fact]
    public async Task Without_code_notebook_or_log_nothing_is_known()
    {
        var facts = await LookAsync("readme.txt", "Bonjour");

        Assert.Equal(UnavailableBecause.NotFound, facts.Find(Subject.Dossier, Artefacts)?.Why?.Because);
    }

    private static async Task<FactSet> LookAsync(string path, string text) =>
        await new KeptContents().With(path, Encoding.UTF8.GetBytes(text)).CollectAsync(new LeftBehindCollector(TimeProvider.System), new CollectionSettings());

    private static IReadOnlyList<Observation> Seen(FactSet facts, string key) => Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, key)?.Value).Items;

    private static string Notebook(string code, string printed) => JsonSerializer.Serialize(new
    {
        cells = new[] { new { cell_type = "code", source = new[] { code }, metadata = new { }, execution_count = 1, outputs = new[] { new { output_type = "stream", name = "stdout", text = new[] { printed } } } } },
        metadata = new { kernelspec = new { language = "python", name = "python3" } },
        nbformat = 4,
        nbformat_minor = 5,
    });
}
