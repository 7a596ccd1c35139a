namespace AuditService.Core.Architecture;

/// <summary>A risk that a rule sees in a model. Its words are in <c>rules/architecture-risks.yaml</c>, by <see cref="Rule"/>.</summary>
public sealed record ArchitectureRisk
{
    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Stable identity, as Threagile makes it: the rule and what it is about, joined by <c>@</c>. No title is in it.</summary>
    public required string Id { get; init; }

    public required Likelihood Likelihood { get; init; }

    public required Impact Impact { get; init; }

    public BreachProbability Breach { get; init; }

    /// <summary>The component that the risk is most about; null where it is about something else.</summary>
    public string? Component { get; init; }

    public string? Flow { get; init; }

    public string? Boundary { get; init; }

    public string? Runtime { get; init; }

    public string? Data { get; init; }

    /// <summary>Components whose data would leak.</summary>
    public IReadOnlyList<string> Breached { get; init; } = [];

    public RiskSeverity Severity => Of(Likelihood, Impact);

    /// <summary>What the risk is about, by its id: a component, else a boundary, a runtime or data.</summary>
    public string Subject => Component ?? Boundary ?? Runtime ?? Data ?? Flow ?? "";

    /// <summary>Likelihood times impact: up to 1 low, 3 medium, 8 elevated, 12 high, above critical.</summary>
    public static RiskSeverity Of(Likelihood likelihood, Impact impact) => ((int)likelihood * (int)impact) switch
    {
        <= 1 => RiskSeverity.Low,
        <= 3 => RiskSeverity.Medium,
        <= 8 => RiskSeverity.Elevated,
        <= 12 => RiskSeverity.High,
        _ => RiskSeverity.Critical,
    };
}
