using System.Collections.Frozen;

namespace AuditService.Collectors.Documents;

/// <summary>Words and sentences of running text, in the languages of the Latin alphabet.</summary>
internal static class Prose
{
    /// <summary>Abbreviations whose full stop ends no sentence (fr, en, de, es), lower case, without the stop.</summary>
    private static readonly FrozenSet<string> Abbreviations = new[]
    {
        "m", "mm", "mme", "mmes", "mlle", "dr", "pr", "me", "st", "ste", "art", "al", "cf", "ex", "etc", "fig", "tab", "p", "pp", "vol", "n",
        "no", "nos", "chap", "éd", "ed", "eds", "env", "max", "min", "réf", "ref", "tél", "tel", "av", "bd", "resp", "sq", "s", "suiv",
        "mr", "mrs", "ms", "prof", "inc", "ltd", "co", "corp", "vs", "e.g", "i.e", "eg", "ie", "approx", "sec", "dept", "est",
        "z.b", "d.h", "u.a", "bzw", "ca", "nr", "abs", "str", "usw", "vgl", "sr", "sra", "srta", "ud", "uds", "pág", "núm", "p.ej",
    }.ToFrozenSet();

    /// <summary>Tokens between white space that hold a letter or a digit: what word processors call words. French punctuation set apart is no word.</summary>
    public static int CountWords(ReadOnlySpan<char> text)
    {
        var words = 0;
        var inToken = false;
        var counts = false;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                inToken = counts = false;
                continue;
            }

            inToken = true;
            if (inToken && !counts && char.IsLetterOrDigit(character))
            {
                counts = true;
                words++;
            }
        }

        return words;
    }

    /// <summary>The sentences of one paragraph; the end of the paragraph ends the last one.</summary>
    public static IEnumerable<string> Sentences(string paragraph) => SentenceRanges(paragraph).Select(range => paragraph[range].Trim());

    /// <summary>Where a paragraph may change its language: its quotations, and the sentences that hold none of them.</summary>
    public static IEnumerable<Range> Passages(string paragraph)
    {
        var quotations = new List<(int Start, int End)>();
        for (var start = paragraph.AsSpan().IndexOfAny('«', '“'); start >= 0 && start < paragraph.Length;)
        {
            var end = paragraph.IndexOf(paragraph[start] == '«' ? '»' : '”', start);
            if (end < 0)
                break;
            quotations.Add((start + 1, end));
            var next = paragraph.AsSpan(end).IndexOfAny('«', '“');
            start = next < 0 ? -1 : end + next;
        }

        foreach (var (start, end) in quotations)
            yield return start..end;
        foreach (var sentence in SentenceRanges(paragraph))
        {
            var (start, length) = sentence.GetOffsetAndLength(paragraph.Length);
            if (!quotations.Exists(quotation => quotation.Start < start + length && quotation.End > start))
                yield return sentence;
        }
    }

    private static IEnumerable<Range> SentenceRanges(string paragraph)
    {
        var start = 0;
        for (var i = 0; i < paragraph.Length; i++)
        {
            if (!EndsSentence(paragraph, i))
                continue;
            var end = i + 1;
            while (end < paragraph.Length && paragraph[end] is '.' or '!' or '?' or '…' or '"' or '»' or '”' or ')' or '\'' or '’')
                end++;
            if (CountWords(paragraph.AsSpan(start, end - start)) > 0)
                yield return start..end;
            start = end;
            i = end - 1;
        }

        if (start < paragraph.Length && CountWords(paragraph.AsSpan(start)) > 0)
            yield return start..paragraph.Length;
    }

    private static bool EndsSentence(string text, int i)
    {
        if (text[i] is not ('.' or '!' or '?' or '…'))
            return false;
        var next = i + 1;
        while (next < text.Length && text[next] is '.' or '!' or '?' or '…' or '"' or '»' or '”' or ')' or '’' or '\'')
            next++;
        if (next >= text.Length)
            return true;
        if (!char.IsWhiteSpace(text[next]))
            return false;
        var after = next;
        while (after < text.Length && char.IsWhiteSpace(text[after]))
            after++;
        if (after < text.Length && char.IsLower(text[after]))
            return false;
        return text[i] != '.' || !IsAbbreviation(text, i);
    }

    private static bool IsAbbreviation(string text, int stop)
    {
        var start = stop;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '.'))
            start--;
        var word = text[start..stop];
        return word.Length > 0 && (word is [var initial] && char.IsUpper(initial) || Abbreviations.Contains(word.ToLowerInvariant()));
    }
}
