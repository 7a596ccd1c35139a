using System.Text.Json;
using AuditService.Browser;
using AuditService.Browser.Network;
using AuditService.Collectors.Trackers;
using AuditService.Collectors.WebPages.Consent;
using AuditService.Collectors.WebPages.Probes;
using AuditService.Collectors.WebPages.States;
using AuditService.Core;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages;

/// <summary>
/// Looks at one page in Chromium, once, and brings back everything that the packs need of it. Each visit has its own profile behind its own
/// proxy. What the page does to escape the look (dialogs, windows, downloads, navigation, silence) is bounded and noted.
/// </summary>
public sealed class PageVisitor(BrowserSession browser, VisitOptions options)
{
    private const int MaximumNotes = 200;
    private const int FewStops = 3;
    private const int MaximumListeners = 400;
    private const int PicturePadding = 12;
    private const int LargestPicture = 1_200;
    private const string Blank = "about:blank";

    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(10);

    /// <param name="address">Where the browser goes.</param>
    /// <param name="known">The page before the visit, with the answer already read for a file of the dossier; else the one that the browser gets is kept.</param>
    /// <param name="choosePictures">Given the evidence, the numbers of the elements to take pictures of.</param>
    public async Task<VisitedPage> VisitAsync(
        Uri address, PageEvidence known, NetworkPolicy policy, Func<PageEvidence, IReadOnlyList<int>> choosePictures, CancellationToken cancellation)
    {
        var (visited, hasCrashed) = await VisitOnceAsync(address, known, policy, choosePictures, cancellation);
        // A tab also falls by a fault of the browser, which a second visit seldom meets again. Steps that write are not done twice.
        if (!hasCrashed || options.Preparation is { MayWrite: true })
            return visited;
        var (again, _) = await VisitOnceAsync(address, known, policy, choosePictures, cancellation);
        return again.Evidence.Rendered is null && visited.Evidence.Rendered is not null ? visited : again;
    }

    /// <summary>Tabs to take and give back; null where each visit has one of its own.</summary>
    internal KeptTabs? Tabs { get; init; }

    private async Task<(VisitedPage Visited, bool HasCrashed)> VisitOnceAsync(
        Uri address, PageEvidence known, NetworkPolicy policy, Func<PageEvidence, IReadOnlyList<int>> choosePictures, CancellationToken cancellation)
    {
        var own = new OwnAddress(address, isOurs: known.Served.Status != 0, new Secrets([.. options.Secrets, .. options.Preparation?.Values.Values ?? []]));
        var evidence = known with { Viewport = $"{options.Width}x{options.Height}" };
        VisitTab tab;
        try
        {
            tab = Tabs is null ? await VisitTab.OpenAsync(browser, options, policy, isKept: false, cancellation) : await Tabs.TakeAsync(browser, options, address, policy, cancellation);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            return (Failed(evidence, exception, own, hasCrashed: false), false);
        }
        VisitedPage? visited = null;
        try
        {
            visited = await LookAsync(tab, address, own, evidence, choosePictures, cancellation);
        }
        catch (StepFailedException failed)
        {
            return (new VisitedPage(evidence with { WhyNotRendered = failed.Reason }, new Dictionary<int, byte[]>()), tab.HasCrashed);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException or JsonException or InvalidOperationException or FormatException)
        {
            cancellation.ThrowIfCancellationRequested();
            var isGone = exception.Message.Contains("Cannot find context", StringComparison.Ordinal) && tab.Context.Pages is [{ Url: Blank }, ..];
            return (Failed(evidence, isGone ? new PlaywrightException(Blank) : exception, own, tab.HasCrashed), tab.HasCrashed);
        }
        finally
        {
            // Before the visits that refuse and accept: one profile at a time.
            if (Tabs is null)
                await tab.DisposeAsync();
            else
                await Tabs.GiveBackAsync(tab, isSound: visited is not null);
        }
        return (tab.HasCrashed ? visited : await WithChoicesAsync(visited, address, own, policy, cancellation), tab.HasCrashed);
    }

    /// <summary>The visits that refuse and accept, where something asks for a choice. The first visit is over then.</summary>
    private async Task<VisitedPage> WithChoicesAsync(VisitedPage visited, Uri address, OwnAddress own, NetworkPolicy policy, CancellationToken cancellation)
    {
        if (visited.Evidence.Rendered is not { Consent: { Banner: not null } consent } rendered)
            return visited;
        var (refusal, acceptance) = await new ConsentVisits(browser, this, options).RunAsync(address, own, policy, cancellation);
        return visited with { Evidence = visited.Evidence with { Rendered = rendered with { Consent = consent with { Refusal = refusal, Acceptance = acceptance } } } };
    }

