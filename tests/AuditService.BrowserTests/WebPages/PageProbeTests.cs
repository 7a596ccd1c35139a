using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core.Accessibility;

namespace AuditService.BrowserTests.WebPages;

/// <summary>What moves, flashes, passes or comes under the pointer, each fault beside the page that does well. A pointer waits for the next picture of its page: alone, so that no other page keeps the browser from drawing.</summary>
[Collection("pointer")]
public sealed class PageProbeTests(SharedBrowser browser) : ProbedPageTests(browser)
{
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
    [InlineData("", RgaaOutcome.NonCompliant)]
    [InlineData("<button onclick='clearTimeout(t)'>Rester sur la page</button>", RgaaOutcome.NeedsReview)]
    [InlineData("<p>Cette page a été déplacée.</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<a id='f' href='/bilan.bin' download></a><script>setTimeout(() => f.click(), 6000)</script>", RgaaOutcome.NeedsReview, "")]
    [InlineData("", RgaaOutcome.NeedsReview, "/index.html")]
    public async Task A_script_that_leads_elsewhere_after_some_seconds_fails_where_nothing_stops_it(string control, RgaaOutcome expected, string address = "/ailleurs.html") =>
        Assert.Equal(expected, (await ResultAsync("13.1.3", $"<p>{Text}</p>{control}<script>var t = '{address}' && setTimeout(() => {{ location.href = '{address}'; }}, 8000)</script>")).Outcome);

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
    [InlineData("<p><span class='x' style='display:inline-block;width:20px;height:20px;border:3px solid'></span> Chargement en cours…</p>", RgaaOutcome.NeedsReview)]
    [InlineData("<p><span class='x' style='display:inline-block;width:20px;height:20px;border:3px solid'></span> Nos promotions</p>", RgaaOutcome.NonCompliant)]
    public async Task A_sign_of_waiting_may_move(string sign, RgaaOutcome expected) =>
        Assert.Equal(expected, (await ResultAsync("13.8.1", $"<style>@keyframes t{{to{{transform:rotate(1turn)}}}}.x{{animation:t 1s infinite linear}}</style>{sign}<p>{Text}</p>")).Outcome);

    [Fact]
    public async Task What_appears_on_focus_too_is_met_by_the_pointer()
    {
        const string Body = "<style>.b{position:relative;display:inline-block}.i{display:none;position:absolute;left:0;top:100%;background:#fff;border:1px solid;padding:1em;white-space:nowrap}.b:hover .i,.b:focus-within .i{display:block}</style>"
            + "<p><span class='b'><button type='button'>Horaires</button><span class='i'>Ouvert du mardi au samedi</span></span></p><p>" + Text + "</p>";

        Assert.Equal(RgaaOutcome.NonCompliant, (await ResultAsync("10.13.1", Body)).Outcome);
    }

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
        var evidence = await OwnPageAsync($"<img alt='Alerte' width='300' height='300' src='alerte.gif'><p>{Text}</p>", ("alerte.gif", Flashing(hundredths)));

        Assert.Equal(expected, RgaaTests.Assess(evidence, markers: null).Single(result => result.Test == "13.7.1").Outcome);
        Assert.Equal(expected == RgaaOutcome.NonCompliant, Assert.Single(evidence.Rendered!.Flashing!).Value > 0.9);
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
}
