using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;

namespace AuditService.Collectors.WebPages.Samples;

/// <summary>RGAA 12.1 to 12.5: ways to navigate, and whether they are the same and in the same place on all pages.</summary>
internal static class NavigationChecks
{
    /// <summary>Pages from which a site is no longer one "of very few pages" (particular case of 12.1).</summary>
    private const int FewPages = 6;

    private const int MostNamed = 5;

    private static readonly string[] EmptyWords = ["les", "des", "une", "the", "and", "pour", "page", "site", "plan", "notre", "votre", "vos", "nos", "sur", "for", "our", "your"];

    public static IReadOnlyList<SampleCheck> Checks { get; } =
    [
        new("12.1.1", HasTwoWays),
        new("12.2.1", MenusKeepTheirPlace),
        new("12.3.1", (site, page) => OnSiteMap(page) ?? SiteMapIsComplete(site, page)),
        new("12.3.2", (site, page) => OnSiteMap(page) ?? LinksOfSiteMapWork(site, page)),
        new("12.3.3", (site, page) => OnSiteMap(page) ?? LinksOfSiteMapTell(site, page)),
        new("12.4.1", (site, page) => NoSiteMap(site, page) ?? IsEverywhere(site, page, PartKind.SiteMapLink)),
        new("12.4.2", (site, page) => NoSiteMap(site, page) ?? StandsInSamePlace(site, page, PartKind.SiteMapLink)),
        new("12.4.3", (site, page) => NoSiteMap(site, page) ?? StandsInSameOrder(site, page, PartKind.SiteMapLink)),
        new("12.5.1", (site, page) => NoSearch(site, page) ?? IsEverywhere(site, page, PartKind.Search)),
        new("12.5.2", (site, page) => NoSearch(site, page) ?? StandsInSamePlace(site, page, PartKind.Search)),
        new("12.5.3", (site, page) => NoSearch(site, page) ?? StandsInSameOrder(site, page, PartKind.Search)),
    ];

    // 12.1

    private static SampleResult HasTwoWays(SampledSite site, PageOutline page)
    {
        if (site.IsAlone(page))
            return Alone();
        var set = site.SetOf(page);
        var menus = set.Where(member => SampledSite.Menus(member).Any()).ToList();
        var maps = set.Where(member => SampledSite.Of(member, PartKind.SiteMapLink).Any()).ToList();
        var searches = set.Where(member => SampledSite.Of(member, PartKind.Search).Any()).ToList();
        if (set.Count > 1 && set.All(member => HasLandmarkMenu(member) && (SampledSite.IsSiteMapPage(member) || SampledSite.Of(member, PartKind.SiteMapLink).Any(link => site.Resolve(member, link.Target) is { } map && SampledSite.IsSiteMapPage(map)))))
            return SampleResult.Compliant;
        var menu = SampledSite.Menus(page).FirstOrDefault();
        var hasNoOther = maps.Count == 0 && searches.Count == 0 && set.All(member => member is { IsWhole: true, HintsAtSearch: false, HintsAtSiteMap: false });
        if (hasNoOther && menu is not null && set.Count >= FewPages && site.SiblingsOf(page).Count >= 2 && site.HomeOf(set) is { } home && set.FirstOrDefault(member => member != home && !site.LinksTo(home, member)) is { } far)
        {
            return SampleResult.Failure(SampleResult.Seen(
                menu,
                $"un menu, et ni moteur de recherche ni plan du site sur les {set.Count} pages liées ; {far.Source} ne s'atteint pas depuis la page d'accueil",
                $"a menu, and neither a search nor a site map on the {set.Count} linked pages; {far.Source} cannot be reached from the home page"));
        }
        return SampleResult.Review(
            $"sur {set.Count} page(s) liée(s) de l'échantillon, menu : {menus.Count}, lien vers un plan du site : {maps.Count}, moteur de recherche : {searches.Count} ; deux de ces moyens servent-ils tout l'ensemble de pages ?",
            $"on {set.Count} linked page(s) of the sample, menu: {menus.Count}, link to a site map: {maps.Count}, search: {searches.Count}; do two of these serve the whole set of pages?",
            [.. SampledSite.Menus(page).Concat(SampledSite.Of(page, PartKind.SiteMapLink)).Concat(SampledSite.Of(page, PartKind.Search)).Take(MostNamed).Select(part => Told(part))]);
    }

    private static bool HasLandmarkMenu(PageOutline page) => SampledSite.Menus(page).Any(menu => menu.Excerpt.StartsWith("<nav", StringComparison.Ordinal) || menu.Excerpt.Contains("role=\"navigation\"", StringComparison.Ordinal));

