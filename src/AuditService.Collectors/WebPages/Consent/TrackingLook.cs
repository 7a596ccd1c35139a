using AuditService.Collectors.Trackers;

namespace AuditService.Collectors.WebPages.Consent;

/// <summary>What a page keeps on the device and asks of others, up to one moment of a visit.</summary>
/// <param name="Requests">All of them, refused ones included: that the page asked is what counts.</param>
/// <param name="Recognition">Calls by which scripts tell one device from another: <c>canvas</c>, <c>webgl</c>, <c>audio</c>, <c>fonts</c>, <c>devices</c>.</param>
public sealed record TrackingLook(IReadOnlyList<StoredItem> Items, IReadOnlyList<PageRequest> Requests, IReadOnlyList<string> Recognition)
{
    public static TrackingLook Nothing { get; } = new([], [], []);
}
