using AuditService.Core;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>What a check says of one element.</summary>
internal readonly record struct Verdict(VerdictKind Kind, LocalizedText? Detail = null)
{
    /// <summary>The test concerns the element, and it passes.</summary>
    public static Verdict Pass { get; } = new(VerdictKind.Pass);

    /// <summary>The test does not concern the element.</summary>
    public static Verdict Skip { get; } = new(VerdictKind.Skip);

    /// <summary>Proven.</summary>
    public static Verdict Fail(string fr, string en) => new(VerdictKind.Fail, new LocalizedText(fr, en));

    /// <summary>Only a person can tell.</summary>
    public static Verdict Review(string fr, string en) => new(VerdictKind.Review, new LocalizedText(fr, en));

    /// <summary>A failure where the nature of the element is settled, a question where it is not.</summary>
    public Verdict OnlyIf(bool settled) => Kind == VerdictKind.Fail && !settled ? this with { Kind = VerdictKind.Review } : this;
}

internal enum VerdictKind
{
    Pass,
    Fail,
    Review,
    Skip,
}
