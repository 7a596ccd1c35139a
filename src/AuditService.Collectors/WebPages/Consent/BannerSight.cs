using System.Text.Json;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages.Consent;

/// <summary>Looks for the layers that ask for consent, in the page and in its frames.</summary>
internal sealed class BannerSight(IPage page)
{
    private const int MaximumFrames = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    /// <param name="world">The main frame's, of the document that stands there now.</param>
    /// <param name="mark">Whether to leave marks by which buttons are found again.</param>
    public async Task<IReadOnlyList<(ConsentLayer Layer, IFrame Frame)>> LayersAsync(PageWorld world, bool mark)
    {
        var layers = new List<(ConsentLayer, IFrame)>();
        foreach (var frame in page.Frames.Take(MaximumFrames))
        {
            try
            {
                var isMain = frame == page.MainFrame;
                var argument = new { mark, known = KnownBanners.Selectors, isFrame = !isMain, links = false };
                var answer = isMain
                    ? await world.CallAsync(PageScriptFiles.Consent, argument, Patience).WaitAsync(Patience)
                    : await frame.EvaluateAsync<JsonElement>(PageScriptFiles.Consent, argument).WaitAsync(Patience);
                layers.AddRange(ConsentLayer.Parse(answer).Select(layer => (layer, frame)));
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException or JsonException)
            {
                // A frame that is gone or does not answer shows no banner.
            }
        }

        return layers;
    }

    public async Task<(ConsentLayer Layer, IFrame Frame)?> FindAsync(PageWorld world, bool mark)
    {
        var layers = await LayersAsync(world, mark);
        return ConsentLayer.Best(layers.Select(found => found.Layer)) is { } best ? layers.First(found => ReferenceEquals(found.Layer, best)) : null;
    }

    /// <summary>The same, for as long as it may take to appear.</summary>
    public Task<(ConsentLayer Layer, IFrame Frame)?> WaitAsync(PageWorld world, bool mark, TimeSpan most, CancellationToken cancellation) => WaitAsync(() => FindAsync(world, mark), most, cancellation);

    public static async Task<T?> WaitAsync<T>(Func<Task<T?>> look, TimeSpan most, CancellationToken cancellation)
        where T : struct
    {
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
                return found;
            if (TimeProvider.System.GetElapsedTime(until) > most)
                return null;
            await Task.Delay(Glance, cancellation);
        }
    }

    /// <summary>What may lead back to the choices, best guess first.</summary>
    public async Task<IReadOnlyList<RecallLink>> RecallAsync(PageWorld world)
    {
        try
        {
            var answer = await world.CallAsync(PageScriptFiles.Consent, new { mark = true, known = Array.Empty<string[]>(), isFrame = false, links = true }, Patience).WaitAsync(Patience);
            var links = answer.ValueKind == JsonValueKind.Array ? answer.Deserialize<List<RecallLink>>(JsonSerializerOptions.Web) ?? [] : [];
            return [.. links.Where(link => link.Label is not null && link.Hint is not null && ConsentWords.Recalls(link.Label, link.Hint)).Take(5)];
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException or JsonException)
        {
            return [];
        }
    }

    public static async Task ClickAsync(IFrame frame, int number)
    {
        var button = frame.Locator($"css=[data-audit-consent='{number}']").First;
        try
        {
            await button.ClickAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
        }
        catch (Exception exception) when (exception is TimeoutException || (exception is PlaywrightException && !frame.IsDetached))
        {
            // Something lies over it, which scripts do not mind.
            await button.EvaluateAsync("element => element.click()", options: new() { Timeout = (float)Patience.TotalMilliseconds });
        }
    }
}
