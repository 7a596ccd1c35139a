using System.Text.Json;
using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.CrossChecks;

/// <summary>The six bases of RGPD art. 6(1) as manifests, notices and registers name them, in French and English.</summary>
internal static class LegalBases
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private static readonly (LegalBasis Basis, BoundedRegex Words)[] Named =
    [
        (LegalBasis.Consent, new(@"consentement|\bconsent\b|6\s*\(?1\)?\s*\(?a\)", Options)),
        (LegalBasis.Contract, new(@"ex[ée]cution\s+d.un\s+contrat|\bcontrat\b|mesures\s+pr[ée]contractuelles|\bcontract\b|6\s*\(?1\)?\s*\(?b\)", Options)),
        (LegalBasis.LegalObligation, new(@"obligations?\s+l[ée]gales?|legal\s+obligations?|6\s*\(?1\)?\s*\(?c\)", Options)),
        (LegalBasis.VitalInterests, new(@"int[ée]r[êe]ts?\s+vita(l|ux)|vital\s+interests?|6\s*\(?1\)?\s*\(?d\)", Options)),
        (LegalBasis.PublicTask, new(@"mission\s+d.int[ée]r[êe]t\s+public|mission\s+de\s+service\s+public|autorit[ée]\s+publique|public\s+task|public\s+interest|official\s+authority|6\s*\(?1\)?\s*\(?e\)", Options)),
        (LegalBasis.LegitimateInterests, new(@"int[ée]r[êe]ts?\s+l[ée]gitimes?|legitimate\s+interests?|6\s*\(?1\)?\s*\(?f\)", Options)),
    ];

    /// <summary>Says that what follows is the basis: a right to withdraw or a cookie's consent is none.</summary>
    private static readonly BoundedRegex Announced = new(@"bases?\s+(l[ée]gales?|juridiques?)|fondements?\s+(juridiques?|l[ée]ga)|legal\s+bas[ie]s|\b(fond|repos|bas)\w*\s+sur\b|\bbased\s+on\b|\brel(y|ies)\s+on\b|art(icle|\.)?\s*6\b", Options);

    private static readonly BoundedRegex Elsewhere = new(@"\bcookies?\b|\btraceurs?\b|\btrackers?\b|\bretir|\bwithdr|\bsans\s+(votre|leur|le)\s+consentement|\bwithout\s+(your|their)\s+consent|\b(n.est|ne\s+\w+)\s+pas\b|\bnot\b", Options);

    /// <summary>The bases that a text announces, sentence by sentence, each with its sentence.</summary>
    public static IEnumerable<(LegalBasis Basis, string Sentence)> AnnouncedIn(string text)
    {
        foreach (var sentence in Sentences(text).Where(sentence => Announced.IsMatch(sentence) && !Elsewhere.IsMatch(sentence)))
        {
            foreach (var (basis, words) in Named)
            {
                if (words.IsMatch(sentence)) yield return (basis, sentence);
            }
        }
    }

    /// <summary>The id that a manifest writes: <c>publicTask</c>.</summary>
    public static string Id(LegalBasis basis) => JsonNamingPolicy.CamelCase.ConvertName(basis.ToString());

    public static LocalizedText Label(LegalBasis basis) => basis switch
    {
        LegalBasis.Consent => new("consentement", "consent"),
        LegalBasis.Contract => new("contrat", "contract"),
        LegalBasis.LegalObligation => new("obligation légale", "legal obligation"),
        LegalBasis.VitalInterests => new("intérêts vitaux", "vital interests"),
        LegalBasis.PublicTask => new("mission d'intérêt public", "public task"),
        LegalBasis.LegitimateInterests => new("intérêt légitime", "legitimate interests"),
        _ => new("aucune base", "no basis"),
    };

    private static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('.' or ';' or '!' or '?' or '\n' or '…' or '|') || (text[i] == '.' && (i + 1 >= text.Length || !char.IsWhiteSpace(text[i + 1]) || IsAbbreviation(text, i)))) continue;
            yield return text[start..i];
            start = i + 1;
        }

        if (start < text.Length) yield return text[start..];
    }

    private static bool IsAbbreviation(string text, int dot) => text.AsSpan(0, dot).EndsWith("art", StringComparison.OrdinalIgnoreCase);
}
