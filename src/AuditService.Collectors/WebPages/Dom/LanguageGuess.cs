using System.Collections.Frozen;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>
/// Tells the language of a text by its script and by the little words that sentences cannot do without. Says nothing of short or mixed texts:
/// it is meant to contradict a declaration only when it is sure.
/// </summary>
internal static class LanguageGuess
{
    private const double EnoughHits = 2.9;

    /// <summary>Of a short text, in which they are dense.</summary>
    private const double FewHits = 2.5;
    private const double LargeShare = 0.25;
    private const int FewestWords = 8;
    private const double ClearLead = 2.5;
    private const double LeastShare = 0.12;
    private const int EnoughLetters = 10;

    private static readonly Dictionary<string, string> LittleWords = new(StringComparer.Ordinal)
    {
        ["fr"] = "le la les un une des du de et est dans pour que qui sur avec ne pas plus par ce cette ces au aux en sont il elle ils nous vous on mais ou où son sa ses leur leurs être avoir fait comme tout tous aussi bien très sans entre peut même si se votre notre été à c'est d'un d'une qu'il l'on",
        ["en"] = "the a an of and to in is are was were be been that this these those it its for on with as by at from or not have has had but they he she his her their you your we our which who what when where will would can could should there into about if no so than then also any all",
        ["es"] = "el la los las un una unos unas de del y en que es son para por con no se su sus al lo como más pero este esta estos estas ha han o cuando muy sin sobre también ser hay fue desde todo todos nos entre qué donde ya porque sí usted",
        ["de"] = "der die das den dem des ein eine einer eines einem einen und ist sind in zu mit auf für von nicht auch als an es sich im aus bei nach wie oder werden wird wurde haben hat aber wenn nur noch über sie er wir ihr zum zur durch kann dass diese dieser dieses mehr",
        ["it"] = "il lo la i gli le un uno una di del della dei delle e è sono in che per con non si da al alla dal nel nella su come più ma anche questo questa questi queste ha hanno o essere quando dove molto tutti tutto suo sua loro ci cui",
        ["pt"] = "o a os as um uma de do da dos das e é são em no na nos nas que para por com não se seu sua ao à mais como mas foi ou quando muito também já está este esta isso pelo pela entre sem há você",
        ["nl"] = "de het een van en in is zijn dat die te met op voor aan niet er ook als bij naar om maar of door over uit wordt worden werd hij zij ze wij we je u hun haar kan meer nog dan deze dit heeft hebben geen wat tot tegen",
        ["da"] = "og i at det en et den til er som på de med for af ikke der var han hun har fra vil om kan skal jeg vi du men eller blev efter over ved også når hvor denne dette meget sig deres",
        ["sv"] = "och i att det en ett den till är som på de med för av inte var han hon har från vill om kan ska jag vi du men eller blev efter över vid också när där denna detta mycket sig deras",
        ["pl"] = "i w na z do że się nie to jest o jak ale od po przez dla za ich jego jej są być tym może co tak które który przy oraz lub tylko jako",
    };

