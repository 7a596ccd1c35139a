using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Presses Tab from the top of the page to its first link within the page, then follows it from the keyboard.</summary>
internal static class SkipLinkLooks
{
    private const int FirstStops = 5;
    private const int AnsweringTime = 60;

    /// <returns>Null when no such link is among the first stops, or the page did not answer.</returns>
    public static Task<SkipLinkLook?> RunAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync<SkipLinkLook>(async () =>
    {
        if ((await StepAsync(page, "start", cancellation)).ValueKind != JsonValueKind.True)
            return null;
        for (var stop = 0; stop < FirstStops; stop++)
        {
            await PressAsync(page, "Tab", cancellation);
            var look = await StepAsync(page, "look", cancellation);
            if (look.ValueKind != JsonValueKind.Object)
                return null;
            if (look.GetProperty("number") is not { ValueKind: JsonValueKind.Number } number)
                continue;
            await PressAsync(page, "Enter", cancellation);
            await PressAsync(page, "Tab", cancellation);
            var leads = (await StepAsync(page, "where", cancellation)).ValueKind;
            return new SkipLinkLook(number.GetInt32(), look.GetProperty("seen").GetBoolean(), leads is JsonValueKind.True or JsonValueKind.False ? leads == JsonValueKind.True : null);
        }
        return null;
    });

    private static Task<JsonElement> StepAsync(ProbedPage page, string step, CancellationToken cancellation) => page.CallAsync(PageScriptFiles.SkipLink, new { step }, cancellation);

    private static async Task PressAsync(ProbedPage page, string key, CancellationToken cancellation)
    {
        await page.Page.Keyboard.PressAsync(key).WaitAsync(ProbedPage.CallTime, cancellation);
        // A script may move the focus a moment later.
        await Task.Delay(AnsweringTime, cancellation);
    }
}
