using AuditService.Authoring.RulePacks;
using AuditService.Collectors.SourceCode;
using AuditService.Core;

namespace AuditService.Tests.Collectors.SourceCode;

public sealed class DetectorSamplesTests
{
    [Fact]
    public void Every_detector_of_the_house_finds_what_it_must_and_nothing_that_it_must_not()
    {
        var (library, _) = new RuleLibraryReader([]).Read([Repository.PathOf("rules")]);
        var problems = DetectorSamples.Verify(library.Rules.SelectMany(rule => rule.Detectors)).ToList();
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
    }

    [Fact]
    public void A_sample_that_is_missed_and_one_that_is_found_by_mistake_are_both_reported()
    {
        var detector = Some.Detector(@"\bdanger\(") with { MustMatch = ["danger(1)", "# danger(1)"], MustNotMatch = ["safe(1)", "danger(2)"] };
        Assert.Equal(2, DetectorSamples.Verify([detector]).Count());
    }

    [Fact]
    public void Random_text_of_a_sample_is_the_same_at_each_run_and_differs_between_places()
    {
        var filled = DetectorSamples.Filled("{random:30} {random:30} {hex:4}");
        Assert.Equal(DetectorSamples.Filled("{random:30} {random:30} {hex:4}"), filled);
        Assert.NotEqual(filled[..30], filled[31..61]);
        Assert.Matches("^[A-Za-z0-9]{30} [A-Za-z0-9]{30} [0-9a-f]{4}$", filled);
    }
}
