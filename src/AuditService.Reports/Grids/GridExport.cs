using AuditService.Core.Accessibility;
using AuditService.Core.Audits;
using AuditService.Core.Rules;

namespace AuditService.Reports.Grids;

/// <summary>What a grid is written from.</summary>
/// <param name="AuditId">For the import to know what it fills.</param>
/// <param name="Project">Name of the project: the site of the grid.</param>
/// <param name="Day">The day of the audit.</param>
/// <param name="Preset">Null for all criteria.</param>
/// <param name="FollowUp">What became of the failures of an earlier audit; null where none is compared.</param>
public sealed record GridExport(
    string AuditId,
    string Project,
    DateOnly Day,
    AccessibilityGrid Grid,
    IReadOnlyList<AccessibilityIssue> Issues,
    FrameworkPreset? Preset = null,
    IReadOnlyList<IssueFollowUp>? FollowUp = null)
{
    /// <summary>What a person has to look at before the open tests can be settled.</summary>
    public IReadOnlyList<ElementToJudge> ToJudge { get; init; } = [];

    /// <param name="preset">Null for all criteria.</param>
    /// <param name="earlier">The audit whose failures are followed up; null for none.</param>
    public static GridExport Of(Audit audit, AccessibilityGrid grid, FrameworkPreset? preset, Audit? earlier) => new(
        audit.Id, audit.Project, audit.On, grid, AccessibilityIssue.Of(audit, grid), preset, earlier is null ? null : IssueFollowUp.Between(earlier.Facts, audit.Facts))
    {
        ToJudge = ElementToJudge.Of(audit, grid),
    };

    public IReadOnlyList<ReferentialCriterion> Criteria =>
        Preset is null ? Grid.Referential.Criteria : [.. Grid.Referential.Criteria.Where(criterion => Preset.Controls.Contains(criterion.Number))];

    public bool IsWhole => Criteria.Count == Grid.Referential.Criteria.Count;

    /// <summary>The author that the grid names: who filled it last.</summary>
    public string Auditors => string.Join(", ", Grid.Cells.Select(cell => cell.Human?.Author).OfType<string>().Distinct(StringComparer.Ordinal));
}
