using System.Globalization;
using AuditService.Collectors.Trackers;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Trackers;

namespace AuditService.Collectors.WebPages.Consent;

/// <summary>What a page seen without a choice, after refusing and after accepting says of trackers and of the way it asks.</summary>
/// <param name="whyNotWhole">Why having seen no tracker does not mean that there is none; null when it does.</param>
internal sealed class ConsentFacts(Subject subject, Provenance provenance, ConsentLook look, DateTimeOffset seenAt, LocalizedText? whyNotWhole, int maximumObservations)
{
    private const double SixMonths = 180;
    private const double Sure = 0.9;
    private const double Likely = 0.7;
    private const double Doubtful = 0.5;
    private const double Faint = 0.4;

    private readonly TrackerReading reading = new(TrackerList.Own, seenAt);

    /// <summary>Facts about what is kept and asked for, which other evidence than a visit can give too.</summary>
    public static IReadOnlyList<string> TrackerKeys { get; } =
        ["page.trackersBeforeConsent", "page.embedsBeforeConsent", "page.nonCookieTrackers", "page.trackers", "page.longLivedTrackers", "page.exemptibleAudience", "page.exemptionLost"];

    /// <summary>Facts about the banner and what came of a choice.</summary>
    public static IReadOnlyList<string> ChoiceKeys { get; } =
    [
        "page.consentBanner", "page.refusalWeaker", "page.trackersAfterRefusal", "page.consentPurposes", "page.consentPartners", "page.consentRecall", "page.precheckedPurposes", "page.refusalForgotten", "page.cookieWall",
        "page.deceptivePatterns", "page.withdrawalHarder",
    ];

    public static IReadOnlyList<string> Keys { get; } = [.. TrackerKeys, .. ChoiceKeys];

    public IReadOnlyList<Fact> All() => [.. Trackers(), .. Choices(), Fact.Known(subject, TrackingRow.Key, new TextListValue([.. Rows().Select(row => row.Write())]), provenance)];

    public IEnumerable<Fact> Trackers()
    {
        var before = Sightings(look.Before);
        var everywhere = before.Concat(look.Acceptance?.After is { } accepted ? Sightings(accepted) : []).DistinctBy(seen => seen.Name).ToList();
        var kept = look.Before.Items.Concat(look.Acceptance?.After?.Items ?? []).DistinctBy(item => (item.Kind, item.Name, item.Host)).ToList();
        yield return Seen("page.trackersBeforeConsent", before.Where(seen => seen is { IsEmbed: false, IsCookieless: false }), whyNotWhole);
        yield return Seen("page.embedsBeforeConsent", before.Where(seen => seen.IsEmbed), whyNotWhole);
        yield return Seen("page.nonCookieTrackers", [.. before.Where(seen => seen.IsCookieless), .. Recognition()], whyNotWhole);
        yield return Seen("page.trackers", everywhere, whyNotWhole);
        yield return Seen("page.longLivedTrackers", kept.Where(item => ThirteenMonths.IsExceededBy(item.Days, seenAt) && reading.KnownOf(item)?.Exempt != ConsentExemption.Always).Select(item => new Sighting(
            Named(item), Sure, new($"gardé {Days(item.Days, french: true)}, plus de 13 mois", $"kept for {Days(item.Days, french: false)}, more than 13 months"), IsEmbed: false, IsCookieless: false)), whyNotWhole);
        var exemptible = Audience().ToList();
        yield return Seen("page.exemptibleAudience", exemptible.Select(tool => new Sighting(tool.Name, 1, LocalizedText.Same(tool.Tracker.Shown), IsEmbed: false, IsCookieless: false)).DistinctBy(tool => tool.Why.En), whyNotWhole);
        yield return Seen("page.exemptionLost", kept.Where(item => reading.KnownOf(item) is { Exempt: ConsentExemption.Configured, Category: TrackerCategory.Audience or TrackerCategory.Testing } && reading.Of(item) is { Confidence: >= Observation.Sure })
            .Select(item => new Sighting(Named(item), reading.Of(item)!.Confidence, reading.Of(item)!.Why, IsEmbed: false, IsCookieless: false)), exemptible.Count == 0 ? whyNotWhole : null);
    }

