using AuditService.Core.Architecture;

namespace AuditService.Core.Dossiers.Manifests;

/// <summary>
/// What the author declares in <c>dossier.yaml</c>. Every key is optional: what is missing is not declared, which is neither an accusation nor
/// an absolution. One processing per purpose (RGPD art. 5(1)(b)); components and flows say what a data-flow diagram would.
/// </summary>
public sealed record Manifest
{
    public static Manifest Empty { get; } = new();

    /// <summary>True while the author has not declared all: what the manifest leaves out is then not known, rather than left out. Absent is false.</summary>
    [Says(
        "Brouillon : tant que c'est true, ce qui manque est « non déclaré » ; une fois tout rempli, mettez false : ce qui manque sera alors un manque.",
        "Draft: while this is true, what is missing is \"not declared\"; once all is filled in, say false: what is missing is then an omission.")]
    public bool? Draft { get; init; }

    [Says("Le projet en quelques mots.", "The project in a few words.")]
    public ProjectEntry? Project { get; init; }

    [Says("Qui répond de quoi : responsable de traitement, DPO, sous-traitants, utilisateurs.", "Who answers for what: controller, DPO, processors, users.")]
    public PeopleEntry? People { get; init; }

    [Says("Les traitements de données personnelles, un par finalité.", "The processings of personal data, one per purpose.")]
    public IReadOnlyList<ProcessingEntry> Processings { get; init; } = [];

    [Says("Les jeux de données du dossier ou utilisés par le projet.", "The data sets in the dossier or used by the project.")]
    public IReadOnlyList<DataSetEntry> DataSets { get; init; } = [];

    [Says("Les modèles entraînés, ajustés ou appelés.", "The models trained, tuned or called.")]
    public IReadOnlyList<ModelEntry> Models { get; init; } = [];

    [Says("Composants, flux et frontières de confiance.", "Components, flows and trust boundaries.")]
    public ArchitectureEntry? Architecture { get; init; }

    [Says("L'interface : pages du prototype, parcours, hôtes permis.", "The interface: pages of the prototype, journeys, allowed hosts.")]
    public InterfaceEntry? Interface { get; init; }

    [Says("Les documents, chacun avec son rôle.", "The documents, each with its role.")]
    public IReadOnlyList<DocumentEntry> Documents { get; init; } = [];

    [Says("Où et comment la solution est déployée.", "Where and how the solution is deployed.")]
    public DeploymentEntry? Deployment { get; init; }

    [Says("Ce que l'entraînement a coûté.", "What the training cost.")]
    public TrainingEntry? Training { get; init; }

    [Says("L'usage attendu ou mesuré.", "The expected or measured usage.")]
    public UsageEntry? Usage { get; init; }

    [Says("Les options stratégiques comparées, dont « ne pas utiliser d'IA ».", "The strategic options compared, among them \"no AI\".")]
    public IReadOnlyList<OptionEntry> Options { get; init; } = [];

    [Says("Les risques identifiés et leurs mesures.", "The identified risks and their measures.")]
    public IReadOnlyList<RiskEntry> Risks { get; init; } = [];

    [Says("Le plan de traitement des risques : les mesures décidées, en cours ou faites.", "The treatment plan of the risks: the measures decided, under way or done.")]
    public IReadOnlyList<TreatmentEntry> Treatments { get; init; } = [];

    [Says("Les graphiques et tableaux de bord montrés.", "The charts and dashboards shown.")]
    public IReadOnlyList<ChartEntry> Charts { get; init; } = [];

    [Says("Réponses aux questions des packs de règles (ou dans answers.yaml).", "Answers to the questions of the rule packs (or in answers.yaml).")]
    public IReadOnlyDictionary<string, AnswerEntry> Answers { get; init; } = new Dictionary<string, AnswerEntry>(StringComparer.Ordinal);
}

/// <summary>An entry that knows where the author wrote it.</summary>
public abstract record ManifestEntry
{
    /// <summary>Set by the reader; null for an entry made in code.</summary>
    public SourcePosition? At { get; init; }

    /// <summary>Where each key of the entry was written, by its YAML name; empty for an entry made in code.</summary>
    public IReadOnlyDictionary<string, SourcePosition> KeyPositions { get; init; } = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
}

public sealed record ProjectEntry : ManifestEntry
{
    [Says("Nom du projet.", "Name of the project.")]
    public string? Name { get; init; }

    [Says("Ce que fait la solution, en une ou deux phrases simples.", "What the solution does, in one or two plain sentences.")]
    public string? Description { get; init; }

    [Says("Secteur : santé, emploi, éducation, administration ...", "Sector: health, employment, education, public administration ...")]
    public string? Sector { get; init; }

    [Says("Les besoins exprimés par les utilisateurs.", "The needs that users expressed.")]
    public IReadOnlyList<NeedEntry> Needs { get; init; } = [];

    [Says("Étape : idée, prototype, pilote, production, arrêt.", "Stage: idea, prototype, pilot, production, retired.")]
    public ProjectStage? Stage { get; init; }
}

public enum ProjectStage
{
    Idea,
    Prototype,
    Pilot,
    Production,
    Retired,
}

public sealed record NeedEntry : ManifestEntry
{
    [Says("Le besoin, tel que l'utilisateur l'exprime.", "The need, as the user puts it.")]
    public string? Need { get; init; }

    [Says("Qui l'exprime (un utilisateur de people.users).", "Who expresses it (a user of people.users).")]
    public string? User { get; init; }

