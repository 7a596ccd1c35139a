using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Counts the nine criteria of the guidelines WP248 rev. 01 for each processing: two or more call for an AIPD (RGPD art. 35). What is found in the data
/// counts beside what is declared, and what is not known counts neither way. Also tells whether a DPO is mandatory (art. 37(1)).
/// </summary>
internal sealed class RgpdHighRisk : ICrossCheck
{
    private const int CriteriaThatCall = 2;
    private const string PublicBody = "people.controllerIsPublicBody";

    /// <summary>Names that only public bodies bear in France; any other name tells nothing.</summary>
    private static readonly BoundedRegex PublicName = new(
        @"^\W*(commune|ville|mairie|m[ée]tropole|d[ée]partement|conseil\s+(d[ée]partemental|r[ée]gional)|r[ée]gion|minist[èe]re|pr[ée]fecture|rectorat|acad[ée]mie|universit[ée]|centre\s+hospitalier|CHU|CHRU|AP-HP|communaut[ée]\s+(de\s+communes|d.agglom[ée]ration|urbaine)|CCAS|centre\s+communal\s+d.action\s+sociale|syndicat\s+(mixte|intercommunal))\b",
        RegexOptions.IgnoreCase);

    private readonly DerivedFacts derived;

    public RgpdHighRisk()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-high-risk", 1);

    public IReadOnlyCollection<string> States { get; } = ["processing.aipdRequired", "processing.aipdTriggers", "privacy.aipdClaimed", "privacy.dpoRequired", PublicBody];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var links = new DataSetLinks(facts, dossier);
        var assessed = links.Processings.ConvertAll(processing => (processing.Subject, processing.Entry, Criteria: Criteria(processing.Entry, links, facts, dossier)));
        foreach (var (subject, entry, criteria) in assessed)
        {
            foreach (var fact in OfProcessing(subject, entry, criteria))
                yield return fact;
        }

        yield return Claimed(links);
        var answer = facts.Find(Subject.Dossier, PublicBody);
        if (answer?.Value is null && IsPublicByName(dossier))
        {
            answer = derived.Declared(Subject.Dossier, PublicBody, new BooleanValue(true), DerivedFacts.In(dossier.Manifest.People?.Controller, "name"));
            yield return answer;
        }

