using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 8. Doctype and writing errors are read in the served bytes, the rest in the document.</summary>
internal static class Theme08MandatoryElements
{
    /// <summary>Names of SVG with capitals in them (HTML, "adjust SVG tag names").</summary>
    private static readonly HashSet<string> AdjustedNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "altGlyph", "altGlyphDef", "altGlyphItem", "animateColor", "animateMotion", "animateTransform", "clipPath", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
        "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight",
        "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "foreignObject", "glyphRef", "linearGradient", "radialGradient", "textPath",
    };

    private const int BlockLetters = 40;
    private const int RunOfLetters = 2;

    /// <summary>Titles of documents that nobody named, after which editors put a number.</summary>
    private static readonly string[] GivenByEditors = ["untitled", "untitled document", "untitled page", "sans titre", "document sans titre", "document", "nouvelle page", "new page"];

    private static readonly char[] Numbers = [.. "0123456789 "];

    private static readonly HashSet<string> GenericTitles = new(StringComparer.Ordinal)
    {
        "untitled", "untitled document", "untitled page", "sans titre", "document", "document sans titre", "nouvelle page", "new page", "page", "page web", "web page", "accueil", "home", "index", "titre", "title",
        "page title", "titre de la page", "null", "undefined", "react app", "vite app", "vite react", "vite vue", "vite react ts", "vite vue ts", "vite svelte", "vite svelte ts", "vite preact", "vite preact ts", "vite ts", "vite solid", "create next app", "nuxt app", "nuxt", "svelte app", "sveltekit app", "webpack app", "parcel app", "ionic app", "remix app", "new remix app", "astro", "my app", "mon site", "my website", "vue app", "streamlit", "gradio", "app", "test",
    };

    /// <summary>Errors of the parser that fall into the five families of 8.2.1: writing, nesting, opening and closing, doubled attributes.</summary>
    private static readonly HashSet<HtmlParseError> WritingErrors =
    [
        HtmlParseError.AttributeDuplicateOmitted, HtmlParseError.AttributeNameExpected, HtmlParseError.AttributeNameInvalid, HtmlParseError.AttributeValueInvalid,
        HtmlParseError.DoubleQuotationMarkUnexpected, HtmlParseError.SingleQuotationMarkUnexpected, HtmlParseError.AnchorNested, HtmlParseError.HeadingNested,
        HtmlParseError.FormAlreadyOpen, HtmlParseError.FormInappropriate, HtmlParseError.FormClosedWrong, HtmlParseError.TableNesting, HtmlParseError.IllegalElementInTableDetected,
        HtmlParseError.SelectNesting, HtmlParseError.ParagraphNotInScope, HtmlParseError.BlockNotInScope, HtmlParseError.HeadingNotInScope, HtmlParseError.ListItemNotInScope,
        HtmlParseError.FormNotInScope, HtmlParseError.ObjectNotInScope, HtmlParseError.ElementNotInScope, HtmlParseError.TableNotInScope, HtmlParseError.TableRowNotInScope,
        HtmlParseError.TableCellNotInScope, HtmlParseError.TableSectionNotInScope, HtmlParseError.CaptionNotInScope, HtmlParseError.ButtonInScope, HtmlParseError.NobrInScope,
        HtmlParseError.TagClosedWrong, HtmlParseError.TagClosingMismatch, HtmlParseError.TagDoesNotMatchCurrentNode, HtmlParseError.FormattingElementNotFound, HtmlParseError.BodyClosedWrong,
        HtmlParseError.TagCannotBeSelfClosed, HtmlParseError.EndTagCannotHaveAttributes, HtmlParseError.EndTagCannotBeSelfClosed, HtmlParseError.TagCannotEndHere, HtmlParseError.EOF,
    ];

    private static readonly string[] FlowOnly =
    [
        "address", "article", "aside", "blockquote", "details", "dialog", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "nav", "ol", "p", "pre", "section", "table", "ul",
    ];

    private static readonly string[] PhrasingOnly =
    [
        "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "dfn", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "kbd", "label", "mark", "meter", "output", "p", "pre", "progress", "q", "s", "samp",
        "small", "span", "strong", "sub", "sup", "time", "u", "var",
    ];

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("8.1.1", page => OfHtml(page, _ => page.Doctype is not null ? CheckResult.Compliant() : CheckResult.Failure(null, "pas de doctype", "no doctype"))),
        new("8.1.2", page => OfDoctype(page, doctype => doctype.IsKnown ? CheckResult.Compliant() : CheckResult.Failure(null, $"doctype inconnu : {doctype.Text}", $"unknown doctype: {doctype.Text}"))),
        new("8.1.3", page => OfDoctype(page, doctype => doctype.IsFirst ? CheckResult.Compliant() : CheckResult.Failure(null, "le doctype ne précède pas tout le reste", "the doctype does not come before everything else"))),
        new("8.2.1", page => OfHtml(page, CodeIsWellWritten)),
        new("8.3.1", page => OfHtml(page, HasDefaultLanguage)),
        new("8.4.1", page => OfHtml(page, DefaultLanguageIsRight)),
        new("8.5.1", page => OfHtml(page, HasTitle)),
        new("8.6.1", page => OfHtml(page, TitleIsRelevant)),
        new("8.7.1", page => OfHtml(page, LanguageChangesAreMarked)),
        new("8.8.1", page => OfHtml(page, LanguageChangesAreRight)),
        new("8.9.1", page => OfHtml(page, MarkupIsNotForLooks)),
        new("8.10.1", page => OfHtml(page, DirectionChangesAreMarked)),
        new("8.10.2", page => OfHtml(page, DirectionsAreRight)),
    ];

    /// <summary>A drawing or a data file opened by itself is no page.</summary>
    private static CheckResult OfHtml(AuditedPage page, Func<AuditedPage, CheckResult> check) => page.IsHtmlPage ? check(page) : CheckResult.NotApplicable;

    private static CheckResult OfDoctype(AuditedPage page, Func<Doctype, CheckResult> check) => OfHtml(page, _ => page.Doctype is { } doctype ? check(doctype) : CheckResult.NotApplicable);

    // 8.2

    private static CheckResult CodeIsWellWritten(AuditedPage page)
    {
        var sightings = new List<Sighting>();
        var lines = new Lazy<string[]>(() => page.SourceText.ReplaceLineEndings("\n").Split('\n'));
        sightings.AddRange(page.SourceErrors.Where(error => WritingErrors.Contains((HtmlParseError)error.Code) && !IsOfAdjustedName(error, lines)).Select(error => new Sighting(null, new(
            $"ligne {error.Position.Line.ToString(CultureInfo.InvariantCulture)}, colonne {error.Position.Column.ToString(CultureInfo.InvariantCulture)} : {(HtmlParseError)error.Code}",
            $"line {error.Position.Line.ToString(CultureInfo.InvariantCulture)}, column {error.Position.Column.ToString(CultureInfo.InvariantCulture)}: {(HtmlParseError)error.Code}"))));
        sightings.AddRange(page.Document.All.Where(element => !string.IsNullOrEmpty(element.Id) && !page.IsInShadow(element)).GroupBy(element => element.Id!, StringComparer.Ordinal)
            .Where(group => group.Count() > 1).SelectMany(group => group.Skip(1).Select(twin => new Sighting(twin, new($"id « {group.Key} » en double", $"id \"{group.Key}\" twice")))));
        sightings.AddRange(page.Document.All.Where(IsWronglyNested).Select(element => new Sighting(element, new(
            $"{element.LocalName} interdit dans {element.ParentElement!.LocalName}", $"{element.LocalName} not allowed in {element.ParentElement!.LocalName}"))));
        return sightings.Count > 0
            ? new CheckResult(RgaaOutcome.NonCompliant, sightings.Count, sightings)
            : CheckResult.Review("aucune erreur vue par l'analyseur ; à passer au validateur", "no error seen by the parser; to be run through a validator", 1);
    }

    /// <summary>
    /// The parser gives names of SVG the case that they have (HTML, "adjust SVG tag names"), then finds the end tag unlike it: no error of the author's.
    /// </summary>
    private static bool IsOfAdjustedName(HtmlErrorEvent error, Lazy<string[]> lines)
    {
        const int around = 80;
        // Columns are counted in sixteen bits.
        const int wrap = 65_536;
        if ((HtmlParseError)error.Code != HtmlParseError.TagClosingMismatch || error.Position.Line > lines.Value.Length || error.Position.Line < 1)
            return false;
        var line = lines.Value[error.Position.Line - 1];
        for (var at = error.Position.Column - 1; at < line.Length + around; at += wrap)
        {
            var start = Math.Clamp(at - around, 0, line.Length);
            var window = line[start..Math.Clamp(at + around, start, line.Length)];
            var tags = new List<(int Distance, string Name)>();
            for (var tag = window.IndexOf("</", StringComparison.Ordinal); tag >= 0; tag = window.IndexOf("</", tag + 2, StringComparison.Ordinal))
                tags.Add((Math.Abs(start + tag - at), string.Concat(window.Skip(tag + 2).TakeWhile(char.IsAsciiLetter))));
            if (tags.Count > 0 && AdjustedNames.Contains(tags.MinBy(tag => tag.Distance).Name))
                return true;
        }
        return false;
    }

    private static bool IsWronglyNested(IElement element)
    {
        if (element.ParentElement is not { } parent || !element.IsHtml() || !parent.IsHtml())
            return false;
        if (FlowOnly.Contains(element.LocalName, StringComparer.Ordinal) && PhrasingOnly.Contains(parent.LocalName, StringComparer.Ordinal))
            return true;
        // A list holds items; what scripts define anew is left to them.
        if (parent.LocalName is "ul" or "ol" && element.LocalName is not "li" && (FlowOnly.Contains(element.LocalName, StringComparer.Ordinal) || PhrasingOnly.Contains(element.LocalName, StringComparer.Ordinal) || element.LocalName == "a"))
            return true;
        var isInteractive = element.LocalName is "button" or "select" or "textarea" or "iframe" or "label" or "details" || (element.LocalName == "a" && element.HasAttribute("href")) || (element.LocalName == "input" && element.InputType() != "hidden");
        return isInteractive && element.Ancestors().Any(around => around.LocalName == "button" || (around.LocalName == "a" && around.HasAttribute("href")));
    }

    // 8.3, 8.4, 8.7, 8.8: languages.

    private static CheckResult HasDefaultLanguage(AuditedPage page)
    {
        var root = page.Document.DocumentElement;
        if (root.Has("lang") || (root.Has("xml:lang") && page.Doctype?.IsXhtml == true))
            return CheckResult.Compliant();
        if (root.Has("xml:lang"))
            return CheckResult.Review("xml:lang sans lang sur html", "xml:lang without lang on html", 1);
        var scopes = page.Languages;
        if (!Plain.HasLetterOrDigit(scopes.WithoutLanguage) && page.Document.All.Any(element => element.Has("lang") || element.Has("xml:lang")))
            return CheckResult.Compliant();
        var title = Plain.Text(page.Document.Head?.QuerySelector("title")?.TextContent);
        var isOnlyTitle = title.Length > 0 && scopes.WithoutLanguage == title && page.Document.Body is { } body && body.QuerySelectorAll("[lang], [xml\\:lang]").Prepend(body).Any(element => element.Has("lang"));
        return isOnlyTitle
            ? CheckResult.Review("seul le titre de la page est hors de toute langue", "the page title alone is outside every language", 1)
            : CheckResult.Failure(root, "pas de langue par défaut", "no default language");
    }

    /// <summary>The language of the page: on the root, or else on the body.</summary>
    private static IElement? DefaultHolder(AuditedPage page)
    {
        var root = page.Document.DocumentElement;
        if (root.Has("lang") || root.Has("xml:lang"))
            return root;
        return page.Document.Body is { } body && body.Has("lang") ? body : null;
    }

    private static CheckResult DefaultLanguageIsRight(AuditedPage page) =>
        DefaultHolder(page) is { } holder ? CheckResult.Of([holder], element => LanguageIsRight(page, element)) : CheckResult.NotApplicable;

    private static Verdict LanguageIsRight(AuditedPage page, IElement element)
    {
        var lang = LanguageScopes.LanguageOf(element)!;
        var code = LanguageCodes.Judge(lang);
        if (!code.IsValid)
            return Verdict.Fail($"code de langue inconnu : « {lang} »", $"unknown language code: \"{lang}\"");
        var match = LanguageGuess.Compare(page.Languages.TextOf(element), code.Code);
        // One long quotation does not change the language of a page whose every other word is of it.
        if (match == LanguageMatch.Contradicted && LanguageGuess.Compare(page.Languages.TextBesideTheLongest(element), code.Code) == LanguageMatch.Confirmed)
            return Verdict.Review($"un long passage n'est pas dans la langue « {lang} », le reste si", $"one long passage is not in the language \"{lang}\", the rest is");
        if (match == LanguageMatch.Contradicted)
            return Verdict.Fail($"le texte n'est pas dans la langue « {lang} »", $"the text is not in the language \"{lang}\"");
        if (!code.IsWellFormed)
            return Verdict.Review($"fin de code mal formée : « {lang} »", $"ill-formed end of code: \"{lang}\"");
        if (code.HasShorterTwin)
            return Verdict.Review($"code de trois lettres là où deux existent : « {lang} »", $"three-letter code where two letters exist: \"{lang}\"");
        return match == LanguageMatch.Confirmed ? Verdict.Pass : Verdict.Review($"la langue du texte est-elle « {lang} » ?", $"is the language of the text \"{lang}\"?");
    }

    private static CheckResult LanguageChangesAreMarked(AuditedPage page)
    {
        var foreign = page.Elements.Where(element =>
        {
            var own = Plain.Text(string.Concat(element.ChildNodes.OfType<IText>().Select(text => text.Data)));
            return own.Count(char.IsLetter) >= BlockLetters && element.LocalName is not ("script" or "style")
                && LanguageScopes.HolderFor(element) is { } holder && LanguageScopes.LanguageOf(holder) is { Length: > 0 } lang && LanguageCodes.Judge(lang) is { IsValid: true } code
                && LanguageGuess.Compare(own, code.Code) == LanguageMatch.Contradicted;
        });
        var found = CheckResult.ReviewEach(foreign, "passage qui semble d'une autre langue que celle indiquée", "passage that seems to be in another language than the one indicated");
        return found.Outcome == RgaaOutcome.NeedsReview ? found : CheckResult.Review("aucun changement de langue repéré par la machine", "no change of language spotted by the machine");
    }

    private static CheckResult LanguageChangesAreRight(AuditedPage page)
    {
        var holder = DefaultHolder(page);
        return CheckResult.Of(
            page.Elements.Where(element => element != holder && element.LocalName != "html" && LanguageScopes.LanguageOf(element) is { Length: > 0 } && HoldsText(page, element)),
            element => LanguageIsRight(page, element));
    }

    private static bool HoldsText(AuditedPage page, IElement element) => Plain.Text(page.Languages.TextOf(element)).Length > 0;

    // 8.5, 8.6: the page title.

    private static CheckResult HasTitle(AuditedPage page)
    {
        var inHead = page.Document.Head?.QuerySelectorAll("title").Where(title => title.IsHtml() && !page.IsInShadow(title)).ToList() ?? [];
        // One in a shadow tree names no document.
        var inBody = page.Document.Body?.QuerySelectorAll("title").Any(title => title.IsHtml() && !page.IsInShadow(title)) == true;
        return (inHead.Count, inBody) switch
        {
            (1, _) => CheckResult.Compliant(),
            (0, false) => CheckResult.Failure(null, "page sans élément title", "page without a title element"),
            (0, true) => CheckResult.Review("title hors de head", "title outside head", 1),
            _ => CheckResult.Review("plusieurs éléments title", "several title elements", inHead.Count),
        };
    }

    private static CheckResult TitleIsRelevant(AuditedPage page)
    {
        var title = page.Document.QuerySelectorAll("title").FirstOrDefault(element => element.IsHtml());
        if (title is null)
            return CheckResult.NotApplicable;
        return CheckResult.Of([title], element =>
        {
            var text = Plain.Text(element.TextContent);
            if (!Plain.HasLetterOrDigit(text))
                return Verdict.Fail("titre de page vide", "empty page title");
            if (GenericTitles.Contains(Plain.Words(text)) || GivenByEditors.Contains(Plain.Words(text).TrimEnd(Numbers), StringComparer.Ordinal) || PageNames.IsAddressOrFile(text))
                return Verdict.Fail("titre de page générique, adresse ou nom de fichier", "generic page title, address or file name");
            return Verdict.Review("le titre identifie-t-il la page ?", "does the title identify the page?");
        });
    }

    // 8.9

    private static CheckResult MarkupIsNotForLooks(AuditedPage page)
    {
        var found = CheckResult.Of(page.Elements.Where(element => element.IsHtml()), element =>
        {
            var isHeading = Headings.IsNative(element);
            if (isHeading && element.IsPresentational() && Plain.Text(element.TextContent).Length > 0)
                return Verdict.Fail("titre privé de son rôle par role=\"presentation\"", "heading deprived of its role by role=\"presentation\"");
            if (!(isHeading || element.LocalName is "p" or "li" or "blockquote") || element.IsPresentational() || HoldsSomething(element))
                return element.LocalName == "br" && IsSecondBreak(element) ? Verdict.Review("sauts de ligne en série : espacement ?", "line breaks in a row: spacing?") : Verdict.Skip;
            if (isHeading)
                return Verdict.Fail("titre vide", "empty heading");
            var isSpacing = element.TextContent.Contains('\u00A0', StringComparison.Ordinal) && element.LocalName is "p" or "blockquote";
            return isSpacing && element.TextContent.Contains('\u00A0', StringComparison.Ordinal)
                ? Verdict.Fail("élément qui ne tient que par une espace insécable", "element that holds a no-break space only")
                : Verdict.Review("élément vide : espacement ou contenu à venir ?", "empty element: spacing, or content to come?");
        });
        var quotes = CheckResult.ReviewEach(page.Named("blockquote").Where(quote => !quote.IsPresentational()), "est-ce bien une citation ?", "is this a quotation indeed?");
        var all = found.With(quotes);
        return all.Outcome is RgaaOutcome.NonCompliant or RgaaOutcome.NeedsReview
            ? all
            : CheckResult.Review("balises détournées de leur sens : à vérifier", "markup turned from its meaning: to be checked");
    }

    private static bool HoldsSomething(IElement element) =>
        Plain.Text(element.TextContent).Length > 0 || element.QuerySelector("img, svg, input, button, select, textarea, video, audio, iframe, object, embed, canvas, a[href], hr, table, [role], [aria-label]") is not null;

    /// <summary>Of those that follow, one is enough to show.</summary>
    private static bool IsSecondBreak(IElement element) => Previous(element) is { LocalName: "br" } first && Previous(first) is not { LocalName: "br" };

    private static IElement? Previous(IElement element)
    {
        var node = element.PreviousSibling;
        while (node is IText text && string.IsNullOrWhiteSpace(text.Data))
            node = node.PreviousSibling;
        return node as IElement;
    }

    // 8.10: directions.

    private static CheckResult DirectionChangesAreMarked(AuditedPage page) => CheckResult.Of(
        page.Elements.Where(element => element.LocalName is not ("script" or "style") && element.ChildNodes.OfType<IText>().Any(text => RightToLeftRun.IsMatch(text.Data))),
        element => DirectionOf(element) switch
        {
            "rtl" => Verdict.Pass,
            "auto" => Verdict.Review("sens de lecture laissé au navigateur", "direction left to the browser"),
            _ => Verdict.Fail("texte de droite à gauche sans dir=\"rtl\"", "right-to-left text without dir=\"rtl\""),
        });

    private static CheckResult DirectionsAreRight(AuditedPage page) => CheckResult.Of(page.Elements.Where(element => element.HasAttribute("dir")), element =>
    {
        var value = element.GetAttribute("dir")!.Trim().ToLowerInvariant();
        // Empty, it changes nothing.
        if (value.Length == 0)
            return Verdict.Skip;
        if (value is not ("ltr" or "rtl"))
            return Verdict.Fail($"dir=\"{value}\" n'est ni ltr ni rtl", $"dir=\"{value}\" is neither ltr nor rtl");
        var text = element.TextContent;
        var rightToLeft = text.Count(IsRightToLeft);
        var leftToRight = text.Count(char.IsLetter) - rightToLeft;
        // The direction of the page is a default, not a change.
        if (element.LocalName is "html" or "body" && value == "ltr" && rightToLeft <= leftToRight)
            return Verdict.Skip;
        if (rightToLeft + leftToRight < RunOfLetters)
            return Verdict.Review("trop peu de texte pour juger du sens", "too little text to judge the direction");
        return (value == "rtl") == (rightToLeft > leftToRight) ? Verdict.Pass : Verdict.Fail("sens contraire à celui du texte", "direction contrary to that of the text");
    });

    private static string? DirectionOf(IElement element)
    {
        for (var current = element; current is not null; current = current.ParentElement)
        {
            if (current.GetAttribute("dir")?.Trim().ToLowerInvariant() is "ltr" or "rtl" or "auto")
                return current.GetAttribute("dir")!.Trim().ToLowerInvariant();
        }
        return null;
    }

    private static bool IsRightToLeft(char c) => c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC') && char.IsLetter(c);

    private static readonly BoundedRegex RightToLeftRun = new(@"[\u0590-\u05FF\u0620-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]{2,}");
}
