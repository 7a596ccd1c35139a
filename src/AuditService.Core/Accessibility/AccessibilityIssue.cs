using AuditService.Core.Audits;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Core.Accessibility;

/// <summary>
/// One failure as a record of its own: criteria and grids are views over such records. The same element failing the same test on several pages (a
/// header, a menu) is one record.
/// </summary>
/// <param name="Rule">Id of the rule, which names the test; the criterion's number for what an auditor found.</param>
/// <param name="Test">Number of the test; null for what an auditor found.</param>
/// <param name="Component">Selector of the element; empty where the whole page fails.</param>
/// <param name="Pages">Ids of the pages, in their order.</param>
/// <param name="Excerpts">What was seen, masked; a few.</param>
/// <param name="Remedy">How to mend it.</param>
/// <param name="Concerns">Whom it hinders, or null.</param>
/// <param name="Author">The auditor, or null for what the machine proved.</param>
public sealed record AccessibilityIssue(
    string Rule,
    string Criterion,
    string? Test,
    LocalizedText Title,
    string Component,
    IReadOnlyList<string> Pages,
    IReadOnlyList<string> Excerpts,
    AccessibilityImpact Impact,
    LocalizedText Remedy,
    LocalizedText? Concerns,
    string? Author)
{
    private const int MostExcerpts = 3;
    private const string RulePrefix = "RGAA-";

    /// <summary>The failures that the machine proved on the pages of the sample, in the order of the referential, then what auditors found beside them.</summary>
    public static IReadOnlyList<AccessibilityIssue> Of(Audit audit, AccessibilityGrid grid) => [.. Proven(audit, grid), .. Found(grid)];

    private static IEnumerable<AccessibilityIssue> Proven(Audit audit, AccessibilityGrid grid)
    {
        var names = grid.Pages.Select(page => page.Id).ToHashSet(StringComparer.Ordinal);
        var rules = audit.Findings.Select(finding => finding.Rule).DistinctBy(rule => rule.Id).ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        var seen =
            from page in RgaaGrid.Of(audit.Facts).Pages
            where names.Contains(page.Id)
            from test in page.Tests
            where test.Outcome == RgaaOutcome.NonCompliant
            from sighting in Sightings(audit.Facts, page.Id, test.Test)
            select (Page: page.Id, test.Test, Component: sighting.Where.Selector ?? "", Sighting: sighting);
        foreach (var issue in seen.GroupBy(sight => (sight.Test, sight.Component)).OrderBy(issue => RgaaTestId.Order(issue.Key.Test), StringComparer.Ordinal).ThenBy(issue => issue.Key.Component, StringComparer.Ordinal))
        {
            var number = RgaaTestId.Criterion(issue.Key.Test);
            if (grid.Referential.Find(number) is not { } criterion)
                continue;
            var rule = rules.GetValueOrDefault(RulePrefix + issue.Key.Test);
            yield return new(
                RulePrefix + issue.Key.Test,
                number,
                issue.Key.Test,
                issue.Select(sight => sight.Sighting.Detail).OfType<LocalizedText>().FirstOrDefault() ?? rule?.Title ?? criterion.Title,
                issue.Key.Component,
                [.. issue.Select(sight => sight.Page).Distinct(StringComparer.Ordinal)],
                [.. issue.Select(sight => sight.Sighting.Excerpt).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostExcerpts)],
                rule is null ? AccessibilityImpact.Major : ImpactOf(rule.Severity),
                rule?.Remedy.Text ?? criterion.Title,
                grid.Referential.ConcernOf(criterion),
                Author: null);
        }
    }

    /// <summary>A failure that only a person has seen: its title is what they say is to be mended, or that they did not say it.</summary>
    private static IEnumerable<AccessibilityIssue> Found(AccessibilityGrid grid) =>
        from cell in grid.Cells
        where cell is { Human: not null, Status: CriterionStatus.NonCompliant, Machine: not CriterionStatus.NonCompliant }
        group cell by (cell.Criterion.Number, cell.Changes) into same
        let first = same.First()
        select new AccessibilityIssue(
            first.Criterion.Number,
            first.Criterion.Number,
            Test: null,
            first.IsUndescribed ? new($"description manquante, « {first.Criterion.Title.Fr} » n'est pas tenu", $"no description, \"{first.Criterion.Title.En}\" is not met") : LocalizedText.Same(first.Changes),
            Component: "",
            [.. same.Select(cell => cell.Page.IsShared ? cell.Page.Name : cell.Page.Id)],
            [],
            AccessibilityImpact.Major,
            first.IsUndescribed
                ? new($"Demandez à {first.Human!.Author} ce qui est à corriger, et où : colonne « Modifications à apporter » de la grille, puis audit grid import.", $"Ask {first.Human!.Author} what is to be mended, and where: column \"Modifications à apporter\" of the grid, then audit grid import.")
                : LocalizedText.Same(first.Changes),
            grid.Referential.ConcernOf(first.Criterion),
            first.Human!.Author);

    /// <summary>The located failures of a test; one without a place where only the page is known to fail.</summary>
    internal static IReadOnlyList<Observation> Sightings(FactSet facts, string page, string test) =>
        facts.Find(new(SubjectKind.Page, page), $"page.rgaa.{test}.failures")?.Value is ObservationsValue { Items: { Count: > 0 } items }
            ? items
            : [new(Location.Element(page, selector: null))];

    private static AccessibilityImpact ImpactOf(Severity severity) => severity switch
    {
        Severity.Blocking => AccessibilityImpact.Blocking,
        Severity.Major => AccessibilityImpact.Major,
        _ => AccessibilityImpact.Minor,
    };
}

/// <summary>How much a failure hinders people.</summary>
public enum AccessibilityImpact
{
    Minor,
    Major,
    Blocking,
}
