using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>
/// Contrast of texts on images, gradients and layers, which style sheets do not tell: the background is photographed with the letters made
/// transparent and each of its pixels set against the colour of the text (WCAG 2.1, contrast ratio).
/// </summary>
internal static class BackdropLooks
{
    private const int Most = 12;

    /// <summary>Thresholds of RGAA 3.2 by size and weight.</summary>
    public static Task<IReadOnlyList<BackdropContrast>?> RunAsync(ProbedPage page, AxeReport axe, IReadOnlyDictionary<int, ElementBox> boxes, CancellationToken cancellation) => ProbedPage.TriedAsync<IReadOnlyList<BackdropContrast>>(async () =>
    {
        var found = new List<BackdropContrast>();
        foreach (var number in axe.Incomplete("color-contrast").Select(node => node.Element).OfType<int>().Distinct().Where(number => boxes.TryGetValue(number, out var box) && box is { Shown: true, VisuallyHidden: false }).Take(Most))
        {
            if (await LookAsync(page, number, RequiredFor(boxes[number]), cancellation) is { } contrast)
                found.Add(contrast);
        }
        return found;
    });

    private static double RequiredFor(ElementBox box) => box.FontSize >= (box.FontWeight >= 700 ? 18.5 : 24) ? 3 : 4.5;

    private static async Task<BackdropContrast?> LookAsync(ProbedPage page, int number, double required, CancellationToken cancellation)
    {
        var place = await page.CallAsync(PageScriptFiles.Backdrop, new { step = "hide", number }, cancellation);
        if (place.ValueKind != JsonValueKind.Object)
            return null;
        var (x, y) = (place.GetProperty("x").GetDouble(), place.GetProperty("y").GetDouble());
        string? picture = null;
        try
        {
            var answer = await page.Session.SendAsync("Page.captureScreenshot", new Dictionary<string, object>
            {
                ["captureBeyondViewport"] = true,
                ["clip"] = new Dictionary<string, object> { ["x"] = x, ["y"] = y, ["width"] = place.GetProperty("width").GetDouble(), ["height"] = place.GetProperty("height").GetDouble(), ["scale"] = 1 },
            }).WaitAsync(ProbedPage.CallTime, cancellation);
            picture = answer?.GetProperty("data").GetString();
        }
        finally
        {
            // Without a picture the letters come back all the same.
            place = await page.CallAsync(PageScriptFiles.Backdrop, new { step = "measure", number, picture, originX = x, originY = y, required }, cancellation);
        }
        return place.ValueKind == JsonValueKind.Object
            ? new BackdropContrast(number, place.GetProperty("share").GetDouble(), place.GetProperty("worst").GetDouble(), required, place.GetProperty("text").GetString()!, place.GetProperty("behind").GetString()!)
            : null;
    }
}
