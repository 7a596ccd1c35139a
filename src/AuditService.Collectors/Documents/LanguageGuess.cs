using System.Collections.Frozen;

namespace AuditService.Collectors.Documents;

/// <summary>
/// Recognises the language of a text by its function words: a naive Bayes over the commonest words of each language, whose frequency is
/// taken to fall with rank (Zipf). French, English, German and Spanish are what the audits need; Italian, Portuguese and Dutch are known
/// so that they are not mistaken for these.
/// </summary>
internal static class LanguageGuess
{
    /// <summary>Fewer known words than this prove nothing.</summary>
    private const int EnoughHits = 4;

    private const double Floor = 0.0004;

    private static readonly string[] Languages = ["fr", "en", "de", "es", "it", "pt", "nl"];

    /// <summary>By falling frequency; elisions count as words.</summary>
    private static readonly string[] CommonWords =
    [
        "de la le et les des à l d en un du une est pour que qui dans a par plus pas au sur ne se ce il sont avec n s ou son aux cette qu sa ces leur être "
        + "nous mais comme été vous ont ses elle fait on même si ils sans tout y deux aussi peut entre dont tous ainsi afin sous doit lors toute leurs "
        + "votre notre vos nos je j c m lorsque chaque très selon données où était avoir font peuvent depuis après avant donc car cela celui celle ceux",
        "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all their there "
        + "been if more when will would who so no she other its may these what them than some him time into only do such my new any our out about can "
        + "your we has should must also between use each how where most over must through during before after because both being does here very i",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um "
        + "am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei kann gegen vom können schon wenn "
        + "habe seine ihre dann unter wir soll ich eines ihr diese dieser wo dieses muss müssen ihrer keine mir uns sowie",
        "de la que el en y a los del se las por un para con no una su al lo como más es o pero sus le ha me si sin sobre este ya entre cuando todo esta "
        + "ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno donde "
        + "bien tiempo mismo ese ahora cada e otro después te otros aunque esa eso hace otra gobierno tan durante siempre día tanto ella tres sí estos",
        "di e il la che in a per un è del non si una i le con da della sono al come più dei nel alla gli anche ha o l d ma dal delle su lo alle se nella "
        + "questo essere ai stato ed questa tra degli o sul loro dalla due cui quando fra suo sua ne molto ci era tutti hanno dopo prima senza così ogni "
        + "può solo perché già dove anni io mi chi mentre dell nell all sull",
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está "
        + "eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu "
        + "às minha têm numa pelos elas havia seja qual será nós tenho lhe deles essas esses pelas este fosse dele",
        "de van het een en in is dat op te zijn met die voor niet aan er om ook als dan maar bij of uit nog worden door naar heeft hebben over deze tot "
        + "werd ze wordt wel we was meer kan dit zich onder ik hij geen moet waar al zo wat alle men tegen je zou had mij u ons hun haar hem worden veel",
    ];

    private static readonly FrozenDictionary<string, double[]> LogFrequencies = Learn();

    /// <summary>The language's two-letter code, or null when the text is too short, or none of the known languages stands out.</summary>
    public static string? Of(string text) => Of([text]);

    public static string? Of(IEnumerable<string> texts)
    {
        var scores = new double[Languages.Length];
        int hits = 0, tokens = 0;
        Span<char> buffer = stackalloc char[16];
        foreach (var text in texts)
        {
            foreach (var range in Tokens(text))
            {
                tokens++;
                if (!LogFrequencies.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Lower(text.AsSpan()[range], buffer), out var logs))
                    continue;
                hits++;
                for (var i = 0; i < scores.Length; i++)
                    scores[i] += logs[i];
            }

            if (tokens > 20_000)
                break;
        }

        // Function words are a third to a half of running text; lists of names and figures, or another language, have few.
        if (hits < EnoughHits || hits < tokens * 0.12)
            return null;
        var best = Array.IndexOf(scores, scores.Max());
        var second = scores.Where((_, i) => i != best).Max();
        return scores[best] - second < 3.0 ? null : Languages[best];
    }

    /// <summary>The first part of a language tag, lower case: <c>fr</c> of <c>fr-CA</c>; null for none, "x-none", "zxx" and "und".</summary>
    public static string? Primary(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag))
            return null;
        var primary = tag.Trim().Split('-', '_')[0].ToLowerInvariant();
        return primary is "x" or "zxx" or "und" or "none" || primary.Length is < 2 or > 8 || !primary.All(char.IsAsciiLetter) ? null : primary;
    }

    private static FrozenDictionary<string, double[]> Learn()
    {
        var words = new Dictionary<string, double[]>();
        for (var language = 0; language < Languages.Length; language++)
        {
            var rank = 0;
            foreach (var word in CommonWords[language].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!words.TryGetValue(word, out var logs))
                    words[word] = logs = Enumerable.Repeat(Math.Log(Floor), Languages.Length).ToArray();
                logs[language] = Math.Max(logs[language], Math.Log(0.06 / (rank + 2)));
                rank++;
            }
        }

        return words.ToFrozenDictionary();
    }

    private static List<Range> Tokens(string text)
    {
        var tokens = new List<Range>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var letter = i < text.Length && char.IsLetter(text[i]);
            if (letter && start < 0)
                start = i;
            else if (!letter && start >= 0)
            {
                tokens.Add(start..i);
                start = -1;
            }
        }

        return tokens;
    }

    private static ReadOnlySpan<char> Lower(ReadOnlySpan<char> token, Span<char> buffer)
    {
        if (token.Length > buffer.Length)
            return token;
        var length = token.ToLowerInvariant(buffer);
        return buffer[..length];
    }
}
