using System.Text;
using AuditService.Core;

namespace AuditService.Collectors.Trackers;

/// <summary>
/// Tells of what a page keeps and asks for whether it needs consent (CNIL, délib. 2020-091, art. 5): known products by the list, the rest by who
/// sets it, how long it lives, what it is called and whether its value can tell a visitor from another.
/// </summary>
internal sealed class TrackerReading(TrackerList list, DateTimeOffset now)
{
    private const double Known = 1;
    private const double OtherParty = 0.8;
    private const double ExemptionLost = 0.8;
    private const double Named = 0.7;
    private const double LastingIdentifier = 0.65;
    private const double Doubtful = 0.5;
    private const double Faint = 0.4;

    private static readonly HashSet<string> Following = new(StringComparer.Ordinal)
    {
        "visitor", "visiteur", "visit", "visite", "uid", "uuid", "guid", "userid", "clientid", "cid", "deviceid", "device", "tracking", "track", "tracker", "traceur", "analytics", "stats", "stat", "audience", "fingerprint",
        "empreinte", "fp", "campaign", "campagne", "utm", "gclid", "fbclid", "affiliate", "referrer", "anonymous", "anonymousid", "anon", "pixel", "ads", "advert", "pub", "retargeting", "ga", "mkt", "marketing",
    };

    private static readonly HashSet<string> Serving = new(StringComparer.Ordinal)
    {
        "session", "sess", "sessionid", "sid", "csrf", "xsrf", "token", "auth", "jwt", "login", "signin", "remember", "lang", "language", "langue", "locale", "i18n", "theme", "dark", "mode", "consent", "consentement", "cookie", "cookies",
        "rgpd", "gdpr", "choix", "choice", "choices", "cart", "basket", "panier", "banner", "bandeau", "notice", "cmp", "contrast", "contraste", "police", "fontsize", "a11y", "accessibility", "accessibilite", "draft", "brouillon", "preferences", "prefs",
        "settings", "redirect", "flash", "timezone", "tz", "currency", "devise", "onboarding", "tutorial", "dismissed", "seen", "queue",
    };

    private static readonly string[] Collecting = ["collect", "pixel", "beacon", "track", "tracking", "tracker", "analytics", "telemetry", "hit", "hits"];

    /// <summary>Null for what needs no consent as far as can be seen.</summary>
    public Suspicion? Of(StoredItem item)
    {
        if (list.OfItem(item) is { } tracker)
            return OfKnown(tracker, item);
        var words = Words(item.Name);
        if (item is { Kind: StorageKind.Cookie, IsThirdParty: true })
            return new(null, OtherParty, new($"cookie d'un autre site ({item.Host}) que rien ne rend nécessaire", $"cookie of another site ({item.Host}) that nothing makes necessary"));
        if (words.Any(Following.Contains))
        {
            return item.IsPersistent
                ? new(null, Named, new("son nom parle de suivre les visiteurs, et il dure", "its name speaks of following visitors, and it lasts"))
                : new(null, Doubtful, new("son nom parle de suivre les visiteurs, le temps d'une visite", "its name speaks of following visitors, for one visit"));
        }

        if (words.Any(Serving.Contains))
            return null;
        return (item.Shape, item.Kind, item.IsPersistent) switch
        {
            (ValueShape.Identifier, StorageKind.Cookie, true) => new(null, LastingIdentifier, new("identifiant durable dont l'utilité pour le visiteur n'apparaît pas", "lasting identifier whose use for the visitor does not show")),
            (ValueShape.Identifier, StorageKind.Cookie, false) => new(null, Faint, new("identifiant de visite dont l'utilité est à dire", "identifier for the visit whose use is to be told")),
            (ValueShape.Identifier, StorageKind.LocalStorage, _) => new(null, Doubtful, new("valeur propre à ce navigateur, gardée sans limite", "value of this browser alone, kept without limit")),
            (ValueShape.Text, StorageKind.Cookie, true) => new(null, Faint, new("cookie durable dont l'utilité est à dire", "lasting cookie whose use is to be told")),
            _ => null,
        };
    }

