using System.Text.Json;

namespace AuditService.IntegrationTests.Cli;

public sealed class ScanQualityCommandTests : IDisposable
{
    private readonly AuditCommand audit = new();

    [Fact]
    public async Task The_measures_bear_the_promised_names_and_two_files_are_compared()
    {
        var rows = string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},{20 + (i % 40)},{(i % 2 == 0 ? "F" : "M")},{i % 3 % 2},{(i % 4 == 0 ? 1 : 0)}\n"));
        audit.Write("a.csv", "id,age,sexe,vrai,dit\n" + rows);
        audit.Write("b.csv", "id,age,sexe,vrai,dit\n" + string.Concat(rows.Split('\n').Take(30).Select(row => row + "\n")));

        var run = await audit.RunAsync("scan", "quality", "a.csv", "b.csv", "--quasi", "age,sexe", "--label", "vrai", "--prediction", "dit", "--protected", "sexe", "--positive", "1", "--json", "q.json");

        Assert.True(run.ExitCode == 0, run.Messages);
        var set = audit.Json("q.json").GetProperty("datasets")[0];
        Assert.Equal("a.csv", set.GetProperty("source").GetString());
        Assert.Equal(200, set.GetProperty("rows").GetInt64());
        Assert.Equal(0, set.GetProperty("duplicateRows").GetInt64());
        Assert.Equal(1, set.GetProperty("completeness").GetProperty("age").GetDouble());
        Assert.Equal(0, set.GetProperty("disguisedMissing").GetProperty("age").GetInt64());
        var anonymity = set.GetProperty("kAnonymity");
        Assert.Equal((5, 40L, 0.0, 0.0), (anonymity.GetProperty("k").GetInt32(), anonymity.GetProperty("classes").GetInt64(), anonymity.GetProperty("uniqueShare").GetDouble(), anonymity.GetProperty("below5Share").GetDouble()));
        Assert.Equal(["age", "sexe"], anonymity.GetProperty("quasi").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["age", "id", "sexe"], set.GetProperty("leakage").EnumerateArray().Select(found => found.GetProperty("column").GetString()).Order(StringComparer.Ordinal));
        Assert.All(set.GetProperty("leakage").EnumerateArray(), found => Assert.InRange(found.GetProperty("auc").GetDouble(), 0, 1));
        // Only even rows are favoured, and even rows are women.
        Assert.Equal(0, set.GetProperty("fairness").GetProperty("disparateImpact").GetDouble());
        var women = set.GetProperty("fairness").GetProperty("groups").EnumerateArray().Single(group => group.GetProperty("value").GetString() == "F");
        Assert.Equal((100L, 0.5), (women.GetProperty("size").GetInt64(), women.GetProperty("positiveRate").GetDouble()));
        Assert.Equal(JsonValueKind.Number, women.GetProperty("truePositiveRate").ValueKind);
        Assert.Equal(JsonValueKind.Number, women.GetProperty("falsePositiveRate").ValueKind);
        var shared = set.GetProperty("contamination")[0];
        Assert.Equal(("b.csv", 30L), (shared.GetProperty("with").GetString(), shared.GetProperty("sharedRows").GetInt64()));
    }

    [Fact]
    public async Task A_column_that_no_file_has_is_a_mistake_of_the_author()
    {
        audit.Write("a.csv", "âge,x\n30,1\n");

        Assert.Equal(0, (await audit.RunAsync("scan", "quality", "a.csv", "--quasi", "Age")).ExitCode);
        var wrong = await audit.RunAsync("scan", "quality", "a.csv", "--label", "etiquete");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("etiquete", wrong.Messages, StringComparison.Ordinal);
    }

    public void Dispose() => audit.Dispose();
}
