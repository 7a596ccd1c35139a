using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 1. Whether an image informs or decorates is the author's to say (markers); the markup alone raises the question once.</summary>
internal static class Theme01Images
{
    /// <summary>The glossary strongly recommends no more.</summary>
    private const int ConciseLength = 80;

    private const int MaximumAdjacentText = 200;

    private static readonly ImageKind[] WithOwnTests =
        [ImageKind.Img, ImageKind.Area, ImageKind.InputImage, ImageKind.Object, ImageKind.Embed, ImageKind.Svg, ImageKind.Canvas];

    private static readonly HashSet<string> Placeholders = new(StringComparer.Ordinal)
    {
        "image", "images", "img", "photo", "photos", "photographie", "picture", "pictures", "pic", "sans titre", "untitled", "spacer", "null", "undefined", "none",
        "alt", "alt text", "texte alternatif", "image alt", "placeholder", "image placeholder", "todo", "tbd", "xxx", "blank", "svg", "canvas", "area",
    };

    private static readonly string[] DescriptionWords = ["description", "detail", "ci dessous", "ci contre", "ci apres", "below", "described", "transcription", "legende"];

    private static readonly string[] CaptchaWidgets = [".g-recaptcha", ".h-captcha", ".cf-turnstile", ".frc-captcha", ".mtcaptcha", "iframe[src*=captcha i]", "iframe[src*='challenges.cloudflare.com' i]"];

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("1.1.1", page => Presence(page, ImageKind.Img, ImageOrRoleHasAlternative)),
        new("1.1.2", page => Presence(page, ImageKind.Area, AreaHasAlternative)),
        new("1.1.3", page => CheckResult.Of(page.Images.Of(ImageKind.InputImage), button => ButtonHasAlternative(page, button))),
        new("1.1.4", ServerSideMapIsDoubled),
        new("1.1.5", page => Presence(page, ImageKind.Svg, SvgHasRoleAndAlternative)),
        new("1.1.6", page => Presence(page, ImageKind.Object, PluginHasRoleAndAlternative)),
        new("1.1.7", page => Presence(page, ImageKind.Embed, PluginHasRoleAndAlternative)),
        new("1.1.8", page => Presence(page, ImageKind.Canvas, CanvasHasAlternative)),
        new("1.2.1", page => Decoration(page, ImageKind.Img, (_, image) => image.LocalName == "img", ImageIsIgnored)),
        new("1.2.2", page => Decoration(page, ImageKind.Area, (_, area) => !area.HasAttribute("href"), ImageIsIgnored)),
        new("1.2.3", page => Decoration(page, ImageKind.Object, (_, _) => true, SilentWhenHidden)),
        new("1.2.4", page => Decoration(page, ImageKind.Svg, (_, _) => true, SvgIsSilentWhenHidden)),
        new("1.2.5", page => Decoration(page, ImageKind.Canvas, (_, _) => true, SilentWhenHidden)),
        new("1.2.6", page => Decoration(page, ImageKind.Embed, (_, _) => true, SilentWhenHidden)),
        .. WithOwnTests.Select((kind, i) => new RgaaCheck($"1.3.{i + 1}", page => AlternativeIsRelevant(page, kind))),
        new("1.3.8", CanvasFallback),
        new("1.3.9", AlternativeIsConcise),
        .. WithOwnTests.Select((kind, i) => new RgaaCheck($"1.4.{i + 1}", page => CaptchaAlternative(page, kind))),
        new("1.5.1", CaptchaHasAnotherWay),
        new("1.5.2", page => CheckResult.ReviewEach(page.Images.Of(ImageKind.InputImage).Where(PageImages.IsCaptcha),
            "bouton image d'un CAPTCHA : une autre voie existe-t-elle ?", "image button of a CAPTCHA: is there another way?")),
        new("1.6.1", page => Description(page, ImageKind.Img, LongDescription)),
        new("1.6.2", page => Description(page, ImageKind.Object, LongDescription)),
        new("1.6.3", page => Description(page, ImageKind.Embed, LongDescription)),
        new("1.6.4", page => Description(page, ImageKind.InputImage, LongDescription)),
        new("1.6.5", page => Description(page, ImageKind.Svg, ReferencesLead)),
        new("1.6.6", page => RestitutionOfDescription(page, ImageKind.Svg)),
        new("1.6.7", page => Description(page, ImageKind.Canvas, ReferencesLead)),
        new("1.6.8", page => RestitutionOfDescription(page, ImageKind.Canvas)),
        new("1.6.9", DescribedByLeads),
        new("1.6.10", page => DescriptionOf(page, page.Images.All.Where(image => image.HasRole("img")), ReferencesLead)),
        .. ((ImageKind[])[ImageKind.Img, ImageKind.InputImage, ImageKind.Object, ImageKind.Embed, ImageKind.Svg, ImageKind.Canvas])
            .Select((kind, i) => new RgaaCheck($"1.7.{i + 1}", page => DescriptionIsRelevant(page, kind))),
        .. ((ImageKind[])[ImageKind.Img, ImageKind.InputImage, ImageKind.Object, ImageKind.Embed, ImageKind.Canvas])
            .Select((kind, i) => new RgaaCheck($"1.8.{i + 1}", page => ImageOfText(page, kind))),
        new("1.8.6", SvgOfText),
        new("1.9.1", page => Captions(page, ImageKind.Img, ImageKind.InputImage)),
        new("1.9.2", page => Captions(page, ImageKind.Object)),
        new("1.9.3", page => Captions(page, ImageKind.Embed)),
        new("1.9.4", page => Captions(page, ImageKind.Svg)),
        new("1.9.5", page => Captions(page, ImageKind.Canvas)),
    ];

    // 1.1: informative images have an alternative.

    private static CheckResult Presence(AuditedPage page, ImageKind kind, Func<AuditedPage, IElement, Verdict> judge) =>
        CheckResult.Of(page.Images.Of(kind), image => Informative(page, image, () => judge(page, image)));

    /// <summary>Judges an image as if it informed, and takes back what depends on a nature that nobody settled.</summary>
    private static Verdict Informative(AuditedPage page, IElement image, Func<Verdict> judge)
    {
        if (page.Markers.SayDecorative(image))
            return Verdict.Skip;
        if (page.Images.IsAloneInControl(image))
        {
            // The control's name is judged elsewhere; without any alt nobody can say that the image is in order.
            return image.LocalName == "img" && !image.HasAttribute("alt") && page.Names.Alternative(image) is null
                ? Verdict.Review("seule dans un lien ou un bouton et sans alternative : le nom du contrôle suffit-il ?", "alone in a link or button and without an alternative: does the control's name suffice?")
                : Verdict.Skip;
        }
        if (page.Images.IsIgnored(image))
            return Verdict.Review("ignorée des technologies d'assistance : est-elle bien décorative ?", "ignored by assistive technology: is it decorative indeed?");
        var verdict = judge();
        if (page.Markers.SayInformative(image) || !page.Markers.DeclareImages)
            return verdict;
        return verdict.Kind == VerdictKind.Pass
            ? Verdict.Review("nature non déclarée : porte-t-elle une information ?", "nature not declared: does it carry information?")
            : verdict.OnlyIf(settled: false);
    }

    private static Verdict ImageOrRoleHasAlternative(AuditedPage page, IElement image)
    {
        if (page.Names.Alternative(image) is not null)
            return Verdict.Pass;
        if (image.LocalName == "img" && image.GetAttribute("alt") is { Length: > 0 })
            return Verdict.Fail("alternative faite d'espaces : ni une alternative, ni l'alt vide d'une image décorative", "alternative made of white space: neither an alternative nor the empty alt of a decorative image");
        return image.LocalName == "img"
            ? Verdict.Fail("image sans alternative textuelle", "image without a text alternative")
            : Verdict.Fail("role=\"img\" sans aria-label ni aria-labelledby", "role=\"img\" without aria-label or aria-labelledby");
    }

    private static Verdict AreaHasAlternative(AuditedPage page, IElement area) =>
        page.Names.Alternative(area) is not null ? Verdict.Pass : Verdict.Fail("zone sans alt ni aria-label", "area without alt or aria-label");

    private static Verdict ButtonHasAlternative(AuditedPage page, IElement button) =>
        page.Names.Alternative(button) is not null ? Verdict.Pass : Verdict.Fail("bouton image sans alternative textuelle", "image button without a text alternative");

    private static CheckResult ServerSideMapIsDoubled(AuditedPage page) => CheckResult.ReviewEach(page.Named("img").Where(image => image.HasAttribute("ismap")),
        "image réactive côté serveur : ses zones sont-elles doublées par des liens ?", "server-side image map: do links double its zones?");

    private static Verdict SvgHasRoleAndAlternative(AuditedPage page, IElement svg)
    {
        var isNamed = page.Names.Alternative(svg) is not null;
        if (svg.HasRole("img"))
            return isNamed ? Verdict.Pass : Verdict.Fail("SVG role=\"img\" sans alternative textuelle", "SVG with role=\"img\" and no text alternative");
        if (isNamed || page.Markers.SayInformative(svg))
            return Verdict.Fail("SVG porteur d'information sans role=\"img\"", "informative SVG without role=\"img\"");
        if (svg.QuerySelectorAll("*").Any(part => IsDeclaredGraphic(part) && page.Names.Aria(part) is null && Naming.SvgTitle(part) is null))
            return Verdict.Fail("SVG sans role=\"img\", dont une partie dite graphique (role=\"graphics-…\") n'a pas de nom", "SVG without role=\"img\", a part of which is called graphic (role=\"graphics-…\") and has no name");
        return Verdict.Review("SVG sans role=\"img\" ni aria-hidden : en échec à 1.1.5 s'il informe, à 1.2.4 s'il décore", "SVG with neither role=\"img\" nor aria-hidden: fails 1.1.5 if it informs, 1.2.4 if it decorates");
    }

    /// <summary>A role of the WAI-ARIA Graphics Module says that the part informs.</summary>
    private static bool IsDeclaredGraphic(IElement part) => part.HasRole("graphics-document", "graphics-object", "graphics-symbol", "img");

    private static Verdict PluginHasRoleAndAlternative(AuditedPage page, IElement plugin)
    {
        if (plugin.HasRole("img") && page.Names.Alternative(plugin) is not null)
            return Verdict.Pass;
        return AdjacentControl(plugin) is not null
            ? Verdict.Review("le lien ou bouton adjacent mène-t-il à un contenu alternatif ?", "does the adjacent link or button lead to an alternative?")
            : Verdict.Fail("ni role=\"img\" avec un nom, ni lien ou bouton adjacent", "neither role=\"img\" with a name nor an adjacent link or button");
    }

    private static Verdict CanvasHasAlternative(AuditedPage page, IElement canvas)
    {
        if (canvas.HasRole("img"))
            return page.Names.Aria(canvas) is not null ? Verdict.Pass : Verdict.Fail("canvas role=\"img\" sans nom", "canvas with role=\"img\" and no name");
        if (page.Names.Content(canvas).Length > 0)
            return Verdict.Pass;
        if (AdjacentControl(canvas) is not null)
            return Verdict.Review("le lien ou bouton adjacent mène-t-il à un contenu alternatif ?", "does the adjacent link or button lead to an alternative?");
        if (page.Names.Aria(canvas) is not null || Naming.TitleAttribute(canvas) is not null)
            return Verdict.Fail("canvas nommé sans role=\"img\"", "named canvas without role=\"img\"");
        return page.Markers.SayInformative(canvas)
            ? Verdict.Fail("canvas porteur d'information sans alternative", "informative canvas without an alternative")
            : Verdict.Review("canvas sans alternative ni aria-hidden : en échec à 1.1.8 s'il informe, à 1.2.5 s'il décore", "canvas with neither alternative nor aria-hidden: fails 1.1.8 if it informs, 1.2.5 if it decorates");
    }

    // 1.2: decorative images are ignored.

    private static CheckResult Decoration(AuditedPage page, ImageKind kind, Func<AuditedPage, IElement, bool> concerns, Func<AuditedPage, IElement, Verdict> judge) =>
        CheckResult.Of(page.Images.Of(kind).Where(image => concerns(page, image)), image =>
        {
            // A captioned image is never decorative (technical note of 1.2).
            if (page.Markers.SayInformative(image) || PageImages.CaptionedFigure(image) is not null)
                return Verdict.Skip;
            if (page.Markers.SayDecorative(image))
                return judge(page, image);
            // Named, and alone in a link or a button, it says what that is for.
            if (page.Images.IsAloneInControl(image) && (page.Names.Aria(image) ?? Naming.TitleAttribute(image)) is not null)
                return Verdict.Skip;
            if (IsMeantToBeIgnored(page, image))
            {
                var verdict = judge(page, image).OnlyIf(!page.Markers.DeclareImages);
                return verdict.Kind == VerdictKind.Pass && page.Markers.DeclareImages
                    ? Verdict.Review("nature non déclarée : est-elle décorative ?", "nature not declared: is it decorative?")
                    : verdict;
            }
            return page.Images.IsAloneInControl(image)
                ? Verdict.Skip
                : Verdict.Review("exposée aux technologies d'assistance : en échec si elle est décorative", "exposed to assistive technology: fails if it is decorative");
        });

    /// <summary>The markup says decorative, be it well or badly.</summary>
    private static bool IsMeantToBeIgnored(AuditedPage page, IElement image) =>
        page.Images.IsIgnored(image) || (image.LocalName is "img" or "area" && image.HasAttribute("alt") && Naming.Alt(image) is null);

    private static Verdict ImageIsIgnored(AuditedPage page, IElement image)
    {
        if (PageVisibility.IsAriaHidden(image) || image.IsPresentational())
            return Verdict.Pass;
        if (!image.HasAttribute("alt") || Naming.Alt(image) is not null)
            return Verdict.Fail("image décorative sans alt vide, aria-hidden ni role=\"presentation\"", "decorative image without an empty alt, aria-hidden or role=\"presentation\"");
        if (image.LocalName == "img" && image.GetAttribute("alt") is { Length: > 0 })
            return Verdict.Review("alt fait d'espaces, en échec à 1.1.1 : décorative, l'image demande un alt vide", "alt made of white space, which fails 1.1.1: a decorative image needs an empty alt");
        return page.Names.Aria(image) is null && Naming.TitleAttribute(image) is null
            ? Verdict.Pass
            : Verdict.Fail("alt vide contredit par title, aria-label ou aria-labelledby", "empty alt contradicted by title, aria-label or aria-labelledby");
    }

    private static Verdict SilentWhenHidden(AuditedPage page, IElement image)
    {
        if (!PageVisibility.IsAriaHidden(image))
            return Verdict.Fail("image décorative sans aria-hidden=\"true\"", "decorative image without aria-hidden=\"true\"");
        return page.Names.Alternative(image) is null && Plain.Text(image.TextContent).Length == 0
            ? Verdict.Pass
            : Verdict.Fail("image masquée qui garde une alternative ou un texte", "hidden image that keeps an alternative or text");
    }

    private static Verdict SvgIsSilentWhenHidden(AuditedPage page, IElement svg)
    {
        var parts = svg.QuerySelectorAll("*").Concat(Symbols(page, svg)).Prepend(svg).ToList();
        var speaks = parts.Any(part => page.Names.Aria(part) is not null || Naming.TitleAttribute(part) is not null)
            || parts.Any(part => part.LocalName is "title" or "desc" && Plain.Text(part.TextContent).Length > 0);
        if (!PageVisibility.IsAriaHidden(svg) && svg.IsPresentational())
        {
            return speaks
                ? Verdict.Fail("SVG privé de rôle (presentation, none) qui garde un titre, une description ou un nom", "SVG deprived of its role (presentation, none) that keeps a title, a description or a name")
                : Verdict.Review("SVG role=\"presentation\" : le test demande aria-hidden=\"true\", sa note admet ce rôle", "SVG with role=\"presentation\": the test asks for aria-hidden=\"true\", its note admits this role");
        }
        if (!PageVisibility.IsAriaHidden(svg))
            return Verdict.Fail("SVG décoratif sans aria-hidden=\"true\"", "decorative SVG without aria-hidden=\"true\"");
        return speaks ? Verdict.Fail("SVG masqué qui garde un titre, une description ou un nom", "hidden SVG that keeps a title, a description or a name") : Verdict.Pass;
    }

    /// <summary>What the svg shows through <c>use</c>, when it stands in the page.</summary>
    private static IEnumerable<IElement> Symbols(AuditedPage page, IElement svg) =>
        svg.QuerySelectorAll("use").Select(use => page.Names.ById((use.GetAttribute("href") ?? use.GetAttribute("xlink:href"))?.TrimStart('#'), use)).OfType<IElement>()
            .SelectMany(symbol => symbol.QuerySelectorAll("*").Prepend(symbol));

    // 1.3: alternatives are relevant and short.

    private static CheckResult AlternativeIsRelevant(AuditedPage page, ImageKind kind) => CheckResult.Of(WithAlternative(page, kind), image =>
    {
        if (IsIrrelevant(page, image) is { } why)
            return (kind == ImageKind.InputImage || page.Markers.SayInformative(image)) ? why : why.OnlyIf(!page.Markers.DeclareImages);
        return Verdict.Review("l'alternative dit-elle la même chose que l'image ?", "does the alternative say what the image says?");
    });

    private static IEnumerable<IElement> WithAlternative(AuditedPage page, params ImageKind[] kinds) => page.Images.Of(kinds).Where(image =>
        page.Names.Alternative(image) is not null && !page.Images.IsIgnored(image) && !page.Markers.SayDecorative(image)
        && !page.Images.IsAloneInControl(image) && !PageImages.IsCaptcha(image));

    private static Verdict? IsIrrelevant(AuditedPage page, IElement image)
    {
        var texts = new[] { Naming.Alt(image), Naming.TitleAttribute(image), Naming.AriaLabel(image), page.Names.LabelledBy(image), image.LocalName == "svg" ? Naming.SvgTitle(image) : null };
        foreach (var text in texts.OfType<string>())
        {
            if (PageImages.HasPictureExtension(text) || IsNameOfFile(text, PageImages.FileName(image)))
                return Verdict.Fail("alternative faite du nom du fichier", "alternative made of the file name");
            if (Placeholders.Contains(Plain.Words(text)))
                return Verdict.Fail("alternative générique", "generic alternative");
            if (text.All(c => char.IsPunctuation(c) || char.IsWhiteSpace(c)) && text != "*")
                return Verdict.Fail("alternative faite de ponctuation", "alternative made of punctuation");
        }
        return null;
    }

    /// <summary>A word that happens to name the file (<c>chat.png</c>) may be right; a name only a machine gives (<c>IMG_1234</c>) is not.</summary>
    private static bool IsNameOfFile(string text, string? file)
    {
        if (file is null)
            return false;
        var stem = file.LastIndexOf('.') is var dot and > 0 ? file[..dot] : file;
        return text.Equals(file, StringComparison.OrdinalIgnoreCase)
            || (text.Equals(stem, StringComparison.OrdinalIgnoreCase) && stem.Any(c => char.IsDigit(c) || c is '_' or '-') && !stem.Contains(' ', StringComparison.Ordinal));
    }

    private static CheckResult CanvasFallback(AuditedPage page) => CheckResult.ReviewEach(
        page.Images.Of(ImageKind.Canvas).Where(canvas => !page.Markers.SayDecorative(canvas) && !PageVisibility.IsAriaHidden(canvas) && page.Names.Content(canvas).Length > 0),
        "le contenu alternatif est-il restitué ?", "is the fallback content rendered by assistive technology?");

    private static CheckResult AlternativeIsConcise(AuditedPage page) => CheckResult.Of(WithAlternative(page, WithOwnTests), image =>
    {
        if (page.Names.Alternative(image)!.Length > ConciseLength)
            return Verdict.Review($"alternative de plus de {ConciseLength} caractères", $"alternative of more than {ConciseLength} characters");
        var isSettled = page.Markers.SayInformative(image) || !page.Markers.DeclareImages;
        return isSettled ? Verdict.Pass : Verdict.Review("nature non déclarée : porte-t-elle une information ?", "nature not declared: does it carry information?");
    });

    // 1.4, 1.5: CAPTCHA.

    private static CheckResult CaptchaAlternative(AuditedPage page, ImageKind kind) =>
        CheckResult.Of(page.Images.Of(kind).Where(image => PageImages.IsCaptcha(image) && page.Names.Alternative(image) is not null), image =>
            Plain.Words(page.Names.Alternative(image)) == "captcha"
                ? Verdict.Fail("« captcha » seul ne dit pas la fonction de l'image", "\"captcha\" alone does not tell what the image is for")
                : Verdict.Review("l'alternative dit-elle la nature et la fonction de l'image ?", "does the alternative tell the nature and purpose of the image?"));

    private static CheckResult CaptchaHasAnotherWay(AuditedPage page)
    {
        var images = page.Images.Of(ImageKind.Img, ImageKind.Area, ImageKind.Object, ImageKind.Embed, ImageKind.Svg, ImageKind.Canvas).Where(PageImages.IsCaptcha);
        var widgets = CaptchaWidgets.SelectMany(page.Document.QuerySelectorAll).Where(widget => !page.Visibility.IsHidden(widget));
        return CheckResult.ReviewEach(images.Concat(widgets).Distinct(),
            "CAPTCHA : une forme non graphique ou une autre voie existe-t-elle ?", "CAPTCHA: is there a non-graphic form or another way?");
    }

    // 1.6, 1.7: detailed descriptions.

    private static CheckResult Description(AuditedPage page, ImageKind kind, Func<AuditedPage, IElement, Verdict> judge) =>
        DescriptionOf(page, page.Images.Of(kind), judge);

    private static CheckResult DescriptionOf(AuditedPage page, IEnumerable<IElement> images, Func<AuditedPage, IElement, Verdict> judge) =>
        CheckResult.Of(images.Where(image => MayInform(page, image)), image => judge(page, image));

    /// <summary>The question of nature is raised by 1.1; an image that author or markup calls decorative is left out here.</summary>
    private static bool MayInform(AuditedPage page, IElement image) => !page.Markers.SayDecorative(image) && !page.Images.IsIgnored(image);

    private static Verdict LongDescription(AuditedPage page, IElement image)
    {
        // Looked at before HTML5 only (technical note of 1.6).
        if (!page.IsHtml5 && image.GetAttribute("longdesc") is { } address && LeadsNowhere(page, address))
            return Verdict.Fail("longdesc ne mène à rien", "longdesc leads nowhere");
        return NeedsDescription;
    }

    private static Verdict NeedsDescription { get; } =
        Verdict.Review("l'image demande-t-elle une description détaillée, et l'a-t-elle ?", "does the image need a detailed description, and has it one?");

    private static bool LeadsNowhere(AuditedPage page, string address)
    {
        var target = address.Trim();
        return target.Length == 0 || (target.StartsWith('#') && page.Names.ById(target[1..]) is null) || (target.Contains(' ', StringComparison.Ordinal) && !target.Contains('/', StringComparison.Ordinal));
    }

    private static Verdict ReferencesLead(AuditedPage page, IElement image)
    {
        var isBroken = page.Names.Dangling(image, "aria-describedby").Count > 0
            || (Naming.References(image, "aria-labelledby").Count > 1 && page.Names.Dangling(image, "aria-labelledby").Count > 0);
        return isBroken ? Verdict.Fail("une référence ne mène à aucun texte", "a reference leads to no text") : NeedsDescription;
    }

    private static CheckResult RestitutionOfDescription(AuditedPage page, ImageKind kind) => CheckResult.ReviewEach(
        page.Images.Of(kind).Where(image => MayInform(page, image) && HasDescription(page, image)),
        "la description est-elle restituée ?", "is the description rendered by assistive technology?");

    private static CheckResult DescribedByLeads(AuditedPage page) =>
        CheckResult.Of(page.Images.All.Where(image => MayInform(page, image) && image.HasAttribute("aria-describedby")), image =>
            page.Names.Dangling(image, "aria-describedby").Count > 0 || Naming.References(image, "aria-describedby").Count == 0
                ? Verdict.Fail("aria-describedby ne mène à aucun texte", "aria-describedby leads to no text")
                : Verdict.Review("le texte associé est-il la description détaillée ?", "is the referenced text the detailed description?"));

    private static CheckResult DescriptionIsRelevant(AuditedPage page, ImageKind kind) =>
        CheckResult.Of(page.Images.Of(kind).Where(image => MayInform(page, image) && HasDescription(page, image)), image =>
        {
            var described = page.Names.TextOfReferences(image, "aria-describedby");
            // One that does not exist fails 1.6.
            if (described is "" && AdjacentControl(image) is null)
                return Verdict.Skip;
            return described is { Length: > 0 } && described == page.Names.Alternative(image)
                ? Verdict.Fail("description égale à l'alternative", "description equal to the alternative")
                : Verdict.Review("la description dit-elle tout ce que l'image montre ?", "does the description tell all that the image shows?");
        });

    private static bool HasDescription(AuditedPage page, IElement image) =>
        image.HasAttribute("aria-describedby") || (image.HasAttribute("longdesc") && !page.IsHtml5)
        || Naming.References(image, "aria-labelledby").Count > 1
        || AdjacentControl(image) is not null
        || (page.Names.Alternative(image) is { } name && DescriptionWords.Any(word => Plain.Words(name).Contains(word, StringComparison.Ordinal)))
        || (image.LocalName == "svg" && image.Children.Any(child => child.LocalName == "desc" && Plain.Text(child.TextContent).Length > 0))
        || (image.LocalName == "canvas" && Plain.Text(image.TextContent).Length > ConciseLength);

    // 1.8: images of text.

    private static CheckResult ImageOfText(AuditedPage page, ImageKind kind) => CheckResult.ReviewEach(
        page.Images.Of(kind).Where(image => MayInform(page, image) && !PageImages.IsCaptcha(image)),
        "l'image montre-t-elle du texte qui pourrait être du texte stylé ?", "does the image show text that could be styled text?");

    private static CheckResult SvgOfText(AuditedPage page) => CheckResult.ReviewEach(
        // Text elements are real text, which the criterion leaves out.
        page.Images.Of(ImageKind.Svg).Where(svg => MayInform(page, svg) && svg.QuerySelector("path, image, use, polygon, polyline, foreignObject") is not null),
        "le SVG dessine-t-il du texte hors d'éléments text ?", "does the SVG draw text outside text elements?");

    // 1.9: captions.

    private static CheckResult Captions(AuditedPage page, params ImageKind[] kinds) => CheckResult.Of(page.Images.Of(kinds), image =>
    {
        if (PageImages.CaptionedFigure(image) is not { } figure)
            return LooksCaptioned(image)
                ? Verdict.Review("un texte voisin semble être la légende de l'image : figure et figcaption manquent", "a neighbouring text looks like the caption of the image: figure and figcaption are missing")
                : Verdict.Skip;
        if (!figure.HasRole("figure", "group"))
            return Verdict.Fail("figure sans role=\"figure\" ni role=\"group\"", "figure without role=\"figure\" or role=\"group\"");
        if (Naming.AriaLabel(figure) is not { } label)
            return Verdict.Fail("figure sans aria-label", "figure without aria-label");
        // A line break stands for a space, or beside one.
        var caption = WithoutSpaces(PageImages.Caption(figure)!.TextContent);
        return WithoutSpaces(label).Equals(caption, StringComparison.OrdinalIgnoreCase)
            ? Verdict.Pass
            : Verdict.Fail("l'aria-label de la figure diffère de la légende", "the aria-label of the figure differs from the caption");
    });

    private static string WithoutSpaces(string text) => Plain.Text(text).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The next element calls itself a caption by its class or identifier, or is a figcaption astray.</summary>
    private static bool LooksCaptioned(IElement image)
    {
        var neighbour = image.NextElementSibling ?? (image.ParentElement is { LocalName: "a" or "picture" or "p" or "div" or "span" } wrapper && wrapper.Children.Length == 1 ? wrapper.NextElementSibling : null);
        if (neighbour is null || Plain.Text(neighbour.TextContent) is not { Length: > 0 and < MaximumAdjacentText })
            return false;
        return neighbour.LocalName == "figcaption"
            || neighbour.ClassList.Append(neighbour.Id ?? "").Any(name => name.Contains("caption", StringComparison.OrdinalIgnoreCase) || name.Contains("legende", StringComparison.OrdinalIgnoreCase) || name.Contains("légende", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A link or button just before or just after in the source.</summary>
    private static IElement? AdjacentControl(IElement element) =>
        new[] { element.NextElementSibling, element.PreviousElementSibling }.OfType<IElement>().Select(ControlIn).OfType<IElement>().FirstOrDefault();

    private static IElement? ControlIn(IElement neighbour) =>
        IsControl(neighbour) ? neighbour
        : neighbour.LocalName is "p" or "div" or "span" && neighbour.Children is [var only] && IsControl(only) ? only
        : null;

    private static bool IsControl(IElement element) =>
        (element.LocalName == "a" && element.HasAttribute("href")) || element.LocalName == "button" || element.HasRole("link", "button")
        || (element.LocalName == "input" && element.InputType() is "button" or "submit");
}