    private IEnumerable<Fact> Choices()
    {
        if (look.Banner is not { } banner || (banner.OnlyInforms && !HasTrackers()))
        {
            yield return look.WhyNoBanner is { } why ? Unknown("page.consentBanner", why) : Seen("page.consentBanner", [], whyNotWhole: null);
            // Without a banner there is nothing to say of it, and nothing to hold against it.
            var none = look.WhyNoBanner ?? NoBanner;
            foreach (var key in ChoiceKeys.Skip(1))
                yield return key is "page.cookieWall" or "page.deceptivePatterns" && look.WhyNoBanner is null ? Seen(key, [], whyNotWhole: null) : Unknown(key, none);
            yield break;
        }

        yield return Seen("page.consentBanner", [Of(banner, 1, new($"{(banner.Cmp is { } cmp ? $"bandeau {cmp}" : "bandeau")} : {Buttons(banner)}", $"{(banner.Cmp is { } name ? $"{name} banner" : "banner")}: {Buttons(banner)}"))], null);
        yield return Seen("page.refusalWeaker", Weaker(banner), null);
        yield return look.Refusal is { After: { } after } ? Seen("page.trackersAfterRefusal", Sightings(after).Where(seen => !IsHarmlessAfterRefusal(seen)), whyNotWhole)
            : Unknown("page.trackersAfterRefusal", look.Refusal?.WhyNot ?? NotTried);
        yield return Seen("page.consentPurposes", ConsentWords.PurposesIn(banner.Text).Where(purpose => purpose.En != "functioning").Select(purpose => Of(banner, 1, purpose)), null);
        yield return Seen("page.consentPartners", Partners(banner), null);
        yield return look.Acceptance is { Clicks: not null } accepted
            ? Seen("page.consentRecall", accepted.Recall.Select(link => At(link.Selector, Shown(link.Label), accepted.Recalled is null ? Doubtful : 1, accepted.Recalled is null ? new("ne rouvre pas les choix, pour autant qu'on l'ait vu", "does not open the choices again, as far as was seen") : new("rouvre les choix", "opens the choices again"))), null)
            : Unknown("page.consentRecall", look.Acceptance?.WhyNot ?? NotTried);
        yield return Prechecked(banner);
        yield return look.Refusal is { Clicks: not null } refused ? Seen("page.refusalForgotten", Forgotten(banner, refused), null) : Unknown("page.refusalForgotten", look.Refusal?.WhyNot ?? NotTried);
        yield return Seen("page.cookieWall", Wall(banner), null);
        yield return Seen("page.deceptivePatterns", Deceptive(banner), null);
        yield return look.Acceptance is { Clicks: not null } given ? Seen("page.withdrawalHarder", Harder(banner, given), null) : Unknown("page.withdrawalHarder", look.Acceptance?.WhyNot ?? NotTried);
    }

    /// <summary>Something that asks for consent was seen, before a choice or after agreeing.</summary>
    private bool HasTrackers() => Sightings(look.Before).Concat(look.Acceptance?.After is { } accepted ? Sightings(accepted) : []).Any(seen => seen.Confidence >= Observation.Sure);

    /// <summary>Fonts, and tools that may do without consent, go on after a refusal without breaking it; contents that follow people do not.</summary>
    private static bool IsHarmlessAfterRefusal(Sighting seen) => seen.Tracker is { Category: TrackerCategory.Fonts } or { Category: TrackerCategory.TagManager };

    private List<Sighting> Sightings(TrackingLook of)
    {
        var seen = new List<Sighting>();
        foreach (var item in of.Items)
        {
            if (reading.Of(item) is { } suspicion)
            {
                var refused = item.IsRefusedByBrowser ? new LocalizedText(" (écriture demandée, que le navigateur n'a pas gardée ici)", " (asked for, not kept by the browser here)") : LocalizedText.Same("");
                seen.Add(new(Named(item), suspicion.Confidence, new(
                    $"{Kind(item.Kind, french: true)}, {Days(item.Days, french: true)} : {suspicion.Why.Fr}{refused.Fr}", $"{Kind(item.Kind, french: false)}, {Days(item.Days, french: false)}: {suspicion.Why.En}{refused.En}"),
                    IsEmbed: false, IsCookieless: item.Kind != StorageKind.Cookie, suspicion.Tracker));
            }
        }

        foreach (var calls in of.Requests.GroupBy(request => (Host: request.Host.ToLowerInvariant(), Product: reading.KnownAt(request.Host, ConsentRequests.PathOf(request))?.Product)))
        {
            var worst = calls.Select(request => reading.OfRequest(request.Host, ConsentRequests.PathOf(request), request.Kind, IsOther(request))).OfType<Suspicion>().OrderByDescending(suspicion => suspicion.Confidence).FirstOrDefault();
            if (worst is null)
                continue;
            // What may measure before consent is told to keep nothing until then: whether it obeys is for a person to see.
            var isDenied = look.DeniesByDefault && worst.Tracker is { Vendor: "Google", Category: TrackerCategory.Audience or TrackerCategory.Advertising };
            var name = worst.Tracker?.Files.Count > 0 && !calls.Any(IsOther) ? ConsentRequests.PathOf(calls.First()) : calls.Key.Host;
            seen.Add(new(name, isDenied ? Math.Min(worst.Confidence, Doubtful) : worst.Confidence, new(
                $"{calls.Count()} requête(s) : {worst.Why.Fr}{(isDenied ? " (mode « consent » refusé par défaut)" : "")}", $"{calls.Count()} request(s): {worst.Why.En}{(isDenied ? " (consent mode denied by default)" : "")}"),
                TrackerReading.IsEmbed(worst.Tracker), IsCookieless: false, worst.Tracker));
        }

        return seen;
    }

