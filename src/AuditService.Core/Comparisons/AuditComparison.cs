using AuditService.Core.Audits;
using AuditService.Core.Scoring;

namespace AuditService.Core.Comparisons;

/// <summary>Two audits side by side. Made by <see cref="AuditComparer"/>.</summary>
/// <param name="Findings">Every finding of either audit, by rule, then subject.</param>
/// <param name="Criteria">Every criterion of either grid, in the later grid's order.</param>
/// <param name="Differences">What the two audits did not have in common to begin with.</param>
public sealed record AuditComparison(
    Audit Before,
    Audit After,
    IReadOnlyList<FindingChange> Findings,
    IReadOnlyList<CriterionMovement> Criteria,
    AuditDifferences Differences)
{
    /// <summary>True when the later audit says nothing that the earlier one did not.</summary>
    public bool IsNoChange => Findings.All(finding => finding.State == ChangeState.Unchanged) && Criteria.All(criterion => !criterion.Moves);

    public IEnumerable<FindingChange> In(ChangeState state) => Findings.Where(finding => finding.State == state);
}

/// <summary>A criterion before and after; null where one of the grids does not have it.</summary>
/// <param name="Causes">Of the findings that count for the criterion and changed.</param>
public sealed record CriterionMovement(string Criterion, CriterionScore? Before, CriterionScore? After, IReadOnlyList<Cause> Causes)
{
    /// <summary>Sums in another order differ in their last bits.</summary>
    private const double Rounding = 1e-9;

    /// <summary>How far the floor rose (0 to 1), or null where one of the two has none.</summary>
    public double? FloorChange => After?.Floor - Before?.Floor;

    /// <inheritdoc cref="FloorChange"/>
    public double? CeilingChange => After?.Ceiling - Before?.Ceiling;

    public bool Moves => Before?.Verdict != After?.Verdict || Differs(Before?.Floor, After?.Floor) || Differs(Before?.Ceiling, After?.Ceiling);

    private static bool Differs(double? before, double? after) => before is null != after is null || Math.Abs((after ?? 0) - (before ?? 0)) > Rounding;
}
