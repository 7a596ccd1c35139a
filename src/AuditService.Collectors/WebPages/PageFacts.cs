using System.Globalization;
using AngleSharp.Dom;
using AuditService.Collectors.Trackers;
using AuditService.Collectors.WebPages.Consent;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Rgaa;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Facts;

namespace AuditService.Collectors.WebPages;

/// <summary>The facts of one page, from its evidence and the outcomes of the RGAA tests.</summary>
internal sealed class PageFacts(Subject subject, CollectorIdentity collector, PageEvidence evidence, UnavailableBecause whyNotRendered, IReadOnlyDictionary<int, string> pictures, int maximumObservations)
{
    private static readonly string[] PrivacyWords =
    [
        "confidentialite", "donnees personnelles", "vie privee", "protection des donnees", "mentions legales", "politique de cookies", "rgpd", "privacy", "data protection", "legal notice", "personal data",
    ];

    /// <summary>Elements of one test that a report lists for a person to judge.</summary>
    private const int MaximumToReview = 12;

    private readonly Provenance provenance = new(collector, EvidenceGrade.MachineChecked, Location.Element(subject.Id, selector: null));

    /// <summary>Facts that need a browser.</summary>
    public static IReadOnlyList<string> RenderedKeys { get; } =
    [
        "page.cookiesBeforeConsent", "page.thirdPartyHosts", "page.consoleErrors", "page.blockedRequests", "page.axeViolations", "page.horizontalScrollAt320", "page.weightBytes", "page.requests",
    ];

    /// <summary>Elements for a person to judge, of tests that name some, and what an auditor reads in a row.</summary>
    public static IReadOnlyList<string> ReviewKeys { get; } = [.. RgaaReference.Tests.Select(test => $"page.rgaa.{test}.toReview"), "page.rgaa.headings", "page.rgaa.links", "page.rgaa.images"];

    /// <summary>Facts of the page as it loads in its first window, and of no other look.</summary>
    public static IReadOnlyList<string> ConsentKeys { get; } = ["page.watchedForTrackers", .. ConsentFacts.Keys];

    public static IReadOnlyList<string> Keys { get; } =
    [
        .. RgaaReference.Tests.SelectMany(test => (string[])[$"page.rgaa.{test}.outcome", $"page.rgaa.{test}.failures", $"page.rgaa.{test}.elements"]),
        "page.title", "page.language", "page.state", "page.viewport", "page.formFieldsPersonal", "page.privacyLink", "page.charts", "page.consentBoxes", "page.bundledConsents",
        .. RenderedKeys, .. ConsentKeys,
    ];

    public IReadOnlyList<Fact> All(AuditedPage page, IReadOnlyList<RgaaTestResult> results) =>
    [
        .. results.SelectMany(result => Rgaa(result, page)),
        .. PageInventory.Of(page).Where(list => list.Total > 0).Select(list => Known($"page.rgaa.{list.Key}", new ObservationsValue([.. list.Entries.Take(maximumObservations).Select(Sighted)], list.Total))),
        Known("page.state", new TextValue(evidence.State)),
        Known("page.viewport", new TextValue(evidence.Viewport)),
        Text("page.title", page, page.Document.QuerySelector("title")?.TextContent, new("la page n'a pas de titre", "the page has no title")),
        Text("page.language", page, page.Document.DocumentElement.GetAttribute("lang"), new("la page n'indique pas sa langue", "the page does not tell its language")),
        Seen("page.formFieldsPersonal", Observed(PersonalFields.Of(page).Select(field => ((IElement?)field, (LocalizedText?)null)), page), page.WhyUnfinished),
        page.WhyUnfinished is { } why && !HasPrivacyLink(page) ? Unknown("page.privacyLink", why) : Known("page.privacyLink", new BooleanValue(HasPrivacyLink(page))),
        Seen("page.charts", Charts(page), page.WhyUnfinished),
        Seen("page.consentBoxes", Observed(BundledConsents.Boxes(page).Select(box => ((IElement?)box, (LocalizedText?)null)), page), page.WhyUnfinished),
        Seen("page.bundledConsents", Bundled(page), page.WhyUnfinished),
        .. Rendered(page),
        .. Consent(page),
    ];

