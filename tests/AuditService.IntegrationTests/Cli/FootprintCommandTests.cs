namespace AuditService.IntegrationTests.Cli;

public sealed class FootprintCommandTests : IDisposable
{
    private readonly AuditCommand audit = new();

    [Fact]
    public async Task A_scenario_gives_its_three_quantities_in_a_file_and_a_summary_for_people()
    {
        audit.Write("bloom.yaml", "training: { hours: 1082990, hardware: [{ device: A100, count: 1, powerW: 400, usage: 1 }], pue: 1, gridGramsPerKWh: 57 }\n");
        audit.Write("chat.yaml", "inference: { totalParametersB: 7, outputTokens: 300, country: FR, requestsPerYear: 1000 }\n");

        var scan = await audit.RunAsync("scan", "footprint", "bloom.yaml", "chat.yaml", "--json", "f.json", "--lang", "en");

        Assert.True(scan.ExitCode == 0, scan.Messages);
        var scenarios = audit.Json("f.json").GetProperty("scenarios");
        Assert.Equal(433_196, scenarios[0].GetProperty("training").GetProperty("energyKWh").GetProperty("central").GetDouble(), 6);
        Assert.Equal(24_692.2, scenarios[0].GetProperty("training").GetProperty("carbonKg").GetProperty("central").GetDouble(), 6);
        Assert.Equal("null", scenarios[0].GetProperty("request").GetProperty("carbonKg").GetRawText());
        Assert.Equal("the scenario has no section inference", scenarios[0].GetProperty("request").GetProperty("unavailable").GetProperty("carbonKg").GetString());
        foreach (var quantity in new[] { "energyKWh", "carbonKg", "embodiedCarbonKg", "waterL" })
            Assert.True(scenarios[1].GetProperty("year").GetProperty(quantity).GetProperty("low").GetDouble() > 0, quantity);
        Assert.NotEqual(0, scenarios[1].GetProperty("scope").GetArrayLength());
        Assert.NotEqual(0, scenarios[1].GetProperty("excluded").GetArrayLength());
        Assert.Contains("2026-11-30", scenarios[1].GetProperty("factors").GetString(), StringComparison.Ordinal);
        Assert.Contains("433 to 459 (433) MWh", scan.Output, StringComparison.Ordinal);
        Assert.Contains("Options compared", scan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_the_JSON_goes_to_standard_output_alone()
    {
        audit.Write("s.yaml", "training: { energyKWh: 10, country: FR }\n");

        var scan = await audit.RunAsync("scan", "footprint", "s.yaml");

        using var json = System.Text.Json.JsonDocument.Parse(scan.Output);
        Assert.Equal(10, json.RootElement.GetProperty("scenarios")[0].GetProperty("training").GetProperty("energyKWh").GetProperty("low").GetDouble(), 6);
        Assert.Contains("kWh", scan.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hardware_that_nobody_knows_leaves_its_own_scenario_open_and_no_other()
    {
        audit.Write("a.yaml", "training: { hours: 10, hardware: [{ device: Quantum 9 }], country: FRA }\ninference: { totalParametersB: 7, requestsPerYear: 10, country: FRA }\n");
        audit.Write("b.yaml", "training: { energyKWh: 10, country: FR }\n");

        var scan = await audit.RunAsync("scan", "footprint", "a.yaml", "b.yaml", "--json", "f.json", "--lang", "en");

        Assert.True(scan.ExitCode == 0, scan.Messages);
        var scenarios = audit.Json("f.json").GetProperty("scenarios");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, scenarios[0].GetProperty("training").GetProperty("energyKWh").ValueKind);
        Assert.Contains("Quantum 9", scenarios[0].GetProperty("training").GetProperty("unavailable").GetProperty("energyKWh").GetString(), StringComparison.Ordinal);
        Assert.True(scenarios[0].GetProperty("request").GetProperty("carbonKg").GetProperty("low").GetDouble() > 0);
        Assert.Equal(10, scenarios[1].GetProperty("training").GetProperty("energyKWh").GetProperty("low").GetDouble(), 6);
    }

    [Fact]
    public async Task The_mistakes_of_all_scenarios_are_told_at_once_and_nothing_is_estimated()
    {
        audit.Write("a.yaml", "training: { hours: 1e12, country: Wakanda }\n");
        audit.Write("b.yaml", "inference:\n  outputTokens: -4\n");

        var scan = await audit.RunAsync("scan", "footprint", "a.yaml", "b.yaml", "--json", "f.json");

        Assert.Equal(2, scan.ExitCode);
        Assert.Contains("a.yaml:1:13", scan.Messages, StringComparison.Ordinal);
        Assert.Contains("a.yaml:1:26", scan.Messages, StringComparison.Ordinal);
        Assert.Contains("b.yaml:2:3", scan.Messages, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(audit.Folder, "f.json")));
    }

    [Fact]
    public async Task The_report_of_a_dossier_shows_its_estimate_and_what_CodeCarbon_measured_beside_what_was_declared()
    {
        audit.Write("project/dossier.yaml", "training: { energyKWh: 2, hardware: T4, country: FR }\ndeployment: { hosting: OVH, country: PL }\n");
        audit.Write("project/emissions.csv", "run_id,duration,emissions,energy_consumed\na,3600,1,30\n");

        var run = await audit.RunAsync("run", "project", "--no-browser", "--json", "a.json", "--html", "a.html", "--lang", "en", "--fail-on", "never");

        Assert.True(run.ExitCode == 0, run.Messages);
        var html = File.ReadAllText(Path.Combine(audit.Folder, "a.html"));
        Assert.Contains("Trainings of one year: energy 30 to 50.1 (46.8) kWh", html, StringComparison.Ordinal);
        Assert.Contains("One training as declared: 2 kWh; measured: 30 kWh in all, in 1 run(s), without the losses of the site. The measurement counts.", html, StringComparison.Ordinal);
        var outcomes = audit.Json("a.json").GetProperty("findings").EnumerateArray().ToDictionary(finding => finding.GetProperty("id").GetString()!, finding => finding.GetProperty("outcome").GetString());
        Assert.Equal("nonCompliant", outcomes["IMP-ENV-007@dossier"]);
        Assert.Equal("nonCompliant", outcomes["IMP-ENV-006@dossier"]);
        Assert.DoesNotContain(outcomes.Keys, id => id.Contains("emissions.csv", StringComparison.Ordinal));
    }

    public void Dispose() => audit.Dispose();
}
