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
    private const string Exemption = "processing.aipdExemption";
    private const string Staff = "people.staffCount";

    /// <summary>Names that only public bodies bear in France; any other name tells nothing.</summary>
    private static readonly BoundedRegex PublicName = new(
        @"^\W*(commune|ville|mairie|m[ée]tropole|d[ée]partement|conseil\s+(d[ée]partemental|r[ée]gional)|r[ée]gion|minist[èe]re|pr[ée]fecture|rectorat|acad[ée]mie|universit[ée]|centre\s+hospitalier|CHU|CHRU|AP-HP|communaut[ée]\s+(de\s+communes|d.agglom[ée]ration|urbaine)|CCAS|centre\s+communal\s+d.action\s+sociale|syndicat\s+(mixte|intercommunal))\b",
        RegexOptions.IgnoreCase);

    /// <summary>« Mairie Services SARL » says in its own name what it is.</summary>
    private static readonly BoundedRegex CompanyForm = new(@"\b(SARL|SASU?|S\.?A\.?S\.?|SA|EURL|SCI|SNC|SELARL|GmbH|Ltd|Inc|LLC|association|consulting)\b");

    private readonly DerivedFacts derived;

    public RgpdHighRisk()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-high-risk", 3);

    public IReadOnlyCollection<string> States { get; } =
    [
        "processing.aipdRequired", "processing.aipdTriggers", "processing.aipdReasons", "processing.aipdBasis", "processing.exemptionFailures", "privacy.aipdClaimed",
        "privacy.dpoRequired", PublicBody,
    ];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var links = new DataSetLinks(facts, dossier);
        var assessed = links.Processings.ConvertAll(processing => (processing.Subject, processing.Entry, Criteria: new AipdCriteria(processing.Entry, links, facts, dossier)));
        foreach (var (subject, entry, criteria) in assessed)
        {
            foreach (var fact in OfProcessing(subject, entry, criteria, facts, dossier))
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

    private static bool IsPublicByName(Dossier dossier) => dossier.Manifest.People?.Controller?.Name is { } name && PublicName.IsMatch(name) && !CompanyForm.IsMatch(name);

    private IEnumerable<Fact> OfProcessing(Subject subject, ProcessingEntry entry, AipdCriteria criteria, FactSet facts, Dossier dossier)
    {
        var pointer = DerivedFacts.In(entry);
        yield return derived.Declared(subject, "processing.aipdTriggers", new TextListValue(Keys(criteria.Nine, Truth.True)), pointer);
        // What is ruled out of the list or the article explains nothing; the nine are always told, as the guidelines ask.
        yield return derived.Declared(subject, "processing.aipdReasons", new ObservationsValue(
        [
            .. criteria.Nine.Concat(criteria.Article35.Concat(criteria.List).Where(criterion => criterion.Truth != Truth.False))
                .Select(criterion => new Observation(criterion.Where ?? pointer ?? Location.File(Dossier.ManifestFileName), criterion.Key, criterion.Why)),
        ]), pointer);
        var failures = Failures(subject, entry, criteria, facts);
        yield return failures;
        var isOfTheArticle = criteria.Article35.Any(criterion => criterion.Truth == Truth.True);
        var isExempt = failures.Value is ObservationsValue { Total: 0 } && !isOfTheArticle;
        var met = Keys(criteria.Nine, Truth.True);
        // What is exempt calls for none, whatever criteria it meets.
        yield return derived.Declared(subject, "processing.aipdBasis", new TextListValue(isExempt ? [] : [.. met.Count >= CriteriaThatCall ? ["WP248"] : Array.Empty<string>(), .. Keys(criteria.Article35, Truth.True), .. Keys(criteria.List, Truth.True)]), pointer);
        if (!isExempt && !isOfTheArticle && criteria.Required == Truth.True && entry.Aipd is null or AipdStatus.NotNeeded or AipdStatus.None && PossibleExemption(subject, entry, criteria, facts, dossier) is { } open)
        {
            yield return derived.Unknown(subject, "processing.aipdRequired", open);
            yield break;
        }

        yield return isExempt ? derived.Declared(subject, "processing.aipdRequired", new BooleanValue(false), pointer) : criteria.Required switch
        {
            Truth.True => derived.Declared(subject, "processing.aipdRequired", new BooleanValue(true), pointer),
            Truth.False => derived.Declared(subject, "processing.aipdRequired", new BooleanValue(false), pointer),
            _ => derived.NotDeclared(subject, "processing.aipdRequired", Open(criteria)),
        };
    }

    /// <summary>Why nobody can tell whether an AIPD is due: the words suggest one of the twelve exemptions, and its author has not said whether it is claimed.</summary>
    private static Unavailability? PossibleExemption(Subject subject, ProcessingEntry entry, AipdCriteria criteria, FactSet facts, Dossier dossier)
    {
        if (facts.Find(subject, Exemption)?.Value is not null) return null;
        var words = string.Join(" ; ", new[] { entry.Name, entry.Purpose, dossier.Manifest.Project?.Name, dossier.Manifest.Project?.Description, dossier.Manifest.Project?.Sector, dossier.Manifest.People?.Controller?.Name }.Concat(entry.DataSubjects).OfType<string>());
        var staff = facts.Find(Subject.Dossier, Staff)?.Value is NumberValue { Value: var count } ? count : (double?)null;
        return AipdExemption.Possible(words, entry, criteria, staff) is [var type, ..]
            ? new(UnavailableBecause.NotDeclared, new(
                $"une dispense de la CNIL semble possible ({type}, délibération 2019-118) : dites si vous l'invoquez (processing.aipdExemption), ou none",
                $"an exemption of the CNIL seems possible ({type}, délibération 2019-118): say whether you claim it (processing.aipdExemption), or none"))
            : null;
    }

    private static IReadOnlyList<string> Keys(IEnumerable<AipdCriterion> criteria, Truth truth) => [.. criteria.Where(criterion => criterion.Truth == truth).Select(criterion => criterion.Key)];

    /// <summary>What to write for the question to close: the open keys of the nine, else the purpose that the words of the list are looked for in.</summary>
    private static string Open(AipdCriteria criteria) => Keys(criteria.Nine, Truth.Unknown) is { Count: > 0 } open
        ? string.Join(", ", open.Select(key => $"processings[].{key}"))
        : "processings[].purpose";

    /// <summary>The conditions of the claimed exemption that do not hold; not known where none is claimed, or where a condition is not known.</summary>
    private Fact Failures(Subject subject, ProcessingEntry entry, AipdCriteria criteria, FactSet facts)
    {
        const string Key = "processing.exemptionFailures";
        var claim = facts.Find(subject, Exemption);
        if (claim?.Value is not TextValue { Value: var claimed } || claimed == AipdExemption.None)
            return derived.Unknown(subject, Key, Exemption, claim?.Value is null ? claim : null);
        var staff = facts.Find(Subject.Dossier, Staff)?.Value is NumberValue { Value: var count } ? count : (double?)null;
        var conditions = AipdExemption.Conditions(claimed, entry, criteria, staff);
        var failed = conditions.Where(condition => condition.Holds == Truth.False)
            .Select(condition => new Observation(DerivedFacts.In(entry) ?? Location.File(Dossier.ManifestFileName), claimed, new($"condition non remplie : {condition.Condition.Fr}", $"condition not met: {condition.Condition.En}")))
            .ToList();
        return failed.Count == 0 && conditions.FirstOrDefault(condition => condition.Holds == Truth.Unknown) is { Condition: { } open }
            ? derived.Unknown(subject, Key, new(UnavailableBecause.NotDeclared, new($"condition non déclarée : {open.Fr}", $"condition not declared: {open.En}")))
            : derived.Declared(subject, Key, new ObservationsValue(failed), DerivedFacts.In(entry));
    }

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
    private Fact OfficerRequired(Fact? answer, IReadOnlyList<AipdCriteria> processings)
    {
        const string Key = "privacy.dpoRequired";
        var isPublic = answer?.Value is BooleanValue { Value: var value } ? Kleene.Of(value) : Truth.Unknown;
        var large = processings.Count == 0
            ? Truth.Unknown
            : processings.Aggregate(Truth.False, (truth, criteria) => Kleene.Or(truth, Kleene.And(criteria.Of("largeScale"), Kleene.Or(criteria.Of("systematicMonitoring"), criteria.Of("dataCategories")))));
        return Kleene.Or(isPublic, large) switch
        {
            Truth.True => derived.Declared(Subject.Dossier, Key, new BooleanValue(true)),
            Truth.False => derived.Declared(Subject.Dossier, Key, new BooleanValue(false)),
            _ when isPublic == Truth.Unknown => derived.Unknown(Subject.Dossier, Key, PublicBody, answer),
            _ => derived.NotDeclared(Subject.Dossier, Key, "processings[].largeScale"),
        };
    }
}
