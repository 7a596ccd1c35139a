using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Collectors.WebPages.Samples;
using AuditService.Core.Accessibility;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.WebPages;

/// <summary>What the pages of a sample say together and none of them says alone.</summary>
public sealed class SampledPagesTests
{
    private const string Menu = "<nav><a href='index.html'>Accueil</a> <a href='tarifs.html'>Tarifs</a> <a href='equipe.html'>Équipe</a> <a href='contact.html'>Contact</a></nav>";

    private const string Search = "<form role='search'><label for='q'>Rechercher</label><input id='q' name='q'></form>";

    private const string MapLink = "<footer><a href='plan.html'>Plan du site</a></footer>";

    private static readonly string[] Names = ["index", "tarifs", "equipe", "contact"];

    private static readonly CollectorIdentity Collector = new("pages", 1);

    [Fact]
    public void A_menu_that_follows_the_content_on_one_page_only_fails_there_and_nowhere_else()
    {
        var site = Site(Names.Select(name => Page(name, name == "equipe" ? Content(name) + Menu : Menu + Content(name))));

        Assert.Equal(["equipe.html"], Failing(site, "12.2.1"));
        Assert.Contains("tarifs.html", Result(site, "equipe.html", "12.2.1").Observations[0].Detail.Fr, StringComparison.Ordinal);
        Assert.Equal(RgaaOutcome.NotApplicable, Outcome(site, "index.html", "12.2.1"));
        Assert.Equal(RgaaOutcome.NeedsReview, Outcome(site, "tarifs.html", "12.2.1"));
    }

    [Fact]
    public void A_menu_whose_links_change_their_order_fails_and_one_whose_current_page_is_no_link_does_not()
    {
        var shuffled = "<nav><a href='contact.html'>Contact</a> <a href='equipe.html'>Équipe</a> <a href='index.html'>Accueil</a> <a href='tarifs.html'>Tarifs</a></nav>";

        Assert.Equal(["contact.html"], Failing(Site(Names.Select(name => Page(name, (name == "contact" ? shuffled : Menu) + Content(name)))), "12.2.1"));
        Assert.Empty(Failing(Site(Names.Select(name => Page(name, Menu.Replace($"<a href='{name}.html'>", "<a>", StringComparison.Ordinal) + Content(name)))), "12.2.1"));
    }

    [Fact]
    public void A_menu_drawn_at_the_right_of_the_content_on_one_page_and_above_it_on_the_others_fails()
    {
        var site = Site(Names.Select(name => Drawn(name, Menu + Content(name), name == "equipe" ? new(900, 100, 300, 600) : new(0, 0, 1280, 60), new(0, 80, 880, 900))));

        Assert.Equal(["equipe.html"], Failing(site, "12.2.1"));
    }

    [Fact]
    public void Menus_of_pages_that_no_link_ties_are_not_compared()
    {
        var other = Menu.Replace(".html", ".php", StringComparison.Ordinal);

        Assert.Empty(Failing(Site([Page("a", other + Content("a")), Page("b", other + Content("b")), Page("c", Content("c") + other)]), "12.2.1"));
    }

    [Fact]
    public void A_page_without_the_search_that_the_others_show_with_the_same_menu_fails_and_the_home_page_may_go_without()
    {
        var site = Site(Names.Select(name => Page(name, $"<header>{Menu}{(name is "contact" or "index" ? "" : Search)}</header>{Content(name)}")));

        Assert.Equal(["contact.html"], Failing(site, "12.5.1"));
    }

    [Fact]
    public void A_page_that_may_offer_the_search_in_another_way_is_left_to_a_person()
    {
        var site = Site(Names.Select(name => Page(name, $"<header>{Menu}{(name == "contact" ? "<button class='icon-search'></button>" : Search)}</header>{Content(name)}")));

        Assert.Empty(Failing(site, "12.5.1"));
        Assert.Equal(RgaaOutcome.NeedsReview, Outcome(site, "contact.html", "12.5.1"));
    }

    [Fact]
    public void A_search_before_the_menu_on_one_page_and_after_it_on_the_others_fails_by_its_order()
    {
        var site = Site(Names.Select(name => Page(name, $"<header>{(name == "equipe" ? Search + Menu : Menu + Search)}</header>{Content(name)}")));

        Assert.Equal(["equipe.html"], Failing(site, "12.5.3"));
        Assert.Empty(Failing(site, "12.2.1").Except(["equipe.html"]));
    }

