using System.Text.Json;
using AuditService.Browser;
using AuditService.Browser.Network;
using AuditService.Collectors.Trackers;
using AuditService.Core;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages.Consent;

/// <summary>
/// Visits a page twice more, each time as somebody new: once to refuse, once to accept. Short looks, without axe, keyboard or pictures. At a real address nothing but
/// questions leaves the page from the first click on.
/// </summary>
internal sealed class ConsentVisits(BrowserSession browser, PageVisitor visitor, VisitOptions options)
{
    private const int MostBoxes = 20;

    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Appearing = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Reappearing = TimeSpan.FromSeconds(1.5);

    private static LocalizedText NotBack { get; } = new("le bandeau n'est pas apparu lors de la visite suivante", "the banner did not appear at the next visit");

    public async Task<(RefusalLook Refusal, AcceptanceLook Acceptance)> RunAsync(Uri address, OwnAddress own, NetworkPolicy policy, CancellationToken cancellation)
    {
        var refusing = VisitAsync(address, own, policy, RefuseAsync, why => new RefusalLook(null, null, null, null, null, why), cancellation);
        var accepting = VisitAsync(address, own, policy, AcceptAsync, why => new AcceptanceLook(null, null, null, [], null, why), cancellation);
        return (await refusing, await accepting);
    }

    private async Task<RefusalLook> RefuseAsync(Visit visit, CancellationToken cancellation)
    {
        if (await visit.Banners.WaitAsync(visit.World, mark: true, Appearing, cancellation) is not { } first)
            return new(null, null, null, null, null, NotBack);
        var had = (await visit.Sight.ItemsAsync(visit.World)).Select(item => (item.Kind, item.Name)).ToHashSet();
        var (clicks, second) = await RefuseInAsync(visit, first, cancellation);
        if (clicks is null)
            return new(null, second, null, null, null, new("aucun moyen de refuser n'a été trouvé dans le bandeau ni derrière ses réglages", "no way to refuse was found in the banner or behind its settings"));
        await visit.CalmAsync(cancellation);
        var asked = visit.Asked;
        var kept = await visit.Sight.ItemsAsync(visit.World);
        await visit.ReloadAsync(cancellation);
        var isBack = await visit.Banners.WaitAsync(visit.World, mark: false, Reappearing, cancellation) is not null;
        var items = await visit.Sight.ItemsAsync(visit.World);
        var memory = kept.Where(item => !had.Contains((item.Kind, item.Name)) || TrackerList.Own.OfItem(item)?.Category == TrackerCategory.Consent).Select(item => item.Days ?? 0).DefaultIfEmpty(double.NaN).Max();
        return new(clicks, second, new(items, visit.RequestsSince(asked), visit.Sight.Watch.Recognition), isBack, double.IsNaN(memory) ? null : memory, WhyNot: null);
    }

    private static async Task<(int? Clicks, ConsentLayer? Second)> RefuseInAsync(Visit visit, (ConsentLayer Layer, IFrame Frame) first, CancellationToken cancellation)
    {
        visit.StartsActing();
        if (first.Layer.Find(ConsentRole.Refuse) is { } refuse)
        {
            await BannerSight.ClickAsync(first.Frame, refuse.Number);
            return (1, null);
        }

        if (await BySavingAsync(first, clicks: 0) is { } saved)
            return (saved, null);
        if (first.Layer.Find(ConsentRole.Settings) is not { } settings)
            return (null, null);
        await BannerSight.ClickAsync(first.Frame, settings.Number);
        var opened = await BannerSight.WaitAsync(async () =>
        {
            var layers = await visit.Banners.LayersAsync(visit.World, mark: true);
            (ConsentLayer Layer, IFrame Frame)? best = layers.Where(found => found.Layer.Find(ConsentRole.Refuse) is not null).OrderBy(found => found.Layer.Text.Length).Cast<(ConsentLayer, IFrame)?>().FirstOrDefault()
                ?? layers.Where(found => found.Layer.Find(ConsentRole.Save) is not null && found.Layer.Boxes.Count > 0).OrderBy(found => found.Layer.Text.Length).Cast<(ConsentLayer, IFrame)?>().FirstOrDefault();
            return best;
        }, Opening, cancellation);
        if (opened is not { } second)
            return (null, null);
        if (second.Layer.Find(ConsentRole.Refuse) is { } behind)
        {
            await BannerSight.ClickAsync(second.Frame, behind.Number);
            return (2, second.Layer);
        }

        return (await BySavingAsync(second, clicks: 1), second.Layer);
    }