    [Says("La fonction, le langage ou l'outil qui y répond.", "The feature, language or tool that answers it.")]
    public string? AnsweredBy { get; init; }
}

public sealed record PeopleEntry : ManifestEntry
{
    [Says("Responsable de traitement (RGPD art. 4(7)) : nom de l'organisme et moyen de contact.", "Controller (RGPD art. 4(7)): name of the body and how to reach it.")]
    public ResponsibleEntry? Controller { get; init; }

    [Says("Délégué à la protection des données (RGPD art. 37).", "Data protection officer (RGPD art. 37).")]
    public ResponsibleEntry? Dpo { get; init; }

    [Says("Sous-traitants (RGPD art. 28).", "Processors (RGPD art. 28).")]
    public IReadOnlyList<ProcessorEntry> Processors { get; init; } = [];

    [Says("Utilisateurs de la solution, ou personas.", "Users of the solution, or personas.")]
    public IReadOnlyList<UserEntry> Users { get; init; } = [];
}

/// <summary>A body or a person with a part in a processing.</summary>
public abstract record PartyEntry : ManifestEntry
{
    [Says("Nom de l'organisme ou de la fonction.", "Name of the body or the function.")]
    public string? Name { get; init; }

    [Says("Adresse de contact.", "Contact address.")]
    public string? Contact { get; init; }

    [Says("Pays (code ISO à deux lettres).", "Country (two-letter ISO code).")]
    public string? Country { get; init; }
}

/// <summary>The controller, or the data protection officer.</summary>
public sealed record ResponsibleEntry : PartyEntry;

public sealed record ProcessorEntry : PartyEntry
{
    [Says("Service rendu.", "Service rendered.")]
    public string? Service { get; init; }

    [Says("Un contrat conforme à l'art. 28(3) est signé.", "A contract as art. 28(3) requires is signed.")]
    public bool? Contract { get; init; }
}

public sealed record UserEntry : ManifestEntry
{
    [Says("Identifiant court.", "Short id.")]
    public string? Id { get; init; }

    [Says("Qui est cet utilisateur.", "Who this user is.")]
    public string? Name { get; init; }

    [Says("Besoins particuliers, handicap compris.", "Particular needs, disabilities included.")]
    public string? Needs { get; init; }
}

public sealed record ProcessingEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("Nom du traitement.", "Name of the processing.")]
    public string? Name { get; init; }

    [Says("Finalité, déterminée et explicite (RGPD art. 5(1)(b)).", "Purpose, specified and explicit (RGPD art. 5(1)(b)).")]
    public string? Purpose { get; init; }

    [Says("Base légale (RGPD art. 6).", "Legal basis (RGPD art. 6).")]
    public LegalBasis? LegalBasis { get; init; }

    [Says("Exception pour les données sensibles (art. 9(2)).", "Ground for special categories of data (art. 9(2)).")]
    public string? SensitiveDataGround { get; init; }

    [Says("Texte précis qui impose ou confie le traitement (art. 6(3)), par exemple « code du travail, art. L.1221-10 ».", "Precise text that requires or entrusts the processing (art. 6(3)), for example \"labour code, art. L.1221-10\".")]
    public string? LegalText { get; init; }

    [Says("Mise en balance de l'intérêt légitime (art. 6(1)(f)) : chemin du document ou résumé.", "Legitimate-interest balancing (art. 6(1)(f)): path of the document or summary.")]
    public string? BalancingTest { get; init; }

    [Says("Catégories de données : identité, contact, santé, vie professionnelle ...", "Categories of data: identity, contact, health, working life ...")]
    public IReadOnlyList<string> DataCategories { get; init; } = [];

    [Says("Catégories de personnes : candidats, patients, élèves ...", "Categories of people: applicants, patients, pupils ...")]
    public IReadOnlyList<string> DataSubjects { get; init; } = [];

    [Says("Jeux de données concernés (identifiants de dataSets).", "Data sets concerned (ids of dataSets).")]
    public IReadOnlyList<string> DataSets { get; init; } = [];

    [Says("Durée de conservation, par exemple « 24 mois ».", "Retention, for example \"24 months\".")]
    public string? Retention { get; init; }

    [Says("Destinataires.", "Recipients.")]
    public IReadOnlyList<string> Recipients { get; init; } = [];

    [Says("Transferts hors de l'Union européenne (chapitre V).", "Transfers outside the European Union (chapter V).")]
    public IReadOnlyList<TransferEntry> Transfers { get; init; } = [];

    [Says("Décision entièrement automatisée produisant des effets (art. 22).", "Solely automated decision with effects (art. 22).")]
    public bool? AutomatedDecision { get; init; }

    [Says("Intervention humaine possible sur la décision.", "Human intervention in the decision is possible.")]
    public string? HumanOversight { get; init; }

    [Says("Profilage ou notation des personnes.", "Profiling or scoring of people.")]
    public bool? Profiling { get; init; }

    [Says("Grande échelle.", "Large scale.")]
    public bool? LargeScale { get; init; }

    [Says("Personnes vulnérables (mineurs, patients, salariés ...).", "Vulnerable people (minors, patients, employees ...).")]
    public bool? VulnerablePeople { get; init; }

    [Says("Croisement de jeux de données.", "Matching of data sets.")]
    public bool? DatasetMatching { get; init; }

    [Says("Surveillance systématique.", "Systematic monitoring.")]
    public bool? SystematicMonitoring { get; init; }

    [Says("Usage innovant ou nouvelle technologie.", "Innovative use or new technology.")]
    public bool? InnovativeUse { get; init; }

    [Says("Peut priver d'un droit, d'un service ou d'un contrat.", "May deny a right, a service or a contract.")]
    public bool? DeniesRightOrService { get; init; }

    [Says("Analyse d'impact (AIPD, art. 35).", "Impact assessment (AIPD, art. 35).")]
    public AipdStatus? Aipd { get; init; }

    [Says("Comment les personnes sont informées (art. 13 et 14) : chemin de la notice.", "How people are informed (art. 13 and 14): path of the notice.")]
    public string? Notice { get; init; }

    [Says("Comment les personnes exercent leurs droits (art. 15 à 22).", "How people exercise their rights (art. 15 to 22).")]
    public string? RightsContact { get; init; }

    [Says("Mesures de sécurité (art. 32).", "Security measures (art. 32).")]
    public IReadOnlyList<string> SecurityMeasures { get; init; } = [];
}

