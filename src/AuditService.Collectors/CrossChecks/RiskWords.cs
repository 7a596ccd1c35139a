using AuditService.Core;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Recognises categories and threats in risks as people write them, in French and English.</summary>
internal static class RiskWords
{
    private static readonly (string Id, BoundedRegex Words)[] Categories =
    [
        ("confidentiality", Folded("confidential|fuite|leak|divulgation|disclosure|vie privee|privacy")),
        ("integrity", Folded("integri|alteration|falsification|tamper")),
        ("availability", Folded("disponib|indisponib|availab|panne|outage|continuite|continuity")),
        ("quality", Folded("qualit|biais|bias|derive|drift|exactitude|accuracy|completude|completeness")),
        ("people", Folded("personne|people|humain|human|social|societ|droits|rights|discrimin|emploi|sante")),
        ("environment", Folded("environ|carbon|energ|climat|ecolog")),
        ("compliance", Folded("conformite|compliance|juridique|legal|rgpd|gdpr")),
    ];

    private static readonly (string Id, BoundedRegex Words)[] Threats =
    [
        ("intrusion", Folded(@"intrusion|piratage|hack|attaque|attack|acces non autorise|unauthori[sz]ed access|usurpation|vol d'identifiant|credential|rancongiciel|ransomware")),
        ("leak", Folded(@"fuite|leak|divulgation|disclosure|exfiltration|vol de donnees|data theft|exposition de|exposure of")),
        ("misuse", Folded(@"detournement|abusi|mesusage|misuse|abuse|reutilisation|reuse of|autre finalite|other purpose|revente|resale|curiosite|function creep")),
        ("poisoning", Folded(@"empoisonn|poison|donnees d'entrainement (alterees|malveillantes|falsifiees)|tampered training")),
        ("promptInjection", Folded(@"injections? (de |d'|indirecte de )?(prompt|consigne|invite|instruction)|prompt injection|jailbreak|consignes? (cachee|hostile|malveillante)|detournement du prompt")),
        ("evasion", Folded(@"adversari|exemples? adverse|attaques? adverse|evasion du modele|model evasion|entrees? trompeuse|deceptive input|contournement du modele")),
        ("extraction", Folded(@"(extraction|vol|copie|inversion) du modele|model (theft|stealing|extraction|inversion)|inference d'appartenance|membership inference|memorisation|memori[sz]ation")),
        ("overreliance", Folded(@"hallucin|confiance excessive|over-?reliance|surconfiance|biais d'automatisation|automation bias|reponses? (fausse|inventee|erronee)|desinformation|misinformation")),
        ("dataQuality", Folded(@"donnees? (manquante|erronee|incomplete|obsolete|perimee|fausse|dupliquee|de mauvaise qualite)|(missing|wrong|stale|incomplete|duplicate|poor.quality) data|qualite des donnees|data quality|doublon|valeurs manquantes|erreurs? de saisie|erreurs? d'annotation|mislabel")),
        ("bias", Folded(@"biais|bias\b|discrimin|inequit|iniquit|sous-represent|under-?represent|stereotyp|unfair")),
        ("drift", Folded(@"\bderives?\b|drift|degradation (du modele|des performances)|model decay|performance degradation")),
        ("outage", Folded(@"panne|indisponib|outage|unavailab|deni de service|denial of service|perte de donnees|data loss|perte d'acces")),
        ("supplyChain", Folded(@"chaine d'approvisionnement|supply.chain|dependance (compromise|malveillante)|bibliotheque (compromise|malveillante)|fournisseur|supplier|sous-traitant|typosquat")),
    ];

    /// <summary>Category ids that a category, as written, stands for; the text itself when none is recognised.</summary>
    public static IEnumerable<string> CategoriesIn(string? category)
    {
        if (Hollow.Says(category))
            return [];
        var found = Matching(Categories, PlainNames.Fold(category!)).ToList();
        return found.Count > 0 ? found : [PlainNames.Fold(category!)];
    }

    public static IEnumerable<string> ThreatsIn(string? text) => string.IsNullOrWhiteSpace(text) ? [] : Matching(Threats, PlainNames.Fold(text).Replace('’', '\''));

    private static IEnumerable<string> Matching((string Id, BoundedRegex Words)[] table, string text) => table.Where(row => row.Words.IsMatch(text)).Select(row => row.Id);

    /// <summary>A pattern over text that has been folded: lower case, no accents.</summary>
    private static BoundedRegex Folded(string pattern) => new(pattern);
}
