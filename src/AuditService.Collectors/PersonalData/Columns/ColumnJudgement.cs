namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>What was decided about one column, and what it only looks like.</summary>
/// <param name="Found">The surest first; empty for a column that holds no personal data.</param>
/// <param name="Dismissed">Categories that its header or its values suggest, each with the reason why it is not one.</param>
public sealed record ColumnJudgement(IReadOnlyList<ColumnCategory> Found, IReadOnlyList<DismissedCategory> Dismissed);
