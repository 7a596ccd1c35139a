namespace AuditService.Core.Comparisons;

/// <summary>Where a finding stood in an earlier audit of the project.</summary>
/// <param name="Id">Id of the finding.</param>
public sealed record EarlierFinding(string AuditId, DateTimeOffset StartedAt, string Id, Standing Standing);
