using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Authoring.RulePacks;

/// <summary>The keys of one rule file, as written. Conditions and examples stay YAML until the catalogue tells the types of their facts.</summary>
internal sealed record RuleText
{
    public string? Id { get; init; }

    public IReadOnlyList<string> DeprecatedIds { get; init; } = [];

    public LocalizedText? Title { get; init; }

    public Severity? Severity { get; init; }

    public RuleMode? Mode { get; init; }

    public IReadOnlyList<ReferenceText> References { get; init; } = [];

    public IReadOnlyList<string> Criteria { get; init; } = [];

    public SubjectKind ForEach { get; init; }

    public DateOnly? AppliesFrom { get; init; }

    public DateOnly? AppliesTo { get; init; }

    public YamlNode? When { get; init; }

    public YamlNode? Expect { get; init; }

    public YamlNode? PartialWhen { get; init; }

    public Proves Proves { get; init; }

    public YamlNode? ConfirmedWhen { get; init; }

    public YamlNode? RefutedWhen { get; init; }

    public IReadOnlyList<string> Shows { get; init; } = [];

    public RemedyText? Remedy { get; init; }

    public LocalizedText? Limits { get; init; }

    public IReadOnlyList<DetectText> Detect { get; init; } = [];

    public IReadOnlyList<ExampleText> Examples { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record ReferenceText
{
    public string? Source { get; init; }

    public string? At { get; init; }
}

internal sealed record RemedyText
{
    public string? Fr { get; init; }

    public string? En { get; init; }

    public Effort? Effort { get; init; }
}

internal sealed record DetectText
{
    public string? Fact { get; init; }

    public DetectIn In { get; init; }

    public IReadOnlyList<string> Languages { get; init; } = [];

    public IReadOnlyList<string> Files { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    public IReadOnlyList<string> Keywords { get; init; } = [];

    public string? Pattern { get; init; }

    public string? Unless { get; init; }

    public string? Beside { get; init; }

    public string? From { get; init; }

    public string? FromUnless { get; init; }

    public bool UnlessConstant { get; init; }

    public DetectScope Scope { get; init; }

    public bool InCommentsAndStrings { get; init; }

    public bool Masked { get; init; }

    public double Confidence { get; init; } = 1;

    public double? MinimumEntropy { get; init; }

    public IReadOnlyList<string> MustMatch { get; init; } = [];

    public IReadOnlyList<string> MustNotMatch { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record ExampleText
{
    public string? Name { get; init; }

    public Outcome Verdict { get; init; }

    public DateOnly? On { get; init; }

    public YamlNode? Facts { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record PackText
{
    public string? Id { get; init; }

    public string? Version { get; init; }

    public LocalizedText? Title { get; init; }

    public string? Reviewer { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record FactsText
{
    public IReadOnlyList<FactText> Facts { get; init; } = [];
}

internal sealed record FactText
{
    public string? Key { get; init; }

    public FactType? Type { get; init; }

    public LocalizedText? Title { get; init; }

    public LocalizedText? Unit { get; init; }

    public IReadOnlyList<ChoiceText> Choices { get; init; } = [];

    /// <summary>Another fact of the pack, whose choices are also those of this one.</summary>
    public string? ChoicesOf { get; init; }

    /// <summary>Where the values are keys of the manifest: the path of the entry that has them (<c>architecture.components</c>).</summary>
    public string? KeysOf { get; init; }

    public QuestionText? Question { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record ChoiceText
{
    public string? Id { get; init; }

    public string? Fr { get; init; }

    public string? En { get; init; }
}

internal sealed record QuestionText
{
    public LocalizedText? Text { get; init; }

    public LocalizedText? Help { get; init; }

    /// <summary>An example of what shows that the answer is true.</summary>
    public LocalizedText? Evidence { get; init; }

    public YamlNode? AskWhen { get; init; }
}

internal sealed record FrameworkText
{
    public string? Id { get; init; }

    public string? Version { get; init; }

    public LocalizedText? Title { get; init; }

    public string? Source { get; init; }

    public IReadOnlyList<ControlText> Controls { get; init; } = [];

    public IReadOnlyList<PresetText> Presets { get; init; } = [];

    public IReadOnlyList<GroupText> Groups { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record PresetText
{
    public string? Id { get; init; }

    public LocalizedText? Title { get; init; }

    public IReadOnlyList<string> Controls { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record GroupText
{
    public string? Id { get; init; }

    public LocalizedText? Concerns { get; init; }

    public SourcePosition? At { get; init; }
}

internal sealed record ControlText
{
    public string? Id { get; init; }

    public LocalizedText? Title { get; init; }

    public string? Group { get; init; }

    public ControlStatus Status { get; init; }

    public LocalizedText? Why { get; init; }

    public IReadOnlyList<string> Rules { get; init; } = [];

    public IReadOnlyList<string> Facts { get; init; } = [];

    public SourcePosition? At { get; init; }
}

internal sealed record ScoringText
{
    public string? Version { get; init; }

    public IReadOnlyDictionary<string, double?> Weights { get; init; } = new Dictionary<string, double?>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, double?> Grades { get; init; } = new Dictionary<string, double?>(StringComparer.Ordinal);

    public double PartialValue { get; init; }

    public double MinimumCoverage { get; init; }

    public double AcquiredFloor { get; init; }

    public double NotAcquiredCeiling { get; init; }

    public double NotApplicableWarning { get; init; }

    public IReadOnlyList<Verdict> WorstFirst { get; init; } = [];

    public SourcePosition? At { get; init; }
}