public enum LegalBasis
{
    Consent,
    Contract,
    LegalObligation,
    VitalInterests,
    PublicTask,
    LegitimateInterests,
    None,
}

public enum AipdStatus
{
    Done,
    UnderReview,
    NotNeeded,
    None,
}

public sealed record TransferEntry : ManifestEntry
{
    [Says("Pays de destination (code ISO à deux lettres).", "Country of destination (two-letter ISO code).")]
    public string? Country { get; init; }

    [Says("Destinataire.", "Recipient.")]
    public string? Recipient { get; init; }

    [Says("Garantie : décision d'adéquation, clauses contractuelles types, BCR ...", "Safeguard: adequacy decision, standard contractual clauses, BCR ...")]
    public string? Safeguard { get; init; }
}

public sealed record DataSetEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("Chemin dans le dossier.", "Path in the dossier.")]
    public string? Path { get; init; }

    [Says("Empreinte SHA-256 attendue du fichier, en hexadécimal.", "Expected SHA-256 hash of the file, in hexadecimal.")]
    public string? Sha256 { get; init; }

    [Says("Ce que le jeu contient.", "What the set holds.")]
    public string? Description { get; init; }

    [Says("Origine : collecte directe, source ouverte, achat, synthétique ...", "Origin: direct collection, open source, purchase, synthetic ...")]
    public string? Origin { get; init; }

    [Says("Licence ou droit d'usage.", "Licence or right of use.")]
    public string? Licence { get; init; }

    [Says("Finalité pour laquelle les données ont été collectées, si elle est autre (art. 6(4)).", "Purpose for which the data were collected, where it is another (art. 6(4)).")]
    public string? CollectedFor { get; init; }

    [Says("Fréquence de mise à jour, par exemple « 1 mois ».", "How often it is updated, for example \"1 month\".")]
    public string? UpdatedEvery { get; init; }

    [Says("Contient des données personnelles.", "Holds personal data.")]
    public bool? PersonalData { get; init; }

    [Says("Date de collecte ou d'extraction.", "Date of collection or extraction.")]
    public DateOnly? CollectedOn { get; init; }

    [Says("Usage : entraînement, validation, test, production, référence.", "Use: training, validation, test, production, reference.")]
    public string? Use { get; init; }

    [Says("Responsable de la qualité du jeu.", "Who answers for the quality of the set.")]
    public string? Owner { get; init; }

    [Says("Limites et biais connus.", "Known limits and biases.")]
    public string? KnownLimits { get; init; }

    [Says("Dictionnaire des colonnes.", "Dictionary of the columns.")]
    public IReadOnlyList<ColumnEntry> Columns { get; init; } = [];
}

public sealed record ColumnEntry : ManifestEntry
{
    [Says("Nom de la colonne.", "Name of the column.")]
    public string? Name { get; init; }

    [Says("Sens de la colonne.", "Meaning of the column.")]
    public string? Meaning { get; init; }

    [Says("Unité ou valeurs possibles.", "Unit or possible values.")]
    public string? Values { get; init; }

    [Says("Donnée personnelle.", "Personal datum.")]
    public bool? Personal { get; init; }

    [Says("Pourquoi la colonne est nécessaire (minimisation, art. 5(1)(c)).", "Why the column is needed (minimisation, art. 5(1)(c)).")]
    public string? Necessity { get; init; }

    [Says("Rôle : identifiant, quasi-identifiant, étiquette à prédire, prédiction, attribut protégé, annotation, date de décision.", "Role: identifier, quasi-identifier, label to tell, prediction, protected attribute, annotation, date of decision.")]
    public ColumnRole? Role { get; init; }

    [Says("Valeur favorable aux personnes, pour une étiquette ou une prédiction.", "The value that favours people, for a label or a prediction.")]
    public string? Favourable { get; init; }
}

/// <summary>What a column is for when quality and fairness are measured.</summary>
public enum ColumnRole
{
    Identifier,

    /// <summary>Tells a person apart together with others.</summary>
    QuasiIdentifier,

    /// <summary>What a model learns to tell.</summary>
    Label,

    /// <summary>What a model said.</summary>
    Prediction,

    /// <summary>What groups of people are made by: sex, age, origin ...</summary>
    Protected,

    /// <summary>What one of several annotators said.</summary>
    Annotation,

    /// <summary>When the outcome was known: nothing later may be learnt from.</summary>
    DecisionDate,
}