    // 12.2

    private static SampleResult MenusKeepTheirPlace(SampledSite site, PageOutline page)
    {
        if (site.IsAlone(page))
            return Alone();
        if (site.SetOf(page).Count > 1 && site.IsHome(page))
            return SampleResult.NotApplicable("page d'accueil", "home page");
        var siblings = site.SiblingsOf(page).Where(other => !site.IsHome(other)).ToList();
        var failing = new List<RgaaObservation>();
        foreach (var menu in SampledSite.Menus(page))
        {
            var twins = siblings.Select(other => (Page: other, Menu: site.Twin(page, menu, other))).Where(twin => twin.Menu is not null).Select(twin => (twin.Page, Menu: twin.Menu!)).ToList();
            if (Against(page, twins.Where(twin => SampledSite.StandElsewhere(page, menu, twin.Page, twin.Menu)).Select(twin => twin.Page), twins.Select(twin => twin.Page)) is { } place)
                failing.Add(SampleResult.Seen(menu, $"menu à une autre place que dans {place}", $"menu in another place than in {place}"));
            if (Against(page, twins.Where(twin => site.IsReordered(page, menu, twin.Page, twin.Menu, besideMenus: true)).Select(twin => twin.Page), twins.Select(twin => twin.Page)) is { } order)
                failing.Add(SampleResult.Seen(menu, $"menu à un autre rang du code source que dans {order}", $"menu in another order of the source than in {order}"));
            if (menu.Zone is PartZone.Header or PartZone.Unknown && Against(page, twins.Where(twin => IsShuffled(menu, twin.Menu)).Select(twin => twin.Page), twins.Select(twin => twin.Page)) is { } shuffled)
                failing.Add(SampleResult.Seen(menu, $"les mêmes liens que dans {shuffled}, dans un autre ordre", $"the same links as in {shuffled}, in another order"));
        }
        if (failing.Count > 0)
            return SampleResult.Failure(failing);
        return SampleResult.Review(
            $"menus et barres sont-ils à la même place que sur les autres pages ? {siblings.Count} page(s) de l'échantillon montrent le même menu",
            $"are menus and bars in the same place as on the other pages? {siblings.Count} page(s) of the sample show the same menu",
            [.. SampledSite.Menus(page).Take(MostNamed).Select(menu => Told(menu))]);
    }

