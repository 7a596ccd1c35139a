using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>
/// Time of the page that the browser makes pass at once (Chrome DevTools Protocol, <c>Emulation.setVirtualTimePolicy</c>). Its time does not go on
/// as before afterwards.
/// </summary>
internal static class VirtualTime
{
    private static readonly TimeSpan MostRealTime = TimeSpan.FromSeconds(6);

    /// <returns>False for a page that draws without end, which is left after some seconds of real time: what was seen until then counts.</returns>
    public static async Task<bool> PassAsync(ProbedPage page, int milliseconds, CancellationToken cancellation)
    {
        var expired = new TaskCompletionSource();
        void Expire(object? sender, JsonElement? told) => expired.TrySetResult();
        var over = page.Session.Event("Emulation.virtualTimeBudgetExpired");
        over.OnEvent += Expire;
        try
        {
            await page.Session.SendAsync("Emulation.setVirtualTimePolicy", new Dictionary<string, object> { ["policy"] = "advance", ["budget"] = milliseconds, ["maxVirtualTimeTaskStarvationCount"] = 10_000 }).WaitAsync(ProbedPage.CallTime, cancellation);
            await expired.Task.WaitAsync(MostRealTime, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            over.OnEvent -= Expire;
        }
    }
}
