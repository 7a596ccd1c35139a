using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Probes;
using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 10. Style rules are read as declared; what only a drawn page shows comes from the browser.</summary>
internal static class Theme10Presentation
{
    private const double NarrowWidth = 320;
    private const double LetterSpacing = 0.12;
    private const double WordSpacing = 0.16;
    private const double LineHeight = 1.5;
    private const int SpacedLetters = 4;
    private const int FewestWords = 3;
    private const int LineLength = 80;
    private const int NearLevels = 3;
    private const int FewLetters = 30;
    private const double Enlargement = 2;
    private const double SmallPicture = 24;

    private static readonly string[] PresentationElements = ["basefont", "big", "blink", "center", "font", "marquee", "s", "strike", "tt"];

    private static readonly string[] PresentationAttributes =
    [
        "align", "alink", "background", "bgcolor", "border", "cellpadding", "cellspacing", "char", "charoff", "clear", "compact", "color", "frameborder", "hspace", "link", "marginheight", "marginwidth",
        "text", "valign", "vlink", "vspace",
    ];

    private static readonly string[] SizedElements = ["img", "object", "embed", "canvas", "svg"];

    private static readonly string[] PointerEvents = ["mouseover", "mouseenter", "mousemove", "pointerover", "pointerenter", "pointermove"];

    private static readonly string[] Revealing = ["display", "visibility", "opacity", "clip", "clip-path", "height", "max-height", "width", "transform", "left", "top", "z-index"];

