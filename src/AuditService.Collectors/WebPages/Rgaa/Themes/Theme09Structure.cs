using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 9.</summary>
internal static class Theme09Structure
{
    private const int LongestHeading = 100;
    private const int ListLength = 2;
    private const int SeriesLength = 3;
    private const int BoldWeight = 600;
    private const double LargerText = 1.3;
    private const int FewestWords = 2;
    private const int MostWords = 15;
    private const int FollowingWords = 8;

    /// <summary>Elements without a role of their own.</summary>
    private static readonly string[] PassedThrough = ["div", "span", "slot", "b", "i", "u", "small"];

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("9.1.1", HierarchyOfHeadings),
        new("9.1.2", page => CheckResult.Of(ExposedHeadings(page), heading => HeadingSaysSomething(page, heading))),
        new("9.1.3", HeadingsAreMarked),
        new("9.2.1", DocumentStructure),
        new("9.3.1", page => Lists(page, "ul, menu", "ul", BulletLine, page.Elements.Where(element => element.HasRole("list")), SeriesOfTwins)),
        new("9.3.2", page => Lists(page, "ol", "ol", null, [], NumberedLines)),
        new("9.3.3", DescriptionLists),
        new("9.4.1", page => CheckResult.ReviewEach(page.Named("q").Concat(TextsBetweenQuotes(page)), "citation courte : est-elle dans un élément q ?", "short quotation: is it in a q element?")),
        new("9.4.2", page => CheckResult.ReviewEach(page.Named("blockquote").Concat(QuotedBlocks(page)), "bloc de citation : est-il dans un élément blockquote ?", "block quotation: is it in a blockquote element?")),
    ];

    private static IEnumerable<IElement> ExposedHeadings(AuditedPage page) => page.Elements.Where(element => Headings.IsHeading(element) && page.Visibility.IsExposed(element));

    // 9.1

    /// <summary>The glossary admits leaps and a page without h1: order is for a person to judge, with the leaps shown.</summary>
    private static CheckResult HierarchyOfHeadings(AuditedPage page)
    {
        var headings = ExposedHeadings(page).Where(heading => Headings.Level(heading) is not null).ToList();
        if (headings.Count == 0)
            return CheckResult.Review("aucun titre dans la page", "no heading in the page");
        var leaps = headings.Zip(headings.Skip(1)).Where(pair => Headings.Level(pair.Second) > Headings.Level(pair.First) + 1).Select(pair => pair.Second).ToHashSet();
        var found = CheckResult.Of(headings, heading => leaps.Contains(heading)
            ? Verdict.Review("niveau de titre sauté", "heading level skipped")
            : Verdict.Pass);
        return found.SilenceProvesNothing("la hiérarchie des titres suit-elle celle du contenu ?", "does the hierarchy of headings follow that of the content?");
    }

    private static Verdict HeadingSaysSomething(AuditedPage page, IElement heading)
    {
        var name = page.Names.Aria(heading) ?? page.Names.Content(heading);
        if (!Plain.HasLetterOrDigit(name))
            return Verdict.Fail("titre vide ou fait de ponctuation", "heading empty or made of punctuation");
        return Verdict.Review("le titre annonce-t-il ce qui le suit ?", "does the heading announce what follows it?");
    }

    private static CheckResult HeadingsAreMarked(AuditedPage page)
    {
        var unmarked = CheckResult.Of(page.Elements.Where(element => element.HasRole("heading")), element =>
            Headings.Level(element) is null ? Verdict.Fail("role=\"heading\" sans aria-level", "role=\"heading\" without aria-level") : Verdict.Skip);
        if (unmarked.Outcome == RgaaOutcome.NonCompliant)
            return unmarked;
        var faked = page.Elements.Any(Headings.IsHeading) ? CheckResult.NotApplicable : CheckResult.Of(page.Named("p", "div", "span", "b", "strong").Where(element => IsDrawnAsHeading(page, element)),
            _ => Verdict.Fail("texte en gras, plus grand que le paragraphe qu'il précède, dans une page sans aucun titre balisé", "bold text, larger than the paragraph that it comes before, on a page without any heading in its markup"));
        if (faked.Outcome == RgaaOutcome.NonCompliant)
            return faked;
        var silenced = CheckResult.Of(page.Elements.Where(element => Headings.IsHeading(element) && IsSilenced(page, element)), _ => Verdict.Fail("titre visible, masqué aux technologies d'assistance", "heading in sight, hidden from assistive technology"));
        if (silenced.Outcome == RgaaOutcome.NonCompliant)
            return silenced;
        var lookalikes = page.Named("p", "div", "span").Where(element => LooksLikeHeading(page, element));
        var found = CheckResult.ReviewEach(lookalikes, "court texte en gras suivi d'un paragraphe : est-ce un titre ?", "short bold text followed by a paragraph: is it a heading?")
            .With(AxeFindings.Doubtful(page, "p-as-heading"));
        return found.Outcome == RgaaOutcome.NeedsReview ? found : CheckResult.Review("textes qui jouent le rôle de titres : à repérer", "texts that play the part of headings: to be spotted");
    }

    /// <summary>Hidden by itself or by what only it stands in: a window over the page hides the rest of it, a copy may be read elsewhere.</summary>
    private static bool IsSilenced(AuditedPage page, IElement heading) =>
        PageVisibility.IsAriaHidden(heading) && page.Visibility.IsSeen(heading) && Plain.Text(heading.TextContent) is { Length: > 0 } text && Plain.HasLetterOrDigit(text)
        && heading.Ancestors().Prepend(heading).TakeWhile(PageVisibility.IsAriaHidden).All(around => Plain.Text(around.TextContent) == text)
        && !page.Elements.Any(other => other != heading && page.Visibility.IsExposed(other) && other.LocalName is not ("script" or "style" or "title") && string.Equals(Plain.Text(other.TextContent), text, StringComparison.OrdinalIgnoreCase))
        && page.Document.QuerySelector("dialog[open], [aria-modal=true]") is null;

    /// <summary>Some words alone on their line, bold and clearly larger than the longer text that follows at once: nothing but a heading is drawn so where a page has no other.</summary>
    private static bool IsDrawnAsHeading(AuditedPage page, IElement element)
    {
        var text = Plain.Text(element.TextContent);
        if (text.Length is 0 or > LongestHeading || !char.IsLetterOrDigit(text[^1]) || WordsOf(text) is < FewestWords or > MostWords || element.ChildElementCount > 0 || !page.Visibility.IsExposed(element)
            || element.Closest("li, td, th, caption, a, button, label, legend, figure, dt, dd, nav, header, footer, aside, form, blockquote, [role]:not([role=main])") is not null)
            return false;
        // Wrapped by inline elements or a block of its own, it still stands alone.
        var line = element;
        while (line.ParentElement is { LocalName: "p" or "div" or "span" or "b" or "strong" } around && Plain.Text(around.TextContent) == text)
            line = around;
        if (line.PreviousSibling is IText { Data: var before } && Plain.Text(before).Length > 0 || line.NextSibling is IText { Data: var after } && Plain.Text(after).Length > 0
            || line.NextElementSibling is not { LocalName: "p" } next || line.LocalName is "b" or "strong" or "span" && line.PreviousElementSibling is { LocalName: not ("p" or "div" or "br") })
            return false;
        return page.BoxOf(element) is { FontWeight: >= BoldWeight } own && page.BoxOf(next) is { FontWeight: < BoldWeight } following && page.Visibility.IsSeen(element) && page.Visibility.IsSeen(next)
            && own.FontSize >= LargerText * following.FontSize && WordsOf(Plain.Text(next.TextContent)) > Math.Max(FollowingWords, WordsOf(text));
    }

    private static int WordsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetter));

    private static bool LooksLikeHeading(AuditedPage page, IElement element)
    {
        var text = Plain.Text(element.TextContent);
        if (text.Length is 0 or > LongestHeading || text.EndsWith('.') || element.Closest("h1, h2, h3, h4, h5, h6, li, td, th, caption, a, button, label, legend, figcaption, dt, dd, nav") is not null)
            return false;
        var isBold = element.QuerySelectorAll("b, strong").Any(bold => Plain.Text(bold.TextContent) == text)
            || (page.BoxOf(element) is { } box && element.ChildNodes.OfType<IText>().Any(own => Plain.HasLetterOrDigit(own.Data)) && page.Document.Body is { } body && page.BoxOf(body) is { } around
                && (box.FontWeight >= 600 || box.FontSize >= 1.2 * around.FontSize));
        return isBold && element.NextElementSibling is { LocalName: "p" or "div" or "ul" or "ol" } next && Plain.Text(next.TextContent).Length > text.Length;
    }

    // 9.2

    private static CheckResult DocumentStructure(AuditedPage page)
    {
        if (!page.IsHtml5)
            return CheckResult.NotApplicable;
        // One that is seen counts, though assistive technology be kept from it (10.8).
        var mains = page.Named("main").Where(main => !page.Visibility.IsHidden(main)).ToList();
        if (mains.Count == 0)
            return CheckResult.Failure(null, "pas d'élément main visible", "no visible main element");
        if (mains.Count > 1)
            return CheckResult.Of(mains.Skip(1), _ => Verdict.Fail("plusieurs éléments main visibles", "several visible main elements"));
        return CheckResult.Review("les zones d'en-tête, de navigation et de pied de page sont-elles dans header, nav et footer ?", "are the header, navigation and footer zones in header, nav and footer?", mains.Count);
    }

    // 9.3

    private static CheckResult Lists(
        AuditedPage page, string native, string tag, BoundedRegex? bullet, IEnumerable<IElement> roleLists, Func<AuditedPage, IEnumerable<(IElement Element, Verdict Verdict)>> lookalikes)
    {
        var lists = page.Document.QuerySelectorAll(native).Where(page.Visibility.IsExposed).Where(list => !list.IsPresentational()).ToList();
        var wrong = CheckResult.Of(lists.Where(list => list.Role() is null or "list"), list => list.Children.FirstOrDefault(child => !MayBeInList(child) && !page.Visibility.IsHidden(child)) is { } stranger
            ? Verdict.Fail($"{stranger.LocalName} directement dans {list.LocalName}", $"{stranger.LocalName} directly in {list.LocalName}")
            : Verdict.Skip);
        var stray = tag == "ul"
            ? CheckResult.Of(page.Named("li").Where(page.Visibility.IsExposed), item => item.ParentElement is { LocalName: "ul" or "ol" or "menu" } || item.Role() is not (null or "listitem") ? Verdict.Skip : Verdict.Fail("li hors d'une liste", "li outside a list"))
            : CheckResult.NotApplicable;
        var roles = CheckResult.Of(roleLists.Where(list => list.LocalName is not ("ul" or "ol" or "menu") && page.Visibility.IsExposed(list)), list => HasItems(page, list));
        var items = tag == "ul"
            ? CheckResult.Of(page.Elements.Where(item => item.HasRole("listitem") && item.LocalName != "li" && page.Visibility.IsExposed(item)), item => IsOwnedByList(page, item) || ContextOf(item) is { } around && IsList(around) ? Verdict.Skip : Verdict.Fail("role=\"listitem\" hors d'une liste", "role=\"listitem\" outside a list"))
            : CheckResult.NotApplicable;
        var drawn = lookalikes(page).Concat(bullet is null ? [] : BulletedLines(page, bullet).Concat(DrawnBullets(page))).DistinctBy(pair => pair.Element).ToDictionary(pair => pair.Element, pair => pair.Verdict);
        var found = wrong.With(stray).With(roles).With(items).With(CheckResult.Of(drawn.Keys, element => drawn[element]));
        if (found.Outcome is RgaaOutcome.NonCompliant or RgaaOutcome.NeedsReview)
            return found;
        var any = lists.Count + page.Elements.Count(IsList);
        return any > 0 ? CheckResult.Review("les listes vues à l'écran sont-elles toutes structurées ?", "are all lists seen on the screen structured?", any) : CheckResult.NotApplicable;
    }

    private static bool MayBeInList(IElement child) => child.LocalName is "li" or "script" or "template" or "style" || child.HasRole("listitem");

    private static bool IsList(IElement element) => (element.LocalName is "ul" or "ol" or "menu" && element.Role() is null or "list") || element.HasRole("list");

    /// <summary>The element that assistive technology finds around an item: what has neither a role nor a property of ARIA is passed through (WAI-ARIA, required context role).</summary>
    private static IElement? ContextOf(IElement item) => item.Ancestors().FirstOrDefault(around =>
        !around.IsPresentational() && (IsList(around) || around.Role() is not (null or "generic") || !PassedThrough.Contains(around.LocalName, StringComparer.Ordinal) && !around.LocalName.Contains('-', StringComparison.Ordinal)
            || around.Attributes.Any(attribute => attribute.Name.StartsWith("aria-", StringComparison.Ordinal) && AriaVocabulary.IsAttribute(attribute.Name))));

    private static bool IsOwnedByList(AuditedPage page, IElement item) =>
        item.Id is { Length: > 0 } id && page.Elements.Any(list => IsList(list) && Naming.References(list, "aria-owns").Contains(id, StringComparer.Ordinal));

    private static Verdict HasItems(AuditedPage page, IElement list) =>
        list.QuerySelectorAll("[role=listitem], li").Any(item => !page.Visibility.IsHidden(item)) || list.Is("aria-busy", "true")
            || Naming.References(list, "aria-owns").Select(id => page.Names.ById(id, list)).OfType<IElement>().Any(item => item.HasRole("listitem") || item.LocalName == "li")
            ? Verdict.Skip
            : page.Rendered is null && !page.Scripts.AreNone ? Verdict.Review("liste que remplit peut-être un script", "list that a script may fill")
            : Verdict.Fail("role=\"list\" sans listitem", "role=\"list\" without listitem");

    /// <summary>Lines that begin with a bullet typed by hand.</summary>
    private static IEnumerable<(IElement Element, Verdict Verdict)> BulletedLines(AuditedPage page, BoundedRegex bullet)
    {
        var drawn = Verdict.Fail("puces tapées à la main hors d'une liste", "bullets typed by hand outside a list");
        var dashes = Verdict.Review("tirets en tête de lignes : est-ce une liste ?", "dashes at the start of lines: is this a list?");
        foreach (var lines in LineRuns(page))
        {
            if (lines.Texts.Count(text => bullet.IsMatch(text)) >= ListLength)
                yield return (lines.Element, drawn);
            else if (lines.Texts.Count(text => DashLine.IsMatch(text)) >= ListLength)
                yield return (lines.Element, dashes);
        }
    }

    /// <summary>Blocks one under the other, before each of which the style sheet draws the same bullet: what is seen is a list.</summary>
    private static IEnumerable<(IElement Element, Verdict Verdict)> DrawnBullets(AuditedPage page)
    {
        var verdict = Verdict.Fail("puces dessinées par la feuille de styles hors d'une liste", "bullets drawn by the style sheet outside a list");
        var bullets = (page.Rendered?.GeneratedContents ?? []).Where(content => Bullet.IsMatch(content.Text)).Select(content => (Element: page.Numbered(content.Element), Sign: content.Text.Trim()))
            .Where(drawn => drawn.Element is not null && Plain.HasLetterOrDigit(drawn.Element.TextContent) && page.Visibility.IsSeen(drawn.Element) && page.Visibility.IsExposed(drawn.Element))
            .GroupBy(drawn => drawn.Element!).ToDictionary(group => group.Key, group => group.First().Sign);
        foreach (var item in bullets.Keys.Where(item => item.PreviousElementSibling is not { } before || !IsTwin(before, item)))
        {
            var run = 1;
            for (var last = item; last.NextElementSibling is { } next && IsTwin(last, next); last = next)
                run++;
            if (run >= SeriesLength)
                yield return (item, verdict);
        }

        bool IsTwin(IElement one, IElement other) => bullets.TryGetValue(one, out var first) && bullets.TryGetValue(other, out var second) && first == second && MayBeItem(one) && MayBeItem(other)
            && page.BoxOf(one) is { } above && page.BoxOf(other) is { } below && below.Y >= above.Bottom - 1 && Math.Abs(below.X - above.X) <= 1;
    }

    private static bool MayBeItem(IElement element) =>
        element.LocalName is "div" or "p" or "span" && element.Role() is null && element.Closest("ul, ol, menu, dl, [role=list], [role=listbox], [role=menu], [role=tablist], [role=tree], [role=radiogroup], a, button, label") is null;

    /// <summary>Consecutive lines numbered 1, 2 ... or a, b ... by hand.</summary>
    private static IEnumerable<(IElement Element, Verdict Verdict)> NumberedLines(AuditedPage page)
    {
        var verdict = Verdict.Fail("numéros tapés à la main hors d'une liste ordonnée", "numbers typed by hand outside an ordered list");
        foreach (var lines in LineRuns(page))
        {
            var numbers = lines.Texts.Select(text => NumberLine.Match(text)).Select(match => match.Success ? match.Groups[1].Value : null).ToList();
            var isSeries = numbers.Zip(numbers.Skip(1)).Any(pair => pair.First is not null && pair.Second is not null && IsNext(pair.First, pair.Second));
            if (isSeries)
                yield return (lines.Element, verdict);
        }
    }

    private static bool IsNext(string first, string second) =>
        int.TryParse(first, out var one) && int.TryParse(second, out var two) ? two == one + 1 : first.Length == 1 && second.Length == 1 && second[0] == first[0] + 1;

    /// <summary>Links in a row in a navigation zone without list markup.</summary>
    private static IEnumerable<(IElement Element, Verdict Verdict)> SeriesOfTwins(AuditedPage page)
    {
        var verdict = Verdict.Review("suite d'éléments semblables sans structure de liste", "series of similar elements without list markup");
        foreach (var container in page.Elements.Where(element => element.LocalName is "nav" or "div" or "section" or "footer" or "header" or "p" && element.Closest("ul, ol, menu, [role=list], [role=tablist], [role=menu], [role=menubar], [role=toolbar]") is null))
        {
            var children = container.Children.Where(child => !page.Visibility.IsHidden(child) && child.LocalName != "br").ToList();
            var links = children.Where(child => (child.LocalName == "a" && child.HasAttribute("href")) || (child.Children is [{ LocalName: "a" } only] && only.HasAttribute("href"))).ToList();
            if (links.Count >= SeriesLength && links.Count == children.Count && !container.ChildNodes.OfType<IText>().Any(text => Plain.HasLetterOrDigit(text.Data) || text.Data.Contains(',', StringComparison.Ordinal)))
                yield return (container, verdict);
        }
    }

    /// <summary>Texts that stand one under the other: sibling paragraphs or blocks, or lines that br separates.</summary>
    private static IEnumerable<(IElement Element, List<string> Texts)> LineRuns(AuditedPage page)
    {
        foreach (var element in page.Elements.Where(element => element.IsHtml() && element.LocalName is not ("ul" or "ol" or "dl" or "table" or "tr" or "select" or "head" or "html" or "pre" or "code" or "script" or "style" or "textarea")
            && element.Closest("pre, code, li, nav, select") is null))
        {
            var blocks = element.Children.Where(child => child.LocalName is "p" or "div" or "span" && !page.Visibility.IsHidden(child)).ToList();
            foreach (var run in Consecutive(element, blocks))
                yield return (run[0], [.. run.Select(block => Plain.Text(block.TextContent))]);
            if (!element.Children.Any(child => child.LocalName == "br"))
                continue;
            var lines = new List<string> { "" };
            foreach (var node in element.ChildNodes)
            {
                if (node is IElement { LocalName: "br" })
                    lines.Add("");
                else if (node is IText or IElement { LocalName: "a" or "b" or "strong" or "em" or "i" or "span" or "small" or "abbr" or "code" })
                    lines[^1] += node.TextContent;
            }
            yield return (element, [.. lines.Select(Plain.Text).Where(line => line.Length > 0)]);
        }
    }

    private static IEnumerable<List<IElement>> Consecutive(IElement parent, List<IElement> blocks)
    {
        var run = new List<IElement>();
        foreach (var child in parent.Children)
        {
            if (blocks.Contains(child) && child.LocalName is "p" or "div" && (run.Count == 0 || run[0].LocalName == child.LocalName))
            {
                run.Add(child);
                continue;
            }
            if (run.Count > 1)
                yield return run;
            run = [];
        }
        if (run.Count > 1)
            yield return run;
    }

    private static CheckResult DescriptionLists(AuditedPage page)
    {
        var lists = page.Named("dl").Where(list => page.Visibility.IsExposed(list) && list.Role() is null).ToList();
        var wrong = CheckResult.Of(lists, list =>
        {
            var parts = list.Children.Where(child => child.LocalName is not ("script" or "template" or "style")).SelectMany(child => child.LocalName == "div" ? child.Children.AsEnumerable() : [child]).ToList();
            if (parts.FirstOrDefault(part => part.LocalName is not ("dt" or "dd" or "script" or "template") && !page.Visibility.IsHidden(part)) is { } stranger)
                return Verdict.Fail($"{stranger.LocalName} dans dl", $"{stranger.LocalName} in dl");
            return parts.Exists(part => part.LocalName == "dt") == parts.Exists(part => part.LocalName == "dd")
                ? Verdict.Review("est-ce une liste de descriptions ?", "is this a list of descriptions?")
                : Verdict.Fail("dt sans dd, ou dd sans dt", "dt without dd, or dd without dt");
        });
        var stray = CheckResult.Of(page.Named("dt", "dd").Where(page.Visibility.IsExposed), part =>
            part.ParentElement is { LocalName: "dl" } || part.ParentElement is { LocalName: "div", ParentElement.LocalName: "dl" } || part.Role() is not null ? Verdict.Skip : Verdict.Fail("dt ou dd hors de dl", "dt or dd outside dl"));
        var pairs = CheckResult.ReviewEach(LineRuns(page).Where(lines => lines.Texts.Count(text => TermLine.IsMatch(text)) >= SeriesLength).Select(lines => lines.Element).Distinct(),
            "termes suivis de leur description : est-ce une liste de descriptions ?", "terms followed by their description: is this a list of descriptions?");
        return wrong.With(stray).With(pairs);
    }

    // 9.4

    private static IEnumerable<IElement> TextsBetweenQuotes(AuditedPage page) => page.Elements.Where(element =>
        element.LocalName is not ("script" or "style" or "title" or "code" or "pre") && element.Closest("q, blockquote") is null && element.ChildNodes.OfType<IText>().Any(text => Quoted.IsMatch(text.Data)));

    private static IEnumerable<IElement> QuotedBlocks(AuditedPage page) => page.Named("p", "div").Where(element =>
        element.Closest("blockquote") is null && !element.Children.Any(child => child.LocalName is "p" or "div") && Plain.Text(element.TextContent) is { Length: > 20 } text
        && (text[0] is '«' or '“' or '"' && text.TrimEnd('.')[^1] is '»' or '”' or '"' || LongQuotation.Match(text) is { Success: true } quotation && quotation.Length * 2 > text.Length));

    private static readonly BoundedRegex BulletLine = new(@"^\s*[•◦▪‣●○■□‧∙➢➤▸►✓✔*]\s*\S");

    /// <summary>Signs that mean nothing but an item.</summary>
    private static readonly BoundedRegex Bullet = new(@"^\s*[•◦▪‣●∙]\s*$");

    private static readonly BoundedRegex DashLine = new(@"^\s*[-–—]\s*\S");

    private static readonly BoundedRegex NumberLine = new(@"^\s*\(?([0-9]{1,3}|[a-zA-Z])\s*[.)°/-]\s*\S");

    private static readonly BoundedRegex TermLine = new(@"^[\p{L}][\p{L}\p{Nd} '’()-]{1,40}\s?:\s\S");

    /// <summary>With who said it after it.</summary>
    private static readonly BoundedRegex LongQuotation = new("^(«[^»]{60,}»|“[^”]{60,}”|\"[^\"]{60,}\")");

    private static readonly BoundedRegex Quoted = new("«[^»]{3,}»|“[^”]{3,}”|\"[^\"]{3,}\"");
}
