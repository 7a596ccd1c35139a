using System.Text;
using AuditService.Authoring.Manifests;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.States;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.BrowserTests.WebPages;

/// <summary>Steps before the look, in a real Chromium, on files of a dossier and on a site at a real address.</summary>
public sealed class PageStateTests(SharedBrowser browser)
{
    private const string Head = "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Démarche</title></head><body>";

    private const string Form = Head + """
        <main><h1>Démarche</h1>
        <button id='ouvrir' onclick="document.getElementById('aide').showModal()">Aide</button><dialog id='aide'><p>Texte de l’aide</p></dialog>
        <form id='f' onsubmit="event.preventDefault(); fin.textContent = ['Merci', nom.value, ville.value, mail.checked, lettre.checked, document.querySelector('[name=c]:checked')?.value].join('|')">
        <label for='nom'>Nom</label><input id='nom'>
        <label for='ville'>Ville</label><select id='ville'><option>Lyon</option><option value='nantes'>Nantes</option></select>
        <label for='mail'>Courriel</label><input type='checkbox' id='mail' style='position:absolute;opacity:0;width:0;height:0'><label for='lettre'>Lettre</label><input type='checkbox' id='lettre' checked>
        <input type='radio' name='c' value='a' id='ca'><label for='ca'>A</label><input type='radio' name='c' value='b' id='cb'><label for='cb'>B</label>
        <button>Envoyer</button></form><p id='fin' tabindex='0' onmouseover="survol.textContent='survolé'"></p><p id='survol'></p></main></body></html>
        """;

    [Fact]
    public async Task Each_verb_acts_before_the_look()
    {
        var page = await VisitAsync("""
            - fill: { selector: "#nom", value: Durand }
            - choose: { selector: "#ville", value: Nantes }
            - check: "#mail"
            - uncheck: "#lettre"
            - choose: { selector: "[name=c]", value: b }
            - click: "form button"
            - wait: { text: Merci }
            - hover: "#fin"
            - click: "#ouvrir"
            - wait: { selector: "dialog[open]" }
            - press: Tab
            """, [], ("index.html", Form));

        Assert.True(page.Rendered is not null, page.WhyNotRendered?.En);
        Assert.Contains("Merci|Durand|nantes|true|false|b", page.Rendered.Html, StringComparison.Ordinal);
        Assert.Contains("survolé", page.Rendered.Html, StringComparison.Ordinal);
        Assert.Matches("<dialog[^>]* open", page.Rendered.Html);
        Assert.Equal("etat", page.State);
    }

    [Fact]
    public async Task A_journey_leads_over_several_pages_of_the_same_host()
    {
        var page = await VisitAsync("""
            - click: a
            - wait: { text: Suite }
            - open: fin.html
            """, [],
            ("index.html", Head + "<a href='suite.html'>Continuer</a></body></html>"), ("suite.html", Head + "<h1>Suite</h1></body></html>"), ("fin.html", Head + "<h1>Fin</h1></body></html>"));

        Assert.True(page.Rendered is not null, page.WhyNotRendered?.En);
        Assert.Contains("Fin", page.Rendered.Html, StringComparison.Ordinal);
        Assert.Contains("<h1>Fin</h1>", Encoding.UTF8.GetString(page.Served.Bytes), StringComparison.Ordinal);
        Assert.Empty(page.Rendered.RefusedNavigations);
    }

