namespace AuditService.Collectors.WebPages;

/// <summary>The evidence of a visit with pictures of the elements that were asked for.</summary>
/// <param name="Evidence">With its rendering, or with the reason why there is none.</param>
/// <param name="Pictures">PNG by element number.</param>
public sealed record VisitedPage(PageEvidence Evidence, IReadOnlyDictionary<int, byte[]> Pictures);
