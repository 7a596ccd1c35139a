using AuditService.Authoring.RulePacks;
using AuditService.Core.Accessibility;

namespace AuditService.Tests.Rules;

public sealed class AccessibilityReferentialTests
{
    private static readonly Referential Rgaa = Referential.Find(new RuleLibraryReader([]).Read([Repository.PathOf("rules")], verify: false).Library.Frameworks, "4.1.2")!;

    [Fact]
    public void The_referential_has_106_criteria_in_13_themes_and_says_whom_each_concerns()
    {
        Assert.Equal(106, Rgaa.Criteria.Count);
        Assert.Equal(13, Rgaa.Criteria.Select(criterion => criterion.Theme).Distinct().Count());
        Assert.All(Rgaa.Criteria, criterion => Assert.NotNull(Rgaa.ConcernOf(criterion)));
        Assert.Equal("rgaa-4.1 4.1.2", Rgaa.Name);
    }

    [Fact]
    public void Its_presets_hold_25_50_and_106_criteria_each_within_the_next()
    {
        Assert.Equal([25, 50, 106], Rgaa.Presets.Select(preset => preset.Controls.Count));
        Assert.Empty(Rgaa.Presets[0].Controls.Except(Rgaa.Presets[1].Controls));
        Assert.Equal(Rgaa.Criteria.Select(criterion => criterion.Number), Rgaa.Presets[2].Controls);
    }

    [Fact]
    public void A_version_that_is_not_loaded_is_not_replaced_by_another() =>
        Assert.Null(Referential.Find(new RuleLibraryReader([]).Read([Repository.PathOf("rules")], verify: false).Library.Frameworks, "5.0"));
}
