using System.Text.Json;
using AuditService.Storage;
using Microsoft.Data.Sqlite;

namespace AuditService.IntegrationTests.Cli;

public sealed class VerifyCommandTests(AuditedProject audited) : IClassFixture<AuditedProject>, IDisposable
{
    private readonly AuditCommand audit = new();

    [Fact]
    public async Task An_untouched_audit_its_reports_and_its_dossier_are_intact()
    {
        audited.CopyTo(audit.Folder);

        var (exit, proof) = await VerifyAsync("--report", Path("a.json"), Path("a.html"), "--dossier", Path("project"), "--seal", Seal());

        Assert.Equal((0, "intact"), (exit, Verdict(proof)));
        Assert.Equal(
            ["seal", "snapshot", "contents", "rules", "findings", "scores", "report", "report", "dossier"],
            Checks(proof).Select(check => check.GetProperty("check").GetString()!));
        Assert.All(Checks(proof), check => Assert.Equal("intact", check.GetProperty("verdict").GetString()));
        Assert.Equal(Seal(), proof.GetProperty("audits")[0].GetProperty("seal").GetString());
        Assert.Equal(0, (await audit.RunAsync("verify", "--all", "--no-color")).ExitCode);
    }

    [Fact]
    public async Task The_audit_of_a_report_is_found_by_the_report()
    {
        audited.CopyTo(audit.Folder);
        await audit.RunAsync("run", Path("project"), "--no-browser", "--quiet", "--pack", "cyber");

        var (exit, proof) = await VerifyAsync("--report", Path("a.json"));

        Assert.Equal((0, audit.Json("a.json").GetProperty("audit").GetProperty("id").GetString()), (exit, proof.GetProperty("audits")[0].GetProperty("audit").GetString()));
    }

    [Theory]
    [InlineData("UPDATE finding SET outcome = 'Compliant' WHERE outcome = 'NonCompliant'", "seal", "findings")]
    [InlineData("UPDATE finding SET evidence = '[]', evidence_total = 0", "seal", "findings")]
    [InlineData("DELETE FROM finding WHERE outcome = 'NonCompliant'", "seal")]
    [InlineData("UPDATE fact SET fact = replace(fact, 'app.py', 'lib.py')", "seal", "findings")]
    [InlineData("UPDATE criterion_score SET score = replace(score, '\"requirements\":', '\"requirements\":1')", "seal", "scores")]
    [InlineData("UPDATE audit SET judged_on = '2017-01-01'", "seal")]
    [InlineData("UPDATE audit SET project = 'Un autre'", "seal")]
    [InlineData("UPDATE snapshot_file SET sha256 = replace(sha256, substr(sha256, 1, 1), 'f')", "snapshot", "contents")]
    [InlineData("UPDATE judged_rule SET rule = replace(rule, '\"blocking\"', '\"info\"')", "rules")]
    [InlineData("UPDATE fact SET fact = '{'", "seal", "findings")]
    public async Task What_is_changed_in_the_store_shows(string sql, params string[] altered)
    {
        audited.CopyTo(audit.Folder);
        Execute(sql);

        var (exit, proof) = await VerifyAsync();

        Assert.Equal((1, "altered"), (exit, Verdict(proof)));
        Assert.Subset(Altered(proof), altered.ToHashSet());
    }

    [Fact]
    public async Task A_forger_who_renews_the_seal_is_betrayed_by_the_one_that_was_noted()
    {
        audited.CopyTo(audit.Folder);
        var noted = Seal();
        Execute("UPDATE audit SET project = 'Un autre'");
        var (_, altered) = await VerifyAsync();
        Execute($"UPDATE audit SET seal = '{altered.GetProperty("audits")[0].GetProperty("seal").GetString()}'");

        var (forged, _) = await VerifyAsync();
        var (betrayed, proof) = await VerifyAsync("--seal", noted);

        Assert.Equal((0, 1), (forged, betrayed));
        Assert.Equal(["seal"], Altered(proof));
    }

    [Fact]
    public async Task An_audit_without_a_seal_is_not_proven()
    {
        audited.CopyTo(audit.Folder);
        Execute("UPDATE audit SET seal = NULL");

        var (exit, proof) = await VerifyAsync();

        Assert.Equal((1, "incomplete"), (exit, Verdict(proof)));
    }