    /// <summary>The links that both have, in another order.</summary>
    private static bool IsShuffled(OutlinePart menu, OutlinePart twin)
    {
        var here = SampledSite.NamesIn(menu);
        var there = SampledSite.NamesIn(twin);
        return !here.Intersect(there, StringComparer.Ordinal).SequenceEqual(there.Intersect(here, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    // 12.3

    private static SampleResult? OnSiteMap(PageOutline page) => SampledSite.IsSiteMapPage(page) ? null
        : page.MayBeSiteMap ? SampleResult.Review("un titre de la page parle d'un plan du site : en est-elle un ?", "a heading of the page speaks of a site map: is it one?")
        : SampleResult.NotApplicable("la page n'est pas un plan du site", "the page is no site map");

    private static SampleResult SiteMapIsComplete(SampledSite site, PageOutline page)
    {
        var missing = site.SetOf(page).Where(other => other != page && !site.LinksTo(page, other)).ToList();
        return SampleResult.Review(
            $"le plan représente-t-il le site ? Il mène à {site.SetOf(page).Count - 1 - missing.Count} page(s) de l'échantillon, et pas à {missing.Count} autre(s)",
            $"does the map represent the site? It leads to {site.SetOf(page).Count - 1 - missing.Count} page(s) of the sample, and not to {missing.Count} other(s)",
            [.. missing.Take(MostNamed).Select(other => SampleResult.Seen(null, $"absente du plan : {other.Source}", $"absent from the map: {other.Source}"))]);
    }

    private static SampleResult LinksOfSiteMapWork(SampledSite site, PageOutline page)
    {
        var dead = page.DeadLinks.Select(selector => new RgaaObservation(selector, "", new("lien du plan sans adresse", "link of the map without an address"), Element: null))
            .Concat(page.Links.Select(link => (Link: link, Page: site.Resolve(page, link.Target))).Where(link => link.Page is { Status: >= 400 })
                .Select(link => SampleResult.Seen(null, $"« {link.Link.Name} » mène à {link.Page!.Source}, qui répond {link.Page.Status}", $"\"{link.Link.Name}\" leads to {link.Page!.Source}, which answers {link.Page.Status}"))).ToList();
        if (dead.Count > 0)
            return SampleResult.Failure(dead);
        var unseen = page.Links.Where(link => site.Resolve(page, link.Target) is null).DistinctBy(link => link.Target).ToList();
        return unseen.Count == 0 && page is { IsWhole: true, Links.Count: > 0, MayLeadOn: false }
            ? SampleResult.Compliant
            : SampleResult.Review("les liens du plan fonctionnent-ils ?", "do the links of the map work?", [.. unseen.Take(MostNamed).Select(link => SampleResult.Seen(null, $"non visité : « {link.Name} », {link.Target}", $"not visited: \"{link.Name}\", {link.Target}"))]);
    }

    private static SampleResult LinksOfSiteMapTell(SampledSite site, PageOutline page)
    {
        var odd = page.Links.Select(link => (Link: link, Page: site.Resolve(page, link.Target)))
            .Where(link => link.Page is not null && link.Link.Name.Length > 0 && !Telling(link.Link.Name).Overlaps(Telling($"{link.Page.Title} {link.Page.Heading}"))).ToList();
        return SampleResult.Review("chaque lien du plan mène-t-il à la page qu'il nomme ?", "does each link of the map lead to the page that it names?", [.. odd.Take(MostNamed).Select(link => SampleResult.Seen(
            null,
            $"« {link.Link.Name} » mène à une page intitulée « {link.Page!.Title} »",
            $"\"{link.Link.Name}\" leads to a page entitled \"{link.Page!.Title}\""))]);
    }

    private static HashSet<string> Telling(string text) => [.. Plain.Words(text).Split(' ').Where(word => word.Length > 2 && !EmptyWords.Contains(word, StringComparer.Ordinal))];

    // 12.4, 12.5: the same way to the site map and to the search.

    private static SampleResult? NoSiteMap(SampledSite site, PageOutline page)
    {
        if (site.IsAlone(page))
            return Alone();
        if (site.IsClosed && site.Pages.All(member => !member.HintsAtSiteMap && !SampledSite.IsSiteMapPage(member) && !SampledSite.Of(member, PartKind.SiteMapLink).Any()))
            return SampleResult.NotApplicable("aucune page du site n'est ni ne nomme un plan du site", "no page of the site is or names a site map");
        return SampledSite.IsSiteMapPage(page) ? SampleResult.Review("plan du site : la page qui y mène est celle-ci", "site map: the page to be reached is this one") : null;
    }

    private static SampleResult? NoSearch(SampledSite site, PageOutline page)
    {
        if (site.IsAlone(page))
            return Alone();
        return site.IsClosed && site.Pages.All(member => !member.HintsAtSearch && !SampledSite.Of(member, PartKind.Search).Any())
            ? SampleResult.NotApplicable("aucune page du site n'a de moteur de recherche", "no page of the site has a search")
            : null;
    }

    private static SampleResult IsEverywhere(SampledSite site, PageOutline page, PartKind kind)
    {
        var (fr, en) = Word(kind);
        var own = Common(page, kind).ToList();
        var having = site.SiblingsOf(page).Where(other => Common(other, kind).Any()).ToList();
        var hints = kind == PartKind.Search ? page.HintsAtSearch : page.HintsAtSiteMap;
        if (own.Count == 0 && !hints && page.IsWhole && having.Count > 0 && !SampledSite.Of(page, kind).Any() && !site.IsHome(page))
        {
            return SampleResult.Failure(SampleResult.Seen(
                null,
                $"pas d'accès au {fr}, que montrent {Names(having)} avec le même menu",
                $"no access to the {en}, which {Names(having)} show with the same menu"));
        }
        var set = site.SetOf(page);
        if (kind == PartKind.SiteMapLink && set.Count > 1 && own.Count == 1 && set.All(other => SampledSite.IsSiteMapPage(other) || Common(other, kind).ToList() is [var only] && Plain.Words(only.Name) == Plain.Words(own[0].Name)
                && (only.Target == own[0].Target || (site.Resolve(other, only.Target) is { } there && there == site.Resolve(page, own[0].Target)))))
            return SampleResult.Compliant;
        var lacking = set.Where(other => other != page && !Common(other, kind).Any()).ToList();
        return SampleResult.Review(
            $"le {fr} s'atteint-il partout de la même façon ? Repéré sur {set.Count - lacking.Count - (own.Count == 0 ? 1 : 0)} des {set.Count} pages liées",
            $"is the {en} reached in the same way everywhere? Seen on {set.Count - lacking.Count - (own.Count == 0 ? 1 : 0)} of the {set.Count} linked pages",
            [.. own.Take(1).Select(part => Told(part)), .. lacking.Take(MostNamed).Select(other => SampleResult.Seen(null, $"non repéré dans {other.Source}", $"not seen in {other.Source}"))]);
    }

    private static SampleResult StandsInSamePlace(SampledSite site, PageOutline page, PartKind kind) => Beside(site, page, kind, SampledSite.StandElsewhere, "à une autre place que dans", "in another place than in");

    private static SampleResult StandsInSameOrder(SampledSite site, PageOutline page, PartKind kind) => Beside(
        site, page, kind, (here, part, there, twin) => site.IsReordered(here, part, there, twin, besideMenus: true), "à un autre rang du code source que dans", "in another order of the source than in");

    private static SampleResult Beside(SampledSite site, PageOutline page, PartKind kind, Func<PageOutline, OutlinePart, PageOutline, OutlinePart, bool> differ, string fr, string en)
    {
        var (wordFr, wordEn) = Word(kind);
        var twins = site.SiblingsOf(page).Where(other => !site.IsHome(other)).Select(other => (Page: other, Part: Only(other, kind))).Where(twin => twin.Part is not null).Select(twin => (twin.Page, Part: twin.Part!)).ToList();
        if (Only(page, kind) is { } own && !site.IsHome(page)
            && Against(page, twins.Where(twin => differ(page, own, twin.Page, twin.Part)).Select(twin => twin.Page), twins.Select(twin => twin.Page)) is { } names)
            return SampleResult.Failure(SampleResult.Seen(own, $"accès au {wordFr} {fr} {names}", $"access to the {wordEn} {en} {names}"));
        return SampleResult.Review(
            $"l'accès au {wordFr} est-il au même endroit que sur les autres pages ? Comparé avec {twins.Count} page(s)",
            $"is the access to the {wordEn} in the same place as on the other pages? Compared with {twins.Count} page(s)",
            [.. SampledSite.Of(page, kind).Take(MostNamed).Select(part => Told(part))]);
    }

    private static OutlinePart? Only(PageOutline page, PartKind kind) => Common(page, kind).Take(2).ToList() is [var only] ? only : null;

    /// <summary>What serves the whole site; a search within the content may search that content only.</summary>
    private static IEnumerable<OutlinePart> Common(PageOutline page, PartKind kind) => SampledSite.Of(page, kind).Where(part => kind == PartKind.SiteMapLink || part.Zone is not PartZone.Main);

    /// <summary>
    /// The pages from which this one differs, when it is the odd one: more of its kind differ from it than agree; of two pages the later one.
    /// Null where the others are odd, or none differs.
    /// </summary>
    private static string? Against(PageOutline page, IEnumerable<PageOutline> differing, IEnumerable<PageOutline> compared)
    {
        var different = differing.ToList();
        var agreeing = compared.Count() - different.Count;
        // The page agrees with itself.
        var isOdd = different.Count > agreeing + 1 || (different.Count == agreeing + 1 && different.TrueForAll(other => string.CompareOrdinal(other.Source, page.Source) < 0));
        return different.Count > 0 && isOdd ? Names(different) : null;
    }

    private static SampleResult Alone() => SampleResult.NotApplicable("page seule : ni lien ni script n'y mène à une autre page du site", "page by itself: no link and no script leads from it to another page of the site");

    private static (string Fr, string En) Word(PartKind kind) => kind == PartKind.Search ? ("moteur de recherche", "search") : ("plan du site", "site map");

    private static RgaaObservation Told(OutlinePart part) => SampleResult.Seen(part, $"{WordOf(part.Kind).Fr}, {ZoneOf(part.Zone).Fr}{BoxOf(part)}", $"{WordOf(part.Kind).En}, {ZoneOf(part.Zone).En}{BoxOf(part)}");

    private static (string Fr, string En) WordOf(PartKind kind) => kind switch
    {
        PartKind.Menu => ("menu", "menu"),
        PartKind.Search => ("moteur de recherche", "search"),
        _ => ("lien vers le plan du site", "link to the site map"),
    };

    private static (string Fr, string En) ZoneOf(PartZone zone) => zone switch
    {
        PartZone.Header => ("dans l'en-tête", "in the header"),
        PartZone.Main => ("dans le contenu", "in the content"),
        PartZone.Aside => ("dans un bloc à part", "in an aside"),
        PartZone.Footer => ("dans le pied de page", "in the footer"),
        _ => ("hors des zones de la page", "outside the zones of the page"),
    };

    private static string BoxOf(OutlinePart part) => part.Box is [var left, var top, var width, var height] ? $" ({left}, {top}, {width} × {height} px)" : "";

    private static string Names(List<PageOutline> pages) => string.Join(", ", pages.Take(MostNamed).Select(page => page.Source)) + (pages.Count > MostNamed ? " ..." : "");
}
