using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 6.</summary>
internal static class Theme06Links
{
    private static readonly string[] Images = ["img", "svg", "object", "canvas", "embed"];

    /// <summary>Roles that make something else of an anchor.</summary>
    private static readonly string[] OtherRoles = ["button", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "checkbox", "radio", "switch", "treeitem", "doc-backlink"];

    private static readonly HashSet<string> GenericNames = new(StringComparer.Ordinal)
    {
        "cliquez ici", "cliquer ici", "ici", "la", "en savoir plus", "savoir plus", "plus", "plus d info", "plus d infos", "plus d informations", "lire la suite", "lire plus", "la suite", "suite",
        "voir", "voir plus", "voir la suite", "details", "detail", "lien", "ce lien", "suivre ce lien", "telecharger", "decouvrir", "acceder", "consulter", "afficher", "ouvrir", "aller",
        "click here", "here", "more", "read more", "learn more", "more info", "more information", "see more", "view", "view more", "link", "this link", "download", "this", "go", "info", "continue", "workshop",
    };

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("6.1.1", page => CheckResult.Of(Links(page).Where(link => KindOf(page, link) == LinkKind.Text), link => IsExplicit(page, link))),
        new("6.1.2", page => CheckResult.Of(Links(page).Where(link => KindOf(page, link) == LinkKind.Image).Concat(Areas(page)), link => IsExplicit(page, link))),
        new("6.1.3", page => CheckResult.Of(Links(page).Where(link => KindOf(page, link) == LinkKind.Composite), link => IsExplicit(page, link))),
        new("6.1.4", page => CheckResult.Of(SvgLinks(page), link => IsExplicit(page, link))),
        new("6.1.5", page => CheckResult.Of(Links(page).Concat(SvgLinks(page)), link => NameHoldsVisibleText(page, link))),
        new("6.2.1", page => CheckResult.Of(Links(page).Concat(SvgLinks(page)), link => HasContent(page, link))),
    ];

    private enum LinkKind
    {
        Text,
        Image,
        Composite,
    }

    /// <summary>Anchors with an address, and elements that play the part of one; what assistive technology does not get is left out.</summary>
    private static IEnumerable<IElement> Links(AuditedPage page) => page.Elements.Where(element =>
        ((element.LocalName == "a" && element.IsHtml() && element.HasAttribute("href") && !element.HasRole(OtherRoles)) || element.HasRole("link")) && page.Visibility.IsExposed(element));

    private static IEnumerable<IElement> SvgLinks(AuditedPage page) => page.Elements.Where(element =>
        element.LocalName == "a" && !element.IsHtml() && (element.HasAttribute("href") || element.HasAttribute("xlink:href")) && page.Visibility.IsExposed(element));

    private static IEnumerable<IElement> Areas(AuditedPage page) => page.Images.Of(ImageKind.Area).Where(area => area.HasAttribute("href"));

    private static LinkKind KindOf(AuditedPage page, IElement link)
    {
        var hasImage = link.QuerySelectorAll("*").Any(part => (Images.Contains(part.LocalName, StringComparer.Ordinal) || part.HasRole("img")) && !page.Visibility.IsHidden(part));
        if (!hasImage)
            return LinkKind.Text;
        return page.Images.TextOutsideImages(link).Length > 0 ? LinkKind.Composite : LinkKind.Image;
    }

    private static string? NameOf(AuditedPage page, IElement link)
    {
        if (link.LocalName == "area")
            return page.Names.Alternative(link);
        if (link.IsHtml())
            return page.Names.FromAnything(link);
        // Order of the glossary for SVG links.
        var title = Plain.Text(link.Children.FirstOrDefault(child => child.LocalName == "title")?.TextContent);
        var text = Plain.Text(string.Join(' ', link.QuerySelectorAll("text").Select(part => part.TextContent)));
        return page.Names.Aria(link) ?? NonEmpty(title) ?? NonEmpty(Plain.Text(link.GetAttribute("xlink:title"))) ?? NonEmpty(text);
    }

    private static Verdict IsExplicit(AuditedPage page, IElement link)
    {
        // A link without a name is judged by 6.2.
        if (NameOf(page, link) is not { } name)
            return Verdict.Skip;
        var isVague = GenericNames.Contains(Plain.Words(name)) || !Plain.HasLetterOrDigit(name) || PageImages.HasPictureExtension(name);
        if (!isVague)
            return Verdict.Review("l'intitulé, avec son contexte, dit-il où mène le lien ?", "does the name, with its context, tell where the link leads?");
        return ContextOf(page, link)
            ? Verdict.Review("intitulé vague : son contexte suffit-il ?", "vague name: is its context enough?")
            : Verdict.Fail("intitulé vague, sans phrase, élément de liste, cellule ni titre qui l'éclaire", "vague name, without a sentence, list item, cell or heading that explains it");
    }

    /// <summary>One of the six contexts of the glossary has words besides the link's own.</summary>
    private static bool ContextOf(AuditedPage page, IElement link)
    {
        var own = Plain.Words(link.TextContent);
        foreach (var around in link.Ancestors().TakeWhile(around => around.LocalName is not ("body" or "main" or "html")))
        {
            if (around.LocalName is "p" or "li" or "td" or "th" or "dd" or "dt" && Plain.Words(page.Names.Content(around)).Length > own.Length)
                return true;
            if (around.LocalName == "td" && around.Closest("table") is { } table && table.QuerySelectorAll("th").Any(header => Plain.HasLetterOrDigit(header.TextContent)))
                return true;
        }
        var siblingText = link.ParentElement?.ChildNodes.OfType<IText>().Any(text => Plain.HasLetterOrDigit(text.Data)) == true;
        return siblingText || PrecedingHeading(page, link);
    }

    private static bool PrecedingHeading(AuditedPage page, IElement link) =>
        page.Elements.TakeWhile(element => element != link).Any(element => Headings.IsHeading(element) && Plain.HasLetterOrDigit(element.TextContent) && page.Visibility.IsExposed(element));

    private static Verdict NameHoldsVisibleText(AuditedPage page, IElement link)
    {
        var visible = link.IsHtml() ? page.Names.VisibleText(link) : Plain.Text(string.Join(' ', link.QuerySelectorAll("text").Select(text => text.TextContent)));
        var others = new[] { page.Names.LabelledBy(link), page.Names.LabelledBy(link) is null ? Naming.AriaLabel(link) : null, Naming.TitleAttribute(link) }.OfType<string>().ToList();
        if (visible.Length == 0 || others.Count == 0)
            return Verdict.Skip;
        return VisibleNames.Judge(page, visible, others, link);
    }

    private static Verdict HasContent(AuditedPage page, IElement link)
    {
        var content = link.IsHtml() ? page.Names.Content(link) : NameOf(page, link) ?? "";
        if (content.Length > 0)
            return Verdict.Pass;
        return page.Names.Aria(link) is not null || Naming.TitleAttribute(link) is not null
            ? Verdict.Fail("lien sans contenu : aria-label ou title n'en tiennent pas lieu", "link without content: aria-label or title do not stand for it")
            : Verdict.Fail("lien sans intitulé", "link without a name");
    }

    private static string? NonEmpty(string text) => text.Length == 0 ? null : text;
}