    private static bool HasPrivacyLink(AuditedPage page) => page.Named("a", "area")
        .Any(link => link.HasAttribute("href") && PrivacyWords.Any(word => Plain.Words($"{page.Names.FromAnything(link)} {link.GetAttribute("href")}").Contains(word, StringComparison.Ordinal)));

    private IEnumerable<Fact> Rgaa(RgaaTestResult result, AuditedPage page)
    {
        var outcome = $"page.rgaa.{result.Test}.outcome";
        var failures = $"page.rgaa.{result.Test}.failures";
        if (result.Outcome == RgaaOutcome.NotTested)
        {
            var why = new Unavailability(result.IsHindered ? UnavailableBecause.Unreadable : evidence.Rendered is null && page.Nature == PageNature.Finished ? whyNotRendered : UnavailableBecause.NotFound, result.Reason ?? new("test non mené", "test not done"));
            yield return Fact.Unavailable(subject, outcome, why, provenance);
            yield return Fact.Unavailable(subject, failures, why, provenance);
            yield break;
        }
        yield return Known(outcome, new TextValue(Word(result.Outcome)));
        yield return Known($"page.rgaa.{result.Test}.elements", new NumberValue(result.Elements));
        var isFailure = result.Outcome == RgaaOutcome.NonCompliant;
        yield return Known(failures, new ObservationsValue(isFailure ? [.. result.Observations.Take(maximumObservations).Select(Sighted)] : [], isFailure ? result.Total : 0));
        if (result.Outcome == RgaaOutcome.NeedsReview && result.Observations.Count > 0)
            yield return Known($"page.rgaa.{result.Test}.toReview", new ObservationsValue([.. result.Observations.Take(Math.Min(MaximumToReview, maximumObservations)).Select(Sighted)], result.Total));
    }

    private Observation Sighted(RgaaObservation seen) => new(
        Location.Element(subject.Id, seen.Selector.Length == 0 ? null : seen.Selector),
        NonEmpty(seen.Excerpt),
        seen.Spoken is { } spoken ? new($"{seen.Detail.Fr} [{Told(spoken, "rôle", "sans nom", "nom")}]", $"{seen.Detail.En} [{Told(spoken, "role", "no name", "name")}]") : seen.Detail,
        Screenshot: seen.Element is { } element ? pictures.GetValueOrDefault(element) : null);

