using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Recognises in a declared category of data the special categories of RGPD art. 9(1) and the offences of art. 10, in French and English; and among
/// categories of people those that the guidelines WP248 call vulnerable.
/// </summary>
internal static class SpecialCategories
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private static readonly BoundedRegex Special = new(
        @"\bsant[ée]\b|\bhealth|m[ée]dical|\bmedical|patholog|diagnosti|handicap|disabilit|\bmaladie|\bdisease|grossesse|pregnan|\breligi|confession|croyance|\bbeliefs?\b|philosophi|"
        + @"opinions?\s+politi|political|\bpolitiques?\b|syndic|trade[\s-]?union|ethni|\braci(al|ale|ales|aux|als)?\b|biom[ée]tri|empreintes?\s+digital|fingerprint|reconnaissance\s+faciale|facial\s+recognition|"
        + @"g[ée]n[ée]ti|\bgeneti|\bADN\b|\bDNA\b|vie\s+sexuelle|orientation\s+sexuelle|sex\s+life|sexual|condamnation|infraction|casier|conviction|offence|criminal",
        Options);

    /// <summary>The next tier of the guidelines: not art. 9, and yet of a highly personal nature (WP248, criterion 4).</summary>
    private static readonly BoundedRegex HighlyPersonal = new(
        @"\bNIR\b|s[ée]curit[ée]\s+sociale|social\s+security|bancaire|\bbank|\bIBAN\b|financi|carte\s+de\s+paiement|payment\s+card|\bg[ée]oloc|\blocalisation|location\s+data|communications?\s+([ée]lectroniques\s+)?priv|private\s+communications?|correspondances?\s+priv",
        Options);

    private static readonly BoundedRegex Vulnerable = new(
        @"\benfants?\b|\bmineure?s?\b|[ée]l[èe]ves?\b|\bchildren\b|\bchild\b|\bminors?\b|\bpupils?\b|patiente?s?\b|\bmalades?\b|salari[ée]|employ[ée]e?s?\b|\bemployees?\b|\bworkers?\b|personnes\s+[âa]g[ée]es|\belderly\b|handicap|disabled|r[ée]fugi|\brefugees?\b|demandeurs?\s+d.asile|asylum|d[ée]tenus?\b|vuln[ée]rable",
        Options);

    /// <summary>The ten cases of RGPD art. 9(2), by their letter or their words: « oui, c'est utile » is none.</summary>
    private static readonly BoundedRegex Ground = new(
        @"9\W{0,3}2\W{0,3}[a-j]\b|\b9\b.{0,15}(paragraphe|§|par\.?)\s*2\b.{0,15}\b[a-j]\b|consentement\s+explicite|explicit\s+consent|droit\s+du\s+travail|protection\s+sociale|employment\s+law|social\s+security|int[ée]r[êe]ts?\s+vita|vital\s+interest|"
        + @"manifestement\s+(rendue?s?\s+)?publi|manifestly|\bjustice\b|legal\s+claims|int[ée]r[êe]t\s+public\s+important|substantial\s+public\s+interest|m[ée]decine|medicine|prise\s+en\s+charge\s+sanitaire|sant[ée]\s+publique|public\s+health|archiv|recherche|research|statisti",
        Options);

    public static bool NamesGround(string ground) => Ground.IsMatch(ground);

    public static bool Includes(string category) => Special.IsMatch(category);

    public static bool IncludesHighlyPersonal(string category) => Special.IsMatch(category) || HighlyPersonal.IsMatch(category);

    public static bool IncludesVulnerable(string people) => Vulnerable.IsMatch(people);
}
