namespace AuditService.Core.Architecture;

/// <summary>Orders smuggled in where data were expected.</summary>
internal static class InjectionRules
{
    public static IReadOnlyList<RiskRule> All { get; } =
    [
        new("ldap-injection", LdapInjection),
        new("path-traversal", PathTraversal),
        new("search-query-injection", SearchQueryInjection),
        new("sql-nosql-injection", QueryInjection),
        new("untrusted-deserialization", UntrustedDeserialization),
        new("xml-external-entity", XmlExternalEntity),
    ];

    private static IEnumerable<ArchitectureRisk> LdapInjection(SystemGraph graph) =>
        from component in graph.InScope()
        from flow in FromOurs(graph, component)
        where flow.Protocol is FlowProtocol.Ldap or FlowProtocol.Ldaps
        select Through("ldap-injection", graph, component, flow, Likelihood.Likely.LoweredIf(flow.IsDevops), Impact.Medium.RaisedIf(graph.Processed(component).IsStrictestSecretOrExact));

    private static IEnumerable<ArchitectureRisk> PathTraversal(SystemGraph graph) =>
        from component in graph.Components
        where graph.Is(component, Trait.FileStorage)
        from flow in FromOurs(graph, component)
        select Through("path-traversal", graph, component, flow, Likelihood.VeryLikely.LoweredIf(flow.IsDevops), Impact.Medium.RaisedIf(graph.Processed(component).IsStrictestSecretOrExact));

    private static IEnumerable<ArchitectureRisk> SearchQueryInjection(SystemGraph graph) =>
        from component in graph.Components
        where graph.Is(component, Trait.SearchRelated)
        from flow in FromOurs(graph, component)
        where flow.Protocol.MayCarryQueries()
        let needs = graph.Processed(component)
        let impact = needs.IsStrictestSecretOrExact ? Impact.High : needs.IsMinor ? Impact.Low : Impact.Medium
        select Through("search-query-injection", graph, component, flow, Likelihood.VeryLikely.LoweredIf(flow.IsDevops), impact);

    private static IEnumerable<ArchitectureRisk> QueryInjection(SystemGraph graph) =>
        from component in graph.InScope()
        where component.Kind == ComponentKind.Datastore && (graph.Is(component, Trait.OpenToQueryInjection) || component.Technologies.Count == 0)
        from flow in graph.Into(component)
        where flow.Protocol.IsDatabase() || flow.Protocol.MayCarryQueries()
        select Through("sql-nosql-injection", graph, component, flow, Likelihood.VeryLikely.LoweredIf(flow.IsDevops), Impact.Medium.RaisedIf(graph.Processed(component).IsStrictestSecretOrExact));

    private static IEnumerable<ArchitectureRisk> UntrustedDeserialization(SystemGraph graph)
    {
        foreach (var component in graph.InScope())
        {
            var objects = graph.Into(component).Where(flow => flow.Protocol is FlowProtocol.Iiop or FlowProtocol.IiopEncrypted or FlowProtocol.Jrmp or FlowProtocol.JrmpEncrypted).ToList();
            if (objects.Count == 0 && !component.Formats.Contains(DataFormat.Serialization) && !graph.Is(component, "ejb"))
                continue;
            var likelihood = objects.Exists(graph.CrossesNetwork) ? Likelihood.VeryLikely : Likelihood.Likely;
            yield return Risks.At("untrusted-deserialization", component, likelihood, Impact.High.RaisedIf(graph.Processed(component).IsStrictest), BreachProbability.Probable);
        }
    }

    private static IEnumerable<ArchitectureRisk> XmlExternalEntity(SystemGraph graph) => graph.InScope()
        .Where(component => component.Formats.Contains(DataFormat.Xml))
        .Select(component => Risks.At("xml-external-entity", component, Likelihood.VeryLikely, Impact.Medium.RaisedIf(graph.Processed(component).IsStrictest), BreachProbability.Probable));

    private static IEnumerable<Flow> FromOurs(SystemGraph graph, Component component) => graph.Into(component).Where(flow => !graph.From(flow).OutOfScope);

    /// <summary>The caller is where the injection is to be stopped.</summary>
    private static ArchitectureRisk Through(string rule, SystemGraph graph, Component target, Flow flow, Likelihood likelihood, Impact impact) =>
        Risks.On(rule, flow, graph.From(flow), likelihood, impact, BreachProbability.Probable, flow.From, target.Id, flow.Id) with { Breached = [target.Id] };
}
