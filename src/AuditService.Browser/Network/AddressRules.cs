using System.Net;
using System.Net.NetworkInformation;
using Microsoft.Security.AntiSSRF;

namespace AuditService.Browser.Network;

/// <summary>
/// Which IP addresses no audited page may reach: loopback, private, link-local, shared, reserved, documentation ranges, every IPv6 form that
/// embeds an IPv4 address, and this machine's own addresses, public ones included.
/// </summary>
public sealed class AddressRules
{
    /// <summary>The old IPv4-compatible form, which the package's list leaves out.</summary>
    private static readonly IPNetwork Ipv4Compatible = IPNetwork.Parse("::/96");

    private static readonly IPNetwork[] DeniedRanges = [.. IPAddressRanges.recommendedLatest.Select(IPNetwork.Parse), Ipv4Compatible];

    private readonly HashSet<IPAddress> own;

    /// <param name="own">Addresses of this machine, denied whatever their range.</param>
    public AddressRules(IEnumerable<IPAddress> own) => this.own = [.. own.Select(Unmapped)];

    public static AddressRules OfThisMachine() => new(NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(address => address.Address));

    public bool Denies(IPAddress address)
    {
        // ::ffff:127.0.0.1 is 127.0.0.1 for the operating system, hence for us.
        var plain = Unmapped(address);
        return own.Contains(plain) || DeniedRanges.Any(range => range.Contains(plain));
    }

    private static IPAddress Unmapped(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        // A scope id changes equality, not the destination's nature.
        return plain.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 && plain.ScopeId != 0 ? new IPAddress(plain.GetAddressBytes()) : plain;
    }
}