    private static bool IsOther(PageRequest request) => request.IsThirdParty && request.Host.Length > 0;

    private IEnumerable<Sighting> Recognition()
    {
        var families = look.Before.Recognition;
        if (families.Count == 0)
            yield break;
        // One way alone has honest uses (a chart that is saved, a game that asks for the graphics card); two together are a signature.
        var confidence = families.Count >= 2 ? Sure : families[0] is "canvas" or "fonts" ? Doubtful : Faint;
        yield return new(string.Join(", ", families), confidence, new(
            $"empreinte de l'appareil : {string.Join(", ", families.Select(family => Family(family, french: true)))}", $"device fingerprint: {string.Join(", ", families.Select(family => Family(family, french: false)))}"), IsEmbed: false, IsCookieless: true);
    }

    private IEnumerable<(string Name, Tracker Tracker)> Audience() => look.Before.Items.Select(item => (Name: Named(item), Tracker: reading.KnownOf(item)))
        .Concat(look.Before.Requests.Select(request => (Name: request.Host, Tracker: reading.KnownAt(request.Host, ConsentRequests.PathOf(request)))))
        .Where(tool => tool.Tracker is { Exempt: ConsentExemption.Configured, Category: TrackerCategory.Audience or TrackerCategory.Testing })
        .Select(tool => (tool.Name.Length > 0 ? tool.Name : tool.Tracker!.Product, tool.Tracker!));

    private IEnumerable<Sighting> Weaker(ConsentLayer banner)
    {
        if (banner.Find(ConsentRole.Accept) is not { } accept)
            yield break;
        if (banner.Find(ConsentRole.Refuse) is not { } refuse)
        {
            var clicks = look.Refusal?.Clicks;
            yield return clicks is { } count
                ? Of(banner, Sure, new($"refuser demande {count} clics, accepter un seul", $"refusing takes {count} clicks, accepting one"))
                : banner.Find(ConsentRole.Close) is not null
                    ? Of(banner, Doubtful, new("aucun bouton pour refuser, seulement une croix ou « Fermer »", "no button to refuse, only a cross or \"Close\""))
                    : Of(banner, Sure, new("aucun moyen de refuser au premier niveau", "no way to refuse on the first layer"));
            yield break;
        }

        var (areaA, areaR) = (accept.Width * accept.Height, refuse.Width * refuse.Height);
        if (accept.IsInside && !refuse.IsInside)
            yield return At(refuse.Selector, Shown(refuse.Label), Likely, new("il faut faire défiler pour refuser, pas pour accepter", "one must scroll to refuse, not to accept"));
        if (areaR > 0 && areaR < 0.5 * areaA && refuse.IsFramed)
            yield return At(refuse.Selector, Shown(refuse.Label), Likely, new(
                $"bouton de refus plus petit : {refuse.Width:0}×{refuse.Height:0} contre {accept.Width:0}×{accept.Height:0} pixels", $"smaller button to refuse: {refuse.Width:0}×{refuse.Height:0} against {accept.Width:0}×{accept.Height:0} pixels"));
        if (refuse.FontSize > 0 && refuse.FontSize < 0.8 * accept.FontSize)
            yield return At(refuse.Selector, Shown(refuse.Label), Likely, new(
                FormattableString.Invariant($"texte du refus plus petit : {refuse.FontSize:0.#} contre {accept.FontSize:0.#} pixels"), FormattableString.Invariant($"smaller text to refuse: {refuse.FontSize:0.#} against {accept.FontSize:0.#} pixels")));
        if (refuse.Contrast < 3 && accept.Contrast >= 3 && refuse.Contrast < 0.7 * accept.Contrast)
            yield return At(refuse.Selector, Shown(refuse.Label), Likely, new(
                FormattableString.Invariant($"texte du refus moins lisible : contraste de {refuse.Contrast:0.#} contre {accept.Contrast:0.#}"), FormattableString.Invariant($"less legible text to refuse: contrast of {refuse.Contrast:0.#} against {accept.Contrast:0.#}")));
        if (accept.IsFramed && !refuse.IsFramed)
            yield return At(refuse.Selector, Shown(refuse.Label), Doubtful, new("un simple lien pour refuser, un bouton pour accepter", "a mere link to refuse, a button to accept"));
        else if (accept.Background >= 2 && refuse.Background < 1.3)
            yield return At(refuse.Selector, Shown(refuse.Label), Faint, new("bouton de refus sans fond, bouton d'acceptation en couleur", "button to refuse without ground, coloured button to accept"));
    }

