using System.Net;
using System.Net.Sockets;
using System.Text;
using AuditService.Browser.Network;

namespace AuditService.Tests.Browser.Network;

public sealed class PrototypeServerTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["index.html"] = "<!doctype html><title>Accueil</title>",
        ["latin.html"] = "<!doctype html><meta charset='iso-8859-1'><title>x</title>",
        ["pages/index.html"] = "pages",
        ["a b/é.svg"] = "<svg xmlns='http://www.w3.org/2000/svg'/>",
        ["s.vtt"] = "WEBVTT",
        ["m.mp4"] = "0123456789",
        ["photo.jfif"] = "x",
    };

    private readonly List<string> asked = [];
    private PrototypeServer? server;

    public async ValueTask InitializeAsync() => server = await PrototypeServer.StartAsync(
        (path, _) =>
        {
            asked.Add(path);
            return ValueTask.FromResult<Stream?>(Files.TryGetValue(path, out var content) ? new MemoryStream(Encoding.UTF8.GetBytes(content)) : null);
        },
        CancellationToken.None);

    public async ValueTask DisposeAsync() => await server!.DisposeAsync();

    [Theory]
    [InlineData("index.html", "text/html; charset=utf-8")]
    [InlineData("latin.html", "text/html")]
    [InlineData("a b/é.svg", "image/svg+xml")]
    [InlineData("s.vtt", "text/vtt; charset=utf-8")]
    [InlineData("m.mp4", "video/mp4")]
    [InlineData("photo.jfif", "image/jpeg")]
    public async Task A_file_comes_with_its_content_type(string path, string type)
    {
        using var client = new HttpClient();

        var answer = await client.GetAsync(server!.AddressOf(path));

        Assert.Equal(Files[path], await answer.Content.ReadAsStringAsync());
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("pages/")]
    [InlineData("pages")]
    public async Task A_folder_answers_with_its_index(string path)
    {
        using var client = new HttpClient();

        var answer = await client.GetAsync(new Uri(server!.Root, path));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.EndsWith("/", answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Media_can_be_read_in_parts()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server!.AddressOf("m.mp4")) { Headers = { Range = new(2, 4) } };

        Assert.Equal("234", await (await client.SendAsync(request)).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/../index.html")]
    [InlineData("/%2e%2e/index.html")]
    [InlineData("/pages/..%2findex.html")]
    [InlineData("/pages/..%5cindex.html")]
    [InlineData("/a/./../../index.html")]
    [InlineData("//index.html")]
    [InlineData("/index.html%00.png")]
    public async Task No_path_climbs_out_of_the_prototype(string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server!.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());
        await reader.ReadToEndAsync();

        Assert.All(asked, path => Assert.DoesNotContain(path.Split('/', '\\'), part => part is ".." or "."));
        Assert.All(asked, path => Assert.DoesNotContain('\0', path));
    }

    [Fact]
    public async Task Nothing_is_written_to_it()
    {
        using var client = new HttpClient();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.PostAsync(server!.Root, new StringContent("x"))).StatusCode);
    }
}
