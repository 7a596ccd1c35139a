using AuditService.Collectors.Manifests;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>What the manifest says by itself, without an audit: enough to tell which questions depend on it.</summary>
public static class DeclaredFacts
{
    public static IEnumerable<Fact> State(Dossier dossier) => [.. new ManifestCollector().State(dossier), new ImpactFigures().TrainsModels(dossier)];
}
