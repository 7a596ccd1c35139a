using System.Security.Cryptography;
using System.Text;

namespace AuditService.Collectors.PersonalData;

/// <summary>What may be shown and kept of a personal datum: enough to find it again in its file, too little to know it.</summary>
internal static class Mask
{
    private const int Shown = 2;

    /// <summary>al***@***.fr for an address of e-mail; otherwise the first two signs and the length; nothing of what is shorter than five.</summary>
    public static string Excerpt(PersonalDataCategory category, string value)
    {
        value = value.Trim();
        if (category == PersonalDataCategory.Password || value.Length < 5) return "***";
        if (category == PersonalDataCategory.Email && value.LastIndexOf('.') is var dot && dot > value.IndexOf('@', StringComparison.Ordinal)) return $"{value[..Shown]}***@***{value[dot..]}";
        var head = char.IsHighSurrogate(value[Shown - 1]) ? Shown - 1 : Shown;
        return $"{Printable(value[..head])}*** ({value.Length})";
    }

    /// <summary>SHA-256 of the raw value, lower-case hexadecimal.</summary>
    public static string Hash(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
