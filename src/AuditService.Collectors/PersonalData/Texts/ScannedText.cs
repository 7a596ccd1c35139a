using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>A text prepared once for all scanners: the original, its folded twin of the same length, and its words.</summary>
internal sealed class ScannedText
{
    public ScannedText(string text)
    {
        Original = text;
        Folded = string.Create(text.Length, text, static (buffer, source) =>
        {
            for (var i = 0; i < buffer.Length; i++) buffer[i] = Folding.Of(source[i]);
        });
        Words = [.. Split()];
        IsShouted = Shouts(text);
    }

    public string Original { get; }

    /// <summary>Lower case, no accents, plain spaces, hyphens and apostrophes; every offset is an offset of the original.</summary>
    public string Folded { get; }

    public IReadOnlyList<TextWord> Words { get; }

    /// <summary>Written in capitals, so that capitals say nothing about names.</summary>
    public bool IsShouted { get; }

    /// <summary>One of the words stands in the <paramref name="reach"/> characters before the offset, on the same line.</summary>
    public bool IsNear(int offset, int reach, params ReadOnlySpan<string> cues)
    {
        var start = Math.Max(0, offset - reach);
        var window = Folded.AsSpan(start, offset - start);
        var line = window.LastIndexOf('\n');
        // A label may stand alone on the line above its value.
        if (line >= 0 && window[(line + 1)..].Trim().Length > 0) window = window[(line + 1)..];
        foreach (var cue in cues)
        {
            var at = window.IndexOf(cue, StringComparison.Ordinal);
            if (at >= 0 && (at == 0 || !char.IsLetterOrDigit(window[at - 1]))) return true;
        }

        return false;
    }

    /// <summary>The span is cut off from letters and digits on both sides.</summary>
    public bool StandsAlone(int start, int end) =>
        (start == 0 || !IsWordly(Folded[start - 1])) && (end >= Folded.Length || !IsWordly(Folded[end]));

    private static bool IsWordly(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool Shouts(string text)
    {
        var (upper, lower) = (0, 0);
        foreach (var c in text)
        {
            if (char.IsUpper(c)) upper++;
            else if (char.IsLower(c)) lower++;
        }

        return upper > 15 && upper > 3 * lower;
    }

    private IEnumerable<TextWord> Split()
    {
        var i = 0;
        while (i < Original.Length)
        {
            if (!char.IsLetter(Original[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < Original.Length && (char.IsLetter(Original[i]) || IsMark(Original[i]) || (IsJoint(Folded[i]) && i + 1 < Original.Length && char.IsLetter(Original[i + 1])))) i++;
            foreach (var word in Elided(start, i)) yield return word;
        }
    }

    /// <summary>L'Oréal, d'Alembert, qu'Anne: the article is a word of its own; O'Connor and N'Diaye are not cut.</summary>
    private IEnumerable<TextWord> Elided(int start, int end)
    {
        var word = Folded.AsSpan(start, end - start);
        var apostrophe = word.IndexOf('\'');
        if (apostrophe is 1 or 2 && word[..apostrophe] is "l" or "d" or "j" or "m" or "s" or "c" or "qu" && !(char.IsUpper(Original[start]) && word[0] == 'm'))
        {
            return [Word(start, start + apostrophe), Word(start + apostrophe + 1, end)];
        }

        return [Word(start, end)];
    }

    private TextWord Word(int start, int end)
    {
        var upper = true;
        for (var i = start; i < end; i++)
        {
            if (char.IsLower(Original[i])) upper = false;
        }

        // Part of an address of the Internet, a path, a number or an identifier: no word of a sentence.
        var glued = (start > 0 && Original[start - 1] is '@' or '/' or '\\' or '_' or '.' or '=' or '&' or '#' && !(Original[start - 1] is '.' or '/' && start > 1 && char.IsWhiteSpace(Original[start - 2])))
            || (start > 0 && char.IsDigit(Original[start - 1]))
            || (end < Original.Length && (Original[end] is '@' or '_' or '\\' || char.IsDigit(Original[end])))
            || (end + 1 < Original.Length && Original[end] is '.' or '/' && char.IsLetterOrDigit(Original[end + 1]) && end - start > 1);
        return new TextWord(start, end, Folded[start..end], char.IsUpper(Original[start]), upper && end - start > 1, glued);
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;

    private static bool IsJoint(char c) => c is '-' or '\'';
}

/// <summary>One word of a text.</summary>
/// <param name="Start">Offset of its first code unit.</param>
/// <param name="End">Offset after its last.</param>
/// <param name="Folded">The word without case and accents.</param>
/// <param name="IsCapitalised">Starts with a capital.</param>
/// <param name="IsUpper">All in capitals, two letters or more.</param>
/// <param name="IsGlued">Stuck to a sign that sentences do not have inside: part of an address, a path, an identifier.</param>
internal readonly record struct TextWord(int Start, int End, string Folded, bool IsCapitalised, bool IsUpper, bool IsGlued);
