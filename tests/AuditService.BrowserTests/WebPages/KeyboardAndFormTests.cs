using System.Text;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Accessibility;

namespace AuditService.BrowserTests.WebPages;

/// <summary>What keys, buttons and forms do, each fault beside the page that does well.</summary>
public sealed class KeyboardAndFormTests(SharedBrowser browser) : ProbedPageTests(browser)
{
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
    [InlineData("<div role='dialog' aria-modal='true' aria-label='Choix'><button id='c'>Fermer</button></div><div aria-hidden='true'><a href='/a' style='position:absolute;top:-999em'>Retour</a></div>", RgaaOutcome.NonCompliant)]
    [InlineData("<div role='dialog' aria-modal='true' aria-label='Choix'><button id='c'>Fermer</button></div><div aria-hidden='true'><a href='/a' style='position:absolute;top:-999em' onfocus='b.focus()'>Retour</a></div>", RgaaOutcome.NeedsReview)]
    public async Task What_tabbing_stops_at_is_not_hidden_from_assistive_technology(string body, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("10.8.1", $"<button id='b'>Un</button>{body}<p>{Text}</p>")).Outcome);

    [Theory]
    [InlineData("<div id='d' style='cursor:pointer'>Envoyer le dossier</div><script>d.addEventListener('click', () => { document.title = 'x'; })</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<x-d id='d'></x-d><script>const r = d.attachShadow({ mode: 'open' }); r.innerHTML = '<div style=cursor:pointer>Envoyer le dossier</div>'; r.firstChild.addEventListener('click', () => { document.title = 'x'; })</script>", RgaaOutcome.NonCompliant)]
    [InlineData("<div id='d'>Zone observée</div><script>d.addEventListener('click', () => { document.title = 'x'; })</script>", RgaaOutcome.NeedsReview)]
    [InlineData("<button id='d'>Envoyer</button><script>d.addEventListener('click', () => { document.title = 'x'; })</script>", RgaaOutcome.NeedsReview)]
    public async Task What_a_script_makes_clickable_out_of_reach_of_the_keyboard_fails(string body, RgaaOutcome expected) => Assert.Equal(expected, (await ResultAsync("7.3.1", body)).Outcome);

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

    [Fact]
    public async Task A_trap_that_a_script_sets_a_moment_later_is_met()
    {
        var result = await ResultAsync("12.9.1", "<button onblur='setTimeout(() => this.focus(), 10)'>Un</button><button>Deux</button><button>Trois</button>");

        Assert.Equal(RgaaOutcome.NonCompliant, result.Outcome);
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
}
