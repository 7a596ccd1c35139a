using AuditService.Core.Accessibility;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Scoring;

namespace AuditService.Tests.Core.Accessibility;

/// <summary>Small grids, made of what a machine saw and what a person said.</summary>
internal static class SomeGrid
{
    public const string Audit = "a1";

    public static Referential Referential(params string[] criteria) =>
        new("rgaa-9 9.0", "9.0", [.. criteria.Select(number => new ReferentialCriterion(number, number.Split('.')[0] + " Thème", new($"Critère {number}", $"Criterion {number}")))], [], []);

    /// <param name="machine">Page, then test by test what the machine saw.</param>
    public static AccessibilityGrid Of(Referential referential, IReadOnlyList<string> pages, IReadOnlyList<(string Page, string Test, RgaaOutcome Outcome)> machine, params GridVerdict[] said)
    {
        GridEntry? last = null;
        var entries = said.Select(verdict => last = GridEntry.After(last, Audit, referential.Name, verdict, "Anne", DateTimeOffset.UnixEpoch, "f")).ToList();
        return AccessibilityGrid.Of(
            referential,
            SamplePage.Numbered([.. pages.Select(page => (page, page))]),
            new([.. machine.GroupBy(seen => seen.Page).Select(page => new RgaaPage(page.Key, "initial", "", [.. page.Select(seen => new RgaaTest(seen.Test, seen.Outcome, 1))]))]),
            (criterion, page) => $"{criterion} on {page}",
            entries);
    }

    /// <summary>An audit that found these facts and nothing else.</summary>
    public static Audit AuditWith(params Fact[] facts) => new()
    {
        Id = Audit,
        Project = "Essai <script>",
        Snapshot = Snapshot.Of("some", [], []),
        HasManifest = true,
        StartedAt = DateTimeOffset.UnixEpoch,
        FinishedAt = DateTimeOffset.UnixEpoch,
        On = new(2026, 11, 29),
        Tools = new("1.0", null, null, "9.0", "test", []),
        Steps = [],
        Facts = new([.. facts.Select(fact => fact.Subject).Distinct()], facts),
        Findings = [],
        Scorecard = new Scorer(Some.Scheme).Score(["C1"], []),
    };
}