    [Theory]
    [InlineData("a.json", "\"nonCompliant\"", "\"compliant\"")]
    [InlineData("a.json", "app.py", "lib.py")]
    [InlineData("a.json", "\"schemaVersion\": 1", "\"schemaVersion\": 1, \"note\": 1")]
    [InlineData("a.html", "app.py", "lib.py")]
    public async Task A_changed_report_shows(string report, string from, string to)
    {
        audited.CopyTo(audit.Folder);
        File.WriteAllText(Path(report), File.ReadAllText(Path(report)).Replace(from, to, StringComparison.Ordinal));

        var (exit, proof) = await VerifyAsync("--report", Path(report));

        Assert.Equal(1, exit);
        Assert.Equal(["report"], Altered(proof));
    }

    [Fact]
    public async Task A_dossier_that_was_touched_shows_file_by_file_whatever_its_times_say_and_leaves_nothing_in_the_store()
    {
        audited.CopyTo(audit.Folder);
        var times = File.GetLastWriteTimeUtc(Path("project/app.py"));
        audit.Write("project/app.py", "eval(inpuT())\n");
        File.SetLastWriteTimeUtc(Path("project/app.py"), times);
        audit.Write("project/added.txt", "nouveau");
        File.Delete(Path("project/lib.py"));
        var before = Contents();

        var (exit, proof) = await VerifyAsync("--dossier", Path("project"));

        var dossier = Checks(proof).Single(check => check.GetProperty("check").GetString() == "dossier");
        Assert.Equal(1, exit);
        Assert.Equal(["added.txt", "app.py", "lib.py"], dossier.GetProperty("differences").EnumerateArray().Select(difference => difference.GetProperty("at").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task A_content_that_was_changed_or_lost_shows()
    {
        audited.CopyTo(audit.Folder);
        var objects = Contents();
        File.SetAttributes(objects[0], FileAttributes.Normal);
        var bytes = File.ReadAllBytes(objects[0]);
        bytes[0] ^= 1;
        File.WriteAllBytes(objects[0], bytes);
        File.Delete(objects[1]);

        var (exit, proof) = await VerifyAsync();

        Assert.Equal(1, exit);
        Assert.Equal(2, Checks(proof).Single(check => check.GetProperty("check").GetString() == "contents").GetProperty("differencesTotal").GetInt32());
    }

    [Theory]
    [InlineData("verify", "no-such-audit")]
    [InlineData("verify", "--report", "project/app.py")]
    [InlineData("verify", "--report", "nowhere.json")]
    [InlineData("verify", "--dossier", "nowhere")]
    [InlineData("verify", "--all", "--seal", "00")]
    public async Task What_cannot_be_compared_is_a_mistake_of_whoever_asks(params string[] arguments)
    {
        audited.CopyTo(audit.Folder);

        var output = await audit.RunAsync(arguments);

        Assert.Equal(2, output.ExitCode);
        Assert.NotEmpty(output.Messages);
    }

    public void Dispose() => audit.Dispose();

    private async Task<(int Exit, JsonElement Proof)> VerifyAsync(params string[] arguments)
    {
        var output = await audit.RunAsync(["verify", "--json", Path("v.json"), .. arguments]);
        Assert.True(output.ExitCode is 0 or 1, output.Messages);
        return (output.ExitCode, audit.Json("v.json"));
    }

    private string Path(string name) => System.IO.Path.Combine(audit.Folder, name);

    private string Seal() => audit.Json("a.json").GetProperty("audit").GetProperty("seal").GetString()!;

    private string[] Contents() => [.. Directory.EnumerateFiles(System.IO.Path.Combine(audit.Data, DataFiles.Contents, "objects"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(audit.Data, DataFiles.Database)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0, sql);
    }

    private static string Verdict(JsonElement proof) => proof.GetProperty("verdict").GetString()!;

    private static IEnumerable<JsonElement> Checks(JsonElement proof) => proof.GetProperty("audits")[0].GetProperty("checks").EnumerateArray();

    private static HashSet<string> Altered(JsonElement proof) => [.. Checks(proof).Where(check => check.GetProperty("verdict").GetString() == "altered").Select(check => check.GetProperty("check").GetString()!)];
}