    private IEnumerable<Sighting> Partners(ConsentLayer banner)
    {
        var layers = new[] { banner, look.Refusal?.SecondLayer, look.Acceptance?.Settings }.OfType<ConsentLayer>().ToList();
        if (layers.SelectMany(layer => layer.Buttons).FirstOrDefault(button => ConsentWords.RoleOf(button.Label) == ConsentRole.Partners) is { } link)
            yield return At(link.Selector, Shown(link.Label), 1, new("mène à la liste de ceux qui lisent ou écrivent", "leads to the list of those who read or write"));
        else if (banner.Find(ConsentRole.Policy) is { } policy)
            yield return At(policy.Selector, Shown(policy.Label), Doubtful, new("mène à une politique, dont il reste à voir si elle donne la liste", "leads to a policy, of which it remains to be seen whether it gives the list"));
    }

    private Fact Prechecked(ConsentLayer banner)
    {
        const string Key = "page.precheckedPurposes";
        var layers = new[] { banner, look.Refusal?.SecondLayer, look.Acceptance?.Settings }.OfType<ConsentLayer>().ToList();
        var ticked = layers.SelectMany(layer => layer.Boxes).Where(box => box.IsAgreedBeforehand && !IsNecessary(box.Purpose)).OrderByDescending(box => box.IsSeen).DistinctBy(box => box.Purpose).ToList();
        var isUnseen = ticked.Count == 0 && banner.Find(ConsentRole.Settings) is not null && look.Refusal?.SecondLayer is null && look.Acceptance?.Settings is null && banner.Boxes.Count == 0;
        return isUnseen
            ? Unknown(Key, new("les réglages du bandeau n'ont pas pu être ouverts", "the settings of the banner could not be opened"))
            : Seen(Key, ticked.Select(box => At(box.Selector, Shown(box.Purpose), box.IsSeen ? Sure : Doubtful, new("cochée d'avance", "ticked in advance"))), null);
    }

    private IEnumerable<Sighting> Forgotten(ConsentLayer banner, RefusalLook refused)
    {
        if (refused.AsksAgain == true)
            yield return Of(banner, Sure, new("le bandeau revient dès que la page est rechargée après un refus", "the banner comes back as soon as the page is loaded again after a refusal"));
        if (refused.MemoryDays is { } days && days < SixMonths && refused.AsksAgain != true)
            yield return Of(banner, Likely, new($"le refus n'est gardé que {Days(days, french: true)} (six mois conseillés)", $"the refusal is kept for {Days(days, french: false)} only (six months advised)"));
    }

    private IEnumerable<Sighting> Wall(ConsentLayer banner)
    {
        if (banner.Find(ConsentRole.Refuse) is null && ConsentWords.AsksForMoney(banner.Text))
            yield return Of(banner, Likely, new("accepter les traceurs, ou payer", "accept the trackers, or pay"));
        else if (ConsentWords.Forces(banner.Text))
            yield return Of(banner, Likely, new("le texte dit qu'il faut accepter pour continuer", "the text says that one must accept to go on"));
        else if (banner.Covered >= 0.9 && (ConsentRole[])[ConsentRole.Refuse, ConsentRole.Settings, ConsentRole.Close, ConsentRole.Save] is var ways && !Array.Exists(ways, way => banner.Find(way) is not null))
            yield return Of(banner, Likely, new("la page est couverte, et seul l'accord l'ouvre", "the page is covered, and agreeing alone opens it"));
    }

