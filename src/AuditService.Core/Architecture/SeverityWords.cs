namespace AuditService.Core.Architecture;

/// <summary>Severities as readers see them; the ids are Threagile's.</summary>
public static class SeverityWords
{
    public static LocalizedText Of(RiskSeverity severity) => severity switch
    {
        RiskSeverity.Low => new("faible", "low"),
        RiskSeverity.Medium => new("moyenne", "medium"),
        RiskSeverity.Elevated => new("notable", "elevated"),
        RiskSeverity.High => new("élevée", "high"),
        _ => new("critique", "critical"),
    };
}
