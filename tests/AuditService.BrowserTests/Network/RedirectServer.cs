using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.BrowserTests.Network;

/// <summary>An allowed server that leads, in three hops, to an address that is not.</summary>
public sealed class RedirectServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private RedirectServer(WebApplication application, Uri first)
    {
        this.application = application;
        First = first;
    }

    public Uri First { get; }

    public static async Task<RedirectServer> StartAsync(string target)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.Run(context =>
        {
            context.Response.Redirect(context.Request.Path.Value switch { "/1" => "/2", "/2" => "/3", _ => target });
            return Task.CompletedTask;
        });
        await server.StartAsync();
        return new RedirectServer(server, new Uri(new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/1"));
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();
}
