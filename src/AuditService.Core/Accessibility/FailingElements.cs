using AuditService.Core.Facts;

namespace AuditService.Core.Accessibility;

/// <summary>The failing elements of a criterion on a page in a few lines, for the column "Modifications à apporter". In French, as the grid is.</summary>
public static class FailingElements
{
    private const int MostElements = 5;
    private const int LongestLine = 300;

    public static string Of(FactSet facts, string criterion, string page)
    {
        var lines = new List<string>();
        foreach (var test in facts.Of(new(SubjectKind.Page, page)).Select(fact => TestOf(fact)).OfType<string>().Where(test => RgaaTestId.Criterion(test) == criterion).OrderBy(RgaaTestId.Order, StringComparer.Ordinal))
        {
            var sightings = AccessibilityIssue.Sightings(facts, page, test);
            var total = facts.Find(new(SubjectKind.Page, page), $"page.rgaa.{test}.failures")?.Value is ObservationsValue { Total: var counted } ? Math.Max(counted, sightings.Count) : sightings.Count;
            lines.Add($"Test {test}, {total} élément(s) :");
            lines.AddRange(sightings.Take(MostElements).Select(sighting => Cut("• " + string.Join(" — ", new[] { sighting.Where.Selector ?? "la page", sighting.Detail?.Fr, sighting.Excerpt }.OfType<string>()))));
            if (total > MostElements)
                lines.Add($"• et {total - Math.Min(MostElements, sightings.Count)} autre(s)");
        }

        return string.Join('\n', lines);
    }

    private static string? TestOf(Fact fact) =>
        fact is { Value: TextValue { Value: "nonCompliant" } } && fact.Key.StartsWith("page.rgaa.", StringComparison.Ordinal) && fact.Key.EndsWith(".outcome", StringComparison.Ordinal)
            ? fact.Key["page.rgaa.".Length..^".outcome".Length]
            : null;

    private static string Cut(string line) => line.Length > LongestLine ? line[..LongestLine] + "…" : line;
}
