using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Browser.Network;

/// <summary>
/// Serves the files of a UI prototype to the browser from a random loopback port, so that a page lives under <c>http</c> as it will in use and
/// never under <c>file:</c>. A folder answers with its <c>index.html</c>. Nothing is listed, written or executed.
/// </summary>
public sealed class PrototypeServer : IAsyncDisposable
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new()
    {
        Mappings =
        {
            [".html"] = "text/html",
            [".htm"] = "text/html",
            [".xhtml"] = "application/xhtml+xml",
            [".xml"] = "application/xml",
            [".js"] = "text/javascript",
            [".mjs"] = "text/javascript",
            [".jfif"] = "image/jpeg",
            [".avif"] = "image/avif",
            [".webp"] = "image/webp",
            [".vtt"] = "text/vtt",
            [".webmanifest"] = "application/manifest+json",
            [".wasm"] = "application/wasm",
            [".map"] = "application/json",
        },
    };

    private readonly WebApplication application;

    private PrototypeServer(WebApplication application, int port)
    {
        this.application = application;
        Port = port;
    }

    public int Port { get; }

    /// <summary>For instance <c>http://127.0.0.1:43211/</c>.</summary>
    public Uri Root => new($"http://127.0.0.1:{Port}/");

    public static async Task<PrototypeServer> StartAsync(OpenPrototypeFile open, CancellationToken cancellation)
    {
        // The empty builder reads neither environment nor configuration files: an operator's ASPNETCORE_URLS must not open this server to others.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var server = builder.Build();
        server.Run(context => AnswerAsync(context, open));
        await server.StartAsync(cancellation);
        var addresses = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new PrototypeServer(server, new Uri(addresses.First()).Port);
    }

    /// <summary>The address of a file of the prototype.</summary>
    public Uri AddressOf(string path) => new(Root, string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, OpenPrototypeFile open)
    {
        var path = (context.Request.Path.Value ?? "/").TrimStart('/');
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!isRead || !IsPlain(path))
        {
            context.Response.StatusCode = isRead ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed;
            return;
        }
        context.Response.Headers.CacheControl = "no-store";
        var isFolder = path.Length == 0 || path.EndsWith('/');
        var file = isFolder ? path + "index.html" : path;
        await using var stream = await open(file, context.RequestAborted);
        if (stream is not null)
        {
            await Results.Stream(stream, await ContentTypeAsync(file, stream, context.RequestAborted), enableRangeProcessing: stream.CanSeek).ExecuteAsync(context);
            return;
        }
        await using var index = isFolder ? null : await open(path + "/index.html", context.RequestAborted);
        // A browser asks for this file by itself: its absence is no fault of the page, and must not read as one of its errors.
        if (index is null && path == "favicon.ico")
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else if (index is null)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            context.Response.Redirect(context.Request.Path.ToUriComponent() + "/" + context.Request.QueryString.ToUriComponent());
    }

    private static bool IsPlain(string path) =>
        !path.Contains('\\', StringComparison.Ordinal) && !path.Contains('\0', StringComparison.Ordinal)
        && path.Split('/').SkipLast(1).All(part => part.Length > 0 && part is not ("." or "..")) && path.Split('/')[^1] is not ("." or "..");

    /// <summary>A page that declares no encoding gets the one that hosts of today declare for it.</summary>
    private static async Task<string> ContentTypeAsync(string file, Stream stream, CancellationToken cancellation)
    {
        if (!ContentTypes.TryGetContentType(file, out var type))
            return "application/octet-stream";
        if (type != "text/html" || !stream.CanSeek)
            return type.StartsWith("text/", StringComparison.Ordinal) && type != "text/html" ? type + "; charset=utf-8" : type;
        var start = new byte[1024];
        var read = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        stream.Position = 0;
        return Encoding.Latin1.GetString(start, 0, read).Contains("charset", StringComparison.OrdinalIgnoreCase) ? type : type + "; charset=utf-8";
    }
}
