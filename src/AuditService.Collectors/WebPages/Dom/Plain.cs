using System.Globalization;
using System.Text;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>Texts made comparable.</summary>
internal static class Plain
{
    /// <summary>White space collapsed and trimmed, no-break spaces and zero-width characters included.</summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c == '\u00A0')
            {
                if (result.Length > 0 && result[^1] != ' ')
                    result.Append(' ');
            }
            else if (c is not ('\u200B' or '\u200C' or '\u200D' or '\uFEFF' or '\u00AD'))
                result.Append(c);
        }
        return result.ToString().TrimEnd(' ');
    }

    /// <summary>Lower case without accents, punctuation turned into spaces: for looking words up.</summary>
    public static string Words(string? text)
    {
        var result = new StringBuilder();
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
                result.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                result.Append(' ');
        }
        return Text(result.ToString());
    }

    /// <summary>Lower case, punctuation dropped: RGAA lets a name leave out punctuation and case of the visible text, nothing else.</summary>
    public static string Spoken(string? text)
    {
        var result = new StringBuilder();
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormC))
        {
            if (char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol)
                result.Append(char.ToLowerInvariant(c));
            else if (char.IsWhiteSpace(c))
                result.Append(' ');
        }
        return Text(result.ToString());
    }

    /// <summary>As <see cref="Spoken"/>, punctuation separating words instead of vanishing.</summary>
    public static string SpokenWords(string? text) => Spoken(string.Concat((text ?? "").Select(c => char.IsPunctuation(c) ? ' ' : c)));

    public static bool HasLetterOrDigit(string? text) => text is not null && text.Any(char.IsLetterOrDigit);

    public static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
}
