using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace AuditService.Core.Dossiers;

/// <summary>Where data may go under chapter V of the RGPD: ISO 3166 codes of the European Economic Area, and of any country that an author names.</summary>
public static class Countries
{
    /// <summary>The 27 Member States and Iceland, Liechtenstein, Norway (EEA agreement, joint committee decision 154/2018).</summary>
    private static readonly FrozenSet<string> Eea = FrozenSet.ToFrozenSet(
        ["AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO"],
        StringComparer.Ordinal);

    /// <summary>French territories outside the continent with codes of their own, where the RGPD applies through the loi Informatique et Libertés.</summary>
    private static readonly FrozenSet<string> FrenchTerritories = FrozenSet.ToFrozenSet(["GP", "MQ", "GF", "RE", "YT", "MF", "PM", "BL", "NC", "PF", "WF", "TF"], StringComparer.Ordinal);

    /// <summary>The countries that the system's locale data know, by their codes.</summary>
    private static readonly FrozenDictionary<string, RegionInfo> Known = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name))
        .Where(region => region.TwoLetterISORegionName.Length == 2 && region.TwoLetterISORegionName.All(char.IsAsciiLetterUpper))
        .DistinctBy(region => region.TwoLetterISORegionName, StringComparer.Ordinal)
        .ToFrozenDictionary(region => region.TwoLetterISORegionName, StringComparer.Ordinal);

    /// <summary>Codes of three letters (ISO 3166-1 alpha-3), which tables of electricity mixes use.</summary>
    private static readonly FrozenDictionary<string, string> ByThreeLetters = Known.Values
        .Select(region => (Three: region.ThreeLetterISORegionName, Two: region.TwoLetterISORegionName))
        .Concat(new (string Three, string Two)[]
        {
            ("GLP", "GP"), ("MTQ", "MQ"), ("GUF", "GF"), ("REU", "RE"), ("MYT", "YT"), ("MAF", "MF"), ("SPM", "PM"), ("BLM", "BL"), ("NCL", "NC"), ("PYF", "PF"), ("WLF", "WF"), ("ATF", "TF"),
        })
        .Where(codes => codes.Three.Length == 3)
        .DistinctBy(codes => codes.Three, StringComparer.Ordinal)
        .ToFrozenDictionary(codes => codes.Three, codes => codes.Two, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByOwnName = Known.Values
        .SelectMany(region => new[] { region.EnglishName, region.NativeName }.Select(name => (Name: Fold(name), Code: region.TwoLetterISORegionName)))
        .Where(named => named.Name.Length > 2)
        .DistinctBy(named => named.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(named => named.Name, named => named.Code, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByName = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["france"] = "FR",
        ["allemagne"] = "DE",
        ["germany"] = "DE",
        ["irlande"] = "IE",
        ["ireland"] = "IE",
        ["belgique"] = "BE",
        ["belgium"] = "BE",
        ["paysbas"] = "NL",
        ["netherlands"] = "NL",
        ["espagne"] = "ES",
        ["spain"] = "ES",
        ["italie"] = "IT",
        ["italy"] = "IT",
        ["republiquetcheque"] = "CZ",
        ["luxembourg"] = "LU",
        ["suede"] = "SE",
        ["sweden"] = "SE",
        ["finlande"] = "FI",
        ["finland"] = "FI",
        ["portugal"] = "PT",
        ["pologne"] = "PL",
        ["poland"] = "PL",
        ["suisse"] = "CH",
        ["switzerland"] = "CH",
        ["royaumeuni"] = "GB",
        ["unitedkingdom"] = "GB",
        ["uk"] = "GB",
        ["el"] = "GR",
        ["etatsunis"] = "US",
        ["usa"] = "US",
        ["unitedstates"] = "US",
        ["chine"] = "CN",
        ["china"] = "CN",
        ["inde"] = "IN",
        ["india"] = "IN",
        ["japon"] = "JP",
        ["japan"] = "JP",
        ["canada"] = "CA",
        ["maroc"] = "MA",
        ["morocco"] = "MA",
        ["tunisie"] = "TN",
        ["tunisia"] = "TN",
        ["autriche"] = "AT",
        ["bulgarie"] = "BG",
        ["croatie"] = "HR",
        ["chypre"] = "CY",
        ["tchequie"] = "CZ",
        ["danemark"] = "DK",
        ["estonie"] = "EE",
        ["grece"] = "GR",
        ["hongrie"] = "HU",
        ["islande"] = "IS",
        ["lettonie"] = "LV",
        ["lituanie"] = "LT",
        ["malte"] = "MT",
        ["norvege"] = "NO",
        ["roumanie"] = "RO",
        ["slovaquie"] = "SK",
        ["slovenie"] = "SI",
        ["andorre"] = "AD",
        ["argentine"] = "AR",
        ["coreedusud"] = "KR",
        ["nouvellezelande"] = "NZ",
        ["algerie"] = "DZ",
        ["australie"] = "AU",
        ["bresil"] = "BR",
        ["mexique"] = "MX",
        ["russie"] = "RU",
        ["turquie"] = "TR",
        ["egypte"] = "EG",
        ["cotedivoire"] = "CI",
        ["cameroun"] = "CM",
        ["singapour"] = "SG",
        ["hongkong"] = "HK",
        ["vietnam"] = "VN",
        ["afriquedusud"] = "ZA",
        ["emiratsarabesunis"] = "AE",
        ["arabiesaoudite"] = "SA",
        ["thailande"] = "TH",
        ["indonesie"] = "ID",
        ["malaisie"] = "MY",
        ["serbie"] = "RS",
        ["albanie"] = "AL",
        ["maurice"] = "MU",
        ["colombie"] = "CO",
        ["chili"] = "CL",
        ["perou"] = "PE",
        ["angleterre"] = "GB",
        ["ecosse"] = "GB",
        ["grandebretagne"] = "GB",
        ["hollande"] = "NL",
        ["taiwan"] = "TW",
        ["liban"] = "LB",
        ["jordanie"] = "JO",
        ["unioneuropeenne"] = "EU",
        ["europeanunion"] = "EU",
        ["ue"] = "EU",
        ["eu"] = "EU",
        ["eee"] = "EU",
        ["eea"] = "EU",
        ["europe"] = "EU",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>The two-letter code of what an author wrote (a code of two or three letters, or the name of a country), or null when it is neither.</returns>
    public static string? Code(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
            return null;
        var folded = Fold(written);
        if (ByName.TryGetValue(folded, out var code) || ByOwnName.TryGetValue(folded, out code))
            return code;
        if (ByThreeLetters.TryGetValue(folded.ToUpperInvariant(), out code))
            return code;
        return Known.ContainsKey(folded.ToUpperInvariant()) || FrenchTerritories.Contains(folded.ToUpperInvariant()) ? folded.ToUpperInvariant() : null;
    }

    public static bool IsInEea(string code) => code == "EU" || Eea.Contains(code) || FrenchTerritories.Contains(code);

    /// <summary>Letters only, small, without accents.</summary>
    private static string Fold(string text) => string.Concat(text.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter)).ToLowerInvariant();
}
