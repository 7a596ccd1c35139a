using AuditService.Collectors.PersonalData.Identifiers;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>
/// Identifiers made of digits, in the groupings people write: a run of digits with single separators is cut at each of its groups, and each cut is
/// put to the exact tests of its length. IBANs are read at their country's length.
/// </summary>
internal static class NumberSpans
{
    private const int LongestNumber = 24;

    private static readonly string[] OrderCues = ["commande", "facture", "ref ", "ref.", "ref:", "ref=", "refs", "reference", "colis", "suivi", "produit", "article", "ticket", "order", "lot", "isbn", "ean", "devis", "transaction", "serie", "contrat", "dossier", "bordereau", "code-barres", "code barre"];
    private static readonly string[] NirCues = ["nir", "secu", "securite sociale", "num ss", "n° ss", "assure", "vitale", "immatriculation", "nss"];
    private static readonly string[] SirenCues = ["siren", "rcs", "entreprise", "societe", "immatriculee", "siret"];
    private static readonly string[] TaxCues = ["fiscal", "spi", "impot", "contribuable"];
    private static readonly string[] RppsCues = ["rpps", "medecin", "praticien", "prescripteur"];
    private static readonly string[] PhoneCues = ["tel", "phone", "mobile", "portable", "fax", "joindre", "appel", "contact", "numero", "rappel", "sms", "whatsapp", "gsm", "port."];

    public static void Find(ScannedText text, List<PersonalDataSpan> found)
    {
        var folded = text.Folded;
        for (var i = 0; i < folded.Length; i++)
        {
            var c = folded[i];
            var fresh = i == 0 || !char.IsLetterOrDigit(folded[i - 1]);
            if (char.IsAsciiLetterLower(c) && fresh) Iban(text, i, found);
            else if (c == '+' && i + 1 < folded.Length && char.IsAsciiDigit(folded[i + 1])) International(text, i, i + 1, found);
            else if (char.IsAsciiDigit(c) && fresh && !IsTail(folded, i)) Digits(text, i, found);
        }
    }

    /// <summary>The decimals of a number, the day of a date: a digit right after a digit and one of these signs.</summary>
    private static bool IsTail(string text, int i) => i > 1 && text[i - 1] is '.' or ',' or '-' or '/' or '_' or ':' && char.IsAsciiDigit(text[i - 2]);

    private static void Digits(ScannedText text, int start, List<PersonalDataSpan> found)
    {
        Span<int> ends = stackalloc int[LongestNumber + 1];
        var count = Read(text.Folded, start, ends, out var corsican);
        if (text.Folded[start] == '0' && count > 9 && text.Folded[start + 1] == '0') International(text, start, start + 2, found);

        for (var digits = count; digits >= 9; digits--)
        {
            var end = ends[digits];
            if (end == 0) continue;
            if (Name(text, start, end, digits, corsican) is not { } span) continue;
            found.Add(span);
            return;
        }
    }

    /// <summary>Reads digits with at most one separator between two of them.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="start">Offset of the first digit.</param>
    /// <param name="ends">For each count of digits, the offset after them when they end a group; 0 elsewhere.</param>
    /// <param name="corsican">True when the seventh sign is the letter of 2A or 2B.</param>
    private static int Read(string text, int start, Span<int> ends, out bool corsican)
    {
        corsican = false;
        var count = 0;
        var i = start;
        while (i < text.Length && count < LongestNumber)
        {
            var isLetter = count == 6 && text[i] is 'a' or 'b' && text[i - 1] == '2';
            if (isLetter) corsican = true;
            else if (!char.IsAsciiDigit(text[i])) break;
            count++;
            i++;
            var groupEnds = i == text.Length || !(char.IsLetterOrDigit(text[i]) || text[i] == '_');
            if (groupEnds) ends[count] = i;
            if (i + 1 < text.Length && Compact.IsSeparator(text[i]) && (char.IsAsciiDigit(text[i + 1]) || (count == 6 && text[i + 1] is 'a' or 'b'))) i++;
        }

        return count;
    }

    private static PersonalDataSpan? Name(ScannedText text, int start, int end, int digits, bool corsican)
    {
        var number = text.Folded.AsSpan(start, end - start);
        if (digits == 15 && Identifiers.Nir.IsValid(number)) return new(start, end, PersonalDataCategory.Nir, 0.99);
        if (digits is 13 or 15 && Identifiers.Nir.HasShape(number) && text.IsNear(start, 50, NirCues)) return new(start, end, PersonalDataCategory.Nir, digits == 15 ? 0.75 : 0.8);
        if (corsican) return null;

        if (digits >= 13 && PaymentCard.IsValid(number) && IsCardLayout(number) && !IsOrdered()) return new(start, end, Card, 0.93);
        switch (digits)
        {
            case 23 when BankAccounts.IsRib(number):
                return new(start, end, Rib, 0.95);
            case 14 when CompanyNumbers.IsSiret(number) && IsSiretLayout(number) && (!IsOrdered() || text.IsNear(start, 30, "siret")):
                return new(start, end, Siret, 0.93);
            case 13 when TaxNumber.IsValid(number) && (!IsOrdered() || text.IsNear(start, 25, TaxCues)):
                return new(start, end, Spi, text.IsNear(start, 50, TaxCues) ? 0.97 : 0.65);
            case 11 when RegisteredPeople.IsRpps(number) && text.IsNear(start, 50, RppsCues):
                return new(start, end, Rpps, 0.95);
            case 10 when PhoneNumber.IsValid(number) && IsPhoneLayout(number) && (!IsOrdered() || text.IsNear(start, 20, PhoneCues)):
                return new(start, end, Phone, 0.93);
            case 9 when CompanyNumbers.IsSiren(number) && text.IsNear(start, 40, SirenCues):
                return new(start, end, Siren, 0.93);
            default:
                return null;
        }

        bool IsOrdered() => text.IsNear(start, 30, OrderCues);
    }

