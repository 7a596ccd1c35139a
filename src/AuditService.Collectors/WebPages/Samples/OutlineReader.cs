using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;

namespace AuditService.Collectors.WebPages.Samples;

/// <summary>Reads the outline of a page. Bounded: a page with more links or parts than are kept is not whole.</summary>
internal sealed class OutlineReader(AuditedPage page)
{
    private const int MostLinks = 400;
    private const int MostParts = 40;
    private const int MostFields = 60;
    private const int LongestText = 120;

    /// <summary>Links below which a list is no menu.</summary>
    private const int LinksOfMenu = 3;

    private static readonly string[] SiteMapWords = ["plan du site", "plan de site", "plan site", "site map", "sitemap"];

    private static readonly string[] SearchWords = ["recherche", "rechercher", "search", "chercher", "loupe", "magnifier", "magnifying"];

    /// <summary>Null for what is no finished page.</summary>
    public static PageOutline? Of(AuditedPage page) => page is { Nature: PageNature.Finished, IsHtmlPage: true } ? new OutlineReader(page).Read() : null;

    private PageOutline Read()
    {
        var links = page.Document.QuerySelectorAll("a[href], area[href]").Select(link => (Element: link, Target: PageAddress.Of(link.GetAttribute("href"), page)))
            .Where(link => link.Target is not null).Select(link => new OutlineLink(Short(page.Names.FromAnything(link.Element)), link.Target!)).Distinct().ToList();
        var parts = Parts().ToList();
        var title = page.Document.QuerySelectorAll("title").FirstOrDefault(element => element.IsHtml())?.TextContent;
        var heading = page.Elements.FirstOrDefault(element => element.LocalName == "h1" && page.Visibility.IsExposed(element)) ?? page.Elements.FirstOrDefault(element => element.LocalName == "h2" && page.Visibility.IsExposed(element));
        var spoken = Spoken().ToList();
        return new PageOutline
        {
            Source = page.Evidence.Source,
            Status = page.Evidence.Served.Status,
            IsWhole = IsWhole(links.Count, parts.Count),
            MayLeadOn = !page.Scripts.AreNone || page.Document.QuerySelectorAll("form[action], [formaction]").Any(form => PageAddress.Of(form.GetAttribute("formaction") ?? form.GetAttribute("action"), page) is not null),
            Title = Short(title),
            Heading = heading is null ? "" : Short(page.Names.Content(heading)),
            HintsAtSearch = spoken.Exists(text => SearchWords.Any(word => text.Contains(word, StringComparison.Ordinal))),
            HintsAtSiteMap = spoken.Exists(IsSiteMapWords),
            MayBeSiteMap = IsSiteMap(title ?? "") || IsSiteMap(page.Evidence.Source) || page.Elements.Any(element => Headings.IsHeading(element) && IsSiteMap(Plain.Cut(element.TextContent, LongestText))),
            Links = [.. links.Take(MostLinks)],
            DeadLinks = page.Scripts.AreNone ? [.. page.Named("a").Where(link => IsDead(link) && ZoneOf(link) == PartZone.Main).Select(link => Selectors.Of(link, page.Names)).Take(MostParts)] : [],
            Parts = [.. parts.Take(MostParts)],
            Fields = [.. Fields().Take(MostFields)],
        };
    }

    private bool IsWhole(int links, int parts) => links <= MostLinks && parts <= MostParts
        && page.Withheld.WhyNotDrawn is null && page.Withheld.WhyErrorsProveNothing is null
        && (page.Rendered is { ElementsLeftOut: 0, Settled: true } || (page.Rendered is null && page.Scripts.AreNone));

    private static bool IsDead(IElement link) => link.GetAttribute("href")?.Trim() is "" or "#" && Plain.HasLetterOrDigit(link.TextContent);

