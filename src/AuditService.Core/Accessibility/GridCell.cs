namespace AuditService.Core.Accessibility;

/// <summary>One criterion on one page: what the machine proved, what a person says, and what counts.</summary>
/// <param name="Machine">What the machine proved: NC by a failing element, NA and C only where every test of the criterion is decided, else NT.</param>
/// <param name="MachineChanges">The failing elements in short; empty where none is proven.</param>
/// <param name="Human">The last entry of a person, or null.</param>
public sealed record GridCell(ReferentialCriterion Criterion, SamplePage Page, CriterionStatus Machine, string MachineChanges, GridEntry? Human)
{
    /// <summary>A person's verdict counts over the machine's.</summary>
    public CriterionStatus Status => Human?.Verdict.Status ?? Machine;

    public bool Derogation => Human?.Verdict.Derogation ?? false;

    public string Changes => Human?.Verdict.Changes ?? MachineChanges;

    public string DerogationComment => Human?.Verdict.DerogationComment ?? "";

    /// <summary>
    /// Content under derogation that has an accessible alternative does not apply any more (NA with D): the one ground on which a proven failure
    /// does not count.
    /// </summary>
    public bool IsExcused => Status == CriterionStatus.NotApplicable && Derogation;

    /// <summary>True where a person says something else than a failure that the machine has proven.</summary>
    public bool IsContradicted => Machine == CriterionStatus.NonCompliant && Status != CriterionStatus.NonCompliant && !IsExcused;

    /// <summary>A failure that nobody can mend: whoever found it did not say what it is.</summary>
    public bool IsUndescribed => Status == CriterionStatus.NonCompliant && string.IsNullOrWhiteSpace(Changes);

    public GridVerdict AsVerdict => new(Criterion.Number, Page.Id, Status, Derogation, Changes, DerogationComment);
}
