using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Counts the points that the documents owe: the eight of a processor's contract (RGPD art. 28(3)), contract by contract; the mentions of the record of
/// art. 30(1); the eight of data governance (AI Act art. 10(2)); the six of a deployer (art. 26). And holds the record against the manifest and the data.
/// </summary>
internal sealed class RgpdDocuments : ICrossCheck
{
    private const string AboutPersonalData = "contract.aboutPersonalData";
    private const double Tolerance = 0.1;

    private static readonly DocumentPoints Contract = new(
        ("instructions", "contract.instructions"), ("confidentiality", "contract.confidentiality"), ("security", "contract.security"), ("subProcessors", "contract.subProcessors"),
        ("rights", "contract.rightsHelp"), ("duties", "contract.dutiesHelp"), ("return", "contract.returnOrDeletion"), ("audits", "contract.audits"));

    private static readonly DocumentPoints Record = new(
        ("controller", "register.controller"), ("purposes", "register.purposes"), ("dataSubjects", "register.dataSubjects"), ("dataCategories", "register.dataCategories"),
        ("recipients", "register.recipients"), ("transfers", "register.transfers"), ("retention", "register.retention"), ("security", "register.security"));

    private static readonly DocumentPoints Governance = new(
        ("choices", "governance.choices"), ("origin", "governance.origin"), ("preparation", "governance.preparation"), ("assumptions", "governance.assumptions"),
        ("suitability", "governance.suitability"), ("biasExamined", "governance.biasExamined"), ("biasMitigated", "governance.biasMitigated"), ("gaps", "governance.gaps"));

    private static readonly DocumentPoints Deployer = new(
        ("instructions", "deployer.instructions"), ("oversight", "deployer.oversight"), ("inputData", "deployer.inputData"), ("monitoring", "deployer.monitoring"),
        ("logs", "deployer.logs"), ("workers", "deployer.workers"));

    private static readonly IReadOnlyDictionary<string, LocalizedText> ContractWords = new Dictionary<string, LocalizedText>(StringComparer.Ordinal)
    {
        ["instructions"] = new("(a) instructions documentées", "(a) documented instructions"),
        ["confidentiality"] = new("(b) confidentialité", "(b) confidentiality"),
        ["security"] = new("(c) sécurité", "(c) security"),
        ["subProcessors"] = new("(d) sous-traitants ultérieurs", "(d) further processors"),
        ["rights"] = new("(e) aide aux droits des personnes", "(e) help with people's rights"),
        ["duties"] = new("(f) aide aux articles 32 à 36", "(f) help with articles 32 to 36"),
        ["return"] = new("(g) restitution ou suppression", "(g) return or deletion"),
        ["audits"] = new("(h) audits et preuves", "(h) audits and proof"),
    };

    private static readonly Dictionary<LegalBasis, BoundedRegex> BasisWords = new()
    {
        [LegalBasis.Consent] = new(@"consentement|consent\b", RegexOptions.IgnoreCase),
        [LegalBasis.Contract] = new(@"\bcontrat|pr[ée]contractuel|\bcontract", RegexOptions.IgnoreCase),
        [LegalBasis.LegalObligation] = new(@"obligation\s+l[ée]gale|legal\s+obligation", RegexOptions.IgnoreCase),
        [LegalBasis.VitalInterests] = new(@"int[ée]r[êe]ts?\s+vita|vital\s+interest", RegexOptions.IgnoreCase),
        [LegalBasis.PublicTask] = new(@"int[ée]r[êe]t\s+public|service\s+public|autorit[ée]\s+publique|public\s+(task|interest)", RegexOptions.IgnoreCase),
        [LegalBasis.LegitimateInterests] = new(@"int[ée]r[êe]ts?\s+l[ée]gitime|legitimate\s+interest", RegexOptions.IgnoreCase),
    };

    private readonly DerivedFacts derived;

    public RgpdDocuments()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-documents", 1);

    public IReadOnlyCollection<string> States { get; } =
        ["privacy.incompleteContracts", "privacy.contracts", "register.missingItems", "register.contradictions", "aiAct.dataGovernanceMissing", "aiAct.deployerMissing"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        foreach (var fact in Contracts(facts))
            yield return fact;
        yield return Missing("register.missingItems", Record, facts);
        yield return Contradictions(facts, dossier);
        yield return Missing("aiAct.dataGovernanceMissing", Governance, facts);
        yield return Missing("aiAct.deployerMissing", Deployer, facts);
    }

    private Fact Missing(string key, DocumentPoints points, FactSet facts) => points.Missing(facts, out var unread, out var unreadKey) is { } missing
        ? derived.Compared(Subject.Dossier, key, new TextListValue(missing))
        : derived.Unknown(Subject.Dossier, key, unreadKey, unread);

