using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AuditService.Core.Facts;
using AuditService.Core.Findings;

namespace AuditService.Core.Comparisons;

/// <summary>
/// Identity of one piece of evidence across audits: a hash over pack, rule, subject and normalised place. No message, order, version or time is in
/// it, and nothing that an unrelated edit moves: lines, characters, sheets, positions among siblings.
/// </summary>
public static partial class Fingerprint
{
    private const int Length = 32;

    /// <returns>32 lower-case hexadecimal characters. Two sightings of one finding in one file share it: compare how many there are.</returns>
    public static string Of(Finding finding, Location where)
    {
        var identity = string.Join('\0', finding.Rule.Pack, finding.Rule.Id, finding.Subject, where.Path, where.Page, Selector(where.Selector), where.DataColumn);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..Length];
    }

    private static string? Selector(string? selector) => selector is null ? null : AmongSiblings().Replace(selector, "");

    [GeneratedRegex(@":nth-(last-)?(child|of-type)\([^()]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex AmongSiblings();
}
