using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>The name of a town as it stands in a text: capitalised words and hyphens, Saint-Denis, Le Mans, La Roche sur Yon, Lyon Cedex 03.</summary>
internal static class Town
{
    private const int MostWords = 5;

    /// <returns>The offset after the town's name, or null when what stands there is no town's name.</returns>
    public static int? At(ScannedText text, int start)
    {
        var (end, words) = (start, 0);
        var last = start;
        while (words < MostWords && Word(text, end) is { } word)
        {
            var folded = text.Folded.AsSpan(word.Start, word.Length);
            var capital = char.IsUpper(text.Original[word.Start]);
            var link = folded is "sur" or "sous" or "en" or "les" or "le" or "la" or "de" or "du" or "des" or "aux" or "l" or "d" or "lès" or "et";
            if (folded is "cedex") break;
            if (words == 0 && !capital && !Lexicon.Communes.Contains(folded)) return null;
            if (words > 0 && !capital && !link) break;
            if (words > 0 && capital && folded is not "cedex" && Lexicon.CommonWords.Contains(folded) && folded is not ("le" or "la" or "les" or "saint" or "sainte" or "mer")) break;
            words++;
            end = word.Start + word.Length;
            if (capital || words == 1) last = end;
            // A second capitalised word belongs to the town only after an article, a saint or a link.
            if (capital && words >= 1 && !(folded is "le" or "la" or "les" or "saint" or "sainte" or "st" or "ste" or "l") && !IsFollowedByLinkOrCedex(text, end)) break;
            if (end < text.Folded.Length && text.Folded[end] is ' ' or '\'') end++;
        }

        if (words == 0) return null;
        return Cedex(text, last);
    }

    private static int Cedex(ScannedText text, int end)
    {
        var rest = text.Folded.AsSpan(end);
        if (!rest.StartsWith(" cedex")) return end;
        end += 6;
        rest = text.Folded.AsSpan(end);
        if (rest.Length >= 2 && rest[0] == ' ' && char.IsAsciiDigit(rest[1])) end += rest.Length >= 3 && char.IsAsciiDigit(rest[2]) ? 3 : 2;
        return end;
    }

    private static bool IsFollowedByLinkOrCedex(ScannedText text, int end)
    {
        var rest = text.Folded.AsSpan(end);
        return rest.StartsWith(" sur ") || rest.StartsWith(" sous ") || rest.StartsWith(" les ") || rest.StartsWith(" la ") || rest.StartsWith(" en ") || rest.StartsWith(" cedex");
    }

    private static (int Start, int Length)? Word(ScannedText text, int start)
    {
        var end = start;
        while (end < text.Original.Length && (char.IsLetter(text.Original[end]) || (end > start && text.Folded[end] is '-' && end + 1 < text.Original.Length && char.IsLetter(text.Original[end + 1])))) end++;
        return end > start ? (start, end - start) : null;
    }
}
