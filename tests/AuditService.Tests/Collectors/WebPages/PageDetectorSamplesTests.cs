using AngleSharp.Html.Parser;
using AuditService.Authoring.RulePacks;
using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.WebPages;

public sealed class PageDetectorSamplesTests
{
    [Fact]
    public void Every_selector_of_a_rule_finds_its_samples_and_leaves_the_others()
    {
        var library = new RuleLibraryReader([]).Read([Repository.PathOf("rules")], verify: false).Library;
        var detectors = library.Detectors.Where(detector => detector.In == DetectIn.Page).ToList();

        Assert.NotEmpty(detectors);
        foreach (var detector in detectors)
        {
            Assert.All(detector.MustMatch, sample => Assert.True(Finds(detector, sample), $"{detector.Rule} misses {sample}"));
            Assert.All(detector.MustNotMatch, sample => Assert.False(Finds(detector, sample), $"{detector.Rule} finds {sample}"));
        }
    }

    private static bool Finds(Detector detector, string html)
    {
        var found = new HtmlParser().ParseDocument(html).QuerySelectorAll(detector.Pattern);
        return found.Any(element => detector.Unless is null || !element.Matches(detector.Unless));
    }
}
