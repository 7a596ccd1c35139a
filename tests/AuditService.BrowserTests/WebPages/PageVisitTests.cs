using System.Text;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Facts;

namespace AuditService.BrowserTests.WebPages;

/// <summary>Small pages of our own in a real Chromium: what it says of parts that the audit did not load, and of applications.</summary>
public sealed class PageVisitTests(SharedBrowser browser)
{
    private const string Head = "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Tri du courrier</title>";

    [Fact]
    public async Task Nothing_that_the_audit_refused_is_an_error_of_the_page()
    {
        var facts = await FactsAsync("index.html", ("index.html", Head + """
            <link rel='stylesheet' href='https://cdn.exemple.net/bootstrap.css'></head><body><main><h1>Tri</h1><p style='color:#fff'>Blanc sur sombre</p><p style='width:900px'>Large</p></main>
            <script src='https://cdn.exemple.net/chart.js' integrity='sha384-AAAA' crossorigin></script>
            <script>new Chart(document.body, {}); </script>
            <script>fetch('https://api.exemple.net/lettres'); fetch('/api/lettres').then(r => r.json()); new WebSocket('wss://api.exemple.net/w'); new EventSource('http://api.exemple.net/e');</script></body></html>
            """));

        Assert.Contains("l'audit n'a pas chargé", facts["page.consoleErrors"].Why?.Detail.Fr ?? "", StringComparison.Ordinal);
        Assert.Null(facts["page.rgaa.3.2.1.outcome"].Value);
        Assert.Null(facts["page.rgaa.10.11.1.outcome"].Value);
        Assert.Equal(new TextValue("compliant"), facts["page.rgaa.8.3.1.outcome"].Value);
    }

