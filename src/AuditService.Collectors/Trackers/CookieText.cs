using System.Globalization;

namespace AuditService.Collectors.Trackers;

/// <summary>A cookie as a script or a server writes it (RFC 6265, § 4.1): its name, the shape of its value, and how long it is to live.</summary>
/// <param name="Domain">Null for the host that sets it.</param>
/// <param name="Days">Null for the visit only; zero or less deletes it.</param>
public sealed record CookieText(string Name, ValueShape Shape, string? Domain, double? Days)
{
    private const int LongestName = 200;

    public bool IsDeletion => Days <= 0;

    /// <returns>Null for what no browser would keep.</returns>
    public static CookieText? Parse(string text, DateTimeOffset now)
    {
        var parts = text.Split(';', 40);
        var equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? parts[0] : parts[0][..equals]).Trim();
        if (name.Length is 0 or > LongestName)
            return null;
        string? domain = null;
        double? expires = null;
        double? maximumAge = null;
        foreach (var part in parts.Skip(1))
        {
            var sign = part.IndexOf('=', StringComparison.Ordinal);
            var value = sign < 0 ? "" : part[(sign + 1)..].Trim();
            switch ((sign < 0 ? part : part[..sign]).Trim().ToLowerInvariant())
            {
                case "domain" when value.Length is > 0 and < 254:
                    domain = value.TrimStart('.').ToLowerInvariant();
                    break;
                case "max-age" when double.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds):
                    maximumAge = seconds / 86_400;
                    break;
                case "expires" when DateTimeOffset.TryParse(value.Replace('-', ' '), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date):
                    expires = (date - now).TotalDays;
                    break;
                default:
                    break;
            }
        }

        return new(name, ValueShapes.Of(equals < 0 ? "" : parts[0][(equals + 1)..].Trim()), domain, (maximumAge ?? expires) is { } days ? Math.Round(days, 1) : null);
    }
}
