using System.Text;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Accessibility;

namespace AuditService.BrowserTests.WebPages;

/// <summary>Pages that a test writes, visited with all that acts on them.</summary>
public abstract class ProbedPageTests(SharedBrowser browser)
{
    private protected const string Text = "Le courrier reçu est trié par service, puis transmis à la personne qui le traite, avec la date de réception et le délai de réponse attendu.";

    /// <summary>One second of mono sound, 16 bits at 8 kHz, at the height given.</summary>
    private protected static byte[] Sound(short height)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        const int Samples = 8_000;
        writer.Write("RIFF"u8);
        writer.Write(36 + (Samples * 2));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(Samples);
        writer.Write(Samples * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(Samples * 2);
        for (var sample = 0; sample < Samples; sample++)
            writer.Write((short)(sample / 10 % 2 == 0 ? height : -height));
        return bytes.ToArray();
    }

    /// <summary>Two frames of one pixel, black and white, without end, as GIF89a.</summary>
    private protected static byte[] Flashing(int hundredths)
    {
        byte[] Frame(byte colour) => [0x21, 0xF9, 4, 0, (byte)hundredths, (byte)(hundredths >> 8), 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, colour, 1, 0];
        return [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0, .. Frame(0x44), .. Frame(0x4C), 0x3B];
    }

    /// <summary>A sine of 440 Hz.</summary>
    private protected static byte[] Tone(double seconds) => Wave(seconds, at => Math.Sin(at * 2 * Math.PI * 440 / 8_000));

    /// <summary>The shape of speech: each half second a hissed consonant, a vowel, and a pause.</summary>
    private protected static byte[] Speech(double seconds)
    {
        var noise = new Random(1);
        return Wave(seconds, at => (at % 4_000) switch { < 600 => (noise.NextDouble() - 0.5) * 0.6, < 2_400 => Math.Sin(at * 2 * Math.PI * 180 / 8_000), _ => 0 });
    }

    /// <summary>8 bits, 8,000 samples a second, as RIFF/WAVE.</summary>
    private protected static byte[] Wave(double seconds, Func<int, double> height)
    {
        var samples = Enumerable.Range(0, (int)(seconds * 8_000)).Select(at => (byte)(128 + (100 * height(at)))).ToArray();
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(36 + samples.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8_000);
        writer.Write(8_000);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write("data"u8);
        writer.Write(samples.Length);
        writer.Write(samples);
        return file.ToArray();
    }

    private protected static string Page(string head, string body) =>
        $"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Tri du courrier</title>{head}</head><body><main><h1>Tri du courrier</h1>{body}</main></body></html>";

    private protected async Task<RgaaOutcome> OfOwnPageAsync(string test, string body, params (string Name, byte[] Content)[] files) =>
        RgaaTests.Assess(await OwnPageAsync(body, files), markers: null).Single(result => result.Test == test).Outcome;

    /// <summary>As a file of a dossier, the files beside it at hand.</summary>
    private protected async Task<PageEvidence> OwnPageAsync(string body, params (string Name, byte[] Content)[] files)
    {
        var page = Encoding.UTF8.GetBytes(Page("", body));
        await using var server = await PrototypeServer.StartAsync(
            (path, _) => ValueTask.FromResult<Stream?>(path == "index.html" ? new MemoryStream(page) : files.FirstOrDefault(file => file.Name == path) is { Content: { } content } ? new MemoryStream(content) : null), CancellationToken.None);
        var visited = await new PageVisitor(browser.Session, new VisitOptions { TakeScreenshots = false }).VisitAsync(
            server.AddressOf("index.html"), new PageEvidence { Source = "index.html", Served = ServedPage.File(page) }, NetworkPolicy.OnlyLoopback(server.Port), _ => [], CancellationToken.None);
        Assert.Null(visited.Evidence.WhyNotRendered);
        return visited.Evidence;
    }

    private protected async Task<RgaaTestResult> ResultAsync(string test, string body, string head = "")
    {
        await using var server = await Site.ServeAsync(("index.html", Page(head, body)));
        return RgaaTests.Assess(await VisitAsync(server), markers: null).Single(result => result.Test == test);
    }

    private protected async Task<PageEvidence> VisitAsync(PrototypeServer server, VisitOptions? options = null)
    {
        var unseen = new PageEvidence { Source = "index.html", Served = ServedPage.None };
        var visited = await new PageVisitor(browser.Session, options ?? new VisitOptions { TakeScreenshots = false }).VisitAsync(
            server.AddressOf("index.html"), unseen, NetworkPolicy.OnlyLoopback(server.Port), _ => [], CancellationToken.None);
        Assert.Null(visited.Evidence.WhyNotRendered);
        return visited.Evidence;
    }
}
