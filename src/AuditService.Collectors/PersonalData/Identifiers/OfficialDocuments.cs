namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>Shapes of passport, identity card, residence permit and driving licence numbers. None has a public check digit outside a machine-readable zone: context decides.</summary>
internal static class OfficialDocuments
{
    public static bool HasPassportShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var number = Compact.Into(text, buffer);
        return number.Length == 9 && Compact.AllDigits(number[..2]) && char.IsAsciiLetterUpper(number[2]) && char.IsAsciiLetterUpper(number[3])
            && Compact.AllDigits(number[4..]);
    }

    /// <summary>Twelve digits (before 2021: year, month, département ...) or nine letters and digits holding both.</summary>
    public static bool HasIdentityCardShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var number = Compact.Into(text, buffer);
        if (number.Length == 12) return Compact.AllDigits(number[7..]) && Compact.AllDigits(number[..4]) && Checksums.Number(number[2..4]) is >= 1 and <= 12;
        return number.Length == 9 && number.ContainsAnyInRange('0', '9') && number.ContainsAnyInRange('A', 'Z');
    }

    /// <summary>Nine or ten digits (the number by which the prefectures know a foreigner), or nine letters and digits on the card of the European model.</summary>
    public static bool HasResidencePermitShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var number = Compact.Into(text, buffer);
        if (number.Length is 9 or 10 && Compact.AllDigits(number)) return !Compact.AllSame(number);
        return number.Length == 9 && number.ContainsAnyInRange('0', '9') && number.ContainsAnyInRange('A', 'Z');
    }

    /// <summary>Twelve digits (old) or the passport's shape (new).</summary>
    public static bool HasDrivingLicenceShape(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var number = Compact.Into(text, buffer);
        return (number.Length == 12 && Compact.AllDigits(number)) || HasPassportShape(number);
    }
}
