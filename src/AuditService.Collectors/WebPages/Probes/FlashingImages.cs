using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Reads the frames of animated pictures of the page's own site, watches its videos and canvases for a moment, and tells those of which a part flashes more than three times in one second.</summary>
internal static class FlashingImages
{
    private const int MostImages = 6;
    private const int MaximumBytes = 8 * 1024 * 1024;
    private const int MostFrames = 120;
    private const int MostPictures = 3;
    private const int WatchedMilliseconds = 2_500;

    /// <summary>Flashes of less do not harm (RGAA 13.7; CSS pixels).</summary>
    public const double HarmlessArea = 21_824;

    /// <returns>The flashing part of each picture that is large enough, 0 to 1; those that could not be read are left out. Null when the page did not answer.</returns>
    public static Task<IReadOnlyDictionary<int, double>?> RunAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync<IReadOnlyDictionary<int, double>>(async () =>
    {
        var shares = new Dictionary<int, double>();
        foreach (var image in (await LookAsync(page, number: null, cancellation)).EnumerateArray().Select(each => each.GetInt32()).ToList())
        {
            var told = await ProbedPage.TriedAsync<object>(async () => await LookAsync(page, image, cancellation));
            if (told is JsonElement { ValueKind: JsonValueKind.Object } look)
                shares[image] = look.GetProperty("share").GetDouble();
        }
        var watched = await ProbedPage.TriedAsync<object>(async () => await page.CallAsync(PageScriptFiles.FlashingPicture, new { area = HarmlessArea, pictures = MostPictures, milliseconds = WatchedMilliseconds }, cancellation));
        if (watched is JsonElement { ValueKind: JsonValueKind.Array } pictures)
        {
            // A moment without a flash proves nothing of the rest.
            foreach (var picture in pictures.EnumerateArray().Where(picture => picture[1].GetDouble() > 0))
                shares[picture[0].GetInt32()] = picture[1].GetDouble();
        }
        return shares;
    });

    private static Task<JsonElement> LookAsync(ProbedPage page, int? number, CancellationToken cancellation) =>
        page.CallAsync(PageScriptFiles.FlashingImage, new { number, bytes = MaximumBytes, frames = MostFrames, area = HarmlessArea, images = MostImages }, cancellation);
}
