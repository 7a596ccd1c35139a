using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AuditService.IntegrationTests.Notifications;

/// <summary>As much of an SMTP server (RFC 5321) as a mail needs.</summary>
internal sealed class LoopbackSmtp : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly Task serving;

    public LoopbackSmtp()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public List<string> Recipients { get; } = [];

    public List<string> Mails { get; } = [];

    /// <summary>So many mails are refused for now before one is taken.</summary>
    public int Refusals { get; set; }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        await serving;
        stopped.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stopped.Token);
                try
                {
                    await TalkAsync(client, stopped.Token);
                }
                catch (IOException)
                {
                    // The client left without taking leave.
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client, CancellationToken cancellation)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase))
                Recipients.Add(line["RCPT TO:<".Length..line.IndexOf('>', StringComparison.Ordinal)]);
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var mail = new StringBuilder();
                while (await reader.ReadLineAsync(cancellation) is { } text && text != ".")
                    mail.Append(text).Append('\n');
                if (Refusals-- > 0)
                {
                    await writer.WriteLineAsync("451 not now");
                    continue;
                }

                Mails.Add(mail.ToString());
            }

            if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("221 bye");
                return;
            }

            await writer.WriteLineAsync("250 ok");
        }
    }
}
