namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>Numbers that follow a person's telephone: the device (IMEI, 3GPP TS 23.003 § 6) and the subscription (IMSI, ITU-T E.212).</summary>
internal static class MobileNumbers
{
    /// <summary>Fifteen digits and Luhn, which one random number in ten passes: the column's name has to agree.</summary>
    public static bool IsImei(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var imei = Compact.Into(text, buffer);
        return imei.Length == 15 && Compact.AllDigits(imei) && !Compact.AllSame(imei) && Checksums.Luhn(imei);
    }

    /// <summary>Fourteen to sixteen digits: without its check digit, or with the version of the software behind it.</summary>
    public static bool HasImeiShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var imei = Compact.Into(text, buffer);
        return imei.Length is >= 14 and <= 16 && Compact.AllDigits(imei) && !Compact.AllSame(imei);
    }

    /// <summary>Fourteen or fifteen digits that start with the code of a country (2 to 7; 208 for France). No check digit.</summary>
    public static bool HasImsiShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var imsi = Compact.Into(text, buffer);
        return imsi.Length is 14 or 15 && Compact.AllDigits(imsi) && imsi[0] is >= '2' and <= '7' && !Compact.AllSame(imsi[1..]);
    }
}
