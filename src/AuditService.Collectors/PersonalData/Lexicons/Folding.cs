using System.Globalization;
using System.Text;

namespace AuditService.Collectors.PersonalData.Lexicons;

/// <summary>Lower case without accents, so that Éloïse, ELOISE and eloise are one word.</summary>
internal static class Folding
{
    public static string Of(ReadOnlySpan<char> text)
    {
        Span<char> buffer = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        return buffer[..Into(text, buffer)].ToString();
    }

    /// <summary>Folds into a buffer at least as long as the text; combining marks vanish.</summary>
    /// <returns>How many characters were written.</returns>
    public static int Into(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (c < 0x80) buffer[length++] = char.ToLowerInvariant(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) buffer[length++] = Of(c);
        }

        return length;
    }

    /// <summary>One character for one character, so that positions in the folded text are positions in the text.</summary>
    public static char Of(char c)
    {
        if (c < 0x80) return char.ToLowerInvariant(c);
        return c switch
        {
            '\u2019' or '\u2018' or '\u02BC' or '\u00B4' => '\'',
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2212' => '-',
            '\u00A0' or '\u202F' or '\u2009' or '\u2007' or '\u3000' => ' ',
            'œ' or 'Œ' => 'o',
            'æ' or 'Æ' => 'a',
            'ø' or 'Ø' => 'o',
            'ł' or 'Ł' => 'l',
            'ß' => 's',
            'ı' or 'İ' => 'i',
            'đ' or 'Đ' => 'd',
            _ when char.IsSurrogate(c) => c,
            _ => char.ToLowerInvariant(c.ToString().Normalize(NormalizationForm.FormD)[0]),
        };
    }
}
