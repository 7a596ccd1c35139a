using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Facts;

namespace AuditService.Authoring.RulePacks;

/// <summary>The keys of one file of a pack's <c>questionnaires</c> folder, as written.</summary>
internal sealed record QuestionSetText
{
    public string? Id { get; init; }

    public string? Version { get; init; }

    public LocalizedText? Title { get; init; }

    public string? Source { get; init; }

    public IReadOnlyList<ScaleText> Scales { get; init; } = [];

    public IReadOnlyList<SectionText> Sections { get; init; } = [];

    public SourcePosition? At { get; init; }
}

/// <summary>Choices that several questions share.</summary>
internal sealed record ScaleText
{
    public string? Id { get; init; }

    public IReadOnlyList<ScoredChoiceText> Choices { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record SectionText
{
    public string? Id { get; init; }

    public LocalizedText? Title { get; init; }

    public IReadOnlyList<AskedQuestionText> Questions { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record AskedQuestionText
{
    /// <summary>A question of the set's own.</summary>
    public string? Key { get; init; }

    /// <summary>A question that some <c>facts.yaml</c> asks already: it is asked once, and counts here too.</summary>
    public string? Use { get; init; }

    public FactType? Type { get; init; }

    public LocalizedText? Title { get; init; }

    public LocalizedText? Unit { get; init; }

    public LocalizedText? Text { get; init; }

    public LocalizedText? Help { get; init; }

    public LocalizedText? Evidence { get; init; }

    public string? Criterion { get; init; }

    public double? Weight { get; init; }

    /// <summary>The least and the most that a number can be by its definition (a share in percent, a PUE): an answer beyond is refused.</summary>
    public double? Least { get; init; }

    public double? Most { get; init; }

    public string? Scale { get; init; }

    public IReadOnlyList<ScoredChoiceText> Choices { get; init; } = [];

    public YamlNode? MetWhen { get; init; }

    public YamlNode? AskWhen { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record ScoredChoiceText
{
    public string? Id { get; init; }

    public string? Fr { get; init; }

    public string? En { get; init; }

    public double? Points { get; init; }

    /// <summary>By this choice the author says that the question does not apply.</summary>
    public bool Outside { get; init; }

    public SourcePosition? At { get; init; }
}
