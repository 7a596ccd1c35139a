using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData.Lexicons;
using AuditService.Core;

namespace AuditService.Collectors.PersonalData;

/// <summary>Postal addresses: a number and a kind of street, a lieu-dit, a box, or a street with its town.</summary>
internal static class PostalAddress
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    /// <summary>12, 12 bis, 12B, 12-14, 12/14 at the start of a line of address.</summary>
    private static readonly BoundedRegex Number = new(@"^(n[°o]\s?)?\d{1,4}([-/]\d{1,4})?(\s?(bis|ter|quater|[a-d]))?\s*,?\s+", Options);

    private static readonly BoundedRegex ForeignStreet = new(
        @"^\d{1,5}[a-z]?,?\s+\p{L}.*\b(street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|boulevard|blvd|way|terrace|square)\b|^\p{L}[\p{L} .-]+(stra(ß|ss)e|straat|weg|platz|laan)\s+\d{1,4}|^(via|calle|rua|avenida|piazza|plaza)\s+\p{L}+", Options);

    private static readonly BoundedRegex Box = new(@"\b(bp|cs|boite postale|tsa)\s?\d{1,6}\b|\bcedex\b|\blieu-?\s?dit\b|\b(appt?|apt|appartement|bat|batiment|residence|esc|escalier|etage|chez)\.?\s+[\p{L}\d]", Options);

    private static readonly BoundedRegex CodeAndTown = new(@"(^|[\s,])\d{5}\s+\p{L}{2,}", Options);

    public static bool IsAddress(string value)
    {
        if (value.Length is < 6 or > 250) return false;
        var text = Folding.Of(value.Trim());
        if (text.Length == 0 || !text.Any(char.IsLetter)) return false;

        var number = Number.Match(text);
        if (number.Success) return StartsWithStreet(text.AsSpan(number.Length)) || CodeAndTown.IsMatch(text) || ForeignStreet.IsMatch(text);
        if (StartsWithStreet(text)) return text.Contains(' ');
        return Box.IsMatch(text) || ForeignStreet.IsMatch(text) || (CodeAndTown.IsMatch(text) && text.Length > 10);
    }

    /// <summary>A number and a kind of street, or a street with its postal code: an address whatever the column is called.</summary>
    public static bool IsPlainAddress(string value)
    {
        if (value.Length is < 8 or > 250) return false;
        var text = Folding.Of(value.Trim());
        var number = Number.Match(text);
        if (number.Success) return StartsWithStreet(text.AsSpan(number.Length)) || (CodeAndTown.IsMatch(text) && text.Length > 15);
        return StartsWithStreet(text) && CodeAndTown.IsMatch(text);
    }

    /// <summary>The folded text starts with a kind of street and goes on.</summary>
    public static bool StartsWithStreet(ReadOnlySpan<char> folded)
    {
        var end = folded.IndexOfAny(" .,'");
        if (end < 1 || end + 1 >= folded.Length) return false;
        return Lexicon.StreetTypes.Contains(folded[..end]);
    }
}
