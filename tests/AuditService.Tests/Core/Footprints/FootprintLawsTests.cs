using AuditService.Core.Footprints;
using CsCheck;
using static AuditService.Tests.Core.Footprints.Scenarios;

namespace AuditService.Tests.Core.Footprints;

/// <summary>What holds for every scenario.</summary>
public sealed class FootprintLawsTests
{
    private static readonly string?[] Places = [null, "FR", "US", "SE", "PL", "MA"];

    private static readonly string?[] Machines = ["A100", "T4", "RTX 4090", "gpu", "cpu core"];

    private static readonly Gen<TrainingScenario> Trainings = Gen.Select(
        Gen.Double[0.01, 1e5], Of(Machines), Gen.Double[1, 64], Optional(1, 1000), Optional(0, 1), Optional(1, 3), Of(Places), Optional(0, 512),
        (hours, device, count, power, usage, pue, country, memory) => new TrainingScenario
        {
            Hours = hours,
            Hardware = [new() { Device = device, Count = Math.Floor(count), PowerW = power, Usage = usage }],
            Pue = pue,
            Country = country,
            MemoryGB = memory,
        });

    private static readonly Gen<InferenceScenario> Inferences = Gen.Select(
        Gen.Double[0.1, 2000], Optional(0.05, 1), Optional(1, 5000), Optional(1, 3), Of(Places), Gen.Double[0, 1e7], Optional(0.1, 60), Optional(1, 64),
        (total, share, tokens, pue, country, requests, latency, batch) => new InferenceScenario
        {
            TotalParametersB = total,
            ActiveParametersB = total * share,
            OutputTokens = tokens,
            Pue = pue,
            Country = country,
            RequestsPerYear = requests,
            LatencyS = latency,
            Batch = batch,
        });

    private static readonly Gen<FootprintScenario> Both = Gen.Select(Trainings, Inferences, (training, inference) => new FootprintScenario { Training = training, Inference = inference, Project = new() { Years = 3, Users = 40 } });

    [Fact]
    public void The_central_value_lies_between_the_low_and_the_high_one() => Both.Sample(scenario =>
    {
        var estimate = Estimate(scenario);
        foreach (var amount in Amounts(estimate.Training, estimate.Request, estimate.Year, estimate.Life!, estimate.LifePerUser!))
        {
            if (amount.Value is not { } value)
                Assert.False(string.IsNullOrWhiteSpace(amount.Why!.Fr) || string.IsNullOrWhiteSpace(amount.Why.En));
            else
                Assert.True(value.Low >= 0 && value.Low <= value.Central && value.Central <= value.High && double.IsFinite(value.High), value.ToString());
        }
    });

    [Fact]
    public void More_hours_never_cost_less() =>
        Gen.Select(Trainings, Gen.Double[1, 100]).Sample((training, times) => NeverLess(new() { Training = training }, new() { Training = training with { Hours = training.Hours * times } }));

    [Fact]
    public void A_site_with_more_losses_never_costs_less() => Gen.Select(Trainings, Gen.Double[1, 3], Gen.Double[0, 2]).Sample((training, pue, more) =>
        NeverLess(new() { Training = training with { Pue = pue } }, new() { Training = training with { Pue = pue + more } }));

    [Fact]
    public void More_tokens_never_cost_less() => Gen.Select(Inferences, Gen.Double[1, 5000], Gen.Double[0, 5000]).Sample((inference, tokens, more) =>
        NeverLess(new() { Inference = inference with { OutputTokens = tokens } }, new() { Inference = inference with { OutputTokens = tokens + more } }));

    [Fact]
    public void A_larger_model_never_costs_less() => Gen.Select(Inferences, Gen.Double[1, 20]).Sample((inference, times) =>
        NeverLess(new() { Inference = inference }, new() { Inference = inference with { TotalParametersB = inference.TotalParametersB * times, ActiveParametersB = inference.ActiveParametersB * times } }));

    [Fact]
    public void Saying_one_thing_more_never_widens_the_range() => Gen.Select(Trainings, Gen.Double[0.5, 1]).Sample((training, usage) =>
    {
        var silent = Known(Estimate(new FootprintScenario { Training = training with { Hardware = [training.Hardware[0] with { Usage = null }] } }).Training.EnergyKWh);
        var told = Known(Estimate(new FootprintScenario { Training = training with { Hardware = [training.Hardware[0] with { Usage = usage }] } }).Training.EnergyKWh);

        Assert.True(told.Low >= silent.Low * (1 - 1e-12) && told.High <= silent.High * (1 + 1e-12));
    });

    [Fact]
    public void Carbon_is_grams_a_kilowatt_hour_of_the_energy_with_losses() => Gen.Select(Trainings, Gen.Double[1, 2000]).Sample((training, grams) =>
    {
        var footprint = Estimate(new FootprintScenario { Training = training with { GridGramsPerKWh = grams } }).Training;

        Within(Central(footprint.EnergyKWh) * grams / 1000, 1e-9, Central(footprint.CarbonKg));
    });

    [Fact]
    public void A_year_is_its_trainings_and_its_requests() => Both.Sample(scenario =>
    {
        var estimate = Estimate(scenario);

        Within(Central(estimate.Training.EnergyKWh) + (Central(estimate.Request.EnergyKWh) * scenario.Inference!.RequestsPerYear!.Value), 1e-9, Central(estimate.Year.EnergyKWh));
        Within(3 * Central(estimate.Year.WaterL), 1e-9, Central(estimate.Life!.WaterL));
        Within(Central(estimate.Life.CarbonKg) / 40, 1e-9, Central(estimate.LifePerUser!.CarbonKg));
    });

    private static Gen<string?> Of(string?[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static Gen<double?> Optional(double least, double most) => Gen.Double[least, most].Nullable();

    private static void NeverLess(FootprintScenario before, FootprintScenario after)
    {
        var (less, more) = (Estimate(before), Estimate(after));
        foreach (var (one, other) in Amounts(less.Training, less.Request).Zip(Amounts(more.Training, more.Request)))
        {
            if (one.Value is not { } small)
                continue;
            var large = Known(other);
            Assert.True(large.Low >= small.Low * (1 - 1e-12) && large.Central >= small.Central * (1 - 1e-12) && large.High >= small.High * (1 - 1e-12), $"{small} became {large}");
        }
    }

    private static IEnumerable<Amount> Amounts(params IEnumerable<Footprint> footprints) =>
        footprints.SelectMany(footprint => new[] { footprint.EnergyKWh, footprint.CarbonKg, footprint.EmbodiedCarbonKg, footprint.WaterL });
}