    [Fact]
    public void A_link_to_the_site_map_that_moves_from_the_foot_to_the_head_fails_by_place_and_by_order()
    {
        var site = Site([.. Names.Select(name => Page(name, name == "equipe" ? $"<header>{Menu}<a href='plan.html'>Plan du site</a></header>{Content(name)}" : $"<header>{Menu}</header>{Content(name)}{MapLink}")), Map()]);

        Assert.Equal(["equipe.html"], Failing(site, "12.4.2"));
        Assert.Equal(["equipe.html"], Failing(site, "12.4.3"));
        Assert.Empty(Failing(site, "12.4.1"));
    }

    [Fact]
    public void A_menu_and_a_site_map_on_each_page_are_two_ways_and_the_same_link_everywhere_is_the_same_way()
    {
        var site = Site([.. Names.Select(name => Page(name, $"<header>{Menu}</header>{Content(name)}{MapLink}")), Map()]);

        Assert.Equal(RgaaOutcome.Compliant, Outcome(site, "tarifs.html", "12.1.1"));
        Assert.Equal(RgaaOutcome.Compliant, Outcome(site, "tarifs.html", "12.4.1"));
        Assert.Equal(RgaaOutcome.Compliant, Outcome(site, "plan.html", "12.3.2"));
        Assert.Equal(RgaaOutcome.NotApplicable, Outcome(site, "tarifs.html", "12.3.2"));
        Assert.Equal(RgaaOutcome.NotApplicable, Outcome(site, "tarifs.html", "12.5.1"));
    }

    [Fact]
    public void A_page_without_the_link_to_the_site_map_that_the_others_show_fails()
    {
        var site = Site([.. Names.Select(name => Page(name, $"<header>{Menu}</header>{Content(name)}{(name == "equipe" ? "" : MapLink)}")), Map()]);

        Assert.Equal(["equipe.html"], Failing(site, "12.4.1"));
    }

    [Theory]
    [InlineData("a", "<h1>Page</h1>", RgaaOutcome.NotApplicable)]
    [InlineData("a", "<h1>Page</h1><h4>Plan du site</h4><a href='#'>x</a>", RgaaOutcome.NeedsReview)]
    [InlineData("plan-du-site", "<h3>#</h3><a href='#'>Accueil</a>", RgaaOutcome.NonCompliant)]
    public void A_page_is_no_site_map_only_where_nothing_of_it_speaks_of_one(string name, string body, RgaaOutcome expected) =>
        Assert.Equal(expected, Outcome(Site([Page(name, $"<main>{body}</main>", "Une page")]), name + ".html", "12.3.2"));

    [Fact]
    public void A_link_of_the_site_map_that_leads_nowhere_fails()
    {
        var site = Site([.. Names.Select(name => Page(name, Menu + Content(name))), Page("plan", "<main><h1>Plan du site</h1><ul><li><a href='index.html'>Accueil</a><li><a href='#'>Actualités</a></ul></main>", "Plan du site")]);

        Assert.Equal(["plan.html"], Failing(site, "12.3.2"));
    }

    [Fact]
    public void Seven_pages_with_a_menu_alone_offer_one_way_when_one_of_them_is_out_of_reach_of_the_home_page()
    {
        string[] more = [.. Names, "a", "b", "c"];
        string Body(string name) => Menu + $"<main><h1>{name}</h1>{(name == "contact" ? "<p><a href='a.html'>A</a> <a href='b.html'>B</a> <a href='c.html'>C</a></p>" : "")}</main>";

        Assert.Equal(more.Length, Failing(Site(more.Select(name => Page(name, Body(name)))), "12.1.1").Count);
        Assert.Empty(Failing(Site(more.Select(name => Page(name, Body(name) + "<a href='/recherche'>Rechercher</a>"))), "12.1.1"));
        Assert.Empty(Failing(Site(Names.Select(name => Page(name, Body(name)))), "12.1.1"));
    }

    [Fact]
    public void Two_linked_pages_about_different_things_with_one_title_fail_and_the_home_page_may_bear_the_name_of_the_site()
    {
        Assert.Equal(["contact.html", "equipe.html", "tarifs.html"], Failing(Site(Names.Select(name => Page(name, Menu + Content(name), "Mon site"))), "8.6.1").Order(StringComparer.Ordinal));
        Assert.Empty(Failing(Site(Names.Select(name => Page(name, Menu + "<main><h1>Bienvenue</h1></main>", "Mon site"))), "8.6.1"));
        Assert.Empty(Failing(Site([Page("a", Content("a"), "Mon site"), Page("b", Content("b"), "Mon site")]), "8.6.1"));
    }

