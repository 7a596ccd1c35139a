using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Holds what the privacy notice promises against what is declared and found (RGPD art. 5(1)(a), fairness), and tells which mentions the notice owes.</summary>
internal sealed class RgpdPromises : ICrossCheck
{
    private readonly DerivedFacts derived;

    public RgpdPromises()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-promises", 1);

    public IReadOnlyCollection<string> States { get; } = ["notice.brokenPromises", "privacy.legalBases", "privacy.automatedProcessings"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var links = new DataSetLinks(facts, dossier);
        yield return LegalBases(links);
        yield return Automated(links);
        yield return BrokenPromises(facts, dossier, links);
    }

    private Fact LegalBases(DataSetLinks links)
    {
        const string Key = "privacy.legalBases";
        if (links.Processings.Count == 0 || links.Processings.Exists(processing => processing.Entry.LegalBasis is null))
            return derived.NotDeclared(Subject.Dossier, Key, "processings[].legalBasis");
        return derived.Declared(Subject.Dossier, Key, new TextListValue(
            [.. links.Processings.Select(processing => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(processing.Entry.LegalBasis!.Value.ToString())).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
    }

    private Fact Automated(DataSetLinks links)
    {
        const string Key = "privacy.automatedProcessings";
        var automated = links.Processings.Where(processing => processing.Entry.AutomatedDecision == true || processing.Entry.Profiling == true).ToList();
        if (automated.Count == 0 && (links.Processings.Count == 0 || links.Processings.Exists(processing => processing.Entry.AutomatedDecision is null || processing.Entry.Profiling is null)))
            return derived.NotDeclared(Subject.Dossier, Key, "processings[].automatedDecision, processings[].profiling");
        return derived.Declared(Subject.Dossier, Key, new TextListValue([.. automated.Select(processing => processing.Subject.Id)]));
    }

    private Fact BrokenPromises(FactSet facts, Dossier dossier, DataSetLinks links)
    {
        const string Key = "notice.brokenPromises";
        (string Promise, Func<(Truth Broken, LocalizedText Why)> Check)[] promises =
        [
            ("notice.promisesNoTransfer", () => NoTransfer(new(facts, dossier))),
            ("notice.promisesNoSharing", () => NoSharing(facts, dossier)),
            ("notice.promisesNoCookies", () => NoCookies(facts)),
            ("notice.promisesAnonymity", () => Anonymity(facts, dossier, links)),
            ("notice.promisesNoAutomatedDecision", () => NoAutomatedDecision(links)),
        ];

        var broken = new List<Observation>();
        (string Key, Fact? Fact)? unread = null;
        LocalizedText? undecided = null;
        foreach (var (promise, check) in promises)
        {
            var fact = facts.Find(Subject.Dossier, promise);
            if (fact?.Value is not ObservationsValue sightings)
            {
                unread ??= (promise, fact);
                continue;
            }

            if (sightings.Total == 0)
                continue;
            var (truth, why) = check();
            if (truth == Truth.True)
                broken.AddRange(sightings.Items.Select(sighting => sighting with { Detail = why }));
            else if (truth == Truth.Unknown)
                undecided ??= why;
        }

        if (broken.Count > 0)
            return derived.Compared(Subject.Dossier, Key, new ObservationsValue(broken));
        if (unread is { } missing)
            return derived.Unknown(Subject.Dossier, Key, missing.Key, missing.Fact);
        return undecided is not null
            ? derived.Unknown(Subject.Dossier, Key, new(UnavailableBecause.NotDeclared, undecided))
            : derived.Compared(Subject.Dossier, Key, new ObservationsValue([]));
    }

    private static (Truth Broken, LocalizedText Why) NoTransfer(ProcessingPlaces places)
    {
        if (places.OutsideEea.FirstOrDefault() is { } outside)
            return (Truth.True, new($"la notice promet de ne rien transférer, et {outside.Name} se trouve hors EEE ({outside.Country}, {outside.Where})", $"the notice promises to transfer nothing, and {outside.Name} is outside the EEA ({outside.Country}, {outside.Where})"));
        return places.Incomplete is { Detail: var why }
            ? (Truth.Unknown, new($"promesse de ne rien transférer, non vérifiable : {why.Fr}", $"promise to transfer nothing, not verifiable: {why.En}"))
            : Kept;
    }

    private static (Truth Broken, LocalizedText Why) NoSharing(FactSet facts, Dossier dossier)
    {
        var recipients = new DeclaredRecipients(dossier);
        var called = facts.Find(Subject.Dossier, CalledServices.Key);
        var receiver = recipients.Processors is [var first, ..]
            ? first.Name ?? first.Service
            : CalledServices.In(facts).Select(pair => pair.Provider?.Name).FirstOrDefault(name => name is not null);
        if (receiver is not null)
            return (Truth.True, new($"la notice promet de ne rien communiquer, et {receiver} reçoit ou peut recevoir des données", $"the notice promises to disclose nothing, and {receiver} receives or may receive data"));
        var read = called?.Value is not null || called?.Why?.Because == UnavailableBecause.NotFound;
        return recipients.IsKnown && read
            ? Kept
            : (Truth.Unknown, new("promesse de ne rien communiquer, non vérifiable : people.processors n'est pas déclaré ou le code n'est pas lu", "promise to disclose nothing, not verifiable: people.processors is not declared or the code is not read"));
    }

    private static (Truth Broken, LocalizedText Why) NoCookies(FactSet facts)
    {
        var pages = facts.Subjects(SubjectKind.Page).Select(page => (page, Set: (facts.Find(page, "page.cookiesBeforeConsent")?.Value as ObservationsValue)?.Total)).ToList();
        if (pages.Find(page => page.Set > 0) is { Set: not null } setting)
            return (Truth.True, new($"la notice promet l'absence de cookies, et la page {setting.page.Id} en dépose", $"the notice promises no cookies, and the page {setting.page.Id} sets some"));
        return pages.Exists(page => page.Set is null)
            ? (Truth.Unknown, new("promesse d'absence de cookies, non vérifiable : des pages n'ont pas été visitées", "promise of no cookies, not verifiable: pages were not visited"))
            : Kept;
    }

    private static (Truth Broken, LocalizedText Why) Anonymity(FactSet facts, Dossier dossier, DataSetLinks links)
    {
        if (!dossier.IsDeclared)
            return (Truth.Unknown, new("promesse d'anonymat, non vérifiable : aucun traitement n'est déclaré", "promise of anonymity, not verifiable: no processing is declared"));
        var used = links.Processings.SelectMany(processing => links.Of(processing.Entry)).Distinct().ToList();
        foreach (var dataSet in used.OfType<Subject>())
        {
            if (ColumnNames.Of(facts.Find(dataSet, "dataset.directIdentifierColumns")?.Value) is [var column, ..])
                return (Truth.True, new($"la notice promet l'anonymat, et {dataSet.Id} contient « {column} »", $"the notice promises anonymity, and {dataSet.Id} holds \"{column}\""));
        }

        return used.Count == 0 || used.Exists(dataSet => dataSet is not { } read || facts.Find(read, "dataset.directIdentifierColumns")?.Value is null)
            ? (Truth.Unknown, new("promesse d'anonymat, non vérifiable : des jeux ne sont pas lus ou pas rattachés à un traitement", "promise of anonymity, not verifiable: sets are not read or not attached to a processing"))
            : Kept;
    }

    private static (Truth Broken, LocalizedText Why) NoAutomatedDecision(DataSetLinks links)
    {
        if (links.Processings.Find(processing => processing.Entry.AutomatedDecision == true) is { Entry: not null } deciding)
            return (Truth.True, new($"la notice exclut la décision automatisée, et le traitement {deciding.Subject.Id} en déclare une", $"the notice rules automated decisions out, and the processing {deciding.Subject.Id} declares one"));
        return links.Processings.Count == 0 || links.Processings.Exists(processing => processing.Entry.AutomatedDecision is null)
            ? (Truth.Unknown, new("promesse de ne pas décider automatiquement, non vérifiable : processings[].automatedDecision n'est pas déclaré", "promise not to decide automatically, not verifiable: processings[].automatedDecision is not declared"))
            : Kept;
    }

    private static (Truth Broken, LocalizedText Why) Kept { get; } = (Truth.False, LocalizedText.Same(""));
}