public sealed record ModelEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("Chemin dans le dossier, pour un modèle fourni.", "Path in the dossier, for a model that is handed in.")]
    public string? Path { get; init; }

    [Says("Empreinte SHA-256 attendue du fichier, en hexadécimal.", "Expected SHA-256 hash of the file, in hexadecimal.")]
    public string? Sha256 { get; init; }

    [Says("Nom du modèle.", "Name of the model.")]
    public string? Name { get; init; }

    [Says("Fournisseur.", "Provider.")]
    public string? Provider { get; init; }

    [Says("Version exacte ou révision.", "Exact version or revision.")]
    public string? Version { get; init; }

    [Says("Licence.", "Licence.")]
    public string? Licence { get; init; }

    [Says("Usage prévu.", "Intended use.")]
    public string? IntendedUse { get; init; }

    [Says("Jeux d'entraînement (identifiants de dataSets).", "Training sets (ids of dataSets).")]
    public IReadOnlyList<string> TrainedOn { get; init; } = [];

    [Says("Mesures de performance, par exemple « rappel : 0.87 ».", "Performance figures, for example \"recall: 0.87\".")]
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    [Says("Limites et biais connus.", "Known limits and biases.")]
    public string? KnownLimits { get; init; }

    [Says("Fiche du modèle (chemin).", "Model card (path).")]
    public string? Card { get; init; }
}

public sealed record ArchitectureEntry : ManifestEntry
{
    [Says("Composants de la solution, un par élément.", "Components of the solution, one an item.")]
    public IReadOnlyList<ComponentEntry> Components { get; init; } = [];

    [Says("Flux entre composants.", "Flows between components.")]
    public IReadOnlyList<FlowEntry> Flows { get; init; } = [];

    [Says("Frontières de confiance.", "Trust boundaries.")]
    public IReadOnlyList<TrustBoundaryEntry> TrustBoundaries { get; init; } = [];

    [Says("Données que les composants traitent et que les flux transportent, avec leurs besoins de sécurité.", "Data that components process and flows carry, with their security needs.")]
    public IReadOnlyList<DataAssetEntry> DataAssets { get; init; } = [];

    [Says("Plateformes d'exécution que plusieurs composants partagent.", "Runtimes that several components share.")]
    public IReadOnlyList<SharedRuntimeEntry> SharedRuntimes { get; init; } = [];
}

public sealed record DataAssetEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("Nom.", "Name.")]
    public string? Name { get; init; }

    [Says("Données personnelles.", "Personal data.")]
    public bool? PersonalData { get; init; }

    [Says("Quantité.", "Quantity.")]
    public DataQuantity? Quantity { get; init; }

    [Says("Besoin de confidentialité.", "Need of confidentiality.")]
    public Confidentiality? Confidentiality { get; init; }

    [Says("Besoin d'intégrité.", "Need of integrity.")]
    public Criticality? Integrity { get; init; }

    [Says("Besoin de disponibilité.", "Need of availability.")]
    public Criticality? Availability { get; init; }
}

public sealed record SharedRuntimeEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("Nom.", "Name.")]
    public string? Name { get; init; }

    [Says("Composants qui y tournent.", "Components that run on it.")]
    public IReadOnlyList<string> Components { get; init; } = [];
}

public sealed record ComponentEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("Nom.", "Name.")]
    public string? Name { get; init; }

    [Says("Type : service ou programme (process), base ou stockage (datastore), modèle hébergé par vous (model), navigateur (browser), service d'un tiers (external).", "Type: service or program (process), database or storage (datastore), model that you host (model), browser, service of a third party (external).")]
    public ComponentType? Type { get; init; }

    [Says("Technologie et version.", "Technology and version.")]
    public string? Technology { get; init; }

    [Says("Accessible depuis internet.", "Reachable from the internet.")]
    public bool? Internet { get; init; }

    [Says("Contient ou traite des données personnelles.", "Holds or processes personal data.")]
    public bool? PersonalData { get; init; }

    [Says("Authentification : none, password, token, mfa, mtls ...", "Authentication: none, password, token, mfa, mtls ...")]
    public string? Authentication { get; init; }

    [Says("Chiffrement au repos.", "Encryption at rest.")]
    public bool? EncryptedAtRest { get; init; }

    [Says("Journalisation des accès.", "Access logging.")]
    public bool? Logging { get; init; }

    [Says("Sauvegardes testées.", "Tested backups.")]
    public bool? Backup { get; init; }

    [Says("Frontière de confiance qui le contient.", "Trust boundary that holds it.")]
    public string? TrustBoundary { get; init; }

    [Says("Pays d'hébergement (code ISO à deux lettres).", "Hosting country (two-letter ISO code).")]
    public string? Country { get; init; }

    [Says("Famille de technologie, quand technology ne suffit pas : database, web-application, modele-de-langage, serveur-inference, base-vectorielle, agent, outil-mcp, garde-fou ... (rules/architecture.yaml).", "Family of technology, where technology does not tell: database, web-application, modele-de-langage, serveur-inference, base-vectorielle, agent, outil-mcp, garde-fou ... (rules/architecture.yaml).")]
    public string? TechnologyType { get; init; }

    [Says("Où il tourne : physical, virtual, container, serverless.", "Where it runs: physical, virtual, container, serverless.")]
    public Machine? Machine { get; init; }

    [Says("Sert à construire ou exploiter (devops), ou au métier (business).", "Serves to build or operate (devops), or the business (business).")]
    public ComponentUsage? Usage { get; init; }

    [Says("Partagé entre plusieurs clients ou organismes.", "Shared by several customers or bodies.")]
    public bool? MultiTenant { get; init; }

    [Says("Redondant.", "Redundant.")]
    public bool? Redundant { get; init; }

    [Says("Contient du code écrit pour le projet.", "Holds code written for the project.")]
    public bool? CustomCode { get; init; }

    [Says("Hors du périmètre de l'analyse.", "Out of scope of the analysis.")]
    public bool? OutOfScope { get; init; }

    [Says("Besoin de confidentialité.", "Need of confidentiality.")]
    public Confidentiality? Confidentiality { get; init; }

    [Says("Besoin d'intégrité.", "Need of integrity.")]
    public Criticality? Integrity { get; init; }

    [Says("Besoin de disponibilité.", "Need of availability.")]
    public Criticality? Availability { get; init; }

    [Says("Données traitées (identifiants de dataAssets).", "Data processed (ids of dataAssets).")]
    public IReadOnlyList<string> Processes { get; init; } = [];

    [Says("Données stockées (identifiants de dataAssets).", "Data stored (ids of dataAssets).")]
    public IReadOnlyList<string> Stores { get; init; } = [];

    [Says("Formats lus de l'extérieur : json, xml, serialization, file, csv, yaml.", "Formats read from outside: json, xml, serialization, file, csv, yaml.")]
    public IReadOnlyList<DataFormat> Formats { get; init; } = [];
}

