using AuditService.Core.Facts;

namespace AuditService.Core.Accessibility;

/// <summary>
/// The RGAA 4.1 grid of the sample of pages, read from the facts <c>page.rgaa.[test].outcome</c>. A test whose fact is not known is not tested.
/// Source of the arithmetic: RGAA 4.1, technical method and the official grid: rate = C / (C + NC), criteria that do not apply left out.
/// </summary>
public sealed record RgaaGrid(IReadOnlyList<RgaaPage> Pages)
{
    private const string Prefix = "page.rgaa.";
    private const string Suffix = ".outcome";

    public static RgaaGrid Of(FactSet facts)
    {
        var pages = new List<RgaaPage>();
        foreach (var subject in facts.Subjects(SubjectKind.Page))
        {
            var tests = facts.Of(subject)
                .Where(fact => fact.Key.StartsWith(Prefix, StringComparison.Ordinal) && fact.Key.EndsWith(Suffix, StringComparison.Ordinal))
                .Select(fact => Test(facts, subject, fact))
                .OrderBy(test => RgaaTestId.Order(test.Test), StringComparer.Ordinal)
                .ToList();
            var page = PageSubject.Of(subject);
            if (tests.Count > 0)
                pages.Add(new(page.Source, page.State, Text(facts, subject, "page.viewport") ?? page.Viewport, tests));
        }

        return new(pages);
    }

    /// <summary>The conformity rate, 0 to 1; null while one criterion is not decided on one page: a partial audit has no rate.</summary>
    public double? Rate => Criteria.Any(criterion => criterion.Value == CriterionState.Open) ? null : ProvenMaximum;

    /// <summary>The best rate that what is proven still allows: every open criterion counted as met. Null when nothing was decided, or nothing applies.</summary>
    public double? ProvenMaximum
    {
        get
        {
            var applicable = Criteria.Values.Where(state => state != CriterionState.NotApplicable).ToList();
            return applicable.TrueForAll(state => state == CriterionState.Open) ? null : 1 - ((double)applicable.Count(state => state == CriterionState.NonCompliant) / applicable.Count);
        }
    }

    private enum CriterionState
    {
        Compliant,
        NonCompliant,
        NotApplicable,
        Open,
    }

    private Dictionary<string, CriterionState> Criteria => Pages
        .SelectMany(page => page.Tests)
        .GroupBy(test => RgaaTestId.Criterion(test.Test), StringComparer.Ordinal)
        .ToDictionary(criterion => criterion.Key, criterion => StateOf([.. criterion.Select(test => test.Outcome)]), StringComparer.Ordinal);

    private static CriterionState StateOf(IReadOnlyList<RgaaOutcome> outcomes)
    {
        if (outcomes.Contains(RgaaOutcome.NonCompliant))
            return CriterionState.NonCompliant;
        if (outcomes.Any(outcome => outcome is RgaaOutcome.NeedsReview or RgaaOutcome.NotTested))
            return CriterionState.Open;
        return outcomes.All(outcome => outcome == RgaaOutcome.NotApplicable) ? CriterionState.NotApplicable : CriterionState.Compliant;
    }

    private static RgaaTest Test(FactSet facts, Subject page, Fact fact)
    {
        var id = fact.Key[Prefix.Length..^Suffix.Length];
        var outcome = fact.Value is TextValue { Value: var word } && Enum.TryParse<RgaaOutcome>(word, ignoreCase: true, out var known) ? known : RgaaOutcome.NotTested;
        var elements = facts.Find(page, $"{Prefix}{id}.elements")?.Value is NumberValue { Value: var count } ? (int)count
            : facts.Find(page, $"{Prefix}{id}.failures")?.Value is ObservationsValue { Total: var failures } ? failures
            : 0;
        return new(id, outcome, elements) { ToReview = facts.Find(page, $"{Prefix}{id}.toReview")?.Value as ObservationsValue };
    }

    private static string? Text(FactSet facts, Subject page, string key) => (facts.Find(page, key)?.Value as TextValue)?.Value;
}

/// <param name="Source">Path in the dossier, or URL.</param>
public sealed record RgaaPage(string Source, string State, string Viewport, IReadOnlyList<RgaaTest> Tests)
{
    /// <summary>Of the subject of its facts: the source alone only where it is the page as it loads, in the first window.</summary>
    public string Id => new PageSubject(Source, State, Viewport.Length > 0 ? Viewport : PageSubject.FirstViewport).Subject.Id;

    /// <summary>What the tests decide of their criteria: NC by one failing test; C and NA only where every test is decided; else NT.</summary>
    public IReadOnlyDictionary<string, CriterionStatus> Criteria => Tests
        .GroupBy(test => RgaaTestId.Criterion(test.Test), StringComparer.Ordinal)
        .ToDictionary(criterion => criterion.Key, criterion => Decided([.. criterion.Select(test => test.Outcome)]), StringComparer.Ordinal);

    private static CriterionStatus Decided(IReadOnlyList<RgaaOutcome> outcomes) =>
        outcomes.Contains(RgaaOutcome.NonCompliant) ? CriterionStatus.NonCompliant
        : outcomes.Any(outcome => outcome is RgaaOutcome.NeedsReview or RgaaOutcome.NotTested) ? CriterionStatus.NotTested
        : outcomes.All(outcome => outcome == RgaaOutcome.NotApplicable) ? CriterionStatus.NotApplicable
        : CriterionStatus.Compliant;
}

/// <param name="Elements">How many elements the test concerned.</param>
public sealed record RgaaTest(string Test, RgaaOutcome Outcome, int Elements)
{
    /// <summary>Elements for a person to judge one by one; null when the test names none.</summary>
    public ObservationsValue? ToReview { get; init; }
}

public enum RgaaOutcome
{
    Compliant,
    NonCompliant,
    NotApplicable,
    NeedsReview,
    NotTested,
}
