namespace AuditService.Collectors.WebPages.Probes;

/// <summary>A link within the page among the first stops of the keyboard, as it was met and followed.</summary>
/// <param name="IsSeen">In sight while it has the focus.</param>
/// <param name="Leads">Whether the next stop after it was followed is its target, in it or after it; null when that cannot be told.</param>
public sealed record SkipLinkLook(int Element, bool IsSeen, bool? Leads);
