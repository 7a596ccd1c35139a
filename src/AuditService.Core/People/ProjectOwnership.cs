namespace AuditService.Core.People;

/// <summary>Whose project it is.</summary>
/// <param name="Owner">Id of the person who submitted it first.</param>
public sealed record ProjectOwnership(string Project, string Organisation, string Owner);
