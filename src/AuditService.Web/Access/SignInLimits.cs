using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using AuditService.App;
using AuditService.App.People;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.Access;

/// <summary>How often anybody may try to get in: per address as a policy of endpoints, per account where the account is known.</summary>
internal sealed class SignInLimits(AuditServiceSettings settings) : IDisposable
{
    public const string Policy = "sign-in";
    private const int SubnetBytes = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> accounts = PartitionedRateLimiter.Create<string, string>(
        account => RateLimitPartition.GetFixedWindowLimiter(account, _ => PerMinute(settings.Access.SignInsPerAccount)));

    public bool Allows(string account)
    {
        using var lease = accounts.AttemptAcquire(account.Trim().ToUpperInvariant());
        return lease.IsAcquired;
    }

    public static RateLimitPartition<string> ByAddress(HttpContext context, AccessSettings access) =>
        RateLimitPartition.GetFixedWindowLimiter(Subnet(context.Connection.RemoteIpAddress), _ => PerMinute(access.SignInsPerAddress));

    public void Dispose() => accounts.Dispose();

    private static FixedWindowRateLimiterOptions PerMinute(int attempts) => new() { PermitLimit = attempts, Window = Window };

    /// <summary>Of IPv6 the network: a subscriber has all addresses of one.</summary>
    public static string Subnet(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, SubnetBytes)),
        _ => address.ToString(),
    };
}
