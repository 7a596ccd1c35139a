using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 6.</summary>
internal static class Theme06Links
{
    private const int SentenceLength = 100;

    /// <summary>CSS pixels.</summary>
    private const double SmallestPicture = 16;
    private const double PictureDistance = 60;

    private static readonly string[] Images = ["img", "svg", "object", "canvas", "embed"];

    /// <summary>Roles that make something else of an anchor.</summary>
    private static readonly string[] OtherRoles = ["button", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "checkbox", "radio", "switch", "treeitem", "doc-backlink"];

    private static readonly HashSet<string> GenericNames = new(StringComparer.Ordinal)
    {
        "cliquez ici", "cliquer ici", "ici", "la", "en savoir plus", "savoir plus", "plus", "plus d info", "plus d infos", "plus d informations", "lire la suite", "lire plus", "la suite", "suite",
        "voir", "voir plus", "voir la suite", "details", "detail", "lien", "ce lien", "suivre ce lien", "telecharger", "decouvrir", "acceder", "consulter", "afficher", "ouvrir", "aller",
        "click here", "here", "more", "read more", "learn more", "more info", "more information", "see more", "view", "view more", "link", "this link", "download", "this", "go", "info", "continue",
    };

    /// <summary>Formats of files, as links name them and as their addresses end.</summary>
    private static readonly HashSet<string> Formats = new(StringComparer.Ordinal)
        { "pdf", "epub", "doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "zip", "json", "xml", "ics", "mp3", "mp4" };

    /// <summary>What is said of a format or a size.</summary>
    private static readonly HashSet<string> AroundFormats = new(StringComparer.Ordinal)
        { "version", "format", "fichier", "file", "document", "au", "en", "in", "as", "le", "the", "telecharger", "download", "ko", "mo", "go", "kb", "mb", "gb", "octets", "bytes" };

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("6.1.1", page => AreExplicit(page, Links(page).Where(link => KindOf(page, link) == LinkKind.Text))),
        new("6.1.2", page => AreExplicit(page, Links(page).Where(link => KindOf(page, link) == LinkKind.Image).Concat(Areas(page)))),
        new("6.1.3", page => AreExplicit(page, Links(page).Where(link => KindOf(page, link) == LinkKind.Composite))),
        new("6.1.4", page => AreExplicit(page, SvgLinks(page))),
        new("6.1.5", page => CheckResult.Of(Links(page).Concat(SvgLinks(page)), link => NameHoldsVisibleText(page, link))),
        new("6.2.1", page => CheckResult.Of(Links(page).Concat(SvgLinks(page)), link => HasContent(page, link))),
    ];

    /// <summary>The four tests of links ask for the same of one page.</summary>
    private static readonly ConditionalWeakTable<AuditedPage, HashSet<IElement>> KnownConfused = [];

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

    private static CheckResult AreExplicit(AuditedPage page, IEnumerable<IElement> links)
    {
        var concerned = links.ToList();
        if (concerned.Count == 0)
            return CheckResult.NotApplicable;
        var confused = KnownConfused.GetValue(page, Confused);
        return CheckResult.Of(concerned, link => IsExplicit(page, link, confused));
    }

    private static Verdict IsExplicit(AuditedPage page, IElement link, HashSet<IElement> confused)
    {
        // A link without a name is judged by 6.2.
        if (NameOf(page, link) is not { } name)
            return Verdict.Skip;
        if (!IsVague(name, link) && (IsToldByPictureAlone(page, link, name) || StandsWithAPictureOfItsOwn(page, link, name)))
            return Verdict.Fail("même intitulé qu'un lien voisin vers une autre adresse : seule l'image de chacun les distingue, et elle n'est pas de son intitulé", "same name as a neighbouring link to another address: only the picture of each tells them apart, and it is no part of its name");
        if (!IsVague(name, link) && confused.Contains(link))
            return Verdict.Fail("même intitulé que des liens semblables vers d'autres adresses, et même contexte (phrase, paragraphe, liste, cellule, titre) : seul ce qui les entoure à l'écran les distingue", "same name as similar links to other addresses, and same context (sentence, paragraph, list, cell, heading): only what stands around them on the screen tells them apart");
        if (!IsVague(name, link))
            return Verdict.Review("l'intitulé, avec son contexte, dit-il où mène le lien ?", "does the name, with its context, tell where the link leads?");
        if (Context(page, link).Length == 0)
            return Verdict.Fail("intitulé vague, sans phrase, élément de liste, cellule ni titre qui l'éclaire", "vague name, without a sentence, list item, cell or heading that explains it");
        return confused.Contains(link)
            ? Verdict.Fail("intitulé vague, partagé dans le même contexte avec un lien vers une autre adresse : rien ne les distingue", "vague name, shared in the same context with a link to another address: nothing tells them apart")
            : Verdict.Review("intitulé vague : son contexte suffit-il ?", "vague name: is its context enough?");
    }

