using System.Text.RegularExpressions;
using AuditService.Authoring.Footprints;
using AuditService.Core;
using AuditService.Core.Footprints;
using static AuditService.Tests.Core.Footprints.Scenarios;

namespace AuditService.Tests.Core.Footprints;

public sealed class FootprintEstimateTests
{
    [Fact]
    public void One_country_has_several_legitimate_intensities_and_the_range_holds_them_all()
    {
        var estimate = Estimate("training: { energyKWh: 1000, pue: 1, country: FR }");

        Assert.Equal([44.18, 51.28, 21.7, 32, 34, 56.04, 57, 98], estimate.Grids.Select(grid => grid.GramsPerKWh));
        Assert.All(estimate.Grids, grid => Assert.Equal(grid.GramsPerKWh, grid.CarbonKg, 9));
        Assert.Equal(new Interval(21.7, 44.18, 98), Known(estimate.Training.CarbonKg));
    }

    [Fact]
    public void Where_the_country_is_not_said_the_world_counts_and_this_is_told()
    {
        var estimate = Estimate("training: { energyKWh: 1000, pue: 1 }");

        Assert.Equal(new Interval(28.33, 475, 708.32), Known(estimate.Training.CarbonKg));
        Assert.Contains(estimate.Assumptions, assumption => assumption.En.StartsWith("training.gridGramsPerKWh: 28.3 to 708 (475)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("training: { hours: 10, hardware: [{ device: T4, count: 1 }], energyKWh: 500 }", "500 kWh exceed")]
    [InlineData("inference: { energyWhPerRequest: 1000000, requestsPerYear: 10 }", "check the unit")]
    [InlineData("training: { hours: 50000, hardware: [{ device: A100, count: 8 }] }", "5.7 years for each of the 8 devices")]
    [InlineData("inference: { energyWhPerRequest: 0.3, requestsPerYear: 10 }", "the PUE is added")]
    public void Figures_that_cannot_go_together_or_may_count_twice_are_told(string scenario, string told) =>
        Assert.Contains(Estimate(scenario).Assumptions, assumption => assumption.En.Contains(told, StringComparison.Ordinal));

    [Theory]
    [InlineData("training: { hours: 10, hardware: [{ device: T4, count: 1 }], energyKWh: 1, pue: 1 }")]
    [InlineData("inference: { energyWhPerRequest: 0.3, requestsPerYear: 10, pue: 1 }")]
    [InlineData("training: { hours: 1000000, hardware: [{ device: A100, count: 1 }] }")]
    [InlineData("training: { hours: 700, hardware: [{ device: A100, count: 8 }] }")]
    public void Figures_that_go_together_are_not_questioned(string scenario) =>
        Assert.DoesNotContain(Estimate(scenario).Assumptions, assumption => assumption.En.Contains("exceed", StringComparison.Ordinal) || assumption.En.Contains("PUE is added", StringComparison.Ordinal) || assumption.En.Contains("for each of", StringComparison.Ordinal));

    [Theory]
    [InlineData("training: { hardware: [{ device: T4 }] }", "training.hours is not given")]
    [InlineData("training: { hours: 3 }", "training.hardware is not given")]
    [InlineData("training: { hours: 3, hardware: [{ count: 2 }] }", "training.hardware[0].powerW is not given")]
    public void What_was_not_said_and_cannot_be_assumed_is_unknown_with_its_reason(string scenario, string why)
    {
        var training = Estimate(scenario).Training;

        Assert.Null(training.EnergyKWh.Value);
        Assert.Equal(why, training.EnergyKWh.Why!.En);
        Assert.Equal(why, training.CarbonKg.Why!.En);
    }

    [Fact]
    public void A_processor_has_no_factor_of_manufacture_and_the_rest_is_known()
    {
        var training = Estimate("training: { hours: 3, hardware: [{ device: i3-10100 }], country: FR }").Training;

        Assert.NotNull(training.CarbonKg.Value);
        Assert.Contains("embodiedKg", training.EmbodiedCarbonKg.Why!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_unknown_size_is_no_guess() =>
        Assert.Contains("totalParametersB", Estimate("inference: { model: gpt-5, outputTokens: 100 }").Request.EnergyKWh.Why!.En, StringComparison.Ordinal);

    [Fact]
    public void A_year_whose_requests_nobody_counted_is_unknown() =>
        Assert.Equal("inference.requestsPerYear is not given", Estimate("{ training: { energyKWh: 3 }, inference: { totalParametersB: 7 } }").Year.CarbonKg.Why!.En);

    [Fact]
    public void An_unknown_mixture_of_experts_is_a_range_of_active_parameters()
    {
        const string request = "bits: 16, outputTokens: 200, batch: 64, pue: 1.2, gridGramsPerKWh: 50";
        var mixture = Known(Estimate($"inference: {{ totalParametersB: 100, mixtureOfExperts: true, {request} }}").Request.EnergyKWh);

        Assert.Equal(Central(Estimate($"inference: {{ totalParametersB: 100, activeParametersB: 10, {request} }}").Request.EnergyKWh), mixture.Low, 12);
        Assert.Equal(Central(Estimate($"inference: {{ totalParametersB: 100, activeParametersB: 30, {request} }}").Request.EnergyKWh), mixture.High, 12);
    }

    [Fact]
    public void The_input_that_moves_the_result_most_is_named_first()
    {
        var estimate = Estimate("training: { hours: 100, hardware: [{ device: T4, count: 1 }], memoryGB: 16 }");

        Assert.Equal(["training.gridGramsPerKWh", "training.hardware[0].usage", "training.pue"], estimate.Sensitivity.Select(influence => influence.Input));
        Assert.Equal(708.32 / 28.33, estimate.Sensitivity[0].Factor, 6);
    }

    [Fact]
    public void Each_intensity_of_the_grid_gives_a_range_where_the_energy_is_one()
    {
        var estimate = Estimate("training: { hours: 100, hardware: [{ device: T4, count: 1 }], memoryGB: 16, country: FR }");

        var energy = Known(estimate.Year.EnergyKWh);
        Assert.All(estimate.Grids, grid =>
        {
            Assert.Equal(energy.Low * grid.GramsPerKWh / 1000, grid.Carbon.Low, 9);
            Assert.Equal(energy.Central * grid.GramsPerKWh / 1000, grid.CarbonKg, 9);
            Assert.Equal(energy.High * grid.GramsPerKWh / 1000, grid.Carbon.High, 9);
        });
    }

    [Theory]
    [InlineData("training: { hours: 100, hardware: [{ device: T4 }] }")]
    [InlineData("training: { energyKWh: 100, hardware: [{ device: GPU }], country: FR }")]
    [InlineData("inference: { totalParametersB: 100, mixtureOfExperts: true, requestsPerYear: 1000 }")]
    [InlineData("inference: { model: Mistral 7B, requestsPerYear: 1000, country: DE }")]
    [InlineData("inference: { activeParametersB: 12, mixtureOfExperts: true, requestsPerYear: 1000 }")]
    public void No_input_is_told_without_its_unit(string scenario)
    {
        var estimate = Estimate(scenario);

        Assert.NotEmpty(estimate.Sensitivity);
        Assert.All(estimate.Sensitivity, influence => Assert.True(InputUnits.Of(influence.Input) is not null, influence.Input));
        Assert.All(
            estimate.Assumptions.Where(line => !line.En.Contains(".count:", StringComparison.Ordinal) && Regex.IsMatch(line.En, @"^[a-z]+\.[\w.\[\]]+: \d", RegexOptions.None, TimeSpan.FromSeconds(1))),
            line => Assert.Contains(InputUnits.Of(line.En[..line.En.IndexOf(':', StringComparison.Ordinal)])?.En ?? line.En + "?", line.En, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_estimate_says_what_it_covers_what_it_leaves_out_and_with_which_factors()
    {
        var estimate = Estimate("inference: { totalParametersB: 7, requestsPerYear: 10 }");

        Assert.NotEmpty(estimate.Scope);
        Assert.Contains(estimate.Excluded, line => line.En == "training: the scenario does not describe it");
        Assert.Contains(estimate.Excluded, line => line.En.Contains("input tokens", StringComparison.Ordinal));
        Assert.Equal("AuditService 1.0.0, 2026-11-30", estimate.Factors);
    }

    [Fact]
    public void What_a_kilogram_is_for_everybody_has_its_source()
    {
        var car = Estimate("training: { energyKWh: 1000, pue: 1, gridGramsPerKWh: 175 }").Equivalents[0];

        Assert.Equal(1000, car.Amount.Central, 6);
        Assert.StartsWith("km", car.Text.En, StringComparison.Ordinal);
        Assert.Equal("Green Algorithms, data 3.0", car.Source.Title);
    }

    [Theory]
    [InlineData("NVIDIA A100-SXM4-80GB", "NVIDIA A100 SXM")]
    [InlineData("Tesla T4", "NVIDIA T4")]
    [InlineData("GeForce RTX 4070", "NVIDIA RTX 4070")]
    [InlineData("RTX 4070 Ti", null)]
    [InlineData("RTX 4070 Laptop GPU", null)]
    [InlineData("RTX A1000", null)]
    [InlineData("TPUv3", "TPU v3")]
    [InlineData("un ordinateur", null)]
    public void Hardware_is_known_by_its_name_and_not_by_that_of_its_neighbour(string written, string? device) =>
        Assert.Equal(device, FootprintFactorsReader.Own.DeviceNamed(written)?.Name);

    [Theory]
    [InlineData(0.0153624, "0.0154 kWh", "15.4 Wh")]
    [InlineData(433_196, "433,196 kWh", "433 MWh")]
    [InlineData(64, "64.0 kWh", "64 kWh")]
    public void An_order_of_magnitude_has_three_digits_and_a_unit(double kilowattHours, string pretended, string told)
    {
        Assert.Equal(told, FootprintWords.Energy(Interval.Exactly(kilowattHours), Language.English));
        Assert.NotEqual(pretended, FootprintWords.Energy(Interval.Exactly(kilowattHours), Language.English));
    }

    [Fact]
    public void A_range_is_told_from_low_to_high_with_the_central_value() =>
        Assert.Equal("de 1,5 à 30 (4,25) kg CO2e", FootprintWords.Mass(new(1.5, 4.25, 30), Language.French));
}