    private IEnumerable<Fact> Contracts(FactSet facts)
    {
        const string Read = "privacy.contracts";
        const string Key = "privacy.incompleteContracts";
        var about = facts.Find(Subject.Dossier, AboutPersonalData);
        if (about?.Value is not ObservationsValue sightings)
        {
            yield return derived.Unknown(Subject.Dossier, Read, AboutPersonalData, about);
            yield return derived.Unknown(Subject.Dossier, Key, AboutPersonalData, about);
            yield break;
        }

        var contracts = sightings.Items.Select(sighting => sighting.Where.Path).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        yield return derived.Compared(Subject.Dossier, Read, new TextListValue(contracts));
        if (Contract.Missing(facts, out var unread, out var unreadKey) is null)
        {
            yield return derived.Unknown(Subject.Dossier, Key, unreadKey, unread);
            yield break;
        }

        if (contracts.Count == 0)
        {
            yield return derived.Unknown(Subject.Dossier, Key, new(UnavailableBecause.NotFound, new("aucun des contrats fournis ne parle de données personnelles", "none of the contracts handed in speaks of personal data")));
            yield break;
        }

        var judged = contracts.ConvertAll(path => (Path: path, Missing: Contract.MissingFrom(path, facts)));
        var incomplete = judged.Where(contract => contract.Missing is { Count: > 0 }).Select(contract => new Observation(
            Location.File(contract.Path),
            $"{Contract.Count - contract.Missing!.Count}/{Contract.Count}",
            new(
                $"points absents : {string.Join(", ", contract.Missing.Select(point => ContractWords[point].Fr))}",
                $"points missing: {string.Join(", ", contract.Missing.Select(point => ContractWords[point].En))}"))).ToList();
        yield return incomplete.Count == 0 && judged.Exists(contract => contract.Missing is null)
            ? derived.Unknown(Subject.Dossier, Key, new(UnavailableBecause.RefusedByLimit, new("trop de passages pour être attribués contrat par contrat", "too many passages to be told contract by contract")))
            : derived.Compared(Subject.Dossier, Key, new ObservationsValue(incomplete));
    }

    /// <summary>What the record says against what the manifest declares and the data hold; a silence of the record is told by its missing items.</summary>
    private Fact Contradictions(FactSet facts, Dossier dossier)
    {
        const string Key = "register.contradictions";
        const string Retention = "register.retention";
        if (Of(Retention) is not { } retention)
            return derived.Unknown(Subject.Dossier, Key, Retention, facts.Find(Subject.Dossier, Retention));
        if (dossier.Manifest.Processings.Count == 0)
            return derived.NotDeclared(Subject.Dossier, Key, "processings");
        var found = new List<Observation>();
        var place = retention.Items.Count > 0 ? retention.Items[0].Where : Location.File(dossier.Manifest.Documents.FirstOrDefault(document => document.Role == DocumentRole.Register)?.Path ?? Dossier.ManifestFileName);

        var durations = Of("register.durations") is { } written && written.Total == written.Items.Count ? written.Items.SelectMany(item => RetentionPeriod.DurationsIn(item.Excerpt ?? "")).ToList() : [];
        foreach (var processing in dossier.Manifest.Processings.Where(processing => processing.Retention is not null && durations.Count > 0))
        {
            if (RetentionPeriod.Of(processing.Retention!).Durations.Any(months => months > 0 && !durations.Exists(other => Math.Abs(other - months) < Tolerance)))
                found.Add(new(place, processing.Retention, new($"durée du manifeste absente du registre ({processing.Id})", $"period of the manifest that the record lacks ({processing.Id})")));
        }

        if (Of("register.noTransfer") is { Total: > 0 } promised && new ProcessingPlaces(facts, dossier).OutsideEea.FirstOrDefault() is { } outside)
            found.Add(promised.Items[0] with { Detail = new($"le registre n'annonce aucun transfert, et {outside.Name} se trouve hors EEE ({outside.Country}, {outside.Where})", $"the record announces no transfer, and {outside.Name} is outside the EEA ({outside.Country}, {outside.Where})") });
        if (Of("register.basesAsWritten") is { Total: > 0 } bases && bases.Total == bases.Items.Count)
        {
            foreach (var processing in dossier.Manifest.Processings.Where(processing => processing.LegalBasis is { } basis && BasisWords.TryGetValue(basis, out var words) && !bases.Items.Any(item => words.IsMatch(item.Excerpt ?? ""))))
                found.Add(bases.Items[0] with { Detail = new($"le registre ne donne pas la base légale que le manifeste déclare pour « {processing.Id} »", $"the record does not give the legal basis that the manifest declares for \"{processing.Id}\"") });
        }

        if (Of("register.mentionsSensitive") is { Total: 0 })
        {
            var links = new DataSetLinks(facts, dossier);
            foreach (var dataSet in links.Processings.SelectMany(processing => links.Of(processing.Entry)).OfType<Subject>().Distinct())
            {
                if (ColumnNames.Of(facts.Find(dataSet, "dataset.specialCategoryColumns")?.Value) is [var column, ..])
                    found.Add(new(Location.InDataset(dataSet.Id, column), Detail: new("donnée sensible trouvée, et le registre n'en mentionne aucune", "special category found, and the record mentions none")));
            }
        }

        return derived.Compared(Subject.Dossier, Key, new ObservationsValue(found));

        ObservationsValue? Of(string key) => facts.Find(Subject.Dossier, key)?.Value as ObservationsValue;
    }
}