public enum ComponentType
{
    Process,
    Datastore,
    Model,
    Browser,
    External,
}

public sealed record FlowEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("Composant de départ.", "Component that it leaves.")]
    public string? From { get; init; }

    [Says("Composant d'arrivée.", "Component that it reaches.")]
    public string? To { get; init; }

    [Says("Données transportées.", "Data carried.")]
    public string? Data { get; init; }

    [Says("Données personnelles.", "Personal data.")]
    public bool? PersonalData { get; init; }

    [Says("Protocole : https, http, sql, file ...", "Protocol: https, http, sql, file ...")]
    public string? Protocol { get; init; }

    [Says("Chiffré en transit.", "Encrypted in transit.")]
    public bool? Encrypted { get; init; }

    [Says("Authentification de l'appelant.", "Authentication of the caller.")]
    public string? Authentication { get; init; }

    [Says("Droits au nom de qui : none, technicalUser, endUserIdentityPropagation.", "Rights in whose name: none, technicalUser, endUserIdentityPropagation.")]
    public FlowAuthorization? Authorization { get; init; }

    [Says("Sert à construire ou exploiter (devops), ou au métier (business).", "Serves to build or operate (devops), or the business (business).")]
    public ComponentUsage? Usage { get; init; }

    [Says("Par un réseau privé virtuel.", "Through a virtual private network.")]
    public bool? Vpn { get; init; }

    [Says("Adresses appelantes filtrées.", "Calling addresses filtered.")]
    public bool? IpFiltered { get; init; }

    [Says("Lecture seule.", "Read only.")]
    public bool? Readonly { get; init; }

    [Says("Données envoyées (identifiants de dataAssets).", "Data sent (ids of dataAssets).")]
    public IReadOnlyList<string> Sends { get; init; } = [];

    [Says("Données reçues (identifiants de dataAssets).", "Data received (ids of dataAssets).")]
    public IReadOnlyList<string> Receives { get; init; } = [];
}

public sealed record TrustBoundaryEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("Nom.", "Name.")]
    public string? Name { get; init; }

    [Says("Type : network, host, cloud, organisation.", "Type: network, host, cloud, organisation.")]
    public string? Type { get; init; }

    [Says("Frontière qui la contient.", "Boundary that holds it.")]
    public string? Parent { get; init; }
}

public sealed record InterfaceEntry : ManifestEntry
{
    [Says("Pages : fichiers du dossier ou adresses.", "Pages: files of the dossier or URLs.")]
    public IReadOnlyList<PageEntry> Pages { get; init; } = [];

    [Says("Parcours d'utilisateurs testés.", "User journeys that were tested.")]
    public IReadOnlyList<JourneyEntry> Journeys { get; init; } = [];

    [Says("Hôtes que les pages peuvent contacter ; tout autre est bloqué.", "Hosts that the pages may contact; every other is blocked.")]
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    [Says("Classes ou identifiants qui disent le rôle des éléments (images, tableaux).", "Classes or ids that tell the role of elements (images, tables).")]
    public MarkersEntry? Markers { get; init; }

    [Says("Langue principale de l'interface (code à deux lettres).", "Main language of the interface (two-letter code).")]
    public string? Language { get; init; }

    [Says("Fenêtres où regarder les pages : desktop (1280x800), mobile (360x740), ou largeur x hauteur (768x1024).", "Windows in which to look at the pages: desktop (1280x800), mobile (360x740), or width x height (768x1024).")]
    public IReadOnlyList<string> Viewports { get; init; } = [];

    [Says("Connexions par formulaire, une par hôte.", "Sign-ins by form, one a host.")]
    public IReadOnlyList<LoginEntry> Logins { get; init; } = [];

    [Says("Suivre robots.txt pour les pages d'un plan de site (oui si rien n'est dit).", "Heed robots.txt for the pages of a sitemap (yes when nothing is said).")]
    public bool? RespectRobots { get; init; }
}

public sealed record PageEntry : ManifestEntry
{
    [Says("Nom de la page.", "Name of the page.")]
    public string? Name { get; init; }

    [Says("Chemin dans le dossier.", "Path in the dossier.")]
    public string? Path { get; init; }

    [Says("Adresse http ou https.", "http or https address.")]
    public string? Url { get; init; }

    [Says("Dossier : toutes les pages qu'il contient.", "Folder: all pages in it.")]
    public string? Folder { get; init; }