    /// <summary>Leaves every box empty, and saves.</summary>
    private static async Task<int?> BySavingAsync((ConsentLayer Layer, IFrame Frame) found, int clicks)
    {
        if (found.Layer.Find(ConsentRole.Save) is not { } save || !found.Layer.Boxes.Any(box => box is { IsDisabled: false }))
            return null;
        // A box that is ticked is pressed to untick it; of several choices, that which refuses is pressed.
        foreach (var box in found.Layer.Boxes.Where(box => !box.IsDisabled && (box.IsRadio ? !box.IsChecked && ConsentWords.RoleOf(box.Label) == ConsentRole.Refuse : box.IsChecked)).Take(MostBoxes))
        {
            await found.Frame.Locator($"css=[data-audit-consent='{box.Number}']").First.EvaluateAsync("box => box.click()");
            clicks++;
        }

        await BannerSight.ClickAsync(found.Frame, save.Number);
        return clicks + 1;
    }

    private async Task<AcceptanceLook> AcceptAsync(Visit visit, CancellationToken cancellation)
    {
        if (await visit.Banners.WaitAsync(visit.World, mark: true, Appearing, cancellation) is not { } first)
            return new(null, null, null, [], null, NotBack);
        visit.StartsActing();
        ConsentLayer? choices = null;
        if (first.Layer.Find(ConsentRole.Settings) is { } settings)
        {
            await BannerSight.ClickAsync(first.Frame, settings.Number);
            choices = (await BannerSight.WaitAsync(async () => (await visit.Banners.LayersAsync(visit.World, mark: false)).Where(found => found.Layer.Boxes.Any(box => box.IsSeen) && found.Layer.Find(ConsentRole.Save) is not null)
                .OrderBy(found => found.Layer.Text.Length).Cast<(ConsentLayer Layer, IFrame)?>().FirstOrDefault(), Opening / 2, cancellation))?.Layer;
            await visit.ReloadAsync(cancellation);
            if (await visit.Banners.WaitAsync(visit.World, mark: true, Appearing, cancellation) is not { } again)
                return new(null, choices, null, [], null, NotBack);
            first = again;
        }

        if (first.Layer.Find(ConsentRole.Accept) is not { } accept)
            return new(null, choices, null, [], null, NotBack);
        await BannerSight.ClickAsync(first.Frame, accept.Number);
        await visit.CalmAsync(cancellation);
        var look = new TrackingLook(await visit.Sight.ItemsAsync(visit.World), visit.RequestsSince(0), visit.Sight.Watch.Recognition);
        var recall = await visit.Banners.RecallAsync(visit.World);
        ConsentLayer? recalled = null;
        if (recall is [var link, ..])
        {
            await BannerSight.ClickAsync(visit.Page.MainFrame, link.Number);
            await visit.CalmAsync(cancellation);
            recalled = (await BannerSight.WaitAsync(async () => (await visit.Banners.LayersAsync(visit.World, mark: false)).Where(found => found.Layer.Asks || found.Layer.Boxes.Count > 0).Cast<(ConsentLayer Layer, IFrame)?>().FirstOrDefault(), Opening, cancellation))?.Layer;
        }

        return new(1, choices, look, recall, recalled, WhyNot: null);
    }

