namespace AuditService.Core.Facts;

/// <summary>
/// One thing stated about one subject: known (<see cref="Value"/>), or unavailable with its reason (<see cref="Why"/>). Exactly one of the two is set.
/// </summary>
public sealed record Fact
{
    public required Subject Subject { get; init; }

    /// <summary>The key in the catalogue, for example <c>processing.dpia</c>.</summary>
    public required string Key { get; init; }

    public FactValue? Value { get; init; }

    public Unavailability? Why { get; init; }

    public required Provenance Provenance { get; init; }

    public static Fact Known(Subject subject, string key, FactValue value, Provenance provenance) =>
        new() { Subject = subject, Key = key, Value = value, Provenance = provenance };

    public static Fact Unavailable(Subject subject, string key, Unavailability why, Provenance provenance) =>
        new() { Subject = subject, Key = key, Why = why, Provenance = provenance };
}

/// <summary>Why a fact is not known. Never an accusation, never an absolution.</summary>
public sealed record Unavailability(UnavailableBecause Because, LocalizedText Detail);

public enum UnavailableBecause
{
    /// <summary>The manifest does not say.</summary>
    NotDeclared,

    /// <summary>The question has no answer.</summary>
    NotAnswered,

    /// <summary>What the manifest names is not in the dossier.</summary>
    NotFound,

    /// <summary>The evidence is damaged, encrypted or of an unknown format.</summary>
    Unreadable,

    /// <summary>A limit on size, count, depth or ratio stopped the reading.</summary>
    RefusedByLimit,

    TimedOut,

    /// <summary>No browser could be had, or the user asked for none.</summary>
    NoBrowser,

    /// <summary>The collector failed; its message says how.</summary>
    CollectorFailed,
}
