namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>Numbers by which registers name one person: pupils and students (INE), health professionals (RPPS, ADELI).</summary>
internal static class RegisteredPeople
{
    /// <summary>RNIE nine digits and two letters, BEA ten digits and a letter, apprentices four digits, A, five digits and a letter. No public rule for the last letters: shape only.</summary>
    public static bool HasIneShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var ine = Compact.Into(text, buffer);
        if (ine.Length != 11) return false;
        if (Compact.AllDigits(ine[..10])) return char.IsAsciiLetterUpper(ine[10]);
        if (Compact.AllDigits(ine[..9])) return char.IsAsciiLetterUpper(ine[9]) && char.IsAsciiLetterUpper(ine[10]);
        return Compact.AllDigits(ine[..4]) && ine[4] == 'A' && Compact.AllDigits(ine[5..10]) && char.IsAsciiLetterUpper(ine[10]);
    }

    /// <summary>Eleven digits and Luhn: one random number in ten passes, so the column's name has to agree.</summary>
    public static bool IsRpps(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var rpps = Compact.Into(text, buffer);
        return rpps.Length == 11 && !Compact.AllSame(rpps) && Checksums.Luhn(rpps);
    }

    /// <summary>
    /// FINESS: nine characters that start with a département, the ninth completing Luhn. It names a health or social establishment, not a person. Of
    /// Corsica's numbers, which hold a letter, only the shape is tested.
    /// </summary>
    public static bool IsFiness(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var finess = Compact.Into(text, buffer);
        if (!HasAdeliShape(finess) || Compact.AllSame(finess)) return false;
        return finess[1] is 'A' or 'B' || Checksums.Luhn(finess);
    }

    /// <summary>Nine characters that start with a département. Shape only.</summary>
    public static bool HasAdeliShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var adeli = Compact.Into(text, buffer);
        if (adeli.Length != 9 || !Compact.AllDigits(adeli[2..])) return false;
        return adeli[..2] is "2A" or "2B" || (Compact.AllDigits(adeli[..2]) && adeli[..2] is not "00" && Checksums.Number(adeli[..2]) is <= 95 or >= 97);
    }
}