    /// <summary>Does the steps of a sign-in, and hands over the cookies and stored data that came of it. Nothing else is kept.</summary>
    internal async Task<SignedIn> SignInAsync(Uri address, NetworkPolicy policy, CancellationToken cancellation)
    {
        await using var proxy = new FilteringProxy(policy);
        var own = new OwnAddress(address, isOurs: false, new Secrets(options.Preparation!.Values.Values));
        IBrowserContext? context = null;
        try
        {
            context = await browser.OpenContextAsync(proxy, options.Width, options.Height, options.StorageState).WaitAsync(options.LoadTimeout, cancellation);
            var page = await context.NewPageAsync().WaitAsync(options.LoadTimeout, cancellation);
            var session = await context.NewCDPSessionAsync(page).WaitAsync(options.LoadTimeout, cancellation);
            var notes = new VisitNotes(context, page, address, own);
            await notes.HoldNavigationAsync(session);
            await OpenAsync(page, address, cancellation);
            var world = await PageWorld.OpenAsync(session).WaitAsync(options.LoadTimeout, cancellation);
            await SettleAsync(world, notes, own, cancellation);
            await new StepRun(page, notes, options.Preparation, options).RunAsync(() => Task.FromResult<IReadOnlyList<PageCookie>>([]), cancellation);
            return new SignedIn(await context.StorageStateAsync().WaitAsync(options.LoadTimeout, cancellation), WhyNot: null);
        }
        catch (StepFailedException failed)
        {
            return new SignedIn(StorageState: null, failed.Reason);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException or InvalidOperationException)
        {
            cancellation.ThrowIfCancellationRequested();
            return new SignedIn(StorageState: null, new("la page de connexion ne répond pas", "the sign-in page does not answer"));
        }
        finally
        {
            if (context is not null)
                await CloseAsync(context);
        }
    }

    private async Task<VisitedPage> LookAsync(
        VisitTab tab, Uri address, OwnAddress own, PageEvidence evidence, Func<PageEvidence, IReadOnlyList<int>> choosePictures, CancellationToken cancellation)
    {
        // What the visit listens to and changes in the tab ends with its session.
        var session = tab.HoldsAxe ? await tab.Context.NewCDPSessionAsync(tab.Page).WaitAsync(options.LoadTimeout, cancellation) : tab.Session;
        var notes = new VisitNotes(tab.Context, tab.Page, address, own);
        try
        {
            return await LookAsync(tab, session, notes, address, own, evidence, choosePictures, cancellation);
        }
        finally
        {
            notes.Stop();
            if (session != tab.Session)
                await ProbedPage.TriedAsync<object>(async () => { await session.DetachAsync().WaitAsync(ClosingTime, CancellationToken.None); return null; });
        }
    }

