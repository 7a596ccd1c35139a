namespace AuditService.Collectors.WebPages.Probes;

/// <summary>What a window shows lying (800 × 400 CSS pixels) and upright (400 × 800).</summary>
/// <param name="LyingTurns">Degrees by which the page turns an element, by element; turned ones only.</param>
public sealed record OrientationLook(IReadOnlySet<int> Lying, IReadOnlySet<int> Upright, IReadOnlyDictionary<int, int> LyingTurns, IReadOnlyDictionary<int, int> UprightTurns);
