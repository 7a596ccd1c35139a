using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Accessibility;

namespace AuditService.BrowserTests.WebPages;

/// <summary>What a page looks and sounds like as it loads, narrow, enlarged, spaced and turned, each fault beside the page that does well.</summary>
public sealed class PageLookTests(SharedBrowser browser) : ProbedPageTests(browser)
{
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

    [Fact]
    public async Task A_sound_track_that_holds_silence_counts_for_none()
    {
        var evidence = await OwnPageAsync("<audio id='a' src='silence.wav' controls></audio><audio id='b' src='note.wav' controls></audio><audio id='c' src='parole.wav' controls></audio>",
            ("silence.wav", Sound(0)), ("note.wav", Sound(8_000)), ("parole.wav", Speech(seconds: 8)));

        Assert.Equal([false, true, true], evidence.Rendered!.Media.Select(state => state.HasAudio));
        Assert.Equal([null, false, true], evidence.Rendered.Media.Select(state => state.HasSpeech));
    }

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
    [InlineData("<h1>Titre</h1><p>" + Text + "</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<h1>Titre</h1><div style='width:900px'>" + Text + "</div>", RgaaOutcome.NonCompliant)]
    public async Task A_page_that_says_nothing_of_its_width_is_made_narrow_as_on_a_desktop(string body, RgaaOutcome expected)
    {
        await using var server = await Site.ServeAsync(("index.html", $"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Page</title></head><body>{body}</body></html>"));

        var page = await VisitAsync(server, new VisitOptions { TakeScreenshots = false, Width = 360, Height = 740 });

        Assert.Equal(expected, RgaaTests.Assess(page, markers: null).Single(result => result.Test == "10.11.1").Outcome);
    }

    [Fact]
    public async Task Identifiers_of_a_shadow_tree_are_its_own()
    {
        const string Body = "<form><x-a></x-a><x-a></x-a><x-b></x-b></form><script>const fill = (name, html) => document.querySelectorAll(name).forEach(each => { each.attachShadow({ mode: 'open' }).innerHTML = html; });"
            + "fill('x-a', '<label for=t>Titre</label><input id=t>'); fill('x-b', '<label for=z>Auteur</label><input id=y>');</script>";

        Assert.Equal(1, (await ResultAsync("11.1.1", Body)).Total);
        Assert.Equal(1, (await ResultAsync("11.1.2", Body)).Total);
    }

    [Theory]
    [InlineData("4.10.1", "autoplay", 6, RgaaOutcome.NonCompliant)]
    [InlineData("4.10.1", "autoplay loop", 2, RgaaOutcome.NonCompliant)]
    [InlineData("4.10.1", "autoplay", 2, RgaaOutcome.NotApplicable)]
    public async Task A_sound_on_a_page_of_links_is_judged_by_its_own_controls(string test, string attributes, int seconds, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync(test, $"<p><a href='/un'>Un</a></p><div><audio {attributes} src='data:audio/wav;base64,{Convert.ToBase64String(Tone(seconds))}'></audio></div>")).Outcome);

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
}