    private async Task<VisitedPage> LookAsync(
        VisitTab tab, ICDPSession session, VisitNotes notes, Uri address, OwnAddress own, PageEvidence evidence, Func<PageEvidence, IReadOnlyList<int>> choosePictures, CancellationToken cancellation)
    {
        var (context, page, proxy) = (tab.Context, tab.Page, tab.Proxy);
        var watch = WatchesTrackers ? await PageWatch.InstallAsync(session) : null;
        await notes.HoldNavigationAsync(session);

        var response = await OpenAsync(page, address, cancellation);
        if (response is null && notes.MainResponse is null)
            throw new TimeoutException("the page did not answer");
        evidence = evidence.Served.Status == 0 ? evidence with { Served = await ServedAsync(response ?? notes.MainResponse!, own, cancellation) } : evidence;
        var world = await PageWorld.OpenAsync(tab.Session).WaitAsync(options.LoadTimeout, cancellation);
        var settled = await SettleAsync(world, notes, own, cancellation);
        var seeded = options.StorageState is null ? [] : await CookiesAsync(context, address.Host, notes.StartedAt, []);
        var sight = watch is null ? null : new TrackingSight(context, page, watch, address, notes.StartedAt, [.. seeded.Select(cookie => cookie.Name)]);
        var banner = sight is null ? null : (await new BannerSight(page).FindAsync(world, mark: false))?.Layer;
        IReadOnlyList<PageCookie>? unasked = null;
        if (options.Preparation is { } preparation)
        {
            if (!preparation.MayWrite && !own.IsOurs)
                await notes.BlockWritesAsync();
            var first = notes.LatestResponse;
            var steps = new StepRun(page, notes, preparation, options);
            await steps.RunAsync(() => CookiesAsync(context, address.Host, notes.StartedAt, seeded), cancellation);
            unasked = steps.CookiesBeforeConsent;
            if (notes.LatestResponse is { } later && later != first)
                evidence = evidence with { Served = await ServedAsync(later, own, cancellation) };
            world = await PageWorld.OpenAsync(tab.Session).WaitAsync(options.LoadTimeout, cancellation);
            settled = await SettleAsync(world, notes, own, cancellation);
        }

        // The way back in the history is no navigation that the browser asks about.
        if (page.Url == Blank)
            throw new PlaywrightException(Blank);
        await world.RunInFramesAsync(AxeScript.Text, page, tab.HoldsAxe, options.MaximumFrames, options.LoadTimeout).WaitAsync(options.LoadTimeout, cancellation);
        var json = await world.CallAsync(PageScriptFiles.Snapshot, new
        {
            rules = options.RunsEveryAxeRule ? AxeScript.Rules : AxeScript.JudgingRules,
            french = AxeScript.French,
            maximumElements = options.MaximumElements,
            maximumRules = options.MaximumStyleRules,
            frames = page.Frames.Count > 1,
        }, options.LookTimeout).WaitAsync(options.LookTimeout, cancellation);
        var isShowable = options.TakeScreenshots && !own.Secrets.IsIn(json.GetString()!);
        var snapshot = PageSnapshot.Parse(own.Hidden(json.GetString()!));
        var screenshot = isShowable ? await ScreenshotAsync(session, world, snapshot.Height, cancellation) : null;
        var (scripts, unseenScripts) = await notes.ScriptsAsync(options.MaximumScriptBytes);
        var probed = new ProbedPage(page, session, world, options);
        var backdrops = await BackdropLooks.RunAsync(probed, snapshot.AxeReport(), snapshot.ElementBoxes(), cancellation);
        var listeners = await ProbedPage.TriedAsync(async () => await world.ListenersAsync(MaximumListeners, ProbedPage.CallTime));
        var focus = options.ActOnPage ? await KeyboardWalk.RunAsync(probed, listeners, cancellation) : null;
        var tabOrder = isShowable && focus is { Stops.Count: >= FewStops } ? await TabOrderAsync(probed, focus, snapshot.Height, cancellation) : null;
        var windows = options.ActOnPage ? await WindowLooks.RunAsync(probed, cancellation) : WindowLook.None;
        var changed = options.ActOnPage ? await ChangedAsync(probed, cancellation) : [];

        var consent = sight is null ? null : await ConsentAsync(sight, page, world, banner, own, notes, snapshot, scripts, cancellation);
        evidence = evidence with
        {
            Rendered = new RenderedPage
            {
                Consent = consent is null ? null : consent with { Before = consent.Before with { Requests = Marked(consent.Before.Requests, proxy.Log) } },
                Html = snapshot.Html,
                Boxes = snapshot.ElementBoxes(),
                StyleRules = snapshot.Rules(),
                UnreadableStyleSheets = snapshot.Unreadable,
                ScriptTexts = scripts,
                UnseenScripts = unseenScripts,
                Axe = snapshot.AxeReport().LeavingOpen("color-contrast", [.. snapshot.Changing, .. changed]),
                Media = snapshot.MediaStates(),
                GeneratedContents = snapshot.GeneratedContents(),
                ColouredLinks = snapshot.ColouredLinks(),
                FaintPlaceholders = snapshot.FaintPlaceholders,
                Focus = focus,
                TabOrder = tabOrder,
                Reflow = windows.Narrow,
                Enlarged = windows.Enlarged,
                Spaced = windows.Spaced,
                Turned = windows.Turned,
                Listeners = listeners,
                Backdrops = backdrops,
                Requests = Marked(notes.Requests, proxy.Log),
                Cookies = unasked ?? await CookiesAsync(context, address.Host, notes.StartedAt, seeded),
                ConsoleErrors = notes.ConsoleErrors,
                Popups = notes.Popups,
                RefusedNavigations = notes.RefusedNavigations,
                Traffic = proxy.Log,
                Screenshot = screenshot,
                SeenAt = notes.StartedAt,
                Browser = browser.Version,
                Settled = settled,
                ElementsLeftOut = snapshot.LeftOut,
            },
        };
        var pictures = isShowable ? await PicturesAsync(probed, evidence.Rendered, choosePictures(evidence), cancellation) : [];
        var rendered = options.ActOnPage ? await ActedOnAsync(probed, context, notes, own, evidence.Rendered, cancellation) : evidence.Rendered;
        return new VisitedPage(evidence with { Rendered = rendered with { LooseSounds = watch?.Sounds ?? [] } }, pictures);
    }

