using System.Globalization;
using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.CrossChecks;

/// <summary>The dates that a sentence gives, in French or English: <c>12 septembre 2026</c>, <c>12/09/2026</c>, <c>2026-09-12</c>, <c>septembre 2026</c> (its last day).</summary>
internal static class WrittenDates
{
    private static readonly string[][] Months =
    [
        ["janvier", "january"], ["février", "fevrier", "february"], ["mars", "march"], ["avril", "april"], ["mai", "may"], ["juin", "june"], ["juillet", "july"],
        ["août", "aout", "august"], ["septembre", "september"], ["octobre", "october"], ["novembre", "november"], ["décembre", "decembre", "december"],
    ];

    private static readonly BoundedRegex Iso = new(@"\b(?<year>20[0-9]{2})-(?<month>[01][0-9])-(?<day>[0-3][0-9])\b");
    private static readonly BoundedRegex Slashed = new(@"\b(?<day>[0-3]?[0-9])[/.](?<month>[01]?[0-9])[/.](?<year>20[0-9]{2})\b");
    private static readonly BoundedRegex Named = new($@"\b((?<day>[0-3]?[0-9])(er|st|nd|rd|th)?\s+)?(?<name>{string.Join('|', Months.SelectMany(names => names))})\s+(?<year>20[0-9]{{2}})\b", RegexOptions.IgnoreCase);

    public static IEnumerable<DateOnly> In(string text) =>
        Iso.Matches(text).Concat(Slashed.Matches(text)).Concat(Named.Matches(text)).Select(Date).OfType<DateOnly>();

    private static DateOnly? Date(Match match)
    {
        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        var month = match.Groups["name"] is { Success: true } name
            ? Array.FindIndex(Months, names => names.Contains(name.Value.ToLowerInvariant(), StringComparer.Ordinal)) + 1
            : int.Parse(match.Groups["month"].ValueSpan, CultureInfo.InvariantCulture);
        if (month is < 1 or > 12)
            return null;
        var last = DateTime.DaysInMonth(year, month);
        var day = match.Groups["day"] is { Success: true } written ? int.Parse(written.ValueSpan, CultureInfo.InvariantCulture) : last;
        return day >= 1 && day <= last ? new(year, month, day) : null;
    }
}
