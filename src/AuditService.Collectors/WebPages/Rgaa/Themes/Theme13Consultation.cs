using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Probes;
using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 13.</summary>
internal static class Theme13Consultation
{
    private const double TwentyHours = 72_000;
    private const double MostFlashes = 3;
    private const int FewTexts = 3;
    private const double LongMovement = 5_000;
    private const int FewChanges = 3;

    /// <summary>With so few controls on a page, each may be the one that stops the movement.</summary>
    private const int FewControls = 5;

    private static readonly string[] BlinkingProperties = ["opacity", "visibility", "color", "backgroundColor", "borderColor", "filter"];

    private static readonly string[] WaitingNames = ["spinner", "loader", "loading", "progress", "skeleton", "chargement"];

    private const double AlmostNothing = 0.25;

    private static readonly string[] OfficeExtensions = ["pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "epub", "dotx", "xlsm", "pps", "ppsx"];

    private static readonly string[] PageExtensions = [".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ".do"];

    private static readonly string[] AnimatedExtensions = ["gif", "apng", "webp", "avif"];

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("13.1.1", RefreshIsControlled),
        new("13.1.2", RedirectIsImmediate),
        new("13.1.3", page => LeavesByItself(page) ? CheckResult.Failure(null, $"un script mène ailleurs en moins de vingt secondes, sans commande pour l'arrêter : {page.Rendered!.LateNavigations[0]}", $"a script leads elsewhere within twenty seconds, without a control to stop it: {page.Rendered.LateNavigations[0]}")
            : page.Rendered is { RefusedNavigations.Count: > 0 } && !page.Scripts.AreNone && !Refreshes(page).Any()
            ? CheckResult.Review("un script a voulu quitter la page : l'utilisateur en a-t-il le contrôle ?", "a script tried to leave the page: has the user control of it?")
            : page.Scripts.SurelyLack("location", "navigate", "history.go", "reload", "window.open", "submit(") ? CheckResult.NotApplicable
            : CheckResult.Review("redirection par script : à observer", "redirection by script: to be watched")),
        new("13.1.4", _ => CheckResult.Review("durée de session : à demander", "session time limit: to be asked for")),
        new("13.2.1", NoWindowOpensByItself),
        new("13.3.1", page => CheckResult.ReviewEach(OfficeDocuments(page), "document à télécharger : est-il accessible, ou une version l'est-elle ?", "document to download: is it accessible, or is a version of it?")),
        new("13.4.1", page => CheckResult.ReviewEach(OfficeDocuments(page), "la version accessible dit-elle la même chose ?", "does the accessible version say the same?")),
        new("13.5.1", page => CheckResult.ReviewEach(Cryptic(page), "contenu cryptique : title ou définition voisine ?", "cryptic content: title or definition beside it?")),
        new("13.6.1", page => CheckResult.ReviewEach(Cryptic(page).Where(element => element.Ancestors().Prepend(element).Any(around => around.Has("title") || around.Has("aria-label"))), "la définition est-elle pertinente ?", "is the definition relevant?")),
        new("13.7.1", page => CheckResult.Of(MovingImages(page).Concat(page.Named("img").Where(image => FlashingArea(page, image) > 0)).Distinct(), image => FlashingArea(page, image) switch
        {
            > FlashingImages.HarmlessArea => Verdict.Fail("image ou média animé dont une surface de plus de 21 824 pixels fait plus de trois flashs par seconde", "animated image or media of which more than 21,824 pixels flash more than three times a second"),
            0 => Verdict.Review("image animée, sans flash de plus de trois par seconde vu dans ses images : l'affichage le confirme-t-il ?", "animated image without more than three flashes a second in its frames: does its display confirm that?"),
            _ => Verdict.Review("image ou média animé : flashs de plus de trois par seconde ?", "animated image or media: more than three flashes a second?"),
        })),
        new("13.7.2", page => page.Scripts.AreNone ? CheckResult.NotApplicable : FlashingByScript(page) is { Count: > 0 } flashing
            ? CheckResult.Of(flashing, _ => Verdict.Fail("un script y fait plus de trois flashs par seconde", "a script makes more than three flashes a second there"))
            : CheckResult.Review("effet de flash par script : à observer", "flashing by script: to be watched")),
        new("13.7.3", page => FlashingAnimations(page) is { Count: > 0 } flashing
            ? CheckResult.Of(flashing, _ => Verdict.Fail("animation CSS de plus de 21 824 pixels qui fait plus de trois flashs par seconde", "CSS animation of more than 21,824 pixels that flashes more than three times a second"))
            : HasAnimations(page) ? CheckResult.Review("animation CSS : flashs de plus de trois par seconde ?", "CSS animation: more than three flashes a second?")
            : page.Styles.AllSeen ? CheckResult.NotApplicable : CheckResult.NotTested("des feuilles de styles n'ont pas été lues", "some style sheets were not read")),
        new("13.8.1", MovementIsControlled),
        new("13.8.2", BlinkingIsControlled),
        new("13.9.1", BothOrientationsServe),
        new("13.10.1", page => Gestures(page, ["touchstart", "touchmove", "gesturestart", "pinch", "hammer"])),
        new("13.10.2", page => Gestures(page, ["touchmove", "pointermove", "mousemove", "swipe", "drag", "hammer", "gesture"])),
        new("13.11.1", page => Gestures(page, ["mousedown", "pointerdown", "touchstart", "drag"])),
        new("13.12.1", page => Gestures(page, ["devicemotion", "deviceorientation", "accelerometer", "gyroscope", "shake"])),
        new("13.12.2", page => Gestures(page, ["getusermedia", "devicemotion", "deviceorientation"])),
        new("13.12.3", page => Gestures(page, ["devicemotion", "deviceorientation", "accelerometer", "gyroscope", "getusermedia", "shake"])),
    ];

    // 13.1, 13.2

    /// <summary>Valid refresh declarations of the source as the HTML standard reads them; the first of a page is the one that counts.</summary>
    private static IEnumerable<(IElement Element, double Seconds, string? Url)> Refreshes(AuditedPage page)
    {
        foreach (var meta in page.Source.QuerySelectorAll("meta[http-equiv=refresh i][content]"))
        {
            var match = Refresh.Match(meta.GetAttribute("content")!);
            if (!match.Success || !double.TryParse(match.Groups["seconds"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
                continue;
            var url = match.Groups["url"].Value.Trim().Trim('"', '\'');
            return [(meta, Math.Floor(seconds), url.Length == 0 ? null : url)];
        }
        return [];
    }

    private static CheckResult RefreshIsControlled(AuditedPage page)
    {
        var refresh = Refreshes(page).Where(found => found.Url is null).ToList();
        if (refresh is [var (element, seconds, _)])
            return seconds >= TwentyHours ? CheckResult.Compliant() : CheckResult.Failure(element, $"rafraîchissement au bout de {seconds:0} s", $"refresh after {seconds:0} s");
        return CheckResult.ReviewEach(page.Media.Unknown, "le média se rafraîchit-il ?", "does the media refresh itself?");
    }

    private static CheckResult RedirectIsImmediate(AuditedPage page)
    {
        var redirect = Refreshes(page).Where(found => found.Url is not null).ToList();
        if (redirect is not [var (element, seconds, _)])
            return CheckResult.NotApplicable;
        return seconds < 1 ? CheckResult.Compliant() : CheckResult.Failure(element, $"redirection au bout de {seconds:0} s", $"redirection after {seconds:0} s");
    }

    /// <summary>After some seconds, to another page, where nothing could stop it, and nothing says that the page has moved (essential then: particular case of 13.1).</summary>
    private static bool LeavesByItself(AuditedPage page) => page.Rendered is { LateNavigations: [var address, ..] } && IsAnotherPage(page, address) && !page.Scripts.Mention("download") && !page.Scripts.AreNone && !Refreshes(page).Any()
        && !page.Elements.Any(control => control.LocalName is "button" or "summary" or "select" || control.HasRole("button", "switch", "checkbox") || (control.LocalName == "input" && control.InputType() != "hidden") || (control.LocalName == "a" && control.HasAttribute("onclick")))
        && !MovedWord.IsMatch(page.Document.Body?.TextContent ?? "");

    /// <summary>Neither a file to keep nor the page itself anew.</summary>
    private static bool IsAnotherPage(AuditedPage page, string address)
    {
        var path = (Uri.TryCreate(address, UriKind.Absolute, out var absolute) ? Uri.UnescapeDataString(absolute.AbsolutePath) : address).Split('?', '#')[0];
        var source = page.Evidence.Source.Split('?', '#')[0];
        var name = path[(path.LastIndexOf('/') + 1)..];
        return (!name.Contains('.', StringComparison.Ordinal) || PageExtensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
            && !(path == "/" ? source.EndsWith('/') || source.EndsWith("index.html", StringComparison.OrdinalIgnoreCase) : source.EndsWith(path.TrimStart('/'), StringComparison.OrdinalIgnoreCase));
    }

    private static CheckResult NoWindowOpensByItself(AuditedPage page)
    {
        var handlers = page.Scripts.Handlers.Where(handler => handler.Name is "onload" or "onpageshow" or "onunload" or "onbeforeunload" && handler.Code.Contains("window.open", StringComparison.OrdinalIgnoreCase)).Select(handler => handler.Element).ToList();
        if (handlers.Count > 0)
            return CheckResult.Of(handlers, _ => Verdict.Fail("fenêtre ouverte sans action de l'utilisateur", "window opened without user action"));
        if (page.Rendered is { Popups.Count: > 0 })
            return CheckResult.Failure(null, "fenêtre ouverte au chargement", "window opened at load");
        return page.Scripts.SurelyLack("window.open", "open(") ? CheckResult.Compliant() : CheckResult.Review("un script peut ouvrir une fenêtre", "a script may open a window");
    }

    // 13.3 to 13.6

    private static IEnumerable<IElement> OfficeDocuments(AuditedPage page) => page.Named("a", "area").Where(link =>
        (link.GetAttribute("href") ?? "").Split('?', '#')[0] is var path && path.LastIndexOf('.') is var dot and > 0 && OfficeExtensions.Contains(path[(dot + 1)..].ToLowerInvariant(), StringComparer.Ordinal));

    private static IEnumerable<IElement> Cryptic(AuditedPage page) => page.Elements.Where(element =>
        element.LocalName is not ("script" or "style" or "code" or "textarea" or "title" or "kbd" or "samp") && element.Closest("code, script, style") is null
        && (element.ChildNodes.OfType<IText>().Any(text => Emoticon.IsMatch(text.Data)) || (element.LocalName == "pre" && element.QuerySelector("code") is null && IsAsciiArt(element.TextContent))));

    /// <summary>Several lines of signs with few letters among them.</summary>
    private static bool IsAsciiArt(string text)
    {
        var drawn = text.Count(c => !char.IsWhiteSpace(c));
        return text.Count(c => c == '\n') >= 2 && drawn >= 12 && text.Count(char.IsLetterOrDigit) < 0.4 * drawn;
    }

    // 13.7, 13.8

    private static IEnumerable<IElement> MovingImages(AuditedPage page) =>
        page.Elements.Where(element => element.LocalName is "video" or "canvas" or "object" or "embed" or "applet"
            || (element.LocalName is "img" or "input" && PageImages.FileName(element) is { } file && file.LastIndexOf('.') is var dot and > 0 && AnimatedExtensions.Contains(file[(dot + 1)..].ToLowerInvariant(), StringComparer.Ordinal))
            || (element.LocalName == "svg" && element.QuerySelector("animate, animateTransform, animateMotion, set, style, script") is not null));

    /// <summary>CSS pixels of the part that flashes too often; null when its frames were not read.</summary>
    private static double? FlashingArea(AuditedPage page, IElement image) =>
        page.Rendered?.Flashing is { } shares && page.NumberOf(image) is { } number && shares.TryGetValue(number, out var share) && page.BoxOf(image) is { } box ? share * box.Width * box.Height : null;

    private static List<IElement> FlashingAnimations(AuditedPage page) =>
        [.. (page.Rendered?.Idle?.Animations ?? []).Where(animation => animation is { Flashes: > MostFlashes, Area: > FlashingImages.HarmlessArea }).Select(animation => page.Numbered(animation.Element)).OfType<IElement>().Where(page.Visibility.IsSeen).Distinct()];

    private static List<IElement> FlashingByScript(AuditedPage page) =>
        [.. (page.Rendered?.Idle?.Changes ?? []).Where(change => change is { Flashes: true, Area: > FlashingImages.HarmlessArea }).Select(change => page.Numbered(change.Element)).OfType<IElement>().Where(page.Visibility.IsSeen).Distinct()];

    private static bool HasAnimations(AuditedPage page) =>
        page.Styles.Rules.Any(rule => rule.Selectors.Any(selector => selector.Contains("keyframes", StringComparison.OrdinalIgnoreCase))) || page.Styles.Declare("animation", "animation-name");

    private static CheckResult MovementIsControlled(AuditedPage page)
    {
        var marquee = CheckResult.Of(page.Named("marquee"), _ => Verdict.Fail("texte défilant sans commande", "scrolling text without a control"));
        if (marquee.Outcome == RgaaOutcome.NonCompliant)
            return marquee;
        var seen = Moving(page, isBlinking: false);
        if (seen.Outcome == RgaaOutcome.NonCompliant)
            return seen;
        var moving = seen.With(CheckResult.ReviewEach(MovingImages(page).Where(element => element.LocalName != "video"), "contenu en mouvement : dure-t-il plus de cinq secondes, et peut-on l'arrêter ?", "moving content: does it last more than five seconds, and can it be stopped?"));
        if (moving.Outcome == RgaaOutcome.NeedsReview)
            return moving;
        return page.Scripts.AreNone && !HasAnimations(page) && page.Styles.AllSeen
            ? CheckResult.NotApplicable
            : CheckResult.Review("mouvement par script ou animation : à observer", "movement by script or animation: to be watched");
    }

    /// <summary>
    /// What the browser saw move for more than five seconds without input. It fails where nothing near it, and nothing on the page whose name says so, could stop it; signs of
    /// waiting are left to a person.
    /// </summary>
    private static CheckResult Moving(AuditedPage page, bool isBlinking)
    {
        if (page.Rendered?.Idle is not { } look)
            return CheckResult.NotApplicable;
        var animated = look.Animations.Where(animation => animation.EndTime is null or > LongMovement && animation.Properties.Any(property => BlinkingProperties.Contains(property, StringComparer.Ordinal)) == isBlinking).Select(animation => animation.Element);
        var scripted = isBlinking ? [] : look.Changes.Where(change => change.Times.Count >= FewChanges && change.Times[^1] - change.Times[0] > LongMovement).Select(change => change.Element);
        var updated = look.Changes.Where(change => !change.IsMovement).Select(change => page.Numbered(change.Element)).OfType<IElement>().Except(animated.Select(number => page.Numbered(number)).OfType<IElement>()).ToHashSet();
        // What blinks may have been copied in a moment at which it was not shown: the watch saw that it is.
        var elements = animated.Concat(scripted).Distinct().Select(number => page.Numbered(number)).OfType<IElement>().Where(element => isBlinking || page.Visibility.IsSeen(element)).Take(RgaaTests.MaximumObservations).ToList();
        return CheckResult.Of(elements, element =>
        {
            if (updated.Contains(element))
                return Verdict.Review("texte mis à jour plus de cinq secondes : défile-t-il, et peut-on l'arrêter ?", "text updated for more than five seconds: does it scroll, and can it be stopped?");
            if (SaysWaiting(element) || IsBesideWaiting(element) || MayBeStopped(page, element) || IsAlone(page, element))
                return Verdict.Review("bouge plus de cinq secondes : peut-on l'arrêter ou le masquer ?", "moves for more than five seconds: can it be stopped or hidden?");
            return isBlinking
                ? Verdict.Fail("clignote plus de cinq secondes, sans commande pour l'arrêter", "blinks for more than five seconds, without a control to stop it")
                : Verdict.Fail("bouge ou change plus de cinq secondes, sans commande pour l'arrêter", "moves or changes for more than five seconds, without a control to stop it");
        });
    }

    private static bool SaysWaiting(IElement element) => element.Ancestors().Prepend(element).Take(3).Any(around => around.HasRole("progressbar", "status", "timer", "alert") || around.Is("aria-busy", "true") || around.LocalName is "progress" or "meter"
        || around.ClassList.Any(name => WaitingNames.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))));

    /// <summary>A drawing without words of its own beside a text that asks to wait: its movement is what it tells (glossary, note 3).</summary>
    private static bool IsBesideWaiting(IElement element) => !Plain.HasLetterOrDigit(element.TextContent)
        && element.Ancestors().Take(2).FirstOrDefault(around => Plain.HasLetterOrDigit(around.TextContent)) is { } near && near.TextContent.Length < 400 && WaitingWord.IsMatch(near.TextContent);

    private static bool MayBeStopped(AuditedPage page, IElement element)
    {
        var controls = page.Elements.Where(control => control.LocalName is "button" or "summary" or "select" || control.HasRole("button", "switch", "checkbox", "slider") || (control.LocalName == "input" && control.InputType() != "hidden") || (control.LocalName == "a" && control.HasAttribute("onclick"))).ToList();
        return (controls.Count > 0 && controls.Count <= FewControls)
            || controls.Exists(control => StopWord.IsMatch($"{page.Names.FromAnything(control)} {control.GetAttribute("value")} {control.Id} {control.ClassName}"))
            || element.Ancestors().TakeWhile(around => around.LocalName is not ("body" or "main" or "html")).Take(4).Any(around => controls.Exists(around.Contains));
    }

    /// <summary>Nothing else can be read beside it.</summary>
    private static bool IsAlone(AuditedPage page, IElement element) =>
        !page.Elements.Any(other => other != element && !element.Contains(other) && other.ChildNodes.OfType<IText>().Any(text => Plain.HasLetterOrDigit(text.Data)) && page.Visibility.IsSeen(other) && other.LocalName is not ("script" or "style" or "title"));

    private static CheckResult BlinkingIsControlled(AuditedPage page)
    {
        var blink = CheckResult.Of(page.Named("blink"), _ => Verdict.Fail("texte clignotant sans commande", "blinking text without a control"));
        if (blink.Outcome == RgaaOutcome.NonCompliant)
            return blink;
        var seen = Moving(page, isBlinking: true);
        if (seen.Outcome is RgaaOutcome.NonCompliant or RgaaOutcome.NeedsReview)
            return seen;
        return page.Scripts.AreNone && !HasAnimations(page) && page.Styles.AllSeen && !MovingImages(page).Any(element => element.LocalName != "video") && !page.Styles.Declare("text-decoration-line")
            ? CheckResult.NotApplicable
            : CheckResult.Review("clignotement : à observer", "blinking: to be watched");
    }

    /// <summary>A page that turns itself by a quarter, or shows nothing but a request to turn the device, has one orientation only.</summary>
    private static CheckResult BothOrientationsServe(AuditedPage page)
    {
        var locked = AxeFindings.Failing(page, ["css-orientation-lock"], _ => true);
        if (page.Rendered?.Turned is not { } look)
            return locked.Outcome == RgaaOutcome.NonCompliant ? locked : CheckResult.Review("contenu dans les deux orientations : à essayer", "content in both orientations: to be tried");
        var turned = look.LyingTurns.Keys.Union(look.UprightTurns.Keys).Where(number => IsQuarter(look.LyingTurns.GetValueOrDefault(number) - look.UprightTurns.GetValueOrDefault(number)))
            .Select(number => page.Numbered(number)).OfType<IElement>().Where(element => page.Visibility.IsSeen(element) && Plain.Text(element.TextContent).Length > 0);
        locked = locked.With(CheckResult.Of(turned, _ => Verdict.Fail("contenu tourné d'un quart de tour selon l'orientation de l'écran", "content turned by a quarter according to the orientation of the screen")));
        var (fewer, more) = look.Lying.Count < look.Upright.Count ? (look.Lying, look.Upright) : (look.Upright, look.Lying);
        var missing = look.Lying.Except(look.Upright).Concat(look.Upright.Except(look.Lying)).Select(number => page.Numbered(number)).OfType<IElement>().ToList();
        if (page.Document.QuerySelectorAll("main, [role=main i]").FirstOrDefault(element => HoldsSome(more, element) && !HoldsSome(fewer, element)) is { } main)
            locked = locked.With(CheckResult.Of([main], _ => Verdict.Fail("contenu principal visible dans une seule orientation de l'écran", "main content visible in one orientation of the screen only")));
        else if (more.Count >= FewTexts && fewer.Count(more.Contains) < more.Count * AlmostNothing)
        {
            var asked = fewer.Select(number => page.Numbered(number)).OfType<IElement>().Where(element => TurnRequest.IsMatch(element.TextContent)).ToList();
            locked = locked.With(asked.Count > 0
                ? CheckResult.Of(asked, _ => Verdict.Fail("une orientation de l'écran ne montre qu'une demande de le tourner", "one orientation of the screen shows nothing but a request to turn it"))
                : CheckResult.ReviewEach(more.Except(fewer).Select(number => page.Numbered(number)).OfType<IElement>().Take(RgaaTests.MaximumObservations), "visible dans une orientation seulement : l'information est-elle offerte dans l'autre ?", "visible in one orientation only: is the information offered in the other?"));
        }
        if (locked.Outcome is RgaaOutcome.NonCompliant or RgaaOutcome.NeedsReview)
            return locked;
        return missing.Count > 0
            ? CheckResult.ReviewEach(missing.Take(RgaaTests.MaximumObservations), "visible dans une orientation seulement : l'information est-elle offerte dans l'autre ?", "visible in one orientation only: is the information offered in the other?")
            : CheckResult.Review("mêmes textes et commandes dans les deux orientations ; états à vérifier", "same texts and controls in both orientations; states to be checked", more.Count);

        bool HoldsSome(IReadOnlySet<int> shown, IElement around) => shown.Any(number => page.Numbered(number) is { } element && around.Contains(element));
    }

    private static bool IsQuarter(int degrees) => Math.Abs(degrees) % 180 is > 85 and < 95;

    private static CheckResult Gestures(AuditedPage page, string[] words) =>
        page.Scripts.SurelyLack(words) || (page.Scripts.AreAllSeen && page.Rendered?.Listeners is { } listeners && !listeners.Any(listener => words.Any(word => listener.Type.StartsWith(word, StringComparison.OrdinalIgnoreCase))) && !page.Scripts.Mention("getusermedia", "accelerometer", "gyroscope", "hammer"))
            ? CheckResult.NotApplicable
            : Listening(page, words) is { Count: > 0 } listening
            ? CheckResult.ReviewEach(listening, "un script y écoute ce geste : peut-on agir autrement, et annuler ?", "a script listens to this gesture there: is there another way to act, and can it be undone?")
            : CheckResult.Review("un script peut écouter ce geste : à essayer", "a script may listen to this gesture: to be tried");

    private static List<IElement> Listening(AuditedPage page, string[] words) =>
        [.. (page.Rendered?.Listeners ?? []).Where(listener => words.Any(word => listener.Type.StartsWith(word, StringComparison.OrdinalIgnoreCase))).Select(listener => listener.Element is { } number ? page.Numbered(number) : null).OfType<IElement>()
            .Concat(page.Scripts.Handlers.Where(handler => words.Any(word => handler.Name.StartsWith("on" + word, StringComparison.OrdinalIgnoreCase))).Select(handler => handler.Element)).Where(page.Visibility.IsSeen).Distinct()];

    private static readonly BoundedRegex StopWord = new(@"paus|stop|arr[êe]t|anim|mouvement|motion|play|lecture|d[ée]fil|masquer|hide|slide|carousel|carrousel", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex MovedWord = new(@"d[ée]plac[ée]|d[ée]m[ée]nag[ée]|nouvelle (adresse|version)|nouveau site|chang[ée] d.adresse|\bmoved\b|new (address|location|site|version)|relocated", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex WaitingWord = new(@"\b(chargement|en cours|patiente[rz]|patientez|recherche|g[ée]n[ée]ration|loading|please wait|in progress|generating|thinking|searching|processing|r[ée]fl[ée]chit)\b", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex TurnRequest = new(@"\b(tourne[rz]?|pivote[rz]?|orientation|paysage|portrait|rotate|turn your|landscape)\b", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Refresh = new(@"^\s*(?<seconds>\d+(\.\d*)?|\.\d+)[\d.]*(\s*$|[\s;,]\s*[;,]?\s*(url\s*=\s*)?(?<url>.*)$)", RegexOptions.IgnoreCase | RegexOptions.Singleline);

    private static readonly BoundedRegex Emoticon = new(@"(^|\s)([:;=8][-'o^]?[)(\]\[DPp/\\|*]|<3|\^_?\^|[xX]D|[-¬]_+[-¬]|¯\\_(\(.{1,3}\)_+/¯)?|o_O|O_o|\(╯)($|[\s.,!?])");
}
