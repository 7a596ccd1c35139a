using System.Diagnostics;
using System.Text.Json;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages.States;

/// <summary>Does the steps that the author declared, one after the other, each within its time.</summary>
internal sealed class StepRun(IPage page, VisitNotes notes, VisitPreparation preparation, VisitOptions options)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CalmTime = TimeSpan.FromMilliseconds(1_500);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>Cookies as they were when people were first asked for their consent; null when no step gives or refuses it.</summary>
    public IReadOnlyList<PageCookie>? CookiesBeforeConsent { get; private set; }

    /// <exception cref="StepFailedException">One step could not be done; those after it are not tried.</exception>
    public async Task RunAsync(Func<Task<IReadOnlyList<PageCookie>>> cookies, CancellationToken cancellation)
    {
        notes.LetAct(true);
        try
        {
            for (var number = 1; number <= preparation.Steps.Count; number++)
            {
                var step = preparation.Steps[number - 1];
                if (watch.Elapsed > options.StepsTimeout)
                    throw Failed(number, step, new($"plus de {options.StepsTimeout.TotalSeconds:0} s pour toutes les étapes", $"more than {options.StepsTimeout.TotalSeconds:0} s for all steps"));
                if (step.Verb is StepVerb.Accept or StepVerb.Refuse)
                    CookiesBeforeConsent ??= await cookies();
                await OneAsync(number, step, cancellation);
                await CalmAsync(cancellation);
                if (notes.LedTo is { } elsewhere)
                    throw Failed(number, step, new($"elle mène à un autre hôte ({elsewhere}), ce qui est refusé", $"it leads to another host ({elsewhere}), which is refused"));
            }
        }
        finally
        {
            notes.LetAct(false);
        }
    }

    private async Task OneAsync(int number, StepEntry step, CancellationToken cancellation)
    {
        try
        {
            await ActAsync(number, step, cancellation).WaitAsync(options.StepTimeout + options.LoadTimeout + Margin, cancellation);
        }
        catch (TimeoutException)
        {
            throw Failed(number, step, await WhyNotAsync(step, cancellation));
        }
        catch (PlaywrightException exception) when (!page.IsClosed && !exception.Message.Contains("crashed", StringComparison.OrdinalIgnoreCase))
        {
            // Its message may repeat what was typed.
            throw Failed(number, step, exception.Message.Contains("selector", StringComparison.OrdinalIgnoreCase) && exception.Message.Contains("valid", StringComparison.OrdinalIgnoreCase)
                ? new("le navigateur ne comprend pas le sélecteur", "the browser does not understand the selector")
                : new("l'élément ou la page n'accepte pas cette action", "the element or the page does not accept this act"));
        }
    }

    private Task ActAsync(int number, StepEntry step, CancellationToken cancellation)
    {
        var time = (float)options.StepTimeout.TotalMilliseconds;
        return step.Verb switch
        {
            StepVerb.Click => Seen(step).ClickAsync(new() { Timeout = time }),
            StepVerb.Hover => Seen(step).HoverAsync(new() { Timeout = time }),
            StepVerb.Fill => FillAsync(number, step, time),
            StepVerb.Choose => ChooseAsync(number, step, time),
            StepVerb.Check => SetAsync(All(step).First, on: true, time),
            StepVerb.Uncheck => SetAsync(All(step).First, on: false, time),
            StepVerb.Press => page.Keyboard.PressAsync(step.Text!),
            StepVerb.Wait when step.Milliseconds is { } milliseconds => Task.Delay(milliseconds, cancellation),
            StepVerb.Wait when step.Selector is not null => Seen(step).WaitForAsync(new() { Timeout = time }),
            StepVerb.Wait => page.GetByText(step.Text!).Locator("visible=true").First.WaitForAsync(new() { Timeout = time }),
            StepVerb.Accept or StepVerb.Refuse => ConsentAsync(step.Verb == StepVerb.Accept, time, cancellation),
            StepVerb.Open => GoAsync(number, step),
            _ => throw new InvalidOperationException($"No such verb: {step.Verb}"),
        };
    }

    private ILocator All(StepEntry step) => page.Locator("css=" + step.Selector);

    private ILocator Seen(StepEntry step) => All(step).Locator("visible=true").First;

    private async Task FillAsync(int number, StepEntry step, float time)
    {
        var field = Seen(step);
        await field.FillAsync(ValueOf(number, step), new() { Timeout = time });
        // Whoever looks at the picture must not read it; a page that repeats it elsewhere gets no picture.
        if (step.Value!.Variable is not null)
            await field.EvaluateAsync("field => field.style.setProperty('-webkit-text-security', 'disc', 'important')");
    }

    private async Task ChooseAsync(int number, StepEntry step, float time)
    {
        var value = ValueOf(number, step);
        var first = All(step).First;
        if (await first.EvaluateAsync<string>("element => element.tagName", options: new() { Timeout = time }) == "SELECT")
            await first.SelectOptionAsync(value, new() { Timeout = time, Force = !await first.IsVisibleAsync() });
        else
            await SetAsync(All(step).And(page.Locator($"css=[value={JsonSerializer.Serialize(value)}]")).First, on: true, time);
    }

    /// <summary>A box that a style sheet replaces by a drawing is there and not seen: it is then set without the pointer.</summary>
    private static async Task SetAsync(ILocator box, bool on, float time)
    {
        await box.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = time });
        if (await box.IsVisibleAsync())
        {
            await box.SetCheckedAsync(on, new() { Timeout = time });
            return;
        }

        await box.EvaluateAsync("(box, on) => { if (box.checked !== on) box.click(); }", on, new() { Timeout = time });
    }

    private async Task ConsentAsync(bool accepting, float time, CancellationToken cancellation)
    {
        var began = watch.Elapsed;
        while (true)
        {
            if (await ConsentBanner.FindAsync(page, accepting) is { } button)
            {
                await button.ClickAsync(new() { Timeout = time });
                return;
            }

            if (watch.Elapsed - began > options.StepTimeout)
                throw new TimeoutException("no banner");
            await Task.Delay(Glance, cancellation);
        }
    }

    private async Task GoAsync(int number, StepEntry step)
    {
        if (!Uri.TryCreate(new Uri(page.Url), step.Text, out var address) || address.Scheme is not ("http" or "https") || !notes.IsOfThisSite(address))
            throw Failed(number, step, new("un chemin du même hôte est attendu", "a path of the same host is expected"));
        int? answered;
        try
        {
            answered = (await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Load, Timeout = (float)options.LoadTimeout.TotalMilliseconds }))?.Status;
        }
        catch (PlaywrightException exception) when (exception.Message.Contains("ERR_HTTP_RESPONSE_CODE_FAILURE", StringComparison.Ordinal))
        {
            // An error without a page: the browser shows its own.
            answered = notes.LatestResponse?.Status;
        }

        if (answered is >= 400 and var status)
            throw Failed(number, step, new($"le serveur a répondu {status}", $"the server answered {status}"));
    }

    /// <summary>What the step set off comes to rest, or not: the next one waits for its own element.</summary>
    private async Task CalmAsync(CancellationToken cancellation)
    {
        var until = watch.Elapsed + CalmTime;
        await Task.Delay(Glance / 2, cancellation);
        try
        {
            await page.WaitForLoadStateAsync(LoadState.Load, new() { Timeout = (float)options.StepTimeout.TotalMilliseconds });
        }
        catch (TimeoutException)
        {
            return;
        }

        while (notes.IsAsking && watch.Elapsed < until)
            await Task.Delay(Glance / 5, cancellation);
    }

    private string ValueOf(int number, StepEntry step)
    {
        if (step.Value!.Text is { } text)
            return text;
        var variable = step.Value.Variable!;
        if (!preparation.Values.TryGetValue(variable, out var secret))
            throw Failed(number, step, new($"la variable d'environnement {variable} n'est pas définie", $"the environment variable {variable} is not set"));
        return secret.Length >= Secrets.LeastLength ? secret : throw Failed(number, step, new(
            $"la valeur de {variable} est trop courte pour être cachée ({Secrets.LeastLength} caractères au moins)",
            $"the value of {variable} is too short to be hidden (at least {Secrets.LeastLength} characters)"));
    }

    private async Task<LocalizedText> WhyNotAsync(StepEntry step, CancellationToken cancellation)
    {
        var seconds = $"{options.StepTimeout.TotalSeconds:0} s";
        if (step.Verb is StepVerb.Accept or StepVerb.Refuse)
            return new($"aucun bandeau de cookies reconnu en {seconds} ; nommez son bouton par « click »", $"no cookie banner recognised within {seconds}; name its button with \"click\"");
        if (step.Selector is null)
            return new($"rien de tel en {seconds}", $"no such thing within {seconds}");
        try
        {
            return await All(step).CountAsync().WaitAsync(options.StepTimeout, cancellation) > 0
                ? new($"un élément correspond au sélecteur, mais est resté caché, couvert ou désactivé pendant {seconds}", $"an element matches the selector, but stayed hidden, covered or disabled for {seconds}")
                : new($"aucun élément ne correspond au sélecteur en {seconds}", $"no element matches the selector within {seconds}");
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            return new("la page ne répond plus", "the page answers no more");
        }
    }

    private StepFailedException Failed(int number, StepEntry step, LocalizedText why)
    {
        var (fr, en) = notes.BlockedWrites > 0
            ? (" ; des envois de données ont été bloqués (mayWrite: true les permettrait)", "; sending data was blocked (mayWrite: true would allow it)")
            : ("", "");
        return new(new($"étape {number} ({step.Shown}) : {why.Fr}{fr}", $"step {number} ({step.Shown}): {why.En}{en}"));
    }
}
