namespace AuditService.Core.Architecture;

/// <summary>How likely an attack succeeds; the number is its weight.</summary>
public enum Likelihood
{
    Unlikely = 1,
    Likely = 2,
    VeryLikely = 3,
    Frequent = 4,
}

/// <summary>How bad it would be; the number is its weight.</summary>
public enum Impact
{
    Low = 1,
    Medium = 2,
    High = 3,
    VeryHigh = 4,
}

public enum RiskSeverity
{
    Low,
    Medium,
    Elevated,
    High,
    Critical,
}

/// <summary>How probable it is that data leak when the risk comes true.</summary>
public enum BreachProbability
{
    Improbable,
    Possible,
    Probable,
}
