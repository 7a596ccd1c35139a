namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>
/// SIREN, SIRET and the French VAT number. Personal only for a sole trader, which the number alone does not say.
/// Source: INSEE, structure of the SIRENE numbers; CGI art. 286 ter for the VAT number.
/// </summary>
internal static class CompanyNumbers
{
    private const string LaPoste = "356000000";
    private const string VatAlphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static bool IsSiren(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var siren = Compact.Into(text, buffer);
        return siren.Length == 9 && !Compact.AllSame(siren) && Checksums.Luhn(siren);
    }

    /// <summary>Luhn on the 14 digits and on the first nine; the branches of La Poste sum to a multiple of five instead.</summary>
    public static bool IsSiret(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var siret = Compact.Into(text, buffer);
        if (siret.Length != 14 || !Compact.AllDigits(siret) || Compact.AllSame(siret) || !Checksums.Luhn(siret[..9])) return false;
        return Checksums.Luhn(siret) || (siret.StartsWith(LaPoste) && DigitSum(siret) % 5 == 0);
    }

    /// <summary>FR, a key of two characters and a SIREN; keys with letters follow the newer modulo 11 rule; Monaco's numbers start with 000.</summary>
    public static bool IsVat(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var vat = Compact.Into(text, buffer);
        if (vat.Length != 13 || !vat.StartsWith("FR") || !Compact.AllDigits(vat[4..])) return false;
        var siren = vat[4..];
        if (!siren.StartsWith("000") && (Compact.AllSame(siren) || !Checksums.Luhn(siren))) return false;

        var number = Checksums.Number(siren);
        if (Compact.AllDigits(vat[2..4])) return Checksums.Number(vat[2..4]) == (12 + (3 * (number % 97))) % 97;

        var (first, second) = (VatAlphabet.IndexOf(vat[2]), VatAlphabet.IndexOf(vat[3]));
        if (first < 0 || second < 0) return false;
        var key = first < 10 ? (24 * first) + second - 10 : (34 * first) + second - 100;
        return (number + 1 + (key / 11)) % 11 == key % 11;
    }

    private static int DigitSum(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        foreach (var c in digits) sum += c - '0';
        return sum;
    }
}
