using System.Collections.Concurrent;
using AuditService.Browser.Network;
using Microsoft.Playwright;

namespace AuditService.BrowserTests.Network;

/// <summary>Whatever a page tries, a service of this machine that the policy does not name sees nothing of it.</summary>
public sealed class TrafficTests(SharedBrowser browser)
{
    private static readonly (string Way, string Html)[] Ways =
    [
        ("image", "<img src='http://127.0.0.1:PORT/i.png'>"),
        ("style sheet", "<link rel=stylesheet href='http://127.0.0.1:PORT/s.css'>"),
        ("script", "<script src='http://127.0.0.1:PORT/s.js'></script>"),
        ("iframe", "<iframe src='http://127.0.0.1:PORT/f.html'></iframe>"),
        ("object", "<object data='http://127.0.0.1:PORT/o.svg' type='image/svg+xml'></object>"),
        ("video", "<video src='http://127.0.0.1:PORT/v.mp4' autoplay muted></video>"),
        ("localhost by name", "<img src='http://localhost:PORT/i.png'>"),
        ("IPv6 loopback", "<img src='http://[::1]:PORT/i.png'>"),
        ("IPv4 in IPv6", "<img src='http://[::ffff:127.0.0.1]:PORT/i.png'>"),
        ("decimal address", "<img src='http://2130706433:PORT/i.png'>"),
        ("zero address", "<img src='http://0.0.0.0:PORT/i.png'>"),
        ("prefetch", "<link rel=prefetch href='http://127.0.0.1:PORT/p'><link rel=preconnect href='http://127.0.0.1:PORT'><link rel=dns-prefetch href='http://127.0.0.1:PORT'>"),
        ("speculation rules", "<script type=speculationrules>{\"prefetch\":[{\"source\":\"list\",\"urls\":[\"http://127.0.0.1:PORT/a\"]}],\"prerender\":[{\"source\":\"list\",\"urls\":[\"http://127.0.0.1:PORT/b\"]}]}</script>"),
        ("fetch", "<script>fetch('http://127.0.0.1:PORT/x',{mode:'no-cors'}).catch(()=>{})</script>"),
        ("fetch over TLS", "<script>fetch('https://127.0.0.1:PORT/x',{mode:'no-cors'}).catch(()=>{})</script>"),
        ("beacon", "<script>navigator.sendBeacon('http://127.0.0.1:PORT/b','x')</script>"),
        ("ping", "<a id=a href='#x' ping='http://127.0.0.1:PORT/ping'>x</a><script>a.click()</script>"),
        ("event source", "<script>new EventSource('http://127.0.0.1:PORT/e')</script>"),
        ("WebSocket", "<script>new WebSocket('ws://127.0.0.1:PORT/w')</script>"),
        ("secure WebSocket", "<script>new WebSocket('wss://127.0.0.1:PORT/w')</script>"),
        ("worker", "<script>new Worker(URL.createObjectURL(new Blob([\"fetch('http://127.0.0.1:PORT/w',{mode:'no-cors'});new WebSocket('ws://127.0.0.1:PORT/w')\"])))</script>"),
        ("shared worker", "<script>new SharedWorker(URL.createObjectURL(new Blob([\"fetch('http://127.0.0.1:PORT/w',{mode:'no-cors'})\"])))</script>"),
        ("service worker", "<script>navigator.serviceWorker&&navigator.serviceWorker.register('/sw.js').catch(()=>{})</script>"),
        ("form", "<form action='http://127.0.0.1:PORT/f' method=post id=f></form><script>f.submit()</script>"),
        ("window.open", "<script>window.open('http://127.0.0.1:PORT/o')</script>"),
        ("location", "<script>location.href='http://127.0.0.1:PORT/l'</script>"),
        ("meta refresh", "<meta http-equiv=refresh content='0;url=http://127.0.0.1:PORT/m'>"),
        ("redirect", "<img src='/hop1'><iframe src='/hop1'></iframe><script>fetch('/hop1',{mode:'no-cors'}).catch(()=>{})</script>"),
        ("WebRTC", "<script>const p=new RTCPeerConnection({iceServers:[{urls:'stun:127.0.0.1:PORT'},{urls:'turn:127.0.0.1:PORT?transport=tcp',username:'a',credential:'b'},{urls:'turn:127.0.0.1:PORT',username:'a',credential:'b'}]});p.createDataChannel('d');p.createOffer().then(o=>p.setLocalDescription(o))</script>"),
        ("WebTransport", "<script>new WebTransport('https://127.0.0.1:PORT/t').ready.catch(()=>{})</script>"),
    ];

