using static AuditService.Tests.Core.Footprints.Scenarios;

namespace AuditService.Tests.Core.Footprints;

/// <summary>Figures that were published elsewhere, met again from their own inputs.</summary>
public sealed class PublishedCasesTests
{
    private const double PrintedDigits = 0.0005;

    [Theory]
    // Luccioni, Viguier, Ligozat (2022): the dynamic part of BLOOM.
    [InlineData("BLOOM", "hours: 1082990, hardware: [{ powerW: 400, count: 1, usage: 1 }], pue: 1, gridGramsPerKWh: 57", 433_196, 24_690, 0.0002)]
    [InlineData("BLOOM, idle", "energyKWh: 256646, pue: 1, gridGramsPerKWh: 57", 256_646, 14_630, 0.0002)]
    // Meta: model cards of Llama 2 and Llama 3.1.
    [InlineData("Llama 2 7B", "hours: 184320, hardware: [{ powerW: 400, count: 1, usage: 1 }], pue: 1, gridGramsPerKWh: 423.45", 73_728, 31_220, 0.001)]
    [InlineData("Llama 2 13B", "hours: 368640, hardware: [{ powerW: 400, count: 1, usage: 1 }], pue: 1, gridGramsPerKWh: 423.45", 147_456, 62_440, 0.001)]
    [InlineData("Llama 2 70B", "hours: 1720320, hardware: [{ powerW: 400, count: 1, usage: 1 }], pue: 1, gridGramsPerKWh: 423.45", 688_128, 291_420, 0.001)]
    [InlineData("Llama 3.1 8B", "hours: 1460000, hardware: [{ powerW: 700, count: 1, usage: 1 }], pue: 1, gridGramsPerKWh: 411", 1_022_000, 420_000, 0.001)]
    [InlineData("Llama 3.1 70B", "hours: 7000000, hardware: [{ powerW: 700, count: 1, usage: 1 }], pue: 1, gridGramsPerKWh: 416", 4_900_000, 2_040_000, 0.002)]
    // Patterson et al. (2021).
    [InlineData("GPT-3 by its energy", "energyKWh: 1287000, pue: 1, gridGramsPerKWh: 429", 1_287_000, 552_100, 0.0002)]
    [InlineData("GPT-3 by its hardware", "hours: 355.2, hardware: [{ device: V100, count: 10000, powerW: 330, usage: 1 }], pue: 1.1, gridGramsPerKWh: 429", 1_287_000, 552_100, 0.002)]
    [InlineData("T5-11B", "hours: 480, hardware: [{ powerW: 310, count: 512, usage: 1 }], pue: 1.12, gridGramsPerKWh: 545", 85_700, 46_700, 0.01)]
    [InlineData("Meena", "hours: 720, hardware: [{ powerW: 289, count: 1024, usage: 1 }], pue: 1.09, gridGramsPerKWh: 415", 232_000, 96_400, 0.01)]
    [InlineData("Switch", "hours: 648, hardware: [{ powerW: 245, count: 1024, usage: 1 }], pue: 1.1, gridGramsPerKWh: 403", 179_000, 72_200, 0.025)]
    [InlineData("GShard", "hours: 74.4, hardware: [{ powerW: 288, count: 1024, usage: 1 }], pue: 1.09, gridGramsPerKWh: 200", 24_100, 4_800, 0.01)]
    // The form of Green Algorithms, memory counted.
    [InlineData("Green Algorithms", "hours: 24, hardware: [{ device: A100, count: 1, powerW: 300, usage: 1 }], memoryGB: 80, pue: 1.56, gridGramsPerKWh: 51.28", 12.3477, 0.63319, 0.0001)]
    public void A_published_training_is_met(string name, string training, double energyKWh, double carbonKg, double tolerance)
    {
        var ours = Estimate($"training: {{ {training} }}").Training;

        TestContext.Current.SendDiagnosticMessage($"{name}: {Central(ours.EnergyKWh)} kWh, {Central(ours.CarbonKg)} kg");
        Within(energyKWh, tolerance, Central(ours.EnergyKWh));
        Within(carbonKg, tolerance, Central(ours.CarbonKg));
    }

    [Fact]
    public void What_making_the_hardware_of_BLOOM_cost_is_met_from_its_own_assumptions()
    {
        var bloom = Estimate("training: { hours: 1082990, hardware: [{ powerW: 400, count: 1, usage: 1, embodiedKg: 462.5 }], lifetimeYears: 6, activeShare: 0.85, pue: 1, gridGramsPerKWh: 57 }");

        Within(11_200, 0.005, Central(bloom.Training.EmbodiedCarbonKg));
    }

    [Fact]
    public void What_making_the_hardware_of_BLOOM_cost_lies_within_the_range_of_our_own_assumptions()
    {
        var bloom = Known(Estimate("training: { hours: 1082990, hardware: [{ device: A100, count: 1 }], country: FR }").Training.EmbodiedCarbonKg);

        Assert.InRange(11_200, bloom.Low, bloom.High);
    }

    [Fact]
    public void The_request_of_EcoLogits_to_a_dense_model_is_met_with_its_water_counted_once()
    {
        var request = Estimate("inference: { totalParametersB: 7.3, activeParametersB: 7.3, bits: 16, outputTokens: 200, latencyS: 5, pue: 1.26, wueSite: 0.37, gridGramsPerKWh: 590.478, gridWaterLPerKWh: 5.04 }").Request;

        Within(0.0153624e-3, 1e-5, Central(request.EnergyKWh));
        Within(0.000723793e-3, 1e-5, Central(request.EmbodiedCarbonKg));
        Within(0.00979497e-3, 1e-5, Central(request.CarbonKg) + Central(request.EmbodiedCarbonKg));
        Within(0.0819379e-3, 1e-5, Central(request.WaterL));
    }

    [Fact]
    public void The_request_of_EcoLogits_to_a_mixture_of_experts_takes_two_accelerators()
    {
        var request = Estimate("inference: { totalParametersB: 46.7, activeParametersB: 12.9, bits: 16, outputTokens: 200, latencyS: 10, pue: 1.26, wueSite: 0.37, gridGramsPerKWh: 590.478, gridWaterLPerKWh: 5.04 }").Request;

        Within(0.0399412e-3, 1e-5, Central(request.EnergyKWh));
        Within(0.0263748e-3, 1e-5, Central(request.CarbonKg) + Central(request.EmbodiedCarbonKg));
    }

    [Fact]
    public void An_answer_of_Mistral_Large_2_in_Sweden_is_met()
    {
        var request = Estimate("inference: { model: Mistral Large 2, bits: 16, outputTokens: 400, pue: 1.16, gridGramsPerKWh: 35.82 }").Request;

        Within(0.01267e-3, PrintedDigits, Central(request.CarbonKg));
        Within(0.0411e-3, 0.002, Central(request.CarbonKg) + Central(request.EmbodiedCarbonKg));
    }
}
