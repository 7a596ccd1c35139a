using AuditService.Authoring.Architecture;
using AuditService.Authoring.Binding;
using AuditService.Authoring.Footprints;
using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Authoring.Manifests;

/// <summary>What has the right type and can still not be: an amount below zero, an address that is none, a path that leaves the dossier.</summary>
internal static class ImpossibleValues
{
    public static IEnumerable<AuthorProblem> In(Manifest manifest) => Entry(manifest, at: null, positions: null);

    private static IEnumerable<AuthorProblem> Entry(object record, SourcePosition? at, IReadOnlyDictionary<string, SourcePosition>? positions) =>
        RecordShape.Of(record.GetType()).Keys.SelectMany(key => Value(key.Key, key.Value.GetValue(record), positions?.GetValueOrDefault(key.Key) ?? at, isFootprint: record is TrainingEntry or UsageEntry));

    /// <param name="isFootprint">In the figures of training or use: there the bounds of a footprint scenario hold.</param>
    private static IEnumerable<AuthorProblem> Value(string key, object? value, SourcePosition? at, bool isFootprint = false)
    {
        switch (value)
        {
            case AnswerEntry:
                return [];
            case ManifestEntry entry:
                return Entry(entry, entry.At, entry.KeyPositions);
            case IEnumerable<ManifestEntry> entries:
                return entries.SelectMany(entry => Value(key, entry, entry.At));
            case double and < 0 when at is not null:
                return [new(at, $"« {key} » ne peut pas être négatif.", $"\"{key}\" cannot be negative.")];
            case double and < 1 when key == "pue" && at is not null:
                return [new(at, "« pue » vaut au moins 1 : toute l'électricité du site, sur celle des machines.", "\"pue\" is at least 1: all electricity of the site, over that of the machines.")];
            case double figure when isFootprint && at is not null && FootprintScenarioReader.MostOf(key) is { } bound && figure > bound.Most:
                return [TooMuch(key, figure, bound.Most, bound.Unit, at)];
            case string path when key is "path" or "folder" && at is not null && LeavesTheDossier(path):
                return [new(at, $"« {path} » n'est pas un chemin du dossier : écrivez-le depuis sa racine, sans « .. » ni « / » initial.", $"\"{path}\" is no path of the dossier: write it from its root, without \"..\" or a leading \"/\".")];
            case string sitemap when key == "sitemap" && at is not null && !IsWebAddress(sitemap) && LeavesTheDossier(sitemap):
                return [new(at, $"« {sitemap} » n'est ni une adresse http ou https, ni un chemin du dossier.", $"\"{sitemap}\" is neither an http or https address nor a path of the dossier.")];
            case string url when key == "url" && at is not null && !IsWebAddress(url):
                return [new(at, $"« {url} » n'est pas une adresse http ou https.", $"\"{url}\" is no http or https address.")];
            case string country when key == "country" && at is not null && !string.IsNullOrWhiteSpace(country) && Countries.Code(country) is null:
                return [new(at, $"« {country} » n'est pas un pays connu : écrivez son code à deux lettres (FR, DE, US ...).", $"\"{country}\" is no known country: write its two-letter code (FR, DE, US ...).")];
            case string technology when key == "technologyType" && at is not null && !string.IsNullOrWhiteSpace(technology) && ArchitectureKnowledgeReader.Knowledge.Catalogue.IdOf(technology) is null:
                return [UnknownTechnology(technology, at)];
            default:
                return [];
        }
    }

    private static AuthorProblem TooMuch(string key, double figure, double most, string unit, SourcePosition at)
    {
        var (written, bound) = (FootprintScenarioReader.Number(figure), $"{FootprintScenarioReader.Number(most)} {unit}".TrimEnd());
        return new(at, $"« {key} » : {written} n'est pas possible ; attendu au plus {bound}.", $"\"{key}\": {written} is not possible; expected {bound} at most.");
    }

    private static AuthorProblem UnknownTechnology(string technology, SourcePosition at)
    {
        var nearest = NearestWord.To(technology, ArchitectureKnowledgeReader.Knowledge.Catalogue.All.Select(known => known.Id));
        return new(
            at,
            $"« {technology} » n'est pas une famille de technologie connue{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")} : choisissez-en une de rules/architecture.yaml, ou décrivez le produit dans technology.",
            $"\"{technology}\" is no known family of technology{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}: choose one of rules/architecture.yaml, or describe the product in technology.");
    }

    private static bool LeavesTheDossier(string path) =>
        path.StartsWith('/') || path.StartsWith('\\') || (path.Length > 1 && path[1] == ':') || path.Split('/', '\\').Contains("..", StringComparer.Ordinal);

    private static bool IsWebAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
