namespace AuditService.Collectors.PersonalData;

/// <summary>
/// What may be shown and kept of a personal datum: enough to find it again in its file, too little to know it. No hash is kept beside it: a plain hash of a
/// telephone number or a NIR is undone by trying them all, which is what rule RGPD-4.5-01 reproaches others.
/// </summary>
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

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
