using System.Collections.Frozen;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>Telephone numbers in French words, as speech is transcribed and as people hide them from programs: zéro six douze trente-quatre ...</summary>
internal static class SpokenNumbers
{
    private const int PairsAfterPrefix = 4;

    private const int LongestPair = 4;

    /// <summary>00 to 99, each as the words that a French speaker says, joined by a blank.</summary>
    private static readonly FrozenSet<string> Pairs = AllPairs();

    private static readonly string[] Digit = ["zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"];

    public static void Find(ScannedText text, List<PersonalDataSpan> found)
    {
        if (!text.Folded.Contains("zero ", StringComparison.Ordinal) && !text.Folded.Contains("zero-", StringComparison.Ordinal) && !text.Folded.Contains("zero, ", StringComparison.Ordinal)) return;
        var words = Words(text.Folded);
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i].Text != "zero" || Array.IndexOf(Digit, words[i + 1].Text) < 1) continue;
            if ((After(words, i + 2, PairsAfterPrefix) ?? Digits(words, i)) is not { } end) continue;
            found.Add(new(words[i].Start, words[end - 1].End, Phone, 0.85));
            i = end - 1;
        }
    }

    /// <returns>The place after so many pairs, or null when the words there are no such pairs.</returns>
    private static int? After(List<(string Text, int Start, int End)> words, int start, int pairs)
    {
        if (pairs == 0) return start;
        for (var length = Math.Min(LongestPair, words.Count - start); length > 0; length--)
        {
            if (Pairs.Contains(string.Join(' ', words.Skip(start).Take(length).Select(word => word.Text))) && After(words, start + length, pairs - 1) is { } end) return end;
        }

        return null;
    }

    /// <summary>Ten digits one by one.</summary>
    private static int? Digits(List<(string Text, int Start, int End)> words, int start)
    {
        const int Length = 10;
        if (start + Length > words.Count) return null;
        return words.Skip(start).Take(Length).All(word => Array.IndexOf(Digit, word.Text) >= 0) ? start + Length : null;
    }

    private static List<(string Text, int Start, int End)> Words(string folded)
    {
        var words = new List<(string, int, int)>();
        for (var i = 0; i < folded.Length; i++)
        {
            if (!char.IsLetter(folded[i])) continue;
            var start = i;
            while (i < folded.Length && char.IsLetter(folded[i])) i++;
            words.Add((folded[start..i], start, i));
        }

        return words;
    }

    private static FrozenSet<string> AllPairs()
    {
        string[] units = ["zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix sept", "dix huit", "dix neuf"];
        var pairs = new HashSet<string>(StringComparer.Ordinal);
        for (var digit = 0; digit < 10; digit++) pairs.Add($"zero {units[digit]}");
        for (var number = 10; number < 20; number++) pairs.Add(units[number]);
        (string Word, int Last)[] tens = [("vingt", 9), ("trente", 9), ("quarante", 9), ("cinquante", 9), ("soixante", 19), ("quatre vingt", 19), ("quatre vingts", 0), ("septante", 9), ("huitante", 9), ("nonante", 9)];
        foreach (var (word, last) in tens)
        {
            pairs.Add(word);
            for (var unit = 1; unit <= last; unit++)
            {
                pairs.Add($"{word} {units[unit]}");
                if (unit is 1 or 11) pairs.Add($"{word} et {units[unit]}");
            }
        }

        return pairs.ToFrozenSet(StringComparer.Ordinal);
    }
}
