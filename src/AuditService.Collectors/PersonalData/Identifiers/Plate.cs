namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>Vehicle registration: the SIV series since 2009 (arrêté du 9 février 2009) and the older FNI series by département.</summary>
internal static class Plate
{
    /// <summary>AB-123-CD: no I, O or U, and no SS on either side.</summary>
    public static bool IsSiv(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var plate = Compact.Into(text, buffer);
        return plate.Length == 7 && IsPair(plate[..2]) && Compact.AllDigits(plate[2..5]) && plate[2..5] is not "000" && IsPair(plate[5..]);
    }

    /// <summary>1234 AB 75: up to four digits, one to three letters, a département. Too weak without context.</summary>
    public static bool HasFniShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var plate = Compact.Into(text, buffer);
        var digits = plate.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 4) return false;
        var rest = plate[digits..];
        var letters = rest.IndexOfAnyExceptInRange('A', 'Z');
        if (letters is < 1 or > 3) return false;
        var departement = rest[letters..];
        return departement is "2A" or "2B"
            || (Compact.AllDigits(departement) && departement.Length switch
            {
                2 => Checksums.Number(departement) is >= 1 and <= 95,
                3 => Checksums.Number(departement) is >= 971 and <= 988,
                _ => false,
            });
    }

    private static bool IsPair(ReadOnlySpan<char> letters) =>
        char.IsAsciiLetterUpper(letters[0]) && char.IsAsciiLetterUpper(letters[1]) && letters.IndexOfAny("IOU") < 0 && letters is not "SS";
}
