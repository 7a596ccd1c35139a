using System.Net;
using System.Net.Sockets;
using System.Text;
using AuditService.App.Notifications;

namespace AuditService.IntegrationTests.Notifications;

/// <summary>A program that gets webhooks on this machine.</summary>
internal sealed class LoopbackReceiver : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    public LoopbackReceiver()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        listener.Prefixes.Add(Url);
        listener.Start();
        serving = ServeAsync();
    }

    public string Url { get; }

    public int Status { get; set; } = 204;

    public List<Call> Calls { get; } = [];

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Close();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                Calls.Add(new(
                    context.Request.Url!.AbsolutePath,
                    await reader.ReadToEndAsync(),
                    context.Request.Headers[WebhookDelivery.SignatureHeader] ?? "",
                    context.Request.Headers[WebhookDelivery.TimestampHeader] ?? "",
                    context.Request.Headers[WebhookDelivery.EventHeader] ?? ""));
                context.Response.StatusCode = Status;
                if (Status is 302 or 307)
                    context.Response.RedirectLocation = Url + "elsewhere";
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    public sealed record Call(string Path, string Body, string Signature, string Timestamp, string Event);
}
