namespace AuditService.Collectors.Trackers;

/// <summary>One thing that a page keeps, or asks the browser to keep, on the visitor's device. Its value is never part of it.</summary>
/// <param name="Host">Who set it or can read it.</param>
/// <param name="IsThirdParty">Of another site than the page.</param>
/// <param name="Days">Lifetime; null for the visit only. Stored data without a term lives without limit: <see cref="double.PositiveInfinity"/>.</param>
/// <param name="IsRefusedByBrowser">The page asked for it and the browser did not keep it, as a cookie for a domain that is not that of our server.</param>
public sealed record StoredItem(StorageKind Kind, string Name, string Host, bool IsThirdParty, double? Days, ValueShape Shape, bool IsRefusedByBrowser = false)
{
    public bool IsPersistent => Days >= 1;
}
