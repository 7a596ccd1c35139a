using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AuditService.BrowserTests.Network;

/// <summary>A service of this machine that no page may reach: it notes whoever connects, by TCP or UDP, and would answer anything.</summary>
public sealed class ForbiddenServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly UdpClient datagrams;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> visits = new();
    private readonly Task[] running;

    public ForbiddenServer()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        datagrams = new UdpClient(new IPEndPoint(IPAddress.Loopback, Port));
        running = [AcceptAsync(), ReceiveAsync()];
    }

    public int Port { get; }

    public IReadOnlyList<string> Visits => [.. visits];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        datagrams.Dispose();
        await Task.WhenAll(running);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                var start = new byte[200];
                var read = await client.GetStream().ReadAsync(start, stop.Token);
                visits.Enqueue("tcp " + Encoding.Latin1.GetString(start, 0, read).Split('\r')[0]);
                await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret"u8.ToArray(), stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                await datagrams.ReceiveAsync(stop.Token);
                visits.Enqueue("udp");
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