    private static readonly string[] FocusMarks = ["outline", "outline-color", "outline-style", "outline-width", "border", "border-color", "border-bottom", "border-width", "border-style", "box-shadow", "background", "background-color", "background-image", "text-decoration", "text-decoration-line", "color", "transform", "filter", "font-weight", "text-shadow"];

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("10.1.1", NoPresentationElements),
        new("10.1.2", NoPresentationAttributes),
        new("10.1.3", SpacesAreNotMisused),
        new("10.2.1", InformationWithoutStyles),
        new("10.3.1", page => page.Styles.AreNone ? CheckResult.NotApplicable : Reordering(page) is { Count: > 0 } moved
            ? CheckResult.ReviewEach(moved, "la feuille de styles change l'ordre du contenu : reste-t-il compréhensible sans elle ?", "the style sheet changes the order of the content: does it still make sense without it?")
            : CheckResult.Review("sans feuille de styles, l'ordre du contenu reste-t-il compréhensible ?", "without style sheets, does the order of the content still make sense?")),
        new("10.4.1", TextsCanBeEnlarged),
        new("10.4.2", ZoomIsAllowed),
        new("10.5.1", page => Colours(page, ["color"], ["background", "background-color"], "couleur de texte sans couleur de fond", "text colour without a background colour")),
        new("10.5.2", page => Colours(page, ["background-color", "background"], ["color"], "couleur de fond sans couleur de texte", "background colour without a text colour")),
        new("10.5.3", BackgroundImages),
        new("10.6.1", LinksStandOut),
        new("10.7.1", FocusIsVisible),
        new("10.8.1", HiddenContents),
        new("10.9.1", PlaceAndShapeInTexts),
        new("10.9.2", page => CheckResult.ReviewEach(InformativeImages(page), "l'image donne-t-elle une information par la forme, la taille ou la position seules ?", "does the image give information by shape, size or place alone?")),
        new("10.9.3", page => CheckResult.ReviewEach(page.Media.Timed, "le média donne-t-il une information par la forme, la taille ou la position seules ?", "does the media give information by shape, size or place alone?")),
        new("10.9.4", page => CheckResult.ReviewEach(page.Media.NotTimed, "le média donne-t-il une information par la forme, la taille ou la position seules ?", "does the media give information by shape, size or place alone?")),
        new("10.10.1", PlaceAndShapeInTexts),
        new("10.10.2", page => CheckResult.ReviewEach(InformativeImages(page), "l'autre moyen est-il pertinent ?", "is the other means relevant?")),
        new("10.10.3", page => CheckResult.ReviewEach(page.Media.Timed, "l'autre moyen est-il pertinent ?", "is the other means relevant?")),
        new("10.10.4", page => CheckResult.ReviewEach(page.Media.NotTimed, "l'autre moyen est-il pertinent ?", "is the other means relevant?")),
        new("10.11.1", NoHorizontalScroll),
        new("10.11.2", VerticalReading),
        new("10.12.1", SpacingCanBeChanged),
        new("10.13.1", page => AdditionalContents(page, content => content is { Covers: true, HidesOnEscape: false }
            ? Verdict.Fail("contenu qui apparaît au survol, recouvre du texte, et que la touche Échap ne masque pas", "content that appears on hover, covers text, and that Escape does not hide")
            : Verdict.Review("contenu qui apparaît au survol : recouvre-t-il une information, et peut-on le masquer ?", "content that appears on hover: does it cover information, and can it be hidden?"))),
        new("10.13.2", page => AdditionalContents(page, content => content.StaysUnderPointer == false
            ? Verdict.Fail("contenu qui disparaît quand le pointeur vient dessus", "content that vanishes when the pointer moves onto it")
            : Verdict.Review("contenu qui apparaît au survol : reste-t-il quand le pointeur y vient ?", "content that appears on hover: does it stay when the pointer moves onto it?"))),
        new("10.13.3", page => AdditionalContents(page, content => content.StaysInTime == false
            ? Verdict.Fail("contenu qui apparaît au survol, et disparaît en moins de six secondes sans que le pointeur ait bougé", "content that appears on hover, and vanishes within six seconds with the pointer unmoved")
            : Verdict.Review("contenu qui apparaît au survol : reste-t-il aussi longtemps que le pointeur ou le focus ?", "content that appears on hover: does it stay as long as the pointer or the focus?"))),
        new("10.14.1", page => RevealedBy(page, ":hover", [":focus", ":focus-within", ":focus-visible", ":target", ":checked", "[aria-expanded", "[open]"])),
        new("10.14.2", page => RevealedBy(page, ":focus", [":hover", ":target", ":checked", "[aria-expanded", "[open]"])),
    ];

    // 10.1

    private static CheckResult NoPresentationElements(AuditedPage page) =>
        CheckResult.Of(page.Document.All.Where(element => element.IsHtml() && (PresentationElements.Contains(element.LocalName, StringComparer.Ordinal) || (element.LocalName == "u" && !page.IsHtml5))),
            element => Verdict.Fail($"élément de présentation {element.LocalName}", $"presentation element {element.LocalName}")) is { Outcome: RgaaOutcome.NonCompliant } found
            ? found
            : CheckResult.Compliant();

    private static CheckResult NoPresentationAttributes(AuditedPage page) =>
        CheckResult.Of(page.Document.All.Where(element => element.IsHtml() && PresentationAttribute(element) is not null),
            element => Verdict.Fail($"attribut de présentation {PresentationAttribute(element)}", $"presentation attribute {PresentationAttribute(element)}")) is { Outcome: RgaaOutcome.NonCompliant } found
            ? found
            : CheckResult.Compliant();

    /// <summary>Elements that authors define have attributes of their own; link keeps a colour for pinned tabs.</summary>
    private static string? PresentationAttribute(IElement element)
    {
        if (element.LocalName.Contains('-', StringComparison.Ordinal) || element.LocalName == "link")
            return null;
        return PresentationAttributes.FirstOrDefault(element.HasAttribute)
            ?? (!SizedElements.Contains(element.LocalName, StringComparer.Ordinal) ? ((string[])["width", "height"]).FirstOrDefault(element.HasAttribute) : null)
            ?? (element.LocalName != "select" && element.HasAttribute("size") ? "size" : null);
    }

    private static CheckResult SpacesAreNotMisused(AuditedPage page)
    {
        var found = CheckResult.Of(page.Elements.Where(element => element.LocalName is not ("script" or "style" or "title" or "code" or "pre" or "textarea" or "option")), element =>
        {
            foreach (var text in element.ChildNodes.OfType<IText>())
            {
                if (SpacedWord.Matches(text.Data).Any(word => IsSpacedWord(word.Value)))
                    return Verdict.Fail("lettres d'un mot séparées par des espaces", "letters of a word separated by spaces");
                if (NoBreakSpaces.IsMatch(text.Data))
                    return Verdict.Review("espaces insécables en série : colonne ou tableau simulé ?", "no-break spaces in a row: simulated column or table?");
            }
            return Verdict.Skip;
        }).With(CheckResult.ReviewEach(page.Named("pre").Where(block => block.QuerySelector("code, samp, kbd") is null && AlignedColumns.IsMatch(block.TextContent)),
            "colonnes alignées par des espaces : tableau simulé ?", "columns aligned by spaces: simulated table?"));
        return found.Outcome == RgaaOutcome.NotApplicable ? CheckResult.Review("espaces qui simulent tableaux ou colonnes : rien de repéré", "spaces that simulate tables or columns: nothing spotted") : found;
    }

    /// <summary>Not an alphabet, nor a list of grades or of keys: letters that can be said together.</summary>
    private static bool IsSpacedWord(string text)
    {
        var letters = text.Where(char.IsLetter).Select(char.ToLowerInvariant).ToList();
        var isSeries = letters.Zip(letters.Skip(1)).Count(pair => pair.Second - pair.First is 1 or -1) >= letters.Count / 2;
        var vowels = Plain.Words(text).Count(letter => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y');
        return letters.Count >= SpacedLetters && !isSeries && letters.Distinct().Count() > 1 && vowels * 4 >= letters.Count && vowels < letters.Count;
    }

    // 10.2, 10.4

    private static CheckResult InformationWithoutStyles(AuditedPage page)
    {
        if (page.Styles.AreNone)
            return CheckResult.NotApplicable;
        if (page.Rendered is not { } rendered)
            return CheckResult.NotRendered(page);
        var spoken = rendered.GeneratedContents.Where(content => content.Text.Count(char.IsLetter) > 1).Select(content => page.Numbered(content.Element)).OfType<IElement>().Distinct()
            .Where(element => page.Visibility.IsSeen(element)).ToList();
        var missing = rendered.GeneratedContents.Where(content => IsSentence(content.Text)).Select(content => (Element: page.Numbered(content.Element), content.Text))
            .Where(said => said.Element is not null && IsSaidByStylesAlone(page, said.Element, said.Text)).Select(said => said.Element!).Distinct().ToList();
        if (missing.Count > 0)
            return CheckResult.Of(missing, _ => Verdict.Fail("texte que seule la feuille de styles contient, dans un élément vide", "text that the style sheet alone holds, in an empty element"));
        var found = CheckResult.ReviewEach(spoken, "texte ajouté par la feuille de styles : porte-t-il une information ?", "text added by the style sheet: does it carry information?");
        var pictured = Declaring(page, ["background", "background-image"], value => value.Contains("url(", StringComparison.Ordinal)).Where(element => IsPictureOnly(page, element)).ToList();
        found = found.With(CheckResult.ReviewEach(pictured, "image de fond d'un élément sans texte : porte-t-elle une information ?", "background image of an element without text: does it carry information?"));
        return found.Outcome == RgaaOutcome.NeedsReview ? found : CheckResult.Review("images de fond porteuses d'information : à vérifier", "background images that carry information: to be checked");
    }

    /// <summary>Several words: neither a sign nor the name that a font gives to an icon.</summary>
    private static bool IsSentence(string text) => Plain.Text(text).Split(' ').Count(word => word.Count(char.IsLetter) > 1) >= FewestWords;

    /// <summary>The element shows nothing else, takes the room of its generated text, and the page says these words nowhere.</summary>
    private static bool IsSaidByStylesAlone(AuditedPage page, IElement element, string text) =>
        element.LocalName is "p" or "div" or "span" or "strong" or "em" or "td" or "li" && element.ChildElementCount == 0 && !Plain.HasLetterOrDigit(element.TextContent)
        && element.Closest("a, button, label, [role=button], [role=tooltip], [tabindex], [contenteditable], [aria-hidden=true], [aria-label]") is null && page.Visibility.IsSeen(element)
        && page.BoxOf(element) is { } box && box.Height >= box.FontSize && box.Width >= box.FontSize
        && !Plain.Words(page.Document.Body?.TextContent).Contains(Plain.Words(text), StringComparison.Ordinal);

    /// <summary>Nothing stands in it but what the style sheet draws, large enough to show more than a mark.</summary>
    private static bool IsPictureOnly(AuditedPage page, IElement element) =>
        page.Visibility.IsSeen(element) && !Plain.HasLetterOrDigit(element.TextContent) && element.QuerySelector("img, svg, video, iframe, canvas, object, input") is null && element.LocalName is not ("img" or "svg" or "input")
        && !element.HasRole("img") && page.BoxOf(element) is { Width: >= SmallPicture, Height: >= SmallPicture };

    /// <summary>What is drawn in another order than it is written, as far as a declaration says so.</summary>
    private static List<IElement> Reordering(AuditedPage page) =>
        [.. Declaring(page, ["flex-direction", "flex-flow"], value => value.Contains("reverse", StringComparison.Ordinal)).Concat(Declaring(page, ["order"], value => value.Trim() is not ("0" or "initial" or "unset")))
            .Where(element => HoldsText(page, element) && page.Visibility.IsSeen(element)).Distinct()];

    private static CheckResult ZoomIsAllowed(AuditedPage page)
    {
        var viewport = page.Document.QuerySelectorAll("meta[name=viewport i]").ToList() is [.., var last] ? last : null;
        if (viewport is null)
            return CheckResult.Review("aucun blocage déclaré ; à essayer à 200 %", "no block declared; to be tried at 200 %");
        var settings = (viewport.GetAttribute("content") ?? "").Split(',', ';').Select(part => part.Split('=')).Where(part => part.Length == 2)
            .GroupBy(part => part[0].Trim().ToLowerInvariant()).ToDictionary(group => group.Key, group => group.Last()[1].Trim().ToLowerInvariant(), StringComparer.Ordinal);
        var isForbidden = settings.TryGetValue("user-scalable", out var scalable) && !AllowsZoom(scalable);
        var isBounded = settings.TryGetValue("maximum-scale", out var most) && LargestZoom(most) < Enlargement;
        return isForbidden || isBounded
            ? CheckResult.Failure(viewport, "agrandissement bloqué par la balise viewport", "enlargement blocked by the viewport element")
            : CheckResult.Review("aucun blocage déclaré ; à essayer à 200 %", "no block declared; to be tried at 200 %");
    }

    /// <summary>
    /// Enlarging the page or the texts alone may serve (10.4): a text fails where both cut it. One that was cut before fails where nothing near it leads to the whole.
    /// </summary>
    private static CheckResult TextsCanBeEnlarged(AuditedPage page)
    {
        if (page.Rendered?.Enlarged is not { } look)
            return CheckResult.NotRendered(page);
        const TextLoss cut = TextLoss.Rows | TextLoss.Words;
        var found = CheckResult.Of(Losing(page, look.EnlargedPage, cut), element =>
        {
            var number = page.NumberOf(element)!.Value;
            // What was cut already is abridged, in one direction or the other.
            var isNew = (look.Before.GetValueOrDefault(number) & (cut | TextLoss.Whole)) == TextLoss.None;
            var isCutEitherWay = (look.EnlargedTexts.GetValueOrDefault(number) & (cut | TextLoss.Whole)) != TextLoss.None;
            if (!isCutEitherWay)
                return isNew ? Verdict.Review("texte coupé quand la page est agrandie à 200 %, pas quand le texte seul l'est", "text cut when the page is enlarged to 200 %, not when the text alone is") : Verdict.Skip;
            if (isNew && !LeadsToWhole(page, element))
                return Verdict.Fail("texte coupé à 200 %, que la page ou le texte seul soit agrandi", "text cut at 200 %, whether the page or the text alone is enlarged");
            return isNew || LeadsOn(page, element)
                ? Verdict.Review("texte abrégé, même sans agrandissement : le texte entier est-il offert ?", "abridged text, even without enlargement: is the whole text offered?")
                : Verdict.Fail("texte coupé, sans lien ni bouton vers le texte entier", "text cut, without a link or button to the whole text");
        });
        return found.Outcome is RgaaOutcome.NonCompliant or RgaaOutcome.NeedsReview
            ? found
            : CheckResult.Review("aucun texte coupé à 200 % ; superpositions à vérifier", "no text cut at 200 %; overlaps to be checked", 1);
    }

    /// <summary>A word that is none of the known ones forbids it (CSS Device Adaptation, translation of the viewport element).</summary>
    private static bool AllowsZoom(string value) =>
        value is "yes" or "device-width" or "device-height" || (double.TryParse(value, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) >= 1);

    /// <summary>A negative number counts as none given, an unknown word as the least.</summary>
    private static double LargestZoom(string value) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? (number < 0 ? double.PositiveInfinity : number)
        : value is "device-width" or "device-height" ? 10
        : value == "yes" ? 1
        : 0.1;

    private static List<IElement> Losing(AuditedPage page, IReadOnlyDictionary<int, TextLoss> losses, TextLoss kinds) =>
        [.. losses.Where(loss => (loss.Value & kinds) != TextLoss.None).Select(loss => page.Numbered(loss.Key)).OfType<IElement>()
            // What scrolls by itself is cut at every moment (10.1, 13.8).
            .Where(element => page.Visibility.IsSeen(element) && element.Closest("marquee") is null)];

    /// <summary>A link or button beside it says that it gives the whole text.</summary>
    private static bool LeadsToWhole(AuditedPage page, IElement element) => element.Ancestors().Take(1).SelectMany(around => around.QuerySelectorAll("a[href], button, summary, [role=button]"))
        .Any(control => !page.Visibility.IsHidden(control) && page.Names.FromAnything(control) is { } name && WholeText.IsMatch(name));

    /// <summary>Something in the element's neighbourhood can be activated to get the rest.</summary>
    private static bool LeadsOn(AuditedPage page, IElement element) =>
        element.Ancestors().Prepend(element).Take(NearLevels).Any(around => (around.LocalName == "a" && around.HasAttribute("href")) || around.LocalName is "button" or "summary"
            || around.QuerySelectorAll("a[href], button, summary, [role=button]").Any(control => !page.Visibility.IsHidden(control)));

    // 10.5

    private static CheckResult Colours(AuditedPage page, string[] declared, string[] companions, string fr, string en)
    {
        if (!page.Styles.AllSeen)
            return CheckResult.NotTested("des feuilles de styles n'ont pas été lues", "some style sheets were not read");
        var elements = Declaring(page, declared, IsColour).Where(element => HoldsText(page, element)).ToList();
        if (elements.Count == 0)
            return page.Styles.Declare(declared) ? CheckResult.Review(fr + " : à vérifier dans les états", en + ": to be checked in states") : CheckResult.NotApplicable;
        var accompanied = Declaring(page, companions, IsColour).ToHashSet();
        return CheckResult.Of(elements, element => element.Ancestors().Prepend(element).Any(accompanied.Contains) || (element.LocalName == "html" && TextsIn(page, element).All(text => text.Ancestors().Prepend(text).TakeWhile(around => around != element).Any(accompanied.Contains)))
                ? Verdict.Pass
                : Verdict.Fail(fr, en))
            .SilenceProvesNothing("couleurs déclarées par paires ; états et scripts à vérifier", "colours declared in pairs; states and scripts to be checked");
    }

    /// <summary>Elements that hold a text of their own: the root holds none but those of its content, which may all have both colours.</summary>
    private static IEnumerable<IElement> TextsIn(AuditedPage page, IElement element) => element.Descendants<IElement>().Prepend(element)
        .Where(inner => inner.ChildNodes.OfType<IText>().Any(text => Plain.HasLetterOrDigit(text.Data)) && inner.LocalName is not ("script" or "style" or "noscript" or "template" or "title") && !page.Visibility.IsHidden(inner));

    private static CheckResult BackgroundImages(AuditedPage page)
    {
        if (!page.Styles.AllSeen)
            return CheckResult.NotTested("des feuilles de styles n'ont pas été lues", "some style sheets were not read");
        var elements = Declaring(page, ["background", "background-image"], value => value.Contains("url(", StringComparison.Ordinal) || value.Contains("gradient(", StringComparison.Ordinal)).Where(element => HoldsText(page, element)).ToList();
        var coloured = Declaring(page, ["background", "background-color"], IsColour).ToHashSet();
        return CheckResult.Of(elements, element => element.Ancestors().Prepend(element).Any(coloured.Contains)
            ? Verdict.Pass
            : Verdict.Fail("image de fond sous du texte sans couleur de fond", "background image under text without a background colour"));
    }

    /// <summary>Elements on which the author's styles, states and media conditions left out, declare one of the properties with such a value.</summary>
    private static IEnumerable<IElement> Declaring(AuditedPage page, string[] properties, Func<string, bool> isMeant)
    {
        var byRules = page.Styles.Rules.Where(rule => rule.IsUnconditional && properties.Any(property => rule[property] is { } value && isMeant(value)))
            .SelectMany(rule => rule.Selectors).Where(selector => !selector.Contains(':', StringComparison.Ordinal) || selector is ":root").SelectMany(page.Styles.Matched);
        var inline = page.Styles.Inline.Where(style => properties.Any(property => style.Declarations.TryGetValue(property, out var value) && isMeant(value.Text))).Select(style => style.Element);
        return byRules.Concat(inline).Distinct();
    }

    private static bool IsColour(string value)
    {
        var bare = UrlValue.Replace(value, "").Trim();
        if (bare.Length == 0 || bare is "none" or "inherit" or "unset" or "initial" or "revert" or "transparent" or "currentcolor")
            return false;
        return bare.StartsWith('#') || bare.Contains('#', StringComparison.Ordinal) || bare.Contains("rgb", StringComparison.Ordinal) || bare.Contains("hsl", StringComparison.Ordinal) || bare.Contains("var(", StringComparison.Ordinal)
            || bare.Contains("oklch", StringComparison.Ordinal) || bare.Contains("color(", StringComparison.Ordinal) || bare.Split(' ').Any(CssColours.IsNamed);
    }

    private static bool HoldsText(AuditedPage page, IElement element) =>
        !page.Visibility.IsHidden(element) && element.LocalName is not ("img" or "br" or "hr" or "input" or "svg") && Plain.Text(element.TextContent).Length > 0;

    // 10.6, 10.7

    private static CheckResult LinksStandOut(AuditedPage page)
    {
        var links = page.Named("a").Where(link => link.HasAttribute("href") && page.Visibility.IsSeen(link) && page.Names.VisibleText(link).Length > 0 && StandsInText(page, link)).ToList();
        if (links.Count == 0)
            return CheckResult.NotApplicable;
        var found = AxeFindings.Failing(page, ["link-in-text-block"], _ => true).With(CheckResult.Of(links, link => StandsOutOfWords(page, link)));
        if (found.Outcome == RgaaOutcome.NonCompliant)
            return found;
        if (page.Styles.AreNone)
            return CheckResult.NotApplicable;
        return page.Rendered is null
            ? CheckResult.NotRendered(page)
            : CheckResult.ReviewEach(links, "lien dans un texte : se distingue-t-il au repos, au survol et au focus autrement que par la couleur ?", "link in a text: does it stand out at rest, on hover and on focus otherwise than by colour?");
    }

    /// <summary>A link amid the words of a text, told by its colour alone: it must be told otherwise too when the pointer comes.</summary>
    private static Verdict StandsOutOfWords(AuditedPage page, IElement link)
    {
        if (page.NumberOf(link) is not { } number || page.Rendered?.ColouredLinks.TryGetValue(number, out var isSameColour) != true || !IsAmidWords(page, link))
            return Verdict.Skip;
        if (isSameColour)
            return Verdict.Fail("lien que rien ne distingue du texte qui l'entoure, pas même sa couleur", "link that nothing sets apart from the text around it, not even its colour");
        return LacksHoverMark(page, link)
            ? Verdict.Fail("lien signalé par sa seule couleur, et qu'aucun autre changement que de couleur ne signale au survol", "link told by its colour alone, and that no change but one of colour tells when the pointer comes")
            : Verdict.Skip;
    }

    /// <summary>More words than links in its paragraph, and some at its side: nothing but its look tells that it is one.</summary>
    private static bool IsAmidWords(AuditedPage page, IElement link)
    {
        if (link.Closest("nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo]") is not null
            || link.Ancestors().FirstOrDefault(around => around.LocalName is "p" or "li" or "td" or "dd" or "blockquote" or "div" or "section" or "body") is not { LocalName: "p" or "li" or "td" or "dd" or "blockquote" } block)
            return false;
        var words = block.Descendants<IText>().Where(text => text.ParentElement is { } parent && parent.Closest("a, button, script, style") is null && page.Visibility.IsSeen(parent)).Sum(text => text.Data.Count(char.IsLetter));
        var linked = block.QuerySelectorAll("a").Sum(other => other.TextContent.Count(char.IsLetter));
        return words >= FewLetters && words >= linked
            && new[] { link.PreviousSibling, link.NextSibling }.OfType<IText>().Any(text => text.Data.Count(char.IsLetter) > 1);
    }

    /// <summary>No rule that could be read, and no script, does anything to the link under the pointer but change its colour.</summary>
    private static bool LacksHoverMark(AuditedPage page, IElement link)
    {
        if (!page.Styles.AllSeen || page.Rendered?.Listeners is not { } listeners || !page.Scripts.AreNone && listeners.Any(listener => PointerEvents.Contains(listener.Type, StringComparer.Ordinal)
                && (listener.Element is not { } number || page.Numbered(number) is not { } listening || listening.Contains(link))))
            return false;
        return !page.Styles.Rules.Where(rule => rule.Declarations.Any(declaration => !IsColourOnly(declaration.Key, declaration.Value.Text)))
            .SelectMany(rule => rule.Selectors).Where(selector => selector.Contains(":hover", StringComparison.Ordinal)).Any(selector => MayTouch(selector, link));
    }

    private static bool IsColourOnly(string property, string value) =>
        property is "color" or "cursor" or "text-decoration-color" or "-webkit-text-fill-color" or "-webkit-tap-highlight-color" || property.StartsWith("transition", StringComparison.Ordinal)
        || (value is "none" or "0" or "0px" or "inherit" or "transparent" && (property.StartsWith("text-decoration", StringComparison.Ordinal) || property.StartsWith("outline", StringComparison.Ordinal) || property.StartsWith("border", StringComparison.Ordinal) || property.StartsWith("background", StringComparison.Ordinal) || property == "box-shadow"));

    /// <summary>The rule may draw the link, a part of it or what stands around it otherwise, or something else when the pointer is on the link. True too for what our parser does not read.</summary>
    private static bool MayTouch(string selector, IElement link)
    {
        if (HoverInBrackets.IsMatch(selector))
            return true;
        try
        {
            var whole = PseudoElement.Replace(WithoutStates(selector), "");
            var pointed = PseudoElement.Replace(WithoutStates(selector[..selector.IndexOf(":hover", StringComparison.Ordinal)]), "").TrimEnd('>', '+', '~', ' ');
            var parts = link.QuerySelectorAll("*").Prepend(link).ToList();
            return parts.Concat(link.Ancestors().TakeWhile(around => around.LocalName != "body")).Any(element => element.Matches(whole)) || parts.Exists(element => element.Matches(pointed.Length > 0 ? pointed : "*"));
        }
        catch (Exception exception) when (exception is DomException or FormatException or InvalidOperationException)
        {
            return true;
        }
    }

    private static bool StandsInText(AuditedPage page, IElement link) =>
        link.Ancestors().FirstOrDefault(around => around.LocalName is "p" or "li" or "td" or "dd" or "div" or "blockquote" or "section" or "main" or "body") is { } block
        && block.ChildNodes.OfType<IText>().Concat(block.QuerySelectorAll("span, em, strong, b, i").SelectMany(part => part.ChildNodes.OfType<IText>()))
            .Any(text => Plain.HasLetterOrDigit(text.Data) && text.ParentElement is { } parent && parent.Closest("a") is null && !page.Visibility.IsHidden(parent));

    private static CheckResult FocusIsVisible(AuditedPage page)
    {
        var focusable = page.Elements.Where(element => element.IsFocusable()).ToList();
        if (focusable.Count == 0)
            return CheckResult.NotApplicable;
        if (page.Rendered?.Focus is { } walk)
        {
            // What has the focus in a frame is in its document; the browser draws nothing around the frame.
            var compared = walk.Stops.Where(stop => stop.Changed is not null).ToDictionary(stop => stop.Element, stop => stop.Changed!.Value);
            var unseen = CheckResult.Of(focusable.Where(element => !HoldsDocument(element)), element => page.NumberOf(element) is { } number && compared.TryGetValue(number, out var changed) && !changed
                ? Verdict.Fail("aucun changement visible à la prise de focus", "no visible change when the focus is taken")
                : Verdict.Skip);
            if (unseen.Outcome == RgaaOutcome.NonCompliant)
                return unseen;
        }
        var removed = RemovedOutlines(page);
        // Another element around or beside may bear the mark.
        var hasMarks = page.Styles.Rules.Any(rule => rule.Selectors.Any(selector => selector.Contains(":focus", StringComparison.Ordinal)) && FocusMarks.Any(property => rule[property] is { } value && !(property.StartsWith("outline", StringComparison.Ordinal) && IsNoOutline(value))));
        var found = CheckResult.Of(focusable.Where(removed.Contains), _ => page.Rendered is null && !hasMarks
            ? Verdict.Fail("contour de focus supprimé sans autre marque", "focus outline removed without another mark")
            : Verdict.Review("contour de focus supprimé : une autre marque se voit-elle ?", "focus outline removed: can another mark be seen?"));
        if (found.Outcome is RgaaOutcome.NonCompliant or RgaaOutcome.NeedsReview)
            return found;
        var isNative = page.Styles.AllSeen && !page.Styles.Declare("outline", "outline-style", "outline-width", "outline-color") && page.Scripts.AreNone;
        return isNative ? CheckResult.Compliant(focusable.Count) : CheckResult.Review("la prise de focus est-elle assez visible partout ?", "is the focus visible enough everywhere?", focusable.Count);
    }

    /// <summary>The browser stops at it for the document that it shows, whether or not something in it takes the focus.</summary>
    private static bool HoldsDocument(IElement element) => element.LocalName is "iframe" or "frame" or "object" or "embed";

    /// <summary>Elements whose outline a rule removes, when no rule on focus puts another mark in its place.</summary>
    private static HashSet<IElement> RemovedOutlines(AuditedPage page)
    {
        var removed = new HashSet<IElement>();
        var marked = new HashSet<IElement>();
        foreach (var rule in page.Styles.Rules.Where(rule => rule.IsUnconditional))
        {
            var outline = rule["outline"] ?? rule["outline-style"] ?? rule["outline-width"];
            var isRemoval = outline is not null && IsNoOutline(outline);
            foreach (var selector in rule.Selectors)
            {
                var isOnFocus = selector.Contains(":focus", StringComparison.Ordinal);
                var marks = isOnFocus && FocusMarks.Any(property => rule[property] is { } value && !(property.StartsWith("outline", StringComparison.Ordinal) && IsNoOutline(value)));
                if (!isRemoval && !marks)
                    continue;
                // Removing it when the keyboard is not in use takes nothing from keyboard users.
                var plain = FocusState.Replace(selector.Replace(":focus:not(:focus-visible)", "#audit-none", StringComparison.Ordinal), "").Trim();
                foreach (var element in page.Styles.Matched(plain.Length == 0 ? "*" : plain))
                {
                    if (isRemoval)
                        removed.Add(element);
                    if (marks)
                        marked.Add(element);
                }
            }
        }
        foreach (var (element, declarations) in page.Styles.Inline)
        {
            if (declarations.TryGetValue("outline", out var outline) && IsNoOutline(outline.Text))
                removed.Add(element);
        }
        removed.ExceptWith(marked);
        return removed;
    }

    private static bool IsNoOutline(string value) => value.Split(' ').Any(part => part is "none" or "0" or "0px" or "transparent" or "0em");

    // 10.8

    private static CheckResult HiddenContents(AuditedPage page)
    {
        // A script may send the focus on from such an element; the browser tells, the source alone does not.
        var isSure = page.Scripts.AreNone;
        var trapped = CheckResult.Of(page.Elements.Where(element => element.Is("aria-hidden", "true") && (page.Rendered is null || isSure)), element =>
        {
            if (element.LocalName == "body")
                return Verdict.Fail("aria-hidden sur body", "aria-hidden on body");
            return element.QuerySelectorAll("*").Prepend(element).Any(part => part.IsFocusable() && !page.Visibility.IsHidden(part) && !part.HasAttribute("inert") && !HoldsDocument(part) && part.Closest("[inert]") is null)
                ? Verdict.Fail("élément qui prend le focus dans un contenu masqué aux technologies d'assistance", "focusable element in content hidden from assistive technology").OnlyIf(isSure)
                : Verdict.Skip;
        }).With(AxeFindings.Failing(page, ["aria-hidden-body", "aria-hidden-focus"], _ => true))
            .With(CheckResult.Of((page.Rendered?.Focus?.Stops ?? []).Select(stop => page.Numbered(stop.Element)).OfType<IElement>().Where(element => PageVisibility.IsAriaHidden(element) && !HoldsDocument(element)),
                _ => Verdict.Fail("élément masqué aux technologies d'assistance sur lequel la tabulation s'est arrêtée", "element hidden from assistive technology at which tabbing stopped")));
        if (trapped.Outcome == RgaaOutcome.NonCompliant)
            return trapped;
        var hidden = page.Document.Body?.QuerySelectorAll("*").Where(element =>
            element.LocalName is not ("script" or "style" or "template" or "noscript" or "source" or "track" or "param" or "option" or "datalist" or "audio" or "title" or "desc" or "defs" or "symbol" or "link" or "meta")
            && element.Closest("svg") is null && element.Is("type", "hidden") is false
            && (page.Visibility.IsHidden(element) || element.Is("aria-hidden", "true")) && (element.ParentElement is not { } parent || (!page.Visibility.IsHidden(parent) && !PageVisibility.IsAriaHidden(parent)))
            && (Plain.Text(element.TextContent).Length > 0 || element.QuerySelector("img, input, button") is not null || element.LocalName is "img" or "input" or "button")).ToList() ?? [];
        if (hidden.Count > 0)
            return CheckResult.ReviewEach(hidden, "contenu caché : doit-il être ignoré, ou peut-il être affiché ?", "hidden content: is it to be ignored, or can it be shown?");
        return page.Styles.AllSeen ? CheckResult.NotApplicable : CheckResult.Review("contenus cachés par des feuilles de styles non lues", "contents hidden by style sheets that were not read");
    }

    // 10.9 to 10.14

    private static IEnumerable<IElement> InformativeImages(AuditedPage page) => page.Images.All.Where(image => !page.Images.IsIgnored(image) && !page.Markers.SayDecorative(image));

    private static CheckResult PlaceAndShapeInTexts(AuditedPage page)
    {
        var found = CheckResult.ReviewEach(page.Elements.Where(element => element.LocalName is not ("script" or "style" or "title") && element.ChildNodes.OfType<IText>().Any(text => PlaceOrShape.IsMatch(text.Data)) && page.Visibility.IsSeen(element)),
            "le texte renvoie à une place, une taille ou une forme : l'information est-elle donnée autrement aussi ?", "the text refers to a place, size or shape: is the information given otherwise too?");
        return found.Outcome == RgaaOutcome.NeedsReview ? found : CheckResult.Review("information donnée par la forme, la taille ou la position : à vérifier", "information given by shape, size or place: to be checked");
    }

    private static CheckResult NoHorizontalScroll(AuditedPage page)
    {
        if (page.Rendered?.Reflow is not { } look)
            return CheckResult.NotRendered(page);
        if (look.ScrollWidth <= NarrowWidth || look.Offenders.Count == 0)
            return look.Scrolling.Select(number => page.Numbered(number)).OfType<IElement>().ToList() is { Count: > 0 } scrolling
                ? CheckResult.ReviewEach(scrolling, "texte coupé ou à faire défiler de côté, dans une partie de la page, à 320 px : se lit-il en entier ?", "text cut, or to be scrolled sideways, in a part of the page at 320 px: can it be read whole?")
                : CheckResult.Review("pas de défilement horizontal à 320 px ; pertes de contenu à vérifier", "no horizontal scrolling at 320 px; losses of content to be checked", 1);
        var detail = new LocalizedText($"dépasse dans une fenêtre de 320 px (contenu large de {look.ScrollWidth:0} px)", $"stands out of a window of 320 px (content {look.ScrollWidth:0} px wide)");
        return new CheckResult(RgaaOutcome.NonCompliant, look.Offenders.Count, [.. look.Offenders.Select(number => new Sighting(page.Numbered(number), detail))]);
    }

    private static CheckResult VerticalReading(AuditedPage page)
    {
        var isVertical = page.Styles.Rules.Any(rule => rule["writing-mode"] is { } mode && mode.StartsWith("vertical", StringComparison.Ordinal))
            || page.Styles.Inline.Any(style => style.Declarations.TryGetValue("writing-mode", out var mode) && mode.Text.StartsWith("vertical", StringComparison.Ordinal));
        if (isVertical)
            return CheckResult.Review("texte vertical : à lire dans une fenêtre haute de 256 px", "vertical text: to be read in a window 256 px high");
        return page.Styles.AllSeen ? CheckResult.NotApplicable : CheckResult.NotTested("des feuilles de styles n'ont pas été lues", "some style sheets were not read");
    }

    /// <summary>A spacing forced on an element cannot be changed by its reader when it is below what the test asks for.</summary>
    private static CheckResult SpacingCanBeChanged(AuditedPage page)
    {
        var forced = page.Styles.Inline.Where(style => !page.Visibility.IsHidden(style.Element) && Plain.Text(style.Element.TextContent).Length > 0 && page.Visibility.IsSeen(style.Element)).ToDictionary(style => style.Element, style => style.Declarations);
        var found = CheckResult.Of(forced.Keys, element => IsForced(page, element, forced[element])
            ? Verdict.Fail("espacement du texte imposé par !important", "text spacing forced by !important")
            : Verdict.Skip);
        if (found.Outcome == RgaaOutcome.NonCompliant)
            return found;
        if (page.Rendered?.Spaced is not { } look)
            return CheckResult.NotRendered(page);
        var lost = CheckResult.Of(Losing(page, look.Spaced, TextLoss.Rows | TextLoss.Words | TextLoss.Abridged), element =>
        {
            var number = page.NumberOf(element)!.Value;
            var gone = look.Spaced[number] & ~look.Before.GetValueOrDefault(number);
            if ((gone & (TextLoss.Rows | TextLoss.Words)) != TextLoss.None)
                return Verdict.Fail("texte coupé quand le lecteur en change l'espacement", "text cut when its reader changes its spacing");
            return (gone & TextLoss.Abridged) != TextLoss.None
                ? Verdict.Review("texte abrégé quand le lecteur en change l'espacement : le texte entier est-il offert ?", "text abridged when its reader changes its spacing: is the whole text offered?")
                : Verdict.Skip;
        });
        return lost.Outcome is RgaaOutcome.NonCompliant or RgaaOutcome.NeedsReview
            ? lost
            : CheckResult.Review("aucun texte coupé avec l'espacement demandé ; superpositions à vérifier", "no text cut with the spacing asked for; overlaps to be checked", 1);
    }

    private static bool IsForced(AuditedPage page, IElement element, IReadOnlyDictionary<string, StyleValue> declarations)
    {
        return IsForcedBelow("letter-spacing", LetterSpacing) || IsForcedBelow("word-spacing", WordSpacing) || (IsForcedBelow("line-height", LineHeight) && HasSeveralLines(page, element));

        bool IsForcedBelow(string property, double least) =>
            declarations.TryGetValue(property, out var value) && value.IsImportant && Ems(value.Text, page.BoxOf(element)?.FontSize, isLength: property != "line-height") is { } ems
            && TextsSetBy(page, element, property).Any(text => ems * (property == "line-height" ? 1 : SizeBeside(page, element, text)) < least);
    }

    /// <summary>A length is inherited as it is: beside smaller letters it is more.</summary>
    private static double SizeBeside(AuditedPage page, IElement element, IElement text) =>
        page.BoxOf(element) is { FontSize: > 0 } own && page.BoxOf(text) is { FontSize: > 0 } inner ? own.FontSize / inner.FontSize : 1;

    /// <summary>Elements whose visible text takes the property from this one: none between them sets it anew.</summary>
    private static IEnumerable<IElement> TextsSetBy(AuditedPage page, IElement element, string property) => element.Descendants<IText>()
        .Where(text => Plain.Text(text.Data).Length > 0).Select(text => text.ParentElement).OfType<IElement>().Distinct()
        .Where(parent => page.Visibility.IsSeen(parent) && parent.Ancestors().Prepend(parent).TakeWhile(around => around != element).All(around => !StyleReader.Declarations(around.GetAttribute("style") ?? "").ContainsKey(property)));

    private static bool HasSeveralLines(AuditedPage page, IElement element) => page.BoxOf(element) is { } box
        ? box.Height > 2 * box.FontSize
        : Plain.Text(element.TextContent).Length > LineLength || element.QuerySelector("br") is not null;

    /// <summary>A CSS length in units of the font size; null when it cannot be told.</summary>
    private static double? Ems(string value, double? fontSize, bool isLength)
    {
        if (value is "normal" or "initial")
            return isLength ? 0 : 1.2;
        var unit = value.TrimStart('+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (!double.TryParse(value.AsSpan(0, value.Length - unit.Length), CultureInfo.InvariantCulture, out var number))
            return null;
        return unit switch
        {
            "em" => number,
            "%" => number / 100,
            "" => isLength && number != 0 ? null : number,
            "px" => fontSize is { } size and > 0 ? number / size : number == 0 ? 0 : null,
            _ => number == 0 ? 0 : null,
        };
    }

    private static CheckResult AdditionalContents(AuditedPage page, Func<AppearingContent, Verdict> judge)
    {
        if (page.Rendered?.Pointer is { Contents.Count: > 0 } look)
        {
            var contents = look.Contents.Select(content => (Element: page.Numbered(content.Element ?? content.Trigger), Content: content)).Where(pair => pair.Element is not null).DistinctBy(pair => pair.Element).ToDictionary(pair => pair.Element!, pair => pair.Content);
            if (contents.Count > 0)
                return CheckResult.Of(contents.Keys, element => judge(contents[element]));
        }

        var hasStates = page.Styles.Rules.Any(rule => rule.Selectors.Any(selector => selector.Contains(":hover", StringComparison.Ordinal) || selector.Contains(":focus", StringComparison.Ordinal)) && Reveals(rule));
        if (page.Scripts.AreNone && !hasStates && page.Styles.AllSeen)
            return CheckResult.NotApplicable;
        return page.Rendered?.Pointer is { } pointer
            ? CheckResult.Review(pointer.Triggers == 0 ? "rien n'attend le pointeur au chargement ; focus et états à parcourir" : "survolé : rien n'est apparu ; focus et états à parcourir",
                pointer.Triggers == 0 ? "nothing waits for the pointer at load; focus and states to be walked through" : "hovered: nothing appeared; focus and states to be walked through", pointer.Triggers)
            : CheckResult.NotTested("demande de survoler et de parcourir la page", "the page has to be hovered and walked through");
    }

    private static bool Reveals(StyleRule rule) => Revealing.Any(property => rule[property] is { } value && value is not ("none" or "hidden" or "0"));

    /// <summary>Content that a rule reveals in one state and that no rule reveals in another that keyboard and pointer share.</summary>
    private static CheckResult RevealedBy(AuditedPage page, string state, string[] twins)
    {
        var revealing = page.Styles.Rules.Where(rule => rule["display"] is { } display && display != "none" || rule["visibility"] == "visible" || rule["opacity"] is { } opacity && opacity is not ("0" or "0.0") && opacity.StartsWith('1'))
            .SelectMany(rule => rule.Selectors).ToList();
        // Something else than the element itself must appear: the state stands before a combinator.
        var candidates = revealing.Where(selector => selector.Contains(state, StringComparison.Ordinal) && AfterState(selector, state) is { Length: > 0 }).Distinct(StringComparer.Ordinal).ToList();
        var targets = candidates.SelectMany(selector => HiddenAtRest(page, page.Styles.Matched(WithoutStates(selector))).Select(target => (Target: target, Selector: selector))).ToList();
        if (targets.Count == 0)
        {
            return !page.Styles.AllSeen ? CheckResult.NotTested("des feuilles de styles n'ont pas été lues", "some style sheets were not read")
                : candidates.Count == 0 ? CheckResult.NotApplicable
                : CheckResult.Review("contenu révélé par un état : à essayer", "content revealed by a state: to be tried");
        }
        var shared = revealing.Where(selector => twins.Any(twin => selector.Contains(twin, StringComparison.Ordinal))).SelectMany(selector => page.Styles.Matched(WithoutStates(selector))).ToHashSet();
        var name = state.TrimStart(':');
        return CheckResult.Of(targets.Select(pair => pair.Target).Distinct(), target =>
        {
            if (shared.Contains(target))
                return Verdict.Review("contenu révélé aussi par un autre état : à essayer", "content also revealed by another state: to be tried");
            return page.Scripts.AreNone
                ? Verdict.Fail($"contenu révélé par {name} seulement", $"content revealed by {name} only")
                : Verdict.Review($"contenu révélé par {name} : un script l'offre-t-il autrement ?", $"content revealed by {name}: does a script offer it otherwise?");
        });
    }

    private static IEnumerable<IElement> HiddenAtRest(AuditedPage page, IEnumerable<IElement> elements) => elements.Where(element => page.Visibility.IsHidden(element) || !page.Visibility.IsSeen(element));

    private static string AfterState(string selector, string state)
    {
        var end = selector.LastIndexOf(state, StringComparison.Ordinal) + state.Length;
        while (end < selector.Length && (char.IsAsciiLetter(selector[end]) || selector[end] is '-' or ')'))
            end++;
        return selector[end..].Trim();
    }

    private static string WithoutStates(string selector) => AnyState.Replace(selector, "").Trim() is { Length: > 0 } plain ? plain : "*";

    private static readonly BoundedRegex SpacedWord = new(@"(?:\b\p{L} ){3,}\p{L}\b");

    private static readonly BoundedRegex NoBreakSpaces = new("\u00A0{3,}");

    private static readonly BoundedRegex AlignedColumns = new(@"\S {3,}\S[^\n]*\n[^\n]*\S {3,}\S");

    private static readonly BoundedRegex UrlValue = new(@"url\([^)]*\)");

    private static readonly BoundedRegex WholeText = new(@"\b(texte (int[ée]gral|complet|entier)|lire (la suite|plus|tout)|voir (plus|tout)|en savoir plus|d[ée]tails?|full text|whole text|read (more|on)|show (more|all)|see more|learn more)\b", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex HoverInBrackets = new(@"\([^)]*:hover");

    private static readonly BoundedRegex PseudoElement = new(@"::?(before|after|first-letter|first-line|selection|marker)|::[-\w]+");

    private static readonly BoundedRegex FocusState = new(":focus(-visible|-within)?");

    private static readonly BoundedRegex AnyState = new(@":(hover|focus-visible|focus-within|focus|active|target|checked)");

    private static readonly BoundedRegex PlaceOrShape = new(@"\b(ci-dessous|ci-dessus|ci-contre|ci-après|à droite|à gauche|en haut|en bas|au-dessus|au-dessous|de droite|de gauche|colonne de|rond[es]?|carrée?s?|triangle|encadrée?s?|en gras|en italique|plus (grand|petit)e?s?|below|above|on the (right|left)|at the (top|bottom)|round|square|circle|bold|larger|bigger|smaller)\b", RegexOptions.IgnoreCase);
}