    [Fact]
    public void Fields_of_one_purpose_with_two_labels_are_shown_to_a_person()
    {
        var site = Site([
            Page("a", "<p><a href='b.html'>b</a></p><label for='m'>Courriel</label><input id='m' autocomplete='email'>"),
            Page("b", "<label for='m'>Adresse électronique</label><input id='m' autocomplete='email'>")]);

        var result = Result(site, "a.html", "11.3.2");
        Assert.Equal(RgaaOutcome.NeedsReview, result.Outcome);
        Assert.Contains("Adresse électronique", Assert.Single(result.Observations).Detail.Fr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>Texte</p>", RgaaOutcome.NotApplicable)]
    [InlineData("<p><a href='#bas'>bas</a> <a href='mailto:a@example.org'>écrire</a></p>", RgaaOutcome.NotApplicable)]
    [InlineData("<p><a href='suite.html'>suite</a></p>", RgaaOutcome.NeedsReview)]
    [InlineData("<form action='envoi'><input></form>", RgaaOutcome.NeedsReview)]
    [InlineData("<p>Texte</p><script>location = 'a.html'</script>", RgaaOutcome.NeedsReview)]
    public void A_page_by_itself_is_no_set_of_pages_only_where_nothing_leads_from_it(string body, RgaaOutcome expected)
    {
        foreach (var test in (string[])["12.1.1", "12.2.1", "12.4.1", "12.5.1"])
            Assert.Equal(expected, Outcome(Site([Page("seule", body)]), "seule.html", test));
    }

    [Theory]
    [InlineData("ui/a/index.html", "../b/", "ui/b/index.html")]
    [InlineData("ui/a.html", "b.html?x=1#haut", "ui/b.html")]
    [InlineData("ui/sub/a.html", "/b.html", "ui/b.html")]
    [InlineData("https://example.org/a", "/b/#haut", "https://example.org/b")]
    [InlineData("https://example.org/a", "http://example.org/b/index.html", "https://example.org/b/")]
    public void A_link_and_the_page_that_it_leads_to_are_recognised_as_one(string from, string link, string to)
    {
        var site = Site([Outline(SomePage.Source($"<!doctype html><title>a</title><a href='{link}'>b</a>", from)), Outline(SomePage.Source("<!doctype html><title>b</title><p>b", to))]);

        Assert.Equal(2, site.SetOf(site.Pages[0]).Count);
    }

    [Fact]
    public void The_facts_of_the_comparison_take_the_place_of_what_the_page_alone_could_not_tell()
    {
        var outlines = Names.Select(name => Page(name, name == "equipe" ? Content(name) + Menu : Menu + Content(name), "Mon site")).ToList();
        var subjects = outlines.ToDictionary(outline => outline.Source, outline => new Subject(SubjectKind.Page, outline.Source), StringComparer.Ordinal);
        var state = new PageSubject("equipe.html", "ouvert", PageSubject.FirstViewport).Subject;
        var provenance = new Provenance(Collector, EvidenceGrade.MachineChecked);
        var facts = new FactSet([.. subjects.Values, state],
        [
            .. outlines.Select(outline => SampleComparison.Fact(subjects[outline.Source], outline, Collector)),
            .. subjects.Values.Append(state).Select(page => Fact.Unavailable(page, "page.rgaa.12.2.1.outcome", new(UnavailableBecause.NotFound, new("demande plusieurs pages", "needs several pages")), provenance)),
            .. subjects.Values.Append(state).Select(page => Fact.Known(page, "page.rgaa.8.6.1.outcome", new TextValue("needsReview"), provenance)),
        ]);
        var comparison = new SampleComparison();

        var compared = comparison.Compare(facts, new(new("case", "sha256:0", [], []), [], Manifest.Empty, HasManifest: false)).ToList();
        var all = facts.Replacing(compared);

        Assert.All(compared, fact => Assert.Contains(fact.Key, comparison.States));
        Assert.Equal("nonCompliant", Assert.IsType<TextValue>(all.Find(subjects["equipe.html"], "page.rgaa.12.2.1.outcome")!.Value).Value);
        Assert.Equal(1, Assert.IsType<ObservationsValue>(all.Find(subjects["equipe.html"], "page.rgaa.12.2.1.failures")!.Value).Total);
        Assert.Equal("nonCompliant", Assert.IsType<TextValue>(all.Find(subjects["equipe.html"], "page.rgaa.8.6.1.outcome")!.Value).Value);
        Assert.Equal("needsReview", Assert.IsType<TextValue>(all.Find(subjects["index.html"], "page.rgaa.8.6.1.outcome")!.Value).Value);
        Assert.Equal("needsReview", Assert.IsType<TextValue>(all.Find(state, "page.rgaa.12.2.1.outcome")!.Value).Value);
        Assert.Equal("needsReview", Assert.IsType<TextValue>(all.Find(state, "page.rgaa.8.6.1.outcome")!.Value).Value);
    }

    [Fact]
    public void A_site_of_which_one_page_was_not_seen_proves_no_absence()
    {
        var outlines = Names.Select(name => Page(name, Menu + Content(name))).ToList();
        var facts = outlines.ConvertAll(outline => SampleComparison.Fact(new(SubjectKind.Page, outline.Source), outline, Collector));
        string? SearchOf(params Subject[] more) => (new SampleComparison().Compare(new FactSet(more, facts), new(new("case", "sha256:0", [], []), [], Manifest.Empty, HasManifest: false))
            .Single(fact => fact.Subject.Id == "tarifs.html" && fact.Key == "page.rgaa.12.5.1.outcome").Value as TextValue)?.Value;

        Assert.Equal("notApplicable", SearchOf());
        Assert.Equal("needsReview", SearchOf(new Subject(SubjectKind.Page, "secret.html")));
    }

    private static SampledSite Site(IEnumerable<PageOutline> pages) => new([.. pages], isClosed: true);

    private static string Content(string name) => $"<main><h1>Page {name}</h1><p>Texte</p></main>";

    private static PageOutline Map() => Page("plan", $"<header>{Menu}</header><main><h1>Plan du site</h1><ul>{string.Concat(Names.Select(name => $"<li><a href='{name}.html'>Page {name}</a>"))}</ul></main>{MapLink}", "Plan du site");

    private static string Html(string body, string title) => $"<!doctype html><html lang='fr'><head><title>{title}</title></head><body>{body}</body></html>";

    private static PageOutline Page(string name, string body, string? title = null) => Outline(SomePage.Source(Html(body, title ?? $"Page {name} - Mon site"), name + ".html"));

    private static PageOutline Outline(PageEvidence evidence) => OutlineReader.Of(new AuditedPage(evidence, markers: null))!;

    /// <summary>As a browser drew it: every element shown, the menu and the content in these boxes (left, top, width, height).</summary>
    private static PageOutline Drawn(string name, string body, ElementPlace menu, ElementPlace main)
    {
        var document = AuditedPage.Parse(Html(body, $"Page {name}"), errors: null);
        var boxes = new Dictionary<int, ElementBox>();
        foreach (var element in document.All)
        {
            var place = element.LocalName switch { "nav" => menu, "main" => main, _ => new ElementPlace(0, 0, 1280, 1000) };
            element.SetAttribute("data-audit-n", boxes.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            boxes.Add(boxes.Count, new ElementBox(place.Left, place.Top, place.Width, place.Height, Shown: true, VisuallyHidden: false, 16, 400));
        }
        return Outline(SomePage.Source(Html(body, $"Page {name}"), name + ".html") with
        {
            Rendered = new RenderedPage { Html = "<!doctype html>" + document.DocumentElement.OuterHtml, Boxes = boxes, StyleRules = [], Axe = AxeReport.None, Settled = true },
        });
    }

    private static RgaaTestResult Result(SampledSite site, string page, string test) => SampleTests.Assess(site, site.Pages.Single(outline => outline.Source == page)).Single(result => result.Test == test);

    private static RgaaOutcome Outcome(SampledSite site, string page, string test) => Result(site, page, test).Outcome;

    private static IReadOnlyList<string> Failing(SampledSite site, string test) =>
        [.. site.Pages.Where(page => SampleTests.Assess(site, page).Any(result => result.Test == test && result.Outcome == RgaaOutcome.NonCompliant)).Select(page => page.Source)];

    private sealed record ElementPlace(int Left, int Top, int Width, int Height);
}
