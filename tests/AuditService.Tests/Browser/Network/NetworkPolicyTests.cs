using System.Net;
using System.Net.Sockets;
using AuditService.Browser.Network;

namespace AuditService.Tests.Browser.Network;

public sealed class NetworkPolicyTests
{
    private static readonly AddressRules Rules = new([IPAddress.Parse("8.8.4.4")]);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1")]
    [InlineData("10.0.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.5")]
    [InlineData("168.63.129.16")]
    [InlineData("8.8.4.4")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fec0::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:8.8.4.4")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:7f00:1::")]
    [InlineData("2001:db8::1")]
    [InlineData("ff02::1")]
    public void An_address_that_is_not_public_is_denied(string address) => Assert.True(Rules.Denies(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    public void A_public_address_is_not_denied(string address) => Assert.False(Rules.Denies(IPAddress.Parse(address)));

    [Fact]
    public async Task A_host_that_nobody_declared_is_denied_before_any_resolution()
    {
        var policy = Policy(hosts: ["example.fr"], _ => throw new InvalidOperationException("resolved"));

        Assert.Equal("host not declared", (await policy.DecideAsync("other.fr", 443, default)).Reason);
        Assert.Equal("host not declared", (await policy.DecideAsync("sub.example.fr", 443, default)).Reason);
        Assert.Equal("port not allowed", (await policy.DecideAsync("example.fr", 22, default)).Reason);
    }

    [Theory]
    [InlineData("EXAMPLE.fr")]
    [InlineData("example.fr.")]
    public async Task A_declared_host_is_allowed_however_it_is_spelt(string spelling)
    {
        var verdict = await Policy(["example.fr"], _ => ["93.184.216.34"]).DecideAsync(spelling, 443, default);

        Assert.True(verdict.IsAllowed);
        Assert.Equal([IPAddress.Parse("93.184.216.34")], verdict.Addresses);
    }

    [Fact]
    public async Task One_private_address_among_public_ones_denies_the_host() =>
        Assert.False((await Policy(["example.fr"], _ => ["93.184.216.34", "10.0.0.1"]).DecideAsync("example.fr", 443, default)).IsAllowed);

    [Fact]
    public async Task The_addresses_that_were_checked_are_the_ones_to_connect_to()
    {
        var calls = 0;
        var policy = Policy(["example.fr"], _ => calls++ == 0 ? ["93.184.216.34"] : ["127.0.0.1"]);

        var first = await policy.DecideAsync("example.fr", 80, default);
        var second = await policy.DecideAsync("example.fr", 80, default);

        Assert.Equal([IPAddress.Parse("93.184.216.34")], first.Addresses);
        Assert.False(second.IsAllowed);
    }

    [Fact]
    public async Task A_declared_loopback_host_stays_denied_and_only_the_exact_endpoint_is_open()
    {
        var policy = new NetworkPolicy([("127.0.0.1", 5000)], ["127.0.0.1", "localhost"], [5001], Rules);

        Assert.True((await policy.DecideAsync("127.0.0.1", 5000, default)).IsAllowed);
        Assert.False((await policy.DecideAsync("127.0.0.1", 5001, default)).IsAllowed);
        Assert.False((await policy.DecideAsync("localhost", 5000, default)).IsAllowed);
    }

    [Fact]
    public async Task A_name_without_address_is_denied_with_the_reason()
    {
        var policy = Policy(["example.fr"], _ => throw new SocketException((int)SocketError.HostNotFound));

        Assert.Contains("not resolved", (await policy.DecideAsync("example.fr", 443, default)).Reason);
    }

    private static NetworkPolicy Policy(string[] hosts, Func<string, string[]> resolve) =>
        new([], hosts, [], Rules, (host, _) => Task.FromResult(resolve(host).Select(IPAddress.Parse).ToArray()));
}
