using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Authoring.RulePacks;

/// <summary>The keys of <c>classification.yaml</c>, as written.</summary>
internal sealed record ClassificationText
{
    public string? Id { get; init; }

    public string? Version { get; init; }

    public LocalizedText? Title { get; init; }

    public string? Source { get; init; }

    public IReadOnlyList<RoleText> Roles { get; init; } = [];

    public IReadOnlyList<NodeText> Nodes { get; init; } = [];

    public IReadOnlyList<LabelText> Labels { get; init; } = [];

    public IReadOnlyList<LabelText> Duties { get; init; } = [];

    public IReadOnlyList<ContradictionText> Contradictions { get; init; } = [];

    public IReadOnlyList<UnsettledText> Unsettled { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record RoleText
{
    public string? Id { get; init; }

    /// <summary>Key of the node that tells whether the author has it.</summary>
    public string? Node { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record NodeText
{
    public string? Key { get; init; }

    public ArticleText? Article { get; init; }

    public LocalizedText? Title { get; init; }

    public YamlNode? Holds { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record LabelText
{
    public string? Id { get; init; }

    public ArticleText? Article { get; init; }

    /// <summary>Whom it binds, if the author is that.</summary>
    public string? Role { get; init; }

    /// <summary>Whom it binds, told whether or not the author is that: someone else's duty is no reason for silence.</summary>
    public string? FallsOn { get; init; }

    public LocalizedText? Title { get; init; }

    public YamlNode? When { get; init; }

    public DateOnly? From { get; init; }

    public IReadOnlyList<DateText> Dates { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record DateText
{
    public DateOnly? From { get; init; }

    public YamlNode? When { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record ContradictionText
{
    /// <summary>Of a contradiction of <c>contradictions.yaml</c>; those of a law have none.</summary>
    public string? Id { get; init; }

    public YamlNode? When { get; init; }

    public LocalizedText? Message { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record UnsettledText
{
    public string? Id { get; init; }

    public ArticleText? Article { get; init; }

    public DateOnly? AsOf { get; init; }

    public LocalizedText? Text { get; init; }

    public IReadOnlyList<string> Concerns { get; init; } = [];

    public SourcePosition? At { get; init; }
}
