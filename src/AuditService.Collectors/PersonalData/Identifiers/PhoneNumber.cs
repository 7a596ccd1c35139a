namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>Telephone numbers of people: the French plan (ARCEP), its overseas codes, and any number written with an international prefix (ITU-T E.164).</summary>
internal static class PhoneNumber
{
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is < 9 or > 30) return false;
        // 0.6123456789 is a share, not a telephone.
        if (text[1] is '.' or ',') return false;

        Span<char> buffer = stackalloc char[20];
        var international = text[0] == '+';
        if (international) text = text[1..];

        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (Compact.IsSeparator(c) || c is ')' or '(' or ',') continue;
            if (!char.IsAsciiDigit(c) || length == buffer.Length) return false;
            // +33 (0)6 ...: the zero in brackets is said at home, not dialled from abroad.
            if (c == '0' && length > 0 && i > 0 && text[i - 1] == '(' && i + 1 < text.Length && text[i + 1] == ')') continue;
            buffer[length++] = c;
        }

        var digits = buffer[..length];
        if (!international && digits.StartsWith("00"))
        {
            international = true;
            digits = digits[2..];
        }

        return international ? IsInternational(digits) : IsNational(digits);
    }

    /// <summary>One of the ranges that ARCEP keeps for films and examples: 01 99 00, 02 61 91, 03 53 01, 04 65 71, 05 36 49, 06 39 98.</summary>
    public static bool IsFiction(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var digits = Compact.Into(text.Trim().TrimStart('+'), buffer);
        if (digits.StartsWith("0033")) digits = digits[4..];
        else if (digits.StartsWith("33")) digits = digits[2..];
        digits = digits.TrimStart('0');
        return digits.Length == 9 && digits[..5] is "19900" or "26191" or "35301" or "46571" or "53649" or "63998";
    }

    /// <summary>Ten digits from 01 to 07 or 09. 08 numbers are services, not people.</summary>
    private static bool IsNational(ReadOnlySpan<char> digits) =>
        digits.Length == 10 && digits[0] == '0' && digits[1] is not ('0' or '8') && !Compact.AllSame(digits[1..]);

    private static bool IsInternational(ReadOnlySpan<char> digits)
    {
        if (digits.StartsWith("33"))
        {
            var national = digits[2..];
            if (national.Length == 10 && national[0] == '0') national = national[1..];
            return national.Length == 9 && national[0] is not ('0' or '8') && !Compact.AllSame(national);
        }

        if (digits.Length > 3 && digits[..3] is "262" or "590" or "594" or "596") return digits.Length == 12;
        if (digits.Length > 3 && digits[..3] is "508" or "687") return digits.Length == 9;
        if (digits.StartsWith("689")) return digits.Length is 9 or 11;
        return digits.Length is >= 8 and <= 15 && digits[0] != '0' && !Compact.AllSame(digits);
    }
}