    private IEnumerable<Sighting> Deceptive(ConsentLayer banner)
    {
        foreach (var box in banner.Boxes.Concat(look.Refusal?.SecondLayer?.Boxes ?? []).Where(box => box is { IsAgreedBeforehand: true, IsSeen: true } && !IsNecessary(box.Purpose)).DistinctBy(box => box.Purpose).Take(5))
            yield return At(box.Selector, Shown(box.Purpose), Sure, new("case cochée d'avance", "box ticked in advance"));
        var refuse = banner.Find(ConsentRole.Refuse);
        if (refuse is not null && ConsentWords.Shames(refuse.Label))
            yield return At(refuse.Selector, Shown(refuse.Label), Likely, new("le refus est tourné pour culpabiliser", "the refusal is worded so as to shame"));
        if (refuse is not null && (refuse.Contrast < 2 || refuse.FontSize is > 0 and < 9))
            yield return At(refuse.Selector, Shown(refuse.Label), Likely, new("le refus se lit à peine", "the refusal can hardly be read"));
        // Where each purpose has its refusal, saving them refuses: with more clicks, which another fact counts.
        var isRefusedByChoices = banner.Find(ConsentRole.Save) is not null && banner.Boxes.Any(box => box is { IsSeen: true, IsDisabled: false });
        if (refuse is null && !isRefusedByChoices && banner.Find(ConsentRole.Accept) is not null)
        {
            yield return banner.Find(ConsentRole.Settings) is { } settings
                ? At(settings.Selector, Shown(settings.Label), Likely, new("le refus est caché derrière les réglages", "the refusal is hidden behind the settings"))
                : Of(banner, Likely, new("aucun refus n'est offert", "no refusal is offered"));
        }
    }

    private IEnumerable<Sighting> Harder(ConsentLayer banner, AcceptanceLook given)
    {
        if (given.Recall.Count == 0)
            yield return Of(banner, Likely, new("une fois l'accord donné, rien sur la page ne ramène aux choix", "once agreed, nothing on the page leads back to the choices"));
        else if (given.Recalled is null)
            yield return At(given.Recall[0].Selector, Shown(given.Recall[0].Label), Doubtful, new("l'élément pressé n'a pas rouvert les choix", "the element pressed did not open the choices again"));
        else if (given.Recalled.Find(ConsentRole.Refuse) is null && given.Recalled.Find(ConsentRole.Save) is null)
            yield return At(given.Recall[0].Selector, Shown(given.Recall[0].Label), Doubtful, new("les choix rouverts n'offrent ni refus ni enregistrement", "the choices opened again offer neither refusal nor saving"));
    }

    private IEnumerable<TrackingRow> Rows()
    {
        var (before, refused, accepted) = (look.Before, look.Refusal?.After, look.Acceptance?.After);
        var items = before.Items.Concat(refused?.Items ?? []).Concat(accepted?.Items ?? []).DistinctBy(Same).ToList();
        foreach (var item in items.Take(maximumObservations * 2))
        {
            var tracker = reading.KnownOf(item);
            yield return new(Kind(item.Kind), item.Name, item.IsThirdParty ? item.Host : "", item.IsThirdParty, tracker?.Shown ?? "", tracker?.Category.ToString() ?? "", item.Days, Has(before), refused is null ? null : Has(refused), accepted is null ? null : Has(accepted));

            bool Has(TrackingLook of) => of.Items.Any(other => Same(other) == Same(item));
        }

        foreach (var host in before.Requests.Concat(refused?.Requests ?? []).Concat(accepted?.Requests ?? []).Where(IsOther).GroupBy(request => request.Host, StringComparer.OrdinalIgnoreCase).OrderBy(host => host.Key, StringComparer.Ordinal).Take(maximumObservations * 2))
        {
            var tracker = host.Select(request => reading.KnownAt(request.Host, ConsentRequests.PathOf(request))).FirstOrDefault(known => known is not null);
            yield return new("host", host.Key, "", IsThirdParty: true, tracker?.Shown ?? "", tracker?.Category.ToString() ?? "", Days: null, Calls(before), refused is null ? null : Calls(refused), accepted is null ? null : Calls(accepted));

            bool Calls(TrackingLook of) => of.Requests.Any(request => string.Equals(request.Host, host.Key, StringComparison.OrdinalIgnoreCase));
        }

        static (StorageKind, string, string) Same(StoredItem item) => (item.Kind, item.Name, item.IsThirdParty ? item.Host : "");
    }

