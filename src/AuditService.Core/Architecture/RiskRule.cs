namespace AuditService.Core.Architecture;

/// <summary>One rule over the graph of a system.</summary>
/// <param name="Id">Threagile's id, or one that starts with <c>ai-</c>.</param>
/// <param name="Find">The risks that it sees.</param>
public sealed record RiskRule(string Id, Func<SystemGraph, IEnumerable<ArchitectureRisk>> Find);
