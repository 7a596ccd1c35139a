namespace AuditService.Collectors.WebPages.Probes;

/// <summary>What appeared under the pointer.</summary>
/// <param name="Triggers">How many places were tried.</param>
public sealed record PointerLook(int Triggers, IReadOnlyList<AppearingContent> Contents);

/// <param name="HidesOnEscape">Gone after Escape, the pointer unmoved.</param>
/// <param name="StaysUnderPointer">Still there with the pointer on it; null when it did not appear again.</param>
/// <param name="Covers">Lies over other texts.</param>
/// <param name="Place">Which of the places that were tried.</param>
public sealed record AppearingContent(int? Trigger, int? Element, bool HidesOnEscape, bool? StaysUnderPointer, bool Covers, int Place = 0)
{
    /// <summary>Still there after six seconds of the page's time, the pointer unmoved; null when it was not tried, or did not appear again.</summary>
    public bool? StaysInTime { get; init; }
}
