using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Types single characters with the focus on nothing, and tells which of them the page answers.</summary>
internal static class KeyPresses
{
    /// <summary>Letters, figures and signs, without those that browsers themselves act on.</summary>
    private const string Characters = "abcdefghijklmnopqrstuvwxyz0123456789/?+-*.,;:!<>=#_$&@";

    /// <summary>Without a listener to keys no key can be a shortcut: nothing is typed.</summary>
    public static Task<IReadOnlyList<char>?> RunAsync(ProbedPage page, IReadOnlyList<PageListener>? listeners, CancellationToken cancellation) => ProbedPage.TriedAsync<IReadOnlyList<char>>(async () =>
    {
        if (listeners is not null && !listeners.Any(listener => listener.Type is "keydown" or "keyup" or "keypress"))
            return [];
        // With the focus on nothing, the body hears the keys, and what is around it.
        var hearing = (await page.CallAsync("() => { const known = window[Symbol.for('audit.numbers')]; return known ? [document.body, document.documentElement].map(element => known.numbers.get(element) ?? -1) : []; }", argument: null, cancellation))
            .EnumerateArray().Select(number => number.GetInt32()).ToList();
        if (listeners is not null && !listeners.Any(listener => listener.Type is "keydown" or "keyup" or "keypress" && (listener.Element is not { } element || hearing.Contains(element))))
            return [];
        await page.CallAsync(PageScriptFiles.Shortcut, new { step = "start" }, cancellation);
        // What changes by itself cannot be told from what a key did.
        await Task.Delay(120, cancellation);
        if (await HasChangedAsync(page, "next", cancellation))
            return [];
        var answered = new List<char>();
        foreach (var character in Characters)
        {
            // Pressed and let go apart: to Playwright a + joins the names of keys.
            await page.Page.Keyboard.DownAsync(character.ToString()).WaitAsync(ProbedPage.CallTime, cancellation);
            await page.Page.Keyboard.UpAsync(character.ToString()).WaitAsync(ProbedPage.CallTime, cancellation);
            if (await HasChangedAsync(page, "next", cancellation))
                answered.Add(character);
        }
        await HasChangedAsync(page, "end", cancellation);
        return answered;
    });

    private static async Task<bool> HasChangedAsync(ProbedPage page, string step, CancellationToken cancellation) => (await page.CallAsync(PageScriptFiles.Shortcut, new { step }, cancellation)).ValueKind == JsonValueKind.True;
}
