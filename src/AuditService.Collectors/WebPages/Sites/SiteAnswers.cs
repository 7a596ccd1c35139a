using System.Net;
using AuditService.Browser.Network;

namespace AuditService.Collectors.WebPages.Sites;

/// <summary>Asks a site for a small file, through the same filtering proxy as the browser.</summary>
internal sealed class SiteAnswers : IAsyncDisposable
{
    private const int MostRedirects = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FilteringProxy proxy;
    private readonly HttpClient client;

    public SiteAnswers(NetworkPolicy policy)
    {
        proxy = new FilteringProxy(policy);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = new WebProxy(proxy.Address, BypassOnLocal: false) { Credentials = new NetworkCredential(proxy.UserName, proxy.Password) },
        })
        {
            Timeout = Patience,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("AuditService/1.0");
    }

    /// <returns>Status 0 when nothing came, or more than the bound.</returns>
    public async Task<(int Status, byte[] Bytes)> GetAsync(Uri address, int mostBytes, CancellationToken cancellation)
    {
        try
        {
            for (var redirects = 0; redirects <= MostRedirects; redirects++)
            {
                using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
                {
                    var next = new Uri(address, location);
                    if (!string.Equals(next.IdnHost, address.IdnHost, StringComparison.OrdinalIgnoreCase))
                        return (0, []);
                    address = next;
                    continue;
                }

                await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
                var bytes = new MemoryStream();
                var buffer = new byte[32 * 1024];
                using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                bound.CancelAfter(Patience);
                for (var read = await stream.ReadAsync(buffer, bound.Token); read > 0; read = await stream.ReadAsync(buffer, bound.Token))
                {
                    await bytes.WriteAsync(buffer.AsMemory(0, read), bound.Token);
                    if (bytes.Length > mostBytes)
                        return (0, []);
                }

                return ((int)response.StatusCode, bytes.ToArray());
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or UriFormatException)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return (0, []);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await proxy.DisposeAsync();
    }
}
