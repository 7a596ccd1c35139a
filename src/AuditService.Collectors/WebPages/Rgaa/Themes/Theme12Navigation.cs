using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Probes;
using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 12, as far as one page tells; what compares pages is stated as not tested.</summary>
internal static class Theme12Navigation
{
    private const int FirstStops = 5;

    private static readonly string[] SkipWords = ["aller au contenu", "contenu principal", "acceder au contenu", "passer au contenu", "contenu", "evitement", "skip", "skip to content", "skip to main", "main content", "jump to content"];

    private static readonly string[] ZoneNames = ["header", "footer", "nav", "navigation", "menu", "main", "content", "contenu", "banner", "search", "recherche", "entete", "pied"];

    /// <summary>Names of blocks that stand beside the content.</summary>
    private static readonly string[] SideNames = ["nav", "menu", "sidebar", "footer", "header", "entete", "pied"];

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        .. ((string[])["12.1.1", "12.2.1", "12.3.1", "12.3.2", "12.3.3", "12.4.1", "12.4.2", "12.4.3", "12.5.1", "12.5.2", "12.5.3"])
            .Select(test => new RgaaCheck(test, _ => CheckResult.NotTested("demande plusieurs pages", "needs several pages"))),
        new("12.6.1", ZonesCanBeReached),
        new("12.7.1", HasSkipLink),
        new("12.7.2", SkipLinkWorks),
        new("12.8.1", FocusOrder),
        new("12.8.2", page => page.Scripts.AreNone ? CheckResult.NotApplicable : CheckResult.NotTested("demande de déclencher les contenus insérés", "inserted contents have to be triggered")),
        new("12.9.1", NoKeyboardTrap),
        new("12.10.1", OneKeyShortcuts),
        new("12.11.1", page => page.Scripts.AreNone && page.Styles.AllSeen && !page.Styles.Rules.Any(rule => rule.Selectors.Any(selector => selector.Contains(":hover", StringComparison.Ordinal) || selector.Contains(":focus", StringComparison.Ordinal)))
            ? CheckResult.NotApplicable
            : CheckResult.NotTested("demande de survoler et d'activer les composants", "components have to be hovered and activated")),
    ];

    // 12.6

    private static CheckResult ZonesCanBeReached(AuditedPage page)
    {
        var landmarks = page.Elements.Where(element => IsLandmark(element) && page.Visibility.IsExposed(element)).ToList();
        var searches = page.Elements.Where(element => element.LocalName == "input" && element.InputType() == "search" && page.Visibility.IsExposed(element)).Select(field => field.Closest("form") ?? field).Distinct().ToList();
        var lookalikes = page.Elements.Where(element => element.LocalName is "div" or "section" or "ul" && LooksLikeZone(element) && element.QuerySelector("a[href], input, h1, h2, p") is not null
            && !element.Ancestors().Prepend(element).Any(IsLandmark) && !element.QuerySelectorAll("*").Any(IsLandmark)).ToList();
        var found = CheckResult.Of(landmarks.Concat(searches).Concat(lookalikes).Distinct(), zone =>
        {
            if (IsLandmark(zone) || zone.Ancestors().Any(around => around.HasRole("search") || around.LocalName == "search"))
                return Verdict.Pass;
            if (zone.QuerySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]").Any(heading => Plain.HasLetterOrDigit(heading.TextContent)) || (zone.Id is { Length: > 0 } id && page.Document.QuerySelectorAll("a[href]").Any(link => link.GetAttribute("href") == "#" + id)))
                return Verdict.Review("zone atteinte par un titre ou un lien : nature à vérifier", "zone reached by a heading or a link: nature to be checked");
            return searches.Contains(zone) && !IsFilter(zone)
                ? Verdict.Fail("zone de recherche sans repère, titre ni lien d'accès", "search zone without landmark, heading or access link")
                : Verdict.Review("bloc qui semble une zone de la page, sans repère", "block that looks like a zone of the page, without a landmark");
        });
        return found.With(MainZone(page));
    }

    /// <summary>Sorts out what stands beside it, and searches no site: it says what it controls, or stands in the content.</summary>
    private static bool IsFilter(IElement search) => search.HasAttribute("aria-controls") || search.QuerySelector("[aria-controls]") is not null || search.Ancestors().Any(around => around.LocalName is "main" or "article" || around.HasRole("main"));

    /// <summary>Text outside every landmark, when no landmark is the main one: the main content, which needs a way to be reached.</summary>
    private static CheckResult MainZone(AuditedPage page)
    {
        if (Main(page) is not null)
            return CheckResult.NotApplicable;
        if (page.Elements.FirstOrDefault(element => (element.LocalName == "main" || element.HasRole("main")) && page.Visibility.IsSeen(element) && Plain.HasLetterOrDigit(element.TextContent)) is { } silenced)
            return CheckResult.Of([silenced], _ => Verdict.Fail("contenu principal visible, masqué aux technologies d'assistance", "visible main content, hidden from assistive technology"));
        var outside = page.Elements.Where(element => element.LocalName is "p" or "article" or "section" or "h1" or "h2" or "h3" or "table" or "form" && Plain.HasLetterOrDigit(element.TextContent)
            && page.Visibility.IsExposed(element) && !element.Ancestors().Prepend(element).Any(IsBesideContent)).ToList();
        if (outside.Count == 0)
            return CheckResult.NotApplicable;
        var isReached = outside.Exists(Headings.IsHeading) || outside.Exists(element => element.QuerySelector("h1, h2, h3, h4, h5, h6, [role=heading]") is not null)
            || SkipLinks(page).Any(link => Target(page, link) is { } target && LeadsTo(page, target, outside[0]))
            || page.Elements.Any(control => control.LocalName != "a" && (control.LocalName == "button" || control.HasRole("link", "button")) && SaysSkip(page, control));
        if (isReached)
            return CheckResult.Review("contenu principal sans repère, atteint par un titre ou un lien", "main content without a landmark, reached by a heading or a link", 1);
        return IsOneOfSeveral(page) && !MayHideZones(page)
            ? CheckResult.Of(outside.Take(1), _ => Verdict.Fail("contenu principal sans repère main, titre, lien d'accès ni bouton pour masquer ce qui le précède", "main content without a main landmark, heading, access link or a button to hide what comes before it"))
            : CheckResult.ReviewEach(outside.Take(1), "contenu principal sans repère, titre ni lien d'accès", "main content without landmark, heading or access link");
    }

    /// <summary>Nothing to read stands between the target and the content.</summary>
    private static bool LeadsTo(AuditedPage page, IElement target, IElement content) => target.Contains(content) || content.Contains(target)
        || !page.Elements.SkipWhile(element => element != target).TakeWhile(element => element != content)
            .Any(element => element.ChildNodes.OfType<IText>().Any(text => Plain.HasLetterOrDigit(text.Data)) && page.Visibility.IsExposed(element));

    /// <summary>Zones are those that several pages share: the page has one beside its content, and leads to other pages.</summary>
    private static bool IsOneOfSeveral(AuditedPage page) =>
        page.Elements.Any(element => IsBesideContent(element) && page.Visibility.IsExposed(element))
        && page.Named("a").Any(link => link.GetAttribute("href") is { Length: > 0 } href && href[0] != '#' && !href.Contains(':', StringComparison.Ordinal));

    private static bool IsBesideContent(IElement element) =>
        element.LocalName == "aside" || IsLandmark(element) || (element.LocalName is "div" or "ul" or "section" && element.ClassList.Append(element.Id ?? "").Any(name => SideNames.Any(side => name.Contains(side, StringComparison.OrdinalIgnoreCase))));

    /// <summary>Something on the page may hide or show other parts of it.</summary>
    private static bool MayHideZones(AuditedPage page) =>
        page.Elements.Any(element => element.LocalName is "button" or "summary" || element.HasAttribute("aria-expanded") || element.HasRole("button") || (element.LocalName == "a" && element.HasAttribute("onclick"))
            || (element.LocalName == "input" && element.InputType() is "button" or "checkbox"));

    private static bool IsLandmark(IElement element)
    {
        if (element.HasRole("banner", "navigation", "main", "contentinfo", "search"))
            return true;
        if (element.Role() is not null)
            return false;
        return element.LocalName switch
        {
            "main" or "nav" or "search" => true,
            "header" or "footer" => element.Ancestors().All(around => around.LocalName is not ("article" or "aside" or "main" or "nav" or "section")),
            _ => false,
        };
    }

    private static bool LooksLikeZone(IElement element) => element.ClassList.Append(element.Id ?? "").Any(name => ZoneNames.Contains(name.ToLowerInvariant(), StringComparer.Ordinal));

    // 12.7

    private static CheckResult HasSkipLink(AuditedPage page)
    {
        var main = Main(page);
        var links = SkipLinks(page).ToList();
        if (links.Exists(link => Leads(page, link, main)))
            return main is null ? CheckResult.Review("lien d'évitement : mène-t-il au contenu principal ?", "skip link: does it lead to the main content?", 1) : CheckResult.Compliant();
        // On a page with nothing to skip the link may be useless (particular case of 12.7).
        var before = page.Elements.TakeWhile(element => element != main).Where(element => element.IsFocusable() && page.Visibility.IsExposed(element)).ToList();
        if (main is null)
        {
            return page.Elements.Any(element => element.LocalName == "nav" || element.HasRole("navigation"))
                ? CheckResult.Failure(null, "navigation sans lien d'évitement ni d'accès au contenu", "navigation without a skip link or a link to the content")
                : CheckResult.Review("contenu principal non repéré ; pas de lien d'évitement", "main content not spotted; no skip link");
        }
        // A site of one page may have nothing to skip (particular case of 12.7).
        return before.Count > 0 && MayHaveOthers(page)
            ? CheckResult.Failure(main, "pas de lien vers le contenu principal", "no link to the main content")
            : CheckResult.Review("pas de lien vers le contenu principal, et peut-être rien à éviter avant lui", "no link to the main content, and perhaps nothing to skip before it");
    }

    private static bool MayHaveOthers(AuditedPage page) => page.Elements.Any(element => element.LocalName == "nav" || element.HasRole("navigation")) || page.Named("a", "area").Any(link => PageAddress.Of(link.GetAttribute("href"), page) is not null);

    private static IElement? Main(AuditedPage page) => page.Elements.FirstOrDefault(element => (element.LocalName == "main" || element.HasRole("main")) && page.Visibility.IsExposed(element));

    /// <summary>Links within the page among the first that the keyboard meets, or that say what they do.</summary>
    private static IEnumerable<IElement> SkipLinks(AuditedPage page)
    {
        var first = page.Elements.Where(element => element.IsFocusable() && page.Visibility.IsExposed(element)).Take(FirstStops).ToHashSet();
        return page.Named("a").Where(link => link.GetAttribute("href") is ['#', _, ..] && page.Visibility.IsExposed(link) && (first.Contains(link) || SaysSkip(page, link)));
    }

    private static bool SaysSkip(AuditedPage page, IElement link) => page.Names.FromAnything(link) is { } name && SkipWords.Any(word => Plain.Words(name).Contains(word, StringComparison.Ordinal));

    private static IElement? Target(AuditedPage page, IElement link)
    {
        var fragment = Uri.UnescapeDataString(link.GetAttribute("href")![1..]);
        return page.Names.ById(fragment) ?? page.Document.QuerySelectorAll("a[name]").FirstOrDefault(anchor => anchor.GetAttribute("name") == fragment);
    }

    /// <summary>To the main zone, into it, or to what stands just before or around it.</summary>
    private static bool Leads(AuditedPage page, IElement link, IElement? main)
    {
        if (Target(page, link) is not { } target)
            return false;
        return main is null ? SaysSkip(page, link) : main.Contains(target) || target.Contains(main) && target.LocalName is not ("body" or "html") || target.NextElementSibling == main;
    }

    private static CheckResult SkipLinkWorks(AuditedPage page)
    {
        var links = SkipLinks(page).Where(link => SaysSkip(page, link)).ToList();
        return CheckResult.Of(links, link =>
        {
            if (Target(page, link) is null)
                return Verdict.Fail("lien d'évitement dont la cible n'existe pas", "skip link whose target does not exist");
            if (page.Rendered?.SkipLink is not { } look || page.Numbered(look.Element) != link)
                return Verdict.Review("le lien est-il visible au focus, au même endroit dans chaque page ?", "is the link visible on focus, in the same place in each page?");
            if (!look.IsSeen)
                return Verdict.Fail("lien d'évitement qui reste hors de vue quand il a le focus", "skip link that stays out of sight when it has the focus");
            return look.Leads == false
                ? Verdict.Fail("lien d'évitement suivi au clavier : la tabulation reprend avant sa cible", "skip link followed from the keyboard: tabbing goes on before its target")
                : Verdict.Review("visible au focus et fonctionnel : est-il au même endroit dans chaque page ?", "visible on focus and working: is it in the same place in each page?");
        });
    }

    // 12.10

    /// <summary>Shortcuts of one character that the browser found by typing them; with nothing on the page that could switch them off, they fail.</summary>
    private static CheckResult OneKeyShortcuts(AuditedPage page)
    {
        if (page.Scripts.SurelyLack("keydown", "keypress", "keyup"))
            return CheckResult.NotApplicable;
        if (page.Rendered?.Shortcuts is { Count: > 0 } keys)
        {
            var told = string.Join(' ', keys);
            return page.Elements.Any(element => element.LocalName is "button" or "summary" or "select" || (element.LocalName == "a" && element.HasAttribute("href")) || element.HasRole("button", "link", "checkbox", "switch", "menuitem", "tab")
                    || (element.LocalName == "input" && element.InputType() is "button" or "checkbox" or "radio" or "submit"))
                ? CheckResult.Review($"raccourcis d'une seule touche ({told}) : peut-on les désactiver ou les changer ?", $"one-key shortcuts ({told}): can they be switched off or changed?", keys.Count)
                : CheckResult.Failure(null, $"raccourcis d'une seule touche ({told}), et rien dans la page pour les désactiver ou les changer", $"one-key shortcuts ({told}), and nothing on the page to switch them off or change them");
        }
        return page.Scripts.AreAllSeen && page.Rendered?.Listeners is { } listeners && !listeners.Any(listener => listener.Type is "keydown" or "keypress" or "keyup")
            ? CheckResult.NotApplicable
            : CheckResult.Review("un script écoute le clavier : y a-t-il un raccourci d'une seule touche ?", "a script listens to the keyboard: is there a one-key shortcut?");
    }

    // 12.8, 12.9

    private static CheckResult FocusOrder(AuditedPage page)
    {
        var focusable = page.Elements.Where(element => element.IsFocusable()).ToList();
        if (focusable.Count == 0)
            return CheckResult.NotApplicable;
        var found = CheckResult.ReviewEach(focusable.Where(element => int.TryParse(element.GetAttribute("tabindex"), out var index) && index > 0),
            "tabindex positif : l'ordre de tabulation reste-t-il cohérent ?", "positive tabindex: does the tab order still make sense?");
        return found.Outcome == RgaaOutcome.NeedsReview ? found : CheckResult.Review("l'ordre de tabulation suit-il la lecture ?", "does the tab order follow the reading?", focusable.Count);
    }

    private static CheckResult NoKeyboardTrap(AuditedPage page)
    {
        if (!page.Elements.Any(element => element.IsFocusable()))
            return CheckResult.NotApplicable;
        if (page.Rendered?.Focus is not { } walk)
            return CheckResult.NotRendered(page);
        if (walk.Trap.Count > 0)
        {
            // The test lets another key lead out where the reader is told of it.
            var told = page.Elements.Where(element => element.LocalName is not ("script" or "style" or "title") && page.Visibility.IsExposed(element))
                .SelectMany(element => element.ChildNodes.OfType<IText>()).Select(text => text.Data).Where(text => WayOut.IsMatch(text)).ToList();
            var areTried = walk.TriedKeys.Count > 0 && told.TrueForAll(text => ToldKeys.In(text) is { Count: > 0 } keys && keys.All(key => walk.TriedKeys.Contains(key, StringComparer.Ordinal)));
            var keys = string.Join(", ", walk.TriedKeys);
            return CheckResult.Of(walk.Trap.Select(number => page.Numbered(number)).OfType<IElement>(), _ => told.Count > 0 && areTried
                ? Verdict.Fail($"le focus n'en sort plus avec Tab, et la touche annoncée ({keys}) n'en fait pas sortir", $"the focus no longer leaves it with Tab, and the key that is told ({keys}) does not lead out")
                : told.Count > 0
                ? Verdict.Review("le focus n'en sort plus avec Tab : la page dit-elle comment en sortir au clavier, et cela marche-t-il ?", "the focus no longer leaves it with Tab: does the page tell how to leave it from the keyboard, and does that work?")
                : Verdict.Fail("le focus n'en sort plus avec Tab", "the focus no longer leaves it with Tab"));
        }

        return walk.Completed && page.Scripts.AreNone
            ? CheckResult.Compliant(Math.Max(1, walk.Stops.Count))
            : CheckResult.Review("aucun piège rencontré au chargement ; états à parcourir", "no trap met at load; states to be walked through", walk.Stops.Count);
    }

    private static readonly BoundedRegex WayOut = new(@"\b(ctrl|control|alt|[ée]chap|esc(ape)?|touche|appuye[rz]|quitter|sortir|press|key|exit|how to|comment)\b", RegexOptions.IgnoreCase);
}
