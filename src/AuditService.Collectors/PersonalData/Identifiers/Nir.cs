namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>
/// The numéro d'inscription au répertoire (numéro de sécurité sociale): 13 characters and a key of two digits.
/// Source: décret n° 82-103, art. 4; the key is 97 minus the remainder by 97, with 2A read as 19 and 2B as 18.
/// </summary>
internal static class Nir
{
    /// <summary>Structure and key both hold. A random string of 15 digits passes about one time in two hundred.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var nir = Compact.Into(text, buffer);
        return nir.Length == 15 && HasStructure(nir[..13]) && Compact.AllDigits(nir[13..]) && Checksums.Number(nir[13..]) == Key(nir[..13]);
    }

    /// <summary>The shape of a NIR, with or without its key, whatever the key says.</summary>
    public static bool HasShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var nir = Compact.Into(text, buffer);
        return nir.Length is 13 or 15 && HasStructure(nir[..13]) && Compact.AllDigits(nir[13..] is { IsEmpty: false } key ? key : "0");
    }

    /// <summary>
    /// Thirteen characters of somebody born in a known month, in France or abroad, as nearly all numbers are: two random strings of 13 digits in a hundred
    /// look so.
    /// </summary>
    public static bool IsPlainBody(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var nir = Compact.Into(text, buffer);
        if (nir.Length != 13 || nir[0] is not ('1' or '2') || !HasStructure(nir)) return false;
        if (Checksums.Number(nir[3..5]) is not (>= 1 and <= 12)) return false;
        return nir[5..7] is not ("20" or "96");
    }

    /// <summary>The key, 1 to 97, of a structured 13-character body.</summary>
    public static int Key(ReadOnlySpan<char> body)
    {
        Span<char> digits = stackalloc char[13];
        body.CopyTo(digits);
        if (digits[6] is 'A' or 'B')
        {
            (digits[5], digits[6]) = ('1', digits[6] == 'A' ? '9' : '8');
        }

        return (int)(97 - (Checksums.Number(digits) % 97));
    }

    /// <summary>Sex, month, département, commune and order number each within what the register gives out.</summary>
    private static bool HasStructure(ReadOnlySpan<char> body)
    {
        if (body[0] is not ('1' or '2' or '3' or '4' or '7' or '8')) return false;
        if (!Compact.AllDigits(body[..6]) || !Compact.AllDigits(body[7..])) return false;
        if (body[6] is not (>= '0' and <= '9') && !(body[5] == '2' && body[6] is 'A' or 'B')) return false;
        // Months 20-42 and 50-99 stand for births whose month is not known or whose file came from abroad.
        if (Checksums.Number(body[3..5]) is not ((>= 1 and <= 12) or (>= 20 and <= 42) or (>= 50 and <= 99))) return false;
        return body[5..7] is not "00" && body[10..13] is not "000";
    }
}
