using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace AuditService.Browser.Network;

/// <summary>
/// The only way out of the browser during one audit: an HTTP proxy on a random loopback port, with random credentials, that accepts CONNECT
/// and absolute-form <c>http</c> requests, asks the <see cref="NetworkPolicy"/> for each connection, and connects by itself to the addresses
/// of the verdict. TLS is never opened. What was asked for, allowed or not, is kept as evidence.
/// </summary>
/// <remarks>
/// Interception inside the browser is no boundary: it does not see each hop of a redirect, nor what workers and sockets ask for. A proxy does.
/// </remarks>
public sealed class FilteringProxy : IAsyncDisposable
{
    private static readonly string[] HopHeaders = ["Proxy-Authorization", "Proxy-Connection", "Connection", "Keep-Alive", "Upgrade", "TE"];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Task, byte> running = new();
    private readonly SemaphoreSlim places;
    private readonly ProxyLimits limits;
    private readonly byte[] expectedAuthorization;
    private readonly Task accepting;
    private Audit audit;

    public FilteringProxy(NetworkPolicy policy, ProxyLimits? limits = null)
    {
        audit = new Audit(policy);
        this.limits = limits ?? new ProxyLimits();
        places = new SemaphoreSlim(this.limits.ConcurrentConnections);
        expectedAuthorization = Encoding.ASCII.GetBytes("Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{UserName}:{Password}")));
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        accepting = AcceptAsync();
    }

    /// <summary>For instance <c>http://127.0.0.1:43125</c>.</summary>
    public string Address { get; }

    public string UserName { get; } = "audit";

    public string Password { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Finished connections, in the order in which they ended.</summary>
    public IReadOnlyList<ProxyEntry> Log => [.. Volatile.Read(ref audit).Log];

    public long TotalBytes => Volatile.Read(ref audit).Bytes;

    /// <summary>Begins anew, under another policy: what still goes on from before stays out of the new log and count.</summary>
    public void Restart(NetworkPolicy policy) => Volatile.Write(ref audit, new Audit(policy));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(running.Keys);
        stop.Dispose();
        places.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                await places.WaitAsync(stop.Token);
                client = await listener.AcceptTcpClientAsync(stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            var serving = ServeAsync(client);
            running.TryAdd(serving, 0);
            _ = serving.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await ServeOneRequestAsync(client);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A peer that leaves is the ordinary end of a connection.
        }
        finally
        {
            ReleasePlace();
        }
    }

    private async Task ServeOneRequestAsync(TcpClient client)
    {
        var now = Volatile.Read(ref audit);
        var fromClient = PipeReader.Create(client.GetStream());
        HttpHead? request;
        while (true)
        {
            using (var bound = Bound(limits.HeadTimeout))
                request = await HttpHead.ReadAsync(fromClient, limits.HeadBytes, bound.Token);
            if (request is null)
                return;
            if (IsAuthorized(request))
                break;
            // The browser sends its credentials only once asked, on the same connection.
            await AnswerAsync(client, "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"audit\"\r\n");
            if (request.FirstLine.Split(' ') is not ["CONNECT" or "GET" or "HEAD" or "OPTIONS", ..])
                return;
        }

        if (Destination(request) is not { } destination)
        {
            Note(now, "", 0, NetworkVerdict.Denied("not a proxy request"), 0, 0);
            await AnswerAsync(client, "400 Bad Request");
            return;
        }
        var (host, port, isTunnel, originForm) = destination;
        var verdict = await DecideAsync(now, host, port);
        if (!verdict.IsAllowed)
        {
            Note(now, host, port, verdict, 0, 0);
            await AnswerAsync(client, "403 Forbidden", "X-Audit-Blocked: 1\r\n");
            return;
        }

        using var server = await ConnectAsync(verdict, port);
        if (server is null)
        {
            Note(now, host, port, NetworkVerdict.Denied("no connection"), 0, 0);
            await AnswerAsync(client, "502 Bad Gateway");
            return;
        }
        var count = new TrafficCount(now);
        try
        {
            if (isTunnel)
                await TunnelAsync(client, fromClient, server, count);
            else
                await ForwardAsync(client, fromClient, server, request with { FirstLine = originForm }, count);
        }
        finally
        {
            Note(now, host, port, verdict, count.Sent, count.Received);
        }
    }

    private async Task<NetworkVerdict> DecideAsync(Audit now, string host, int port)
    {
        if (now.Connect() > limits.Connections)
            return NetworkVerdict.Denied("too many connections in this audit");
        if (now.Bytes > limits.Bytes)
            return NetworkVerdict.Denied("too many bytes in this audit");
        using var bound = Bound(limits.ConnectTimeout);
        return await now.Policy.DecideAsync(host, port, bound.Token);
    }

    private async Task<TcpClient?> ConnectAsync(NetworkVerdict verdict, int port)
    {
        foreach (var address in verdict.Addresses)
        {
            var server = new TcpClient(address.AddressFamily) { NoDelay = true };
            try
            {
                using var bound = Bound(limits.ConnectTimeout);
                await server.ConnectAsync(address, port, bound.Token);
                return server;
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                server.Dispose();
            }
        }
        return null;
    }

    private async Task TunnelAsync(TcpClient client, PipeReader fromClient, TcpClient server, TrafficCount count)
    {
        await client.GetStream().WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), stop.Token);
        await BothWaysAsync(client, fromClient, server, PipeReader.Create(server.GetStream()), count);
    }

    /// <summary>One exchange, then both connections close: the next request of the browser is decided again.</summary>
    private async Task ForwardAsync(TcpClient client, PipeReader fromClient, TcpClient server, HttpHead request, TrafficCount count)
    {
        await server.GetStream().WriteAsync(request.Without(HopHeaders).With("Connection: close").ToBytes(), stop.Token);
        var fromServer = PipeReader.Create(server.GetStream());
        var upload = CopyAsync(fromClient, server.GetStream(), count, count.AddSent);
        while (true)
        {
            HttpHead? response;
            using (var bound = Bound(limits.IdleTimeout))
                response = await HttpHead.ReadAsync(fromServer, limits.HeadBytes, bound.Token);
            if (response is null)
                return;
            var isInterim = response.Status is >= 100 and < 200;
            var head = isInterim ? response : response.Without("Connection", "Keep-Alive", "Proxy-Connection").With("Connection: close");
            await client.GetStream().WriteAsync(head.ToBytes(), stop.Token);
            if (!isInterim)
                break;
        }
        await CopyAsync(fromServer, client.GetStream(), count, count.AddReceived);
        client.Client.Shutdown(SocketShutdown.Both);
        await Ended(upload);
    }

    private async Task BothWaysAsync(TcpClient client, PipeReader fromClient, TcpClient server, PipeReader fromServer, TrafficCount count)
    {
        var upload = CopyAsync(fromClient, server.GetStream(), count, count.AddSent);
        var download = CopyAsync(fromServer, client.GetStream(), count, count.AddReceived);
        if (await Task.WhenAny(upload, download) == upload && upload.IsCompletedSuccessfully)
        {
            server.Client.Shutdown(SocketShutdown.Send);
            await Ended(download);
        }
        client.Close();
        server.Close();
        await Ended(upload);
        await Ended(download);
    }

    /// <summary>Hands on what is there as soon as it is there: a stream that waits until its buffer is full would keep what a form sends.</summary>
    private async Task CopyAsync(PipeReader from, Stream to, TrafficCount count, Action<int> add)
    {
        while (true)
        {
            using var bound = Bound(limits.IdleTimeout);
            var read = await from.ReadAsync(bound.Token);
            foreach (var part in read.Buffer)
            {
                add(part.Length);
                if (count.Of.Add(part.Length) > limits.Bytes)
                    return;
                await to.WriteAsync(part, bound.Token);
            }

            from.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    /// <summary>Host, port, whether a tunnel is asked for, and the request line to send on; null for what a proxy is not asked.</summary>
    private static (string Host, int Port, bool IsTunnel, string OriginForm)? Destination(HttpHead request)
    {
        if (request.FirstLine.Split(' ') is not [var method, var target, "HTTP/1.1" or "HTTP/1.0"])
            return null;
        if (method == "CONNECT")
        {
            return Uri.TryCreate($"https://{target}", UriKind.Absolute, out var authority) && authority.PathAndQuery == "/" && authority.UserInfo.Length == 0
                ? (authority.IdnHost, authority.Port, true, "")
                : null;
        }
        return Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.UserInfo.Length == 0
            ? (uri.IdnHost, uri.Port, false, $"{method} {PathOf(target)} HTTP/1.1")
            : null;
    }

    /// <summary>The path as the browser wrote it: a parser's normalisation would change what the server sees.</summary>
    private static string PathOf(string target)
    {
        var path = target.IndexOf('/', "http://".Length);
        return path < 0 ? "/" : target[path..];
    }

    private bool IsAuthorized(HttpHead request) =>
        request.Values("Proxy-Authorization").Any(value => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(value), expectedAuthorization));

    private async Task AnswerAsync(TcpClient client, string status, string headers = "")
    {
        var close = status.StartsWith("407", StringComparison.Ordinal) ? "" : "Connection: close\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}{close}Content-Length: 0\r\n\r\n"), stop.Token);
    }

    private void Note(Audit now, string host, int port, NetworkVerdict verdict, long sent, long received)
    {
        if (now.Log.Count < limits.LogEntries)
            now.Log.Enqueue(new ProxyEntry(host, port, verdict.IsAllowed, verdict.Reason, sent, received));
    }

    private CancellationTokenSource Bound(TimeSpan time)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        source.CancelAfter(time);
        return source;
    }

    private void ReleasePlace()
    {
        if (!stop.IsCancellationRequested)
            places.Release();
    }

    private static async Task Ended(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One direction ends when the other does.
        }
    }

    /// <summary>What is allowed and counted from one beginning to the next.</summary>
    private sealed class Audit(NetworkPolicy policy)
    {
        private long bytes;
        private int connections;

        public NetworkPolicy Policy { get; } = policy;

        public ConcurrentQueue<ProxyEntry> Log { get; } = new();

        public long Bytes => Interlocked.Read(ref bytes);

        public int Connect() => Interlocked.Increment(ref connections);

        public long Add(int count) => Interlocked.Add(ref bytes, count);
    }

    private sealed class TrafficCount(Audit of)
    {
        private long sent;
        private long received;

        public Audit Of { get; } = of;

        public long Sent => Interlocked.Read(ref sent);

        public long Received => Interlocked.Read(ref received);

        public void AddSent(int count) => Interlocked.Add(ref sent, count);

        public void AddReceived(int count) => Interlocked.Add(ref received, count);
    }
}
