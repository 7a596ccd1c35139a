using AuditService.Core.Catalogue;
using AuditService.Core.Classifications;
using AuditService.Core.Questionnaires;

namespace AuditService.Core.Rules;

/// <summary>A folder of rules with its own facts and version.</summary>
/// <param name="Id">The folder's name.</param>
/// <param name="Version">Semantic version, given by its authors.</param>
/// <param name="Title">What it audits.</param>
/// <param name="Reviewer">Who reviews its findings: <c>dpo</c>, <c>accessibility</c>, <c>security</c>, <c>jury</c>.</param>
/// <param name="Hash">SHA-256 of its files: pins an audit to what was applied.</param>
public sealed record RulePack(
    string Id,
    string Version,
    LocalizedText Title,
    string Reviewer,
    string Hash,
    IReadOnlyList<FactDeclaration> Facts,
    IReadOnlyList<Rule> Rules,
    SourcePosition At)
{
    /// <summary>How the law of the pack sorts systems; null where it sorts none.</summary>
    public Classification? Classification { get; init; }

    /// <summary>The sets of questions that the pack asks, in the order of their ids.</summary>
    public IReadOnlyList<QuestionSet> QuestionSets { get; init; } = [];

    /// <summary>What answers are held against, each other and the rest of the dossier.</summary>
    public IReadOnlyList<AnswerContradiction> Contradictions { get; init; } = [];
}

/// <summary>A view over rules: the controls of a law, a standard or a grid. Never a second set of rules.</summary>
public sealed record Framework(string Id, string Version, LocalizedText Title, string Source, IReadOnlyList<Control> Controls, SourcePosition At)
{
    /// <summary>Shorter selections of its controls, for a first look; none of them gives a rate.</summary>
    public IReadOnlyList<FrameworkPreset> Presets { get; init; } = [];

    /// <summary>What is known of the groups that controls stand under.</summary>
    public IReadOnlyList<FrameworkGroup> Groups { get; init; } = [];
}

/// <param name="Controls">Ids of the controls it keeps, in the order of the framework.</param>
public sealed record FrameworkPreset(string Id, LocalizedText Title, IReadOnlyList<string> Controls);

/// <param name="Id">As the controls name it.</param>
/// <param name="Concerns">Whom a failure under it hinders.</param>
public sealed record FrameworkGroup(string Id, LocalizedText Concerns);

/// <summary>One control of a framework, with how far it is automatic, and why.</summary>
/// <param name="Group">What it stands under: a competence, a chapter, a theme.</param>
/// <param name="Rules">The rules that contribute to it; empty only for <see cref="ControlStatus.OutOfScope"/> and <see cref="ControlStatus.Human"/>, and for what is assisted by <see cref="Facts"/> alone.</param>
public sealed record Control(string Id, LocalizedText Title, string Group, ControlStatus Status, LocalizedText Why, IReadOnlyList<string> Rules, SourcePosition At)
{
    /// <summary>Facts of collectors that a person judges it by, where no rule can.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];
}

public enum ControlStatus
{
    Automatic,
    Assisted,
    Human,
    OutOfScope,
}
