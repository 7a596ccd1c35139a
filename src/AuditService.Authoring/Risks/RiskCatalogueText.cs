using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Risks;

namespace AuditService.Authoring.Risks;

/// <summary>The keys of <c>risks.yaml</c>, as written.</summary>
internal sealed record RiskCatalogueText
{
    public string? Version { get; init; }

    public string? Editions { get; init; }

    public EvidenceGrade? Proof { get; init; }

    public IReadOnlyDictionary<string, int?> Maturities { get; init; } = new Dictionary<string, int?>(StringComparer.Ordinal);

    public IReadOnlyList<LocalizedText> Gravities { get; init; } = [];

    public IReadOnlyList<LocalizedText> Likelihoods { get; init; } = [];

    public GridText? Grid { get; init; }

    public IReadOnlyList<ValueText> Values { get; init; } = [];

    public IReadOnlyList<SourceText> Sources { get; init; } = [];

    public IReadOnlyList<EventText> Events { get; init; } = [];

    public IReadOnlyList<ScenarioText> Scenarios { get; init; } = [];

    public IReadOnlyList<CatalogueText> Catalogues { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record GridText
{
    public string? Name { get; init; }

    public IReadOnlyList<IReadOnlyList<RiskLevel>> Levels { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record CircumstanceText
{
    public SubjectKind ForEach { get; init; }

    public YamlNode? When { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record ValueText
{
    public string? Id { get; init; }

    public LocalizedText? Title { get; init; }

    /// <summary>One is enough.</summary>
    public IReadOnlyList<CircumstanceText> Present { get; init; } = [];

    public IReadOnlyList<SubjectKind> Supports { get; init; } = [];

    public ArchitectureShare Architecture { get; init; }

    public SeenText? Seen { get; init; }

    public IReadOnlyList<NeedText> Needs { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record SeenText
{
    public IReadOnlyList<string> Technologies { get; init; } = [];

    public bool Proves { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record NeedText
{
    public ProtectionNeed? Need { get; init; }

    public int? Level { get; init; }

    public SubjectKind ForEach { get; init; }

    public YamlNode? When { get; init; }

    public LocalizedText? Why { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record SourceText
{
    public string? Id { get; init; }

    public LocalizedText? Title { get; init; }

    public LocalizedText? Objective { get; init; }

    public int? Pertinence { get; init; }

    /// <summary>A circumstance (<c>forEach</c>, <c>when</c>), or a condition on the dossier.</summary>
    public YamlNode? When { get; init; }

    public LocalizedText? Kept { get; init; }

    public LocalizedText? SetAside { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record EventText
{
    public string? Id { get; init; }

    public ProtectionNeed? Need { get; init; }

    public IReadOnlyList<string> Values { get; init; } = [];

    public LocalizedText? Title { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record ScenarioText
{
    public string? Id { get; init; }

    public LocalizedText? Title { get; init; }

    public string? Event { get; init; }

    public string? Source { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Covers { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    public IReadOnlyList<PathText> Paths { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record PathText
{
    public string? Id { get; init; }

    public LocalizedText? Title { get; init; }

    public SubjectKind ForEach { get; init; }

    public YamlNode? When { get; init; }

    public LocalizedText? Absent { get; init; }

    public IReadOnlyList<ActionText> Actions { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record ActionText
{
    public LocalizedText? Title { get; init; }

    public string? Technique { get; init; }

    public string? Tactic { get; init; }

    public TechniqueMaturity? Maturity { get; init; }

    public IReadOnlyList<string> Flaws { get; init; } = [];

    public IReadOnlyList<string> Guards { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record CatalogueText
{
    public string? Id { get; init; }

    /// <summary>Id of a framework of the library that holds the items.</summary>
    public string? Framework { get; init; }

    public LocalizedText? Title { get; init; }

    public string? Edition { get; init; }

    public IReadOnlyList<ItemText> Items { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record ItemText
{
    public string? Id { get; init; }

    public LocalizedText? Title { get; init; }

    public SourcePosition? At { get; init; }
}
