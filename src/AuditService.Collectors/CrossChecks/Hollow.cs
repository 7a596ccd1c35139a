using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Words that an author writes in a field to say that there is nothing to say.</summary>
internal static class Hollow
{
    /// <returns>True for an empty text and for "aucun", "none", "à définir", "n/a" and the like.</returns>
    public static bool Says(string? text) => string.IsNullOrWhiteSpace(text) || Nothing.IsMatch(text);

    private static readonly BoundedRegex Nothing = new(
        @"^\W*(aucune?s?|n[ée]ant|none|non|no|n/?a|nothing|sans|sans\s+objet|inconnue?s?|unknown|todo|tbd|[àa]\s+(d[ée]finir|faire|pr[ée]ciser|compl[ée]ter|r[ée]diger|venir|d[ée]signer))\W*$",
        RegexOptions.IgnoreCase);
}
