using AuditService.Core.Rules;

namespace AuditService.Core.Accessibility;

/// <summary>A version of an accessibility referential: its criteria in their order. Data of <c>rules/frameworks</c>, so that the next version is a file, not code.</summary>
/// <param name="Name">As an audit is pinned to it and as grids name it: <c>rgaa-4.1 4.1.2</c>.</param>
public sealed record Referential(string Name, string Version, IReadOnlyList<ReferentialCriterion> Criteria, IReadOnlyList<FrameworkPreset> Presets, IReadOnlyList<FrameworkGroup> Groups)
{
    private const string Family = "rgaa";

    /// <summary>The referential of this version among the loaded frameworks, or null when none of them is it. The list of its tests is another framework, without criteria.</summary>
    /// <param name="version">What the audit is pinned to.</param>
    public static Referential? Find(IEnumerable<Framework> frameworks, string version) =>
        frameworks.FirstOrDefault(framework => framework.Id.StartsWith(Family, StringComparison.Ordinal) && framework.Version == version && framework.Controls.Any(control => IsCriterion(control.Id))) is { } found ? Of(found) : null;

    public static Referential Of(Framework framework) => new(
        $"{framework.Id} {framework.Version}",
        framework.Version,
        [.. framework.Controls.Where(control => IsCriterion(control.Id)).Select(control => new ReferentialCriterion(control.Id, control.Group, control.Title))],
        framework.Presets,
        framework.Groups);

    public ReferentialCriterion? Find(string number) => Criteria.FirstOrDefault(criterion => criterion.Number == number);

    /// <summary>Whom a failure of this criterion hinders, or null where the referential does not say.</summary>
    public LocalizedText? ConcernOf(ReferentialCriterion criterion) => Groups.FirstOrDefault(group => group.Id == criterion.Theme)?.Concerns;

    /// <summary>Numbers with a point only: a framework may hold controls of other kinds beside its criteria.</summary>
    private static bool IsCriterion(string id) => id.Split('.') is [var theme, var criterion] && theme.All(char.IsAsciiDigit) && criterion.All(char.IsAsciiDigit) && theme.Length > 0 && criterion.Length > 0;
}

/// <param name="Number">Theme and criterion: <c>1.10</c>.</param>
/// <param name="Theme">Number and name of the theme.</param>
/// <param name="Title">The compliant state, in our own words.</param>
public sealed record ReferentialCriterion(string Number, string Theme, LocalizedText Title);
