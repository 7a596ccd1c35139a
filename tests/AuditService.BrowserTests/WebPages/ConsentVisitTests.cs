using System.Text;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Consent;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Facts;
using AuditService.Core.Trackers;

namespace AuditService.BrowserTests.WebPages;

/// <summary>Pages that track and ask, each in its way, seen without a choice, refusing and accepting by a real Chromium.</summary>
public sealed class ConsentVisitTests(SharedBrowser browser)
{
    private const string Head = "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Accueil</title></head><body><main><h1>Bonjour</h1><p>Un texte.</p></main>";

    private const string Tracks = "function suivre() { document.cookie = 'id_mesure=8f14e45f-ceea-467f-9f3a-0c1b2d3e4f50; max-age=7776000; path=/'; new Image().src = 'https://www.google-analytics.com/collect?v=1'; }";

    private const string Choice = "function lu() { return (document.cookie.match(/choix=(\\w+)/) || [])[1]; } function choisir(c) { document.cookie = 'choix=' + c + '; max-age=15552000; path=/'; document.getElementById('b').remove(); if (c === 'oui') suivre(); } if (lu()) document.getElementById('b').remove(); if (lu() === 'oui') suivre();";

    private const string Fair = "<div id='b' role='dialog' style='position:fixed;bottom:0;left:0;right:0;background:#fff'><p>Des cookies servent à mesurer l’audience et à la publicité.</p><button onclick=\"choisir('oui')\">Tout accepter</button><button onclick=\"choisir('non')\">Tout refuser</button><a href='#p'>Nos partenaires</a></div>";

    private const string Recall = "<footer><button onclick=\"document.cookie='choix=; max-age=0; path=/'; location.reload()\">Gérer mes cookies</button></footer>";

    [Fact]
    public async Task A_banner_that_keeps_its_word_has_nothing_to_be_held_against_it()
    {
        var page = await VisitAsync(Head + Fair + Recall + $"<script>{Tracks}{Choice}</script>");

        Assert.Empty(page.Seen("page.trackersBeforeConsent"));
        Assert.Empty(page.Seen("page.trackersAfterRefusal"));
        Assert.Equal(["id_mesure", "www.google-analytics.com"], page.Seen("page.trackers").Order());
        Assert.Empty(page.Seen("page.refusalWeaker"));
        Assert.Empty(page.Seen("page.refusalForgotten"));
        Assert.Equal(["Gérer mes cookies"], page.Seen("page.consentRecall"));
        Assert.Empty(page.Seen("page.withdrawalHarder"));
        Assert.Equal((1, 1), (page.Look.Refusal?.Clicks, page.Look.Acceptance?.Clicks));
        var row = page.Rows.Single(row => row.Name == "id_mesure");
        Assert.Equal((false, false, true), (row.Before, row.Refused, row.Accepted));
    }

    [Fact]
    public async Task A_refusal_behind_the_settings_takes_two_clicks_and_finds_the_box_ticked_in_advance()
    {
        var page = await VisitAsync(Head + """
            <div id='b' class='cookie-bandeau'><p>Nous utilisons des cookies pour la publicité.</p><button onclick="choisir('oui')">J’accepte</button><button onclick="reglages.hidden=false">Personnaliser</button>
            <div id='reglages' hidden><label><input type='checkbox' checked> Publicité ciblée</label><label><input type='checkbox' checked disabled> Cookies nécessaires</label><button onclick="choisir('non')">Tout refuser</button><button onclick="choisir('oui')">Enregistrer</button></div></div>
            """ + $"<script>{Tracks}{Choice}</script>");

        Assert.Equal(2, page.Look.Refusal?.Clicks);
        Assert.NotEmpty(page.Seen("page.refusalWeaker"));
        Assert.Equal(["Publicité ciblée"], page.Seen("page.precheckedPurposes"));
        Assert.Empty(page.Seen("page.trackersAfterRefusal"));
        Assert.Empty(page.Seen("page.consentRecall"));
        Assert.NotEmpty(page.Seen("page.deceptivePatterns"));
    }

    private static string Radios(string yes, string no, bool isAgreed) =>
        $"""
        <form id='b' role='dialog' aria-label='Cookies' style='position:fixed;bottom:0;left:0;right:0;background:#fff' onsubmit="event.preventDefault(); choisir(new FormData(this).getAll('pub').concat(new FormData(this).getAll('mesure')).includes('oui') ? 'oui' : 'non')">
        <p>Des cookies servent à mesurer l’audience et à la publicité.</p>
        <fieldset><legend>Publicité</legend><label><input type='radio' name='pub' value='oui' {(isAgreed ? "checked" : "")}> {yes}</label><label><input type='radio' name='pub' value='non' {(isAgreed ? "" : "checked")}> {no}</label></fieldset>
        <fieldset><legend>Mesure d’audience</legend><label><input type='radio' name='mesure' value='oui'> {yes}</label><label><input type='radio' name='mesure' value='non'> {no}</label></fieldset>
        <button type='button' onclick="choisir('oui')">Tout accepter</button><button>Enregistrer mes choix</button></form>
        """;

