namespace AuditService.Core.Architecture;

/// <summary>What should stand apart and does not.</summary>
internal static class IsolationRules
{
    private const double SegmentedFrom = 50;

    public static IReadOnlyList<RiskRule> All { get; } =
    [
        new("missing-identity-provider-isolation", graph => Isolation(graph, "missing-identity-provider-isolation", Impact.High, component => graph.Is(component, Trait.IdentityRelated), (_, other) =>
            graph.Is(other, Trait.IdentityRelated) || graph.Is(other, Trait.NearHighValueTargetsTolerated))),
        new("missing-vault-isolation", graph => Isolation(graph, "missing-vault-isolation", Impact.Medium, component => graph.Is(component, "vault"), (vault, other) =>
            graph.Is(other, "vault") || (other.Kind == ComponentKind.Datastore && graph.AreLinked(vault, other)))),
        new("missing-network-segmentation", MissingSegmentation),
        new("mixed-targets-on-shared-runtime", MixedTargets),
    ];

    private static IEnumerable<ArchitectureRisk> Isolation(SystemGraph graph, string rule, Impact impact, Func<Component, bool> isProtected, Func<Component, Component, bool> isAccepted)
    {
        foreach (var component in graph.InScope().Where(isProtected))
        {
            var others = graph.Components.Where(other => other.Id != component.Id && !isAccepted(component, other)).ToList();
            var isTogether = others.Exists(other => graph.ShareExecutionEnvironment(component, other));
            if (isTogether || others.Exists(other => graph.ShareNetwork(component, other)))
                yield return Risks.At(rule, component, isTogether ? Likelihood.Likely : Likelihood.Unlikely, impact.RaisedIf(graph.Own(component).IsStrictest), BreachProbability.Improbable);
        }
    }

    private static IEnumerable<ArchitectureRisk> MissingSegmentation(SystemGraph graph)
    {
        foreach (var component in graph.InScope())
        {
            var needs = graph.Own(component);
            if (graph.Is(component, Trait.NoSegmentationRequired) || graph.Attractiveness(component) < SegmentedFrom)
                continue;
            if (component.Kind != ComponentKind.Datastore && !needs.IsSensitive)
                continue;
            var isNearLessProtected = graph.Components.Any(other => other.Id != component.Id
                && graph.Is(other, Trait.LessProtected)
                && !graph.Is(other, Trait.NearHighValueTargetsTolerated)
                && graph.ShareNetwork(component, other)
                && !graph.AreLinked(component, other));
            if (isNearLessProtected)
                yield return Risks.At("missing-network-segmentation", component, Likelihood.Unlikely, Impact.Low.RaisedIf(needs.IsStrictest), BreachProbability.Improbable);
        }
    }

    private static IEnumerable<ArchitectureRisk> MixedTargets(SystemGraph graph)
    {
        foreach (var runtime in graph.Runtimes)
        {
            var running = runtime.Running.Select(graph.Find).OfType<Component>().ToList();
            var boundaries = running.Select(component => graph.BoundaryOf(component)?.Id).Distinct(StringComparer.Ordinal).Count();
            var isMixed = running.Exists(component => graph.Is(component, Trait.Frontend)) && running.Exists(component => graph.Is(component, Trait.Backend));
            if (boundaries < 2 && !isMixed)
                continue;
            yield return new()
            {
                Rule = "mixed-targets-on-shared-runtime",
                Id = $"mixed-targets-on-shared-runtime@{runtime.Id}",
                Likelihood = Likelihood.Unlikely,
                Impact = Impact.Low.RaisedIf(running.Exists(component => graph.Own(component).IsStrictest)),
                Runtime = runtime.Id,
                Breached = [.. running.Select(component => component.Id)],
            };
        }
    }
}
