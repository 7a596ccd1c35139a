using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>
/// The page in other windows and with other letters: 320 pixels wide, enlarged to 200 % in both ways that browsers have, with the reader's
/// spacing, upright and lying. Each look leaves the page as it was.
/// </summary>
internal static class WindowLooks
{
    private const int NarrowWidth = 320;
    private const int NarrowHeight = 256;
    private const int LongSide = 800;
    private const int ShortSide = 400;
    private const double Enlargement = 2;

    public static Task<ReflowLook?> NarrowAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync(() => InWindowAsync(page, NarrowWidth, NarrowHeight, async () =>
    {
        var look = await page.CallAsync(PageScriptFiles.Reflow, new { width = NarrowWidth }, cancellation);
        return new ReflowLook(look.GetProperty("scrollWidth").GetDouble(), [.. look.GetProperty("offenders").EnumerateArray().Where(number => number.ValueKind == JsonValueKind.Number).Select(number => number.GetInt32())]);
    }, cancellation));

    /// <summary>What is lost of the texts at 200 %: with the page enlarged (half the window), and with the texts alone enlarged.</summary>
    public static Task<EnlargementLook?> EnlargedAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync(async () =>
    {
        var before = await LossesAsync(page, cancellation);
        var enlargedPage = await InWindowAsync(page, page.Options.Width / 2, page.Options.Height / 2, () => LossesAsync(page, cancellation), cancellation);
        // Enlarging the texts alone is a second way out: it is only needed where the first loses something.
        var enlargedTexts = enlargedPage.Count == 0 ? enlargedPage : await WithAsync(page, PageScriptFiles.EnlargeText, new { factor = Enlargement }, new { factor = (double?)null }, cancellation);
        return new EnlargementLook(before, enlargedPage, enlargedTexts);
    });

    /// <summary>What is lost of the texts with line height 1.5, letters 0.12 em, words 0.16 em and paragraphs 2 em apart.</summary>
    public static Task<SpacingLook?> SpacedAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync(async () =>
        new SpacingLook(await LossesAsync(page, cancellation), await WithAsync(page, PageScriptFiles.SpaceText, new { on = true }, new { on = false }, cancellation)));

    public static Task<OrientationLook?> TurnedAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync(async () =>
    {
        var lying = await InWindowAsync(page, LongSide, ShortSide, () => page.CallAsync(PageScriptFiles.SeenTexts, null, cancellation), cancellation);
        var upright = await InWindowAsync(page, ShortSide, LongSide, () => page.CallAsync(PageScriptFiles.SeenTexts, null, cancellation), cancellation);
        return new OrientationLook(Shown(lying), Shown(upright), Turns(lying), Turns(upright));
    });

    private static async Task<T> InWindowAsync<T>(ProbedPage page, int width, int height, Func<Task<T>> look, CancellationToken cancellation)
    {
        await page.Page.SetViewportSizeAsync(width, height).WaitAsync(ProbedPage.CallTime, cancellation);
        try
        {
            await page.SettleAsync(cancellation);
            return await look();
        }
        finally
        {
            await page.Page.SetViewportSizeAsync(page.Options.Width, page.Options.Height).WaitAsync(ProbedPage.CallTime, cancellation);
        }
    }

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

    private static HashSet<int> Shown(JsonElement look) => [.. look.GetProperty("shown").EnumerateArray().Select(number => number.GetInt32())];

    private static Dictionary<int, int> Turns(JsonElement look) => look.GetProperty("turned").EnumerateArray().ToDictionary(turn => turn[0].GetInt32(), turn => turn[1].GetInt32());
}
