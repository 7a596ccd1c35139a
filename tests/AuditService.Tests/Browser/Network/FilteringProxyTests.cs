using System.Net;
using System.Net.Sockets;
using System.Text;
using AuditService.Browser.Network;

namespace AuditService.Tests.Browser.Network;

public sealed class FilteringProxyTests
{
    [Fact]
    public async Task Without_its_credentials_nobody_is_served()
    {
        await using var target = await ServeAsync("bonjour");
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(target.Port));

        var answer = await AskAsync(proxy, $"CONNECT 127.0.0.1:{target.Port} HTTP/1.1\r\nProxy-Authorization: Basic YXVkaXQ6d3Jvbmc=\r\n\r\n", end: true);

        Assert.StartsWith("HTTP/1.1 407", answer);
        Assert.Empty(proxy.Log);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("GET https://127.0.0.1/ HTTP/1.1")]
    [InlineData("GET ftp://127.0.0.1/ HTTP/1.1")]
    [InlineData("GET file:///etc/hostname HTTP/1.1")]
    [InlineData("GET http://user:word@127.0.0.1/ HTTP/1.1")]
    [InlineData("CONNECT 127.0.0.1:80/path HTTP/1.1")]
    [InlineData("CONNECT user@127.0.0.1:80 HTTP/1.1")]
    [InlineData("nonsense")]
    public async Task What_a_browser_does_not_ask_of_a_proxy_is_refused(string line)
    {
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(80, 443));

        Assert.StartsWith("HTTP/1.1 400", await AskAsync(proxy, $"{line}\r\n{Authorization(proxy)}\r\n\r\n"));
        Assert.All(proxy.Log, entry => Assert.False(entry.Allowed));
    }

    [Fact]
    public async Task An_allowed_server_answers_through_it_and_its_bytes_are_counted()
    {
        await using var target = await ServeAsync("bonjour");
        await using (var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(target.Port)))
        {
            using var client = Client(proxy);

            Assert.Equal("bonjour", await client.GetStringAsync(new Uri(target.Root, "a.txt")));
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(target.Root, "b.txt"))).StatusCode);
            Assert.True(proxy.TotalBytes > 0);
        }
    }

    [Fact]
    public async Task What_comes_in_one_piece_with_its_head_is_handed_on_while_the_connection_stands()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(port));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(proxy.Address).Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST http://127.0.0.1:{port}/entrer HTTP/1.1\r\n{Authorization(proxy)}\r\nContent-Length: 5\r\n\r\nm=abc"));

        using var server = await listener.AcceptTcpClientAsync();
        var asked = await ReadUntilAsync(server.GetStream(), "m=abc");
        await server.GetStream().WriteAsync("HTTP/1.1 200 OK\r\n\r\ndébut"u8.ToArray());
        var answered = await ReadUntilAsync(client.GetStream(), "but");

        Assert.StartsWith("POST /entrer HTTP/1.1", asked, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 OK", answered, StringComparison.Ordinal);
    }

    private static async Task<string> ReadUntilAsync(NetworkStream stream, string end)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var text = "";
        var buffer = new byte[1024];
        while (!text.EndsWith(end, StringComparison.Ordinal))
            text += Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, bound.Token) is > 0 and var read ? read : throw new EndOfStreamException(text));
        return text;
    }

    [Fact]
    public async Task A_refused_server_is_not_connected_to_and_is_in_the_log()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(1));
        using var client = Client(proxy);

        var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
        var tunnel = await AskAsync(proxy, $"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n{Authorization(proxy)}\r\n\r\n");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.StartsWith("HTTP/1.1 403", tunnel);
        Assert.False(listener.Pending());
        Assert.Equal(2, proxy.Log.Count(entry => entry is { Allowed: false, Verdict: "host not declared" } && entry.Port == port));
    }

    [Fact]
    public async Task Too_many_bytes_end_the_traffic_of_the_audit()
    {
        await using var target = await ServeAsync(new string('x', 200_000));
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(target.Port), new ProxyLimits { Bytes = 50_000 });
        using var client = Client(proxy);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetStringAsync(new Uri(target.Root, "a.txt")));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(new Uri(target.Root, "a.txt"))).StatusCode);
    }

    [Fact]
    public async Task A_head_without_end_does_not_grow_without_bound()
    {
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(1), new ProxyLimits { HeadBytes = 2_000 });

        Assert.Equal("", await AskAsync(proxy, "GET http://127.0.0.1/ HTTP/1.1\r\nA: " + new string('a', 5_000)));
    }

    [Fact]
    public async Task Disposing_it_ends_a_tunnel_that_is_still_open()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(port));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(proxy.Address).Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n{Authorization(proxy)}\r\n\r\n"));
        await client.GetStream().ReadExactlyAsync(new byte["HTTP/1.1 200".Length]);

        await proxy.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Contains(proxy.Log, entry => entry.Port == port && entry.Allowed);
    }

    private static string Authorization(FilteringProxy proxy) =>
        "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{proxy.UserName}:{proxy.Password}"));

    private static HttpClient Client(FilteringProxy proxy) => new(new HttpClientHandler
    {
        Proxy = new WebProxy(proxy.Address) { Credentials = new NetworkCredential(proxy.UserName, proxy.Password), BypassProxyOnLocal = false },
        UseProxy = true,
    });

    private static Task<PrototypeServer> ServeAsync(string content) => PrototypeServer.StartAsync(
        (path, _) => ValueTask.FromResult<Stream?>(path == "a.txt" ? new MemoryStream(Encoding.UTF8.GetBytes(content)) : null), CancellationToken.None);

    private static async Task<string> AskAsync(FilteringProxy proxy, string request, bool end = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(proxy.Address).Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        if (end)
            client.Client.Shutdown(SocketShutdown.Send);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer).WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (IOException)
        {
            // Closed while we were still writing.
        }
        return Encoding.ASCII.GetString(answer.ToArray());
    }
}
