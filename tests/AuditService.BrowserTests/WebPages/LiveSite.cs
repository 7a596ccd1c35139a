using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.BrowserTests.WebPages;

/// <summary>A site at a real address, which answers as a test says and remembers what it was asked.</summary>
public sealed class LiveSite : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<string> asked;

    private LiveSite(WebApplication application, ConcurrentQueue<string> asked)
    {
        this.application = application;
        this.asked = asked;
    }

    public Uri Address => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary><c>GET /a</c>, <c>POST /b</c> ... in their order.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    public static Task<LiveSite> StartAsync(RequestDelegate answer) => StartAsync(answer, certificate: null);

    /// <summary>With a certificate that nobody vouches for.</summary>
    public static async Task<LiveSite> StartWithOwnCertificateAsync(RequestDelegate answer)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        return await StartAsync(answer, X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null));
    }

    public static Task HtmlAsync(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html);
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private static async Task<LiveSite> StartAsync(RequestDelegate answer, X509Certificate2? certificate)
    {
        var requests = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        var server = builder.Build();
        server.Run(context =>
        {
            requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return answer(context);
        });
        await server.StartAsync();
        return new LiveSite(server, requests);
    }
}
