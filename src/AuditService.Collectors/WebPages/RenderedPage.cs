using AuditService.Browser.Network;
using AuditService.Collectors.WebPages.Consent;
using AuditService.Collectors.WebPages.Probes;

namespace AuditService.Collectors.WebPages;

/// <summary>What the browser made of a page, taken in one visit.</summary>
public sealed record RenderedPage
{
    /// <summary>
    /// The generated document: shadow trees laid open, every element carrying its number in <c>data-audit-n</c>. The numbers are those of
    /// <see cref="Boxes"/>, of the findings of axe and of the other sightings.
    /// </summary>
    public required string Html { get; init; }

    public required IReadOnlyDictionary<int, ElementBox> Boxes { get; init; }

    /// <summary>Style rules that the browser could read, in cascade order.</summary>
    public required IReadOnlyList<StyleRuleText> StyleRules { get; init; }

    /// <summary>Style sheets whose rules the browser does not show (other origins).</summary>
    public int UnreadableStyleSheets { get; init; }

    /// <summary>Text of external scripts that were loaded, within a bound; inline ones are in <see cref="Html"/>.</summary>
    public IReadOnlyList<string> ScriptTexts { get; init; } = [];

    /// <summary>External scripts whose text was not kept.</summary>
    public int UnseenScripts { get; init; }

    public required AxeReport Axe { get; init; }

    public IReadOnlyList<MediaState> Media { get; init; } = [];

    /// <summary>How long sounds last (seconds, infinite for one that begins again) that a script plays by itself and that stand nowhere in the page; empty where it was not listened for.</summary>
    public IReadOnlyList<double> LooseSounds { get; init; } = [];

    public IReadOnlyList<GeneratedContent> GeneratedContents { get; init; } = [];

    /// <summary>Links that nothing but their colour sets apart from the text around them at rest, each with whether even the colour is that of the text.</summary>
    public IReadOnlyDictionary<int, bool> ColouredLinks { get; init; } = new Dictionary<int, bool>();

    public FocusWalk? Focus { get; init; }

    /// <summary>PNG of the page with the stops of the keyboard numbered in their order; null when there are few of them.</summary>
    public byte[]? TabOrder { get; init; }

    public ReflowLook? Reflow { get; init; }

    public EnlargementLook? Enlarged { get; init; }

    public SpacingLook? Spaced { get; init; }

    public OrientationLook? Turned { get; init; }

    /// <summary>Null when the browser did not tell.</summary>
    public IReadOnlyList<PageListener>? Listeners { get; init; }

    /// <summary>Single characters to which the page answered with the focus on nothing; null when it was not tried.</summary>
    public IReadOnlyList<char>? Shortcuts { get; init; }

    public IdleLook? Idle { get; init; }

    /// <summary>The part of animated pictures that flashes more than three times in one second, 0 to 1, by element; null when their frames were not read.</summary>
    public IReadOnlyDictionary<int, double>? Flashing { get; init; }

    /// <summary>Texts whose background no style sheet tells; null when they were not looked at.</summary>
    public IReadOnlyList<BackdropContrast>? Backdrops { get; init; }

    public PointerLook? Pointer { get; init; }

    /// <summary>Null when no link within the page is among the first stops of the keyboard, or it was not tried.</summary>
    public SkipLinkLook? SkipLink { get; init; }

    /// <summary>Null when forms were not tried.</summary>
    public IReadOnlyList<FormTrial>? Forms { get; init; }

    /// <summary>What the page said when buttons outside its forms were pressed; null when none was.</summary>
    public IReadOnlyList<FormTrial>? Buttons { get; init; }

    /// <summary>Null when nothing was tried.</summary>
    public IReadOnlyList<MouseOnly>? MouseOnly { get; init; }

    /// <summary>Buttons whose <c>aria-expanded</c> stays false while what they open is shown; null when none was tried.</summary>
    public IReadOnlyList<int>? StaleStates { get; init; }

    /// <summary>Empty fields whose placeholder has too little contrast for a small text.</summary>
    public IReadOnlyList<FaintPlaceholder> FaintPlaceholders { get; init; } = [];

    /// <summary>Addresses to which the page led by itself after it had been left alone for a while.</summary>
    public IReadOnlyList<string> LateNavigations { get; init; } = [];

    /// <summary>Lists in which the choice alone led elsewhere; null when none was tried.</summary>
    public IReadOnlyList<int>? LeavingLists { get; init; }

    public IReadOnlyList<PageRequest> Requests { get; init; } = [];

    public IReadOnlyList<PageCookie> Cookies { get; init; } = [];

    /// <summary>Null when the look was not the first one of the page.</summary>
    public ConsentLook? Consent { get; init; }

