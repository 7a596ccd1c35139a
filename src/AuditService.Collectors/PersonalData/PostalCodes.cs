using AuditService.Collectors.PersonalData.Identifiers;

namespace AuditService.Collectors.PersonalData;

/// <summary>French postal codes: five digits of which the first two or three name a département or territory.</summary>
internal static class PostalCodes
{
    public static bool IsFrench(ReadOnlySpan<char> text)
    {
        text = Trimmed(text);
        if (text.Length != 5 || !Compact.AllDigits(text)) return false;
        return Checksums.Number(text[..2]) is (>= 1 and <= 95) or 97 or 98;
    }

    /// <summary>A French code that lost its leading zero in a spreadsheet, or a foreign one.</summary>
    public static bool HasShape(ReadOnlySpan<char> text)
    {
        text = Trimmed(text);
        if (IsFrench(text)) return true;
        if (text.Length is 4 or 5 && Compact.AllDigits(text)) return true;
        return text.Length is >= 5 and <= 10 && text.ContainsAnyInRange('0', '9') && text.IndexOfAnyExcept(Alphabets.CapitalCode) < 0;
    }

    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.EndsWith(".0")) text = text[..^2];
        return text.StartsWith("F-") ? text[2..] : text;
    }
}
