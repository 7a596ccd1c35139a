using System.Globalization;
using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.CrossChecks;

/// <summary>What a sentence about retention says, in French or English, in figures or in words, or as an ISO 8601 period (<c>P2Y</c>).</summary>
/// <param name="Form"><c>duration</c>, <c>criterion</c> (an event without figure), <c>vague</c> or <c>unlimited</c>.</param>
/// <param name="Durations">Each period of the sentence, in months of 365.25 / 12 days.</param>
internal sealed record RetentionPeriod(string Form, IReadOnlyList<double> Durations)
{
    private const double DaysAMonth = 365.25 / 12;
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private static readonly string[] FrenchNumbers =
    [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize",
        "dix-sept", "dix-huit", "dix-neuf", "vingt", "vingt et un", "vingt-deux", "vingt-trois", "vingt-quatre",
    ];

    private static readonly string[] EnglishNumbers =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen", "twenty", "twenty-one", "twenty-two", "twenty-three", "twenty-four",
    ];

    private static readonly Dictionary<string, double> Numbers = NumberWords();

    private static readonly BoundedRegex InWords = new(
        $@"\b(?<number>\d{{1,4}}([.,]\d{{1,2}})?|{string.Join('|', Numbers.Keys.OrderByDescending(word => word.Length).Select(Regex.Escape))})\s*(\(\s*\d{{1,3}}\s*\)\s*)?(?<unit>jours?|jrs?|semaines?|mois|trimestres?|semestres?|ans?|ann[ée]es?|heures?|h|days?|weeks?|months?|quarters?|years?|hours?)\b",
        Options);

    private static readonly BoundedRegex Iso = new(@"\bP((?<years>\d{1,3})Y)?((?<months>\d{1,4})M)?((?<weeks>\d{1,4})W)?((?<days>\d{1,5})D)?\b", Options);
    private static readonly BoundedRegex NothingKept = new(@"\b(aucune|pas\s+de|sans)\s+(conservation|stockage)|\b(non|pas|jamais|not|never)\s+(conserv|stock|gard|kept|stored|retained)|\bno\s+(retention|storage)\b", Options);
    private static readonly BoundedRegex WithoutLimit = new(@"illimit|ind[ée]fini|ind[ée]termin|perp[ée]tu|sans\s+limite|pour\s+toujours|\bpermanent|unlimited|for\s?ever|indefinit|without\s+limit", Options);
    private static readonly BoundedRegex Event = new(
        @"\bjusqu|\bfin\s+(de|du|des|d.)|cl[ôo]ture|\bd[ée]part\b|suppression\s+(du|de\s+la|de\s+l|de\s+son|de\s+votre)|retrait\s+d|tant\s+que|d[èe]s\s+(la|le|que|l.)|[àa]\s+l.issue|au\s+terme|\buntil\b|\bend\s+of\b|closure\b|withdrawal\b|as\s+soon\s+as|deletion\s+of\s+the\s+account",
        Options);

    /// <summary>The longest period in months, or null when the sentence gives none.</summary>
    public double? Months => Durations.Count == 0 ? null : Durations.Max();

    public static RetentionPeriod Of(string text)
    {
        var durations = DurationsIn(text);
        if (durations.Count > 0)
            return new("duration", durations);
        if (NothingKept.IsMatch(text))
            return new("duration", [0]);
        if (WithoutLimit.IsMatch(text))
            return new("unlimited", []);
        return new(Event.IsMatch(text) ? "criterion" : "vague", []);
    }

    /// <summary>Every period that a text gives, in months.</summary>
    public static IReadOnlyList<double> DurationsIn(string text) =>
    [
        .. InWords.Matches(text).Select(match => NumberOf(match.Groups["number"].Value) * MonthsIn(match.Groups["unit"].Value)),
        .. Iso.Matches(text).Where(match => match.Length > 1).Select(MonthsOf),
    ];

    private static double NumberOf(string number) =>
        double.TryParse(number.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure) ? figure : Numbers[number.ToLowerInvariant()];

    private static double MonthsIn(string unit)
    {
        var word = unit.ToLowerInvariant();
        return word switch
        {
            _ when word.StartsWith('j') || word.StartsWith("da", StringComparison.Ordinal) => 1 / DaysAMonth,
            _ when word.StartsWith('h') => 1 / (24 * DaysAMonth),
            _ when word.StartsWith('w') || word.StartsWith("semai", StringComparison.Ordinal) => 7 / DaysAMonth,
            _ when word.StartsWith('t') || word.StartsWith('q') => 3,
            _ when word.StartsWith("semes", StringComparison.Ordinal) => 6,
            _ when word.StartsWith('m') => 1,
            _ => 12,
        };
    }

    private static double MonthsOf(Match period)
    {
        return (Part("years") * 12) + Part("months") + (Part("weeks") * 7 / DaysAMonth) + (Part("days") / DaysAMonth);

        double Part(string name) => period.Groups[name] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
    }

    private static Dictionary<string, double> NumberWords()
    {
        var words = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["une"] = 1,
            ["trente"] = 30,
            ["trente-six"] = 36,
            ["quarante-huit"] = 48,
            ["soixante"] = 60,
            ["thirty"] = 30,
            ["thirty-six"] = 36,
            ["forty-eight"] = 48,
            ["sixty"] = 60,
        };
        for (var i = 0; i < FrenchNumbers.Length; i++)
        {
            words[FrenchNumbers[i]] = i;
            words[EnglishNumbers[i]] = i;
        }

        return words;
    }
}
