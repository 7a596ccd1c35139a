using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Brings the proofs of all RGAA tests together: by page, over the interface, and against what the accessibility statement claims. Where a test
/// could not be run, "no failure" is not known; one proven failure is.
/// </summary>
internal sealed class RgaaProof : ICrossCheck
{
    private const string Prefix = "page.rgaa.";
    private const string Outcome = ".outcome";
    private const string Failures = ".failures";
    private const int MaximumObservations = 50;
    private const double Percent = 100;

    public CollectorIdentity Identity { get; } = new("rgaa-proof", 3);

    public IReadOnlyCollection<string> States { get; } = ["page.rgaaFailures", "accessibility.failedTests", "accessibility.provenMaximum", "accessibility.unlistedFailures"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var failed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var isWhole = true;
        foreach (var page in facts.Subjects(SubjectKind.Page))
        {
            var tests = facts.Of(page).Where(IsOutcome).ToList();
            var failing = tests.Where(test => test.Value is TextValue { Value: "nonCompliant" }).ToList();
            foreach (var test in failing)
                failed[RgaaTestId.Order(TestOf(test))] = TestOf(test);
            // A page of which no test is known was not looked at, whatever the reason: it may not be in the dossier.
            var open = tests.Find(CouldNotRun) ?? (tests.TrueForAll(test => test.Value is null) ? tests.FirstOrDefault() : null);
            isWhole &= tests.Count > 0 && open is null;
            if (failing.Count > 0)
                yield return state.Compared(page, "page.rgaaFailures", Together(facts, page, failing));
            else if (tests.Count == 0 || open is not null)
                yield return state.Unknown(page, "page.rgaaFailures", "page.rgaa", open);
            else
                yield return state.Compared(page, "page.rgaaFailures", new ObservationsValue([]));
        }

        var grid = RgaaGrid.Of(facts);
        yield return failed.Count > 0 || isWhole && grid.Pages.Count > 0
            ? state.Compared(Subject.Dossier, "accessibility.failedTests", new TextListValue([.. failed.Values]))
            : state.Unknown(Subject.Dossier, "accessibility.failedTests", DerivedFacts.NotStated("page.rgaa"));
        yield return grid.ProvenMaximum is { } maximum
            ? state.Compared(Subject.Dossier, "accessibility.provenMaximum", new NumberValue(Math.Round(maximum * Percent, 1)))
            : state.Unknown(Subject.Dossier, "accessibility.provenMaximum", DerivedFacts.NotStated("page.rgaa"));
        yield return Unlisted(state, facts, failed.Values);
    }

    /// <summary>A test that no machine runs leaves nothing to wait for; one that could not run this time does.</summary>
    private static bool CouldNotRun(Fact outcome) => outcome.Why?.Because is UnavailableBecause.NoBrowser or UnavailableBecause.TimedOut or UnavailableBecause.CollectorFailed
        or UnavailableBecause.RefusedByLimit or UnavailableBecause.Unreadable;

    private static bool IsOutcome(Fact fact) => fact.Key.StartsWith(Prefix, StringComparison.Ordinal) && fact.Key.EndsWith(Outcome, StringComparison.Ordinal);

    private static string TestOf(Fact outcome) => outcome.Key[Prefix.Length..^Outcome.Length];

    /// <summary>The failing elements of all tests in the order of the reference, each with its test; a test without a located element counts once.</summary>
    private static ObservationsValue Together(FactSet facts, Subject page, IEnumerable<Fact> failing)
    {
        var items = new List<Observation>();
        var total = 0;
        foreach (var test in failing.OrderBy(test => RgaaTestId.Order(TestOf(test)), StringComparer.Ordinal))
        {
            var id = TestOf(test);
            var named = new LocalizedText($"test {id}", $"test {id}");
            var seen = facts.Find(page, $"{Prefix}{id}{Failures}")?.Value as ObservationsValue ?? new ObservationsValue([]);
            items.AddRange(seen.Items.Select(item => item with { Detail = item.Detail is { } detail ? new($"test {id} : {detail.Fr}", $"test {id}: {detail.En}") : named }));
            total += Math.Max(seen.Total, 1);
            if (seen.Total == 0)
                items.Add(new(Location.Element(page.Id, null), Detail: named));
        }

        return new([.. items.Take(MaximumObservations)], total);
    }

    /// <summary>The criteria that fail on the pages and that the statement, which numbers those that it admits, does not name.</summary>
    private static Fact Unlisted(DerivedFacts state, FactSet facts, IReadOnlyCollection<string> failed)
    {
        const string key = "accessibility.unlistedFailures";
        const string listedKey = "accessibility.statementCriteria";
        var listed = facts.Find(Subject.Dossier, listedKey);
        return listed?.Value is TextListValue { Values: var named }
            ? state.Compared(Subject.Dossier, key, new TextListValue([.. failed.Select(RgaaTestId.Criterion).Distinct(StringComparer.Ordinal).Except(named, StringComparer.Ordinal)]))
            : state.Unknown(Subject.Dossier, key, listedKey, listed);
    }
}
