using System.Globalization;
using AngleSharp.Dom;
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

    private readonly Provenance provenance = new(collector, EvidenceGrade.MachineChecked, Location.Element(subject.Id, selector: null));

    /// <summary>Facts that need a browser.</summary>
    public static IReadOnlyList<string> RenderedKeys { get; } =
    [
        "page.cookiesBeforeConsent", "page.thirdPartyHosts", "page.consoleErrors", "page.blockedRequests", "page.axeViolations", "page.horizontalScrollAt320", "page.weightBytes", "page.requests",
    ];

    public static IReadOnlyList<string> Keys { get; } =
    [
        .. RgaaReference.Tests.SelectMany(test => (string[])[$"page.rgaa.{test}.outcome", $"page.rgaa.{test}.failures", $"page.rgaa.{test}.elements"]),
        "page.title", "page.language", "page.state", "page.viewport", "page.formFieldsPersonal", "page.privacyLink", "page.charts",
        .. RenderedKeys,
    ];

    public IReadOnlyList<Fact> All(AuditedPage page, IReadOnlyList<RgaaTestResult> results) =>
    [
        .. results.SelectMany(Rgaa),
        Known("page.state", new TextValue(evidence.State)),
        Known("page.viewport", new TextValue(evidence.Viewport)),
        Text("page.title", page.Document.QuerySelector("title")?.TextContent, new("la page n'a pas de titre", "the page has no title")),
        Text("page.language", page.Document.DocumentElement.GetAttribute("lang"), new("la page n'indique pas sa langue", "the page does not tell its language")),
        Known("page.formFieldsPersonal", Observed(FormFields.ToFillIn(page).Where(field => Autocomplete.PurposeOf(page, field) is not null).Select(field => ((IElement?)field, (LocalizedText?)null)), page)),
        Known("page.privacyLink", new BooleanValue(page.Named("a", "area").Any(link => link.HasAttribute("href") && PrivacyWords.Any(word => Plain.Words($"{page.Names.FromAnything(link)} {link.GetAttribute("href")}").Contains(word, StringComparison.Ordinal))))),
        Known("page.charts", Charts(page)),
        .. Rendered(page),
    ];

    private IEnumerable<Fact> Rgaa(RgaaTestResult result)
    {
        var outcome = $"page.rgaa.{result.Test}.outcome";
        var failures = $"page.rgaa.{result.Test}.failures";
        if (result.Outcome == RgaaOutcome.NotTested)
        {
            var why = new Unavailability(evidence.Rendered is null ? whyNotRendered : UnavailableBecause.NotFound, result.Reason ?? new("test non mené", "test not done"));
            yield return Fact.Unavailable(subject, outcome, why, provenance);
            yield return Fact.Unavailable(subject, failures, why, provenance);
            yield break;
        }
        yield return Known(outcome, new TextValue(Word(result.Outcome)));
        yield return Known($"page.rgaa.{result.Test}.elements", new NumberValue(result.Elements));
        var proofs = result.Outcome == RgaaOutcome.NonCompliant ? result.Observations : [];
        yield return Known(failures, new ObservationsValue(
            [.. proofs.Take(maximumObservations).Select(proof => new Observation(Location.Element(subject.Id, proof.Selector.Length == 0 ? null : proof.Selector), NonEmpty(proof.Excerpt), proof.Detail, Screenshot: proof.Element is { } element ? pictures.GetValueOrDefault(element) : null))],
            result.Outcome == RgaaOutcome.NonCompliant ? result.Total : 0));
    }

    private IEnumerable<Fact> Rendered(AuditedPage page)
    {
        if (evidence.Rendered is not { } rendered)
        {
            var why = new Unavailability(whyNotRendered, evidence.WhyNotRendered ?? new("aucun navigateur", "no browser"));
            return RenderedKeys.Select(key => Fact.Unavailable(subject, key, why, provenance));
        }
        var foreign = rendered.Requests.Where(request => request.IsThirdParty).ToList();
        return
        [
            Known("page.cookiesBeforeConsent", Noted(rendered.Cookies.Select(cookie => (cookie.Name, (LocalizedText?)new LocalizedText(
                $"traceur déposé par {cookie.Domain ?? "la page elle-même"}, {Lifetime(cookie, "le temps de la visite", "jours")}", $"cookie set by {cookie.Domain ?? "the page itself"}, {Lifetime(cookie, "for the visit", "days")}"))))),
            Known("page.thirdPartyHosts", Noted(foreign.GroupBy(request => request.Host, StringComparer.OrdinalIgnoreCase).OrderBy(host => host.Key, StringComparer.Ordinal)
                .Select(host => (host.Key, (LocalizedText?)new LocalizedText($"{host.Count()} requête(s) : {string.Join(", ", host.Select(request => request.Kind).Distinct().Order(StringComparer.Ordinal))}", $"{host.Count()} request(s): {string.Join(", ", host.Select(request => request.Kind).Distinct().Order(StringComparer.Ordinal))}"))))),
            Known("page.consoleErrors", Noted(rendered.ConsoleErrors.Select(message => (message, (LocalizedText?)null)))),
            Known("page.blockedRequests", Noted(rendered.Requests.Where(request => request.Blocked).Select(request => (request.Url, (LocalizedText?)null)))),
            Known("page.axeViolations", Observed(rendered.Axe.Rules.SelectMany(rule => rule.Violations.Select(node => (page.Numbered(node.Element), (LocalizedText?)new LocalizedText($"{Plain.Cut(node.Message.Fr, 160)} (axe : {rule.Rule}, gravité {FrenchImpact(rule.Impact)})", $"{Plain.Cut(node.Message.En, 160)} (axe: {rule.Rule}, impact {rule.Impact ?? "unknown"})")))), page)),
            Known("page.weightBytes", new NumberValue(rendered.Traffic.Sum(entry => entry.BytesReceived))),
            Known("page.requests", new NumberValue(rendered.Requests.Count)),
            rendered.Reflow is { } look
                ? Known("page.horizontalScrollAt320", new BooleanValue(look.ScrollWidth > 320))
                : Fact.Unavailable(subject, "page.horizontalScrollAt320", new(UnavailableBecause.TimedOut, new("la page n'a pas répondu à 320 px", "the page did not answer at 320 px")), provenance),
        ];
    }

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

    private Fact Known(string key, FactValue value) => Fact.Known(subject, key, value, provenance);

    private Fact Text(string key, string? text, LocalizedText whyNot) =>
        Plain.Text(text) is { Length: > 0 } known ? Known(key, new TextValue(Plain.Cut(known, Observation.MaximumExcerpt))) : Fact.Unavailable(subject, key, new(UnavailableBecause.NotFound, whyNot), provenance);

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
