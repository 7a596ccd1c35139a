namespace AuditService.IntegrationTests.Cli;

public sealed class RulesCommandTests : IDisposable
{
    private readonly AuditCommand audit = new();

    [Fact]
    public async Task The_packs_of_the_house_verify_and_each_pack_has_at_least_twelve_rules()
    {
        var verify = await audit.RunAsync("rules", "verify", "--json", "v.json");

        Assert.True(verify.ExitCode == 0, verify.Messages);
        var packs = audit.Json("v.json").GetProperty("packs").EnumerateArray().ToDictionary(pack => pack.GetProperty("id").GetString()!, pack => pack.GetProperty("rules").GetInt32());
        Assert.Equal(["cyber", "impact", "presentation", "quality", "rgaa", "rgpd"], packs.Keys.Order());
        Assert.All(packs, pack => Assert.True(pack.Value >= 12, $"{pack.Key} has {pack.Value} rules"));
    }

    [Fact]
    public async Task A_broken_rule_is_told_with_its_place_and_keeps_the_service_from_starting()
    {
        audit.Write("mine/test/pack.yaml", "id: test\nversion: 1.0.0\ntitle: { fr: T, en: T }\nreviewer: jury\n");
        audit.Write("mine/test/T-1-x.yaml", "id: T-1\nseverity: grave\n");
        audit.Write("project/a.txt", "x");

        var verify = await audit.RunAsync("rules", "verify", "mine");
        var run = await audit.RunAsync("run", "project", "--rules", Path.Combine(audit.Folder, "mine"), "--no-browser");

        Assert.Equal(2, verify.ExitCode);
        Assert.Contains("mine/test/T-1-x.yaml:2:11", verify.Messages, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task A_rule_is_shown_with_its_law_and_its_limits_and_coverage_says_what_no_machine_decides()
    {
        var show = await audit.RunAsync("rules", "show", "RGPD-35-01");
        var coverage = await audit.RunAsync("rules", "coverage", "--json", "c.json");

        Assert.Contains("art. 35(1)", show.Output, StringComparison.Ordinal);
        Assert.Contains("Limites", show.Output, StringComparison.Ordinal);
        Assert.Equal(0, coverage.ExitCode);
        var grid = audit.Json("c.json").GetProperty("frameworks").EnumerateArray().Single(framework => framework.GetProperty("id").GetString() == "bloc4");
        Assert.Equal(12, grid.GetProperty("controls").GetArrayLength());
        Assert.All(grid.GetProperty("controls").EnumerateArray(), control => Assert.NotEqual(0, control.GetProperty("rules").GetArrayLength()));
    }

    [Fact]
    public async Task A_framework_is_told_control_by_control_and_an_unknown_one_with_those_there_are()
    {
        var rgpd = await audit.RunAsync("rules", "coverage", "rgpd", "--json", "c.json");
        var unknown = await audit.RunAsync("rules", "coverage", "gdpr");

        Assert.Equal(0, rgpd.ExitCode);
        var only = Assert.Single(audit.Json("c.json").GetProperty("frameworks").EnumerateArray());
        Assert.All(only.GetProperty("controls").EnumerateArray(), control => Assert.Contains(control.GetProperty("id").GetString()!, rgpd.Output, StringComparison.Ordinal));
        Assert.Contains("RGPD-35-01", rgpd.Output, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("rgpd", unknown.Messages, StringComparison.Ordinal);
    }

    public void Dispose() => audit.Dispose();
}
