using AuditService.Core.Rules;

namespace AuditService.Tests.Rules;

/// <summary>RGESN 2024 as the house asks it, against the figures that the reference itself gives.</summary>
public sealed class EcodesignTests
{
    private static readonly int[] CriteriaByTheme = [10, 10, 7, 15, 8, 7, 4, 10, 7];

    private static IReadOnlyList<string> Reference => [.. CriteriaByTheme.SelectMany((count, theme) => Enumerable.Range(1, count).Select(number => $"{theme + 1}.{number}"))];

    [Fact]
    public void Every_criterion_of_the_reference_is_accounted_for_once()
    {
        var framework = WrittenDossier.Library.Frameworks.Single(known => known.Id == "rgesn-2024");

        Assert.Equal(78, Reference.Count);
        Assert.Equal(Reference, framework.Controls.Select(control => control.Id));
    }

    [Fact]
    public void A_criterion_is_asked_or_told_not_to_apply()
    {
        var asked = WrittenDossier.Library.QuestionSets.Single(set => set.Id == "ecodesign").Questions.Select(question => question.Criterion).OfType<string>().ToList();
        var outside = WrittenDossier.Library.Frameworks.Single(known => known.Id == "rgesn-2024").Controls.Where(control => control.Status == ControlStatus.OutOfScope).Select(control => control.Id);

        Assert.Equal(Reference.Order(StringComparer.Ordinal), asked.Concat(outside).Order(StringComparer.Ordinal));
    }

    /// <summary>30 criteria weigh 1.5, 29 weigh 1.25 and 19 weigh 1; the one that is not asked (7.4) weighs 1.5.</summary>
    [Fact]
    public void Weights_are_those_of_the_reference()
    {
        var weights = WrittenDossier.Library.QuestionSets.Single(set => set.Id == "ecodesign").Questions.Where(question => question.Criterion is not null).Select(question => question.Weight).ToList();

        Assert.Equal((29, 29, 19), (weights.Count(weight => weight.Equals(1.5)), weights.Count(weight => weight.Equals(1.25)), weights.Count(weight => weight.Equals(1.0))));
    }
}