    private static string Told(SpokenElement spoken, string role, string nameless, string name) =>
        $"{role} {(spoken.Role.Length > 0 ? spoken.Role : "none")}, {(spoken.Name.Length > 0 ? $"{name} \"{Plain.Cut(spoken.Name, 80)}\"" : nameless)}";

    private IEnumerable<Fact> Rendered(AuditedPage page)
    {
        if (page.WhyUnfinished is { } unfinished)
            return Unfinished(page, unfinished);
        if (evidence.Rendered is not { } rendered)
        {
            var why = new Unavailability(whyNotRendered, evidence.WhyNotRendered ?? new("aucun navigateur", "no browser"));
            return RenderedKeys.Select(key => Fact.Unavailable(subject, key, why, provenance));
        }
        return
        [
            Seen("page.cookiesBeforeConsent", Cookies(rendered), page.Withheld.HasOtherParties ? Unvisited : null),
            Known("page.thirdPartyHosts", Hosts(Contacted(rendered))),
            page.Withheld.WhyErrorsProveNothing is { } gone
                ? Unknown("page.consoleErrors", gone)
                : Known("page.consoleErrors", Noted(page.Withheld.OwnErrors.Select(message => (message, (LocalizedText?)null)))),
            Known("page.blockedRequests", Noted(rendered.Requests.Where(request => request.Blocked).Select(request => (request.Url, (LocalizedText?)null)))),
            Seen("page.axeViolations", Observed(rendered.Axe.Rules.Where(rule => !page.Withheld.Bears(rule.Rule)).SelectMany(rule => rule.Violations.Select(node => (page.Numbered(node.Element), (LocalizedText?)new LocalizedText($"{Plain.Cut(node.Message.Fr, 160)} (axe : {rule.Rule}, gravité {FrenchImpact(rule.Impact)})", $"{Plain.Cut(node.Message.En, 160)} (axe: {rule.Rule}, impact {rule.Impact ?? "unknown"})")))), page), page.Withheld.WhyNotDrawn),
            Known("page.weightBytes", new NumberValue(rendered.Traffic.Sum(entry => entry.BytesReceived))),
            Known("page.requests", new NumberValue(rendered.Requests.Count)),
            page.Withheld.WhyNotSized is { } sizeless ? Unknown("page.horizontalScrollAt320", sizeless)
                : rendered.Reflow is { } look ? Known("page.horizontalScrollAt320", new BooleanValue(look.ScrollWidth > 320))
                : Fact.Unavailable(subject, "page.horizontalScrollAt320", new(UnavailableBecause.TimedOut, new("la page n'a pas répondu à 320 px", "the page did not answer at 320 px")), provenance),
        ];
    }

    /// <summary>What a frame or a template shows already is true of the page it becomes; what it does not show proves nothing.</summary>
    private IEnumerable<Fact> Unfinished(AuditedPage page, LocalizedText why) => RenderedKeys.Select(key => key switch
    {
        "page.cookiesBeforeConsent" when page.Rendered is { } rendered => Seen(key, Cookies(rendered), why),
        "page.thirdPartyHosts" => Seen(key, Hosts(page.Rendered is { } rendered ? Contacted(rendered) : PageReferences.OtherHosts(page.Source)), why),
        _ => Unknown(key, why),
    });

    private ObservationsValue Cookies(RenderedPage rendered) =>
        Noted(rendered.Cookies.Select(cookie => (cookie.Name, (LocalizedText?)new LocalizedText(
            $"traceur déposé par {cookie.Domain ?? "la page elle-même"}, {Lifetime(cookie, "le temps de la visite", "jours")}", $"cookie set by {cookie.Domain ?? "the page itself"}, {Lifetime(cookie, "for the visit", "days")}"))));

    private static IEnumerable<(string Host, string Kind)> Contacted(RenderedPage rendered) => rendered.Requests.Where(request => request.IsThirdParty).Select(request => (request.Host, request.Kind));

    private ObservationsValue Hosts(IEnumerable<(string Host, string Kind)> contacts) => Noted(contacts
        .GroupBy(contact => contact.Host, contact => contact.Kind, StringComparer.OrdinalIgnoreCase).OrderBy(host => host.Key, StringComparer.Ordinal)
        .Select(host => (host.Key, Kinds: string.Join(", ", host.Distinct().Order(StringComparer.Ordinal)), Count: host.Count()))
        .Select(host => (host.Key, (LocalizedText?)new LocalizedText($"{host.Count} requête(s) : {host.Kinds}", $"{host.Count} request(s): {host.Kinds}"))));

    /// <summary>What the three visits tell. Another state or window is judged on its cookies alone: the choices are tried on the page as it loads.</summary>
    private IEnumerable<Fact> Consent(AuditedPage page)
    {
        if (evidence.Rendered is not { } rendered)
        {
            var why = new Unavailability(page.WhyUnfinished is null ? whyNotRendered : UnavailableBecause.Unreadable, page.WhyUnfinished ?? evidence.WhyNotRendered ?? new("aucun navigateur", "no browser"));
            return ConsentKeys.Select(key => Fact.Unavailable(subject, key, why, provenance));
        }

        var whyNotWhole = page.WhyUnfinished ?? (rendered.Requests.Any(MayTrack) ? Unvisited : null);
        if (rendered.Consent is { } look)
            return [Known("page.watchedForTrackers", new BooleanValue(true)), .. new ConsentFacts(subject, provenance, look, rendered.SeenAt, whyNotWhole, maximumObservations).All()];
        var cookies = new ConsentLook { Before = new([.. rendered.Cookies.Select(cookie => new StoredItem(StorageKind.Cookie, cookie.Name, cookie.Domain ?? "", cookie.Domain is not null, cookie.ExpiresInDays, ValueShape.Unknown))], [], []) };
        return
        [
            Known("page.watchedForTrackers", new BooleanValue(false)),
            .. new ConsentFacts(subject, provenance, cookies, rendered.SeenAt, whyNotWhole, maximumObservations).Trackers().Where(fact => fact.Key == "page.trackersBeforeConsent"),
        ];
    }

    /// <summary>Whether what was not loaded could have set trackers: fonts and public file networks do not.</summary>
    private static bool MayTrack(PageRequest request) =>
        request is { Blocked: true, IsThirdParty: true } && TrackerList.Own.OfAddress(request.Host, ConsentRequests.PathOf(request)) is not { Exempt: ConsentExemption.Always };

    private ObservationsValue Bundled(AuditedPage page)
    {
        var all = BundledConsents.In(page).ToList();
        return new([.. all.Take(maximumObservations).Select(found => new Observation(Location.Element(subject.Id, Selectors.Of(found.Box, page.Names)), Selectors.Excerpt(found.Box), found.Why, found.Confidence))], all.Count);
    }

    private static LocalizedText Unvisited { get; } = new(
        "aucun traceur vu, mais l'audit n'a pas chargé ce que la page demande à d'autres hôtes, qui peuvent en déposer ; déclarez l'adresse de la page (interface.pages, url) et ces hôtes (interface.allowedHosts)",
        "no tracker seen, but the audit did not load what the page asks of other hosts, which may set some; declare the address of the page (interface.pages, url) and these hosts (interface.allowedHosts)");

    private ObservationsValue Charts(AuditedPage page)
    {
        var charts = PageCharts.Of(page).ToList();
        return new(
            [
                .. charts.Take(maximumObservations).Select(chart => new Observation(
                    Location.Element(subject.Id, Selectors.Of(chart.Drawing, page.Names)),
                    Selectors.Excerpt(chart.Drawing),
                    page.Names.Alternative(chart.Drawing) is null && page.Names.Content(chart.Drawing).Length == 0 ? new LocalizedText("sans alternative", "without an alternative") : null,
                    chart.Confidence)),
            ],
            charts.Count);
    }

    private ObservationsValue Observed(IEnumerable<(IElement? Element, LocalizedText? Detail)> sightings, AuditedPage page)
    {
        var all = sightings.ToList();
        return new ObservationsValue(
            [.. all.Take(maximumObservations).Select(sighting => new Observation(
                Location.Element(subject.Id, sighting.Element is { } element ? Selectors.Of(element, page.Names) : null), sighting.Element is { } shown ? Selectors.Excerpt(shown) : null, sighting.Detail))],
            all.Count);
    }

    private ObservationsValue Noted(IEnumerable<(string Text, LocalizedText? Detail)> notes)
    {
        var all = notes.ToList();
        return new ObservationsValue(
            [.. all.Take(maximumObservations).Select(note => new Observation(Location.Element(subject.Id, selector: null), Plain.Cut(Selectors.Masked(note.Text), Observation.MaximumExcerpt), note.Detail))], all.Count);
    }

    /// <param name="whyNotWhole">Why having seen nothing does not mean that there is nothing; null when it does.</param>
    private Fact Seen(string key, ObservationsValue seen, LocalizedText? whyNotWhole) => whyNotWhole is not null && seen.Total == 0 ? Unknown(key, whyNotWhole) : Known(key, seen);

    private Fact Unknown(string key, LocalizedText why) => Fact.Unavailable(subject, key, new(UnavailableBecause.Unreadable, why), provenance);

    private Fact Known(string key, FactValue value) => Fact.Known(subject, key, value, provenance);

    private Fact Text(string key, AuditedPage page, string? text, LocalizedText whyNot) =>
        page.WhyUnfinished is { } unfinished && (page.Nature != PageNature.Oversized || Plain.Text(text).Length == 0) ? Unknown(key, unfinished)
        : Plain.Text(text) is { Length: > 0 } known ? Known(key, new TextValue(Plain.Cut(known, Observation.MaximumExcerpt)))
        : Fact.Unavailable(subject, key, new(UnavailableBecause.NotFound, whyNot), provenance);

    private static string Lifetime(PageCookie cookie, string session, string days) =>
        cookie.ExpiresInDays is { } lifetime ? $"{Math.Round(lifetime).ToString(CultureInfo.InvariantCulture)} {days}" : session;

    private static string FrenchImpact(string? impact) => impact switch
    {
        "minor" => "mineure",
        "moderate" => "modérée",
        "serious" => "sérieuse",
        "critical" => "critique",
        _ => "inconnue",
    };

    private static string Word(RgaaOutcome outcome) => outcome switch
    {
        RgaaOutcome.Compliant => "compliant",
        RgaaOutcome.NonCompliant => "nonCompliant",
        RgaaOutcome.NotApplicable => "notApplicable",
        RgaaOutcome.NeedsReview => "needsReview",
        _ => "notTested",
    };

    private static string? NonEmpty(string text) => text.Length == 0 ? null : text;
}