    /// <summary>Whether this is the look that tells what the page does before any choice: no step acted on it.</summary>
    private bool WatchesTrackers => options.WatchTrackers && options.Preparation is null;

    /// <summary>What the page keeps and asks for without any choice. A banner may come late: where something calls for one, it is waited for.</summary>
    private async Task<ConsentLook> ConsentAsync(
        TrackingSight sight, IPage page, PageWorld world, ConsentLayer? banner, OwnAddress own, VisitNotes notes, PageSnapshot snapshot, IReadOnlyList<string> scripts, CancellationToken cancellation)
    {
        var items = await sight.ItemsAsync(world);
        var reading = new TrackerReading(TrackerList.Own, notes.StartedAt);
        var requests = notes.Requests;
        var known = requests.Where(request => request.IsThirdParty).Select(request => (request, Tracker: reading.KnownAt(request.Host, ConsentRequests.PathOf(request)))).ToList();
        var isCalledFor = known.Exists(call => call.Tracker is { Exempt: ConsentExemption.Never } or { Category: TrackerCategory.Consent or TrackerCategory.TagManager }) || items.Any(item => reading.Of(item) is not null);
        banner ??= (await new BannerSight(page).WaitAsync(world, mark: false, isCalledFor ? options.LateBannerTimeout : TimeSpan.Zero, cancellation))?.Layer;
        var withheld = known.Find(call => call.Tracker?.Category is TrackerCategory.Consent or TrackerCategory.TagManager && call.request.Status == 0);
        return new ConsentLook
        {
            Before = new(own.IsOurs ? [.. items.Select(item => item with { Host = item.IsThirdParty ? item.Host : "" })] : items, requests, sight.Watch.Recognition),
            Banner = banner,
            WhyNoBanner = banner is null && withheld.Tracker is { } manager
                ? new($"l'audit n'a pas chargé {manager.Shown}, qui peut montrer un bandeau : déclarez la page par son adresse (interface.pages, url) avec {withheld.request.Host} dans interface.allowedHosts", $"the audit did not load {manager.Shown}, which may show a banner: declare the page by its address (interface.pages, url) with {withheld.request.Host} in interface.allowedHosts")
                : null,
            DeniesByDefault = ConsentRequests.DeniesByDefault([snapshot.Html, .. scripts]),
        };
    }