    private static bool IsNecessary(string label)
    {
        var words = Plain.Words(label);
        return ((string[])["necessaire", "essentiel", "technique", "indispensable", "obligatoire", "fonctionnement", "fonctionnel", "necessary", "essential", "required", "strictly", "toujours actif", "always active"]).Any(word => words.Contains(word, StringComparison.Ordinal));
    }

    private static string Buttons(ConsentLayer banner) => string.Join(" · ", banner.Buttons.Where(button => ConsentWords.RoleOf(button.Label) != ConsentRole.Other).Take(6).Select(button => $"« {Shown(button.Label)} »"));

    private static string Shown(string label) => Plain.Cut(Selectors.Masked(Plain.Text(label)), 80);

    private static string Named(StoredItem item) => Plain.Cut(Selectors.Masked(item.Host.Length > 0 && item.IsThirdParty ? $"{item.Name} ({item.Host})" : item.Name), Observation.MaximumExcerpt);

    private static string Kind(StorageKind kind) => kind switch
    {
        StorageKind.Cookie => "cookie",
        StorageKind.LocalStorage => "localStorage",
        StorageKind.SessionStorage => "sessionStorage",
        _ => "database",
    };

    private static string Kind(StorageKind kind, bool french) => kind == StorageKind.Database ? (french ? "base de données du navigateur" : "database of the browser") : Kind(kind);

    private static string Days(double? days, bool french) => (days, french) switch
    {
        (null, true) => "le temps de la visite",
        (null, _) => "for the visit",
        (double.PositiveInfinity, true) => "sans limite",
        (double.PositiveInfinity, _) => "without limit",
        ({ } number, true) => $"{Math.Round(number).ToString(CultureInfo.InvariantCulture)} jour(s)",
        ({ } number, _) => $"{Math.Round(number).ToString(CultureInfo.InvariantCulture)} day(s)",
    };

    private static string Family(string family, bool french) => (family, french) switch
    {
        ("canvas", true) => "dessin de texte relu (canvas)",
        ("canvas", _) => "drawn text read back (canvas)",
        ("webgl", true) => "nom de la carte graphique (WebGL)",
        ("webgl", _) => "name of the graphics card (WebGL)",
        ("audio", true) => "calcul sonore (AudioContext)",
        ("audio", _) => "sound computed (AudioContext)",
        ("fonts", true) => "inventaire des polices",
        ("fonts", _) => "inventory of fonts",
        (_, true) => "inventaire des micros et caméras",
        _ => "inventory of microphones and cameras",
    };

    private static LocalizedText NoBanner { get; } = new("aucun bandeau de consentement n'a été vu sur cette page", "no consent banner was seen on this page");

    private static LocalizedText NotTried { get; } = new("le choix n'a pas été essayé", "the choice was not tried");

    private static Sighting Of(ConsentLayer layer, double confidence, LocalizedText why) => At(layer.Selector, Plain.Cut(Selectors.Masked(layer.Text), 160), confidence, why);

    private static Sighting At(string selector, string shown, double confidence, LocalizedText why) => new(shown, confidence, why, IsEmbed: false, IsCookieless: false, Selector: selector);

    private Fact Seen(string key, IEnumerable<Sighting> sightings, LocalizedText? whyNotWhole)
    {
        var all = sightings.ToList();
        return all.Count == 0 && whyNotWhole is not null
            ? Unknown(key, whyNotWhole)
            : Fact.Known(subject, key, new ObservationsValue([.. all.Take(maximumObservations).Select(seen => new Observation(Location.Element(subject.Id, seen.Selector), seen.Name, seen.Why, seen.Confidence))], all.Count), provenance);
    }

    private Fact Unknown(string key, LocalizedText why) => Fact.Unavailable(subject, key, new(UnavailableBecause.Unreadable, why), provenance);

    private sealed record Sighting(string Name, double Confidence, LocalizedText Why, bool IsEmbed, bool IsCookieless, Tracker? Tracker = null, string? Selector = null);
}
