using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>
/// Tries from the keyboard what answers the mouse, and chooses in lists. After the page was left alone (<see cref="IdleWatch"/>), as each trial
/// changes it.
/// </summary>
internal static class MouseTrials
{
    /// <summary>Milliseconds of the page's time, more than the script waits in all.</summary>
    private const int TrialTime = 1_200;

    private const int GlancesAtDepartures = 20;

    private static readonly TimeSpan GlanceTime = TimeSpan.FromMilliseconds(25);

    private static readonly string[] ActingEvents = ["click", "mousedown", "mouseup", "pointerdown", "pointerup"];

    /// <returns>What changes the page when it is clicked, and neither on Enter nor on Space; null when the page did not answer.</returns>
    public static Task<IReadOnlyList<MouseOnly>?> RunAsync(ProbedPage page, IReadOnlyList<PageListener>? listeners, CancellationToken cancellation) => ProbedPage.TriedAsync<IReadOnlyList<MouseOnly>>(async () =>
    {
        var acting = (listeners ?? []).Where(listener => ActingEvents.Contains(listener.Type, StringComparer.Ordinal)).ToList();
        if (acting.Count == 0)
            return [];
        var count = await page.CallAsync(PageScriptFiles.Mouse, new { step = "list", numbers = acting.Select(listener => listener.Element).OfType<int>().Distinct() }, cancellation);
        var found = new List<MouseOnly>();
        for (var place = 0; count.ValueKind == JsonValueKind.Number && place < count.GetInt32(); place++)
        {
            if (await TryAsync(page, new { step = "try", place }, cancellation) is not { } seen)
                break;
            if (seen.ValueKind == JsonValueKind.Object && seen.GetProperty("isMouseOnly").GetBoolean())
                found.Add(new(seen.GetProperty("number").GetInt32(), seen.GetProperty("takesFocus").GetBoolean()));
        }
        return found;
    });

    /// <param name="departures">How often the page has tried to lead elsewhere.</param>
    /// <returns>Lists in which the choice alone leads elsewhere; null when the page did not answer.</returns>
    public static Task<IReadOnlyList<int>?> LeavingListsAsync(ProbedPage page, Func<int> departures, CancellationToken cancellation) => ProbedPage.TriedAsync<IReadOnlyList<int>>(async () =>
    {
        var count = await page.CallAsync(PageScriptFiles.Mouse, new { step = "lists" }, cancellation);
        var leaving = new List<int>();
        for (var place = 0; count.ValueKind == JsonValueKind.Number && place < count.GetInt32(); place++)
        {
            var before = departures();
            if (await TryAsync(page, new { step = "choose", place }, cancellation) is not { } chosen)
                break;
            // The browser tells of a departure on a way of its own, which may be slower than the answer.
            for (var glance = 0; departures() == before && glance < GlancesAtDepartures; glance++)
                await Task.Delay(GlanceTime, cancellation);
            if (chosen.ValueKind == JsonValueKind.Number && departures() > before)
                leaving.Add(chosen.GetInt32());
        }
        return leaving;
    });

    /// <returns>Buttons that show something and hide it again while their state says all along that it is closed; null when the page did not answer.</returns>
    public static Task<IReadOnlyList<int>?> StaleStatesAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync<IReadOnlyList<int>>(async () =>
    {
        var count = await page.CallAsync(PageScriptFiles.Mouse, new { step = "disclosures" }, cancellation);
        var stale = new List<int>();
        for (var place = 0; count.ValueKind == JsonValueKind.Number && place < count.GetInt32(); place++)
        {
            if (await TryAsync(page, new { step = "open", place }, cancellation) is not { } number)
                break;
            if (number.ValueKind == JsonValueKind.Number)
                stale.Add(number.GetInt32());
        }
        return stale;
    });

    /// <summary>Null when the page draws without end: its time does not pass.</summary>
    private static async Task<JsonElement?> TryAsync(ProbedPage page, object argument, CancellationToken cancellation)
    {
        var answer = page.CallAsync(PageScriptFiles.Mouse, argument, cancellation);
        return await VirtualTime.PassAsync(page, TrialTime, cancellation) ? await answer : null;
    }
}

/// <summary>What changes the page when it is clicked, and neither on Enter nor on Space.</summary>
/// <param name="TakesFocus">Tab leads to it, in vain.</param>
public sealed record MouseOnly(int Element, bool TakesFocus);