    private static readonly TimeSpan TimeToTry = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task No_way_that_a_page_has_reaches_a_service_of_the_machine()
    {
        var reached = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(Ways, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (row, _) =>
        {
            foreach (var visit in await VisitsAsync(row.Way, row.Html))
                reached.Add($"{row.Way}: {visit}");
        });

        Assert.Empty(reached);
    }

    private async Task<IReadOnlyList<string>> VisitsAsync(string way, string html)
    {
        await using var forbidden = new ForbiddenServer();
        var port = forbidden.Port.ToString();
        await using var hops = await RedirectServer.StartAsync($"http://127.0.0.1:{port}/secret");
        await using var site = await Site.ServeAsync(
            ("index.html", $"<!doctype html><title>{way}</title>{html.Replace("PORT", port).Replace("/hop1", hops.First.ToString())}"),
            ("sw.js", $"fetch('http://127.0.0.1:{port}/sw',{{mode:'no-cors'}})"));
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(site.Port, hops.First.Port));
        await VisitAsync(site, proxy);
        return [.. forbidden.Visits, .. proxy.Log.Where(entry => entry.Port == forbidden.Port && entry.Allowed).Select(entry => $"allowed {entry.Host}")];
    }

    [Fact]
    public async Task The_forbidden_service_would_be_reached_if_the_policy_named_it()
    {
        await using var forbidden = new ForbiddenServer();
        await using var site = await Site.ServeAsync(("index.html", $"<!doctype html><title>x</title><img src='http://127.0.0.1:{forbidden.Port}/i.png'><script>new WebSocket('ws://127.0.0.1:{forbidden.Port}/w')</script>"));
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(site.Port, forbidden.Port));

        await VisitAsync(site, proxy);

        Assert.Contains(forbidden.Visits, visit => visit.StartsWith("tcp GET /i.png", StringComparison.Ordinal));
        Assert.Contains(forbidden.Visits, visit => visit.StartsWith("tcp GET /w", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_prototype_itself_passes_through_the_proxy()
    {
        await using var site = await Site.ServeAsync(("index.html", "<!doctype html><title>Accueil</title><script src=a.js></script>"), ("a.js", "document.title += ' lu'"));
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(site.Port));
        var context = await browser.Session.OpenContextAsync(proxy, 800, 600);
        var page = await context.NewPageAsync();

        await page.GotoAsync(site.Root.ToString());

        Assert.Equal("Accueil lu", await page.TitleAsync());
        Assert.Equal("fr-FR|Europe/Paris", await page.EvaluateAsync<string>("navigator.language + '|' + Intl.DateTimeFormat().resolvedOptions().timeZone"));
        await context.CloseAsync();
        Assert.Equal(2, proxy.Log.Count(entry => entry.Port == site.Port && entry.Allowed && entry.BytesReceived > 0));
    }

    private async Task VisitAsync(PrototypeServer site, FilteringProxy proxy)
    {
        var context = await browser.Session.OpenContextAsync(proxy, 800, 600);
        var page = await context.NewPageAsync();
        try
        {
            await page.GotoAsync(site.Root.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 4_000 });
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            // A page that navigates away from itself, or waits for what is refused.
        }
        await Task.Delay(TimeToTry);
        await context.CloseAsync();
    }
}
