using AuditService.Core.Conditions;

namespace AuditService.Core.Classifications;

/// <summary>What a system is under a law on one day, with the walk that led there and what the answers leave open.</summary>
/// <param name="Open">Keys of the questions whose answers would decide what is undecided, in the order of the law.</param>
public sealed record Classified(
    Classification Law,
    DateOnly On,
    IReadOnlyList<AppliedLabel> Labels,
    IReadOnlyList<AppliedLabel> Duties,
    IReadOnlyList<WalkStep> Walk,
    IReadOnlyList<UndecidedLabel> Undecided,
    IReadOnlyList<string> Open,
    IReadOnlyList<UnsettledPoint> Unsettled);

/// <summary>A label that holds.</summary>
/// <param name="AppliesFrom">Null while the answers do not tell which day it is.</param>
/// <param name="Because">The answers that decided.</param>
public sealed record AppliedLabel(ClassificationLabel Label, DateOnly? AppliesFrom, IReadOnlyList<Leaf> Because)
{
    /// <summary>Null while the day is not known.</summary>
    public bool? IsInForce(DateOnly on) => AppliesFrom is { } from ? on >= from : null;
}

/// <summary>A label that the answers neither give nor rule out, or whose day they do not tell.</summary>
public sealed record UndecidedLabel(ClassificationLabel Label, IReadOnlyList<string> WaitsFor);

/// <summary>One question of the tree with its answer.</summary>
public sealed record WalkStep(ClassificationNode Node, Truth Answer, IReadOnlyList<Leaf> Because, IReadOnlyList<string> WaitsFor);
