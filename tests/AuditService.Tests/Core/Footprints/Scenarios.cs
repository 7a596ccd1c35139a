using AuditService.Authoring.Footprints;
using AuditService.Core;
using AuditService.Core.Footprints;

namespace AuditService.Tests.Core.Footprints;

/// <summary>Estimates of scenarios as authors write them, with the factors that travel in the program.</summary>
internal static class Scenarios
{
    public static FootprintEstimate Estimate(string yaml)
    {
        var problems = new List<AuthorProblem>();
        var scenario = new FootprintScenarioReader().Read(yaml, "scenario.yaml", problems);
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
        return Estimate(scenario);
    }

    public static FootprintEstimate Estimate(FootprintScenario scenario) => new FootprintEstimator(FootprintFactorsReader.Own).Estimate(scenario);

    public static double Central(Amount amount) => Known(amount).Central;

    public static Interval Known(Amount amount)
    {
        Assert.True(amount.Value is not null, amount.Why?.En);
        return amount.Value.Value;
    }

    public static void Within(double published, double share, double ours) =>
        Assert.True(Math.Abs(ours - published) <= share * published, $"{ours} is not within {share:P2} of {published}");
}
