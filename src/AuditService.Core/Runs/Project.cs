namespace AuditService.Core.Runs;

/// <summary>What is audited again and again: the dossier of one project, of one owner in one organisation.</summary>
/// <param name="Owner">Id of the person whose project it is.</param>
public sealed record Project(string Id, string Name, string Organisation, string Owner, DateTimeOffset CreatedAt);
