using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Privacy;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Whose services the code calls. The client of OpenAI also speaks to servers that talk alike (vLLM, Ollama, other companies): where the address that it is given is
/// another's, its import says nothing of OpenAI, unless a client beside it is given none.
/// </summary>
internal static class CalledServices
{
    public const string Key = "privacy.externalServices";

    private const string Endpoints = "privacy.modelEndpoints";

    private const string Defaults = "privacy.defaultModelClients";

    private const string Compatible = "OpenAI";

    private static readonly BoundedRegex Address = new(@"https?://(?<host>\[[0-9a-f:]+\]|[^\s/:""'`?#<>()]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    /// <summary>A setting that every client of the program reads.</summary>
    private static readonly BoundedRegex OfAll = new(@"\bOPENAI_(BASE_URL|API_BASE)\b", RegexOptions.None);

    /// <summary>Each sighting with the provider that it betrays, or null where it betrays none that is known.</summary>
    public static IEnumerable<(Observation Sighting, ServiceProvider? Provider)> In(FactSet facts)
    {
        var sightings = (facts.Find(Subject.Dossier, Key)?.Value as ObservationsValue)?.Items ?? [];
        var endpoints = ((facts.Find(Subject.Dossier, Endpoints)?.Value as ObservationsValue)?.Items ?? [])
            .Select(endpoint => (endpoint.Where.Path, IsOfAll: OfAll.IsMatch(endpoint.Excerpt ?? ""), Host: HostIn(endpoint.Excerpt ?? "")))
            .Where(endpoint => endpoint.Host is not null)
            .ToList();
        var defaults = ((facts.Find(Subject.Dossier, Defaults)?.Value as ObservationsValue)?.Items ?? []).Select(client => client.Where.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var sighting in sightings)
        {
            var provider = KnownProvider.OfCode(sighting.Excerpt ?? "");
            yield return (sighting, provider is { Name: Compatible } && HostIn(sighting.Excerpt ?? "") is null && IsElsewhere(sighting.Where.Path) ? null : provider);
        }

        bool IsElsewhere(string? path)
        {
            // A client that is given no address goes where the setting says, or to OpenAI: the address of its neighbour is none of its own.
            var here = endpoints.FindAll(endpoint => endpoint.Path == path && (endpoint.IsOfAll || !defaults.Contains(path)));
            if (here.Count == 0) here = endpoints.FindAll(endpoint => endpoint.IsOfAll);
            return here.Count > 0 && here.TrueForAll(endpoint => KnownProvider.OfHost(endpoint.Host!)?.Name != Compatible);
        }
    }

    private static string? HostIn(string text) => Address.Match(text) is { Success: true } match ? match.Groups["host"].Value : null;
}
