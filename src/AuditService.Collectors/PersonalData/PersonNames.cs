using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.PersonalData;

/// <summary>Names of people, read with the lists of given names and surnames and the shapes names take in French files.</summary>
internal static class PersonNames
{
    private static readonly string[] CompanyForms = ["sarl", "sas", "sasu", "sa", "eurl", "sci", "snc", "gie", "scop", "inc", "ltd", "llc", "gmbh", "corp", "cie", "fils", "groupe", "association", "societe"];
    private static readonly string[] Civilities = ["m", "mr", "mme", "mlle", "mle", "monsieur", "madame", "mademoiselle", "dr", "docteur", "pr", "professeur", "me", "maitre", "mrs", "ms", "miss", "sir"];
    private static readonly string[] Particles = ["de", "du", "des", "la", "le", "les", "d", "l", "el", "al", "ben", "bin", "ait", "abou", "van", "von", "der", "den", "da", "dos", "das", "di", "del", "della", "saint", "mac", "o", "n", "et", "y", "e"];

    public static bool IsGivenName(ReadOnlySpan<char> word)
    {
        if (Lexicon.FirstNames.Contains(word)) return true;
        if (!word.Contains('-')) return false;
        foreach (var range in word.Split('-'))
        {
            if (!Lexicon.FirstNames.Contains(word[range])) return false;
        }

        return true;
    }

    public static bool IsSurname(ReadOnlySpan<char> word) => Lexicon.Surnames.Contains(word);

    /// <summary>A first name that no everyday word, month or town shares.</summary>
    public static bool IsPlainlyGivenName(ReadOnlySpan<char> word) => IsGivenName(word) && !Lexicon.AmbiguousFirstNames.Contains(word);

    public static bool IsCivility(ReadOnlySpan<char> word) => IsOneOf(Civilities, word.TrimEnd('.'));

    public static bool IsParticle(ReadOnlySpan<char> word) => IsOneOf(Particles, word);

    public static NameReading Read(string value)
    {
        if (value.Contains('(')) value = WithoutAsides(value);
        if (value.Length is < 2 or > 60) return NameReading.None;
        var words = value.Split([' ', ',', '\u00A0', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 6) return NameReading.None;

        var civility = false;
        var (given, surnames, others) = (0, 0, 0);
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (IsCivility(word) && (word.EndsWith('.') || i == 0) && words.Length > 1)
            {
                civility = true;
                continue;
            }

            if (!IsAlphabetic(word)) return NameReading.None;
            if (IsOneOf(CompanyForms, word)) return NameReading.None;
            var isGiven = IsGivenName(word);
            var isSurname = IsSurname(word) || (word.Contains('-') && IsHyphenatedSurname(word)) || (i > 0 && IsSurname($"{words[i - 1]}-{word}"));
            // Martin, Bernard, Thomas: a surname beside a given name, a given name alone.
            if (isGiven && !(isSurname && given > 0)) given++;
            else if (isSurname) surnames++;
            else if (!IsParticle(word)) others++;
        }

        var read = given + surnames + others;
        if (read == 0) return NameReading.None;
        if (civility) return NameReading.FullName;
        if (words.Length == 1)
        {
            if (given > 0) return NameReading.GivenName;
            return surnames > 0 ? NameReading.Surname : NameReading.Unknown;
        }

        if (given > 0 && given < read && !AnyCommonWord(words)) return NameReading.FullName;
        if (given == read) return surnames == 0 && words.Length == 2 && IsSurname(words[^1]) ? NameReading.FullName : NameReading.GivenName;
        return surnames > 0 && others == 0 ? NameReading.Surname : NameReading.Unknown;
    }

    /// <summary>Allen, Mrs. William (Florence Agnes Hughes): what stands in brackets is said besides.</summary>
    private static string WithoutAsides(string value)
    {
        var open = value.IndexOf('(', StringComparison.Ordinal);
        var close = value.LastIndexOf(')');
        return close > open ? $"{value[..open].TrimEnd()} {value[(close + 1)..].TrimStart()}".Trim() : value[..open].TrimEnd();
    }

    private static bool AnyCommonWord(string[] words) => Array.Exists(words, word => Lexicon.CommonWords.Contains(word) && !IsParticle(word) && !IsCivility(word));

    private static bool IsHyphenatedSurname(ReadOnlySpan<char> word)
    {
        foreach (var range in word.Split('-'))
        {
            if (!IsSurname(word[range]) && !IsParticle(word[range])) return false;
        }

        return true;
    }

    private static bool IsAlphabetic(ReadOnlySpan<char> word)
    {
        var letters = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (char.IsLetter(word[i])) letters++;
            else if (word[i] is '-' or '\'' or '\u2019' || (word[i] == '.' && i == word.Length - 1) || char.GetUnicodeCategory(word[i]) == System.Globalization.UnicodeCategory.NonSpacingMark) continue;
            else return false;
        }

        return letters > 0;
    }

    private static bool IsOneOf(string[] words, ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > 20) return false;
        Span<char> folded = stackalloc char[word.Length];
        ReadOnlySpan<char> plain = folded[..Folding.Into(word, folded)];
        foreach (var candidate in words)
        {
            if (plain.SequenceEqual(candidate)) return true;
        }

        return false;
    }
}