    /// <summary>What a request to another site, or for a known file, means before any choice; embedded contents are told apart (<see cref="IsEmbed"/>).</summary>
    public Suspicion? OfRequest(string host, string path, string kind, bool isThirdParty)
    {
        if (list.OfAddress(host, path) is { } tracker && (isThirdParty || tracker.Files.Count > 0))
        {
            return tracker.Exempt switch
            {
                ConsentExemption.Always => tracker.Category == TrackerCategory.Fonts ? Transfer(tracker) : null,
                ConsentExemption.Configured => Configured(tracker),
                _ when tracker.Product == "YouTube without cookies" => new(tracker, Doubtful, new("lecteur sans cookie avant la lecture, qui reçoit l'adresse IP du visiteur", "player without a cookie before it plays, which receives the visitor's IP address")),
                _ => new(tracker, Known, new($"appel à {tracker.Shown}", $"call to {tracker.Shown}")),
            };
        }

        var words = Words(path);
        return isThirdParty && (kind is "ping" or "beacon" || (kind is "image" or "fetch" or "xhr" or "script" && words.Any(word => Collecting.Contains(word, StringComparer.Ordinal))))
            ? new(null, Doubtful, new($"appel à {host}, dont l'adresse parle de mesure", $"call to {host}, whose address speaks of measuring"))
            : null;
    }

    /// <summary>Contents of others shown in the page, which reach them before any choice.</summary>
    public static bool IsEmbed(Tracker? tracker) => tracker?.Category is TrackerCategory.Social or TrackerCategory.Video or TrackerCategory.Map or TrackerCategory.Captcha or TrackerCategory.Fonts;

    public Tracker? KnownAt(string host, string path) => list.OfAddress(host, path);

    public Tracker? KnownOf(StoredItem item) => list.OfItem(item);

    private Suspicion? OfKnown(Tracker tracker, StoredItem item)
    {
        switch (tracker.Exempt)
        {
            case ConsentExemption.Always:
                return null;
            case ConsentExemption.Configured when ThirteenMonths.IsExceededBy(item.Days, now):
                return new(tracker, ExemptionLost, new($"{tracker.Shown} : plus de 13 mois, l'exemption est perdue", $"{tracker.Shown}: more than 13 months, the exemption is lost"));
            case ConsentExemption.Configured when item is { Kind: StorageKind.Cookie, IsThirdParty: true }:
                return new(tracker, ExemptionLost, new($"{tracker.Shown} : identifiant commun à plusieurs sites, l'exemption est perdue", $"{tracker.Shown}: identifier shared between sites, the exemption is lost"));
            case ConsentExemption.Configured:
                return Configured(tracker);
            default:
                return new(tracker, Known, LocalizedText.Same(tracker.Shown));
        }
    }

    private static Suspicion Configured(Tracker tracker) => new(tracker, Doubtful, tracker.Category == TrackerCategory.TagManager
        ? new($"{tracker.Shown} : ce qu'il charge dépend de sa configuration", $"{tracker.Shown}: what it loads depends on its configuration")
        : new($"{tracker.Shown} : exempté seulement s'il est configuré pour l'éditeur seul", $"{tracker.Shown}: exempt only when configured for the publisher alone"));

    private static Suspicion Transfer(Tracker tracker) =>
        new(tracker, Doubtful, new($"{tracker.Shown} reçoit l'adresse IP du visiteur ; ce n'est pas un traceur en soi", $"{tracker.Shown} receives the visitor's IP address; it is no tracker by itself"));

    /// <summary>The words of a name, cut at signs and at capitals: <c>visitorId</c> is two, and also one.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var whole = new StringBuilder();
        for (var i = 0; i < Math.Min(name.Length, 200); i++)
        {
            var c = name[i];
            if (!char.IsAsciiLetterOrDigit(c))
            {
                End(word);
                End(whole);
                continue;
            }

            if (char.IsAsciiLetterUpper(c) && i > 0 && char.IsAsciiLetterLower(name[i - 1]))
                End(word);
            word.Append(char.ToLowerInvariant(c));
            whole.Append(char.ToLowerInvariant(c));
        }

        End(word);
        End(whole);
        return words;

        void End(StringBuilder ended)
        {
            if (ended.Length > 0)
                words.Add(ended.ToString());
            ended.Clear();
        }
    }
}
