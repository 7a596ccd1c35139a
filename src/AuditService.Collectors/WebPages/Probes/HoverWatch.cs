using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Brings the pointer once more over what made something appear, and leaves it there for six seconds of the page's time.</summary>
internal static class HoverWatch
{
    private const int MostContents = 2;
    private const int AppearingTime = 600;
    private const int Staying = 6_000;

    public static async Task<PointerLook?> RunAsync(ProbedPage page, PointerLook? look, CancellationToken cancellation)
    {
        if (look is null || look.Contents.Count == 0)
            return look;
        var contents = look.Contents.ToList();
        for (var index = 0; index < Math.Min(MostContents, contents.Count); index++)
        {
            var content = contents[index];
            var stays = await ProbedPage.TriedAsync<object>(async () => await StaysAsync(page, content.Place, cancellation));
            contents[index] = content with { StaysInTime = stays as bool? };
        }
        return look with { Contents = contents };
    }

    private static async Task<bool?> StaysAsync(ProbedPage page, int place, CancellationToken cancellation)
    {
        if (!await MoveAsync(page, 0, 0, cancellation))
            return null;
        var trigger = await page.CallAsync(PageScriptFiles.Pointer, new { step = "aim", index = place }, cancellation);
        if (!await MoveAsync(page, trigger.GetProperty("x").GetDouble(), trigger.GetProperty("y").GetDouble(), cancellation))
            return null;
        if ((await page.CallAsync(PageScriptFiles.Pointer, new { step = "look" }, cancellation)).ValueKind != JsonValueKind.Object)
            return null;
        return !await VirtualTime.PassAsync(page, Staying, cancellation) ? null : (await page.CallAsync(PageScriptFiles.Pointer, new { step = "there" }, cancellation)).ValueKind == JsonValueKind.True;
    }

    /// <summary>The page answers a move once its time goes on.</summary>
    private static async Task<bool> MoveAsync(ProbedPage page, double x, double y, CancellationToken cancellation)
    {
        var moving = page.Session.SendAsync("Input.dispatchMouseEvent", new Dictionary<string, object> { ["type"] = "mouseMoved", ["x"] = x, ["y"] = y });
        var isThere = await VirtualTime.PassAsync(page, AppearingTime, cancellation);
        await moving.WaitAsync(ProbedPage.CallTime, cancellation);
        return isThere;
    }
}
