namespace AuditService.Core.Accessibility;

/// <summary>
/// The grid of an accessibility audit: every criterion of the referential on every page of the sample and on the shared elements. What counts is
/// what a person says; where nobody said anything, what the machine proved.
/// </summary>
/// <remarks>
/// The arithmetic is that of the official grid of RGAA 4.1.2: a criterion over the sample is <see cref="CriterionStatuses.Over"/>, the rate is
/// C / (C + NC). Untested shared elements count for nothing.
/// </remarks>
/// <param name="Version">Changes with every verdict: the place in the trail of the last one on this audit, 0 for none.</param>
public sealed record AccessibilityGrid(Referential Referential, IReadOnlyList<SamplePage> Pages, IReadOnlyList<GridCell> Cells, long Version)
{
    private const int MeanDecimals = 3;

    private readonly Lazy<ILookup<string, GridCell>> byCriterion = new(() => Cells.ToLookup(cell => cell.Criterion.Number, StringComparer.Ordinal));

    /// <param name="machine">What the machine saw on the pages, test by test.</param>
    /// <param name="changes">The failing elements of a criterion on a page in short.</param>
    /// <param name="entries">What people said of this audit, the oldest first.</param>
    public static AccessibilityGrid Of(
        Referential referential, IReadOnlyList<SamplePage> pages, RgaaGrid machine, Func<string, string, string> changes, IReadOnlyList<GridEntry> entries)
    {
        var said = new Dictionary<(string, string), GridEntry>();
        foreach (var entry in entries.Where(entry => entry.Referential == referential.Name))
            said[(entry.Verdict.Criterion, entry.Verdict.Page)] = entry;
        var seen = machine.Pages.ToDictionary(page => page.Id, page => page.Criteria, StringComparer.Ordinal);
        return new(
            referential,
            pages,
            [
                .. from page in pages.Prepend(SamplePage.Shared)
                   from criterion in referential.Criteria
                   let status = seen.GetValueOrDefault(page.Id)?.GetValueOrDefault(criterion.Number, CriterionStatus.NotTested) ?? CriterionStatus.NotTested
                   select new GridCell(
                       criterion, page, status, status == CriterionStatus.NonCompliant ? GridImport.Clean(changes(criterion.Number, page.Id)) : "", said.GetValueOrDefault((criterion.Number, page.Id))),
            ],
            entries is [.., var last] ? last.Sequence : 0);
    }

    /// <summary>The shared elements, then the pages of the sample.</summary>
    public IReadOnlyList<SamplePage> Columns => [SamplePage.Shared, .. Pages];

    public GridCell? Find(string criterion, string page) => byCriterion.Value[criterion].FirstOrDefault(cell => cell.Page.Id == page);

    /// <summary>How many verdicts of people count.</summary>
    public int HumanVerdicts => Cells.Count(cell => cell.Human is not null);

    /// <summary>The status of a criterion over the sample.</summary>
    public CriterionStatus StatusOf(ReferentialCriterion criterion) => CriterionStatuses.Over(Counted(criterion));

    /// <summary>The criteria that could still turn out otherwise: not failed, and not tested on some page of the sample.</summary>
    public IReadOnlyList<ReferentialCriterion> Left =>
        [.. Referential.Criteria.Where(criterion => Pages.Count == 0 || (StatusOf(criterion) != CriterionStatus.NonCompliant && Counted(criterion).Contains(CriterionStatus.NotTested)))];

    public int Count(CriterionStatus status) => Referential.Criteria.Count(criterion => StatusOf(criterion) == status);

    /// <summary>The share of criteria respected, 0 to 1: C / (C + NC). Null while one criterion is not tested, and where none applies.</summary>
    public double? Rate => Left.Count > 0 ? null : Share(Count(CriterionStatus.Compliant), Count(CriterionStatus.NonCompliant));

    /// <summary>Why there is no rate; null where there is one.</summary>
    public LocalizedText? RateWithheld => Rate is not null ? null
        : Pages.Count == 0 ? new("aucune page dans l'échantillon", "no page in the sample")
        : Left is { Count: > 0 } left ? new(
            $"{left.Count} critère(s) sur {Referential.Criteria.Count} restent à tester : un taux serait faux",
            $"{left.Count} of {Referential.Criteria.Count} criteria are left to test: a rate would be wrong")
        : new("aucun critère ne s'applique", "no criterion applies");

    /// <summary>The mean over the pages of C / (C + NC), rounded to a tenth of a percent; pages where nothing applies are left out. Null while one criterion is not tested on one page.</summary>
    public double? MeanRate
    {
        get
        {
            if (Cells.Any(cell => !cell.Page.IsShared && cell.Status == CriterionStatus.NotTested))
                return null;
            var rates = Pages
                .Select(page => Cells.Where(cell => cell.Page.Id == page.Id).ToLookup(cell => cell.Status))
                .Select(page => Share(page[CriterionStatus.Compliant].Count(), page[CriterionStatus.NonCompliant].Count()))
                .OfType<double>()
                .ToList();
            return rates.Count == 0 ? null : Math.Round(rates.Average(), MeanDecimals, MidpointRounding.AwayFromZero);
        }
    }

    /// <summary>
    /// The best rate that what is known still allows, 0 to 1: (T − N − F) / (T − N), with N the criteria known not to apply anywhere and F those with
    /// a failure, proven or found. A proven failure stays one whatever a person says, unless it is excused. Null where nothing is known or nothing applies.
    /// </summary>
    public double? ProvenMaximum
    {
        get
        {
            var notApplicable = Referential.Criteria.Count(criterion => Pages.Count > 0 && Counted(criterion).All(status => status == CriterionStatus.NotApplicable) && !IsFailed(criterion));
            var applicable = Referential.Criteria.Count - notApplicable;
            return applicable == 0 || Cells.All(cell => cell.Status == CriterionStatus.NotTested && cell.Machine == CriterionStatus.NotTested)
                ? null
                : (double)(applicable - Referential.Criteria.Count(IsFailed)) / applicable;
        }
    }

    /// <summary>The criteria with a failure that the machine has proven and nothing excuses.</summary>
    public IReadOnlyList<ReferentialCriterion> ProvenFailed => [.. Referential.Criteria.Where(criterion => byCriterion.Value[criterion.Number].Any(IsProvenFailure))];

    /// <summary>Where a person's verdict stands against a proven failure.</summary>
    public IReadOnlyList<GridCell> Contradictions => [.. Cells.Where(cell => cell.IsContradicted)];

    private bool IsFailed(ReferentialCriterion criterion) => byCriterion.Value[criterion.Number].Any(cell => cell.Status == CriterionStatus.NonCompliant || IsProvenFailure(cell));

    private static bool IsProvenFailure(GridCell cell) => cell.Machine == CriterionStatus.NonCompliant && !cell.IsExcused;

    private List<CriterionStatus> Counted(ReferentialCriterion criterion) =>
        [.. byCriterion.Value[criterion.Number].Where(cell => !cell.Page.IsShared || cell.Status != CriterionStatus.NotTested).Select(cell => cell.Status)];

    private static double? Share(int compliant, int nonCompliant) => compliant + nonCompliant == 0 ? null : (double)compliant / (compliant + nonCompliant);
}
