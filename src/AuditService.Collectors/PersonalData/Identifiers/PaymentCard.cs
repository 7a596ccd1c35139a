namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>A payment card number (ISO/IEC 7812): Luhn, and a length that the issuer of its prefix gives out.</summary>
internal static class PaymentCard
{
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var card = Compact.Into(text, buffer);
        return card.Length is >= 12 and <= 19 && Compact.AllDigits(card) && HasIssuer(card) && Checksums.Luhn(card) && !Compact.AllSame(card[1..]);
    }

    private static bool HasIssuer(ReadOnlySpan<char> card)
    {
        var six = (int)Checksums.Number(card[..6]);
        var (four, two) = (six / 100, six / 10_000);
        return card.Length switch
        {
            13 => two / 10 == 4,
            14 => four is (>= 3000 and <= 3059) or 3095 || two is 36 or 38 or 39,
            15 => two is 34 or 37,
            16 => two / 10 == 4 || two is (>= 51 and <= 55) or 62 or 65 or 36 or 38 or 39 || four is (>= 2221 and <= 2720) or 6011 or (>= 6440 and <= 6499)
                or (>= 3528 and <= 3589) or (>= 3000 and <= 3059) or 3095 || IsMaestro(four),
            19 => two / 10 == 4 || two is 62 or 65 || four is 6011 or (>= 6440 and <= 6499) or (>= 3528 and <= 3589) || IsMaestro(four),
            17 or 18 => two is 62 or 65 || four is 6011 or (>= 6440 and <= 6499) or (>= 3528 and <= 3589) || IsMaestro(four),
            _ => IsMaestro(four),
        };
    }

    private static bool IsMaestro(int four) => four is 5018 or 5020 or 5038 or 5893 or 6304 or 6759 or 6761 or 6762 or 6763;
}
