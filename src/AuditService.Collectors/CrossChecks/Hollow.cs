using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Words that an author writes in a field to say that there is nothing to say.</summary>
internal static class Hollow
{
    /// <returns>True for an empty text and for "aucun", "none", "à définir", "n/a", "non testé", a lone dash and the like.</returns>
    public static bool Says(string? text) => string.IsNullOrWhiteSpace(text) || Nothing.IsMatch(text);

    private static readonly BoundedRegex Nothing = new(
        @"^\W*(aucune?s?|n[ée]ant|none|non|no|n\s*/?\s*a|n\.a\.?|x{1,3}|nothing|sans|sans\s+objet|inconnue?s?|unknown|todo|tbd|[àa]\s+(d[ée]finir|faire|pr[ée]ciser|compl[ée]ter|r[ée]diger|venir|d[ée]signer|tester)|to\s+(do|be\s+(done|defined|completed|written|tested))"
        + @"|(non|pas\s+encore|pas)\s+(test|fait|mesur|d[ée]fini|renseign|connu|pr[ée]cis)\w*|not\s+(yet\s+)?(tested|done|measured|defined|known))?\W*$",
        RegexOptions.IgnoreCase);
}
