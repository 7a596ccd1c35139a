using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.CrossChecks;

/// <summary>The words by which a purpose is told from another, and those that make it the development of a system, or its use.</summary>
internal static class PurposeWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private const int Shortest = 5;

    private static readonly BoundedRegex Learning = new(@"entra[iî]n\w*\s+(d|un|le|les|notre|nos|l.|du)|entra[iî]nement|apprentissage|am[ée]lior\w*\s+(d|l|nos|notre|le|les|la|un|ses|son)|[ée]valuer?\s+le\s+mod|mise\s+au\s+point|\btrain(ing|ed)?\b|fine[- ]?tun|improv\w*\s+(the|our|its|a|service|product|model)|machine\s+learning", Options);

    private static readonly BoundedRegex Serving = new(@"\bpropos|\bnoter|\bnotation|\bclasser|\btri(er)?\b|\brecommand|\br[ée]pond|\bd[ée]tect|\bpr[ée]di|\borient|\bcalcul|\bd[ée]cid|\baid(er|e)\b|\bassist|\bscor|\branking?\b|\bsuggest|\banswer|\bpredict|\broute\b|\bdetect|\bhelp\b", Options);

    private static readonly FrozenSet<string> Empty = FrozenSet.ToFrozenSet(
        ["donnees", "personnelles", "traitement", "traitements", "personnes", "partir", "finalite", "pour", "leurs", "votre", "notre", "dans", "avec", "cette", "selon", "using", "their", "processing", "personal", "purpose", "legal", "basis", "legale", "article"], StringComparer.Ordinal);

    public static bool SayLearning(string? text) => text is not null && Learning.IsMatch(text);

    public static bool SayServing(string? text) => text is not null && Serving.IsMatch(text);

    /// <summary>The telling words of a text, cut to their stem: « trier les candidatures » and « tri des candidatures » share one.</summary>
    public static HashSet<string> Of(params string?[] texts)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in texts.OfType<string>().SelectMany(text => text.Split([' ', ',', '.', ';', ':', '\'', '’', '(', ')', '/', '-', '«', '»', '"', '\u00A0'], StringSplitOptions.RemoveEmptyEntries)))
        {
            var folded = ColumnNames.Fold(word);
            if (folded.Length >= Shortest && !Empty.Contains(folded)) found.Add(folded[..Math.Min(folded.Length, 7)]);
        }

        return found;
    }
}
