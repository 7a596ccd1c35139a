using AuditService.Core;

namespace AuditService.Collectors.Trackers;

/// <summary>How sure it is that something needs consent, and why; no suspicion is not an object.</summary>
/// <param name="Tracker">The known product; null for one that the list does not name.</param>
/// <param name="Confidence">From 0 to 1; below <see cref="Core.Facts.Observation.Sure"/> a person has to look.</param>
internal sealed record Suspicion(Tracker? Tracker, double Confidence, LocalizedText Why);
