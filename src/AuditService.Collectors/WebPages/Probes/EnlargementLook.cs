namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Texts lost at 200 %, by element.</summary>
/// <param name="Before">As the page stands.</param>
/// <param name="EnlargedPage">The whole page enlarged.</param>
/// <param name="EnlargedTexts">Texts alone enlarged.</param>
public sealed record EnlargementLook(IReadOnlyDictionary<int, TextLoss> Before, IReadOnlyDictionary<int, TextLoss> EnlargedPage, IReadOnlyDictionary<int, TextLoss> EnlargedTexts);