    [Says("Plan de site (adresse, ou fichier sitemap.xml) : les pages qu'il nomme.", "Sitemap (address, or file sitemap.xml): the pages that it names.")]
    public string? Sitemap { get; init; }

    [Says("Fenêtres où regarder cette page, si ce ne sont pas celles de l'interface.", "Windows in which to look at this page, when they are not those of the interface.")]
    public IReadOnlyList<string> Viewports { get; init; } = [];

    [Says("Les étapes peuvent envoyer des données au site (POST ...), sinon bloquées ; sans effet pour un fichier.", "The steps may send data to the site (POST ...), else blocked; without effect for a file.")]
    public bool? MayWrite { get; init; }

    [Says("États à regarder, atteints par des étapes : [{ id: aide, title: Aide ouverte, steps: [{ click: \"#aide\" }] }]", "States to look at, reached by steps: [{ id: help, title: Help open, steps: [{ click: \"#help\" }] }]")]
    public IReadOnlyList<StateEntry> States { get; init; } = [];
}

/// <summary>A page after some steps: one more page of the sample.</summary>
public sealed record StateEntry : ManifestEntry
{
    [Says("Identifiant court (lettres minuscules, chiffres, tirets).", "Short identifier (lower-case letters, digits, hyphens).")]
    public string? Id { get; init; }

    [Says("Titre de l'état.", "Title of the state.")]
    public string? Title { get; init; }

    [Says("Étapes, un verbe chacune : click, fill, choose, check, uncheck, press, hover, wait, accept, refuse, open.", "Steps, one verb each: click, fill, choose, check, uncheck, press, hover, wait, accept, refuse, open.")]
    public IReadOnlyList<StepEntry> Steps { get; init; } = [];
}

/// <summary>How to sign in to a host, once for all its pages.</summary>
public sealed record LoginEntry : ManifestEntry
{
    [Says("Adresse du formulaire.", "Address of the form.")]
    public string? Url { get; init; }

    [Says("Étapes ; les secrets par { env: AUDIT_SECRET_... }.", "Steps; secrets by { env: AUDIT_SECRET_... }.")]
    public IReadOnlyList<StepEntry> Steps { get; init; } = [];
}

/// <summary>One act on a page, written as exactly one verb with what it acts on.</summary>
public sealed record StepEntry : ManifestEntry
{
    public StepVerb Verb { get; init; }

    /// <summary>CSS; null for verbs that act on no element.</summary>
    public string? Selector { get; init; }

    /// <summary>What is typed or chosen.</summary>
    public StepValue? Value { get; init; }

    /// <summary>The key of <c>press</c>, the path of <c>open</c>, the text that <c>wait</c> waits for.</summary>
    public string? Text { get; init; }

    /// <summary>How long <c>wait</c> waits.</summary>
    public int? Milliseconds { get; init; }

    /// <summary>The step as its author may recognise it: never its value.</summary>
    public string Shown => $"{Verb.ToString().ToLowerInvariant()}: {Selector ?? Text ?? (Milliseconds is { } wait ? $"{wait} ms" : "cookies")}";
}

/// <summary>A text of the dossier, or the name of an environment variable that holds a secret: one of both.</summary>
public sealed record StepValue(string? Text, string? Variable)
{
    /// <summary>Other variables of the program are none of a dossier's business: a page could send them away.</summary>
    public const string Prefix = "AUDIT_SECRET_";
}

public enum StepVerb
{
    Click,
    Fill,
    Choose,
    Check,
    Uncheck,
    Press,
    Hover,
    Wait,
    Accept,
    Refuse,
    Open,
}

public sealed record JourneyEntry : ManifestEntry
{
    [Says("Nom du parcours.", "Name of the journey.")]
    public string? Name { get; init; }

    [Says("Utilisateur concerné.", "User concerned.")]
    public string? User { get; init; }

    [Says("Étapes, en langage courant.", "Steps, in plain words.")]
    public IReadOnlyList<string> Steps { get; init; } = [];

    [Says("Testé avec de vrais utilisateurs, et résultat.", "Tested with real users, and the result.")]
    public string? TestResult { get; init; }
}

public sealed record MarkersEntry : ManifestEntry
{
    [Says("Images porteuses d'information.", "Images that carry information.")]
    public IReadOnlyList<string> InformativeImage { get; init; } = [];

    [Says("Images décoratives.", "Decorative images.")]
    public IReadOnlyList<string> DecorativeImage { get; init; } = [];

    [Says("Tableaux de données.", "Data tables.")]
    public IReadOnlyList<string> DataTable { get; init; } = [];

    [Says("Tableaux de mise en forme.", "Layout tables.")]
    public IReadOnlyList<string> LayoutTable { get; init; } = [];

    [Says("Tableaux de données complexes.", "Complex data tables.")]
    public IReadOnlyList<string> ComplexTable { get; init; } = [];
}

public sealed record DocumentEntry : ManifestEntry
{
    [Says("Chemin dans le dossier.", "Path in the dossier.")]
    public string? Path { get; init; }

    [Says("Rôle du document.", "Role of the document.")]
    public DocumentRole? Role { get; init; }

    [Says("Langue (code à deux lettres).", "Language (two-letter code).")]
    public string? Language { get; init; }

    [Says("Relu par (fonction).", "Reviewed by (function).")]
    public string? ReviewedBy { get; init; }

    [Says("Date de relecture.", "Date of review.")]
    public DateOnly? ReviewedOn { get; init; }
}

