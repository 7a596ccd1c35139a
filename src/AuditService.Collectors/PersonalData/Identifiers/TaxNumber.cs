namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>The numéro fiscal de référence (SPI): 13 digits whose last three are the first ten modulo 511.</summary>
internal static class TaxNumber
{
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var spi = Compact.Into(text, buffer);
        return HasShape(spi) && Checksums.Number(spi[10..]) == Checksums.Number(spi[..10]) % 511 && !Compact.AllSame(spi);
    }

    public static bool HasShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var spi = Compact.Into(text, buffer);
        return spi.Length == 13 && Compact.AllDigits(spi) && spi[0] is >= '0' and <= '3';
    }
}