    /// <summary>A page that goes elsewhere while it is looked at takes the look with it: the choice is then made once more, by somebody new again.</summary>
    private async Task<T> VisitAsync<T>(Uri address, OwnAddress own, NetworkPolicy policy, Func<Visit, CancellationToken, Task<T>> act, Func<LocalizedText, T> failed, CancellationToken cancellation)
        where T : class =>
        await VisitOnceAsync(address, own, policy, act, cancellation)
        ?? await VisitOnceAsync(address, own, policy, act, cancellation)
        ?? failed(new("la page n'a pas répondu à temps à ce choix", "the page did not answer this choice in time"));

    private async Task<T?> VisitOnceAsync<T>(Uri address, OwnAddress own, NetworkPolicy policy, Func<Visit, CancellationToken, Task<T>> act, CancellationToken cancellation)
        where T : class
    {
        await using var proxy = new FilteringProxy(policy);
        IBrowserContext? context = null;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(Whole);
        try
        {
            context = await browser.OpenContextAsync(proxy, options.Width, options.Height, options.StorageState).WaitAsync(options.LoadTimeout, bound.Token);
            var page = await context.NewPageAsync().WaitAsync(options.LoadTimeout, bound.Token);
            var session = await context.NewCDPSessionAsync(page).WaitAsync(options.LoadTimeout, bound.Token);
            var notes = new VisitNotes(context, page, address, own);
            var watch = await PageWatch.InstallAsync(session);
            await notes.HoldNavigationAsync(session);
            var seeded = options.StorageState is null ? [] : (await context.CookiesAsync()).Select(cookie => cookie.Name).ToHashSet(StringComparer.Ordinal);
            await visitor.OpenAsync(page, address, bound.Token);
            var visit = new Visit(visitor, page, session, notes, own, new TrackingSight(context, page, watch, address, notes.StartedAt, seeded), new BannerSight(page), await PageWorld.OpenAsync(session).WaitAsync(options.LoadTimeout, bound.Token));
            await visit.SettleAsync(bound.Token);
            return await act(visit, bound.Token).WaitAsync(Whole, bound.Token);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException or JsonException or InvalidOperationException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
        finally
        {
            if (context is not null)
                await PageVisitor.CloseAsync(context);
        }
    }

    /// <summary>One page in one profile.</summary>
    private sealed class Visit(PageVisitor visitor, IPage page, ICDPSession session, VisitNotes notes, OwnAddress own, TrackingSight sight, BannerSight banners, PageWorld world)
    {
        public IPage Page => page;

        public TrackingSight Sight => sight;

        public BannerSight Banners => banners;

        public PageWorld World { get; private set; } = world;

        public int Asked { get; private set; }

        public Task SettleAsync(CancellationToken cancellation) => visitor.SettleAsync(World, notes, own, cancellation);

        public IReadOnlyList<PageRequest> RequestsSince(int number) => [.. notes.Requests.Skip(number)];

        /// <summary>Choosing may load the page again, which is let be.</summary>
        public void StartsActing()
        {
            Asked = notes.Requests.Count;
            notes.LetAct(true);
            if (!own.IsOurs)
                _ = notes.BlockWritesAsync();
        }

        public async Task CalmAsync(CancellationToken cancellation)
        {
            await Task.Delay(Calm, cancellation);
            await page.WaitForLoadStateAsync(LoadState.Load, new() { Timeout = (float)Opening.TotalMilliseconds });
            World = await PageWorld.OpenAsync(session);
            await visitor.SettleAsync(World, notes, own, cancellation);
        }

        public async Task ReloadAsync(CancellationToken cancellation)
        {
            await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Load, Timeout = (float)Appearing.TotalMilliseconds }).WaitAsync(cancellation);
            World = await PageWorld.OpenAsync(session);
            await visitor.SettleAsync(World, notes, own, cancellation);
        }
    }
}
