namespace AuditService.Core.Architecture;

/// <summary>All rules, and what they say together.</summary>
public static class RiskRules
{
    public static IReadOnlyList<RiskRule> All { get; } =
    [
        .. DevelopmentRules.All, .. WebRules.All, .. InjectionRules.All, .. AccessRules.All, .. IsolationRules.All, .. ProtectionRules.All, .. ModelQualityRules.All, .. AiRules.All,
    ];

    /// <summary>The risks of a system, each once a subject, the worst first and then by identity.</summary>
    public static IReadOnlyList<ArchitectureRisk> Find(SystemGraph graph) =>
    [
        .. All.SelectMany(rule => rule.Find(graph))
            .GroupBy(risk => (risk.Id, risk.Subject))
            .Select(same => same.OrderByDescending(risk => (int)risk.Impact * (int)risk.Likelihood).First())
            .OrderByDescending(risk => risk.Severity)
            .ThenBy(risk => risk.Id, StringComparer.Ordinal)
            .ThenBy(risk => risk.Subject, StringComparer.Ordinal),
    ];
}
