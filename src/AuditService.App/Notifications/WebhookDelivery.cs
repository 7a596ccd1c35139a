using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AuditService.Browser.Network;

namespace AuditService.App.Notifications;

/// <summary>
/// Calls the webhooks of projects, whose addresses strangers wrote: the policy for audited pages decides at connect time, on the addresses that are
/// then connected to. No redirect is followed, no proxy, no cookie; nothing of the answer is read but its status.
/// </summary>
public sealed class WebhookDelivery : IDisposable
{
    public const string SignatureHeader = "X-AuditService-Signature";

    public const string TimestampHeader = "X-AuditService-Timestamp";

    public const string EventHeader = "X-AuditService-Event";

    private const int MostHeaderKilobytes = 16;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private readonly HttpClient client;
    private readonly TimeProvider clock;
    private readonly bool allowsLoopback;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>>? resolve;

    public WebhookDelivery(AuditServiceSettings settings, TimeProvider clock)
        : this(settings, clock, resolve: null)
    {
    }

    internal WebhookDelivery(AuditServiceSettings settings, TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>>? resolve)
    {
        this.clock = clock;
        this.resolve = resolve;
        allowsLoopback = settings.Notifications.AllowLoopbackWebhooks;
        client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
        })
        { Timeout = TimeLimit };
    }

    /// <summary>Whether this may be called at all: https on port 443; on this machine's loopback, where that is allowed, http and any port too.</summary>
    public bool MayCall(Uri url) =>
        url is { IsAbsoluteUri: true, UserInfo: "", Fragment: "" } && ((url.Scheme == Uri.UriSchemeHttps && url.Port == 443) || (allowsLoopback && url.IsLoopback && url.Scheme is "http" or "https"));

    /// <summary>Told to whoever gives the address, before any call: one that is no name on the net would be refused at each.</summary>
    public bool MayBeGiven(Uri url) => MayCall(url) && (allowsLoopback || url is { HostNameType: UriHostNameType.Dns, IsLoopback: false });

    /// <param name="id">The same at every attempt: the receiver tells a repetition by it.</param>
    /// <remarks>Throws <see cref="DeliveryException"/> when the receiver did not answer with success.</remarks>
    public async Task SendAsync(string id, Uri url, string secret, string body, CancellationToken cancellation)
    {
        if (!MayCall(url))
            throw new DeliveryException("the address may not be called (https on port 443 only)");
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add(SignatureHeader, Signature(secret, timestamp, body));
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(EventHeader, id);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new DeliveryException($"the receiver answered {(int)answer.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DeliveryException($"no answer within {TimeLimit.TotalSeconds:0} s");
        }
        catch (HttpRequestException fault)
        {
            throw new DeliveryException(fault.InnerException is DeliveryException refused ? refused.Message : fault.HttpRequestError.ToString(), fault);
        }
    }

    /// <summary><c>sha256=</c> and the HMAC-SHA256 of <c>timestamp.body</c> (UTF-8), lower-case hexadecimal.</summary>
    public static string Signature(string secret, string timestamp, string body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

    public void Dispose() => client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var isOwn = allowsLoopback && context.InitialRequestMessage.RequestUri!.IsLoopback;
        var verdict = await new NetworkPolicy(isOwn ? [(host, port)] : [], [host], [], resolve: resolve).DecideAsync(host, port, cancellation);
        if (!verdict.IsAllowed)
            throw new DeliveryException($"refused: {verdict.Reason}");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. verdict.Addresses], port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