    [Fact]
    public async Task A_call_to_the_authors_own_server_that_the_audit_refused_is_no_error_of_the_page()
    {
        var facts = await FactsAsync("index.html", ("index.html", Head + """
            </head><body><main><h1>Tri</h1></main>
            <script>fetch('http://localhost:8000/api/reponse').catch(() => {}); fetch('http://127.0.0.1:9/api').catch(() => {});</script></body></html>
            """));

        Assert.Contains("http://localhost:8000/api/reponse", facts["page.consoleErrors"].Why?.Detail.Fr ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_the_page_stay_when_only_pictures_and_fonts_were_refused()
    {
        var facts = await FactsAsync("index.html", ("index.html", Head + """
            <link rel='stylesheet' href='https://fonts.googleapis.com/css2?family=Inter'></head><body><main><h1>Tri</h1><p style='color:#aaa'>Gris</p><img src='https://img.exemple.net/a.png' alt='A'><img src='/logo.png' alt='B'></main>
            <script src='absent.js'></script><script>compteur.ajouter()</script></body></html>
            """));

        var errors = Assert.IsType<ObservationsValue>(facts["page.consoleErrors"].Value);
        Assert.Equal(2, errors.Total);
        Assert.Contains(errors.Items, item => item.Excerpt!.Contains("compteur", StringComparison.Ordinal));
        Assert.Equal(new TextValue("nonCompliant"), facts["page.rgaa.3.2.1.outcome"].Value);
        Assert.Null(facts["page.horizontalScrollAt320"].Value);
    }

    [Fact]
    public async Task A_built_application_is_seen_where_its_addresses_lead()
    {
        var facts = await FactsAsync(
            "front/dist/index.html",
            ("front/dist/index.html", Head + "<script type='module' src='/assets/app.js'></script></head><body><div id='root'></div></body></html>"),
            ("front/dist/assets/app.js", "import { titre } from '/assets/textes.js'; document.getElementById('root').innerHTML = location.pathname === '/' ? `<main><h1>${titre}</h1></main>` : '<p>Page introuvable</p>';"),
            ("front/dist/assets/textes.js", "export const titre = 'Tri du courrier';"));

        Assert.Equal(0, Assert.IsType<ObservationsValue>(facts["page.consoleErrors"].Value).Total);
        Assert.NotEqual(new TextValue("nonCompliant"), facts["page.rgaa.9.2.1.outcome"].Value);
        Assert.NotNull(facts["page.rgaa.9.2.1.outcome"].Value);
    }

    [Fact]
    public async Task An_application_that_was_not_built_is_unknown()
    {
        var facts = await FactsAsync(
            "front/index.html",
            ("front/index.html", Head + "<link rel='icon' href='/vite.svg'></head><body><div id='app'></div><script type='module' src='/src/main.ts'></script></body></html>"),
            ("front/src/main.ts", "import { createApp } from 'vue'; createApp().mount('#app')"),
            ("front/public/vite.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"));

        foreach (var key in (string[])["page.consoleErrors", "page.rgaa.8.3.1.outcome", "page.rgaa.9.2.1.outcome", "page.axeViolations", "page.cookiesBeforeConsent"])
            Assert.Contains("npm run build", facts[key].Why?.Detail.Fr ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_redefines_what_scripts_call_is_seen_as_it_is()
    {
        var facts = await FactsAsync("index.html", ("index.html", Head + """
            <script>
              Document.prototype.querySelectorAll = Element.prototype.querySelectorAll = () => [];
              Element.prototype.getAttribute = () => 'texte';
              window.getComputedStyle = () => ({});
              JSON.stringify = () => '{}'; Array.prototype.push = () => 0; Map.prototype.get = () => undefined;
              Object.defineProperty(window, 'axe', { get: () => ({ run: async () => ({ violations: [], incomplete: [], passes: [] }) }), set: () => {} });
            </script></head><body><main><h1>Tri</h1><img src='data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='><button></button></main></body></html>
            """));

        var violations = Assert.IsType<ObservationsValue>(facts["page.axeViolations"].Value);
        Assert.True(violations.Total >= 2, $"{violations.Total} violations");
        Assert.Equal(new TextValue("nonCompliant"), facts["page.rgaa.1.1.1.outcome"].Value);
    }

    [Fact]
    public async Task The_browser_prepares_nothing_for_a_window_that_nobody_sees()
    {
        await using var proxy = new FilteringProxy(NetworkPolicy.OnlyLoopback(9));
        await using var context = await browser.Session.OpenContextAsync(proxy, 1280, 800);
        await context.NewPageAsync();
        var all = new Dictionary<string, object> { ["filter"] = new[] { new Dictionary<string, object>() } };

        var targets = await (await context.Browser!.NewBrowserCDPSessionAsync()).SendAsync("Target.getTargets", all);

        Assert.DoesNotContain(targets!.Value.GetProperty("targetInfos").EnumerateArray(), target => target.GetProperty("url").GetString()!.StartsWith("chrome://", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Frames_of_a_page_are_looked_at_too()
    {
        var facts = await FactsAsync(
            "index.html",
            ("index.html", Head + "</head><body><main><h1>Tri</h1><iframe title='Carte' src='carte.html'></iframe></main></body></html>"),
            ("carte.html", Head + "</head><body><main><h1>Carte</h1><button></button></main></body></html>"));

        var violations = Assert.IsType<ObservationsValue>(facts["page.axeViolations"].Value);
        Assert.Contains(violations.Items, item => item.Detail!.En.Contains("button-name", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyDictionary<string, Fact>> FactsAsync(string path, params (string Path, string Content)[] files)
    {
        var html = files.First(file => file.Path == path).Content;
        var site = SiteRoot.Of(path, AuditedPage.Parse(html, errors: null), name => files.Any(file => file.Path == name));
        await using var server = await PrototypeServer.StartAsync((name, _) => ValueTask.FromResult<Stream?>(
            site.FilesAt(name).SelectMany(file => files.Where(known => known.Path == file)).Select(file => new MemoryStream(Encoding.UTF8.GetBytes(file.Content))).FirstOrDefault()), CancellationToken.None);
        var known = new PageEvidence { Source = path, Served = ServedPage.File(Encoding.UTF8.GetBytes(html)) };
        var visited = await new PageVisitor(browser.Session, new VisitOptions { TakeScreenshots = false })
            .VisitAsync(server.AddressOf(site.AddressOf(path)), known, NetworkPolicy.OnlyLoopback(server.Port), _ => [], CancellationToken.None);
        Assert.True(visited.Evidence.Rendered is not null, visited.Evidence.WhyNotRendered?.En);
        var page = new AuditedPage(visited.Evidence, markers: null);
        return new PageFacts(new Subject(SubjectKind.Page, path), new CollectorIdentity("pages", 1), page.Evidence, UnavailableBecause.NoBrowser, new Dictionary<int, string>(), 50)
            .All(page, RgaaTests.Assess(page)).ToDictionary(fact => fact.Key, StringComparer.Ordinal);
    }
}