    [Theory]
    [InlineData("- press: Tab\n- click: '#absent'", "step 2 (click: #absent): no element matches the selector")]
    [InlineData("- click: '#cache'", "step 1 (click: #cache): an element matches the selector, but stayed hidden")]
    [InlineData("- open: absent.html", "step 1 (open: absent.html): the server answered 404")]
    [InlineData("- click: '#dehors'", "leads to another host (ailleurs.example)")]
    [InlineData("- fill: { selector: h1, value: x }", "does not accept this act")]
    [InlineData("- refuse: cookies", "no cookie banner recognised")]
    [InlineData("- fill: { selector: '#champ', value: { env: AUDIT_SECRET_ABSENT } }", "AUDIT_SECRET_ABSENT is not set")]
    public async Task A_step_that_fails_is_told_with_its_selector(string steps, string expected)
    {
        var page = await VisitAsync(steps, [], ("index.html", Head + "<h1>Titre</h1><input id='champ'><button id='cache' style='display:none'>Non</button><a id='dehors' href='http://ailleurs.example/'>Dehors</a></body></html>"));

        Assert.Null(page.Rendered);
        Assert.Contains(expected, page.WhyNotRendered!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_typed_and_stands_in_nothing_that_is_kept()
    {
        const string Secret = "S3cr\"t & <de> Paule";
        var page = await VisitAsync(
            "- fill: { selector: '#mot', value: { env: AUDIT_SECRET_MOT } }\n- click: button",
            [("AUDIT_SECRET_MOT", Secret)],
            ("index.html", Head + "<form action='recu.html'><label for='mot'>Mot</label><input id='mot' name='mot'><button>OK</button></form></body></html>"),
            ("recu.html", Head + "<h1>Reçu</h1><p id='p'></p><input id='i'><script>const m = new URLSearchParams(location.search).get('mot'); p.textContent = m; i.setAttribute('value', m); console.error(m, location.href); document.title = m;</script></body></html>"));

        Assert.True(page.Rendered is not null, page.WhyNotRendered?.En);
        Assert.Contains("•••", page.Rendered.Html, StringComparison.Ordinal);
        Assert.Null(page.Rendered.Screenshot);
        var kept = string.Join('\n', [page.Rendered.Html, Encoding.UTF8.GetString(page.Served.Bytes), .. page.Rendered.ConsoleErrors.Select(error => error.Text + error.Address), .. page.Rendered.Requests.Select(request => request.Url)]);
        foreach (var trace in (string[])[Secret, "S3cr", "Paule"])
            Assert.DoesNotContain(trace, kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accept", "<div class='bandeau'><p>Ce site utilise des cookies</p><button>Tout refuser</button><button>Tout accepter</button></div>", "Tout accepter")]
    [InlineData("refuse", "<div class='bandeau'><p>Ce site utilise des cookies</p><button>Tout refuser</button><button>Tout accepter</button></div>", "Tout refuser")]
    [InlineData("refuse", "<div><p>We value your privacy</p><button>Accept all</button><a href='#' role='button'>Reject all</a></div>", "Reject all")]
    [InlineData("refuse", "<div><p>Traceurs</p><a href='#'>Continuer sans accepter</a><button>J’accepte</button></div>", "Continuer sans accepter")]
    [InlineData("accept", "<div id='tarteaucitronRoot'><button id='tarteaucitronPersonalize2'>✓ Oui</button><button id='tarteaucitronAllDenied2'>✗ Non</button></div>", "✓ Oui")]
    [InlineData("refuse", "<div><button id='didomi-notice-agree-button'>Ok</button><span class='didomi-continue-without-agreeing' tabindex='0'>Non</span></div>", "Non")]
    [InlineData("refuse", "<div><button id='onetrust-accept-btn-handler'>A</button><button id='onetrust-reject-all-handler'>R</button></div>", "R")]
    [InlineData("accept", "<div><button id='axeptio_btn_acceptAll'>OK pour moi</button></div>", "OK pour moi")]
    [InlineData("refuse", "<div class='orejime-Banner'><button class='orejime-Banner-saveButton'>A</button><button class='orejime-Banner-declineButton'>R</button></div>", "R")]
    public async Task The_usual_cookie_banners_are_found(string verb, string banner, string expected)
    {
        var page = await VisitAsync($"- {verb}: cookies", [], ("index.html", Head + "<main><h1>Page</h1><form><button type='button'>Accepter</button><button type='button'>Refuser</button></form></main>" + banner + """
            <p id='dit'></p><script>document.cookie = 'avant=1'; document.addEventListener('click', event => { dit.textContent = 'clic:' + event.target.textContent; document.cookie = 'apres=1'; })</script></body></html>
            """));

        Assert.True(page.Rendered is not null, page.WhyNotRendered?.En);
        Assert.Contains("clic:" + expected, page.Rendered.Html, StringComparison.Ordinal);
        Assert.Equal(["avant"], page.Rendered.Cookies.Select(cookie => cookie.Name));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Steps_at_a_real_address_send_data_only_when_the_author_says_so(bool mayWrite, bool isSent)
    {
        await using var site = await LiveSite.StartAsync(context => LiveSite.HtmlAsync(context, Head + "<h1>Commande</h1><button onclick=\"fetch('/commande', { method: 'POST', body: 'x' }).then(() => document.title = 'envoyé', () => document.title = 'bloqué')\">Commander</button></body></html>"));
        var page = await VisitAsync(site, "- click: button\n- wait: { ms: 400 }", mayWrite);

        Assert.True(page.Rendered is not null, page.WhyNotRendered?.En);
        Assert.Equal(isSent, site.Asked.Contains("POST /commande"));
        Assert.Equal(!isSent, page.Rendered.Requests.Any(request => request.Blocked && request.Url.EndsWith("/commande", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/entrer")]
    public async Task Who_signs_in_once_is_signed_in_on_the_other_pages(string form)
    {
        await using var site = await LiveSite.StartAsync(async context =>
        {
            if (context.Request.Method == "POST")
            {
                context.Response.Headers.SetCookie = "session=abcdef; Path=/";
                context.Response.Redirect("/");
                return;
            }

            var isIn = context.Request.Headers.Cookie.ToString().Contains("session=abcdef", StringComparison.Ordinal);
            await LiveSite.HtmlAsync(context, Head + (isIn ? "<h1>Bonjour</h1>" : "<form method='post' action='/entrer'><label for='m'>Mot</label><input id='m' name='m' type='password'><button>Entrer</button></form>") + "</body></html>");
        });
        var policy = new NetworkPolicy([(site.Address.Host, site.Address.Port)], [], []);
        var login = new VisitOptions { Preparation = new VisitPreparation(Steps("- fill: { selector: '#m', value: { env: AUDIT_SECRET_M } }\n- click: button\n- wait: { text: Bonjour }"), Values([("AUDIT_SECRET_M", "mot de passe")]), MayWrite: true) };

        var signedIn = await new PageVisitor(browser.Session, login).SignInAsync(new Uri(site.Address, form), policy, CancellationToken.None);
        Assert.True(signedIn.WhyNot is null, signedIn.WhyNot?.En);
        var page = (await new PageVisitor(browser.Session, new VisitOptions { StorageState = signedIn.StorageState, TakeScreenshots = false })
            .VisitAsync(new Uri(site.Address, "/profil"), new PageEvidence { Source = "profil", Served = ServedPage.None }, policy, _ => [], CancellationToken.None)).Evidence;

        Assert.Contains("Bonjour", page.Rendered!.Html, StringComparison.Ordinal);
        Assert.Empty(page.Rendered.Cookies);
    }

    [Fact]
    public async Task A_narrow_window_is_a_phones()
    {
        await using var server = await Site.ServeAsync(("index.html", Head + "<h1>Page</h1><p id='p'></p><script>p.textContent = [innerWidth, navigator.maxTouchPoints > 0, /Mobile/.test(navigator.userAgent), devicePixelRatio].join('|')</script></body></html>".Replace("<h1>", "<meta name='viewport' content='width=device-width'><h1>", StringComparison.Ordinal)));
        var page = (await new PageVisitor(browser.Session, new VisitOptions { Width = 360, Height = 740, TakeScreenshots = false })
            .VisitAsync(server.AddressOf("index.html"), new PageEvidence { Source = "index.html", Served = ServedPage.File("x"u8.ToArray()) }, NetworkPolicy.OnlyLoopback(server.Port), _ => [], CancellationToken.None)).Evidence;

        Assert.True(page.Rendered is not null, page.WhyNotRendered?.En);
        Assert.Contains("360|true|true|1", page.Rendered.Html, StringComparison.Ordinal);
        Assert.Equal("360x740", page.Viewport);
    }

    [Fact]
    public async Task Contents_that_come_seconds_later_are_waited_for()
    {
        await using var site = await LiveSite.StartAsync(async context =>
        {
            if (context.Request.Path == "/donnees")
                await Task.Delay(3_000, context.RequestAborted);
            await LiveSite.HtmlAsync(context, context.Request.Path == "/donnees" ? "Prêt" : Head + "<div id='root'>Chargement…</div><script>setTimeout(() => fetch('/donnees').then(answer => answer.text()).then(text => root.innerHTML = `<main><h1>${text}</h1></main>`), 1500)</script></body></html>");
        });
        var page = await VisitAsync(site, steps: null, mayWrite: false);

        Assert.Contains("<h1>Prêt</h1>", WithoutNumbers(page.Rendered!.Html), StringComparison.Ordinal);
    }

    private static string WithoutNumbers(string html) => System.Text.RegularExpressions.Regex.Replace(html, " data-audit-n=\"[0-9]+\"", "", System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    private async Task<PageEvidence> VisitAsync(LiveSite site, string? steps, bool mayWrite)
    {
        var options = new VisitOptions { TakeScreenshots = false, Preparation = steps is null ? null : new VisitPreparation(Steps(steps), Values([]), mayWrite) };
        return (await new PageVisitor(browser.Session, options).VisitAsync(
            site.Address, new PageEvidence { Source = "site", Served = ServedPage.None }, new NetworkPolicy([(site.Address.Host, site.Address.Port)], [], []), _ => [], CancellationToken.None)).Evidence;
    }

    private async Task<PageEvidence> VisitAsync(string steps, (string Name, string Value)[] secrets, params (string Path, string Content)[] files)
    {
        await using var server = await Site.ServeAsync(files);
        var known = new PageEvidence { Source = files[0].Path, State = "etat", Served = ServedPage.File(Encoding.UTF8.GetBytes(files[0].Content)) };
        var options = new VisitOptions { StepTimeout = TimeSpan.FromSeconds(3), TakeScreenshots = secrets.Length > 0, Preparation = new VisitPreparation(Steps(steps), Values(secrets), MayWrite: false) };
        return (await new PageVisitor(browser.Session, options).VisitAsync(server.AddressOf(files[0].Path), known, NetworkPolicy.OnlyLoopback(server.Port), _ => [], CancellationToken.None)).Evidence;
    }

    private static Dictionary<string, string> Values((string Name, string Value)[] secrets) => secrets.ToDictionary(secret => secret.Name, secret => secret.Value, StringComparer.Ordinal);

    private static IReadOnlyList<StepEntry> Steps(string steps)
    {
        var problems = new List<AuthorProblem>();
        var manifest = ManifestReader.Read("interface:\n  pages:\n    - path: a.html\n      states:\n        - id: etat\n          steps:\n" + string.Join('\n', steps.Split('\n').Select(line => "            " + line)), "dossier.yaml", problems);
        Assert.Empty(problems);
        return manifest.Interface!.Pages[0].States[0].Steps;
    }
}
