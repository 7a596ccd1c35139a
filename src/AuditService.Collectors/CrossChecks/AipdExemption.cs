using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// A claim that a processing is one of the twelve types that need no AIPD (CNIL, délibération 2019-118), held against the conditions of that type. A type
/// is accepted only where every condition is known to hold.
/// </summary>
internal static class AipdExemption
{
    public const string None = "none";

    /// <summary>The size of the body under which the management of its staff is exempt.</summary>
    private const double SmallBody = 250;

    private static readonly BoundedRegex Biometric = new(@"biom[ée]tri|biometric|empreinte|reconnaissance\s+faciale|facial", RegexOptions.IgnoreCase);

    private static readonly (string Type, BoundedRegex Words)[] Wordings =
    [
        ("healthProfessional", new(@"(m[ée]decin|infirmi[èe]re?|kin[ée]sith[ée]rapeute|sage-femme|dentiste|psychologue|professionnel\s+de\s+sant[ée]|orthophoniste|pharmacien)\b.{0,80}(individuel|seule?\b|lib[ée]ral)|sole\s+practitioner", Options)),
        ("lawyer", new(@"avocate?\b.{0,80}(individuel|seule?\b)|lawyer\b.{0,60}(alone|individual)", Options)),
        ("notary", new(@"\bnotaires?\b|\bnotarial|\bnotary\b", Options)),
        ("commercialCourtClerk", new(@"greffiers?\s+(de|du|des)\s+tribuna(l|ux)\s+de\s+commerce", Options)),
        ("electoralRoll", new(@"(fichier|liste)s?\s+[ée]lectora(l|le|les)|electoral\s+roll", Options)),
        ("worksCouncil", new(@"comit[ée]\s+(social\s+et\s+[ée]conomique|d.entreprise)|\bCSE\b|works\s+council", Options)),
        ("association", new(@"association\b.{0,120}(membres|adh[ée]rents|donateurs|b[ée]n[ée]voles)|(membres|adh[ée]rents|donateurs)\b.{0,80}association", Options)),
        ("localSchoolServices", new(@"p[ée]riscolaire|affaires\s+scolaires|cantine|restauration\s+scolaire|petite\s+enfance|centre\s+de\s+loisirs|transport\s+scolaire", Options)),
        ("accessControl", new(@"contr[ôo]le\s+d.acc[èe]s|badges?\b|badgeuse|pointeuse|contr[ôo]le\s+des\s+horaires|access\s+control|time\s+clock", Options)),
        ("breathalyser", new(@"[ée]thylotest|breathalyser", Options)),
        ("suppliers", new(@"(gestion|relation|suivi)\w*\b.{0,40}fournisseurs|supplier\s+(management|relations)", Options)),
    ];

    private const RegexOptions Options = RegexOptions.IgnoreCase;

    /// <summary>The types that the words of a processing and of its controller may mean, and of which no condition is known to fail: whether one applies is for the author to say.</summary>
    public static IReadOnlyList<string> Possible(string words, ProcessingEntry entry, AipdCriteria criteria, double? staff) =>
        [.. Wordings.Where(type => type.Words.IsMatch(words) && Conditions(type.Type, entry, criteria, staff).All(condition => condition.Holds != Truth.False)).Select(type => type.Type)];

    /// <returns>Each condition of the claimed type with what is known of it.</returns>
    /// <param name="claimed">The id of the type.</param>
    /// <param name="entry">The processing.</param>
    /// <param name="criteria">Its criteria.</param>
    /// <param name="staff">How many people the controller employs; null when nobody said.</param>
    public static IReadOnlyList<(LocalizedText Condition, Truth Holds)> Conditions(string claimed, ProcessingEntry entry, AipdCriteria criteria, double? staff)
    {
        var noProfiling = (new LocalizedText("pas de profilage", "no profiling"), Kleene.Not(criteria.Of("profiling")));
        var noSensitive = (new LocalizedText("pas de données sensibles", "no sensitive data"), Kleene.Not(criteria.Of("dataCategories")));
        var small = (new LocalizedText("moins de 250 personnes employées", "fewer than 250 people employed"), staff is { } count ? Kleene.Of(count < SmallBody) : Truth.Unknown);
        var alone = (new LocalizedText("exercice individuel, pas de grande échelle", "individual practice, not on a large scale"), Kleene.Not(criteria.Of("largeScale")));
        var noBiometrics = (new LocalizedText("pas de biométrie", "no biometrics"), entry.DataCategories.Any(Biometric.IsMatch) ? Truth.False : entry.KeyPositions.ContainsKey("dataCategories") ? Truth.True : Truth.Unknown);
        var noDecision = (new LocalizedText("pas de décision automatisée", "no automated decision"), Kleene.Not(criteria.Of("automatedDecision")));
        var noMonitoring = (new LocalizedText("pas de surveillance systématique", "no systematic monitoring"), Kleene.Not(criteria.Of("systematicMonitoring")));
        return claimed switch
        {
            "humanResources" => [small, noProfiling, noDecision, noMonitoring],
            "suppliers" => [noSensitive, noProfiling],
            "electoralRoll" or "worksCouncil" or "commercialCourtClerk" => [noProfiling],
            "association" => [noSensitive, noProfiling],
            "healthProfessional" or "lawyer" or "notary" => [alone, noProfiling],
            "localSchoolServices" => [noProfiling, noDecision],
            "accessControl" => [noBiometrics, noSensitive, noMonitoring],
            "breathalyser" => [noProfiling],
            _ => [],
        };
    }
}
