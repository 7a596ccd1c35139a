using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 3. Contrast is measured in the browser and sorted anew: the four tests cut sizes elsewhere than axe does.</summary>
internal static class Theme03Colours
{
    private const double LargePlain = 24;
    private const double LargeBold = 18.5;
    private const int BoldWeight = 700;

    /// <summary>With so much of the background against them, letters of the text are unreadable, wherever they stand.</summary>
    private const double UnreadableShare = 0.3;

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("3.1.1", _ => CheckResult.NotTested("demande de voir les mots mis en couleur", "coloured words have to be seen")),
        new("3.1.2", TextsThatNameAColour),
        new("3.1.3", page => CheckResult.ReviewEach(page.Images.All.Where(image => !page.Images.IsIgnored(image) && !page.Markers.SayDecorative(image)),
            "l'image donne-t-elle une information par la couleur seule ?", "does the image give information by colour alone?")),
        new("3.1.4", page => page.Styles.AreNone ? CheckResult.NotApplicable
            : CheckResult.NotTested("demande de voir les couleurs qui portent une information", "colours that carry information have to be seen")),
        new("3.1.5", page => CheckResult.ReviewEach(page.Media.Timed, "le média donne-t-il une information par la couleur seule ?", "does the media give information by colour alone?")),
        new("3.1.6", page => CheckResult.ReviewEach(page.Media.NotTimed, "le média donne-t-il une information par la couleur seule ?", "does the media give information by colour alone?")),
        new("3.2.1", page => Contrast(page, isBold: false, isLarge: false)),
        new("3.2.2", page => Contrast(page, isBold: true, isLarge: false)),
        new("3.2.3", page => Contrast(page, isBold: false, isLarge: true)),
        new("3.2.4", page => Contrast(page, isBold: true, isLarge: true)),
        new("3.2.5", ContrastSwitch),
        new("3.3.1", page => CheckResult.ReviewEach(page.Elements.Where(IsStyledComponent(page)),
            "contraste du composant avec ce qui l'entoure, dans chaque état", "contrast of the component with its surroundings, in each state")),
        new("3.3.2", page => CheckResult.ReviewEach(Graphics(page), "contraste du graphisme avec son fond", "contrast of the graphic with its background")),
        new("3.3.3", page => CheckResult.ReviewEach(Graphics(page), "contraste des couleurs voisines du graphisme", "contrast of neighbouring colours in the graphic")),
        new("3.3.4", ContrastSwitch),
    ];

    private static CheckResult TextsThatNameAColour(AuditedPage page) => CheckResult.ReviewEach(
        page.Elements.Where(element => element.ChildNodes.OfType<IText>().Any(text => ColourWord.IsMatch(text.Data)) && page.Visibility.IsSeen(element) && element.LocalName is not ("script" or "style" or "title")),
        "le texte désigne une couleur : l'information est-elle donnée autrement aussi ?", "the text names a colour: is the information given otherwise too?");

    private static CheckResult Contrast(AuditedPage page, bool isBold, bool isLarge)
    {
        if (page.Rendered is null)
            return page.Elements.Any(HasOwnText) ? CheckResult.NotRendered(page) : CheckResult.NotApplicable;
        var required = isLarge ? 3.0 : 4.5;
        var measured = InBucket(page.Axe.Violations("color-contrast"), isBold, isLarge).Where(node => node.Contrast!.Ratio < required).ToLookup(node => IsText(page, node));
        var failing = measured[true].ToList();
        List<AxeNode> open = [.. InBucket(page.Axe.Incomplete("color-contrast"), isBold, isLarge), .. measured[false]];
        var photographed = (page.Rendered.Backdrops ?? []).Where(look => page.Rendered.Boxes.TryGetValue(look.Element, out var box) && (box.FontWeight >= BoldWeight) == isBold && IsLarge(box.FontSize, isBold) == isLarge).ToList();
        var unreadable = photographed.Where(look => look.Share >= UnreadableShare && !(page.Numbered(look.Element) is { } element && IsNobodysText(page, element))).ToList();
        open = [.. open.Where(node => !photographed.Exists(look => look.Element == node.Element && (look.Share >= UnreadableShare || look.Worst >= required)))];
        var drawn = page.Elements.Where(element => HasOwnText(element) && page.Visibility.IsSeen(element) && BucketOf(page, element) == (isBold, isLarge)).ToList();
        var placeholders = page.Rendered.FaintPlaceholders.Where(field => field.IsBold == isBold && IsLarge(field.FontSize, isBold) == isLarge && field.Ratio < required).ToList();
        if (failing.Count + unreadable.Count + placeholders.Count > 0)
        {
            var sightings = failing.Select(node => new Sighting(page.Numbered(node.Element), new(
                $"contraste {node.Contrast!.Ratio:0.00}:1 au lieu de {required:0.0}:1 ({node.Contrast.Foreground} sur {node.Contrast.Background})",
                $"contrast {node.Contrast.Ratio:0.00}:1 instead of {required:0.0}:1 ({node.Contrast.Foreground} on {node.Contrast.Background})"))).Concat(unreadable.Select(look => new Sighting(page.Numbered(look.Element), new(
                $"contraste insuffisant sur {look.Share:P0} du fond photographié sous le texte, jusqu'à {look.Worst:0.00}:1 au lieu de {required:0.0}:1 ({look.Text} sur {look.Behind})",
                $"insufficient contrast on {look.Share:P0} of the background photographed under the text, down to {look.Worst:0.00}:1 instead of {required:0.0}:1 ({look.Text} on {look.Behind})")))).Concat(placeholders.Select(field => new Sighting(page.Numbered(field.Element), new(
                $"texte indicatif (placeholder) : contraste {field.Ratio:0.00}:1 au lieu de {required:0.0}:1 ({field.Colour} sur {field.Behind})",
                $"placeholder: contrast {field.Ratio:0.00}:1 instead of {required:0.0}:1 ({field.Colour} on {field.Behind})")))).ToList();
            return new CheckResult(RgaaOutcome.NonCompliant, Math.Max(drawn.Count, sightings.Count), sightings);
        }
        if (open.Count > 0)
        {
            var sightings = open.Select(node => new Sighting(page.Numbered(node.Element), measured[false].Contains(node)
                ? new LocalizedText("contraste insuffisant d'un signe qui sert d'icône (alors 3.3), ou d'un texte de la couleur du fond que personne ne lit : est-ce un texte ?", "insufficient contrast of a character used as an icon (then 3.3), or of a text in the colour of its background that nobody reads: is it text?")
                : new LocalizedText("contraste non mesurable : image, dégradé ou superposition", "contrast cannot be measured: image, gradient or overlap"))).ToList();
            return new CheckResult(RgaaOutcome.NeedsReview, Math.Max(drawn.Count, open.Count), sightings);
        }
        // Images may hold text of any size and weight.
        var mayHoldText = page.Images.All.Any(image => !page.Images.IsIgnored(image)) || page.Media.Timed.Count + page.Media.NotTimed.Count > 0;
        if (drawn.Count == 0 && !mayHoldText)
            return CheckResult.NotApplicable;
        return CheckResult.Review("aucun défaut mesuré ; textes en image et états au survol restent à voir", "no fault measured; text in images and hover states are still to be seen", drawn.Count);
    }

    private static bool IsText(AuditedPage page, AxeNode node) => page.Numbered(node.Element) is not { } element || !IsNobodysText(page, element);

    /// <summary>A single sign that another name explains is drawn as an icon; a text that is kept from assistive technology and has the colour of its background is not there to be read.</summary>
    private static bool IsNobodysText(AuditedPage page, IElement element)
    {
        var text = Plain.Text(element.TextContent);
        return (text.Length == 1 && element.Ancestors().Prepend(element).Take(2).Any(around => page.Names.Aria(around) is { } name && !string.Equals(name, text, StringComparison.OrdinalIgnoreCase)))
            || (PageVisibility.IsAriaHidden(element) && page.Axe.Violations("color-contrast").Concat(page.Axe.Incomplete("color-contrast")).Any(node => page.Numbered(node.Element) == element && node.Contrast is { Foreground: { } colour, Background: { } behind } && colour == behind));
    }

    private static List<AxeNode> InBucket(IReadOnlyList<AxeNode> nodes, bool isBold, bool isLarge) =>
        [.. nodes.Where(node => node.Contrast is { } contrast && contrast.IsBold == isBold && IsLarge(contrast.FontSize, contrast.IsBold) == isLarge)];

    private static (bool IsBold, bool IsLarge)? BucketOf(AuditedPage page, IElement element)
    {
        if (page.BoxOf(element) is not { } box)
            return null;
        var isBold = box.FontWeight >= BoldWeight;
        return (isBold, IsLarge(box.FontSize, isBold));
    }

    private static bool IsLarge(double pixels, bool isBold) => pixels >= (isBold ? LargeBold : LargePlain);

    private static bool HasOwnText(IElement element) =>
        element.LocalName is not ("script" or "style" or "title" or "noscript" or "template" or "option" or "head") && element.ChildNodes.OfType<IText>().Any(text => Plain.HasLetterOrDigit(text.Data));

    private static CheckResult ContrastSwitch(AuditedPage page) => CheckResult.ReviewEach(
        page.Elements.Where(element => (element.LocalName is "a" or "button" or "input" or "label" || element.HasRole("button", "switch", "link", "checkbox"))
            && Plain.Words($"{page.Names.FromAnything(element)} {element.GetAttribute("value")}").Contains("contrast", StringComparison.Ordinal)),
        "mécanisme de contraste : à activer, puis à mesurer", "contrast mechanism: to be switched on, then measured");

    private static Func<IElement, bool> IsStyledComponent(AuditedPage page) => element =>
        !page.Styles.AreNone && (element.LocalName is "button" or "input" or "select" or "textarea" || (element.LocalName == "a" && element.HasAttribute("href")) || element.IsFocusable());

    private static IEnumerable<IElement> Graphics(AuditedPage page) =>
        page.Images.All.Where(image => !page.Markers.SayDecorative(image) && !(page.Images.IsIgnored(image) && !page.Images.IsAloneInControl(image)));

    private static readonly BoundedRegex ColourWord = new(@"\b(rouges?|verte?s?|bleue?s?|jaunes?|orangée?s?|en orange|violets?|violettes?|rose[s]?|grisée?s?|en gris|turquoise|red|green|blue|yellow|purple|pink|grey|gray)\b", RegexOptions.IgnoreCase);
}
