using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Where the controller is established (RGPD art. 27), whether the DPO decides on what he watches over (art. 38(6)), and whether the AIPD is older than the data that it speaks of (art. 35(11)).</summary>
internal sealed class RgpdGovernance : ICrossCheck
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    /// <summary>Functions that decide on purposes and means (WP243, 3.5): those who hold them cannot watch over themselves.</summary>
    private static readonly BoundedRegex Deciding = new(
        @"\b(P\W?D\W?G|D\W?G|CEO|CTO|CIO|CISO|COO|CMO|DSI|RSSI|DRH|DAF)\b|direct(eur|rice|ion)\s+(g[ée]n[ée]ral|des?\s+(syst[èe]mes|ressources|op[ée]rations)|informatique|marketing|technique|financi|m[ée]dical)|pr[ée]sident|g[ée]rante?\b|\bmaire\b|secr[ée]taire\s+g[ée]n[ée]ral|chef(fe)?\s+de\s+projet|chef(fe)?\s+(du\s+)?service\s+informatique|responsable\s+(de\s+l.)?(IA|informatique|marketing|RH|ressources|traitement|projet|s[ée]curit)|managing\s+director|chief\s+\w+\s+officer|head\s+of\s+(IT|marketing|HR|human)|project\s+(lead|manager|owner)|data\s+scientist",
        Options);

    private static readonly BoundedRegex Officer = new(@"\bDPO\b|\bDPD\b|d[ée]l[ée]gu[ée]e?\s+[àa]\s+la\s+protection|data\s+protection\s+officer", Options);

    private readonly DerivedFacts derived;
    private readonly TimeProvider time;

    public RgpdGovernance(TimeProvider time)
    {
        this.time = time;
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-governance", 1);

    public IReadOnlyCollection<string> States { get; } = ["people.controllerOutsideEea", "people.dpoConflicts", "aipd.outdatedBy", "privacy.highResidualRisks", "privacy.policyAgeMonths", "privacy.policyOwner", "security.testAgeMonths"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var people = dossier.Manifest.People;
        yield return Countries.Code(people?.Controller?.Country) is { } country
            ? derived.Declared(Subject.Dossier, "people.controllerOutsideEea", new BooleanValue(!Countries.IsInEea(country)), DerivedFacts.In(people!.Controller, "country"))
            : derived.NotDeclared(Subject.Dossier, "people.controllerOutsideEea", "people.controller.country");
        yield return Conflicts(dossier);
        yield return Outdated(facts, dossier);
        yield return HighResidual(dossier);
        var policy = dossier.Manifest.Documents.Where(document => document.Role == DocumentRole.SecurityPolicy && document.ReviewedOn is not null).MaxBy(document => document.ReviewedOn);
        yield return policy is null
            ? derived.NotDeclared(Subject.Dossier, "privacy.policyAgeMonths", "documents[role: securityPolicy].reviewedOn")
            : derived.Declared(Subject.Dossier, "privacy.policyAgeMonths", new NumberValue(Age(policy.ReviewedOn!.Value)), DerivedFacts.In(policy, "reviewedOn"));
        yield return Hollow.Says(policy?.ReviewedBy)
            ? derived.NotDeclared(Subject.Dossier, "privacy.policyOwner", "documents[role: securityPolicy].reviewedBy")
            : derived.Declared(Subject.Dossier, "privacy.policyOwner", new TextValue(policy!.ReviewedBy!), DerivedFacts.In(policy, "reviewedBy"));
        yield return SecurityTestAge(facts);
    }

    /// <summary>Months of 365.25 / 12 days, to a tenth; a date to come is no age.</summary>
    private double Age(DateOnly date) => Math.Max(0, Math.Round((DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber - date.DayNumber) / (365.25 / 12), 1));

    private Fact SecurityTestAge(FactSet facts)
    {
        const string Key = "security.testAgeMonths";
        const string Tests = "security.tests";
        var found = facts.Find(Subject.Dossier, Tests);
        if (found?.Value is not ObservationsValue sightings)
            return derived.Unknown(Subject.Dossier, Key, Tests, found);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var last = sightings.Items.SelectMany(item => WrittenDates.In(item.Excerpt ?? "").Select(date => (Date: date, item.Where))).Where(test => test.Date <= today).OrderBy(test => test.Date).Cast<(DateOnly Date, Location Where)?>().LastOrDefault();
        return last is { } test
            ? derived.Compared(Subject.Dossier, Key, new NumberValue(Age(test.Date)), test.Where)
            : derived.Unknown(Subject.Dossier, Key, new(UnavailableBecause.NotFound, new("aucun essai de sécurité daté n'a été trouvé dans les documents", "no dated security test was found in the documents")));
    }

    private static readonly BoundedRegex Reports = new(@"\b(rattach[ée]e?|rend\s+compte|rapporte|rel[èe]ve|d[ée]pend|plac[ée]e?\s+(sous|aupr[èe]s)|aupr[èe]s|report(s|ing)?)\b[^,;]{0,40}$", RegexOptions.IgnoreCase);

    private Fact Conflicts(Dossier dossier)
    {
        const string Key = "people.dpoConflicts";
        var people = dossier.Manifest.People;
        if (people?.Dpo is not { } officer || Hollow.Says(officer.Name))
            return derived.NotDeclared(Subject.Dossier, Key, "people.dpo");
        var where = DerivedFacts.In(officer, "name") ?? Location.File(Dossier.ManifestFileName);
        var conflicts = new List<Observation>();
        // "Délégué à la protection des données de la direction générale" names his place, not a second function.
        // To report to the head of the body is what article 38(3) asks for.
        if (Deciding.Match(officer.Name!) is { Success: true } function && !Reports.IsMatch(officer.Name![..function.Index]) && !(Officer.Match(officer.Name!) is { Success: true } title && title.Index < function.Index && !SaysAlso.IsMatch(officer.Name![title.Index..function.Index])))
            conflicts.Add(new(where, function.Value, new("le DPO exerce une fonction qui décide des finalités et des moyens", "the DPO holds a function that decides on purposes and means")));
        if (people.Controller?.Name is { } controller && ColumnNames.Fold(controller) == ColumnNames.Fold(officer.Name!))
            conflicts.Add(new(where, null, new("le DPO est le responsable du traitement lui-même", "the DPO is the controller itself")));
        return derived.Declared(Subject.Dossier, Key, new ObservationsValue(conflicts), where);
    }

    private static readonly BoundedRegex SaysAlso = new(@"\bet\b|\band\b|[,/;+&]|\baussi\b|\balso\b|\(", Options);

    /// <summary>Sets of the processings that were collected after the AIPD was last read again.</summary>
    private Fact Outdated(FactSet facts, Dossier dossier)
    {
        const string Key = "aipd.outdatedBy";
        var assessments = dossier.Manifest.Documents.Where(document => document.Role == DocumentRole.Aipd).ToList();
        if (assessments.Count == 0 || assessments.Exists(document => document.ReviewedOn is null))
            return derived.NotDeclared(Subject.Dossier, Key, "documents[role: aipd].reviewedOn");
        var read = assessments.Max(document => document.ReviewedOn!.Value);
        var links = new DataSetLinks(facts, dossier);
        var sets = links.Processings.SelectMany(processing => links.Of(processing.Entry)).OfType<Subject>().Distinct().Select(links.EntryOf).OfType<DataSetEntry>().ToList();
        var later = sets.Where(set => set.CollectedOn > read)
            .Select(set => new Observation(DerivedFacts.In(set, "collectedOn") ?? Location.File(Dossier.ManifestFileName), set.Id, new($"collecté le {set.CollectedOn:yyyy-MM-dd}, après la dernière relecture de l'AIPD ({read:yyyy-MM-dd})", $"collected on {set.CollectedOn:yyyy-MM-dd}, after the DPIA was last read again ({read:yyyy-MM-dd})")))
            .ToList();
        return later.Count == 0 && (sets.Count == 0 || sets.Exists(set => set.CollectedOn is null))
            ? derived.NotDeclared(Subject.Dossier, Key, "dataSets[].collectedOn")
            : derived.Declared(Subject.Dossier, Key, new ObservationsValue(later));
    }

    /// <summary>Risks for people that stay important or maximal on both scales after the measures: they call for prior consultation (art. 36(1)).</summary>
    private Fact HighResidual(Dossier dossier)
    {
        const string Key = "privacy.highResidualRisks";
        const int Important = 3;
        var risks = dossier.Manifest.Risks;
        var high = risks.Where(risk => risk is { ResidualGravity: >= Important, ResidualLikelihood: >= Important } || risk is { ResidualGravity: null, ResidualLikelihood: null, Measures.Count: 0, Gravity: >= Important, Likelihood: >= Important })
            .Select(risk => new Observation(DerivedFacts.In(risk) ?? Location.File(Dossier.ManifestFileName), risk.Id ?? risk.Description, new(
                $"gravité {risk.ResidualGravity ?? risk.Gravity}, vraisemblance {risk.ResidualLikelihood ?? risk.Likelihood} après mesures", $"severity {risk.ResidualGravity ?? risk.Gravity}, likelihood {risk.ResidualLikelihood ?? risk.Likelihood} after measures")))
            .ToList();
        return high.Count == 0 && (risks.Count == 0 || risks.Any(risk => risk.ResidualGravity is null && risk.ResidualLikelihood is null && risk is not { Gravity: < Important } and not { Likelihood: < Important }))
            ? derived.NotDeclared(Subject.Dossier, Key, "risks[].residualGravity, risks[].residualLikelihood")
            : derived.Declared(Subject.Dossier, Key, new ObservationsValue(high));
    }
}
