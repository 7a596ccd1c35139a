using System.Globalization;

namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>A place on Earth as a pair of decimal degrees (WGS 84), precise to about a hundred metres or better.</summary>
internal static class Coordinates
{
    /// <summary>Fewer decimals than this (about 110 m) is a neighbourhood, not a place.</summary>
    private const int Decimals = 3;

    public static bool IsPair(ReadOnlySpan<char> text)
    {
        text = text.Trim().Trim("()[]");
        if (text.StartsWith("POINT", StringComparison.OrdinalIgnoreCase)) text = text[5..].Trim().Trim("()");
        var separator = text.IndexOfAny(";,");
        // A decimal comma makes the comma no separator: 48,8566;2,3522.
        if (text.Contains(';')) separator = text.IndexOf(';');
        else if (separator < 0) separator = text.IndexOf(' ');
        if (separator < 1) return false;
        return IsPrecise(text[..separator], 180) && IsPrecise(text[(separator + 1)..], 180);
    }

    public static bool IsLatitude(ReadOnlySpan<char> text) => IsPrecise(text, 90);

    public static bool IsLongitude(ReadOnlySpan<char> text) => IsPrecise(text, 180);

    private static bool IsPrecise(ReadOnlySpan<char> text, double limit)
    {
        text = text.Trim();
        if (text.Length is < 5 or > 24) return false;
        var point = text.IndexOfAny(".,");
        if (point < 1 || text.Length - point - 1 < Decimals) return false;
        Span<char> number = stackalloc char[text.Length];
        text.CopyTo(number);
        number[point] = '.';
        return double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)
            && Math.Abs(degrees) <= limit;
    }
}
