using System.Globalization;
using AuditService.Core.Conditions;

namespace AuditService.Core.Classifications;

/// <summary>
/// How a law sorts a system, as data: predicates in the order of the law, labels with their dates, and the duties that follow. Every branch is looked
/// at, so a system bears a set of labels and never one level.
/// </summary>
/// <param name="Id">First word of the keys of its facts: <c>aiAct</c>.</param>
/// <param name="Version">Day of the text that it follows.</param>
/// <param name="Nodes">Predicates; each may read the answers and the nodes before it.</param>
/// <param name="Duties">What the labels oblige to, by role and date.</param>
/// <param name="Contradictions">Answers that cannot all be true.</param>
/// <param name="Unsettled">What the law leaves open at that day.</param>
public sealed record Classification(
    string Id,
    string Version,
    LocalizedText Title,
    string Source,
    IReadOnlyList<ClassificationNode> Nodes,
    IReadOnlyList<ClassificationLabel> Labels,
    IReadOnlyList<ClassificationLabel> Duties,
    IReadOnlyList<Contradiction> Contradictions,
    IReadOnlyList<UnsettledPoint> Unsettled,
    SourcePosition At)
{
    /// <summary>Key of the list of the labels that hold.</summary>
    public string LabelsFact => Id + ".labels";

    /// <summary>Key of the list of the duties that hold, each with the day from which it binds.</summary>
    public string DutiesFact => Id + ".duties";

    /// <summary>Key of the list of the questions whose answers would decide what is open.</summary>
    public string OpenFact => Id + ".open";

    /// <summary>Every fact that it states.</summary>
    public IEnumerable<string> States => Nodes.Select(node => node.Key).Concat([LabelsFact, DutiesFact, OpenFact]);

    /// <summary>Every fact that it takes from elsewhere, in the order of first use.</summary>
    public IEnumerable<string> Inputs => Conditions.SelectMany(condition => condition.FactKeys).Distinct(StringComparer.Ordinal).Except(Nodes.Select(node => node.Key), StringComparer.Ordinal);

    public IEnumerable<Condition> Conditions => Nodes.Select(node => node.Holds)
        .Concat(Labels.Concat(Duties).SelectMany(label => label.Dates.Select(date => date.When).OfType<Condition>().Prepend(label.When)))
        .Concat(Contradictions.Select(contradiction => contradiction.When));
}

/// <summary>One question of the tree that follows from answers.</summary>
/// <param name="Key">Key of the boolean fact that it states.</param>
public sealed record ClassificationNode(string Key, LocalizedText Article, LocalizedText Title, Condition Holds, SourcePosition At);

/// <summary>A class, or a duty, with whom it binds and from when.</summary>
/// <param name="Role">Whom it binds; <see cref="Everyone"/> where it says what the system is, whoever answers for it.</param>
/// <param name="When">The role included, save for a label that is told whoever asks.</param>
/// <param name="Dates">The first whose condition holds is the day from which it binds.</param>
public sealed record ClassificationLabel(string Id, LocalizedText Article, string Role, LocalizedText Title, Condition When, IReadOnlyList<DatedApplication> Dates, SourcePosition At)
{
    public const string Everyone = "all";

    /// <summary>What stands for it in a list, with the day from which it binds; alone where that day is open.</summary>
    public static string Word(string id, DateOnly? from) => from is { } day ? string.Create(CultureInfo.InvariantCulture, $"{id} {day:yyyy-MM-dd}") : id;

    /// <summary>The role in words.</summary>
    public required LocalizedText Whom { get; init; }
}

/// <param name="When">Null for always.</param>
public sealed record DatedApplication(DateOnly From, Condition? When);

public sealed record Contradiction(Condition When, LocalizedText Message, SourcePosition At);

/// <summary>A point on which sources disagree, or which the text leaves to an act to come.</summary>
/// <param name="AsOf">The day at which it was so.</param>
/// <param name="Concerns">Ids of the labels and duties that it could change.</param>
public sealed record UnsettledPoint(string Id, LocalizedText Article, DateOnly AsOf, LocalizedText Text, IReadOnlyList<string> Concerns, SourcePosition At);
