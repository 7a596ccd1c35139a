using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 4. What a medium says or shows is for a person; its presence, controls and captions track are read here.</summary>
internal static class Theme04Multimedia
{
    private const double ShortSound = 3;
    private const int ContainerLevels = 3;

    /// <summary>Events by which a page may let its sound be stopped.</summary>
    private static readonly string[] Answers = ["click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend", "keydown", "keyup", "keypress"];

    /// <summary>Shorter texts are titles and mentions, no transcripts.</summary>
    private const int FewWords = 8;

    /// <summary>Slow speech says twice as much: what has fewer words a second of sound presents it, and does not transcribe it.</summary>
    private const double WordsPerSecond = 0.8;

    /// <summary>Words of links, buttons and files that announce an alternative.</summary>
    private static readonly string[] AlternativeWords =
        ["transcri", "retranscri", "version texte", "texte integral", "alternative", "audiodescri", "audio description", "audio descri", "voix off", "voiceover", "text version", "described", "sous titr", "subtitle", "caption"];

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("4.1.1", page => CheckResult.Of(SoundOnly(page), sound => HasAlternative(page, sound,
            Verdict.Review("son : une transcription est-elle liée ou adjacente ?", "sound: is a transcript linked or adjacent?"),
            Verdict.Fail("son sans transcription : ni lien, ni bouton, ni texte auprès de lui", "sound without a transcript: neither link, nor button, nor text near it"))
            // An ambience says nothing (particular case of 4.1).
            .OnlyIf(StateOf(page, sound)?.HasSpeech == true))),
        new("4.1.2", page => CheckResult.Of(Moving(page), video => SoundOf(page, video) == true
            ? Verdict.Review("vidéo avec une piste son : si elle est muette, une alternative existe-t-elle ?", "video with a sound track: if it is silent, is there an alternative?")
            : HasAlternative(page, video,
            Verdict.Review("vidéo seule : une alternative audio, une transcription ou une audiodescription existe-t-elle ?", "video alone: is there an audio version, a transcript or an audio description?"),
            Verdict.Fail("vidéo muette sans alternative : ni lien, ni bouton, ni texte, ni son auprès d'elle", "silent video without an alternative: neither link, nor button, nor text, nor sound near it")).OnlyIf(SoundOf(page, video) == false))),
        new("4.1.3", page => CheckResult.Of(Moving(page).Where(video => SoundOf(page, video) != false), video => HasAlternative(page, video,
            Verdict.Review("média synchronisé : une transcription ou une audiodescription existe-t-elle ?", "synchronised media: is there a transcript or an audio description?"),
            Verdict.Fail("média synchronisé sans transcription ni audiodescription : ni lien, ni bouton, ni texte, ni piste auprès de lui", "synchronised media without a transcript or an audio description: neither link, nor button, nor text, nor track near it"))
            .OnlyIf(SoundOf(page, video) == true))),
        new("4.2.1", page => CheckResult.ReviewEach(SoundOnly(page), "la transcription est-elle fidèle ?", "is the transcript faithful?")),
        new("4.2.2", page => CheckResult.ReviewEach(Moving(page), "l'alternative est-elle fidèle ?", "is the alternative faithful?")),
        new("4.2.3", page => CheckResult.ReviewEach(Moving(page), "l'alternative est-elle fidèle ?", "is the alternative faithful?")),
        new("4.3.1", page => CheckResult.Of(Moving(page), video => HasCaptions(page, video))),
        new("4.3.2", page => CheckResult.Of(page.Media.Videos.Where(video => video.LocalName == "video"), TrackIsForCaptions)),
        new("4.4.1", page => CheckResult.ReviewEach(Moving(page), "les sous-titres sont-ils justes ?", "are the captions right?")),
        new("4.5.1", page => CheckResult.ReviewEach(Moving(page), "une audiodescription est-elle nécessaire, et existe-t-elle ?", "is an audio description needed, and is there one?")),
        new("4.5.2", page => CheckResult.ReviewEach(Moving(page), "une audiodescription est-elle nécessaire, et existe-t-elle ?", "is an audio description needed, and is there one?")),
        new("4.6.1", AudioDescriptionIsRelevant),
        new("4.6.2", AudioDescriptionIsRelevant),
        new("4.7.1", page => CheckResult.ReviewEach(page.Media.Timed, "un texte voisin permet-il d'identifier le média ?", "does a neighbouring text identify the media?")),
        new("4.8.1", page => CheckResult.ReviewEach(page.Media.NotTimed, "média non temporel : un lien ou bouton adjacent mène-t-il à une alternative ?", "non-timed media: does an adjacent link or button lead to an alternative?")),
        new("4.8.2", page => CheckResult.ReviewEach(page.Media.NotTimed, "l'alternative est-elle accessible ?", "can the alternative be reached?")),
        new("4.9.1", page => CheckResult.ReviewEach(page.Media.NotTimed, "l'alternative rend-elle le même service ?", "does the alternative give the same service?")),
        new("4.10.1", SoundAtLoadIsControlled),
        new("4.11.1", page => CheckResult.Of(page.Media.Timed.Where(IsPlayedInPage), media => HasControls(page, media))),
        new("4.11.2", page => CheckResult.ReviewEach(page.Media.Timed.Where(IsPlayedInPage), "chaque commande du lecteur prend-elle le focus ?", "does each control of the player take the focus?")),
        new("4.11.3", page => CheckResult.ReviewEach(page.Media.Timed.Where(IsPlayedInPage), "chaque commande du lecteur s'active-t-elle au clavier ?", "can each control of the player be operated from the keyboard?")),
        new("4.12.1", page => CheckResult.ReviewEach(page.Media.NotTimed, "chaque fonction du média prend-elle le focus ?", "does each function of the media take the focus?")),
        new("4.12.2", page => CheckResult.ReviewEach(page.Media.NotTimed, "chaque fonction du média s'active-t-elle au clavier ?", "can each function of the media be operated from the keyboard?")),
        new("4.13.1", page => CheckResult.Of(page.Media.Timed.Concat(page.Media.NotTimed).Distinct(), IsCompatible)),
        new("4.13.2", page => CheckResult.ReviewEach(page.Media.Timed.Concat(page.Media.NotTimed).Distinct(), "l'alternative du média est-elle adjacente ou liée ?", "is the alternative of the media adjacent or linked?")),
    ];

    private static IEnumerable<IElement> SoundOnly(AuditedPage page) => page.Media.Sounds.Concat(page.Media.Players).Concat(page.Media.Unknown);

    private static IEnumerable<IElement> Moving(AuditedPage page) => page.Media.Videos.Concat(page.Media.Players).Concat(page.Media.Unknown);

    /// <summary>Whether the browser found a sound track; null where it could not tell.</summary>
    private static bool? SoundOf(AuditedPage page, IElement media) => StateOf(page, media)?.HasAudio;

    private static MediaState? StateOf(AuditedPage page, IElement media) => page.Rendered?.Media.FirstOrDefault(known => page.Numbered(known.Element) == media);

    /// <summary>
    /// An alternative is adjacent, or reached by an adjacent link or button (glossary, transcript). What stands near a native player may be one, which a person judges; where nothing stands near it, none is.
    /// </summary>
    private static Verdict HasAlternative(AuditedPage page, IElement media, Verdict open, Verdict none)
    {
        if (media.LocalName is not ("audio" or "video") || page.Rendered is null)
            return open;
        var isDecoration = media.LocalName == "video" && media.HasAttribute("autoplay") && media.HasAttribute("loop") && media.HasAttribute("muted");
        var isUsed = media.HasAttribute("controls") || media.HasAttribute("autoplay");
        var sources = media.QuerySelectorAll("source").Prepend(media).Select(source => source.GetAttribute("src")).OfType<string>().Select(Plain.Words).ToList();
        if (isDecoration || !isUsed || !page.Visibility.IsExposed(media) || sources.Count == 0 || media.Has("aria-describedby") || media.Has("aria-details") || media.QuerySelector("track[kind=descriptions i]") is not null
            || sources.Exists(source => AlternativeWords.Any(word => source.Contains(word, StringComparison.Ordinal))))
            return open;
        if (page.Elements.Any(control => (control.LocalName is "a" or "button" or "summary" || control.HasRole("button", "link", "tab")) && page.Names.FromAnything(control) is { } name && AlternativeWords.Any(word => Plain.Words(name).Contains(word, StringComparison.Ordinal))))
            return open;
        var near = media.Ancestors().FirstOrDefault(around => around.LocalName is "figure" or "article" or "section" or "li" or "td" or "main" or "body" || around.ChildElementCount > 1) ?? media.ParentElement!;
        var around = near.QuerySelectorAll("*").Where(element => element != media && !media.Contains(element) && page.Visibility.IsExposed(element)).ToList();
        if (around.Exists(element => element.LocalName is "a" or "button" or "summary" or "audio" or "video" or "iframe" or "track" || element.HasRole("button", "link")))
            return open;
        // Those who do not hear read it: out of sight, it serves nobody. What a video shows may be told to those alone who do not see.
        var texts = around.Where(element => media.LocalName == "video" || page.Visibility.IsSeen(element)).Select(WordsOf).ToList();
        if (!texts.Exists(words => words >= FewWords))
            return none;
        // Where it is only presented near the player, the text may be farther on.
        var least = media.LocalName == "audio" && StateOf(page, media)?.Duration is { } seconds ? seconds * WordsPerSecond : 0;
        return texts.Sum() >= least || (media.Closest("article, section, main, body")?.QuerySelectorAll("*").Where(element => element != media && page.Visibility.IsSeen(element) && page.Visibility.IsExposed(element)).Sum(WordsOf) ?? 0) >= least ? open : none;
    }

    private static readonly string[] CaptionWords = ["sous titr", "soustitr", "vostfr", "caption", "subtitle", "langue des signes", "lsf", "sign language"];

    /// <summary>
    /// Captions are a track, a part of the picture, or those of another version that a link or button beside leads to. Where somebody speaks and there is none of the three, they
    /// are missing; whether those that exist are right is for a person.
    /// </summary>
    private static Verdict HasCaptions(AuditedPage page, IElement video)
    {
        var open = Verdict.Review("des sous-titres synchronisés existent-ils ?", "are there synchronised captions?");
        if (video.LocalName != "video" || StateOf(page, video) is not { HasSpeech: true, HasWriting: false } || !page.Visibility.IsSeen(video) || !page.Visibility.IsExposed(video))
            return open;
        var around = video.Ancestors().Take(ContainerLevels).LastOrDefault(element => element.LocalName is not ("body" or "html")) ?? video.ParentElement!;
        // A video that says again what the page says is itself an alternative (particular case of 4.3).
        var isAlternative = video.Closest("article, section, main, body") is { } context && SaysTheSame.IsMatch(context.TextContent);
        var isOffered = isAlternative || video.QuerySelector("track") is not null || !page.Scripts.SurelyLack("track", "subtitle", "caption")
            || video.QuerySelectorAll("source").Prepend(video).Any(source => Mentions(source.GetAttribute("src")))
            || page.Elements.Any(control => (control.LocalName is "a" or "button" or "summary" || control.HasRole("button", "link", "tab")) && (Mentions(page.Names.FromAnything(control)) || around.Contains(control) && control.LocalName != "video"));
        return isOffered ? open : Verdict.Fail("vidéo parlée sans sous-titres : ni piste, ni texte dans l'image, ni lien ou bouton vers une version sous-titrée", "spoken video without captions: neither a track, nor text in the picture, nor a link or button to a captioned version");

        static bool Mentions(string? text) => text is not null && Plain.Words(text) is var words && CaptionWords.Any(word => words.Contains(word, StringComparison.Ordinal));
    }

    private static readonly BoundedRegex SaysTheSame = new(
        @"\bm[êe]mes? (information|contenu|texte|explication)|\b(aussi|[ée]galement|encore) (en|sous forme de) vid[ée]o|\b(version|forme) (en )?vid[ée]o|\bsame (information|content|text|thing)|\bvideo (form|version)\b|\b(also|again) (as|in) (a )?video", RegexOptions.IgnoreCase);

    private static int WordsOf(IElement element) => element.LocalName is "script" or "style" ? 0
        : Plain.Words(string.Concat(element.ChildNodes.OfType<IText>().Select(text => text.Data))).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static bool IsPlayedInPage(IElement media) => media.LocalName is not ("a" or "bgsound");

    /// <summary>A video with captions may have tracks of subtitles beside them; one with subtitles alone has no captions.</summary>
    private static Verdict TrackIsForCaptions(IElement video)
    {
        var kinds = video.QuerySelectorAll("track").Select(track => track.GetAttribute("kind")?.Trim().ToLowerInvariant()).Where(kind => kind is not ("chapters" or "metadata" or "descriptions")).ToList();
        if (kinds.Count == 0)
            return Verdict.Skip;
        return kinds.Contains("captions") ? Verdict.Pass : Verdict.Fail("piste de sous-titres sans kind=\"captions\"", "track of captions without kind=\"captions\"");
    }

    private static CheckResult AudioDescriptionIsRelevant(AuditedPage page)
    {
        var isSpokenOf = Plain.Words(page.Document.Body?.TextContent).Contains("audiodescri", StringComparison.Ordinal);
        var described = Moving(page).Where(media => media.LocalName != "video" || isSpokenOf || media.QuerySelector("track[kind=descriptions i]") is not null);
        return CheckResult.ReviewEach(described, "l'audiodescription est-elle juste ?", "is the audio description right?");
    }

    private static CheckResult SoundAtLoadIsControlled(AuditedPage page)
    {
        var result = CheckResult.Of(page.Media.Timed.Where(IsPlayedInPage).Concat(page.Media.Sounds.Where(media => media.LocalName == "bgsound")).Distinct(), media => StartsBySound(page, media));
        if (page.Rendered is { LooseSounds: var loose, Listeners: var listeners } && loose.Any(seconds => seconds > ShortSound))
        {
            return result.With(HasButton(page, page.Document.Body) || listeners?.Any(listener => Answers.Contains(listener.Type, StringComparer.Ordinal)) != false
                ? CheckResult.Review("un script lance un son de plus de trois secondes au chargement : peut-on l'arrêter ?", "a script starts a sound longer than three seconds at load: can it be stopped?", 1)
                : CheckResult.Failure(null, "un script lance un son de plus de trois secondes au chargement, et rien dans la page n'attend qu'on l'arrête", "a script starts a sound longer than three seconds at load, and nothing on the page waits for anybody to stop it"));
        }

        if (result.Outcome is not Core.Accessibility.RgaaOutcome.NotApplicable || page.Scripts.SurelyLack("new Audio", "AudioContext", ".play(", "createElement('audio", "createElement(\"audio", "speechSynthesis"))
            return result;
        return CheckResult.Review("un script peut lancer un son", "a script may start a sound");
    }

    private static Verdict StartsBySound(AuditedPage page, IElement media)
    {
        switch (media.LocalName)
        {
            case "bgsound":
                return Verdict.Fail("son de fond qu'on ne peut arrêter", "background sound that cannot be stopped");
            case "audio" or "video":
                return NativeSound(page, media);
            default:
                return StartsByItself(media)
                    ? Verdict.Review("média qui peut démarrer seul : dure-t-il plus de trois secondes sans commande ?", "media that may start by itself: does it last more than three seconds without a control?")
                    : Verdict.Skip;
        }
    }

    private static Verdict NativeSound(AuditedPage page, IElement media)
    {
        var state = StateOf(page, media);
        var starts = media.HasAttribute("autoplay") || state is { Playing: true };
        if (!starts || media.HasAttribute("muted") || state is { Muted: true } or { HasAudio: false } || (state is { Duration: <= ShortSound } && !media.HasAttribute("loop")))
            return Verdict.Skip;
        if (media.HasAttribute("controls"))
            return Verdict.Pass;
        // A button of the page may stop it; only where there is none is the lack of control proven.
        // The browser that looks may refuse to start it; those of readers who came from a link of the site do not.
        return state is { Duration: > 0 } && (state.Playing || page.Scripts.AreNone) && !HasButton(page, page.Document.Body)
            ? Verdict.Fail("son lancé au chargement, de plus de trois secondes, sans commande", "sound started at load, longer than three seconds, without control")
            : Verdict.Review("son lancé au chargement : peut-on l'arrêter ?", "sound started at load: can it be stopped?");
    }

    private static bool StartsByItself(IElement media)
    {
        var address = $"{media.GetAttribute("src")} {media.GetAttribute("data")}";
        return media.Is("autostart", "true") || media.Is("autoplay", "true") || media.Is("autostart", "1")
            || media.QuerySelectorAll("param").Any(parameter => parameter.GetAttribute("name")?.ToLowerInvariant() is "autostart" or "autoplay" or "flashvars" or "play")
            || address.Contains("autoplay=1", StringComparison.OrdinalIgnoreCase) || address.Contains("autoplay=true", StringComparison.OrdinalIgnoreCase) || address.Contains("auto_play=true", StringComparison.OrdinalIgnoreCase)
            || media.LocalName is "object" or "embed" or "applet";
    }

    private static Verdict HasControls(AuditedPage page, IElement media)
    {
        if (media.LocalName is not ("audio" or "video"))
            return Verdict.Review("lecteur : lecture, pause, son et sous-titres sont-ils commandés ?", "player: are play, pause, sound and captions controlled?");
        if (media.HasAttribute("controls"))
            return Verdict.Pass;
        if (media.LocalName == "audio" && !media.HasAttribute("autoplay"))
            return page.Scripts.AreNone ? Verdict.Skip : Verdict.Review("lecteur audio piloté par un script", "audio player driven by a script");
        var container = media.Ancestors().Take(ContainerLevels).LastOrDefault();
        // A silent loop is most often a decoration, which needs no control here.
        if (HasButton(page, container) || media.HasAttribute("muted") || media.HasAttribute("loop"))
            return Verdict.Review("média sans commandes natives : ses fonctions sont-elles offertes autrement ?", "media without native controls: are its functions offered otherwise?");
        return Verdict.Fail("média sans commandes natives ni bouton voisin", "media without native controls or a button near it");
    }

    /// <summary>Something that may command a medium: without a script nothing does, and a link to another page or a button that shows and says nothing is none.</summary>
    private static bool HasButton(AuditedPage page, IElement? container) => container is not null && !page.Scripts.AreNone
        && container.QuerySelectorAll("button, [role=button], input[type=button], input[type=image], input[type=checkbox], a[href], [onclick], [tabindex]")
            .Any(button => !page.Visibility.IsHidden(button) && (button.LocalName != "a" || MayAct(page, button)) && MayBeKnown(page, button));

    private static bool MayAct(AuditedPage page, IElement link) =>
        link.GetAttribute("href")!.TrimStart() is var address && (address.StartsWith('#') || address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase))
        || link.HasAttribute("onclick") || link.HasRole("button") || page.Rendered?.Listeners is not { } listeners || listeners.Any(listener => listener.Element is not null && listener.Element == page.NumberOf(link));

    private static bool MayBeKnown(AuditedPage page, IElement button) =>
        button.LocalName is not ("button" or "a") || page.Names.FromAnything(button) is not null || button.ChildElementCount > 0 || !page.Styles.AllSeen || page.Styles.Declare("background", "background-image", "mask", "mask-image", "content");

    /// <summary>A Flash film drawn as transparent or opaque is out of reach of screen readers (glossary, timed media).</summary>
    private static Verdict IsCompatible(IElement media)
    {
        var mode = media.GetAttribute("wmode") ?? media.QuerySelectorAll("param").FirstOrDefault(parameter => parameter.Is("name", "wmode"))?.GetAttribute("value");
        return mode?.Trim().ToLowerInvariant() is "transparent" or "opaque"
            ? Verdict.Fail("wmode transparent ou opaque", "wmode transparent or opaque")
            : Verdict.Review("nom, rôle et état des commandes sont-ils restitués ?", "are name, role and state of the controls rendered?");
    }
}
