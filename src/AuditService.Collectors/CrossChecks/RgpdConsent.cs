using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Tells which pages ask for consent to trackers, or would have to: where proof of it is due (RGPD, art. 7(1)).</summary>
internal sealed class RgpdConsent : ICrossCheck
{
    private const string Key = "privacy.pagesAskingConsent";

    private readonly DerivedFacts derived;

    public RgpdConsent()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-consent", 1);

    public IReadOnlyCollection<string> States { get; } = [Key];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var pages = facts.Subjects(SubjectKind.Page).Where(page => facts.Find(page, "page.watchedForTrackers")?.Value is not BooleanValue { Value: false } || facts.Find(page, "page.trackers") is not null).ToList();
        var asking = pages.Where(page => facts.Find(page, "page.consentBanner")?.Value is ObservationsValue { Total: > 0 } || facts.Find(page, "page.trackers")?.Value is ObservationsValue { Items: var seen } && seen.Any(item => item.Confidence >= Observation.Sure)).ToList();
        var unseen = pages.Find(page => facts.Find(page, "page.consentBanner")?.Value is null);
        yield return asking.Count > 0 || unseen == default
            ? derived.Compared(Subject.Dossier, Key, new TextListValue([.. asking.Select(page => page.Id)]))
            : derived.Unknown(Subject.Dossier, Key, "page.consentBanner", facts.Find(unseen, "page.consentBanner"));
    }
}
