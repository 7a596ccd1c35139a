namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Texts lost with the reader's spacing, by element.</summary>
public sealed record SpacingLook(IReadOnlyDictionary<int, TextLoss> Before, IReadOnlyDictionary<int, TextLoss> Spaced);
