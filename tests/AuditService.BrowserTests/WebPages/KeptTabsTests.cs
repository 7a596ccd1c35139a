using AuditService.Browser.Network;
using AuditService.Collectors.WebPages;

namespace AuditService.BrowserTests.WebPages;

/// <summary>Pages that one tab serves one after the other do not meet.</summary>
public sealed class KeptTabsTests(SharedBrowser browser)
{
    private const string Leaving = "<!doctype html><html lang='fr'><title>Un</title><h1>Un</h1><script>document.cookie = 'reste=1; max-age=9999'; localStorage.reste = 1; window.name = 'reste'; history.pushState({}, '', '#deux'); setInterval(() => { document.title += '.'; fetch('/encore'); }, 20);</script>";

    private const string Telling =
        "<!doctype html><html lang='fr'><title>Deux</title><p style='color:#bbb;background:#fff'>Texte pâle</p><p id='p'></p><script>p.textContent = ['trouvé', document.cookie, localStorage.length, window.name, history.length, document.referrer].join('|');</script>";

    private static readonly VisitOptions Quick = new() { ActOnPage = false, TakeScreenshots = false, RunsEveryAxeRule = false, WatchTrackers = true };

    [Fact]
    public async Task A_page_finds_a_tab_as_if_it_were_new()
    {
        await using var tabs = new KeptTabs();
        await using var first = await Site.ServeAsync(("index.html", Leaving));
        await using var second = await Site.ServeAsync(("index.html", Telling));

        await VisitAsync(first, tabs);
        var kept = await VisitAsync(second, tabs);
        var alone = await VisitAsync(second, tabs: null);

        Assert.Contains("trouvé||0||", kept.Html, StringComparison.Ordinal);
        Assert.Equal(alone.Html, kept.Html);
        Assert.Equal(alone.Requests.Select(request => request.Url), kept.Requests.Select(request => request.Url));
        Assert.Equal(alone.Axe.Violations("color-contrast").Select(node => node.Message.Fr), kept.Axe.Violations("color-contrast").Select(node => node.Message.Fr));
        Assert.NotEmpty(kept.Axe.Violations("color-contrast"));
        Assert.Empty(kept.Cookies);
        Assert.Empty(kept.ConsoleErrors);
        await using var tab = await tabs.TakeAsync(browser.Session, Quick, new Uri("http://127.0.0.1:1/"), NetworkPolicy.OnlyLoopback(1), CancellationToken.None);
        Assert.Equal(2, tab.Visits);
    }

    [Fact]
    public async Task A_tab_that_a_page_made_fall_serves_no_other()
    {
        await using var tabs = new KeptTabs();
        await using var second = await Site.ServeAsync(("index.html", Telling));
        var fallen = await tabs.TakeAsync(browser.Session, Quick, new Uri("http://127.0.0.1:1/"), NetworkPolicy.OnlyLoopback(1), CancellationToken.None);
        await fallen.Page.CloseAsync();
        await tabs.GiveBackAsync(fallen, isSound: true);

        Assert.Contains("trouvé||0||", (await VisitAsync(second, tabs)).Html, StringComparison.Ordinal);
    }

    private async Task<RenderedPage> VisitAsync(PrototypeServer server, KeptTabs? tabs)
    {
        var visitor = new PageVisitor(browser.Session, Quick) { Tabs = tabs };
        var visited = await visitor.VisitAsync(server.AddressOf("index.html"), new PageEvidence { Source = "index.html", Served = ServedPage.File("x"u8.ToArray()) }, NetworkPolicy.OnlyLoopback(server.Port), _ => [], CancellationToken.None);
        Assert.Null(visited.Evidence.WhyNotRendered);
        return visited.Evidence.Rendered!;
    }
}