public enum DocumentRole
{
    Report,
    Slides,
    Script,
    PrivacyNotice,
    Register,
    Aipd,
    RiskMap,
    SecurityPolicy,
    QualityFramework,
    DataDictionary,
    ModelCard,
    ImpactAnalysis,
    EthicsCharter,
    RegulatoryWatch,
    AccessibilityStatement,
    UserTests,
    Contract,
    Other,
}

public sealed record DeploymentEntry : ManifestEntry
{
    [Says("Hébergeur.", "Hosting provider.")]
    public string? Hosting { get; init; }

    [Says("Pays d'hébergement (code ISO à deux lettres).", "Hosting country (two-letter ISO code).")]
    public string? Country { get; init; }

    [Says("Accessible depuis internet.", "Reachable from the internet.")]
    public bool? Internet { get; init; }

    [Says("Date de mise en service.", "Date put into service.")]
    public DateOnly? Since { get; init; }

    [Says("Mode de retour en arrière et d'arrêt.", "How to roll back and to stop.")]
    public string? Rollback { get; init; }

    [Says("Surveillance en production : dérive, erreurs, incidents.", "Monitoring in production: drift, errors, incidents.")]
    public string? Monitoring { get; init; }

    [Says("Plan de réponse aux incidents (chemin ou résumé).", "Incident response plan (path or summary).")]
    public string? IncidentPlan { get; init; }
}

public sealed record TrainingEntry : ManifestEntry
{
    [Says("Durée totale, en heures.", "Total duration, in hours.")]
    public double? Hours { get; init; }

    [Says("Matériel, par exemple « 2 × A100 ».", "Hardware, for example \"2 × A100\".")]
    public string? Hardware { get; init; }

    [Says("Puissance électrique moyenne, en watts.", "Mean electrical power, in watts.")]
    public double? PowerW { get; init; }

    [Says("Énergie mesurée, en kWh, à la prise des machines : le PUE du site s'y ajoute.", "Measured energy, in kWh, at the plug of the machines: the PUE of the site is added.")]
    public double? EnergyKWh { get; init; }

    [Says("PUE du site, de 1 à 3 ; 1 sur un poste de travail, ou si l'énergie donnée le contient déjà.", "PUE of the site, 1 to 3; 1 on a workstation, or where the energy given holds it already.")]
    public double? Pue { get; init; }

    [Says("Pays de l'électricité (code ISO à deux lettres).", "Country of the electricity (two-letter ISO code).")]
    public string? Country { get; init; }

    [Says("Nombre d'entraînements par an.", "Trainings per year.")]
    public double? RunsPerYear { get; init; }
}

public sealed record UsageEntry : ManifestEntry
{
    [Says("Requêtes par an.", "Requests per year.")]
    public double? RequestsPerYear { get; init; }

    [Says("Nombre d'utilisateurs.", "Number of users.")]
    public double? Users { get; init; }

    [Says("Jetons produits par requête.", "Tokens produced per request.")]
    public double? OutputTokens { get; init; }

    [Says("Énergie par requête, en Wh, à la prise des machines : le PUE du site s'y ajoute.", "Energy per request, in Wh, at the plug of the machines: the PUE of the site is added.")]
    public double? EnergyWhPerRequest { get; init; }

    [Says("PUE du site, de 1 à 3 ; 1 sur un poste de travail, ou si l'énergie donnée le contient déjà.", "PUE of the site, 1 to 3; 1 on a workstation, or where the energy given holds it already.")]
    public double? Pue { get; init; }

    [Says("Durée de vie prévue, en années.", "Expected lifetime, in years.")]
    public double? Years { get; init; }
}

public sealed record OptionEntry : ManifestEntry
{
    [Says("Nom de l'option.", "Name of the option.")]
    public string? Name { get; init; }

    [Says("Avantages.", "Advantages.")]
    public IReadOnlyList<string> Advantages { get; init; } = [];

    [Says("Inconvénients.", "Drawbacks.")]
    public IReadOnlyList<string> Drawbacks { get; init; } = [];

    [Says("Sans intelligence artificielle.", "Without artificial intelligence.")]
    public bool? WithoutAi { get; init; }

    [Says("Option retenue.", "Option chosen.")]
    public bool? Chosen { get; init; }

    [Says("Ce que vaut l'option sur chaque axe ; les mêmes axes pour toutes.", "What the option is worth on each axis; the same axes for all.")]
    public OptionAxesEntry? Axes { get; init; }

    [Says("Chiffres d'entraînement et d'usage de l'option, pour estimer son empreinte.", "Training and usage figures of the option, to estimate its footprint.")]
    public OptionFootprintEntry? Footprint { get; init; }
}

/// <summary>The axes on which options are compared; a phrase or a figure each.</summary>
public sealed record OptionAxesEntry : ManifestEntry
{
    [Says("Pour les personnes.", "For people.")]
    public string? People { get; init; }

    [Says("Pour la société.", "For society.")]
    public string? Society { get; init; }

    [Says("Pour l'environnement.", "For the environment.")]
    public string? Environment { get; init; }

    [Says("Coût.", "Cost.")]
    public string? Cost { get; init; }

    [Says("Délai.", "Time.")]
    public string? Delay { get; init; }

    [Says("Qualité du résultat.", "Quality of the result.")]
    public string? Quality { get; init; }

    [Says("Accessibilité.", "Accessibility.")]
    public string? Accessibility { get; init; }
}

/// <summary>The figures of one option, in the form of those of the project.</summary>
public sealed record OptionFootprintEntry : ManifestEntry
{
    [Says("Chiffres d'entraînement de l'option.", "Training figures of the option.")]
    public TrainingEntry? Training { get; init; }

