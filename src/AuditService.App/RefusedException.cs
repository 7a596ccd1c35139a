using AuditService.Core;

namespace AuditService.App;

/// <summary>What somebody asked for and does not get, in words for them.</summary>
public sealed class RefusedException(Refusal refusal, string fr, string en) : Exception(en)
{
    public Refusal Refusal { get; } = refusal;

    public LocalizedText Why { get; } = new(fr, en);

    /// <summary>The parameter of the use case that is not good; null when it is not one.</summary>
    public string? Field { get; init; }

    /// <summary>What is not there and what may not be seen are told alike.</summary>
    public static RefusedException NotFound() => new(Refusal.NotFound, "Il n'y a rien de tel ici, ou pas pour vous.", "There is no such thing here, or not for you.");

    public static RefusedException Forbidden(string fr, string en) => new(Refusal.Forbidden, fr, en);

    public static RefusedException Conflict(string fr, string en) => new(Refusal.Conflict, fr, en);

    /// <param name="field">The parameter that is not good, where it is one.</param>
    public static RefusedException Invalid(string fr, string en, string? field = null) => new(Refusal.Invalid, fr, en) { Field = field };
}

/// <summary>Why something is refused.</summary>
public enum Refusal
{
    /// <summary>What was given is not good.</summary>
    Invalid,

    Forbidden,

    NotFound,

    /// <summary>The state of things does not allow it any more.</summary>
    Gone,

    /// <summary>Something else was asked for before under the same name.</summary>
    Conflict,
}
