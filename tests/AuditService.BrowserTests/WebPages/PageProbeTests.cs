using System.Text;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Accessibility;

namespace AuditService.BrowserTests.WebPages;

/// <summary>What acting on a page shows, each fault beside the page that does well. A pointer waits for the next picture of its page: alone, so that no other page keeps the browser from drawing.</summary>
[Collection("pointer")]
public sealed class PageProbeTests(SharedBrowser browser)
{
    private const string Text = "Le courrier reçu est trié par service, puis transmis à la personne qui le traite, avec la date de réception et le délai de réponse attendu.";

    [Theory]
    [InlineData("<div style='height:1.5em;overflow:hidden'>" + Text + Text + "</div>", RgaaOutcome.NonCompliant)]
    [InlineData("<div style='height:24px;overflow:hidden'>" + Text + "</div>", RgaaOutcome.NonCompliant)]
    [InlineData("<div style='min-height:1.5em;overflow:hidden'>" + Text + Text + "</div>", RgaaOutcome.NeedsReview)]
    [InlineData("<div><div style='height:24px;overflow:hidden'>" + Text + "</div><a href='/texte'>Lire la suite</a></div>", RgaaOutcome.NeedsReview)]
    [InlineData("<div style='height:1.5em;overflow:auto'>" + Text + Text + "</div>", RgaaOutcome.NeedsReview)]
    [InlineData("<p><span style='position:absolute;width:1px;height:1px;overflow:hidden;white-space:nowrap'>" + Text + "</span>Suite</p>", RgaaOutcome.NeedsReview)]
    public async Task A_text_that_200_percent_cuts_fails(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("10.4.1", body)).Outcome);

    [Theory]
    [InlineData("<p style='height:2.6em;line-height:1.3;overflow:hidden;width:13em'>" + "Le courrier reçu est trié par service puis transmis" + "</p>", RgaaOutcome.NonCompliant)]
    [InlineData("<p style='line-height:1.3;width:18em'>" + Text + "</p>", RgaaOutcome.NeedsReview)]
    public async Task A_text_that_the_readers_spacing_cuts_fails(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("10.12.1", body)).Outcome);

    [Theory]
    [InlineData("<style>@media (orientation: portrait) { main { rotate: 90deg } }</style>", "", RgaaOutcome.NonCompliant)]
    [InlineData("<style>@media (orientation: portrait) { main > * { display: none } main::before { content: none } .tourner { display: block !important } } .tourner { display: none }</style>", "<p class='tourner'>Tournez votre appareil</p><p>Un</p><p>Deux</p><p>Trois</p>", RgaaOutcome.NonCompliant)]
    [InlineData("<style>@media (orientation: landscape) { main { display: none } }</style>", "<p>Un</p><p>Deux</p>", RgaaOutcome.NonCompliant)]
    [InlineData("<style>@media (orientation: landscape) { p + p { display: none } }</style>", "<p>Un</p><p>Deux</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<style>@media (orientation: portrait) { main { padding: 1em } }</style>", "<p>Un</p><p>Deux</p>", RgaaOutcome.NeedsReview)]
    public async Task A_page_made_for_one_orientation_fails(string head, string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("13.9.1", body + "<p>Texte</p>", head)).Outcome);

    [Theory]
    [InlineData("<p>Compteur : <b id='c'>0</b></p><p>" + Text + "</p><script>setInterval(() => { c.textContent = +c.textContent + 1; }, 1000)</script>", RgaaOutcome.NeedsReview)]
    [InlineData("<p id='c'>Une</p><p>" + Text + "</p><script>let n = 0; setInterval(() => { c.innerHTML = '<b>' + (n++ % 2 ? 'Une' : 'Deux') + '</b>'; }, 1000)</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<p>Compteur : <b id='c'>0</b></p><p>" + Text + "</p><button onclick='clearInterval(t)'>Arrêter le compteur</button><script>const t = setInterval(() => { c.textContent = +c.textContent + 1; }, 1000)</script>", RgaaOutcome.NeedsReview)]
    [InlineData("<p id='c'>Promotion</p><p>" + Text + "</p><script>let x = 0; setInterval(() => { c.style.marginLeft = (x = (x + 2) % 300) + 'px'; }, 50)</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<p id='c'>Prêt</p><p>" + Text + "</p><script>setTimeout(() => { c.textContent = 'Chargé'; }, 900)</script>", RgaaOutcome.NeedsReview)]
    [InlineData("<div id='c'><b>Une</b></div><p>" + Text + "</p><script>setInterval(() => { c.innerHTML = '<b>Une</b>'; }, 1000)</script>", RgaaOutcome.NeedsReview)]
    [InlineData("<style>@keyframes g { to { transform: translateX(200px) } } .b { animation: g 2s infinite alternate; width: 80px }</style><p class='b'>Promotion</p><p>" + Text + "</p>", RgaaOutcome.NonCompliant)]
    public async Task What_moves_for_more_than_five_seconds_without_a_control_fails(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("13.8.1", body)).Outcome);

    [Theory]
    [InlineData("@keyframes b { 50% { opacity: 0 } } .b { animation: b 1s infinite }")]
    [InlineData("@keyframes b { from { opacity: 0 } to { opacity: 1 } } .b { animation: b 60s steps(2, jump-end) infinite }")]
    [InlineData("@keyframes b { from { visibility: hidden } to { visibility: visible } } .b { animation: b 60s step-end infinite }")]
    public async Task What_blinks_without_end_is_told_as_blinking_even_in_a_moment_at_which_it_is_not_shown(string style)
    {
        var body = $"<style>{style}</style><p class='b'>Attention</p><p>{Text}</p>";

        Assert.Equal(RgaaOutcome.NonCompliant, (await ResultAsync("13.8.2", body)).Outcome);
        Assert.NotEqual(RgaaOutcome.NonCompliant, (await ResultAsync("13.8.1", body)).Outcome);
    }

    [Theory]
    [InlineData("<button id='b' aria-expanded='false'>Horaires</button><div id='h' hidden>De neuf heures à midi</div><script>b.onclick = () => { h.hidden = !h.hidden; }</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<h2><button id='b' aria-expanded='false'>Horaires</button></h2><div id='h' style='display:none'>De neuf heures à midi</div><script>b.onclick = () => { h.style.display = h.style.display ? '' : 'none'; }</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<div id='h' hidden>De neuf heures à midi</div><button id='b' aria-expanded='false' aria-controls='h'>Horaires</button><script>b.onclick = () => { h.hidden = !h.hidden; }</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<button id='b' aria-expanded='false'>Horaires</button><div id='h' hidden>De neuf heures à midi</div><script>b.onclick = () => { h.hidden = !h.hidden; b.setAttribute('aria-expanded', !h.hidden); }</script>", RgaaOutcome.NeedsReview)]
    [InlineData("<button id='b' aria-expanded='false'>Horaires</button><div id='h' hidden>De neuf heures à midi</div><script>b.onclick = () => { h.hidden = !h.hidden; setTimeout(() => b.setAttribute('aria-expanded', !h.hidden), 500); }</script>", RgaaOutcome.NeedsReview)]
    public async Task A_state_that_stays_closed_while_the_content_is_shown_fails(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("7.1.1", body + $"<p>{Text}</p>")).Outcome);

    [Theory]
    [InlineData("b.onclick = () => { h.hidden = !h.hidden; }", 1)]
    [InlineData("b.onclick = () => { h.hidden = !h.hidden; b.textContent = 'Masquer les horaires'; }", 0)]
    [InlineData("b.onclick = () => { h.hidden = !h.hidden; b.setAttribute('aria-expanded', !h.hidden); }", 0)]
    public async Task A_button_that_opens_something_without_telling_it_is_shown_to_a_person(string script, int shown)
    {
        var result = await ResultAsync("7.1.1", $"<button id='b'>Afficher les horaires</button><div id='h' hidden>De neuf heures à midi</div><script>{script}</script><p>{Text}</p>");

        Assert.Equal((RgaaOutcome.NeedsReview, shown), (result.Outcome, result.Observations.Count));
    }

    [Theory]
    [InlineData("b.onclick = () => { h.hidden = !h.hidden; b.setAttribute('aria-expanded', !h.hidden); }", RgaaOutcome.NonCompliant)]
    [InlineData("b.onclick = b.onkeydown = () => { h.hidden = !h.hidden; b.setAttribute('aria-expanded', !h.hidden); }", RgaaOutcome.NeedsReview)]
    public async Task What_plays_a_button_that_opens_something_and_answers_the_mouse_alone_fails(string script, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("7.3.1", $"<span id='b' role='button' tabindex='0' aria-expanded='false'>Horaires</span><div id='h' hidden>De neuf heures à midi</div><script>{script}</script><p>{Text}</p>")).Outcome);

    [Theory]
    [InlineData("input::placeholder { color: #adb5bd }", "<input placeholder='Rennes'>", RgaaOutcome.NonCompliant)]
    [InlineData("textarea::placeholder { color: #000; opacity: .4 }", "<textarea placeholder='Rennes'></textarea>", RgaaOutcome.NonCompliant)]
    [InlineData("input { background: #999 }", "<input placeholder='Rennes'>", RgaaOutcome.NonCompliant)]
    [InlineData("input::placeholder { color: #595959 }", "<input placeholder='Rennes'>", RgaaOutcome.NeedsReview)]
    [InlineData("input::placeholder { color: #adb5bd }", "<input placeholder='Rennes' value='Brest'>", RgaaOutcome.NeedsReview)]
    [InlineData("input::placeholder { color: #adb5bd }", "<input placeholder='Rennes' disabled>", RgaaOutcome.NeedsReview)]
    [InlineData("input::placeholder { color: transparent }", "<input placeholder='Rennes'>", RgaaOutcome.NeedsReview)]
    [InlineData("input { background: linear-gradient(#fff, #000) } input::placeholder { color: #adb5bd }", "<input placeholder='Rennes'>", RgaaOutcome.NeedsReview)]
    [InlineData("input { font-size: 24px } input::placeholder { color: #888 }", "<input placeholder='Rennes'>", RgaaOutcome.NeedsReview)]
    public async Task A_placeholder_of_too_little_contrast_fails_as_the_text_that_it_is(string style, string field, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("3.2.1", $"<style>{style}</style><p>{Text}</p><label>Ville {field}</label>")).Outcome);

    [Theory]
    [InlineData("<div style='overflow-x:auto'><p style='width:900px'>" + Text + "</p></div>", 1)]
    [InlineData("<div style='overflow:hidden'><p style='width:900px'>" + Text + "</p></div>", 1)]
    [InlineData("<div style='overflow:hidden'><p style='width:300px;transform:translateX(600px)'>" + Text + "</p></div>", 0)]
    [InlineData("<div style='overflow-x:auto'><table style='width:900px'><tr><td>" + Text + "</td></tr></table></div>", 0)]
    [InlineData("<div style='overflow-x:auto'><p>" + Text + "</p></div>", 0)]
    public async Task A_text_that_a_part_of_a_narrow_page_cuts_or_scrolls_is_shown_to_a_person(string body, int shown)
    {
        var result = await ResultAsync("10.11.1", body);

        Assert.Equal((RgaaOutcome.NeedsReview, shown), (result.Outcome, result.Observations.Count));
    }

    [Theory]
    [InlineData("", RgaaOutcome.NonCompliant)]
    [InlineData("<button onclick='clearTimeout(t)'>Rester sur la page</button>", RgaaOutcome.NeedsReview)]
    [InlineData("<p>Cette page a été déplacée.</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<a id='f' href='/bilan.bin' download></a><script>setTimeout(() => f.click(), 6000)</script>", RgaaOutcome.NeedsReview, "")]
    [InlineData("", RgaaOutcome.NeedsReview, "/index.html")]
    public async Task A_script_that_leads_elsewhere_after_some_seconds_fails_where_nothing_stops_it(string control, RgaaOutcome expected, string address = "/ailleurs.html") =>
        Assert.Equal(expected, (await ResultAsync("13.1.3", $"<p>{Text}</p>{control}<script>var t = '{address}' && setTimeout(() => {{ location.href = '{address}'; }}, 8000)</script>")).Outcome);

    [Theory]
    [InlineData("<p>" + Text + "</p><script>document.addEventListener('keydown', e => { if (e.key === '+') document.querySelector('p').textContent += '!'; })</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<p>" + Text + "</p><input aria-label='Mot'><script>document.onkeyup = e => { if (e.key === '/') document.querySelector('input').focus(); }</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<p>" + Text + "</p><button>Réglages</button><script>document.addEventListener('keydown', e => { if (e.key === 's') document.querySelector('p').textContent += '!'; })</script>", RgaaOutcome.NeedsReview)]
    [InlineData("<p>" + Text + "</p><script>document.addEventListener('click', () => { document.title = 'keydown'; })</script>", RgaaOutcome.NotApplicable)]
    public async Task A_shortcut_of_one_key_that_nothing_switches_off_fails(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("12.10.1", body)).Outcome);

    [Theory]
    [InlineData("<p>" + Text + "</p><script>document.body.addEventListener('keydown', e => { if (e.key === 'x') document.querySelector('p').textContent += '!'; })</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<p tabindex='0'>" + Text + "</p><script>document.querySelector('p').addEventListener('keydown', e => { if (e.key === 'x') e.target.textContent += '!'; })</script>", RgaaOutcome.NeedsReview)]
    public async Task A_shortcut_that_the_body_hears_is_found_and_one_of_a_component_is_none(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("12.10.1", body)).Outcome);

    [Theory]
    [InlineData("", "Quitter : Ctrl+M", RgaaOutcome.NonCompliant)]
    [InlineData("if (e.ctrlKey && e.key === 'm') { held = false; c.focus(); }", "Quitter : Ctrl+M", RgaaOutcome.NeedsReview)]
    [InlineData("", "Pour sortir, suivez la notice", RgaaOutcome.NeedsReview)]
    public async Task A_trap_that_the_told_key_does_not_open_fails(string answer, string told, RgaaOutcome expected)
    {
        var body = $"<p>{told}</p><a href='#'>Un</a><button id='b'>Deux</button><a href='#' id='c'>Trois</a><script>let held = true; b.addEventListener('blur', () => setTimeout(() => {{ if (held) b.focus(); }}, 5)); b.addEventListener('keydown', e => {{ {answer} }});</script>";

        Assert.Equal(expected, (await ResultAsync("12.9.1", body)).Outcome);
    }

    [Theory]
    [InlineData("<style>a:focus{outline:0}</style>", RgaaOutcome.NonCompliant)]
    [InlineData("<style>a:focus{outline:0;background:#ff0}</style>", RgaaOutcome.NeedsReview)]
    public async Task The_only_stop_of_a_page_is_compared_with_and_without_the_focus(string style, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("10.7.1", style + "<p><a href='/rapport'>Lire le rapport</a></p>")).Outcome);

    [Theory]
    [InlineData("<div style='height:60px;width:20em;overflow:auto'><p>" + Text + Text + "</p></div>", RgaaOutcome.NonCompliant)]
    [InlineData("<div style='height:60px;width:20em;overflow:auto' tabindex='0'><p>" + Text + Text + "</p></div>", RgaaOutcome.NotApplicable)]
    [InlineData("<div style='height:60px;width:20em;overflow:scroll'><p style='margin:0'>Court</p><div style='height:200px'></div></div>", RgaaOutcome.NotApplicable)]
    public async Task A_region_that_hides_text_is_scrolled_from_the_keyboard(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("7.3.1", body)).Outcome);

    [Theory]
    [InlineData("<div style='font-size:2em;font-weight:bold'>Les horaires de la mairie</div><p>" + Text + "</p>", RgaaOutcome.NonCompliant)]
    [InlineData("<p><strong style='font-size:2em'>Les horaires de la mairie</strong></p><p>" + Text + "</p>", RgaaOutcome.NonCompliant)]
    [InlineData("<h1>Les horaires de la mairie</h1><p>" + Text + "</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<h1>La mairie</h1><div style='font-size:2em;font-weight:bold'>Les horaires de la mairie</div><p>" + Text + "</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<div style='font-size:2em;font-weight:bold'>Nous ouvrons à neuf heures.</div><p>" + Text + "</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<p style='font-weight:bold'>Les horaires de la mairie</p><p>" + Text + "</p>", RgaaOutcome.NeedsReview)]
    public async Task A_text_drawn_as_a_heading_fails_on_a_page_that_marks_none_up(string body, RgaaOutcome expected)
    {
        await using var server = await Site.ServeAsync(("index.html", $"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>La mairie</title></head><body><main>{body}</main></body></html>"));

        Assert.Equal(expected, RgaaTests.Assess(await VisitAsync(server), markers: null).Single(result => result.Test == "9.1.3").Outcome);
    }

    [Theory]
    [InlineData("<p>Un message du service : appuyez sur lecture pour l'entendre.</p>", RgaaOutcome.NonCompliant)]
    [InlineData("<p style='position:absolute;left:-9999px'>" + Text + "</p>", RgaaOutcome.NonCompliant)]
    [InlineData("<p>" + Text + "</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<p><a href='/texte'>Lire la transcription</a></p>", RgaaOutcome.NeedsReview)]
    public async Task A_speech_whose_text_is_missing_too_short_or_out_of_sight_fails(string beside, RgaaOutcome expected) =>
        Assert.Equal(expected, await OfOwnPageAsync("4.1.1", $"<div><audio controls src='parole.wav'></audio>{beside}</div>", ("parole.wav", Speech(seconds: 20))));

    [Theory]
    [InlineData("controls")]
    [InlineData("controls autoplay")]
    public async Task A_sound_in_which_nobody_speaks_may_do_without_a_text(string attributes) =>
        Assert.Equal(RgaaOutcome.NeedsReview, await OfOwnPageAsync("4.1.1", $"<div><audio {attributes} src='note.wav'></audio></div>", ("note.wav", Tone(seconds: 6))));

    [Theory]
    [InlineData("<p style='color:#fff;background:#fff' aria-hidden='true'>Rien à lire</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<p style='color:#fff;background:#fff'>À lire</p>", RgaaOutcome.NonCompliant)]
    [InlineData("<button style='color:#666;background:#000' aria-label='Fermer'>X</button>", RgaaOutcome.NeedsReview)]
    [InlineData("<button style='color:#666;background:#000'>Fermer</button>", RgaaOutcome.NonCompliant)]
    public async Task A_sign_used_as_an_icon_and_a_text_that_nobody_reads_are_left_to_a_person(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("3.2.1", body)).Outcome);

    [Theory]
    [InlineData("<div role='dialog' aria-modal='true' aria-label='Choix'><button id='c'>Fermer</button></div><div aria-hidden='true'><a href='/a' style='position:absolute;top:-999em'>Retour</a></div>", RgaaOutcome.NonCompliant)]
    [InlineData("<div role='dialog' aria-modal='true' aria-label='Choix'><button id='c'>Fermer</button></div><div aria-hidden='true'><a href='/a' style='position:absolute;top:-999em' onfocus='b.focus()'>Retour</a></div>", RgaaOutcome.NeedsReview)]
    public async Task What_tabbing_stops_at_is_not_hidden_from_assistive_technology(string body, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("10.8.1", $"<button id='b'>Un</button>{body}<p>{Text}</p>")).Outcome);

    [Fact]
    public async Task A_sound_track_that_holds_silence_counts_for_none()
    {
        var evidence = await OwnPageAsync("<audio id='a' src='silence.wav' controls></audio><audio id='b' src='note.wav' controls></audio><audio id='c' src='parole.wav' controls></audio>",
            ("silence.wav", Sound(0)), ("note.wav", Sound(8_000)), ("parole.wav", Speech(seconds: 8)));

        Assert.Equal([false, true, true], evidence.Rendered!.Media.Select(state => state.HasAudio));
        Assert.Equal([null, false, true], evidence.Rendered.Media.Select(state => state.HasSpeech));
    }

    /// <summary>One second of mono sound, 16 bits at 8 kHz, at the height given.</summary>
    private static byte[] Sound(short height)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        const int Samples = 8_000;
        writer.Write("RIFF"u8);
        writer.Write(36 + (Samples * 2));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(Samples);
        writer.Write(Samples * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(Samples * 2);
        for (var sample = 0; sample < Samples; sample++)
            writer.Write((short)(sample / 10 % 2 == 0 ? height : -height));
        return bytes.ToArray();
    }

    [Theory]
    [InlineData("<div id='d' style='cursor:pointer'>Envoyer le dossier</div><script>d.addEventListener('click', () => { document.title = 'x'; })</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<x-d id='d'></x-d><script>const r = d.attachShadow({ mode: 'open' }); r.innerHTML = '<div style=cursor:pointer>Envoyer le dossier</div>'; r.firstChild.addEventListener('click', () => { document.title = 'x'; })</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<div id='d'>Zone observée</div><script>d.addEventListener('click', () => { document.title = 'x'; })</script>", RgaaOutcome.NeedsReview)]
    [InlineData("<button id='d'>Envoyer</button><script>d.addEventListener('click', () => { document.title = 'x'; })</script>", RgaaOutcome.NeedsReview)]
    public async Task What_a_script_makes_clickable_out_of_reach_of_the_keyboard_fails(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("7.3.1", body)).Outcome);

    [Theory]
    [InlineData("background:linear-gradient(90deg,#fff,#004)", RgaaOutcome.NonCompliant)]
    [InlineData("background:linear-gradient(90deg,#fff,#f4f4f4)", RgaaOutcome.NeedsReview)]
    public async Task A_text_on_a_gradient_is_set_against_the_pixels_behind_it(string background, RgaaOutcome expected)
    {
        var result = await ResultAsync("3.2.1", $"<p style='color:#555;width:400px;{background}'>Le courrier reçu est trié par service</p>");

        Assert.Equal(expected, result.Outcome);
        if (expected == RgaaOutcome.NonCompliant)
            Assert.Contains("#555555", result.Observations[0].Detail.Fr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<form novalidate id='f'><label for='a'>Nom</label><input id='a' required><label for='b'>Courriel</label><input id='b' type='email' required><button>Envoyer</button></form><div id='m'></div><script>f.onsubmit = e => { e.preventDefault(); m.innerHTML = '<p>Veuillez remplir le formulaire.</p>'; }</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<form novalidate id='f'><label for='a'>Nom</label><input id='a' required><label for='b'>Courriel</label><input id='b' type='email' required><button>Envoyer</button></form><div id='m'></div><script>f.onsubmit = e => { e.preventDefault(); m.innerHTML = '<p>Le champ Nom est obligatoire.</p>'; }</script>", RgaaOutcome.NeedsReview)]
    [InlineData("<form id='f' action='/envoi' method='post'><label for='a'>Nom</label><input id='a' required><button>Envoyer</button></form>", RgaaOutcome.NeedsReview)]
    public async Task A_message_of_fault_that_names_no_field_fails(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("11.10.3", body)).Outcome);

    [Fact]
    public async Task A_field_marked_as_wrong_on_submission_tells_why_where_assistive_technology_finds_it()
    {
        const string Form = "<form novalidate id='f'><label for='a'>Nom</label><input id='a' required><label for='b'>Service</label><input id='b'><button>Envoyer</button></form><p id='m'></p>";

        var silent = await ResultAsync("11.10.4", Form + "<script>f.onsubmit = e => { e.preventDefault(); a.setAttribute('aria-invalid', 'true'); m.textContent = 'Nom obligatoire'; }</script>");
        var told = await ResultAsync("11.10.4", Form + "<script>f.onsubmit = e => { e.preventDefault(); a.setAttribute('aria-invalid', 'true'); a.setAttribute('aria-describedby', 'm'); m.textContent = 'Nom obligatoire'; }</script>");

        Assert.Equal(RgaaOutcome.NonCompliant, silent.Outcome);
        Assert.Equal(RgaaOutcome.NeedsReview, told.Outcome);
    }

    [Fact]
    public async Task A_message_that_names_somebody_is_shown_masked()
    {
        var result = await ResultAsync("11.10.3", "<form novalidate id='f'><label for='a'>Nom</label><input id='a' required><label for='b'>Service</label><input id='b'><button>Envoyer</button></form><p id='m'></p><script>f.onsubmit = e => { e.preventDefault(); m.textContent = 'Erreur : veuillez écrire à jeanne.martin@exemple.fr'; }</script>");

        Assert.Contains("veuillez écrire à", result.Observations[0].Detail.Fr, StringComparison.Ordinal);
        Assert.DoesNotContain("jeanne.martin", result.Observations[0].Detail.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_leaves_the_page_while_forms_are_tried()
    {
        var asked = new List<string>();
        await using var server = await PrototypeServer.StartAsync((path, _) =>
        {
            lock (asked)
                asked.Add(path);
            return ValueTask.FromResult<Stream?>(path == "index.html" ? new MemoryStream(Encoding.UTF8.GetBytes(Page("", "<form action='/cree'><label for='a'>Nom</label><input id='a' name='a'><button>Créer</button></form><script>document.forms[0].addEventListener('submit', () => fetch('/journal')); addEventListener('online', () => fetch('/journal-differe'))</script>"))) : null);
        }, CancellationToken.None);

        var rendered = (await VisitAsync(server)).Rendered!;

        Assert.NotEmpty(rendered.Forms!);
        Assert.DoesNotContain(asked, path => path.Contains("cree", StringComparison.Ordinal) || path.Contains("journal", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", RgaaOutcome.NonCompliant, RgaaOutcome.NonCompliant)]
    [InlineData("document.addEventListener('keydown', e => { if (e.key === 'Escape') i.hidden = true; });i.onmouseenter = () => { i.hidden = false; clearTimeout(t); };", RgaaOutcome.NeedsReview, RgaaOutcome.NeedsReview)]
    public async Task What_appears_under_the_pointer_can_be_hidden_and_reached(string script, RgaaOutcome escape, RgaaOutcome reach)
    {
        var body = $$"""
            <p><span id='d'>Délai</span></p><div style='position:relative'><div id='i' hidden style='position:absolute;top:4px;background:#eee;padding:1em'>Trente jours ouvrés</div><p>{{Text}}</p></div>
            <script>let t; d.addEventListener('mouseenter', () => { i.hidden = false; }); d.addEventListener('mouseleave', () => { t = setTimeout(() => { i.hidden = true; }, 60); });{{script}}</script>
            """;

        Assert.Equal(escape, (await ResultAsync("10.13.1", body)).Outcome);
        Assert.Equal(reach, (await ResultAsync("10.13.2", body)).Outcome);
    }

    [Theory]
    [InlineData("setTimeout(() => { i.hidden = true; }, 3000);", RgaaOutcome.NonCompliant)]
    [InlineData("", RgaaOutcome.NeedsReview)]
    public async Task What_appears_under_the_pointer_stays_as_long_as_the_pointer(string later, RgaaOutcome expected)
    {
        var body = $$"""
            <p><span id='d'>Délai</span></p><div style='position:relative'><div id='i' hidden style='position:absolute;top:4px;background:#eee;padding:1em'>Trente jours ouvrés</div><p>{{Text}}</p></div>
            <script>d.addEventListener('mouseenter', () => { i.hidden = false; {{later}} }); d.addEventListener('mouseleave', () => { i.hidden = true; });</script>
            """;

        Assert.Equal(expected, (await ResultAsync("10.13.3", body)).Outcome);
    }

    [Theory]
    [InlineData("a.skip { position: absolute; left: -9999px }", "", RgaaOutcome.NonCompliant)]
    [InlineData("a.skip { position: absolute; left: -9999px } a.skip:focus { left: 0; transition: left .3s }", "", RgaaOutcome.NeedsReview)]
    [InlineData("", "document.querySelector('.skip').addEventListener('click', e => e.preventDefault())", RgaaOutcome.NonCompliant)]
    [InlineData("", "document.querySelector('.skip').addEventListener('click', e => { e.preventDefault(); contenu.tabIndex = -1; contenu.focus(); })", RgaaOutcome.NeedsReview)]
    public async Task A_skip_link_comes_into_sight_with_the_focus_and_leads_where_it_says(string style, string script, RgaaOutcome expected)
    {
        var body = $"<style>{style}</style><p><a class='skip' href='#contenu'>Aller au contenu</a></p><p><a href='/un'>Un</a> <a href='/deux'>Deux</a></p><div id='contenu'><p>{Text}</p><a href='/trois'>Trois</a></div><script>{script}</script>";

        Assert.Equal(expected, (await ResultAsync("12.7.2", body)).Outcome);
    }

    [Theory]
    [InlineData("13.7.2", "<div id='d' style='height:300px'>Alerte</div><script>let n = 0; setInterval(() => { d.style.background = n++ % 2 ? '#000' : '#fff'; }, 100)</script>", RgaaOutcome.NonCompliant)]
    [InlineData("13.7.2", "<div id='d' style='height:300px'>Alerte</div><script>let n = 0; setInterval(() => { d.style.background = n++ % 2 ? '#000' : '#fff'; }, 1000)</script>", RgaaOutcome.NeedsReview)]
    [InlineData("13.7.2", "<div id='d' style='height:20px;width:20px'>A</div><script>let n = 0; setInterval(() => { d.style.background = n++ % 2 ? '#000' : '#fff'; }, 100)</script>", RgaaOutcome.NeedsReview)]
    [InlineData("13.7.1", "<canvas id='d' width='300' height='300'></canvas><script>let n = 0; const c = d.getContext('2d'); setInterval(() => { c.fillStyle = n++ % 2 ? '#000' : '#fff'; c.fillRect(0, 0, 300, 300); }, 100)</script>", RgaaOutcome.NonCompliant)]
    [InlineData("13.7.1", "<canvas id='d' width='300' height='300'></canvas><script>const c = d.getContext('2d'); c.fillRect(0, 0, 300, 300);</script>", RgaaOutcome.NeedsReview)]
    public async Task What_a_script_makes_flash_more_than_three_times_a_second_fails(string test, string body, RgaaOutcome expected) => Assert.Equal(expected, await OfOwnPageAsync(test, body));

    [Theory]
    [InlineData("a{outline:0}a:focus{background:#036;color:#fff}", RgaaOutcome.NeedsReview)]
    [InlineData("a{outline:0;transition:all .6s}a:focus{background:#036;color:#fff}", RgaaOutcome.NeedsReview)]
    [InlineData("a{outline:0;transition:all .6s}", RgaaOutcome.NonCompliant)]
    public async Task A_mark_of_focus_that_comes_gradually_is_seen(string style, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("10.7.1", $"<style>{style}</style><p><a href='/un'>Lire le rapport</a></p><p><a href='/deux'>Lire la suite</a></p>")).Outcome);

    [Theory]
    [InlineData("<style>@keyframes k{from{opacity:0}to{opacity:1}}p{animation:k 3s 1}</style><p>" + Text + "</p>")]
    [InlineData("<style>p{color:#bbb}.r{color:#222}</style><p id='p'>" + Text + "</p><script>setTimeout(() => { p.className = 'r'; }, 1000)</script>")]
    [InlineData("<style>p{opacity:.1;transition:opacity .5s}.s{opacity:1}</style><div style='height:2500px'></div><p id='p'>" + Text + "</p><script>new IntersectionObserver(seen => seen.forEach(each => each.isIntersecting && p.classList.add('s'))).observe(p)</script>")]
    [InlineData("<style>p{opacity:0;transition:opacity 3s}</style><p id='p'>" + Text + "</p><script>setTimeout(() => { p.style.opacity = 1; }, 100)</script>")]
    public async Task A_text_that_fades_in_has_the_contrast_with_which_it_stays(string body) => Assert.NotEqual(RgaaOutcome.NonCompliant, (await ResultAsync("3.2.1", body)).Outcome);

    [Theory]
    [InlineData("<h1>Titre</h1><p>" + Text + "</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<h1>Titre</h1><div style='width:900px'>" + Text + "</div>", RgaaOutcome.NonCompliant)]
    public async Task A_page_that_says_nothing_of_its_width_is_made_narrow_as_on_a_desktop(string body, RgaaOutcome expected)
    {
        await using var server = await Site.ServeAsync(("index.html", $"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Page</title></head><body>{body}</body></html>"));

        var page = await VisitAsync(server, new VisitOptions { TakeScreenshots = false, Width = 360, Height = 740 });

        Assert.Equal(expected, RgaaTests.Assess(page, markers: null).Single(result => result.Test == "10.11.1").Outcome);
    }

    [Theory]
    [InlineData("<p><span class='x' style='display:inline-block;width:20px;height:20px;border:3px solid'></span> Chargement en cours…</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<p><span class='x' style='display:inline-block;width:20px;height:20px;border:3px solid'></span> Nos promotions</p>", RgaaOutcome.NonCompliant)]
    public async Task A_sign_of_waiting_may_move(string sign, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("13.8.1", $"<style>@keyframes t{{to{{transform:rotate(1turn)}}}}.x{{animation:t 1s infinite linear}}</style>{sign}<p>{Text}</p>")).Outcome);

    [Fact]
    public async Task Identifiers_of_a_shadow_tree_are_its_own()
    {
        const string Body = "<form><x-a></x-a><x-a></x-a><x-b></x-b></form><script>const fill = (name, html) => document.querySelectorAll(name).forEach(each => { each.attachShadow({ mode: 'open' }).innerHTML = html; });"
            + "fill('x-a', '<label for=t>Titre</label><input id=t>'); fill('x-b', '<label for=z>Auteur</label><input id=y>');</script>";

        Assert.Equal(1, (await ResultAsync("11.1.1", Body)).Total);
        Assert.Equal(1, (await ResultAsync("11.1.2", Body)).Total);
    }

    [Theory]
    [InlineData("<main id='contenu' style='display:block'><p>" + Text + "</p></main>", "")]
    [InlineData("<main id='contenu' style='display:block'><p>" + Text + "</p><button disabled>Trier</button></main>", "")]
    [InlineData("<main id='contenu' style='display:block'><p>" + Text + "</p><x-d></x-d></main>", "document.querySelector('x-d').attachShadow({ mode: 'open' }).innerHTML = '<button>Trier</button>';")]
    public async Task A_skip_link_to_a_text_in_which_nothing_takes_the_focus_is_no_fault(string main, string script)
    {
        await using var server = await Site.ServeAsync(("index.html", "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Mentions légales</title></head><body><p><a href='#contenu'>Aller au contenu</a></p>"
            + $"<nav><a href='/un'>Un</a> <a href='/deux'>Deux</a></nav>{main}<footer><p>Mairie</p></footer><script>{script}</script></body></html>"));

        Assert.Equal(RgaaOutcome.NeedsReview, RgaaTests.Assess(await VisitAsync(server), markers: null).Single(result => result.Test == "12.7.2").Outcome);
    }

    [Theory]
    [InlineData("10.7.1", "<iframe title='Horaires' srcdoc='<p>Ouvert du mardi au samedi</p>'></iframe>")]
    [InlineData("10.8.1", "<iframe aria-hidden='true' title='Horaires' srcdoc='<p>Ouvert du mardi au samedi</p>'></iframe>")]
    [InlineData("10.8.1", "<object aria-hidden='true' type='image/svg+xml' data='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Ccircle r=%229%22/%3E%3C/svg%3E'></object>")]
    public async Task A_frame_at_which_tabbing_stops_for_nothing_is_no_fault(string test, string frame) =>
        Assert.NotEqual(RgaaOutcome.NonCompliant, (await ResultAsync(test, $"<p><a href='/un'>Un</a></p>{frame}<p><a href='/deux'>Deux</a></p>")).Outcome);

    [Theory]
    [InlineData("<span id='d'>Afficher les horaires</span>", "d.addEventListener('click', () => { h.hidden = false; });", RgaaOutcome.NonCompliant)]
    [InlineData("<span id='d' role='button' tabindex='0'>Afficher les horaires</span>", "d.addEventListener('click', () => { h.hidden = false; });", RgaaOutcome.NonCompliant)]
    [InlineData("<span id='d' role='button' tabindex='0'>Afficher les horaires</span>", "d.addEventListener('click', () => { h.hidden = false; }); d.addEventListener('keydown', e => { if (e.key === 'Enter') d.click(); });", RgaaOutcome.NeedsReview)]
    [InlineData("<span id='d' style='cursor:pointer'>Afficher les horaires</span>", "document.addEventListener('click', e => { if (e.target === d) h.hidden = false; });", RgaaOutcome.NonCompliant)]
    [InlineData("<span id='d'>Afficher les horaires</span>", "d.addEventListener('click', () => { window.seen = 1; });", RgaaOutcome.NeedsReview)]
    [InlineData("<span id='d'>Afficher les horaires</span><b id='c'>0</b>", "d.addEventListener('click', () => { h.hidden = false; }); setInterval(() => { c.textContent = +c.textContent + 1; }, 50);", RgaaOutcome.NeedsReview)]
    [InlineData("<a href='/plan'><span id='d'>Plan des salles</span></a>", "d.addEventListener('click', () => { h.hidden = false; });", RgaaOutcome.NeedsReview)]
    public async Task What_a_click_changes_can_be_changed_from_the_keyboard(string body, string script, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("7.3.1", $"<p>{body}</p><p id='h' hidden>Du mardi au samedi</p><script>{script}</script>")).Outcome);

    [Theory]
    [InlineData("Salle", "s.addEventListener('change', () => { location.href = s.value; });", RgaaOutcome.NonCompliant)]
    [InlineData("Salle", "s.addEventListener('change', () => f.submit());", RgaaOutcome.NonCompliant)]
    [InlineData("Salle (le choix ouvre aussitôt sa page)", "s.addEventListener('change', () => f.submit());", RgaaOutcome.NeedsReview)]
    [InlineData("Salle", "s.addEventListener('change', () => { document.title = s.value; });", RgaaOutcome.NotTested)]
    public async Task A_choice_that_leads_elsewhere_by_itself_is_told_before(string label, string script, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("7.4.1", $"<form id='f' action='/salles'><label for='s'>{label}</label><select id='s' name='s'><option value='/a'>A</option><option value='/b'>B</option></select></form><script>{script}</script>")).Outcome);

    [Fact]
    public async Task What_appears_on_focus_too_is_met_by_the_pointer()
    {
        const string Body = "<style>.b{position:relative;display:inline-block}.i{display:none;position:absolute;left:0;top:100%;background:#fff;border:1px solid;padding:1em;white-space:nowrap}.b:hover .i,.b:focus-within .i{display:block}</style>"
            + "<p><span class='b'><button type='button'>Horaires</button><span class='i'>Ouvert du mardi au samedi</span></span></p><p>" + Text + "</p>";

        Assert.Equal(RgaaOutcome.NonCompliant, (await ResultAsync("10.13.1", Body)).Outcome);
    }

    [Theory]
    [InlineData("4.10.1", "autoplay", 6, RgaaOutcome.NonCompliant)]
    [InlineData("4.10.1", "autoplay loop", 2, RgaaOutcome.NonCompliant)]
    [InlineData("4.10.1", "autoplay", 2, RgaaOutcome.NotApplicable)]
    public async Task A_sound_on_a_page_of_links_is_judged_by_its_own_controls(string test, string attributes, int seconds, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync(test, $"<p><a href='/un'>Un</a></p><div><audio {attributes} src='data:audio/wav;base64,{Convert.ToBase64String(Tone(seconds))}'></audio></div>")).Outcome);

    [Theory]
    [InlineData("7.5.1", "<p id='m'></p>", "m.textContent = 'Article ajouté au panier'", RgaaOutcome.NonCompliant)]
    [InlineData("7.5.1", "<p id='m' role='status'></p>", "m.textContent = 'Article ajouté au panier'", RgaaOutcome.NotTested)]
    [InlineData("7.5.1", "<p id='m' tabindex='-1'></p>", "m.textContent = 'Article ajouté au panier'; m.focus()", RgaaOutcome.NeedsReview)]
    [InlineData("7.5.1", "<p id='m'></p>", "m.textContent = 'Ce service trie le courrier reçu.'", RgaaOutcome.NotTested)]
    [InlineData("7.5.3", "<p id='m'></p>", "m.textContent = 'Chargement : 40 %'", RgaaOutcome.NonCompliant)]
    [InlineData("7.5.3", "<p id='m' role='log'></p>", "m.textContent = 'Chargement : 40 %'", RgaaOutcome.NotTested)]
    public async Task A_status_message_that_a_button_brings_is_announced(string test, string place, string script, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync(test, $"{place}<p>{Text}</p><button id='b'>Choisir cet article</button><script>b.onclick = () => {{ {script}; }};</script>")).Outcome);

    [Theory]
    [InlineData("<p id='m'></p>", "", RgaaOutcome.NonCompliant)]
    [InlineData("<p id='m' role='alert'></p>", "", RgaaOutcome.NotTested)]
    [InlineData("<p id='m'></p>", "n.focus()", RgaaOutcome.NeedsReview)]
    public async Task A_message_of_error_is_announced_or_the_focus_moves(string place, string script, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("7.5.2", $"<form onsubmit=\"m.textContent = 'Le nom est obligatoire'; {script}; return false\">{place}<label for='n'>Nom</label><input id='n' name='n'><button>Envoyer</button></form>")).Outcome);

    [Fact]
    public async Task A_button_that_one_would_regret_is_not_pressed() =>
        Assert.Equal(RgaaOutcome.NotTested, (await ResultAsync("7.5.1", $"<p id='m'></p><p>{Text}</p><button id='b'>Supprimer le compte</button><script>b.onclick = () => {{ m.textContent = 'Compte supprimé'; }};</script>")).Outcome);

    [Theory]
    [InlineData("0.2s", "300px", RgaaOutcome.NonCompliant)]
    [InlineData("2s", "300px", RgaaOutcome.NeedsReview)]
    [InlineData("0.2s", "20px", RgaaOutcome.NeedsReview)]
    public async Task A_large_animation_that_flashes_more_than_three_times_a_second_fails(string duration, string side, RgaaOutcome expected)
    {
        var body = $"<style>@keyframes e {{ 50% {{ background: #000 }} }} .e {{ width: {side}; height: {side}; background: #fff; animation: e {duration} infinite }}</style><div class='e'>Alerte</div><p>{Text}</p>";

        Assert.Equal(expected, (await ResultAsync("13.7.3", body)).Outcome);
    }

    [Theory]
    [InlineData(5, RgaaOutcome.NonCompliant)]
    [InlineData(60, RgaaOutcome.NeedsReview)]
    public async Task An_animated_image_that_flashes_more_than_three_times_a_second_fails(int hundredths, RgaaOutcome expected)
    {
        var page = Encoding.UTF8.GetBytes(Page("", $"<img alt='Alerte' width='300' height='300' src='alerte.gif'><p>{Text}</p>"));
        await using var server = await PrototypeServer.StartAsync(
            (path, _) => ValueTask.FromResult<Stream?>(path switch { "index.html" => new MemoryStream(page), "alerte.gif" => new MemoryStream(Flashing(hundredths)), _ => null }), CancellationToken.None);

        var visited = await new PageVisitor(browser.Session, new VisitOptions { TakeScreenshots = false }).VisitAsync(
            server.AddressOf("index.html"), new PageEvidence { Source = "index.html", Served = ServedPage.File(page) }, NetworkPolicy.OnlyLoopback(server.Port), _ => [], CancellationToken.None);

        Assert.Equal(expected, RgaaTests.Assess(visited.Evidence, markers: null).Single(result => result.Test == "13.7.1").Outcome);
        Assert.Equal(expected == RgaaOutcome.NonCompliant, Assert.Single(visited.Evidence.Rendered!.Flashing!).Value > 0.9);
    }

    [Fact]
    public async Task A_trap_that_a_script_sets_a_moment_later_is_met()
    {
        var result = await ResultAsync("12.9.1", "<button onblur='setTimeout(() => this.focus(), 10)'>Un</button><button>Deux</button><button>Trois</button>");

        Assert.Equal(RgaaOutcome.NonCompliant, result.Outcome);
    }

    [Theory]
    [InlineData("", RgaaOutcome.NonCompliant)]
    [InlineData("#t=2.5", RgaaOutcome.NotApplicable)]
    [InlineData("#t=npt:0:01,0:03", RgaaOutcome.NotApplicable)]
    public async Task A_sound_that_starts_by_itself_is_as_long_as_the_part_of_it_that_is_played(string fragment, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("4.10.1", $"<audio autoplay src='data:audio/wav;base64,{Convert.ToBase64String(Tone(seconds: 4.5))}{fragment}'></audio>")).Outcome);

    [Fact]
    public async Task A_page_that_nothing_is_done_to_is_judged_by_how_it_loads()
    {
        await using var server = await Site.ServeAsync(("index.html", Page("", "<p style='color:#bbb'>" + Text + "</p><div style='height:24px;overflow:hidden'>" + Text + "</div><button onclick='document.title = 1'>Trier</button>")));

        var results = RgaaTests.Assess(await VisitAsync(server, new VisitOptions { TakeScreenshots = false, ActOnPage = false }), markers: null).ToDictionary(result => result.Test, result => result.Outcome);

        Assert.Equal(RgaaOutcome.NonCompliant, results["3.2.1"]);
        Assert.All(["10.4.1", "10.12.1", "12.9.1"], test => Assert.Equal(RgaaOutcome.NotTested, results[test]));
    }

    [Theory]
    [InlineData("<audio controls></audio>")]
    [InlineData("<label for='h'>Heure</label><input type='time' id='h'>")]
    [InlineData("<label for='h'>Rendez-vous</label><input type='datetime-local' id='h'>")]
    public async Task A_field_or_player_that_the_browser_makes_of_several_controls_is_no_trap(string control)
    {
        var result = await ResultAsync("12.9.1", $"<p><a href='#a'>Un</a></p>{control}<p><a href='#b'>Deux</a> <a href='#c'>Trois</a></p>");

        Assert.NotEqual(RgaaOutcome.NonCompliant, result.Outcome);
    }

    [Fact]
    public async Task A_trap_set_on_a_field_of_several_controls_is_met()
    {
        var result = await ResultAsync("12.9.1", "<a href='#a'>Un</a><label for='h'>Heure</label><input type='time' id='h' onkeydown=\"if (event.key === 'Tab' || event.key === 'Escape') event.preventDefault()\"><a href='#b'>Deux</a>");

        Assert.Equal(RgaaOutcome.NonCompliant, result.Outcome);
    }

    [Theory]
    [InlineData("a{color:#0063cb;text-decoration:none}a:hover{color:#004ba0;text-decoration:none;cursor:pointer}", RgaaOutcome.NonCompliant)]
    [InlineData("a{color:#0063cb;text-decoration:none}", RgaaOutcome.NonCompliant)]
    [InlineData("a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}", RgaaOutcome.NonCompliant)]
    [InlineData("a{color:#0063cb;text-decoration:none}a:hover{text-decoration:underline}", RgaaOutcome.NeedsReview)]
    [InlineData("a{color:#0063cb;text-decoration:none}p:hover a{border-bottom:1px solid}", RgaaOutcome.NeedsReview)]
    [InlineData("a{color:#0063cb;text-decoration:none}a:hover::after{content:' →'}", RgaaOutcome.NeedsReview)]
    [InlineData("a{color:#0063cb;text-decoration:none}p :is(a:hover){text-decoration:underline}", RgaaOutcome.NeedsReview)]
    [InlineData("a{color:#0063cb;text-decoration:none;border-bottom:1px solid}", RgaaOutcome.NeedsReview)]
    [InlineData("a{color:#0063cb}a:hover{color:#004ba0}", RgaaOutcome.NeedsReview)]
    public async Task A_link_told_by_its_colour_alone_is_told_otherwise_under_the_pointer(string style, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("10.6.1", $"<style>p{{color:#000}}{style}</style><p>{Text} Voyez <a href='/delais'>les délais de réponse</a> du service.</p>")).Outcome);

    [Theory]
    [InlineData("<p><a href='/delais'>Les délais de réponse</a></p>", "")]
    [InlineData("<nav><p>{0} <a href='/delais'>Les délais</a> et la suite.</p></nav>", "")]
    [InlineData("<p>{0} Voyez <a href='/delais'>les délais</a> du service.</p>", "document.querySelector('p a').addEventListener('mouseover', e => { e.target.style.textDecoration = 'underline'; })")]
    public async Task A_link_by_itself_or_that_a_script_marks_is_not_accused_of_its_colour(string body, string script) =>
        Assert.NotEqual(RgaaOutcome.NonCompliant, (await ResultAsync("10.6.1", "<style>p{color:#000}a{color:#0063cb;text-decoration:none}</style>" + body.Replace("{0}", Text, StringComparison.Ordinal) + $"<script>{script}</script>")).Outcome);

    [Theory]
    [InlineData("<div><label for='n'>Nom</label> <input id='p' title='Prénom'></div><div style='margin-top:200px'><input id='n'></div>", RgaaOutcome.NonCompliant)]
    [InlineData("<div><label for='n'>Nom</label> <label for='p'>Prénom</label> <input id='p'></div><div style='margin-top:200px'><input id='n'></div>", RgaaOutcome.NeedsReview)]
    [InlineData("<div><label for='n'>Nom</label></div><div style='margin-top:200px'><input id='n'> <input title='Prénom'></div>", RgaaOutcome.NeedsReview)]
    [InlineData("<div><label for='n' style='display:inline-block;width:300px'>Nom</label> <input id='n'></div><div><label for='p' style='display:inline-block;width:300px'>Prénom</label> <input id='p'></div>", RgaaOutcome.Compliant)]
    public async Task A_label_that_stands_next_to_another_field_than_its_own_fails(string fields, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("11.4.1", $"<form>{fields}</form>")).Outcome);

    [Theory]
    [InlineData("<img src='{0}#1' alt='Bulle' width='50' height='50'><img src='{0}#2' alt='Combiné' width='50' height='50'>", RgaaOutcome.NonCompliant)]
    [InlineData("<img src='{0}#1' alt='Bulle' width='50' height='50'><span></span>", RgaaOutcome.NeedsReview)]
    public async Task Links_that_their_place_under_a_picture_alone_tells_apart_fail(string pictures, RgaaOutcome expected)
    {
        const string Picture = "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2250%22 height=%2250%22%3E%3Crect width=%2250%22 height=%2250%22/%3E%3C/svg%3E";
        var body = $"<div><span style='display:flex;justify-content:space-around'>{pictures.Replace("{0}", Picture, StringComparison.Ordinal)}</span><span style='display:flex;justify-content:space-around'><a href='/fil'>Écrivez-nous</a><a href='/appel'>Écrivez-nous</a></span></div>";

        Assert.Equal(expected, (await ResultAsync("6.1.1", body)).Outcome);
    }

    [Theory]
    [InlineData("new Audio(son).play()", "", RgaaOutcome.NonCompliant)]
    [InlineData("new Audio(son).play()", "<button>Couper le son</button>", RgaaOutcome.NeedsReview)]
    [InlineData("const audio = new Audio(son); audio.muted = true; audio.play()", "", RgaaOutcome.NeedsReview)]
    [InlineData("document.addEventListener('click', () => new Audio(son).play())", "", RgaaOutcome.NeedsReview)]
    public async Task A_sound_that_a_script_starts_by_itself_and_nothing_stops_fails(string script, string control, RgaaOutcome expected)
    {
        await using var server = await Site.ServeAsync(("index.html", Page("", $"<p>{Text}</p>{control}<script>const son = 'data:audio/wav;base64,{Convert.ToBase64String(Tone(6))}'; {script};</script>")));

        var evidence = await VisitAsync(server, new VisitOptions { TakeScreenshots = false, WatchTrackers = true });

        Assert.Equal(expected, RgaaTests.Assess(evidence, markers: null).Single(result => result.Test == "4.10.1").Outcome);
    }

    /// <summary>Two frames of one pixel, black and white, without end, as GIF89a.</summary>
    private static byte[] Flashing(int hundredths)
    {
        byte[] Frame(byte colour) => [0x21, 0xF9, 4, 0, (byte)hundredths, (byte)(hundredths >> 8), 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, colour, 1, 0];
        return [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0, .. Frame(0x44), .. Frame(0x4C), 0x3B];
    }

    /// <summary>A sine of 440 Hz.</summary>
    private static byte[] Tone(double seconds) => Wave(seconds, at => Math.Sin(at * 2 * Math.PI * 440 / 8_000));

    /// <summary>The shape of speech: each half second a hissed consonant, a vowel, and a pause.</summary>
    private static byte[] Speech(double seconds)
    {
        var noise = new Random(1);
        return Wave(seconds, at => (at % 4_000) switch { < 600 => (noise.NextDouble() - 0.5) * 0.6, < 2_400 => Math.Sin(at * 2 * Math.PI * 180 / 8_000), _ => 0 });
    }

    /// <summary>8 bits, 8,000 samples a second, as RIFF/WAVE.</summary>
    private static byte[] Wave(double seconds, Func<int, double> height)
    {
        var samples = Enumerable.Range(0, (int)(seconds * 8_000)).Select(at => (byte)(128 + (100 * height(at)))).ToArray();
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(36 + samples.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8_000);
        writer.Write(8_000);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write("data"u8);
        writer.Write(samples.Length);
        writer.Write(samples);
        return file.ToArray();
    }

    private static string Page(string head, string body) =>
        $"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Tri du courrier</title>{head}</head><body><main><h1>Tri du courrier</h1>{body}</main></body></html>";

    private async Task<RgaaOutcome> OfOwnPageAsync(string test, string body, params (string Name, byte[] Content)[] files) =>
        RgaaTests.Assess(await OwnPageAsync(body, files), markers: null).Single(result => result.Test == test).Outcome;

    /// <summary>As a file of a dossier, the files beside it at hand.</summary>
    private async Task<PageEvidence> OwnPageAsync(string body, params (string Name, byte[] Content)[] files)
    {
        var page = Encoding.UTF8.GetBytes(Page("", body));
        await using var server = await PrototypeServer.StartAsync(
            (path, _) => ValueTask.FromResult<Stream?>(path == "index.html" ? new MemoryStream(page) : files.FirstOrDefault(file => file.Name == path) is { Content: { } content } ? new MemoryStream(content) : null), CancellationToken.None);
        var visited = await new PageVisitor(browser.Session, new VisitOptions { TakeScreenshots = false }).VisitAsync(
            server.AddressOf("index.html"), new PageEvidence { Source = "index.html", Served = ServedPage.File(page) }, NetworkPolicy.OnlyLoopback(server.Port), _ => [], CancellationToken.None);
        Assert.Null(visited.Evidence.WhyNotRendered);
        return visited.Evidence;
    }

    private async Task<RgaaTestResult> ResultAsync(string test, string body, string head = "")
    {
        await using var server = await Site.ServeAsync(("index.html", Page(head, body)));
        return RgaaTests.Assess(await VisitAsync(server), markers: null).Single(result => result.Test == test);
    }

    private async Task<PageEvidence> VisitAsync(PrototypeServer server, VisitOptions? options = null)
    {
        var unseen = new PageEvidence { Source = "index.html", Served = ServedPage.None };
        var visited = await new PageVisitor(browser.Session, options ?? new VisitOptions { TakeScreenshots = false }).VisitAsync(
            server.AddressOf("index.html"), unseen, NetworkPolicy.OnlyLoopback(server.Port), _ => [], CancellationToken.None);
        Assert.Null(visited.Evidence.WhyNotRendered);
        return visited.Evidence;
    }
}
