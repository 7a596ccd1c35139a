using AuditService.Core.Facts;

namespace AuditService.Core.Accessibility;

/// <summary>What became of a failure between an audit and its re-audit, page by page.</summary>
/// <param name="Rule">Id of the rule, which names the test.</param>
/// <param name="Page">Id of the page.</param>
/// <param name="Component">Selector of the element; empty where the whole page fails.</param>
/// <remarks>
/// Matched by page, component and rule, never by criterion: another failure of the same criterion neither hides nor revives one. Only proven
/// failures are followed; what auditors wrote has no component to find again.
/// </remarks>
public sealed record IssueFollowUp(string Rule, string Page, string Component, IssueFate Fate)
{
    public static IReadOnlyList<IssueFollowUp> Between(FactSet before, FactSet after)
    {
        var (old, now) = (Failures(before), Failures(after));
        var tested = RgaaGrid.Of(after).Pages
            .SelectMany(page => page.Tests.Where(test => test.Outcome is not (RgaaOutcome.NotTested or RgaaOutcome.NeedsReview) && IsWhole(after, page.Id, test.Test)).Select(test => (RuleOf(test.Test), page.Id)))
            .ToHashSet();
        return
        [
            .. old.Union(now)
                .OrderBy(failure => failure.Page, StringComparer.Ordinal)
                .ThenBy(failure => RgaaTestId.Order(failure.Rule[RulePrefix.Length..]), StringComparer.Ordinal)
                .ThenBy(failure => failure.Component, StringComparer.Ordinal)
                .Select(failure => new IssueFollowUp(
                    failure.Rule,
                    failure.Page,
                    failure.Component,
                    now.Contains(failure) ? old.Contains(failure) ? IssueFate.StillThere : IssueFate.New
                    : tested.Contains((failure.Rule, failure.Page)) ? IssueFate.Corrected
                    : IssueFate.NotTestedAgain)),
        ];
    }

    private const string RulePrefix = "RGAA-";

    private static string RuleOf(string test) => RulePrefix + test;

    private static HashSet<(string Rule, string Page, string Component)> Failures(FactSet facts) =>
    [
        .. from page in RgaaGrid.Of(facts).Pages
           from test in page.Tests
           where test.Outcome == RgaaOutcome.NonCompliant
           from sighting in AccessibilityIssue.Sightings(facts, page.Id, test.Test)
           select (RuleOf(test.Test), page.Id, sighting.Where.Selector ?? ""),
    ];

    /// <summary>Where failures were counted and not all kept, one that is not among those kept may be among the others.</summary>
    private static bool IsWhole(FactSet facts, string page, string test) =>
        facts.Find(new(SubjectKind.Page, page), $"page.rgaa.{test}.failures")?.Value is not ObservationsValue failures || failures.Items.Count >= failures.Total;
}

public enum IssueFate
{
    Corrected,
    StillThere,
    New,

    /// <summary>The page or the test was not looked at again, or not to its end: nothing shows that it was mended.</summary>
    NotTestedAgain,
}