    public IReadOnlyList<ConsoleError> ConsoleErrors { get; init; } = [];

    /// <summary>Addresses of windows that the page opened by itself.</summary>
    public IReadOnlyList<string> Popups { get; init; } = [];

    /// <summary>Addresses to which the page tried to lead by itself, which was refused so that the page could be looked at.</summary>
    public IReadOnlyList<string> RefusedNavigations { get; init; } = [];

    public IReadOnlyList<ProxyEntry> Traffic { get; init; } = [];

    /// <summary>PNG of the whole page, or null when it was too large.</summary>
    public byte[]? Screenshot { get; init; }

    /// <summary>When the visit began.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Version of the Chromium that rendered it.</summary>
    public string? Browser { get; init; }

    /// <summary>Whether the page became quiet within its time; otherwise it was looked at as it stood.</summary>
    public bool Settled { get; init; }

    /// <summary>Elements beyond the bound, which were not looked at; 0 for a page seen whole.</summary>
    public int ElementsLeftOut { get; init; }
}

/// <summary>Where an element is on the page (CSS pixels from its top left corner), and how its text is drawn.</summary>
/// <param name="Shown">Generates a box and is not <c>visibility: hidden</c>.</param>
/// <param name="VisuallyHidden">Kept for assistive technology only: clipped, one pixel, out of the page, transparent.</param>
public readonly record struct ElementBox(double X, double Y, double Width, double Height, bool Shown, bool VisuallyHidden, double FontSize, int FontWeight)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;
}

/// <summary>One style rule as text; <paramref name="Media"/> joins the conditions of the groups around it.</summary>
public sealed record StyleRuleText(string Selector, string Declarations, string? Media);

/// <summary>An audio or video element as it stood some seconds after loading.</summary>
/// <param name="Duration">Seconds; null when unknown.</param>
/// <param name="HasAudio">Whether sound was decoded; null when unknown.</param>
public sealed record MediaState(int Element, double? Duration, bool Playing, bool Muted, bool? HasAudio)
{
    /// <summary>Whether most of what is heard is somebody speaking; null where it was not listened to.</summary>
    public bool? HasSpeech { get; init; }

    /// <summary>Whether writing stands in the lower part of many of its pictures, as captions do; null where they were not looked at.</summary>
    public bool? HasWriting { get; init; }
}

/// <summary>The words that an empty field shows until something is typed. Sizes in CSS pixels.</summary>
public sealed record FaintPlaceholder(int Element, string Colour, string Behind, double Ratio, double FontSize, bool IsBold);

/// <summary>Text that a style sheet adds before or after an element.</summary>
public sealed record GeneratedContent(int Element, string Text);

/// <summary>What pressing Tab showed.</summary>
/// <param name="Stops">Elements in the order in which they took the focus.</param>
/// <param name="Completed">Whether the walk came back to where it began within its bound.</param>
/// <param name="Trap">Elements among which the focus stayed for good, or empty.</param>
public sealed record FocusWalk(IReadOnlyList<FocusStop> Stops, bool Completed, IReadOnlyList<int> Trap)
{
    /// <summary>Keys that the page tells of and that did not lead out of the trap.</summary>
    public IReadOnlyList<string> TriedKeys { get; init; } = [];
}

/// <summary>One stop of the walk.</summary>
/// <param name="Changed">Whether any pixel around the element differs between the states with and without focus; null when not compared.</param>
public sealed record FocusStop(int Element, bool? Changed);

/// <summary>The page in a window 320 CSS pixels wide.</summary>
/// <param name="ScrollWidth">Width of the content; more than 320 means scrolling in two directions.</param>
/// <param name="Offenders">Elements that stand out, exempt kinds (images, tables, video ...) left out.</param>
public sealed record ReflowLook(double ScrollWidth, IReadOnlyList<int> Offenders)
{
    /// <summary>Texts that a part of the page makes scroll sideways, or cuts at its edge.</summary>
    public IReadOnlyList<int> Scrolling { get; init; } = [];
}

/// <param name="Bytes">Size of the answer's body, 0 when unknown.</param>
/// <param name="IsThirdParty">Another host than the page's.</param>
public sealed record PageRequest(string Url, string Host, string Kind, int Status, long Bytes, bool IsThirdParty, bool Blocked);

/// <summary>One red line of the console, or one error that no script caught.</summary>
/// <param name="Address">What it is about or comes from, without query and fragment; null when the browser does not tell.</param>
public sealed record ConsoleError(string Text, string? Address);

/// <param name="Domain">Null for the page's own host.</param>
/// <param name="ExpiresInDays">Null for a session cookie.</param>
public sealed record PageCookie(string Name, string? Domain, double? ExpiresInDays, bool Secure, bool HttpOnly, string SameSite);
