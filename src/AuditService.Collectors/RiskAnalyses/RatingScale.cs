using System.Globalization;
using AuditService.Collectors.CrossChecks;
using AuditService.Core;

namespace AuditService.Collectors.RiskAnalyses;

/// <summary>One scale of an analysis: its steps by number, by the legend that the analysis gives, or by words whose order is known.</summary>
internal sealed class RatingScale
{
    private const int MostSteps = 10;

    private static readonly BoundedRegex Number = new(@"^(?:niveau|level|note|[gvpinsrl])?\s*\.?\s*(\d{1,3})(?:[.,]0+)?\s*(?:/\s*(\d{1,2}))?(?:$|[^\d.,].*$)");

    /// <summary>Orders of words, least first; a step may have several. The first that knows all words of a column tells.</summary>
    private static readonly string[][] Ladders =
    [
        ["negligeable", "limite", "important", "maximal"],
        ["mineur", "significatif|significative", "grave|important", "critique"],
        ["peu vraisemblable", "vraisemblable", "tres vraisemblable", "quasi certain|certain"],
        ["invraisemblable", "peu vraisemblable", "vraisemblable", "tres vraisemblable", "quasi certain|certain"],
        ["faible", "moyen|modere|tolerable", "eleve|fort|inacceptable"],
        ["faible", "moyen|modere", "eleve|fort|important", "critique|tres eleve|tres fort|maximal"],
        ["tres faible|negligeable|minime|insignifiant", "faible|mineur", "moyen|modere", "eleve|fort|majeur|important", "tres eleve|critique|tres fort|catastrophique|maximal"],
        ["acceptable", "tolerable|acceptable sous controle|acceptable sous reserve|a surveiller", "inacceptable|non acceptable"],
        ["mineur", "modere|moyen", "majeur", "critique|catastrophique"],
        ["tres improbable|tres peu probable|rare", "improbable|peu probable", "possible|occasionnel", "probable|frequent", "tres probable|quasi certain|certain|tres frequent"],
        ["improbable|rare", "possible|peu probable", "probable", "certain|tres probable|quasi certain"],
        ["vert", "jaune", "orange", "rouge"],
        ["vert", "orange|jaune", "rouge"],
        ["negligible", "limited", "significant", "maximum"],
        ["minor", "significant", "serious|grave", "critical"],
        ["unlikely", "likely", "very likely", "almost certain|nearly certain|certain|frequent"],
        ["low", "medium|moderate|tolerable", "high|unacceptable"],
        ["low", "medium|moderate", "high|significant", "critical|very high|severe|extreme"],
        ["very low|negligible|insignificant", "low|minor", "medium|moderate", "high|major|significant", "very high|critical|catastrophic|severe|extreme"],
        ["rare|remote|very unlikely", "unlikely", "possible|occasional", "likely|probable", "almost certain|frequent|very likely|certain"],
        ["unlikely|improbable|rare", "possible", "probable|likely", "certain|very likely|almost certain"],
        ["acceptable", "tolerable", "unacceptable|not acceptable"],
        ["green", "amber|yellow|orange", "red"],
        ["green", "yellow", "orange", "red"],
    ];

    private static readonly HashSet<string> High = Steps("eleve|fort|critique|majeur|inacceptable|non acceptable|tres eleve|tres fort|maximal|catastrophique|high|critical|very high|major|extreme|severe|unacceptable|not acceptable|red|rouge");
    private static readonly HashSet<string> NotHigh = Steps("faible|tres faible|negligeable|minime|mineur|insignifiant|limite|moyen|modere|tolerable|acceptable|vert|jaune|low|very low|negligible|minor|limited|medium|moderate|green|yellow|amber|insignificant");

    private readonly IReadOnlyDictionary<string, int> steps;

    private RatingScale(IReadOnlyDictionary<string, int> steps, int? size) => (this.steps, Size) = (steps, size);

    /// <summary>The greatest step; null where neither a legend nor words tell.</summary>
    public int? Size { get; }

    /// <param name="cells">All that stands in the columns on this scale.</param>
    /// <param name="legend">Labels and their steps, as the analysis gives them; null for none.</param>
    public static RatingScale Of(IEnumerable<string> cells, IReadOnlyDictionary<string, int>? legend)
    {
        if (legend is { Count: > 0 })
            return new(legend.GroupBy(step => Word(step.Key), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Value, StringComparer.Ordinal), legend.Values.Max());
        List<string> all = [.. cells.Where(static cell => cell.Length > 0).Distinct(StringComparer.Ordinal)];
        var declared = all.Select(Parts).Where(static parts => parts.Of is not null).Select(static parts => parts.Of!.Value).Distinct().ToList();
        var words = all.Where(static cell => Parts(cell).Number is null).Select(Word).Distinct(StringComparer.Ordinal).ToList();
        if (words.Count > 0)
        {
            var ladder = Array.Find(Ladders.Select(Numbered).ToArray(), ladder => words.TrueForAll(ladder.ContainsKey));
            // Words that two orders rank alike are ranked; the number of steps is that of the order that was found.
            return ladder is null ? new(new Dictionary<string, int>(), null) : new(ladder, ladder.Values.Max());
        }

        return new(new Dictionary<string, int>(), declared.Count == 1 ? declared[0] : null);
    }

    /// <summary>The step of a cell; null where it is empty or cannot be read.</summary>
    public int? Read(string cell)
    {
        if (cell.Length == 0)
            return null;
        var (number, _) = Parts(cell);
        if (number is not null)
            return number;
        return steps.TryGetValue(Word(cell), out var step) ? step : null;
    }

    /// <summary>Whether a level, as written, is one that no analysis leaves untreated; null where its words do not tell.</summary>
    public static bool? IsHigh(string? level)
    {
        if (level is null)
            return null;
        var word = Word(Number.Match(PlainNames.Fold(level)) is { Success: true } ? PlainNames.Fold(level).TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ' ', '-', ':', '(', '/', '.') : level);
        return High.Contains(word) ? true : NotHigh.Contains(word) ? false : null;
    }

    /// <summary>Whether a cell could stand on a scale at all: a number, or a word of some order.</summary>
    public static bool IsRating(string cell) => Parts(cell).Number is not null || Ladders.Any(ladder => Numbered(ladder).ContainsKey(Word(cell)));

    /// <summary>Lower case, without accents, endings and signs: "Limitée" and "limités" are one word.</summary>
    public static string Word(string text)
    {
        var folded = PlainNames.Fold(text).Trim(' ', '.', ':', ';', '-', '–', '(', ')', '*', '"', '«', '»');
        var open = folded.IndexOf('(', StringComparison.Ordinal);
        if (open > 0)
            folded = folded[..open].Trim();
        return string.Join(' ', folded.Split([' ', '-', '\u00A0'], StringSplitOptions.RemoveEmptyEntries).Select(Stem));
    }

    private static string Stem(string word)
    {
        var stem = word.TrimEnd('s').TrimEnd('e');
        return stem.Length >= 3 ? stem : word;
    }

    private static (int? Number, int? Of) Parts(string cell)
    {
        var match = Number.Match(PlainNames.Fold(cell));
        if (!match.Success || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return (null, null);
        return (number, int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is > 1 and <= MostSteps ? size : null);
    }

    private static Dictionary<string, int> Numbered(string[] ladder)
    {
        var numbered = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var step = 0; step < ladder.Length; step++)
        {
            foreach (var word in Steps(ladder[step]))
                numbered.TryAdd(word, step + 1);
        }

        return numbered;
    }

    private static HashSet<string> Steps(string words) => words.Split('|').Select(Word).ToHashSet(StringComparer.Ordinal);
}
