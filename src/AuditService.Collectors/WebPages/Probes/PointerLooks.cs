using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Moves the pointer over what may make something appear, then presses Escape, then moves it onto what appeared.</summary>
internal static class PointerLooks
{
    private const int AppearingTime = 150;
    private const int StepsToContent = 6;

    /// <summary>A move is answered with the next drawing of the page; one that does not come soon does not come.</summary>
    private static readonly TimeSpan MoveTime = TimeSpan.FromSeconds(3);

    private static readonly string[] PointerEvents = ["mouseenter", "mouseover", "pointerenter", "pointerover"];

    public static Task<PointerLook?> RunAsync(ProbedPage page, IReadOnlyList<PageListener>? listeners, CancellationToken cancellation) => ProbedPage.TriedAsync(async () =>
    {
        var listening = (listeners ?? []).Where(listener => listener.Element is not null && PointerEvents.Contains(listener.Type, StringComparer.Ordinal)).Select(listener => listener.Element!.Value).Distinct().ToArray();
        var count = (await page.CallAsync(PageScriptFiles.Pointer, new { step = "list", numbers = listening }, cancellation)).GetInt32();
        var contents = new List<AppearingContent>();
        for (var index = 0; index < count; index++)
        {
            if (await ContentAsync(page, index, cancellation) is { } content && contents.TrueForAll(known => known.Element != content.Element))
                contents.Add(content);
        }
        await page.Page.Mouse.MoveAsync(0, 0).WaitAsync(MoveTime, cancellation);
        return new PointerLook(count, contents);
    });

    private static async Task<AppearingContent?> ContentAsync(ProbedPage page, int index, CancellationToken cancellation)
    {
        await page.Page.Mouse.MoveAsync(0, 0).WaitAsync(MoveTime, cancellation);
        var trigger = await page.CallAsync(PageScriptFiles.Pointer, new { step = "aim", index }, cancellation);
        if (await AppearedAsync(page, trigger, cancellation) is not { ValueKind: JsonValueKind.Object } content)
            return null;
        await page.Page.Keyboard.PressAsync("Escape").WaitAsync(ProbedPage.CallTime, cancellation);
        await Task.Delay(AppearingTime, cancellation);
        var hides = !await IsStillThereAsync(page, cancellation);
        if (hides)
        {
            await page.Page.Mouse.MoveAsync(0, 0).WaitAsync(MoveTime, cancellation);
            if (await AppearedAsync(page, trigger, cancellation) is not { ValueKind: JsonValueKind.Object } again)
                return new AppearingContent(Number(trigger), Number(content), HidesOnEscape: true, StaysUnderPointer: null, content.GetProperty("covers").GetBoolean(), index);
            content = again;
        }
        await page.Page.Mouse.MoveAsync((float)content.GetProperty("x").GetDouble(), (float)content.GetProperty("y").GetDouble(), new() { Steps = StepsToContent }).WaitAsync(MoveTime, cancellation);
        await Task.Delay(AppearingTime, cancellation);
        return new AppearingContent(Number(trigger), Number(content), hides, await IsStillThereAsync(page, cancellation), content.GetProperty("covers").GetBoolean(), index);
    }

    private static async Task<JsonElement> AppearedAsync(ProbedPage page, JsonElement trigger, CancellationToken cancellation)
    {
        await page.Page.Mouse.MoveAsync((float)trigger.GetProperty("x").GetDouble(), (float)trigger.GetProperty("y").GetDouble()).WaitAsync(MoveTime, cancellation);
        await Task.Delay(AppearingTime, cancellation);
        return await page.CallAsync(PageScriptFiles.Pointer, new { step = "look" }, cancellation);
    }

    private static async Task<bool> IsStillThereAsync(ProbedPage page, CancellationToken cancellation) => (await page.CallAsync(PageScriptFiles.Pointer, new { step = "there" }, cancellation)).ValueKind == JsonValueKind.True;

    private static int? Number(JsonElement look) => look.GetProperty("number") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
}
