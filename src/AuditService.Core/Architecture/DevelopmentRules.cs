namespace AuditService.Core.Architecture;

/// <summary>How what runs comes to run: code, images, builds, deployments.</summary>
internal static class DevelopmentRules
{
    public static IReadOnlyList<RiskRule> All { get; } =
    [
        new("accidental-secret-leak", AccidentalSecretLeak),
        new("code-backdooring", CodeBackdooring),
        new("container-baseimage-backdooring", BaseImageBackdooring),
        new("container-platform-escape", ContainerPlatformEscape),
        new("missing-build-infrastructure", MissingBuildInfrastructure),
        new("push-instead-of-pull-deployment", PushInsteadOfPull),
        new("service-registry-poisoning", ServiceRegistryPoisoning),
        new("unchecked-deployment", UncheckedDeployment),
    ];

    private static IEnumerable<ArchitectureRisk> AccidentalSecretLeak(SystemGraph graph) => graph.InScope()
        .Where(component => graph.Is(component, Trait.MayContainSecrets))
        .Select(component =>
        {
            var needs = graph.Processed(component);
            return Risks.At("accidental-secret-leak", component, Likelihood.Unlikely, Impact.Low.RaisedIf(needs.IsSensitive).RaisedIf(needs.IsStrictest), BreachProbability.Probable);
        });

    private static IEnumerable<ArchitectureRisk> CodeBackdooring(SystemGraph graph) => graph.InScope()
        .Where(component => graph.Is(component, Trait.Development))
        .Where(component => component.Internet || component.Exposed || graph.Into(component).Any(flow => !flow.Vpn && graph.From(flow).Internet))
        .Select(component =>
        {
            var impact = graph.Is(component, "code-inspection-platform") ? Impact.Low : Impact.Medium.RaisedIf(graph.Processed(component).IsSecretOrExact);
            return Risks.At("code-backdooring", component, Likelihood.Unlikely, impact, BreachProbability.Probable) with { Breached = WithTargets(graph, component) };
        });

    private static IEnumerable<ArchitectureRisk> BaseImageBackdooring(SystemGraph graph) => graph.InScope()
        .Where(component => component.Machine == Machine.Container)
        .Select(component => Risks.At("container-baseimage-backdooring", component, Likelihood.Unlikely, Impact.Medium.RaisedIf(graph.Processed(component).IsStrictest), BreachProbability.Probable));

    private static IEnumerable<ArchitectureRisk> ContainerPlatformEscape(SystemGraph graph) => graph.InScope()
        .Where(component => graph.Is(component, "container-platform"))
        .Select(component => Risks.At("container-platform-escape", component, Likelihood.Unlikely, Impact.Medium.RaisedIf(graph.Processed(component).IsStrictest), BreachProbability.Probable) with
        {
            Breached = [.. graph.Components.Where(other => other.Machine == Machine.Container).Select(other => other.Id)],
        });

    private static IEnumerable<ArchitectureRisk> MissingBuildInfrastructure(SystemGraph graph)
    {
        var custom = graph.InScope().Where(component => component.CustomCode && component.Origin != ModelOrigin.Inferred).ToList();
        var isWhole = Has("build-pipeline") && Has("sourcecode-repository") && Has("devops-client");
        if (custom.Count == 0 || isWhole)
            yield break;
        var impact = Impact.Low.RaisedIf(custom.Exists(component => graph.Processed(component).IsSensitive));
        yield return Risks.At("missing-build-infrastructure", Risks.MostRelevant(custom, graph.Own, component => graph.Processed(component).IsSensitive), Likelihood.Unlikely, impact, BreachProbability.Improbable) with { Breached = [] };

        bool Has(string technology) => graph.Components.Any(component => graph.Is(component, technology));
    }

    private static IEnumerable<ArchitectureRisk> PushInsteadOfPull(SystemGraph graph) =>
        from pipeline in graph.Components
        where graph.Is(pipeline, "build-pipeline")
        from flow in graph.OutOf(pipeline)
        let target = graph.To(flow)
        where !flow.Readonly && flow.IsDevops && !target.OutOfScope && !graph.Is(target, Trait.Development) && target.Usage != ComponentUsage.Devops
        select Risks.On("push-instead-of-pull-deployment", flow, target, Likelihood.Unlikely, Impact.Low.RaisedIf(graph.Processed(target).IsSensitive), BreachProbability.Improbable, pipeline.Id);

    private static IEnumerable<ArchitectureRisk> ServiceRegistryPoisoning(SystemGraph graph) => graph.InScope()
        .Where(component => graph.Is(component, "service-registry"))
        .Select(component =>
        {
            var isStrictest = graph.Into(component).Any(flow => graph.Processed(component).Or(graph.Processed(graph.From(flow))).Or(graph.Carried(flow)).IsStrictest);
            return Risks.At("service-registry-poisoning", component, Likelihood.Unlikely, Impact.Low.RaisedIf(isStrictest), BreachProbability.Improbable);
        });

    private static IEnumerable<ArchitectureRisk> UncheckedDeployment(SystemGraph graph) => graph.Components
        .Where(component => graph.Is(component, Trait.Development))
        .Select(component =>
        {
            var breached = WithTargets(graph, component);
            var isSensitive = breached.Where(id => id != component.Id).Any(id => graph.Processed(graph[id]).IsSensitive);
            return Risks.At("unchecked-deployment", component, Likelihood.Unlikely, Impact.Low.RaisedIf(isSensitive), BreachProbability.Possible) with { Breached = breached };
        });

    /// <summary>The component, and where it deploys: what it sends for operation and must stay exact looks like code.</summary>
    private static IReadOnlyList<string> WithTargets(SystemGraph graph, Component component) =>
    [
        .. graph.OutOf(component)
            .Where(flow => flow.IsDevops && flow.Sent.Select(graph.DataNamed).Any(asset => asset?.Integrity >= Criticality.Important))
            .Select(flow => flow.To).Append(component.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];
}
