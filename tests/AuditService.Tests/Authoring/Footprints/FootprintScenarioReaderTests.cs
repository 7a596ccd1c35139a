using AuditService.Authoring.Footprints;
using AuditService.Core;

namespace AuditService.Tests.Authoring.Footprints;

public sealed class FootprintScenarioReaderTests
{
    [Theory]
    [InlineData("training: { hours: -3 }", "s.yaml:1:13: \"hours\" cannot be negative.")]
    [InlineData("training: { hours: 1e12 }", "s.yaml:1:13: \"hours\": 1000000000000 is not possible")]
    [InlineData("training: { hours: 200000, hardware: [{ device: A100, count: 8 }] }", "s.yaml:1:13: 200000 hours with several devices would last more than ten years")]
    [InlineData("training: { hours: 3, repeats: 0 }", "s.yaml:1:23: \"repeats\": 0 is not possible; expected more than 0")]
    [InlineData("training: { hours: 0 }", "s.yaml:1:13: \"hours\": 0 is not possible")]
    [InlineData("training: { hours: 3, hardware: [{ device: T4, count: 0 }] }", "s.yaml:1:48: \"count\": 0 is not possible")]
    [InlineData("inference: { totalParametersB: 7, latencyS: 0 }", "s.yaml:1:35: \"latencyS\": 0 is not possible")]
    [InlineData("inference: { totalParametersB: 7, latencyS: 1e7 }", "s.yaml:1:35: \"latencyS\": 10000000 is not possible")]
    [InlineData("inference: { totalParametersB: 7, outputTokens: .nan }", "s.yaml:1:49")]
    [InlineData("training: { hours: 3, hardware: [{ device: T4, usage: 80 }] }", "s.yaml:1:48: \"usage\": 80 is not possible; expected 0 to 1.")]
    [InlineData("training: { hours: 3, pue: 0.9 }", "s.yaml:1:23: \"pue\": 0.9 is not possible; expected 1 to 5.")]
    [InlineData("training: { hours: 3, gridGramsPerKWh: 0.057 }", "for 0.057 kg, write 57")]
    [InlineData("training: { hours: 3, country: Wakanda }", "s.yaml:1:23: \"Wakanda\" is no known country")]
    [InlineData("inference: { outputTokens: -1 }", "s.yaml:1:14: \"outputTokens\" cannot be negative.")]
    [InlineData("inference: { activeParametersB: 9, totalParametersB: 7 }", "\"activeParametersB\" cannot exceed \"totalParametersB\"")]
    [InlineData("inference: { outputTokes: 3 }", "did you mean \"outputTokens\"?")]
    [InlineData("inference: { outputTokens: many }", "\"many\": a number (with a decimal point) is expected here.")]
    [InlineData("project: { years: 3 }", "Nothing to estimate")]
    [InlineData("", "Nothing to estimate")]
    [InlineData("training: [", "Broken YAML")]
    public void A_mistake_is_told_at_its_place(string scenario, string told) =>
        Assert.Contains(Problems(scenario), problem => problem.Contains(told, StringComparison.Ordinal));

    [Fact]
    public void All_mistakes_are_told_at_once() =>
        Assert.Equal(4, Problems("{ training: { hours: -1, country: Wakanda, hardware: [{ device: Quantum }] }, inference: { outputTokens: -2, requestsPerYear: -3 } }").Count);

    [Theory]
    [InlineData("training: { hours: 3, hardware: [{ device: Quantum 9, powerW: 120 }] }")]
    [InlineData("training: { hours: 3, hardware: [{ device: RTX 9999 }] }")]
    [InlineData("training: { hours: 3, country: FRA }\ninference: { country: USA }")]
    [InlineData("training: { hours: 3, repeats: 0.5 }\ninference: { requestsPerYear: 0 }")]
    [InlineData("training: { }\ninference: { model: x }")]
    [InlineData("training: { hours: 30840000, hardware: [{ device: H100, count: 1 }], gridGramsPerKWh: 0 }")]
    public void What_can_be_is_no_mistake(string scenario) => Assert.Empty(Problems(scenario));

    private static List<string> Problems(string scenario)
    {
        var problems = new List<AuthorProblem>();
        new FootprintScenarioReader().Read(scenario, "s.yaml", problems);
        return [.. problems.Select(problem => problem.In(Language.English))];
    }
}
