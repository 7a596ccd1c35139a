namespace AuditService.Authoring.RulePacks;

/// <summary>A pack's <c>contradictions.yaml</c>, as written.</summary>
internal sealed record ContradictionsText
{
    public IReadOnlyList<ContradictionText> Contradictions { get; init; } = [];
}