    /// <summary>Says nothing of the destination: a stopgap, signs, a file name, or the format of the file alone.</summary>
    private static bool IsVague(string name, IElement link) =>
        GenericNames.Contains(Plain.Words(name)) || !Plain.HasLetterOrDigit(name) || PageImages.HasPictureExtension(name) || IsFormatAlone(name, link);

    private static bool IsFormatAlone(string name, IElement link)
    {
        var words = Plain.Words(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !AroundFormats.Contains(word) && !word.All(char.IsDigit)).ToList();
        return words is [var format] && Formats.Contains(format) && link.GetAttribute("href") is { } address
            && address.Split('?', '#')[0] is var path && path[(path.LastIndexOf('/') + 1)..].Split('.').Skip(1).Contains(format, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Links of the same vague name in the same context that lead to several addresses: name and context together cannot tell the destination, being the same for both.
    /// </summary>
    private static HashSet<IElement> Confused(AuditedPage page) =>
    [
        .. Links(page).Concat(Areas(page)).Concat(SvgLinks(page)).Where(link => NameOf(page, link) is { } name && IsVague(name, link) && Address(link) is not null)
            .GroupBy(link => (Plain.Words(NameOf(page, link)), Context(page, link)))
            .Where(twins => twins.Select(Address).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList() is var addresses && addresses.Exists(address => !MayBeSame(address, addresses[0])))
            .SelectMany(twins => twins),
        .. Repeated(page),
    ];

    /// <summary>
    /// Links of one name in parts of the content that are repeated for one thing after the other, each leading elsewhere: what the eye reads beside them tells which is which, so that they are not ambiguous
    /// to everybody (particular case of 6.1), and none of the contexts of the glossary does.
    /// </summary>
    private static IEnumerable<IElement> Repeated(AuditedPage page)
    {
        var byName = Links(page).Select(link => (Link: link, Name: Plain.Words(NameOf(page, link)), Address: Address(link)))
            .Where(found => found.Name.Length > 0 && found.Address is not null && found.Link.Closest(Aside) is null)
            .GroupBy(found => found.Name, StringComparer.Ordinal)
            .Where(twins => twins.Select(found => found.Address).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any());
        return
            from twins in byName
            from alike in twins.Where(found => NameOf(page, found.Link) is { } name && !IsVague(name, found.Link) && !name.Contains('@', StringComparison.Ordinal)).GroupBy(found => Context(page, found.Link), StringComparer.Ordinal)
            from pair in alike.Zip(alike.Skip(1))
            where AreSurelyApart(pair.First.Address!, pair.Second.Address!) && StandInTwins(page, pair.First.Link, pair.Second.Link)
            from link in new[] { pair.First.Link, pair.Second.Link }
            select link;
    }

    private const string Aside = "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=menu], [role=tablist]";

    /// <summary>Not the same page written otherwise, on another host, or with a parameter that may only say where the reader comes from.</summary>
    private static bool AreSurelyApart(string one, string other)
    {
        if (MayBeSame(one, other) || one.StartsWith('#') || other.StartsWith('#'))
            return false;
        var (path, otherPath) = (one.Split('&')[0], other.Split('&')[0]);
        if (path != otherPath)
            return PathOf(path) != PathOf(otherPath);
        var parameters = one.Split('&').Skip(1).Except(other.Split('&').Skip(1), StringComparer.Ordinal).Select(parameter => parameter.Split('=')[0].ToLowerInvariant()).ToList();
        return parameters.Count > 0 && parameters.TrueForAll(parameter => parameter is "id" or "page" or "p" or "pid" or "article" or "produit" or "product" or "post" or "doc" or "document" or "ref_produit");
    }

    private static string PathOf(string address) => address.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 && address.IndexOf('/', scheme + 3) is var start and >= 0 ? address[start..] : address;

    /// <summary>In blocks of the same kind under one parent, alike down to the link, with something to read or to see between the two that is no part of them.</summary>
    private static bool StandInTwins(AuditedPage page, IElement first, IElement second)
    {
        var around = first.Ancestors().FirstOrDefault(ancestor => ancestor.Contains(second));
        if (around is null || around.LocalName is "html")
            return false;
        var (one, other) = (PathUnder(around, first), PathUnder(around, second));
        if (one.Count < 2 || !one.Zip(other).All(pair => pair.First.LocalName == pair.Second.LocalName && string.Equals(pair.First.ClassName?.Trim() ?? "", pair.Second.ClassName?.Trim() ?? "", StringComparison.Ordinal)) || one.Count != other.Count)
            return false;
        return page.Elements.SkipWhile(element => element != first).TakeWhile(element => element != second)
            .Any(element => !first.Contains(element) && !element.Contains(second) && page.Visibility.IsSeen(element)
                && (element.LocalName is "img" or "svg" or "picture" || element.ChildNodes.OfType<IText>().Any(text => Plain.HasLetterOrDigit(text.Data))));
    }

    /// <summary>From the child of the ancestor down to the element.</summary>
    private static List<IElement> PathUnder(IElement ancestor, IElement element) => [.. element.Ancestors().TakeWhile(around => around != ancestor).Reverse(), element];

    /// <summary>
    /// The link beside it has the same name and leads elsewhere, and each has a picture of its own: whoever sees them knows which is which, so that the link is not ambiguous to everybody (particular case of 6.1).
    /// </summary>
    private static bool IsToldByPictureAlone(AuditedPage page, IElement link, string name) =>
        Twins(page, link, name).Any(other => PictureOf(page, link) is { } picture && PictureOf(page, other) is { } its && its != picture);

    /// <summary>Links just beside it that have its name and lead elsewhere.</summary>
    private static IEnumerable<IElement> Twins(AuditedPage page, IElement link, string name) => Address(link) is { } address
        ? new[] { link.NextElementSibling, link.PreviousElementSibling }.OfType<IElement>().Where(other => IsTwin(page, link, other, name, address))
        : [];

    private static bool IsTwin(AuditedPage page, IElement link, IElement other, string name, string address) =>
        (other.LocalName == "a" || other.HasRole("link")) && page.Visibility.IsExposed(other) && NameOf(page, other) is { } twin && Plain.Words(twin) == Plain.Words(name) && Address(other) is { } elsewhere && AreSurelyApart(address, elsewhere)
        && !HasWordsAfter(link.PreviousElementSibling == other ? other : link);

    /// <summary>The picture under or over which the link stands by itself, beside a link of the same name that stands so with another one: the eye goes down from the picture, and no context of the glossary does.</summary>
    private static bool StandsWithAPictureOfItsOwn(AuditedPage page, IElement link, string name) =>
        Twins(page, link, name).Any(other => PictureNear(page, link) is { } picture && PictureNear(page, other) is { } its && its != picture && its.GetAttribute("src") != picture.GetAttribute("src"));

    /// <summary>The only image straight above or below, at a hand's breadth; null where several are, where the link stands in what holds the image, and where nothing was drawn.</summary>
    private static IElement? PictureNear(AuditedPage page, IElement link)
    {
        if (page.BoxOf(link) is not { Width: > 1, Height: > 1 } box || link.QuerySelector("img, svg") is not null)
            return null;
        var near = page.Named("img").Where(image => page.Visibility.IsSeen(image) && image.Closest("a, button, figure") is null && (image.Closest("p, li, td") is not { } block || (link.ParentElement is { } parent && block.Contains(parent))) && page.BoxOf(image) is { Width: >= SmallestPicture, Height: >= SmallestPicture } other
            && Math.Abs(other.X + (other.Width / 2) - box.X - (box.Width / 2)) <= box.Width / 2
            && Math.Max(box.Y - other.Bottom, other.Y - box.Bottom) is >= -1 and <= PictureDistance).Take(2).ToList();
        return near is [var only] ? only : null;
    }

    private static bool HasWordsAfter(IElement element)
    {
        for (var node = element.NextSibling; node is not (null or IElement); node = node.NextSibling)
        {
            if (Plain.HasLetterOrDigit(node.TextContent))
                return true;
        }
        return false;
    }

    /// <summary>What its background or its drawing shows without telling it; null where it has neither, or one that has a text.</summary>
    private static string? PictureOf(AuditedPage page, IElement link)
    {
        var shapes = link.QuerySelectorAll("path, use, polygon, polyline, circle, rect").Select(shape => $"{shape.GetAttribute("d")}{shape.GetAttribute("points")}{shape.GetAttribute("href")}{shape.GetAttribute("xlink:href")}").Where(shape => shape.Length > 0).ToList();
        if (link.QuerySelector("img, title, text, [aria-label], [role=img]") is not null)
            return null;
        var backgrounds = page.Styles.Inline.Where(style => style.Element == link).Select(style => style.Declarations)
            .Concat(page.Styles.Rules.Where(rule => rule.IsUnconditional && rule.Selectors.Any(selector => page.Styles.Matched(selector).Contains(link))).Select(rule => rule.Declarations))
            .SelectMany(declarations => ((string[])["background", "background-image"]).Where(declarations.ContainsKey).Select(property => declarations[property].Text)).Where(value => value.Contains("url(", StringComparison.OrdinalIgnoreCase));
        return string.Concat(shapes.Concat(backgrounds)) is { Length: > 0 } picture ? picture : null;
    }

    /// <summary>One may be the other written from the root, or from this page.</summary>
    private static bool MayBeSame(string one, string other) =>
        one.EndsWith(other.TrimStart('.', '/'), StringComparison.OrdinalIgnoreCase) || other.EndsWith(one.TrimStart('.', '/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the link leads, told so that two ways of writing the same address agree; null for what a script decides.</summary>
    private static string? Address(IElement link)
    {
        var address = (link.GetAttribute("href") ?? link.GetAttribute("xlink:href") ?? ScriptedAddress(link))?.Trim();
        if (string.IsNullOrEmpty(address) || address == "#" || address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase))
            return null;
        // Places of one page are one destination, unless it is this page.
        var place = address.IndexOf('#', StringComparison.Ordinal) is var sign and > 0 ? address[..sign] : address;
        return Index.Replace(Tracking.Replace(place, "").Replace('?', '&').TrimEnd('&').Replace("http://", "https://", StringComparison.OrdinalIgnoreCase), "").TrimEnd('/');
    }

    /// <summary>Where a handler that does nothing else leads.</summary>
    private static string? ScriptedAddress(IElement link) => link.GetAttribute("onclick") is { } code && Leading.Match(code) is { Success: true } leading ? leading.Groups["address"].Value : null;

    /// <summary>The words of the six contexts of the glossary besides the link's own, and of what an author may add to them; empty when there are none.</summary>
    private static string Context(AuditedPage page, IElement link)
    {
        var own = Plain.Words(link.TextContent);
        var words = new List<string>();
        foreach (var around in link.Ancestors().TakeWhile(around => around.LocalName is not ("body" or "main" or "html")))
        {
            if (around.LocalName is "p" or "li" or "td" or "th" or "dd" or "dt" && Plain.Words(page.Names.Content(around)) is var content && content.Length > own.Length)
                words.Add(content);
            if (around.LocalName is "td" or "th")
                words.AddRange(HeadersAround(page, around));
        }
        if (link.ParentElement?.ChildNodes.OfType<IText>().Where(text => Plain.HasLetterOrDigit(text.Data)).Select(text => Plain.Words(text.Data)).ToList() is { Count: > 0 } siblings)
            words.AddRange(siblings);
        words.Add(TextBefore(link));
        if (PrecedingHeading(page, link) is { } heading)
            words.Add(Plain.Words(heading.TextContent));
        words.Add(Plain.Words($"{Naming.TitleAttribute(link)} {page.Names.TextOfReferences(link, "aria-describedby")}"));
        return string.Join('|', words.Where(text => text.Length > 0));
    }

    /// <summary>The sentence, as far as it can be told: what is read just before the link in its block.</summary>
    private static string TextBefore(IElement link)
    {
        var nodes = link.Closest("p, li, td, th, dd, dt") is { } block ? block.Descendants().TakeWhile(node => node != link) : Siblings(link);
        var before = Plain.Words(string.Concat(nodes.OfType<IText>().Select(text => text.Data)));
        return before[Math.Max(0, before.Length - SentenceLength)..];
    }

    /// <summary>What stands on the line of the link before it, where no paragraph holds it.</summary>
    private static IEnumerable<INode> Siblings(IElement link)
    {
        var nodes = new List<INode>();
        for (var node = link.PreviousSibling; node is IText or IElement { LocalName: "a" or "b" or "strong" or "em" or "i" or "span" or "small" or "abbr" }; node = node.PreviousSibling)
            nodes.InsertRange(0, node is IElement ? node.Descendants() : [node]);
        return nodes;
    }

    /// <summary>Headers of the row and column of a cell; the first cell of its row may be one that was not declared so.</summary>
    private static IEnumerable<string> HeadersAround(AuditedPage page, IElement cell)
    {
        if (page.Tables.FirstOrDefault(table => table.Element == cell.Closest("table")) is not { } table || table.Grid.Cells.FirstOrDefault(other => other.Element == cell) is not { } place)
            return [];
        return table.Grid.Cells.Where(other => other != place && (other.IsHeader ? other.Rows.Intersect(place.Rows).Any() || other.Columns.Intersect(place.Columns).Any() : other.Column == 0 && other.Rows.Intersect(place.Rows).Any()))
            .Select(other => Plain.Words(other.Element.TextContent));
    }

    private static IElement? PrecedingHeading(AuditedPage page, IElement link) =>
        page.Elements.TakeWhile(element => element != link).LastOrDefault(element => Headings.IsHeading(element) && Plain.HasLetterOrDigit(element.TextContent) && page.Visibility.IsExposed(element));

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

    private static readonly BoundedRegex Leading = new(@"^\s*(window\.|document\.)?location(\.href)?\s*=\s*['""](?<address>[^'""]+)['""]\s*;?\s*$");

    private static readonly BoundedRegex Tracking = new(@"[?&](utm_\w+|fbclid|gclid)=[^&]*", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Index = new(@"/index\.(html?|php)$", RegexOptions.IgnoreCase);
}