    /// <summary>
    /// What these looks do to the page is not undone. An auditor must not create data: from the first key on, nothing leaves a page at a real address any more, so that what a
    /// script keeps for later is not sent either; where a socket is open, which being offline does not close, nothing is typed or sent.
    /// </summary>
    private static async Task<RenderedPage> ActedOnAsync(ProbedPage probed, IBrowserContext context, VisitNotes notes, OwnAddress own, RenderedPage rendered, CancellationToken cancellation)
    {
        // A page of ours has nobody to send anything to.
        var isHeld = own.IsOurs;
        SkipLinkLook? skipLink = null;
        PointerLook? pointer = null;
        IReadOnlyList<char>? shortcuts = null;
        IReadOnlyList<FormTrial>? forms = null;
        IReadOnlyDictionary<int, double>? flashing = null;
        var media = rendered.Media;
        try
        {
            await context.SetOfflineAsync(true).WaitAsync(ClosingTime, cancellation);
            isHeld = true;
            skipLink = await SkipLinkLooks.RunAsync(probed, cancellation);
            pointer = await PointerLooks.RunAsync(probed, rendered.Listeners, cancellation);
            if (own.IsOurs || !notes.HasSockets)
            {
                shortcuts = await KeyPresses.RunAsync(probed, rendered.Listeners, cancellation);
                forms = await FormTrials.RunAsync(probed, cancellation);
            }

            if (own.IsOurs)
            {
                await context.SetOfflineAsync(false).WaitAsync(ClosingTime, cancellation);
                media = await VideoPictures.RunAsync(probed, await SoundTracks.RunAsync(probed, rendered.Media, cancellation), cancellation);
                flashing = await FlashingImages.RunAsync(probed, cancellation);
            }
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            // What was seen until then stands.
        }
        var (popups, navigations) = (notes.Popups.Count, notes.RefusedNavigations.Count);
        var idle = await IdleWatch.RunAsync(probed, cancellation);
        var late = notes.RefusedNavigations.Skip(navigations).ToList();
        pointer = await HoverWatch.RunAsync(probed, pointer, cancellation);
        var (popupsAlone, navigationsAlone) = (notes.Popups.Count, notes.RefusedNavigations.Count);
        var mayAct = isHeld && (own.IsOurs || !notes.HasSockets);
        var mouseOnly = mayAct && idle is { Changes.Count: 0 } ? await MouseTrials.RunAsync(probed, rendered.Listeners, cancellation) : null;
        var stale = mayAct ? await MouseTrials.StaleStatesAsync(probed, cancellation) : null;
        var buttons = mayAct ? await FormTrials.PressButtonsAsync(probed, cancellation) : null;
        var leavingLists = mayAct ? await MouseTrials.LeavingListsAsync(probed, () => notes.Popups.Count + notes.RefusedNavigations.Count, cancellation) : null;
        return rendered with
        {
            SkipLink = skipLink,
            Pointer = pointer,
            Shortcuts = shortcuts,
            Media = media,
            Flashing = flashing,
            // A message may repeat what a step typed.
            Forms = Hidden(forms),
            Buttons = Hidden(buttons),
            MouseOnly = mouseOnly,
            LeavingLists = leavingLists,
            StaleStates = stale,
            LateNavigations = late,
            Idle = idle,
            Popups = [.. rendered.Popups, .. notes.Popups.Take(popupsAlone).Skip(popups)],
            RefusedNavigations = [.. rendered.RefusedNavigations, .. notes.RefusedNavigations.Take(navigationsAlone).Skip(navigations)],
        };

        List<FormTrial>? Hidden(IReadOnlyList<FormTrial>? trials) => trials?.Select(trial => trial with { Messages = [.. trial.Messages.Select(message => message with { Text = own.Hidden(message.Text) })] }).ToList();
    }