    private IEnumerable<OutlinePart> Parts()
    {
        var main = page.Elements.FirstOrDefault(element => (element.LocalName == "main" || element.HasRole("main")) && page.Visibility.IsExposed(element));
        foreach (var element in page.Elements.Where(page.Visibility.IsExposed))
        {
            if (element == main)
                yield return Part(PartKind.Main, element, "");
            else if (IsMenu(element))
                yield return Part(PartKind.Menu, element, "") with { Links = LinksIn(element) };
            else if (IsSearch(element))
                yield return Part(PartKind.Search, element, "");
            else if (element.LocalName is "a" or "area" && page.Names.FromAnything(element) is { } name && IsSiteMap(name) && PageAddress.Of(element.GetAttribute("href"), page) is { } target && !target.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
                yield return Part(PartKind.SiteMapLink, element, name) with { Target = target };
        }
    }

    private OutlinePart Part(PartKind kind, IElement element, string name) => new(
        kind, ZoneOf(element), Short(name.Length > 0 ? name : page.Names.Aria(element)), Selectors.Of(element, page.Names), Selectors.Excerpt(element), [],
        Box: page.BoxOf(element) is { Width: > 0, Height: > 0 } box && page.Visibility.IsSeen(element) ? [(int)box.X, (int)box.Y, (int)box.Width, (int)box.Height] : null);

    /// <summary>A navigation zone, or a list of links outside the content, which is not inside another.</summary>
    private bool IsMenu(IElement element)
    {
        if (!IsMenuByItself(element) || element.Ancestors().Any(IsMenuByItself))
            return false;
        return ZoneOf(element) is not PartZone.Footer && !IsTrail(element) && LinksIn(element).Count >= LinksOfMenu;
    }

    private bool IsMenuByItself(IElement element) => element.LocalName == "nav" || element.HasRole("navigation", "menubar")
        || (element.LocalName is "ul" or "ol" && ZoneOf(element) is PartZone.Header or PartZone.Unknown && element.Children.Count(item => item.QuerySelector("a[href]") is not null) >= LinksOfMenu);

    /// <summary>Bread crumbs, pages of results and tables of contents differ from page to page by their nature.</summary>
    private bool IsTrail(IElement element) =>
        Plain.Words($"{page.Names.Aria(element)} {element.ClassName} {element.QuerySelector("ol, ul")?.ClassName}") is var words && ((string[])["breadcrumb", "ariane", "pagination", "sommaire", "table of contents", "toc"]).Any(word => words.Contains(word, StringComparison.Ordinal));

    /// <summary>The zone of a search, or the field of one that stands in no zone.</summary>
    private static bool IsSearch(IElement element) =>
        IsSearchZone(element) ? !element.Ancestors().Any(IsSearchZone) && element.QuerySelector("input:not([type=hidden]), [role=searchbox], [role=combobox]") is not null
        : element.LocalName == "input" && element.InputType() == "search" && !element.Ancestors().Any(IsSearchZone);

    private static bool IsSearchZone(IElement element) => element.LocalName == "search" || element.HasRole("search")
        || (element.LocalName == "form" && Plain.Words($"{element.GetAttribute("action")} {element.Id} {element.ClassName} {element.GetAttribute("name")} {element.GetAttribute("aria-label")}") is var words && ((string[])["search", "recherche"]).Any(word => words.Contains(word, StringComparison.Ordinal)));

    public static bool IsSiteMap(string name) => IsSiteMapWords(Plain.Words(name));

    private static bool IsSiteMapWords(string words) => SiteMapWords.Any(word => words.Contains(word, StringComparison.Ordinal));

    /// <summary>All that controls, pictures and their attributes say, seen or hidden.</summary>
    private IEnumerable<string> Spoken() => page.Document.All.Where(element => element.LocalName is "a" or "button" or "input" or "form" or "i" or "span" or "svg" or "img" or "label" or "use")
        .Select(element => Plain.Words($"{(element.ChildElementCount == 0 ? Plain.Cut(element.TextContent, 200) : "")} {element.Id} {element.ClassName} {element.GetAttribute("href")} {element.GetAttribute("action")} {element.GetAttribute("name")} {element.GetAttribute("placeholder")} {element.GetAttribute("aria-label")} {element.GetAttribute("title")} {element.GetAttribute("alt")} {(element.LocalName == "input" ? element.GetAttribute("type") : "")}"));

    private List<OutlineLink> LinksIn(IElement element) =>
    [
        .. element.QuerySelectorAll("a[href], area[href]").Select(link => (Name: Short(page.Names.FromAnything(link)), Target: PageAddress.Of(link.GetAttribute("href"), page, orItself: true)))
            .Where(link => link.Target is not null && link.Name.Length > 0).Select(link => new OutlineLink(link.Name, link.Target!)).Distinct().Take(MostLinks),
    ];

    private IEnumerable<OutlineField> Fields()
    {
        foreach (var field in FormFields.ToFillIn(page))
        {
            var purpose = Autocomplete.FieldName(field.GetAttribute("autocomplete")) ?? (field.Ancestors().Any(IsSearchZone) || (field.LocalName == "input" && field.InputType() == "search") ? "search" : null);
            yield return new OutlineField(purpose ?? "", Short(FormFields.Name(page, field)), Selectors.Of(field, page.Names));
        }
    }

    private static PartZone ZoneOf(IElement element)
    {
        foreach (var around in element.Ancestors().Prepend(element))
        {
            if (around.LocalName == "main" || around.HasRole("main") || around.LocalName == "article")
                return PartZone.Main;
            if (around.LocalName == "aside" || around.HasRole("complementary"))
                return PartZone.Aside;
            if (around.LocalName == "footer" || around.HasRole("contentinfo"))
                return PartZone.Footer;
            if (around.LocalName == "header" || around.HasRole("banner"))
                return around.Ancestors().Any(outer => outer.LocalName is "main" or "article" or "section") ? PartZone.Main : PartZone.Header;
        }
        return PartZone.Unknown;
    }

    private static string Short(string? text) => Plain.Cut(Selectors.Masked(Plain.Text(text)), LongestText);
}
