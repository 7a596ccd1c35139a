using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AuditService.Collectors.Trackers;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages.Consent;

/// <summary>Hears what <c>watch.js</c> tells from the page's own world: cookies written by scripts, whatever the browser makes of them, calls that recognise devices, and sounds.</summary>
internal sealed class PageWatch
{
    private const int MaximumTold = 2_000;
    private const int LongestMessage = 10_000;

    private static readonly string[] Families = ["canvas", "webgl", "audio", "fonts", "devices"];

    private readonly ConcurrentDictionary<(string Host, string Name), CookieText> written = new();
    private readonly ConcurrentDictionary<string, byte> calls = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<double> sounds = new();
    private int told;

    /// <summary>Before the first document.</summary>
    public static async Task<PageWatch> InstallAsync(ICDPSession session)
    {
        var watch = new PageWatch();
        var name = "w" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        session.Event("Runtime.bindingCalled").OnEvent += (_, told) => watch.Hear(told, name);
        await session.SendAsync("Page.enable");
        await session.SendAsync("Runtime.enable");
        await session.SendAsync("Runtime.addBinding", new Dictionary<string, object> { ["name"] = name });
        await session.SendAsync("Page.addScriptToEvaluateOnNewDocument", new Dictionary<string, object> { ["source"] = $"({PageScriptFiles.Watch})({JsonSerializer.Serialize(name)})" });
        return watch;
    }

    public IReadOnlyList<string> Recognition => [.. calls.Keys.Order(StringComparer.Ordinal)];

    /// <summary>How long sounds last (seconds) that scripts play by themselves and that stand nowhere in the page.</summary>
    public IReadOnlyList<double> Sounds => [.. sounds];

    /// <summary>The last word on each cookie, by the host of the document that wrote it.</summary>
    public IEnumerable<(string Host, CookieText Cookie)> Written => written.Select(pair => (pair.Key.Host, pair.Value));

    private void Hear(JsonElement? answer, string name)
    {
        if (answer is not { } call || call.GetProperty("name").GetString() != name || Interlocked.Increment(ref told) > MaximumTold)
            return;
        try
        {
            var text = call.GetProperty("payload").GetString();
            if (text is null || text.Length > LongestMessage)
                return;
            using var message = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4 });
            var parts = message.RootElement.EnumerateArray().Select(part => part.GetString() ?? "").ToList();
            if (parts is ["cookie", var host, var cookie] && CookieText.Parse(cookie, TimeProvider.System.GetUtcNow()) is { } parsed)
                written[(host, parsed.Name)] = parsed;
            else if (parts is ["call", _, var family] && Families.Contains(family, StringComparer.Ordinal))
                calls.TryAdd(family, 0);
            else if (parts is ["sound", _, var length] && (length == "Infinity" ? double.PositiveInfinity : double.TryParse(length, CultureInfo.InvariantCulture, out var known) ? known : double.NaN) is > 0 and var seconds)
                sounds.Enqueue(seconds);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // The page called it itself, with something else.
        }
    }
}
