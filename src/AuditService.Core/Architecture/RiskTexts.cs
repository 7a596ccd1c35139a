using System.Collections.Frozen;

namespace AuditService.Core.Architecture;

/// <summary>The words of the architecture rules: <c>rules/architecture-risks.yaml</c>.</summary>
public sealed record RiskTexts
{
    private readonly Lazy<FrozenDictionary<string, RiskText>> byId;

    public RiskTexts()
    {
        byId = new(() => Risks.ToFrozenDictionary(text => text.Id, StringComparer.Ordinal));
    }

    public string Version { get; init; } = "";

    public DateOnly? Date { get; init; }

    /// <summary>Editions of the catalogues that references cite.</summary>
    public string Editions { get; init; } = "";

    public IReadOnlyList<RiskText> Risks { get; init; } = [];

    /// <summary>The words of a rule; the verifier of the file proves that each rule has some.</summary>
    public RiskText Of(string rule) => byId.Value[rule];
}

public sealed record RiskText
{
    public SourcePosition? At { get; init; }

    public string Id { get; init; } = "";

    public LocalizedText Title { get; init; } = LocalizedText.Same("");

    public LocalizedText Remedy { get; init; } = LocalizedText.Same("");

    /// <summary>STRIDE class.</summary>
    public string Stride { get; init; } = "";

    public int? Cwe { get; init; }

    /// <summary>It describes a model that may be incomplete: a question to its author before it is a risk.</summary>
    public bool Asks { get; init; }

    public IReadOnlyList<string> References { get; init; } = [];
}
