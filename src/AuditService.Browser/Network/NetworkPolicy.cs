using System.Net;
using System.Net.Sockets;

namespace AuditService.Browser.Network;

/// <summary>
/// Decides where the traffic of one audit may go. Nothing is allowed that was not named: the exact loopback endpoints of our own servers,
/// and the hosts that the dossier declares, as long as none of their addresses is a denied one.
/// </summary>
public sealed class NetworkPolicy
{
    private static readonly int[] WebPorts = [80, 443];

    private readonly HashSet<(string Host, int Port)> endpoints;
    private readonly HashSet<string> hosts;
    private readonly HashSet<int> ports;
    private readonly AddressRules rules;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;

    /// <param name="endpoints">Allowed by exact host and port without any check of the address: our loopback servers, and what the operator names on the command line.</param>
    /// <param name="hosts">Declared host names, exact; ports 80, 443 and <paramref name="ports"/> of them.</param>
    public NetworkPolicy(IEnumerable<(string Host, int Port)> endpoints, IEnumerable<string> hosts, IEnumerable<int> ports,
        AddressRules? rules = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        this.endpoints = [.. endpoints.Select(endpoint => (Normal(endpoint.Host), endpoint.Port))];
        this.hosts = [.. hosts.Select(Normal)];
        this.ports = [.. WebPorts, .. ports];
        this.rules = rules ?? AddressRules.OfThisMachine();
        this.resolve = resolve ?? ((host, cancellation) => Dns.GetHostAddressesAsync(host, cancellation));
    }

    /// <summary>Nothing but the prototype's own server.</summary>
    public static NetworkPolicy OnlyLoopback(params int[] ports) => new(ports.Select(port => ("127.0.0.1", port)), [], []);

    /// <summary>
    /// One resolution, then a verdict on all addresses at once; the caller connects to exactly the addresses of the verdict, so that a name
    /// that changes its address between check and connection gains nothing.
    /// </summary>
    public async Task<NetworkVerdict> DecideAsync(string host, int port, CancellationToken cancellation)
    {
        var name = Normal(host);
        var isTrusted = endpoints.Contains((name, port));
        if (!isTrusted && !hosts.Contains(name))
            return NetworkVerdict.Denied("host not declared");
        if (!isTrusted && !ports.Contains(port))
            return NetworkVerdict.Denied("port not allowed");

        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(name, out var literal) ? [literal] : await resolve(name, cancellation);
        }
        catch (SocketException exception)
        {
            return NetworkVerdict.Denied($"name not resolved: {exception.SocketErrorCode}");
        }
        if (addresses.Length == 0)
            return NetworkVerdict.Denied("name not resolved");
        return isTrusted || !addresses.Any(rules.Denies) ? NetworkVerdict.AllowedTo(addresses) : NetworkVerdict.Denied("private or reserved address");
    }

    /// <summary>Lower case, no brackets around IPv6, no trailing dot, international names in their ASCII form.</summary>
    private static string Normal(string host)
    {
        var bare = host.Trim().TrimStart('[').TrimEnd(']').TrimEnd('.');
        if (IPAddress.TryParse(bare, out var address))
            return address.ToString();
        return Uri.TryCreate($"http://{bare}/", UriKind.Absolute, out var uri) ? uri.IdnHost.ToLowerInvariant() : bare.ToLowerInvariant();
    }
}