    [Says("Chiffres d'usage de l'option.", "Usage figures of the option.")]
    public UsageEntry? Usage { get; init; }

    [Says("Modèle de langage, par exemple Mistral 7B.", "Language model, for example Mistral 7B.")]
    public string? Model { get; init; }

    [Says("Pays de l'électricité de l'usage (code ISO à deux lettres).", "Country of the electricity of use (two-letter ISO code).")]
    public string? Country { get; init; }
}

public sealed record RiskEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("Le risque : événement redouté et conséquence.", "The risk: feared event and consequence.")]
    public string? Description { get; init; }

    [Says("Bien ou composant concerné.", "Asset or component concerned.")]
    public string? Asset { get; init; }

    [Says("Catégorie : confidentiality, integrity, availability, quality, people, environment ...", "Category: confidentiality, integrity, availability, quality, people, environment ...")]
    public string? Category { get; init; }

    [Says("Gravité, de 1 à 4 (EBIOS RM).", "Gravity, 1 to 4 (EBIOS RM).")]
    public int? Gravity { get; init; }

    [Says("Vraisemblance, de 1 à 4 (EBIOS RM).", "Likelihood, 1 to 4 (EBIOS RM).")]
    public int? Likelihood { get; init; }

    [Says("Mesures qui y répondent.", "Measures that answer it.")]
    public IReadOnlyList<string> Measures { get; init; } = [];

    [Says("Responsable de la mesure.", "Who answers for the measure.")]
    public string? Owner { get; init; }

    [Says("Gravité résiduelle, de 1 à 4.", "Residual gravity, 1 to 4.")]
    public int? ResidualGravity { get; init; }

    [Says("Vraisemblance résiduelle, de 1 à 4.", "Residual likelihood, 1 to 4.")]
    public int? ResidualLikelihood { get; init; }
}

public sealed record TreatmentEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("La mesure, en une phrase.", "The measure, in a sentence.")]
    public string? Measure { get; init; }

    [Says("Risques auxquels elle répond : identifiants de risks, ou de la carte (RISK-01).", "Risks that it answers: ids of risks, or of the map (RISK-01).")]
    public IReadOnlyList<string> Risks { get; init; } = [];

    [Says("Règles qu'elle doit satisfaire (CYB-SEC-001) : la carte « après mesures prévues » les tient pour tenues.", "Rules that it is to satisfy (CYB-SEC-001): the map \"after planned measures\" takes them for met.")]
    public IReadOnlyList<string> Rules { get; init; } = [];

    [Says("Catégorie : governance, protection, defence, resilience.", "Category: governance, protection, defence, resilience.")]
    public string? Category { get; init; }

    [Says("Élément concerné : composant, jeu, modèle ...", "Element concerned: component, data set, model ...")]
    public string? Element { get; init; }

    [Says("Responsable, par sa fonction.", "Who answers for it, by function.")]
    public string? Owner { get; init; }

    [Says("Coût ou effort.", "Cost or effort.")]
    public string? Cost { get; init; }

    [Says("Échéance (AAAA-MM-JJ).", "Deadline (YYYY-MM-DD).")]
    public DateOnly? Due { get; init; }

    [Says("Avancement, en pour cent.", "Progress, in per cent.")]
    public int? Progress { get; init; }

    [Says("Commentaire.", "Comment.")]
    public string? Comment { get; init; }
}

public sealed record ChartEntry : ManifestEntry
{
    [Says("Identifiant court et stable.", "Short and stable id.")]
    public string? Id { get; init; }

    [Says("Titre du graphique.", "Title of the chart.")]
    public string? Title { get; init; }

    [Says("La question métier à laquelle il répond.", "The business question that it answers.")]
    public string? Question { get; init; }

    [Says("Type : bar, line, table, map ...", "Type: bar, line, table, map ...")]
    public string? Type { get; init; }

    [Says("Unité des valeurs, « sans unité » pour un compte.", "Unit of the values, \"no unit\" for a count.")]
    public string? Unit { get; init; }

    [Says("Source des données, avec sa date.", "Source of the data, with its date.")]
    public string? Source { get; init; }

    [Says("Alternative textuelle ou tableau de données.", "Text alternative or data table.")]
    public string? Alternative { get; init; }

    [Says("L'information n'est pas donnée par la couleur seule.", "Information is not conveyed by colour alone.")]
    public bool? NotByColourAlone { get; init; }

    [Says("Page, document ou outil où il se trouve.", "Page, document or tool where it stands.")]
    public string? Where { get; init; }
}

/// <summary>
/// An answer: a value, or one value per subject id, with the evidence for it. In YAML either the bare value (<c>key: true</c>) or
/// <c>{ value: ..., evidence: path, reviewedBy: ... }</c>, or <c>{ for: { subject-id: value } }</c>.
/// </summary>
public sealed record AnswerEntry : ManifestEntry
{
    /// <summary>Text form of the scalar, or null.</summary>
    public string? Value { get; init; }

    /// <summary>Texts of a list answer, or null.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Answers by subject id, for facts that are not about the dossier.</summary>
    public IReadOnlyDictionary<string, AnswerEntry> For { get; init; } = new Dictionary<string, AnswerEntry>(StringComparer.Ordinal);

    /// <summary>Path of a document of the dossier that shows it.</summary>
    public string? Evidence { get; init; }

    /// <summary>Who reviewed the evidence (function).</summary>
    public string? ReviewedBy { get; init; }
}