    [Theory]
    [InlineData("Accepter", "Refuser")]
    [InlineData("Oui", "Non")]
    [InlineData("Autoriser", "Interdire")]
    public async Task A_choice_by_radio_buttons_is_made_one_by_one_and_what_was_agreed_in_advance_is_told_by_its_purpose(string yes, string no)
    {
        var page = await VisitAsync(Head + Radios(yes, no, isAgreed: true) + $"<script>{Tracks}{Choice}</script>");

        Assert.Equal(3, page.Look.Refusal?.Clicks);
        Assert.Empty(page.Seen("page.trackersAfterRefusal"));
        Assert.Equal([$"Publicité : {yes}"], page.Seen("page.precheckedPurposes"));
        Assert.NotEmpty(page.Seen("page.refusalWeaker"));
        Assert.NotEmpty(page.Seen("page.trackers"));
    }

    [Fact]
    public async Task A_radio_button_that_refuses_in_advance_is_no_agreement_and_need_not_be_pressed()
    {
        var page = await VisitAsync(Head + Radios("Accepter", "Refuser", isAgreed: false) + $"<script>{Tracks}{Choice}</script>");

        Assert.Empty(page.Seen("page.precheckedPurposes"));
        Assert.Equal(2, page.Look.Refusal?.Clicks);
        Assert.Empty(page.Seen("page.trackersAfterRefusal"));
    }

    [Fact]
    public async Task A_banner_in_a_closed_shadow_tree_is_found_and_pressed()
    {
        var page = await VisitAsync(Head + $$"""
            <div id='b'></div><script>{{Tracks}}
            const racine = document.getElementById('b').attachShadow({ mode: 'closed' });
            racine.innerHTML = `<div style="position:fixed;bottom:0">Les cookies mesurent l’audience. <button id="o">Accepter tout</button> <button id="n">Continuer sans accepter</button></div>`;
            {{Choice}}
            racine.getElementById('o').onclick = () => choisir('oui'); racine.getElementById('n').onclick = () => choisir('non');
            </script>
            """);

        Assert.NotNull(page.Look.Banner);
        Assert.Null(page.Look.Refusal?.WhyNot?.En);
        Assert.Equal(1, page.Look.Refusal?.Clicks);
        Assert.Contains("id_mesure", page.Seen("page.trackers"));
        Assert.Empty(page.Seen("page.trackersAfterRefusal"));
    }

    [Fact]
    public async Task A_banner_in_a_frame_is_found_and_pressed()
    {
        var page = await VisitAsync(
            Head + $"<iframe id='b' title='Choix' src='cmp.html' style='position:fixed;bottom:0;width:600px;height:200px'></iframe><script>{Tracks}{Choice} addEventListener('message', e => choisir(e.data));</script>",
            ("cmp.html", "<!doctype html><html lang='en'><meta charset='utf-8'><title>Consent</title><p>We and our partners use cookies for advertising.</p><button onclick=\"parent.postMessage('oui','*')\">Accept all</button><button onclick=\"parent.postMessage('non','*')\">Reject all</button></html>"));

        Assert.Equal("frame", page.Look.Banner?.Kind);
        Assert.Equal(1, page.Look.Refusal?.Clicks);
        Assert.Contains("id_mesure", page.Seen("page.trackers"));
        Assert.Empty(page.Seen("page.trackersAfterRefusal"));
    }

    [Fact]
    public async Task A_banner_that_ignores_the_refusal_is_caught_when_the_page_is_loaded_again()
    {
        var page = await VisitAsync(Head + Fair + $"<script>{Tracks}{Choice} if (lu()) suivre();</script>");

        Assert.Empty(page.Seen("page.trackersBeforeConsent"));
        Assert.Equal(["id_mesure", "www.google-analytics.com"], page.Seen("page.trackersAfterRefusal").Order());
    }

    [Fact]
    public async Task A_refusal_that_is_small_and_pale_is_weaker()
    {
        var page = await VisitAsync(Head + $"""
            <div id='b' style='position:fixed;bottom:0;background:#fff'><p>Cookies de mesure d’audience.</p><button style='background:#036;color:#fff;font-size:20px;padding:16px 60px' onclick="choisir('oui')">Tout accepter</button>
            <button style='background:#fff;color:#ccc;font-size:9px;border:1px solid #eee' onclick="choisir('non')">Tout refuser</button></div><script>{Tracks}{Choice}</script>
            """);

        Assert.True(page.Seen("page.refusalWeaker").Count >= 3);
    }

