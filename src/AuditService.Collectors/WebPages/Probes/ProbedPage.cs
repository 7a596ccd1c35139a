using System.Text.Json;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>A page that was looked at and is now acted on: its elements have their numbers.</summary>
internal sealed record ProbedPage(IPage Page, ICDPSession Session, PageWorld World, VisitOptions Options)
{
    /// <summary>The longest wait for one answer of the page.</summary>
    public static TimeSpan CallTime { get; } = TimeSpan.FromSeconds(10);

    public Task<JsonElement> CallAsync(string function, object? argument, CancellationToken cancellation) => World.CallAsync(function, argument, CallTime).WaitAsync(CallTime, cancellation);

    /// <summary>Waits until the document stands still, at most half a second.</summary>
    public Task SettleAsync(CancellationToken cancellation) => CallAsync(PageScriptFiles.Settle, new { quiet = 30, most = 500 }, cancellation);

    /// <summary>A probe that the page does not answer, or breaks, has seen nothing: its facts are then left open.</summary>
    public static async Task<T?> TriedAsync<T>(Func<Task<T?>> probe)
        where T : class
    {
        try
        {
            return await probe();
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
