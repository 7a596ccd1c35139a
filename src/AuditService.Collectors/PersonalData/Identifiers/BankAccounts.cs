using System.Collections.Frozen;

namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>IBAN (ISO 13616, ISO 7064 modulo 97-10) and the French RIB with its own key.</summary>
internal static class BankAccounts
{
    /// <summary>Total length by country, from the IBAN registry.</summary>
    private static readonly FrozenDictionary<string, int> Lengths = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["AD"] = 24,
        ["AE"] = 23,
        ["AL"] = 28,
        ["AT"] = 20,
        ["AZ"] = 28,
        ["BA"] = 20,
        ["BE"] = 16,
        ["BG"] = 22,
        ["BH"] = 22,
        ["BI"] = 27,
        ["BR"] = 29,
        ["BY"] = 28,
        ["CH"] = 21,
        ["CR"] = 22,
        ["CY"] = 28,
        ["CZ"] = 24,
        ["DE"] = 22,
        ["DJ"] = 27,
        ["DK"] = 18,
        ["DO"] = 28,
        ["EE"] = 20,
        ["EG"] = 29,
        ["ES"] = 24,
        ["FI"] = 18,
        ["FK"] = 18,
        ["FO"] = 18,
        ["FR"] = 27,
        ["GB"] = 22,
        ["GE"] = 22,
        ["GI"] = 23,
        ["GL"] = 18,
        ["GR"] = 27,
        ["GT"] = 28,
        ["HN"] = 28,
        ["HR"] = 21,
        ["HU"] = 28,
        ["IE"] = 22,
        ["IL"] = 23,
        ["IQ"] = 23,
        ["IS"] = 26,
        ["IT"] = 27,
        ["JO"] = 30,
        ["KW"] = 30,
        ["KZ"] = 20,
        ["LB"] = 28,
        ["LC"] = 32,
        ["LI"] = 21,
        ["LT"] = 20,
        ["LU"] = 20,
        ["LV"] = 21,
        ["LY"] = 25,
        ["MC"] = 27,
        ["MD"] = 24,
        ["ME"] = 22,
        ["MK"] = 19,
        ["MN"] = 20,
        ["MR"] = 27,
        ["MT"] = 31,
        ["MU"] = 30,
        ["NI"] = 28,
        ["NL"] = 18,
        ["NO"] = 15,
        ["OM"] = 23,
        ["PK"] = 24,
        ["PL"] = 28,
        ["PS"] = 29,
        ["PT"] = 25,
        ["QA"] = 29,
        ["RO"] = 24,
        ["RS"] = 22,
        ["RU"] = 33,
        ["SA"] = 24,
        ["SC"] = 31,
        ["SD"] = 18,
        ["SE"] = 24,
        ["SI"] = 19,
        ["SK"] = 24,
        ["SM"] = 27,
        ["SO"] = 23,
        ["ST"] = 25,
        ["SV"] = 28,
        ["TL"] = 23,
        ["TN"] = 24,
        ["TR"] = 26,
        ["UA"] = 29,
        ["VA"] = 22,
        ["VG"] = 24,
        ["XK"] = 20,
        ["YE"] = 30,
    }.ToFrozenDictionary();

    /// <summary>The international key holds, and for France and Monaco the key of the account too: a recomputed IBAN key hides a mistyped account.</summary>
    public static bool IsIban(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var iban = Compact.Into(text, buffer);
        return HasInternationalKey(iban) && (iban[..2] is not ("FR" or "MC") || HasRibKey(iban[4..]));
    }

    /// <summary>Country, length and the international key only.</summary>
    public static bool HasIbanKey(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        return HasInternationalKey(Compact.Into(text, buffer));
    }

    /// <summary>23 characters: bank, branch, account, key.</summary>
    public static bool IsRib(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        return HasRibKey(Compact.Into(text, buffer));
    }

    private static bool HasInternationalKey(ReadOnlySpan<char> iban)
    {
        if (iban.Length < 15 || !Compact.AllDigits(iban[2..4])) return false;
        if (!Lengths.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(iban[..2], out var length) || iban.Length != length) return false;
        return Checksums.Remainder(iban[..4], 97, Checksums.Remainder(iban[4..], 97)) == 1;
    }

    private static bool HasRibKey(ReadOnlySpan<char> rib)
    {
        if (rib.Length != 23 || !Compact.AllDigits(rib[..10]) || !Compact.AllDigits(rib[21..]) || Compact.AllSame(rib[..21])) return false;
        var account = 0L;
        foreach (var c in rib[10..21]) account = (account * 10) + AccountDigit(c);
        var sum = (89 * Checksums.Number(rib[..5])) + (15 * Checksums.Number(rib[5..10])) + (3 * account);
        return Checksums.Number(rib[21..]) == 97 - (sum % 97);
    }

    /// <summary>Letters of an account count A,J = 1; B,K,S = 2; ... I,R,Z = 9.</summary>
    private static int AccountDigit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'I' => c - 'A' + 1,
        >= 'J' and <= 'R' => c - 'J' + 1,
        _ => c - 'S' + 2,
    };
}
