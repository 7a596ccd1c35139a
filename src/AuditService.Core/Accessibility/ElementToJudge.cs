using AuditService.Core.Audits;
using AuditService.Core.Facts;

namespace AuditService.Core.Accessibility;

/// <summary>
/// One thing that a person has to look at before an open test can be settled: an element, or the page where the test names none. The same element
/// open for the same test on several pages (a header, a menu) is one record.
/// </summary>
/// <param name="Title">What the test asks for, in our own words.</param>
/// <param name="Status">What counts for the criterion where the element stands: a failure of another test may have settled it.</param>
/// <param name="Pages">Ids of the pages, in their order.</param>
/// <param name="Component">Selector of the element; empty for the page as a whole.</param>
/// <param name="Excerpt">Start of its source, masked; empty for the page as a whole.</param>
/// <param name="Evidence">What was seen of it, and what is asked; null where nothing was.</param>
public sealed record ElementToJudge(
    string Criterion, string Test, LocalizedText Title, CriterionStatus Status, IReadOnlyList<string> Pages, string Component, string Excerpt, LocalizedText? Evidence)
{
    private const string RulePrefix = "RGAA-";

    /// <summary>Everything that is open on the pages of the sample where no person has said anything, in the order of the referential.</summary>
    public static IReadOnlyList<ElementToJudge> Of(Audit audit, AccessibilityGrid grid)
    {
        var titles = audit.Findings.Select(finding => finding.Rule).DistinctBy(rule => rule.Id).ToDictionary(rule => rule.Id, rule => rule.Title, StringComparer.Ordinal);
        var open =
            from page in RgaaGrid.Of(audit.Facts).Pages
            from test in page.Tests
            where test.Outcome is RgaaOutcome.NeedsReview or RgaaOutcome.NotTested
            let criterion = grid.Referential.Find(RgaaTestId.Criterion(test.Test))
            where criterion is not null
            let cell = grid.Find(criterion!.Number, page.Id)
            where cell is { Human: null }
            from seen in Seen(audit.Facts, page.Id, test)
            select (Criterion: criterion!, test.Test, cell!.Status, Page: page.Id, seen.Component, seen.Excerpt, seen.Evidence);
        return
        [
            .. open.GroupBy(seen => (seen.Test, seen.Status, seen.Component, seen.Excerpt, Evidence: seen.Evidence?.Fr))
                .Select(same => (First: same.First(), Pages: same.Select(seen => seen.Page).Distinct(StringComparer.Ordinal).ToList()))
                .OrderBy(same => RgaaTestId.Order(same.First.Test), StringComparer.Ordinal)
                .Select(same => new ElementToJudge(
                    same.First.Criterion.Number, same.First.Test, titles.GetValueOrDefault(RulePrefix + same.First.Test) ?? same.First.Criterion.Title, same.First.Status, same.Pages, same.First.Component, same.First.Excerpt, same.First.Evidence)),
        ];
    }

    private static IEnumerable<(string Component, string Excerpt, LocalizedText? Evidence)> Seen(FactSet facts, string page, RgaaTest test)
    {
        if (test.ToReview is not { Items: { Count: > 0 } items, Total: var total })
        {
            yield return ("", "", facts.Find(new(SubjectKind.Page, page), $"page.rgaa.{test.Test}.outcome")?.Why?.Detail);
            yield break;
        }

        foreach (var item in items)
            yield return (item.Where.Selector ?? "", item.Excerpt ?? "", item.Detail);
        if (total > items.Count)
            yield return ("", "", new($"et {total - items.Count} autre(s) élément(s) de cette page, à relever avec audit scan page", $"and {total - items.Count} other element(s) of this page, to be listed with audit scan page"));
    }
}
