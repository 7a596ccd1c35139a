using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Which processings decide alone, profile people or touch vulnerable ones by the manifest: answers on the same matters are held against them.</summary>
internal sealed class DeclaredProcessings : ICrossCheck
{
    private static readonly (string Fact, string ManifestKey, Func<ProcessingEntry, bool?> Says)[] Matters =
    [
        ("impact.decidingProcessings", "automatedDecision", processing => processing.AutomatedDecision),
        ("impact.profilingProcessings", "profiling", processing => processing.Profiling),
        ("impact.vulnerableProcessings", "vulnerablePeople", processing => processing.VulnerablePeople),
    ];

    public CollectorIdentity Identity { get; } = new("declared-processings", 1);

    public IReadOnlyCollection<string> States { get; } = [.. Matters.Select(matter => matter.Fact)];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var processings = dossier.Manifest.Processings;
        foreach (var (fact, key, says) in Matters)
        {
            var those = processings.Where(processing => says(processing) == true).ToList();
            // One processing that does is enough to know; that none does is known once each says so.
            if (those.Count == 0 && (processings.Count == 0 || processings.Any(processing => says(processing) is null)))
                yield return state.NotDeclared(Subject.Dossier, fact, $"processings[].{key}");
            else
                yield return state.Declared(Subject.Dossier, fact, new TextListValue([.. those.Select((processing, index) => processing.Id ?? processing.Name ?? $"#{index + 1}")]), DerivedFacts.In(those.FirstOrDefault(), key));
        }
    }
}