    [Fact]
    public async Task Trackers_without_a_banner_are_seen_although_nothing_of_others_is_loaded()
    {
        var page = await VisitAsync(Head + """
            <script async src='https://connect.facebook.net/fr_FR/fbevents.js'></script><iframe title='Film' src='https://www.youtube.com/embed/x'></iframe>
            <script>document.cookie = '_fbp=fb.1.1700000000000.123456789; domain=.exemple.fr; max-age=63072000';
            localStorage.setItem('visitor_id', crypto.randomUUID());
            const c = document.createElement('canvas').getContext('2d'); c.fillText('Mm0', 2, 2); c.canvas.toDataURL(); new OfflineAudioContext(1, 4410, 44100).startRendering();</script>
            """);

        Assert.Null(page.Look.Banner);
        Assert.Equal(["_fbp", "connect.facebook.net"], page.Seen("page.trackersBeforeConsent").Order());
        Assert.Equal(["www.youtube.com"], page.Seen("page.embedsBeforeConsent"));
        Assert.Equal(["audio, canvas", "visitor_id"], page.Seen("page.nonCookieTrackers").Order());
        Assert.Equal(["_fbp"], page.Seen("page.longLivedTrackers"));
        Assert.Empty(page.Seen("page.consentBanner"));
        Assert.DoesNotContain("1700000000000", string.Join(' ', page.Facts.Select(fact => fact.Value?.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_may_be_exempt_is_for_a_person_to_judge()
    {
        var page = await VisitAsync(Head + "<script>document.cookie = '_pk_id.1.1fff=0123456789abcdef.1700000000; max-age=33955200'; document.cookie = '_pk_ses.1.1fff=1; max-age=1800';</script>");

        Assert.All(page.Sightings("page.trackersBeforeConsent"), seen => Assert.True(seen.Confidence < Observation.Sure));
        Assert.NotEmpty(page.Seen("page.exemptibleAudience"));
        Assert.Empty(page.Seen("page.exemptionLost"));
        Assert.Empty(page.Seen("page.longLivedTrackers"));
    }

    [Fact]
    public async Task A_wall_that_only_agreement_opens_is_seen()
    {
        var page = await VisitAsync(Head + $"""
            <div id='b' role='dialog' aria-modal='true' style='position:fixed;inset:0;background:#fff'><p>Pour accéder au site, vous devez accepter les cookies publicitaires.</p><button onclick="choisir('oui')">Accepter et continuer</button></div><script>document.body.style.overflow='hidden';{Tracks}{Choice}</script>
            """);

        Assert.NotEmpty(page.Seen("page.cookieWall"));
        Assert.NotEmpty(page.Seen("page.refusalWeaker"));
        Assert.Null(page.Look.Refusal?.Clicks);
        Assert.Null(page.Fact("page.trackersAfterRefusal").Value);
    }

    [Fact]
    public async Task A_form_that_speaks_of_personal_data_is_no_banner()
    {
        var page = await VisitAsync(Head + "<form class='consent'><p>Vos données personnelles servent à vous répondre. Cookies : aucun.</p><label>Nom <input type='text' name='nom'></label><button type='button'>J’accepte</button></form>");

        Assert.Null(page.Look.Banner);
        Assert.Null(page.Look.Refusal);
    }

    [Fact]
    public async Task A_refusal_forgotten_at_once_is_asked_for_again()
    {
        var page = await VisitAsync(Head + Fair + "<script>function choisir() { document.getElementById('b').remove(); }</script>");

        Assert.NotEmpty(page.Seen("page.refusalForgotten"));
    }

    private async Task<Watched> VisitAsync(string html, params (string Path, string Content)[] others)
    {
        await using var site = await Site.ServeAsync([("index.html", html), .. others]);
        var visited = await new PageVisitor(browser.Session, new VisitOptions { TakeScreenshots = false, ActOnPage = false, WatchTrackers = true, LateBannerTimeout = TimeSpan.FromSeconds(1) }).VisitAsync(
            site.AddressOf("index.html"), new PageEvidence { Source = "index.html", Served = ServedPage.File(Encoding.UTF8.GetBytes(html)) }, NetworkPolicy.OnlyLoopback(site.Port), _ => [], TestContext.Current.CancellationToken);
        var look = visited.Evidence.Rendered?.Consent ?? throw new InvalidOperationException(visited.Evidence.WhyNotRendered?.En);
        var page = new AuditedPage(visited.Evidence, markers: null);
        var subject = new Subject(SubjectKind.Page, "index.html");
        return new(look, subject, [.. new PageFacts(subject, new("pages", 1), page.Evidence, UnavailableBecause.NoBrowser, new Dictionary<int, string>(), 50).All(page, RgaaTests.Assess(page))]);
    }

    private sealed record Watched(ConsentLook Look, Subject Subject, IReadOnlyList<Fact> Facts)
    {
        public IReadOnlyList<TrackingRow> Rows => TrackingRow.Of(new FactSet([Subject], Facts), Subject);

        public Fact Fact(string key) => Facts.Single(fact => fact.Key == key);

        public IReadOnlyList<Observation> Sightings(string key) => Fact(key).Value is ObservationsValue seen ? seen.Items : throw new InvalidOperationException($"{key}: {Fact(key).Why?.Detail.En}");

        public IReadOnlyList<string> Seen(string key) => [.. Sightings(key).Select(seen => seen.Excerpt ?? "")];
    }
}
