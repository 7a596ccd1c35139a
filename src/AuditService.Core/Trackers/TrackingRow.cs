using System.Globalization;
using AuditService.Core.Facts;

namespace AuditService.Core.Trackers;

/// <summary>One line of the table of what a page keeps and whom it calls: before any choice, after refusing, after accepting.</summary>
/// <param name="Kind"><c>cookie</c>, <c>localStorage</c>, <c>sessionStorage</c>, <c>database</c> or <c>host</c>.</param>
/// <param name="Name">Of the cookie or key; the host itself for a host.</param>
/// <param name="Host">Who set it; empty for the page's own site.</param>
/// <param name="Vendor">The known product, its company and country; empty when it is not known.</param>
/// <param name="Days">Lifetime; null for the visit only, or for a host; infinite where there is no term.</param>
/// <param name="Refused">Seen after refusing; null when nobody refused.</param>
/// <param name="Accepted">Seen after accepting; null when nobody accepted.</param>
public sealed record TrackingRow(string Kind, string Name, string Host, bool IsThirdParty, string Vendor, string Category, double? Days, bool Before, bool? Refused, bool? Accepted)
{
    /// <summary>The fact of a page that holds its table.</summary>
    public const string Key = "page.tracking";

    private const int Fields = 10;
    private const int LongestField = 200;

    /// <summary>The rows of a page; empty when it was not watched.</summary>
    public static IReadOnlyList<TrackingRow> Of(FactSet facts, Subject page) =>
        facts.Find(page, Key)?.Value is TextListValue list ? [.. list.Values.Select(Parse).OfType<TrackingRow>()] : [];

    /// <summary>As one text of a list, its fields apart by tabs.</summary>
    public string Write() => string.Join('\t', Kind, Clean(Name), Clean(Host), Flag(IsThirdParty), Clean(Vendor), Category, Days?.ToString("0.#", CultureInfo.InvariantCulture) ?? "", Flag(Before), Flag(Refused), Flag(Accepted));

    internal static TrackingRow? Parse(string text) => text.Split('\t') is { Length: Fields } fields
        ? new(fields[0], fields[1], fields[2], fields[3] == "1", fields[4], fields[5], fields[6] switch { "" => null, "∞" or "Infinity" => double.PositiveInfinity, var days => double.TryParse(days, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null }, fields[7] == "1", Truth(fields[8]), Truth(fields[9]))
        : null;

    private static string Flag(bool? value) => value switch { true => "1", false => "0", null => "" };

    private static bool? Truth(string field) => field switch { "1" => true, "0" => false, _ => null };

    private static string Clean(string text)
    {
        var cut = text.Length > LongestField ? text[..LongestField] : text;
        return string.Concat(cut.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
