using System.Net;

namespace AuditService.Browser.Network;

/// <summary>Allowed to exactly these addresses, or denied for a reason.</summary>
public sealed record NetworkVerdict(bool IsAllowed, string Reason, IReadOnlyList<IPAddress> Addresses)
{
    public static NetworkVerdict AllowedTo(IReadOnlyList<IPAddress> addresses) => new(true, "allowed", addresses);

    public static NetworkVerdict Denied(string reason) => new(false, reason, []);
}