    internal async Task<IResponse?> OpenAsync(IPage page, Uri address, CancellationToken cancellation)
    {
        try
        {
            return await page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = (float)options.LoadTimeout.TotalMilliseconds })
                .WaitAsync(options.LoadTimeout + ClosingTime, cancellation);
        }
        catch (Exception exception) when (exception is TimeoutException || (exception is PlaywrightException && !exception.Message.Contains("net::ERR_", StringComparison.Ordinal)))
        {
            // Loading is not over, or a navigation of its own was refused: what stands there is looked at.
            return null;
        }
    }

    private async Task<ServedPage> ServedAsync(IResponse response, OwnAddress own, CancellationToken cancellation)
    {
        var headers = await response.HeadersArrayAsync();
        byte[] body;
        try
        {
            body = await response.BodyAsync().WaitAsync(options.LoadTimeout, cancellation);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            body = [];
        }
        var kept = own.Secrets.Hidden(body.Length <= options.MaximumPageBytes ? body : body[..options.MaximumPageBytes]);
        return own.IsOurs ? ServedPage.File(kept) : new ServedPage(kept, response.Headers.GetValueOrDefault("content-type"), response.Status, [.. headers.Select(header => KeyValuePair.Create(header.Name.ToLowerInvariant(), header.Value))]);
    }

    internal async Task<bool> SettleAsync(PageWorld world, VisitNotes notes, OwnAddress own, CancellationToken cancellation)
    {
        var most = (int)options.SettleTimeout.TotalMilliseconds;
        var until = notes.Elapsed + options.SettleTimeout;
        try
        {
            var isQuiet = await IsQuietAsync(world, quiet: 120, most, options.SettleTimeout + ClosingTime, cancellation);
            while (notes.IsAsking && notes.Elapsed < until)
            {
                await Task.Delay(60, cancellation);
                isQuiet = await IsQuietAsync(world, quiet: 120, most: 1_000, ClosingTime, cancellation);
            }
            var began = notes.Elapsed;
            var isThere = await LateContents.WaitAsync(world, notes.IsAsking || notes.HasSockets || !own.IsOurs ? options.LateContentsTimeout : options.LateContentsTimeout / 10, ClosingTime, () => notes.Elapsed, cancellation);
            if (notes.Elapsed - began > LateContents.Glance)
                isQuiet = await IsQuietAsync(world, quiet: 250, most: 3_000, ClosingTime, cancellation);
            return isQuiet && isThere && !notes.IsAsking;
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }

    private static async Task<bool> IsQuietAsync(PageWorld world, int quiet, int most, TimeSpan timeout, CancellationToken cancellation) =>
        (await world.CallAsync(PageScriptFiles.Settle, new { quiet, most }, timeout).WaitAsync(timeout, cancellation)).ValueKind == JsonValueKind.True;

    /// <summary>The whole page, down to a limit, once what was to appear has appeared.</summary>
    private async Task<byte[]?> ScreenshotAsync(ICDPSession session, PageWorld world, double height, CancellationToken cancellation)
    {
        try
        {
            await world.CallAsync("() => { for (const animation of document.getAnimations()) try { animation.finish(); } catch { /* one without an end */ } }", argument: null, ClosingTime).WaitAsync(ClosingTime, cancellation);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            // The picture shows the page as it moves.
        }
        return await PictureAsync(session, 0, 0, options.Width, Math.Clamp(height, options.Height, options.MaximumScreenshotHeight), cancellation);
    }

    /// <summary>Until then a page may still be drawing its first picture: what it shows gradually as it opens takes some two seconds.</summary>
    private static readonly TimeSpan YoungestDrawn = TimeSpan.FromSeconds(2.2);

    /// <summary>Texts of too little contrast that are drawn otherwise some seconds later: they were on their way.</summary>
    private static async Task<IReadOnlyList<int>> ChangedAsync(ProbedPage probed, CancellationToken cancellation) => await ProbedPage.TriedAsync<IReadOnlyList<int>>(async () =>
        [.. (await probed.CallAsync(
            """
            async youngest => {
              const known = window[Symbol.for('audit.numbers')];
              if (!known || known.faint.size === 0) return [];
              const age = performance.now();
              if (age < youngest) await new Promise(done => setTimeout(done, youngest - age));
              if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
              return [...known.faint].filter(([number, look]) => known.drawing(known.elements[number]) !== look).map(([number]) => number);
            }
            """, YoungestDrawn.TotalMilliseconds, cancellation)).EnumerateArray().Select(number => number.GetInt32())]) ?? [];

    private async Task<byte[]?> TabOrderAsync(ProbedPage probed, FocusWalk walk, double height, CancellationToken cancellation) => await ProbedPage.TriedAsync(async () =>
    {
        await probed.CallAsync(PageScriptFiles.TabOrder, new { stops = walk.Stops.Select(stop => stop.Element) }, cancellation);
        var picture = await PictureAsync(probed.Session, 0, 0, options.Width, Math.Clamp(height, options.Height, options.MaximumScreenshotHeight), cancellation);
        await probed.CallAsync(PageScriptFiles.TabOrder, new { stops = (int[]?)null }, cancellation);
        return picture ?? [];
    }) is { Length: > 0 } drawn ? drawn : null;

    /// <summary>A part of the page as it is drawn, in PNG, wherever the window stands; null when the browser does not draw it in time.</summary>
    private static async Task<byte[]?> PictureAsync(ICDPSession session, double x, double y, double width, double height, CancellationToken cancellation)
    {
        try
        {
            var answer = await session.SendAsync("Page.captureScreenshot", new Dictionary<string, object>
            {
                ["captureBeyondViewport"] = true,
                ["clip"] = new Dictionary<string, object> { ["x"] = x, ["y"] = y, ["width"] = width, ["height"] = height, ["scale"] = 1 },
            }).WaitAsync(ClosingTime, cancellation);
            return answer?.GetProperty("data").GetBytesFromBase64();
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Each element with some of what is around it, from the page as it was drawn at first.</summary>
    private async Task<Dictionary<int, byte[]>> PicturesAsync(ProbedPage probed, RenderedPage rendered, IReadOnlyList<int> chosen, CancellationToken cancellation)
    {
        var pictures = new Dictionary<int, byte[]>();
        foreach (var number in chosen.Distinct().Take(options.ElementScreenshots))
        {
            if (!rendered.Boxes.TryGetValue(number, out var box) || !box.Shown || box.Width < 1 || box.Height < 1 || box.X < 0 || box.Y < 0 || box.Bottom > options.MaximumScreenshotHeight)
                continue;
            var x = Math.Max(0, box.X - PicturePadding);
            var y = Math.Max(0, box.Y - PicturePadding);
            var width = Math.Min(LargestPicture, box.Width + (2 * PicturePadding));
            var height = Math.Min(LargestPicture, box.Height + (2 * PicturePadding));
            await ProbedPage.TriedAsync(async () => (object)await probed.CallAsync(PageScriptFiles.Outline, new { number }, cancellation));
            if (await PictureAsync(probed.Session, x, y, width, height, cancellation) is not { } picture)
                break;
            pictures[number] = picture;
        }
        await ProbedPage.TriedAsync(async () => (object)await probed.CallAsync(PageScriptFiles.Outline, new { number = (int?)null }, cancellation));
        return pictures;
    }

    /// <param name="seeded">Those with which the visit began: nobody set them here.</param>
    private static async Task<IReadOnlyList<PageCookie>> CookiesAsync(IBrowserContext context, string host, DateTimeOffset now, IReadOnlyList<PageCookie> seeded) =>
    [
        .. (await context.CookiesAsync()).Where(cookie => !seeded.Any(known => known.Name == cookie.Name)).Take(MaximumNotes).Select(cookie => new PageCookie(
            cookie.Name, string.Equals(cookie.Domain.TrimStart('.'), host, StringComparison.OrdinalIgnoreCase) ? null : cookie.Domain, cookie.Expires < 0 ? null : Math.Round((cookie.Expires - now.ToUnixTimeSeconds()) / 86_400.0, 1), cookie.Secure, cookie.HttpOnly, cookie.SameSite.ToString())),
    ];

    internal static async Task CloseAsync(IBrowserContext context)
    {
        try
        {
            await context.CloseAsync().WaitAsync(ClosingTime);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            // A renderer that hangs ends with the browser.
        }
    }

    /// <summary>A call of a script that the proxy refused looks to the browser like a fault of the other host's sharing rules: the proxy knows better.</summary>
    private static IReadOnlyList<PageRequest> Marked(IReadOnlyList<PageRequest> requests, IReadOnlyList<ProxyEntry> traffic)
    {
        var refused = traffic.Where(entry => !entry.Allowed).Select(entry => (entry.Host.ToLowerInvariant(), entry.Port)).ToHashSet();
        return [.. requests.Select(request => !request.Blocked && Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) && refused.Contains((uri.IdnHost.ToLowerInvariant(), uri.Port)) ? request with { Blocked = true } : request)];
    }

    private static VisitedPage Failed(PageEvidence evidence, Exception exception, OwnAddress own, bool hasCrashed)
    {
        var reason = exception switch
        {
            _ when hasCrashed || exception.Message.Contains("crashed", StringComparison.OrdinalIgnoreCase) => new LocalizedText("elle a fait tomber l'onglet", "it made the tab crash"),
            _ when exception.Message.Contains("ERR_CERT", StringComparison.Ordinal) => new LocalizedText("son certificat n'est pas valable", "its certificate is not valid"),
            _ when exception.Message.Contains("ERR_TOO_MANY_REDIRECTS", StringComparison.Ordinal) => new LocalizedText("ses redirections ne finissent pas", "its redirects do not end"),
            _ when exception.Message == Blank => new LocalizedText("elle est revenue en arrière, où il n'y a rien", "it went back, where there is nothing"),
            _ when exception.Message.Contains("has been closed", StringComparison.Ordinal) => new LocalizedText("elle a fermé sa fenêtre", "it closed its window"),
            _ when exception.Message.Contains("no document element", StringComparison.Ordinal) => new LocalizedText("elle n'a pas envoyé de document à temps", "it sent no document in time"),
            TimeoutException => new LocalizedText("elle n'a pas répondu à temps", "it did not answer in time"),
            _ => LocalizedText.Same(own.Hidden(exception.Message.Split('\n')[0])),
        };
        return new VisitedPage(evidence with { WhyNotRendered = new LocalizedText($"le navigateur n'a pas pu regarder la page : {reason.Fr}", $"the browser could not look at the page: {reason.En}") }, new Dictionary<int, byte[]>());
    }
}
