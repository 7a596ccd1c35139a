using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData;
using AuditService.Core;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// What calls for an AIPD, criterion by criterion, for one processing: the nine criteria of the guidelines WP248 rev. 01, the three cases of RGPD
/// art. 35(3), the fourteen types of the CNIL's list (délibération 2018-327). Each is met, not met or not known, with why and where from: what nobody said
/// counts neither way.
/// </summary>
internal sealed class AipdCriteria
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private static readonly BoundedRegex Health = new(@"\bsant[ée]\b|\bhealth|m[ée]dical|patholog|diagnosti|\bmaladie|grossesse|\bsoins?\b", Options);
    private static readonly BoundedRegex Genetic = new(@"g[ée]n[ée]ti|geneti|\bADN\b|\bDNA\b|\bg[ée]nom", Options);
    private static readonly BoundedRegex Biometric = new(@"biom[ée]tri|biometric|reconnaissance\s+(faciale|vocale)|(facial|voice)\s+recognition|empreintes?\s+digital", Options);
    private static readonly BoundedRegex Location = new(@"g[ée]olocali|\blocalisation|location\s+data|\bGPS\b|trajets?\b", Options);
    private static readonly BoundedRegex Carer = new(@"h[ôo]pital|hospital|clinique|\bCHU\b|\bCHRU\b|AP-HP|centre\s+(hospitalier|de\s+soins)|EHPAD|m[ée]dico-social|maison\s+de\s+(sant[ée]|retraite)|\blaboratoire\s+d.analyse|\bcare\s+home", Options);
    private static readonly BoundedRegex Work = new(@"recrut|candidat|salari|employ[ée]e?s?\b|ressources\s+humaines|\bRH\b|personnel\b|carri[èe]re|collaborat(eur|rice)|hauts?\s+potentiels?|recruit|\bHR\b|human\s+resources|applicants?\b|employees?\b|workers?\b", Options);
    private static readonly BoundedRegex Staff = new(@"salari|employ[ée]e?s\b|\bagents\b|personnel\b|collaborat(eur|rice)|t[ée]l[ée]conseill|t[ée]l[ée]op[ée]rat|employees?\b|workers?\b|\bstaff\b", Options);
    private static readonly BoundedRegex SocialAlert = new(@"(signalement|alerte|\balert)\w*\b.{0,60}\b(social|sanitaire|m[ée]dic|maltraitance|enfance|health)|pharmacovigilance|mat[ée]riovigilance|informations?\s+pr[ée]occupantes?|(mineurs?|enfants?|personnes)\s+en\s+danger", Options);
    private static readonly BoundedRegex Whistle = new(@"alertes?\s+professionnelle|lanceurs?\s+d.alerte|dispositif\s+d.alerte|whistle-?blow", Options);
    private static readonly BoundedRegex Warehouse = new(@"entrep[ôo]ts?\s+de\s+donn|registre\s+(de\s+)?(patients|malad|cancer|sant)|data\s+warehouse|health\s+register", Options);
    private static readonly BoundedRegex SharedBreaches = new(@"(mutualis|partag|liste\s+(noire|commune)|fichier\s+commun|shared)\w*\b.{0,80}\b(impay|fraud|manquement|incident|d[ée]faut\s+de\s+paiement|defaults?\b|breach)", Options);
    private static readonly BoundedRegex OutsideSource = new(@"source\s+(externe|tierce|ouverte)|donn[ée]es\s+(externes|ouvertes)|open\s+data|(achats?|achet[ée]e?s?|acquis\w*|location|purchas\w+|bought|rented)\s+(d.|de\s+|of\s+|a\s+)?(fichiers?|donn[ée]es|bases?|listes?|contacts|data|lists?|files?)|(fichiers?|donn[ée]es|bases?|listes?|data|lists?)\s+(achet|acquis|purchas|bought)|r[ée]seaux\s+sociaux|scrap|moissonn|courtier|data\s+broker|third[\s-]party\s+(data|sources?)|publicly\s+available", Options);
    /// <summary>Of the origin of a data set, where the thing that was bought needs no name.</summary>
    private static readonly BoundedRegex Bought = new(@"\bachat|\bachet[ée]|\bacquis|\bpurchas|\bbought\b|source\s+(externe|tierce|ouverte)|donn[ée]es\s+(externes|ouvertes)|open\s+data|r[ée]seaux\s+sociaux|scrap|moissonn|courtier|broker|third[\s-]party|publicly\s+available", Options);
    private static readonly BoundedRegex Care = new(@"\bsant[ée]\b|\bhealth|m[ée]dical|patholog|diagnosti|\bmaladie|grossesse|\bsoins?\b|patiente?s?\b|prise\s+en\s+charge|hospitalis|r[ée]sidents?\b|[ée]pid[ée]mi|ordonnance|prescription", Options);
    private static readonly BoundedRegex Housing = new(@"logements?\s+(social|sociaux|aid)|\bHLM\b|bailleurs?\s+social|social\s+housing", Options);
    /// <summary>Of a processing that has to do with the lodgings themselves: the newsletter of a landlord handles no application.</summary>
    private static readonly BoundedRegex HousingWork = new(@"\bdemand(e|es|eurs?|euses?)\b|candidat|attribu|cotation|priorit|instru|gestion|g[ée]rer|\bbail\b|\bbaux\b|loyer|impay|relogement|mutation|expuls|peuplement|logements?\s+(social|sociaux|aid)|\bHLM\b|social\s+housing|applica|tenanc|\brents?\b|arrears|allocat|evict", Options);
    private static readonly BoundedRegex SocialCare = new(@"(accompagnement|suivi|aide|action)\s+(m[ée]dico-)?social|\bRSA\b|aide\s+sociale\s+[àa]\s+l.enfance|travail(leurs?)?\s+social|social\s+(work|care)", Options);
    private static readonly BoundedRegex PublicPlace = new(@"vid[ée]o(surveillance|protection)?\b.{0,80}\b(voie|rue|espace|lieux?|public)|(voie|espaces?|lieux?)\s+(publique?s?|ouverts?\s+au\s+public)|cam[ée]ras?\b.{0,60}\b(rue|voie|public)|public\s+(area|space|place|street)", Options);

    private readonly ProcessingEntry entry;
    private readonly DataSetLinks links;
    private readonly FactSet facts;
    private readonly Dossier dossier;

    public AipdCriteria(ProcessingEntry entry, DataSetLinks links, FactSet facts, Dossier dossier)
    {
        (this.entry, this.links, this.facts, this.dossier) = (entry, links, facts, dossier);
        Nine =
        [
            Declared("profiling", "WP248 1", "évaluation ou notation des personnes", "evaluation or scoring of people", entry.Profiling),
            Declared("automatedDecision", "WP248 2", "décision automatisée avec effet important", "automated decision with significant effect", entry.AutomatedDecision),
            Declared("systematicMonitoring", "WP248 3", "surveillance systématique", "systematic monitoring", entry.SystematicMonitoring),
            Sensitive(),
            Declared("largeScale", "WP248 5", "grande échelle", "large scale", entry.LargeScale),
            Declared("datasetMatching", "WP248 6", "croisement de données", "matching of data sets", entry.DatasetMatching),
            Vulnerable(),
            Declared("innovativeUse", "WP248 8", "usage innovant", "innovative use", entry.InnovativeUse),
            Declared("deniesRightOrService", "WP248 9", "privation d'un droit, d'un service ou d'un contrat", "denial of a right, a service or a contract", entry.DeniesRightOrService),
        ];
        Article35 = CasesOfTheArticle();
        List = TypesOfTheList();
    }

    /// <summary>The criteria of WP248, in its order.</summary>
    public IReadOnlyList<AipdCriterion> Nine { get; }

    /// <summary>The cases of art. 35(3), (a) to (c).</summary>
    public IReadOnlyList<AipdCriterion> Article35 { get; }

    /// <summary>The types of the CNIL's list, 1 to 14.</summary>
    public IReadOnlyList<AipdCriterion> List { get; }

    public Truth Of(string key) => Nine.First(criterion => criterion.Key == key).Truth;

    /// <summary>Two criteria of nine, one case of the article or one type of the list.</summary>
    public Truth Required
    {
        get
        {
            var met = Nine.Count(criterion => criterion.Truth == Truth.True);
            var open = Nine.Count(criterion => criterion.Truth == Truth.Unknown);
            var nine = met >= 2 ? Truth.True : met + open < 2 ? Truth.False : Truth.Unknown;
            return Article35.Concat(List).Aggregate(nine, (truth, criterion) => Kleene.Or(truth, criterion.Truth));
        }
    }

    /// <summary>What the words of a processing say: its name, its purpose, its categories, the project around it and who answers for it.</summary>
    private string Words => $"{WordsWithoutController} ; {dossier.Manifest.People?.Controller?.Name}";

    /// <summary>« EduPlus SAS, 35 salariés » says how many work there, not that the processing is about them.</summary>
    private string WordsWithoutController => string.Join(" ; ", new[] { entry.Name, entry.Purpose, dossier.Manifest.Project?.Name, dossier.Manifest.Project?.Description, dossier.Manifest.Project?.Sector }
        .Concat(entry.DataCategories).Concat(entry.DataSubjects).OfType<string>());

    /// <summary>Of the processing alone.</summary>
    private string OwnWords => string.Join(" ; ", new[] { entry.Name, entry.Purpose }.Concat(entry.DataCategories).Concat(entry.DataSubjects).OfType<string>());

    private bool HasWords => !Hollow.Says(entry.Purpose);

    private Truth Says(BoundedRegex words, string text) => words.IsMatch(text) ? Truth.True : HasWords ? Truth.False : Truth.Unknown;

    private Truth Says(BoundedRegex words) => Says(words, Words);

    private Truth Categories(BoundedRegex words) => entry.DataCategories.Any(words.IsMatch) ? Truth.True : entry.KeyPositions.ContainsKey("dataCategories") ? Truth.False : Truth.Unknown;

    private IReadOnlyList<AipdCriterion> CasesOfTheArticle()
    {
        var effects = Kleene.Or(Of("automatedDecision"), Of("deniesRightOrService"));
        var isSpecial = Kleene.Or(SpecialDeclared(), Found("dataset.specialCategoryColumns"));
        return
        [
            Reasoned("35(3)(a)", "RGPD 35(3)(a)", "évaluation systématique fondant des décisions à effet important", "systematic evaluation on which decisions with significant effect rest", Kleene.And(Of("profiling"), effects), ("profilage", Of("profiling")), ("décision ou privation de droit", effects)),
            Reasoned("35(3)(b)", "RGPD 35(3)(b)", "données des articles 9 ou 10 à grande échelle", "data of articles 9 or 10 on a large scale", Kleene.And(Of("largeScale"), isSpecial), ("grande échelle", Of("largeScale")), ("données des articles 9 ou 10", isSpecial)),
            Reasoned("35(3)(c)", "RGPD 35(3)(c)", "surveillance à grande échelle de lieux publics", "large-scale monitoring of public places", Kleene.And(Kleene.And(Of("systematicMonitoring"), Of("largeScale")), Says(PublicPlace)), ("surveillance", Of("systematicMonitoring")), ("grande échelle", Of("largeScale")), ("lieu public", Says(PublicPlace))),
        ];
    }

    private IReadOnlyList<AipdCriterion> TypesOfTheList()
    {
        // The car park of a clinic holds no data of health: the processing itself has to speak of care, or its data.
        var isHealth = Kleene.Or(Kleene.Or(Categories(Health), Says(Care, OwnWords)), FoundHealth());
        var bought = links.Of(entry).OfType<Subject>().Any(dataSet => links.EntryOf(dataSet)?.Origin is { } origin && Bought.IsMatch(origin));
        var outside = Kleene.Or(Of("datasetMatching"), bought ? Truth.True : Says(OutsideSource));
        return
        [
            Type(1, "données de santé d'un établissement de soins ou médico-social", "health data of a care or medico-social establishment", ("établissement", Says(Carer)), ("santé", isHealth)),
            Type(2, "données génétiques de personnes vulnérables", "genetic data of vulnerable people", ("génétique", Categories(Genetic)), ("personnes vulnérables", Of("vulnerablePeople"))),
            Type(3, "profilage pour gérer des ressources humaines", "profiling for the management of human resources", ("profilage", Of("profiling")), ("ressources humaines", Says(Work, WordsWithoutController))),
            Type(4, "surveillance constante de l'activité de salariés", "constant monitoring of the activity of employees", ("surveillance", Of("systematicMonitoring")), ("salariés", Says(Staff, WordsWithoutController))),
            Type(5, "alertes et signalements sociaux ou sanitaires", "social or health alerts and reports", ("signalement", Says(SocialAlert))),
            Type(6, "alertes professionnelles", "professional alerts (whistleblowing)", ("alerte", Says(Whistle))),
            Type(7, "entrepôt ou registre de données de santé", "warehouse or register of health data", ("entrepôt ou registre", Says(Warehouse)), ("santé", Kleene.Or(Categories(Health), Says(Health)))),
            Type(8, "profilage pouvant exclure d'un contrat, le suspendre ou le rompre", "profiling that may exclude from, suspend or end a contract", ("profilage", Of("profiling")), ("exclusion", Of("deniesRightOrService"))),
            Type(9, "liste partagée de manquements contractuels", "shared list of contractual breaches", ("liste partagée", Says(SharedBreaches))),
            Type(10, "profilage à partir de sources extérieures", "profiling from outside sources", ("profilage", Of("profiling")), ("sources extérieures", outside)),
            Type(11, "reconnaissance biométrique de personnes vulnérables", "biometric recognition of vulnerable people", ("biométrie", Kleene.Or(Categories(Biometric), Says(Biometric))), ("personnes vulnérables", Of("vulnerablePeople"))),
            Type(12, "demandes et gestion de logements sociaux", "applications for and management of social housing", ("logement social", Says(Housing)), ("demandes ou gestion", Says(HousingWork, OwnWords))),
            Type(13, "accompagnement social ou médico-social", "social or medico-social support", ("accompagnement", Says(SocialCare))),
            Type(14, "localisation à grande échelle", "location data on a large scale", ("localisation", Kleene.Or(Categories(Location), Says(Location))), ("grande échelle", Of("largeScale"))),
        ];
    }

    private static AipdCriterion Type(int number, string french, string english, params (string Part, Truth Truth)[] parts) =>
        Reasoned($"CNIL {number}", $"CNIL {number}", french, english, parts.Aggregate(Truth.True, (truth, part) => Kleene.And(truth, part.Truth)), parts);

    private static AipdCriterion Reasoned(string key, string reference, string french, string english, Truth truth, params (string Part, Truth Truth)[] parts) => new(
        key,
        truth,
        new(
            $"{reference}, {french} : {Word(truth).Fr} ({string.Join(", ", parts.Select(part => $"{part.Part} : {Word(part.Truth).Fr}"))})",
            $"{reference}, {english}: {Word(truth).En}"),
        null);

    private AipdCriterion Declared(string key, string reference, string french, string english, bool? declared)
    {
        var truth = declared is { } value ? Kleene.Of(value) : Truth.Unknown;
        return new(key, truth, Told(reference, french, english, truth, declared is null ? new("non déclaré", "not declared") : new("déclaré", "declared")), declared is null ? null : DerivedFacts.In(entry, key));
    }

    private AipdCriterion Sensitive()
    {
        var declared = entry.DataCategories.Any(SpecialCategories.IncludesHighlyPersonal) || !Hollow.Says(entry.SensitiveDataGround) ? Truth.True
            : entry.KeyPositions.ContainsKey("dataCategories") ? Truth.False
            : Truth.Unknown;
        return Crossed("dataCategories", "WP248 4", "données sensibles ou très personnelles", "sensitive or highly personal data", declared, ["dataset.specialCategoryColumns", "dataset.nirColumns"]);
    }

    private Truth SpecialDeclared() => entry.DataCategories.Any(SpecialCategories.Includes) || !Hollow.Says(entry.SensitiveDataGround) ? Truth.True
        : entry.KeyPositions.ContainsKey("dataCategories") ? Truth.False
        : Truth.Unknown;

    private AipdCriterion Vulnerable()
    {
        var declared = entry.VulnerablePeople == true || entry.DataSubjects.Any(SpecialCategories.IncludesVulnerable) ? Truth.True : entry.VulnerablePeople is { } value ? Kleene.Of(value) : Truth.Unknown;
        var criterion = Crossed("vulnerablePeople", "WP248 7", "personnes vulnérables", "vulnerable people", declared, ["dataset.childrenData"]);
        if (entry.VulnerablePeople == true || entry.DataSubjects.FirstOrDefault(SpecialCategories.IncludesVulnerable) is not { } people) return criterion;
        // The people are vulnerable by the guidelines, whatever the manifest says of them.
        var why = entry.VulnerablePeople == false
            ? new LocalizedText($"déduit de dataSubjects : {people} ; vulnerablePeople: false dit le contraire, à trancher", $"from dataSubjects: {people}; vulnerablePeople: false says otherwise, for a person to decide")
            : new($"déduit de dataSubjects : {people}", $"from dataSubjects: {people}");
        return criterion with { Why = Told("WP248 7", "personnes vulnérables", "vulnerable people", Truth.True, why), Where = DerivedFacts.In(entry, "dataSubjects") };
    }

    /// <summary>What is found in the data counts beside what is declared, and outweighs a no.</summary>
    private AipdCriterion Crossed(string key, string reference, string french, string english, Truth declared, string[] found)
    {
        var truth = found.Aggregate(declared, (so, fact) => Kleene.Or(so, Found(fact)));
        if (declared != Truth.True && truth == Truth.True)
        {
            var (where, name) = Sets.SelectMany(dataSet => found.Select(fact => (dataSet, Value: facts.Find(dataSet, fact)?.Value)))
                .Where(pair => Any(pair.Value) == Truth.True)
                .Select(pair => (pair.dataSet.Id, Column: ColumnNames.Of(pair.Value) is [var first, ..] ? first : null))
                .First();
            return new(key, truth, Told(reference, french, english, truth, name is null ? new($"trouvé dans {where}", $"found in {where}") : new($"trouvé dans {where}, colonne {name}", $"found in {where}, column {name}")), Core.Facts.Location.InDataset(where, name));
        }

        var why = declared switch
        {
            Truth.True => new LocalizedText("déclaré", "declared"),
            _ when truth == Truth.Unknown && declared == Truth.False => new("un jeu n'a pas pu être lu", "a set could not be read"),
            Truth.False => new("déclaré, et rien trouvé dans les jeux fournis", "declared, and nothing found in the sets handed in"),
            _ => new("non déclaré", "not declared"),
        };
        return new(key, truth, Told(reference, french, english, truth, why), declared == Truth.Unknown ? null : DerivedFacts.In(entry, key) ?? DerivedFacts.In(entry));
    }

    private static LocalizedText Told(string reference, string french, string english, Truth truth, LocalizedText why) =>
        new($"{reference}, {french} : {Word(truth).Fr} ({why.Fr})", $"{reference}, {english}: {Word(truth).En} ({why.En})");

    private static LocalizedText Word(Truth truth) => truth switch
    {
        Truth.True => new("rempli", "met"),
        Truth.False => new("non", "no"),
        _ => new("inconnu", "not known"),
    };

    /// <summary>The sets of the processing that were handed in. One that was not shows nothing: there the declaration stands alone.</summary>
    private IEnumerable<Subject> Sets => links.Of(entry).OfType<Subject>().Where(dataSet => dossier.Find(dataSet.Id) is not null);

    private Truth Found(string fact) => Sets.Aggregate(Truth.False, (truth, dataSet) => Kleene.Or(truth, Any(facts.Find(dataSet, fact)?.Value)));

    private Truth FoundHealth() => Sets.Aggregate(Truth.False, (truth, dataSet) => Kleene.Or(truth, facts.Find(dataSet, "dataset.specialCategoryColumns")?.Value is ObservationsValue special
        ? Kleene.Of(special.Items.Any(column => column.Detail?.Fr.Contains(PersonalDataCategory.Health.Label().Fr, StringComparison.Ordinal) == true))
        : Truth.Unknown));

    private static Truth Any(FactValue? value) => value switch
    {
        BooleanValue { Value: var yes } => Kleene.Of(yes),
        ObservationsValue observations => Kleene.Of(observations.Total > 0),
        TextListValue list => Kleene.Of(list.Values.Count > 0),
        _ => Truth.Unknown,
    };
}

/// <summary>One thing that may call for an AIPD.</summary>
/// <param name="Key">The key of the manifest for the nine, the number of the case or of the type for the others.</param>
/// <param name="Truth">Met, not met or not known.</param>
/// <param name="Why">In words, with its reference.</param>
/// <param name="Where">Where it is declared or was found.</param>
internal sealed record AipdCriterion(string Key, Truth Truth, LocalizedText Why, Location? Where);
