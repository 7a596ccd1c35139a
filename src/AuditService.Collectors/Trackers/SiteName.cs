using System.Net;

namespace AuditService.Collectors.Trackers;

/// <summary>
/// The site of a host: its registrable domain, guessed from the shape of the name (<c>example.co.uk</c>, <c>ville.gouv.fr</c>) without a list of public suffixes. Hosts of shared platforms
/// (<c>a.github.io</c>) count as one site.
/// </summary>
public static class SiteName
{
    private static readonly HashSet<string> SecondLevels = new(["co", "com", "org", "net", "gov", "gouv", "ac", "edu", "asso", "or", "ne", "go"], StringComparer.OrdinalIgnoreCase);

    public static string Of(string host)
    {
        var name = host.Trim('.', ' ').ToLowerInvariant();
        var labels = name.Split('.');
        if (labels.Length <= 2 || IPAddress.TryParse(name.Trim('[', ']'), out _))
            return name;
        var kept = labels[^1].Length == 2 && SecondLevels.Contains(labels[^2]) ? 3 : 2;
        return string.Join('.', labels[^kept..]);
    }

    public static bool AreOne(string host, string other) => string.Equals(Of(host), Of(other), StringComparison.Ordinal);
}