        yield return OfficerRequired(answer, assessed.ConvertAll(processing => processing.Criteria));
    }

    private static bool IsPublicByName(Dossier dossier) => dossier.Manifest.People?.Controller?.Name is { } name && PublicName.IsMatch(name);

    private IEnumerable<Fact> OfProcessing(Subject subject, ProcessingEntry entry, IReadOnlyList<(string Key, Truth Truth)> criteria)
    {
        var met = criteria.Where(criterion => criterion.Truth == Truth.True).Select(criterion => criterion.Key).ToList();
        var open = criteria.Where(criterion => criterion.Truth == Truth.Unknown).Select(criterion => criterion.Key).ToList();
        var pointer = DerivedFacts.In(entry);
        yield return derived.Declared(subject, "processing.aipdTriggers", new TextListValue(met), pointer);
        if (met.Count >= CriteriaThatCall)
            yield return derived.Declared(subject, "processing.aipdRequired", new BooleanValue(true), pointer);
        else if (met.Count + open.Count < CriteriaThatCall)
            yield return derived.Declared(subject, "processing.aipdRequired", new BooleanValue(false), pointer);
        else
            yield return derived.NotDeclared(subject, "processing.aipdRequired", string.Join(", ", open.Select(key => $"processings[].{key}")));
    }

    private static IReadOnlyList<(string Key, Truth Truth)> Criteria(ProcessingEntry entry, DataSetLinks links, FactSet facts, Dossier dossier) =>
    [
        ("profiling", Of(entry.Profiling)),
        ("automatedDecision", Of(entry.AutomatedDecision)),
        ("systematicMonitoring", Of(entry.SystematicMonitoring)),
        ("dataCategories", HoldsSensitiveData(entry, links, facts, dossier)),
        ("largeScale", Of(entry.LargeScale)),
        ("datasetMatching", Of(entry.DatasetMatching)),
        ("vulnerablePeople", ConcernsVulnerablePeople(entry, links, facts, dossier)),
        ("innovativeUse", Of(entry.InnovativeUse)),
        ("deniesRightOrService", Of(entry.DeniesRightOrService)),
    ];

    private static Truth HoldsSensitiveData(ProcessingEntry entry, DataSetLinks links, FactSet facts, Dossier dossier)
    {
        var declared = entry.DataCategories.Any(SpecialCategories.IncludesHighlyPersonal) || !Hollow.Says(entry.SensitiveDataGround) ? Truth.True
            : entry.KeyPositions.ContainsKey("dataCategories") ? Truth.False
            : Truth.Unknown;
        return Kleene.Or(declared, Found(entry, links, dossier, dataSet => Kleene.Or(Any(facts.Find(dataSet, "dataset.specialCategoryColumns")), Any(facts.Find(dataSet, "dataset.nirColumns")))));
    }

    private static Truth ConcernsVulnerablePeople(ProcessingEntry entry, DataSetLinks links, FactSet facts, Dossier dossier)
    {
        var declared = entry.VulnerablePeople == true || entry.DataSubjects.Any(SpecialCategories.IncludesVulnerable) ? Truth.True : Of(entry.VulnerablePeople);
        return Kleene.Or(declared, Found(entry, links, dossier, dataSet => facts.Find(dataSet, "dataset.childrenData")?.Value is BooleanValue { Value: var children } ? Kleene.Of(children) : Truth.Unknown));
    }

    /// <summary>What the sets of a processing show. A set that was not handed in shows nothing: there the declaration stands alone.</summary>
    private static Truth Found(ProcessingEntry entry, DataSetLinks links, Dossier dossier, Func<Subject, Truth> look) =>
        links.Of(entry).OfType<Subject>().Where(dataSet => dossier.Find(dataSet.Id) is not null).Aggregate(Truth.False, (truth, dataSet) => Kleene.Or(truth, look(dataSet)));

    private Fact Claimed(DataSetLinks links)
    {
        const string Key = "privacy.aipdClaimed";
        if (links.Processings.FirstOrDefault(processing => processing.Entry.Aipd is AipdStatus.Done or AipdStatus.UnderReview).Entry is { } claiming)
            return derived.Declared(Subject.Dossier, Key, new BooleanValue(true), DerivedFacts.In(claiming, "aipd"));
        return links.Processings.Count > 0 && links.Processings.TrueForAll(processing => processing.Entry.Aipd is not null)
            ? derived.Declared(Subject.Dossier, Key, new BooleanValue(false))
            : derived.NotDeclared(Subject.Dossier, Key, "processings[].aipd");
    }

    /// <summary>Art. 37(1): a public body (a); regular and systematic monitoring on a large scale (b); special categories on a large scale (c).</summary>
    private Fact OfficerRequired(Fact? answer, IReadOnlyList<IReadOnlyList<(string Key, Truth Truth)>> processings)
    {
        const string Key = "privacy.dpoRequired";
        var isPublic = answer?.Value is BooleanValue { Value: var value } ? Kleene.Of(value) : Truth.Unknown;
        var large = processings.Count == 0
            ? Truth.Unknown
            : processings.Aggregate(Truth.False, (truth, criteria) => Kleene.Or(truth, IsLarge(criteria.ToDictionary(pair => pair.Key, pair => pair.Truth, StringComparer.Ordinal))));
        return Kleene.Or(isPublic, large) switch
        {
            Truth.True => derived.Declared(Subject.Dossier, Key, new BooleanValue(true)),
            Truth.False => derived.Declared(Subject.Dossier, Key, new BooleanValue(false)),
            _ when isPublic == Truth.Unknown => derived.Unknown(Subject.Dossier, Key, PublicBody, answer),
            _ => derived.NotDeclared(Subject.Dossier, Key, "processings[].largeScale"),
        };
    }

    private static Truth IsLarge(Dictionary<string, Truth> criteria) =>
        Kleene.And(criteria["largeScale"], Kleene.Or(criteria["systematicMonitoring"], criteria["dataCategories"]));

    private static Truth Of(bool? declared) => declared is { } value ? Kleene.Of(value) : Truth.Unknown;

    private static Truth Any(Fact? fact) => fact?.Value switch
    {
        ObservationsValue observations => Kleene.Of(observations.Total > 0),
        TextListValue list => Kleene.Of(list.Values.Count > 0),
        _ => Truth.Unknown,
    };
}
