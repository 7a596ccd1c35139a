using System.Text;
using AuditService.Collectors.Footprints;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.Footprints;

public sealed class CodeCarbonCollectorTests
{
    private const string Header = "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,country_iso_code,region,pue\n";

    [Fact]
    public async Task The_energy_of_all_runs_is_stated_with_the_line_of_each()
    {
        var facts = await Collect("emissions.csv", Header + Line("a", 3600, 0.05, 1.5) + Line("b", 7200, 0.02, 0.5));

        Assert.Equal(2, Number(facts, CodeCarbonCollector.TotalEnergy), 9);
        Assert.Equal(0.5, Number(facts, CodeCarbonCollector.LeastEnergy), 9);
        var runs = Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, CodeCarbonCollector.Runs)!.Value);
        Assert.Equal([2, 3], runs.Items.Select(run => run.Where.Line!.Value));
        Assert.Equal("measured by CodeCarbon: 1.5 kWh in 1 h, 50 g CO2e by its factors", runs.Items[0].Detail!.In(Language.English));
    }

    [Fact]
    public async Task A_run_that_was_flushed_several_times_counts_once()
    {
        var facts = await Collect("emissions.csv", Header + Line("a", 60, 0.01, 0.1) + Line("a", 120, 0.02, 0.3));

        Assert.Equal(0.3, Number(facts, CodeCarbonCollector.TotalEnergy), 9);
    }

    [Fact]
    public async Task The_losses_of_the_site_that_CodeCarbon_added_are_taken_out()
    {
        var facts = await Collect("emissions.csv", Header + Line("a", 60, 0.01, 3, pue: "1.5"));

        Assert.Equal(2, Number(facts, CodeCarbonCollector.TotalEnergy), 9);
    }

    [Theory]
    [InlineData("-3")]
    [InlineData("NaN")]
    [InlineData("1e300")]
    [InlineData("beaucoup")]
    public async Task A_line_that_cannot_be_leaves_the_measurement_unknown(string energy)
    {
        var facts = await Collect("emissions.csv", Header + Line("a", 60, 0.01, 1) + Line("b", 60, 0.01, 1).Replace(",1,France", $",{energy},France", StringComparison.Ordinal));

        var unknown = facts.Find(Subject.Dossier, CodeCarbonCollector.TotalEnergy)!;
        Assert.Equal(UnavailableBecause.Unreadable, unknown.Why!.Because);
        Assert.Contains("emissions.csv, line 3", unknown.Why.Detail.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_with_columns_of_its_own_is_no_measurement()
    {
        var facts = await Collect("emissions.csv", Header.Replace("region", "email", StringComparison.Ordinal) + Line("a", 60, 0.01, 1));

        Assert.Empty(Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, CodeCarbonCollector.Runs)!.Value).Items);
        Assert.Equal(UnavailableBecause.NotFound, facts.Find(Subject.Dossier, CodeCarbonCollector.TotalEnergy)!.Why!.Because);
    }

    private static string Line(string run, double seconds, double kilograms, double kilowattHours, string pue = "1") =>
        FormattableString.Invariant($"2026-11-02T10:00:00,\"tri, essai\",{run},x,{seconds},{kilograms},0,40,0,5,0,0,0,{kilowattHours},France,FRA,,{pue}\n");

    private static Task<FactSet> Collect(string path, string text) =>
        new KeptContents().With(path, Encoding.UTF8.GetBytes(text)).CollectAsync(new CodeCarbonCollector(), new CollectionSettings());

    private static double Number(FactSet facts, string key) => Assert.IsType<NumberValue>(facts.Find(Subject.Dossier, key)!.Value).Value;
}
