namespace AuditService.Core.Architecture;

/// <summary>
/// What a model leaves open, or says twice in different ways. They describe a model that may be incomplete: questions to its author before they are
/// risks. What was inferred from files is never blamed for what files do not show.
/// </summary>
internal static class ModelQualityRules
{
    public static IReadOnlyList<RiskRule> All { get; } =
    [
        new("incomplete-model", IncompleteModel),
        new("unnecessary-communication-link", UnnecessaryLink),
        new("unnecessary-data-asset", UnnecessaryData),
        new("unnecessary-data-transfer", UnnecessaryTransfer),
        new("unnecessary-technical-asset", UnnecessaryComponent),
        new("wrong-communication-link-content", WrongLink),
        new("wrong-trust-boundary-content", WrongBoundary),
    ];

    private static IEnumerable<ArchitectureRisk> IncompleteModel(SystemGraph graph) =>
    [
        .. graph.InScope().Where(SystemGraph.IsUnknown).Select(component => Low("incomplete-model", component)),
        .. from component in graph.InScope()
           from flow in graph.OutOf(component)
           where flow is { Protocol: FlowProtocol.UnknownProtocol, Origin: not ModelOrigin.Inferred }
           select Low("incomplete-model", component, flow, flow.Id, component.Id),
    ];

    private static IEnumerable<ArchitectureRisk> UnnecessaryLink(SystemGraph graph) =>
        from flow in graph.Flows
        where flow.Origin != ModelOrigin.Inferred && !flow.Carried.Any() && !(graph.From(flow).OutOfScope && graph.To(flow).OutOfScope)
        select Low("unnecessary-communication-link", graph.From(flow), flow, flow.Id, flow.From);

    private static IEnumerable<ArchitectureRisk> UnnecessaryData(SystemGraph graph)
    {
        var used = graph.Components.SelectMany(component => component.Processes.Concat(component.Stores)).Concat(graph.Flows.SelectMany(flow => flow.Carried)).ToHashSet(StringComparer.Ordinal);
        return graph.Data.Where(asset => !used.Contains(asset.Id)).Select(asset => new ArchitectureRisk
        {
            Rule = "unnecessary-data-asset",
            Id = $"unnecessary-data-asset@{asset.Id}",
            Likelihood = Likelihood.Unlikely,
            Impact = Impact.Low,
            Data = asset.Id,
        });
    }

    private static IEnumerable<ArchitectureRisk> UnnecessaryTransfer(SystemGraph graph) =>
        from component in graph.InScope()
        where component.Origin != ModelOrigin.Inferred
        from flow in graph.OutOf(component).Concat(graph.Into(component))
        let partner = flow.From == component.Id ? graph.To(flow) : graph.From(flow)
        where !graph.Is(partner, Trait.UnnecessaryDataTolerated)
        from asset in flow.Carried.Select(graph.DataNamed).OfType<DataAsset>()
        where asset.Needs.IsSecretOrExact && !component.Processes.Contains(asset.Id, StringComparer.Ordinal) && !component.Stores.Contains(asset.Id, StringComparer.Ordinal)
        select Risks.On("unnecessary-data-transfer", flow, component, Likelihood.Unlikely, Impact.Low.RaisedIf(asset.Needs.IsStrictestSecretOrExact), BreachProbability.Improbable, asset.Id, component.Id, partner.Id) with { Data = asset.Id };

    private static IEnumerable<ArchitectureRisk> UnnecessaryComponent(SystemGraph graph) => graph.Components
        .Where(component => component.Origin != ModelOrigin.Inferred)
        .Where(component => graph.DataOf(component).Count == 0 || (!graph.Into(component).Any() && !graph.OutOf(component).Any()))
        .Select(component => Low("unnecessary-technical-asset", component));

    private static IEnumerable<ArchitectureRisk> WrongLink(SystemGraph graph)
    {
        foreach (var flow in graph.Flows)
        {
            var target = graph.To(flow);
            var contradictsReadonly = flow.Readonly ? flow.Received.Count == 0 && flow.Sent.Count > 0 : flow.Sent.Count == 0 && flow.Received.Count > 0;
            var isOddlyLocal = flow.Protocol switch
            {
                FlowProtocol.InterProcessCommunication => target.Kind != ComponentKind.Process,
                FlowProtocol.InProcessLibraryCall => !graph.Is(target, "library"),
                FlowProtocol.LocalFileAccess => !graph.Is(target, "local-file-system"),
                FlowProtocol.ContainerSpawning => target.Machine != Machine.Container,
                _ => false,
            };
            // dossier.yaml says neither who answers nor where a library stands: only what it could have said is held against it.
            if (flow.Origin == ModelOrigin.Threagile && (contradictsReadonly || isOddlyLocal))
                yield return Low("wrong-communication-link-content", graph.From(flow), flow, flow.From, flow.Id) with { Breached = [] };
        }
    }

    private static IEnumerable<ArchitectureRisk> WrongBoundary(SystemGraph graph) =>
        from boundary in graph.Boundaries
        where boundary.Type == BoundaryType.NetworkPolicyNamespaceIsolation
        from component in boundary.Inside.Select(graph.Find).OfType<Component>()
        where component.Machine is not null and not Machine.Container and not Machine.Serverless
        select Low("wrong-trust-boundary-content", component);

    private static ArchitectureRisk Low(string rule, Component component) => Risks.At(rule, component, Likelihood.Unlikely, Impact.Low, BreachProbability.Improbable);

    private static ArchitectureRisk Low(string rule, Component component, Flow flow, params ReadOnlySpan<string> identity) =>
        Risks.On(rule, flow, component, Likelihood.Unlikely, Impact.Low, BreachProbability.Improbable, identity);
}
