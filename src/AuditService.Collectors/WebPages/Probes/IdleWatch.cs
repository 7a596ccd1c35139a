using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>
/// Leaves the page alone for some seconds of its own time, which the browser makes pass at once (Chrome DevTools Protocol,
/// <c>Emulation.setVirtualTimePolicy</c>), and tells what moved. Its time does not go on as before afterwards: this is the last look at a page.
/// </summary>
internal static class IdleWatch
{
    private const int Milliseconds = 12_000;

    private static readonly TimeSpan MostRealTime = TimeSpan.FromSeconds(6);

    public static Task<IdleLook?> RunAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync(async () =>
    {
        await page.CallAsync(PageScriptFiles.Idle, new { step = "start" }, cancellation);
        var expired = new TaskCompletionSource();
        page.Session.Event("Emulation.virtualTimeBudgetExpired").OnEvent += (_, _) => expired.TrySetResult();
        await page.Session.SendAsync("Emulation.setVirtualTimePolicy", new Dictionary<string, object> { ["policy"] = "advance", ["budget"] = Milliseconds, ["maxVirtualTimeTaskStarvationCount"] = 10_000 }).WaitAsync(ProbedPage.CallTime, cancellation);
        try
        {
            await expired.Task.WaitAsync(MostRealTime, cancellation);
        }
        catch (TimeoutException)
        {
            // A page that draws without end: what was seen until now counts.
        }
        var seen = await page.CallAsync(PageScriptFiles.Idle, new { step = "end" }, cancellation);
        return new IdleLook(
            [.. seen.GetProperty("changes").EnumerateArray().Select(change => new ChangingElement(change[0].GetInt32(), [.. change[1].EnumerateArray().Select(time => time.GetDouble())]))],
            [.. seen.GetProperty("animations").EnumerateArray().Select(animation => new RunningAnimation(
                animation[0].GetInt32(), animation[1].ValueKind == JsonValueKind.Number ? animation[1].GetDouble() : null, animation[2].GetDouble(), [.. animation[3].EnumerateArray().Select(name => name.GetString()!)]))]);
    });
}
