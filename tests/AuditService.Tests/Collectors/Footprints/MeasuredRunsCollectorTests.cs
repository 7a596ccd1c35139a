using System.Text;
using AuditService.Collectors.Footprints;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.Footprints;

public sealed class MeasuredRunsCollectorTests
{
    private const string Header = "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,country_iso_code,region,pue\n";

    [Fact]
    public async Task The_energy_of_all_runs_is_stated_with_the_line_of_each()
    {
        var facts = await Collect("emissions.csv", Header + Line("a", 3600, 0.05, 1.5) + Line("b", 7200, 0.02, 0.5));

        Assert.Equal(2, Number(facts, MeasuredRunsCollector.TotalEnergy), 9);
        Assert.Equal(0.5, Number(facts, MeasuredRunsCollector.LeastEnergy), 9);
        var runs = Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, MeasuredRunsCollector.Runs)!.Value);
        Assert.Equal([2, 3], runs.Items.Select(run => run.Where.Line!.Value));
        Assert.Equal("measured by CodeCarbon: 1.5 kWh in 1 h, 50 g CO2e by its factors", runs.Items[0].Detail!.In(Language.English));
    }

    [Fact]
    public async Task A_run_that_was_flushed_several_times_counts_once()
    {
        var facts = await Collect("emissions.csv", Header + Line("a", 60, 0.01, 0.1) + Line("a", 120, 0.02, 0.3));

        Assert.Equal(0.3, Number(facts, MeasuredRunsCollector.TotalEnergy), 9);
    }

    [Fact]
    public async Task The_losses_of_the_site_that_CodeCarbon_added_are_taken_out()
    {
        var facts = await Collect("emissions.csv", Header + Line("a", 60, 0.01, 3, pue: "1.5"));

        Assert.Equal(2, Number(facts, MeasuredRunsCollector.TotalEnergy), 9);
    }

    [Theory]
    [InlineData("-3")]
    [InlineData("NaN")]
    [InlineData("1e300")]
    [InlineData("beaucoup")]
    public async Task A_line_that_cannot_be_leaves_the_measurement_unknown(string energy)
    {
        var facts = await Collect("emissions.csv", Header + Line("a", 60, 0.01, 1) + Line("b", 60, 0.01, 1).Replace(",1,France", $",{energy},France", StringComparison.Ordinal));

        var unknown = facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalEnergy)!;
        Assert.Equal(UnavailableBecause.Unreadable, unknown.Why!.Because);
        Assert.Contains("emissions.csv, line 3", unknown.Why.Detail.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_emissions_that_are_not_those_of_runs_is_no_measurement()
    {
        var facts = await Collect("emissions.csv", "pays,annee,emissions\nFR,2024,1.2\n");

        Assert.Empty(Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, MeasuredRunsCollector.Runs)!.Value).Items);
        Assert.Equal(UnavailableBecause.NotFound, facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalEnergy)!.Why!.Because);
    }

    [Theory]
    [InlineData("region", "email", "unknown (email)")]
    [InlineData("region", "emissions", "unknown (emissions)")]
    [InlineData(",", ";", "no longer separated by commas")]
    public async Task A_record_of_CodeCarbon_that_was_changed_is_told_and_not_silently_left_out(string was, string became, string why)
    {
        var facts = await Collect("emissions.csv", Header.Replace(was, became, StringComparison.Ordinal) + Line("a", 60, 0.01, 1).Replace(was, became, StringComparison.Ordinal));

        var unknown = facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalEnergy)!.Why!;
        Assert.Equal(UnavailableBecause.Unreadable, unknown.Because);
        Assert.Contains(why, unknown.Detail.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_line_of_the_first_version_of_CodeCarbon_is_a_run()
    {
        var facts = await Collect(
            "emissions.csv",
            "timestamp,experiment_id,project_name,duration,emissions,energy_consumed,country_name,country_iso_code,region,on_cloud,cloud_provider,cloud_region\n2021-05-01T10:00:00,e,tri,3600,0.02,0.4,France,FRA,,N,,\n2021-05-02T10:00:00,e,tri,3600,0.02,0.1,France,FRA,,N,,\n");

        Assert.Equal(0.5, Number(facts, MeasuredRunsCollector.TotalEnergy), 9);
        Assert.Equal(2, Number(facts, MeasuredRunsCollector.CountedRuns));
    }

    [Theory]
    [InlineData(Run + "/metrics/energy_kwh", "1700007200000 -3 0\n", "no positive and plausible number of kWh")]
    [InlineData(Run + "/metrics/energy_kwh", "1700007200000 1e12 0\n", "no positive and plausible number of kWh")]
    [InlineData(Run + "/meta.yaml", "::: [\n", "not the sheet of a run of MLflow")]
    [InlineData("wandb/run-1/files/wandb-summary.json", """{"energy_kwh": 0.3, "_runti""", "no whole JSON object")]
    [InlineData("wandb/run-1/files/wandb-summary.json", """{"energy_kwh": -1, "_runtime": 3600}""", "no positive and plausible number of kWh")]
    [InlineData("wandb/run-1/files/wandb-summary.json", """{"energy_kwh": "0.3"}""", "no positive and plausible number of kWh")]
    public async Task A_logged_run_that_cannot_be_read_leaves_the_sum_unknown_and_is_named(string path, string text, string why)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal) { [path] = text };
        if (path.StartsWith(Run, StringComparison.Ordinal))
        {
            files.TryAdd(Run + "/meta.yaml", Meta);
            files.TryAdd(Run + "/metrics/accuracy", "1700007200000 0.9 0\n");
        }

        var facts = await Collect([.. files.Select(file => (file.Key, file.Value))]);

        var unknown = facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalEnergy)!.Why!;
        Assert.Equal(UnavailableBecause.Unreadable, unknown.Because);
        Assert.StartsWith(path, unknown.Detail.En, StringComparison.Ordinal);
        Assert.Contains(why, unknown.Detail.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_more_trusted_tool_measured_does_not_miss_a_broken_log_of_another()
    {
        var facts = await Collect(("emissions.csv", Header + Line("a", 3600, 0.05, 1.5)), ("wandb/run-1/files/wandb-summary.json", "{"));

        Assert.Equal(1.5, Number(facts, MeasuredRunsCollector.TotalEnergy), 9);
    }

    private const string Run = "mlruns/1/abc";
    private const string Meta = "artifact_uri: file:///x\nend_time: 1700007200000\nrun_id: abc\nrun_name: essai\nstart_time: 1700000000000\nstatus: 3\n";

    [Fact]
    public async Task A_run_of_MLflow_gives_its_last_energy_and_its_duration()
    {
        var facts = await Collect((Run + "/meta.yaml", Meta), (Run + "/metrics/energy_consumed", "1700000000000 0.1 0\n1700007200000 0.4 1\n"), (Run + "/metrics/emissions", "1700007200000 0.02 1\n"));

        Assert.Equal(0.4, Number(facts, MeasuredRunsCollector.TotalEnergy), 9);
        Assert.Equal(2, Number(facts, MeasuredRunsCollector.TotalHours), 9);
        Assert.Equal("measured by MLflow: 400 Wh in 2 h, 20 g CO2e by its factors", Told(facts).Single());
    }

    [Fact]
    public async Task Power_samples_of_graphics_cards_over_the_run_are_their_energy_alone()
    {
        var facts = await Collect(
            (Run + "/meta.yaml", Meta),
            (Run + "/metrics/system/gpu_0_power_usage_watts", "1700000000000 100 0\n1700003600000 200 1\n"),
            (Run + "/metrics/system/gpu_1_power_usage_watts", "1700000000000 50 0\n"));

        Assert.Equal(0.4, Number(facts, MeasuredRunsCollector.TotalEnergy), 9);
        Assert.EndsWith("; graphics cards only", Told(facts).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_energy_gives_its_time_and_no_energy()
    {
        var facts = await Collect((Run + "/meta.yaml", Meta), (Run + "/metrics/loss", "1700000000000 0.3 0\n"));

        Assert.Equal(UnavailableBecause.NotFound, facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalEnergy)!.Why!.Because);
        Assert.Equal(2, Number(facts, MeasuredRunsCollector.TotalHours), 9);
    }

    [Theory]
    [InlineData("end_time: null\nrun_id: abc\nstart_time: 1700000000000\n")]
    [InlineData("end_time: 1\nrun_id: abc\nstart_time: 1700000000000\n")]
    [InlineData("end_time: 9e300\nrun_id: abc\nstart_time: 0\n")]
    [InlineData("experiment_id: 1\nname: essai\n")]
    public async Task A_run_whose_times_cannot_be_gives_nothing(string meta)
    {
        var facts = await Collect((Run + "/meta.yaml", meta), (Run + "/metrics/loss", "1700000000000 0.3 0\n"));

        Assert.Empty(Told(facts));
    }

    [Theory]
    [InlineData("""{ "energy_consumed": 0.5, "emissions": 0.03, "_runtime": 3600.5, "_wandb": { "runtime": 3600 } }""", 0.5)]
    [InlineData("""{ "codecarbon/energy_consumed": 0.5, "_runtime": 3600 }""", 0.5)]
    [InlineData("""{ "energy": 0.5, "_runtime": 3600 }""", null)]
    public async Task A_run_of_Weights_and_Biases_gives_what_its_summary_names_with_a_unit(string summary, double? energy)
    {
        var facts = await Collect(("wandb/run-20261102_101010-abc/files/wandb-summary.json", summary));

        Assert.Equal(energy, (facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalEnergy)!.Value as NumberValue)?.Value);
        Assert.Equal(1, Number(facts, MeasuredRunsCollector.TotalHours), 3);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{}")]
    public async Task A_summary_that_is_none_measures_nothing(string summary) =>
        Assert.Empty(Told(await Collect(("wandb/run-1/files/wandb-summary.json", summary))));

    [Fact]
    public async Task One_training_that_two_tools_logged_counts_once_and_the_other_is_shown()
    {
        var facts = await Collect(
            ("emissions.csv", Header + Line("a", 3600, 0.05, 1.5)),
            ("wandb/run-1/files/wandb-summary.json", """{ "energy_consumed": 1.4, "_runtime": 3600 }"""));

        Assert.Equal(1.5, Number(facts, MeasuredRunsCollector.TotalEnergy), 9);
        Assert.EndsWith("; not added, another tool counts already", Told(facts)[1], StringComparison.Ordinal);
    }

    private static List<string> Told(FactSet facts) => [.. Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, MeasuredRunsCollector.Runs)!.Value).Items.Select(run => run.Detail!.In(Language.English))];

    private static Task<FactSet> Collect(params (string Path, string Text)[] files) =>
        files.Aggregate(new KeptContents(), (contents, file) => contents.With(file.Path, Encoding.UTF8.GetBytes(file.Text))).CollectAsync(new MeasuredRunsCollector(), new CollectionSettings());

    private static string Line(string run, double seconds, double kilograms, double kilowattHours, string pue = "1") =>
        FormattableString.Invariant($"2026-11-02T10:00:00,\"tri, essai\",{run},x,{seconds},{kilograms},0,40,0,5,0,0,0,{kilowattHours},France,FRA,,{pue}\n");

    private static Task<FactSet> Collect(string path, string text) =>
        new KeptContents().With(path, Encoding.UTF8.GetBytes(text)).CollectAsync(new MeasuredRunsCollector(), new CollectionSettings());

    private static double Number(FactSet facts, string key) => Assert.IsType<NumberValue>(facts.Find(Subject.Dossier, key)!.Value).Value;
}