    private static readonly FrozenDictionary<string, string[]> LanguagesOf = LittleWords
        .SelectMany(language => language.Value.Split(' ').Distinct(StringComparer.Ordinal).Select(word => (Word: word, Language: language.Key)))
        .GroupBy(pair => pair.Word, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Language).ToArray(), StringComparer.Ordinal);

    private static readonly string[] NotLatin = ["ar", "fa", "ur", "ps", "he", "yi", "ru", "uk", "bg", "be", "mk", "el", "zh", "ja", "ko", "th", "hi", "bn", "ta", "te", "ml", "kn", "gu", "pa", "mr", "ne", "ka", "hy", "am", "km", "lo", "my", "si"];

    /// <summary>Languages that share the words above.</summary>
    private static readonly string[] DanishLike = ["da", "no", "nb", "nn"];

    public static LanguageMatch Compare(string text, string declared)
    {
        var script = DominantScript(text);
        if (script is not null)
        {
            if (script.Contains(declared, StringComparer.Ordinal))
                return LanguageMatch.Unknown;
            return text.Count(char.IsLetter) >= EnoughLetters ? LanguageMatch.Contradicted : LanguageMatch.Unknown;
        }
        var scores = Scores(text, out var words);
        if (scores.Count == 0)
            return LanguageMatch.Unknown;
        var (best, hits) = scores.MaxBy(score => score.Value);
        var isSure = (hits >= EnoughHits && hits >= LeastShare * words) || (hits >= FewHits && hits >= LargeShare * words && words >= FewestWords);
        if (IsSame(best, declared))
            return isSure ? LanguageMatch.Confirmed : LanguageMatch.Unknown;
        // A language without a list of words can only be contradicted by many.
        var own = scores.FirstOrDefault(score => IsSame(score.Key, declared)).Value;
        var isKnown = LittleWords.ContainsKey(declared) || DanishLike.Contains(declared, StringComparer.Ordinal) || NotLatin.Contains(declared, StringComparer.Ordinal);
        return isSure && hits >= ClearLead * Math.Max(own, 0.4) && (isKnown || hits >= 3 * EnoughHits) ? LanguageMatch.Contradicted : LanguageMatch.Unknown;
    }

    private static Dictionary<string, double> Scores(string text, out int words)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        words = 0;
        foreach (var word in Words(text))
        {
            words++;
            if (!LanguagesOf.TryGetValue(word, out var languages))
                continue;
            foreach (var language in languages)
                scores[language] = scores.GetValueOrDefault(language) + (1.0 / languages.Length);
        }
        return scores;
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isLetter = i < text.Length && (char.IsLetter(text[i]) || (text[i] is '\'' or '’' && start >= 0));
            if (isLetter && start < 0)
                start = i;
            if (isLetter || start < 0)
                continue;
            yield return text[start..i].ToLowerInvariant().Replace('’', '\'').Trim('\'');
            start = -1;
        }
    }

    private static bool IsSame(string one, string other) => one == other || (DanishLike.Contains(one, StringComparer.Ordinal) && DanishLike.Contains(other, StringComparer.Ordinal));

    /// <summary>Languages written in the script that most letters belong to; null for Latin letters or too few letters.</summary>
    private static string[]? DominantScript(string text)
    {
        int hebrew = 0, arabic = 0, cyrillic = 0, greek = 0, kana = 0, han = 0, hangul = 0, thai = 0, indic = 0, all = 0;
        foreach (var c in text)
        {
            if (!char.IsLetter(c))
                continue;
            all++;
            switch (c)
            {
                case >= '\u0590' and <= '\u05FF': hebrew++; break;
                case (>= '\u0600' and <= '\u06FF') or (>= '\u0750' and <= '\u077F') or (>= '\uFB50' and <= '\uFEFC'): arabic++; break;
                case >= '\u0400' and <= '\u052F': cyrillic++; break;
                case >= '\u0370' and <= '\u03FF': greek++; break;
                case >= '\u3040' and <= '\u30FF': kana++; break;
                case >= '\u4E00' and <= '\u9FFF': han++; break;
                case >= '\uAC00' and <= '\uD7AF': hangul++; break;
                case >= '\u0E00' and <= '\u0E7F': thai++; break;
                case >= '\u0900' and <= '\u0DFF': indic++; break;
            }
        }
        (int Count, string[] Languages)[] scripts =
        [
            (hebrew, ["he", "iw", "yi"]), (arabic, ["ar", "fa", "ur", "ps", "ug", "sd", "ku", "ckb"]), (cyrillic, ["ru", "uk", "bg", "be", "mk", "sr", "kk", "ky", "mn", "tg", "bs", "tt"]), (greek, ["el"]),
            (kana + han, kana > 0 ? ["ja"] : ["zh", "ja", "yue", "cmn", "wuu", "ko"]), (hangul, ["ko"]), (thai, ["th"]), (indic, ["hi", "bn", "ta", "te", "ml", "kn", "gu", "pa", "mr", "ne", "or", "si", "sa", "as"]),
        ];
        var (count, languages) = scripts.MaxBy(script => script.Count);
        return count > all / 2 && count >= 3 ? languages : null;
    }
}

internal enum LanguageMatch
{
    Unknown,
    Confirmed,
    Contradicted,
}
