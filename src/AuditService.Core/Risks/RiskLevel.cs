namespace AuditService.Core.Risks;

/// <summary>The level of a risk: acceptable as it is, tolerable under control, not acceptable.</summary>
public enum RiskLevel
{
    Low,
    Medium,
    High,
}