    /// <summary>A French number is written in one block or in pairs (rarely 4-3-3), with one kind of separator.</summary>
    private static bool IsPhoneLayout(ReadOnlySpan<char> number) =>
        Groups(number) is { } sizes && sizes is [_] or [2, 2, 2, 2, 2] or [4, 3, 3] or [4, 2, 2, 2] or [2, 4, 4] or [3, 3, 2, 2] or [2, 8];

    /// <summary>Fourteen digits, or the SIREN by threes and the five of the site: a time stamp beside another number is none.</summary>
    private static bool IsSiretLayout(ReadOnlySpan<char> number) => Groups(number) is { } sizes && sizes is [_] or [9, 5] or [3, 3, 3, 5] or [3, 3, 3, 2, 3] or [3, 3, 3, 3, 2];

    /// <summary>One block, or groups of four (4-6-5 for some issuers).</summary>
    private static bool IsCardLayout(ReadOnlySpan<char> number) => Groups(number) is { } sizes && sizes is [_] or [4, 6, 5] or [4, 4, 4, .. { Length: <= 2 }];

    /// <returns>The sizes of the groups; null when two kinds of separators part them.</returns>
    private static int[]? Groups(ReadOnlySpan<char> number)
    {
        var separator = '\0';
        var sizes = new List<int>();
        var group = 0;
        foreach (var c in number)
        {
            if (char.IsAsciiDigit(c))
            {
                group++;
                continue;
            }

            if (separator != '\0' && c != separator) return null;
            separator = c;
            sizes.Add(group);
            group = 0;
        }

        return [.. sizes, group];
    }

    /// <summary>From a + or 00: the longest group that ends a valid number, with the zero in brackets that some write after +33.</summary>
    private static void International(ScannedText text, int start, int digitsStart, List<PersonalDataSpan> found)
    {
        if (start > 0 && char.IsLetterOrDigit(text.Folded[start - 1])) return;
        // 4532 0031 7167 1236: a group of a longer number that begins with two zeros.
        if (start > 1 && text.Folded[start] == '0' && Compact.IsSeparator(text.Folded[start - 1]) && char.IsAsciiDigit(text.Folded[start - 2])) return;
        var folded = text.Folded;
        var (count, end) = (0, 0);
        var i = digitsStart;
        while (i < folded.Length && count < 15)
        {
            if (i + 2 < folded.Length && folded.AsSpan(i, 3) is "(0)")
            {
                i += 3;
                if (i < folded.Length && folded[i] == ' ') i++;
                continue;
            }

            if (!char.IsAsciiDigit(folded[i])) break;
            count++;
            i++;
            var ends = i == folded.Length || !char.IsLetterOrDigit(folded[i]);
            if (ends && count >= 8 && PhoneNumber.IsValid(folded.AsSpan(start, i - start))) end = i;
            if (end > 0 && IsComplete(folded.AsSpan(digitsStart), count)) break;
            if (i + 1 < folded.Length && (Compact.IsSeparator(folded[i]) || folded[i] is '(' or ')') && (char.IsAsciiDigit(folded[i + 1]) || folded[i + 1] == '(')) i += folded[i + 1] == '(' ? (folded[i] == ' ' ? 1 : 0) : 1;
        }

        if (end > 0) found.Add(new(start, end, Phone, 0.95));
    }

    /// <summary>Countries with one length: nothing after the last digit belongs to the number.</summary>
    private static bool IsComplete(ReadOnlySpan<char> digits, int count)
    {
        if (digits.StartsWith("33") || digits.StartsWith("34") || digits.StartsWith("41") || digits.StartsWith("1")) return count == 11;
        if (digits.StartsWith("32")) return count == 11;
        return (digits.StartsWith("212") || digits.StartsWith("213") || digits.StartsWith("221") || digits.StartsWith("351") || digits.StartsWith("262") || digits.StartsWith("590") || digits.StartsWith("596") || digits.StartsWith("594")) && count == 12;
    }

    private static void Iban(ScannedText text, int start, List<PersonalDataSpan> found)
    {
        var folded = text.Folded;
        if (start + 15 > folded.Length || !char.IsAsciiLetterLower(folded[start + 1]) || !char.IsAsciiDigit(folded[start + 2])) return;
        Span<char> iban = stackalloc char[34];
        var count = 0;
        for (var i = start; i < folded.Length && count < iban.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(folded[i])) iban[count++] = folded[i];
            else if (!Compact.IsSeparator(folded[i])) break;
            else continue;

            if (count < 15 || (i + 1 < folded.Length && char.IsLetterOrDigit(folded[i + 1]))) continue;
            if (!BankAccounts.HasIbanKey(iban[..count])) continue;
            found.Add(new(start, i + 1, PersonalDataCategory.Iban, BankAccounts.IsIban(iban[..count]) ? 0.99 : 0.8));
            return;
        }
    }
}
