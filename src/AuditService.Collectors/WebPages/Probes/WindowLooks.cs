using System.Text.Json;
using AuditService.Browser;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>
/// The page in other windows and with other letters: 320 pixels wide, enlarged to 200 % in both ways that browsers have, with the reader's
/// spacing, upright and lying. It leaves the page as it was.
/// </summary>
internal static class WindowLooks
{
    private const int NarrowWidth = 320;
    private const int NarrowHeight = 256;
    private const int LongSide = 800;
    private const int ShortSide = 400;
    private const double Enlargement = 2;

    public static async Task<WindowLook> RunAsync(ProbedPage page, CancellationToken cancellation)
    {
        var before = await ProbedPage.TriedAsync(async () => await LossesAsync(page, cancellation));
        var spaced = before is null ? null : await SpacedAsync(page, before, cancellation);
        var enlargedTexts = before is null ? null : await ProbedPage.TriedAsync(async () => await WithAsync(page, PageScriptFiles.EnlargeText, new { factor = Enlargement }, new { factor = (double?)null }, cancellation));
        // From window to window, and back to the first one only once.
        var enlargedPage = await InWindowAsync(page, page.Options.Width / 2, page.Options.Height / 2, () => LossesAsync(page, cancellation), cancellation);
        var lying = await InWindowAsync(page, LongSide, ShortSide, () => SeenAsync(page, cancellation), cancellation);
        var upright = await InWindowAsync(page, ShortSide, LongSide, () => SeenAsync(page, cancellation), cancellation);
        var narrow = page.Options.Width < BrowserSession.NarrowestDesktop
            ? await OfDesktopAsync(page, cancellation)
            : await InWindowAsync(page, NarrowWidth, NarrowHeight, () => NarrowAsync(page, cancellation), cancellation);
        await InWindowAsync(page, page.Options.Width, page.Options.Height, () => Task.FromResult(""), cancellation);
        return new WindowLook(
            narrow,
            before is not null && enlargedPage is not null && enlargedTexts is not null ? new EnlargementLook(before, enlargedPage, enlargedTexts) : null,
            spaced,
            lying is not null && upright is not null ? new OrientationLook(lying.Shown, upright.Shown, lying.Turns, upright.Turns) : null);
    }

    /// <summary>The window of a desktop browser made narrow (10.11, method): a phone lays out a page that says nothing of its width as if it were wide.</summary>
    private static async Task<ReflowLook?> OfDesktopAsync(ProbedPage page, CancellationToken cancellation)
    {
        var look = await ProbedPage.TriedAsync(async () =>
        {
            await page.Session.SendAsync("Emulation.setDeviceMetricsOverride", new Dictionary<string, object> { ["width"] = NarrowWidth, ["height"] = NarrowHeight, ["deviceScaleFactor"] = 1, ["mobile"] = false }).WaitAsync(ProbedPage.CallTime, cancellation);
            await page.SettleAsync(cancellation);
            return await NarrowAsync(page, cancellation);
        });
        await ProbedPage.TriedAsync<object>(async () => { await page.Session.SendAsync("Emulation.clearDeviceMetricsOverride").WaitAsync(ProbedPage.CallTime, cancellation); return null; });
        return look;
    }

    private static async Task<ReflowLook> NarrowAsync(ProbedPage page, CancellationToken cancellation)
    {
        var look = await page.CallAsync(PageScriptFiles.Reflow, new { width = NarrowWidth }, cancellation);
        return new ReflowLook(look.GetProperty("scrollWidth").GetDouble(), Numbers("offenders")) { Scrolling = Numbers("scrolling") };

        List<int> Numbers(string name) => [.. look.GetProperty(name).EnumerateArray().Where(number => number.ValueKind == JsonValueKind.Number).Select(number => number.GetInt32())];
    }

    /// <summary>With line height 1.5, letters 0.12 em, words 0.16 em and paragraphs 2 em apart.</summary>
    private static Task<SpacingLook?> SpacedAsync(ProbedPage page, IReadOnlyDictionary<int, TextLoss> before, CancellationToken cancellation) => ProbedPage.TriedAsync(async () =>
        new SpacingLook(before, await WithAsync(page, PageScriptFiles.SpaceText, new { on = true }, new { on = false }, cancellation)));

    private static async Task<SeenTexts> SeenAsync(ProbedPage page, CancellationToken cancellation)
    {
        var look = await page.CallAsync(PageScriptFiles.SeenTexts, null, cancellation);
        return new SeenTexts(
            look.GetProperty("shown").EnumerateArray().Select(number => number.GetInt32()).ToHashSet(),
            look.GetProperty("turned").EnumerateArray().ToDictionary(turn => turn[0].GetInt32(), turn => turn[1].GetInt32()));
    }

    private static Task<T?> InWindowAsync<T>(ProbedPage page, int width, int height, Func<Task<T>> look, CancellationToken cancellation)
        where T : class => ProbedPage.TriedAsync(async () =>
    {
        await page.Page.SetViewportSizeAsync(width, height).WaitAsync(ProbedPage.CallTime, cancellation);
        await page.SettleAsync(cancellation);
        return await look();
    });

    private static async Task<IReadOnlyDictionary<int, TextLoss>> WithAsync(ProbedPage page, string change, object on, object off, CancellationToken cancellation)
    {
        await page.CallAsync(change, on, cancellation);
        try
        {
            return await LossesAsync(page, cancellation);
        }
        finally
        {
            await page.CallAsync(change, off, cancellation);
        }
    }

    private static async Task<IReadOnlyDictionary<int, TextLoss>> LossesAsync(ProbedPage page, CancellationToken cancellation) =>
        (await page.CallAsync(PageScriptFiles.TextLoss, null, cancellation)).EnumerateArray().ToDictionary(found => found[0].GetInt32(), found => (TextLoss)found[1].GetInt32());

    private sealed record SeenTexts(HashSet<int> Shown, Dictionary<int, int> Turns);
}
