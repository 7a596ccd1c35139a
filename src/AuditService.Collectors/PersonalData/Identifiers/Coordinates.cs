using System.Globalization;
using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.PersonalData.Identifiers;

/// <summary>A place on Earth, precise to about a hundred metres or better: decimal or sexagesimal degrees (WGS 84), or metres of the French projection (Lambert 93, EPSG:2154).</summary>
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

    /// <summary>48°51'24"N, N 48° 51' 24,3" or 48°51.4'N: degrees and minutes at least.</summary>
    public static bool IsSexagesimal(string text) => Degrees.IsMatch(text);

    /// <summary>48°51'24"N 2°21'07"E.</summary>
    public static bool IsSexagesimalPair(string text) => Pair.IsMatch(text);

    /// <summary>Metres eastwards, over metropolitan France.</summary>
    public static bool IsLambertX(string text) => Metres(text) is >= 100_000 and <= 1_300_000;

    /// <summary>Metres northwards, over metropolitan France.</summary>
    public static bool IsLambertY(string text) => Metres(text) is >= 6_000_000 and <= 7_200_000;

    private const string OneAngle = @"[NSEWO]?\s*[-+]?\d{1,3}\s*[°º]\s*[0-5]?\d([.,]\d+)?\s*['′’](\s*[0-5]?\d([.,]\d+)?\s*(""|″|”|''|′′))?\s*[NSEWO]?";

    private static readonly BoundedRegex Degrees = new($@"^\s*{OneAngle}\s*$", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Pair = new($@"^\s*\(?{OneAngle}\s*[,;/ ]\s*{OneAngle}\)?\s*$", RegexOptions.IgnoreCase);

    private static double? Metres(string text) => double.TryParse(text.Trim().Replace(" ", "", StringComparison.Ordinal).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var metres) ? metres : null;

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
