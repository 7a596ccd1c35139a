using System.Text.Json;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Goes through the page with the Tab key as somebody without a mouse does.</summary>
internal static class KeyboardWalk
{
    private const int StuckPresses = 4;

    /// <summary>Presses that lead out of any field or player that the browser draws.</summary>
    private const int StopsOfOneElement = 20;

    private const int ScriptedFocusDelay = 25;
    private const int MostToldKeys = 3;

    private static readonly TimeSpan ClosingTime = ProbedPage.CallTime;

    /// <summary>Presses Tab until the walk comes back to its beginning, goes round in a part of the page, or exceeds its bound.</summary>
    public static async Task<FocusWalk?> RunAsync(ProbedPage probed, IReadOnlyList<PageListener>? listeners, CancellationToken cancellation)
    {
        try
        {
            await probed.World.CallAsync("() => { if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur(); scrollTo(0, 0); }", argument: null, ClosingTime).WaitAsync(ClosingTime, cancellation);
            var changes = new Dictionary<int, bool?>();
            var order = new List<int>();
            var presses = new List<int?>();
            // A script may move the focus a moment after it came or went.
            var mayMoveFocus = listeners is null || listeners.Any(listener => listener.Type is "blur" or "focus" or "focusin" or "focusout");
            for (var press = 0; press < probed.Options.MaximumTabs; press++)
            {
                await probed.Page.Keyboard.PressAsync("Tab").WaitAsync(ClosingTime, cancellation);
                if (mayMoveFocus)
                    await Task.Delay(ScriptedFocusDelay, cancellation);
                var seen = await FocusAsync(probed.World, cancellation);
                if (seen.ValueKind != JsonValueKind.Object)
                    return null;
                if (Number(seen, "previous") is { } previous && seen.GetProperty("changed").ValueKind is JsonValueKind.True or JsonValueKind.False && !changes.ContainsKey(previous))
                    changes[previous] = seen.GetProperty("changed").GetBoolean();
                var number = Number(seen, "number");
                if (seen.GetProperty("isElsewhere").GetBoolean() || (number is { } first && order.Count > 0 && first == order[0] && order.Count >= await FocusableCountAsync(probed.World, cancellation)))
                {
                    await CompareLastAsync();
                    return new FocusWalk(Stops(), Completed: true, []);
                }
                presses.Add(number);
                if (number is { } known && !order.Contains(known))
                    order.Add(known);
                var stops = seen.GetProperty("hasStops").GetBoolean() ? StopsOfOneElement : StuckPresses;
                if (!seen.GetProperty("isFrame").GetBoolean() && Loop(presses, stops) is { Count: > 0 } loop && await IsTrapAsync(probed, loop, stops, cancellation))
                {
                    var (leadsOut, tried) = await TryToldKeysAsync(probed, loop, cancellation);
                    return leadsOut ? new FocusWalk(Stops(), Completed: false, []) : new FocusWalk(Stops(), Completed: false, loop) { TriedKeys = tried };
                }
            }
            return new FocusWalk(Stops(), Completed: false, []);

            // The focus that comes back to the only stop of a page never leaves it by itself.
            async Task CompareLastAsync()
            {
                var last = await probed.World.CallAsync(Leave, argument: null, ClosingTime).WaitAsync(ClosingTime, cancellation);
                if (last.ValueKind == JsonValueKind.Object && Number(last, "previous") is { } previous && !changes.ContainsKey(previous))
                    changes[previous] = last.GetProperty("changed").GetBoolean();
            }

            List<FocusStop> Stops() => [.. order.Select(number => new FocusStop(number, changes.GetValueOrDefault(number)))];
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>The elements among which the last presses stayed, when they went round often enough; at most eight elements.</summary>
    private static List<int> Loop(List<int?> presses, int rounds)
    {
        for (var length = 1; length <= 8; length++)
        {
            if (presses.Count < length * rounds)
                return [];
            var last = presses[^(length * rounds)..];
            if (last.TrueForAll(number => number is not null) && Enumerable.Range(length, last.Count - length).All(i => last[i] == last[i - length]))
                return [.. last[..length].Select(number => number!.Value).Distinct()];
        }
        return [];
    }

    /// <summary>Other elements take the focus, yet neither Shift+Tab nor Escape leads to them.</summary>
    private static async Task<bool> IsTrapAsync(ProbedPage probed, List<int> loop, int rounds, CancellationToken cancellation)
    {
        if (await FocusableCountAsync(probed.World, cancellation) <= loop.Count)
            return false;
        foreach (var key in (string[])["Shift+Tab", "Escape"])
        {
            for (var press = 0; press <= (rounds == StuckPresses ? loop.Count : rounds); press++)
            {
                await probed.Page.Keyboard.PressAsync(key).WaitAsync(ClosingTime, cancellation);
                if (key == "Escape")
                    await probed.Page.Keyboard.PressAsync("Tab").WaitAsync(ClosingTime, cancellation);
                await Task.Delay(ScriptedFocusDelay, cancellation);
                var seen = await FocusAsync(probed.World, cancellation);
                if (seen.ValueKind != JsonValueKind.Object || Number(seen, "number") is not { } number || !loop.Contains(number))
                    return false;
            }
        }
        return true;
    }

    /// <summary>
    /// A trap that the page tells how to leave is none, if the keys do what is told. Keys of the browser itself are left alone.
    /// </summary>
    /// <returns>Whether one of the told keys led out, and those tried in vain.</returns>
    private static async Task<(bool LeadsOut, IReadOnlyList<string> Tried)> TryToldKeysAsync(ProbedPage probed, List<int> loop, CancellationToken cancellation)
    {
        var told = await probed.World.CallAsync("() => document.body.innerText.slice(0, 50000)", argument: null, ClosingTime).WaitAsync(ClosingTime, cancellation);
        var tried = new List<string>();
        foreach (var key in ToldKeys.In(told.GetString() ?? "").Take(MostToldKeys))
        {
            tried.Add(key);
            await probed.Page.Keyboard.PressAsync(key).WaitAsync(ClosingTime, cancellation);
            await Task.Delay(ScriptedFocusDelay, cancellation);
            await probed.Page.Keyboard.PressAsync("Tab").WaitAsync(ClosingTime, cancellation);
            await Task.Delay(ScriptedFocusDelay, cancellation);
            var seen = await FocusAsync(probed.World, cancellation);
            if (seen.ValueKind != JsonValueKind.Object || Number(seen, "number") is not { } number || !loop.Contains(number))
                return (true, tried);
        }
        return (false, tried);
    }

    private const string Leave =
        """
        () => {
          const known = window[Symbol.for('audit.numbers')];
          const last = known && known.previous;
          let active = document.activeElement;
          while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
          if (!last || last.number === null || active !== last.element) return null;
          active.blur();
          return document.activeElement === active ? null : { previous: last.number, changed: known.portrait(last.list) !== last.look };
        }
        """;

    private static async Task<int> FocusableCountAsync(PageWorld world, CancellationToken cancellation) => (await world.CallAsync(
        """
        () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable]')]
          .filter(element => element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden' && element.checkVisibility({ visibilityProperty: true })
            && !(element.type === 'radio' && element.name && !element.checked && document.querySelector(`input[type=radio][name="${CSS.escape(element.name)}"]`) !== element)).length
        """, argument: null, ClosingTime).WaitAsync(ClosingTime, cancellation)).GetInt32();

    private static async Task<JsonElement> FocusAsync(PageWorld world, CancellationToken cancellation) => await world.CallAsync(PageScriptFiles.Focus, argument: null, ClosingTime).WaitAsync(ClosingTime, cancellation);

    private static int? Number(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
}
