using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Health data by what is declared and found, whether others host them (CSP L.1111-8), and which processings do research with them (LIL 64 to 77).</summary>
internal sealed class RgpdHealth : ICrossCheck
{
    private const string Health = "privacy.healthData";

    private const string Hosted = "privacy.healthHosts";

    private const string Research = "privacy.healthResearch";

    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private static readonly BoundedRegex HealthWords = new(@"\bsant[ée]\b|\bhealth|m[ée]dica|patholog|diagnosti|handicap|disabilit|\bmaladie|\bdisease|grossesse|pregnan|\bpatient|\bsoins?\b|clinical|clinique|h[ôo]pital|hospital", Options);

    private static readonly BoundedRegex ResearchWords = new(@"recherche|[ée]tude|\bresearch\b|\bstud(y|ies)\b|[ée]pid[ée]miolog|essai\s+clinique|clinical\s+trial|entrep[ôo]t\s+de\s+donn[ée]es\s+de\s+sant", Options);

    /// <summary>A search for a letter or a candidate is no study.</summary>
    private static readonly BoundedRegex OtherSearch = new(@"moteur\s+de\s+recherche|recherche\s+(d.emploi|de\s+candidat|documentaire|de\s+document)|search\s+engine", Options);

    private static readonly BoundedRegex Hosting = new(@"h[ée]berg|\bhost|cloud|nuage|stock|storage", Options);

    private static readonly BoundedRegex OwnHost = new(@"interne|nos\s+serveurs|sur\s+site|propre|on[- ]prem|in[- ]house|self[- ]hosted|\blocal", Options);

    private readonly DerivedFacts derived;

    public RgpdHealth()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-health", 1);

    public IReadOnlyCollection<string> States { get; } = [Health, Hosted, Research];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var manifest = dossier.Manifest;
        var declared = manifest.Processings.Where(processing => processing.DataCategories.Any(HealthWords.IsMatch)).ToList();
        var sets = facts.Subjects(SubjectKind.Dataset).ToList();
        var found = sets.SelectMany(set => (facts.Find(set, "dataset.specialCategoryColumns")?.Value as ObservationsValue)?.Items ?? [])
            .Where(item => item.Confidence >= Observation.Sure && item.Detail is { } detail && detail.Fr.Contains("santé", StringComparison.Ordinal)).ToList();
        var isRead = sets.TrueForAll(set => facts.Find(set, "dataset.specialCategoryColumns")?.Value is not null) && manifest.Processings.Count > 0 && manifest.Processings.All(processing => processing.KeyPositions.ContainsKey("dataCategories"));
        if (declared.Count == 0 && found.Count == 0 && !isRead)
            yield return derived.NotDeclared(Subject.Dossier, Health, "processings[].dataCategories");
        else
        {
            yield return derived.Compared(Subject.Dossier, Health, new ObservationsValue(
            [
                .. declared.Select(processing => new Observation(DerivedFacts.In(processing, "dataCategories") ?? Location.File(Dossier.ManifestFileName), string.Join(", ", processing.DataCategories.Where(HealthWords.IsMatch)))),
                .. found,
            ]));
        }

        yield return Hosts(manifest);
        var studies = manifest.Processings.Select((processing, i) => (processing, Name: processing.Id ?? processing.Name ?? $"{i + 1}"))
            .Where(one => HealthWords.IsMatch($"{string.Join(' ', one.processing.DataCategories)} {one.processing.Purpose}") && ResearchWords.IsMatch($"{one.processing.Name} {one.processing.Purpose}") && !OtherSearch.IsMatch($"{one.processing.Name} {one.processing.Purpose}"))
            .Select(one => one.Name).ToList();
        yield return manifest.Processings.Count == 0
            ? derived.NotDeclared(Subject.Dossier, Research, "processings[].purpose")
            : derived.Declared(Subject.Dossier, Research, new TextListValue(studies));
    }

    private Fact Hosts(Manifest manifest)
    {
        var hosts = new List<string>();
        if (manifest.Deployment?.Hosting is { } hosting && !Hollow.Says(hosting) && !OwnHost.IsMatch(hosting)) hosts.Add(hosting.Trim());
        hosts.AddRange(manifest.People?.Processors.Where(processor => processor.Service is { } service && Hosting.IsMatch(service)).Select(processor => processor.Name ?? processor.Service!) ?? []);
        return hosts.Count == 0 && Hollow.Says(manifest.Deployment?.Hosting)
            ? derived.NotDeclared(Subject.Dossier, Hosted, "deployment.hosting")
            : derived.Declared(Subject.Dossier, Hosted, new TextListValue([.. hosts.Distinct(StringComparer.OrdinalIgnoreCase)]));
    }
}
