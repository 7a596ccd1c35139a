namespace AuditService.Core.Architecture;

/// <summary>Who may come in, as whom, and by which way.</summary>
internal static class AccessRules
{
    private const double AttractiveFrom = 40;

    public static IReadOnlyList<RiskRule> All { get; } =
    [
        new("missing-authentication", MissingAuthentication),
        new("missing-authentication-second-factor", MissingSecondFactor),
        new("missing-identity-propagation", MissingIdentityPropagation),
        new("missing-identity-store", MissingIdentityStore),
        new("unguarded-access-from-internet", UnguardedAccessFromInternet),
        new("unguarded-direct-datastore-access", UnguardedDirectDatastoreAccess),
        new("dos-risky-access-across-trust-boundary", DosRiskyAccess),
    ];

    private static IEnumerable<ArchitectureRisk> MissingAuthentication(SystemGraph graph) =>
        from component in graph.InScope()
        where !graph.Is(component, Trait.NoAuthenticationRequired) && IsWorthAuthentication(graph, component)
        from flow in graph.Into(component)
        let caller = graph.From(flow)
        where flow.Authentication == FlowAuthentication.None && !flow.Protocol.IsLocal() && !IsTolerated(graph, caller)
        let carried = graph.Carried(flow)
        let impact = carried.IsStrictestSecretOrExact ? Impact.High : carried.IsMinor ? Impact.Low : Impact.Medium
        select Risks.On("missing-authentication", flow, component, Likelihood.Likely, impact, BreachProbability.Possible, flow.Id, caller.Id, component.Id);

    private static IEnumerable<ArchitectureRisk> MissingSecondFactor(SystemGraph graph)
    {
        const string rule = "missing-authentication-second-factor";
        foreach (var component in graph.InScope().Where(component => IsWorthAuthentication(graph, component)))
        {
            if (graph.Is(component, Trait.TrafficForwarding) || graph.Is(component, Trait.UnprotectedCommunicationTolerated))
                continue;
            foreach (var flow in graph.Into(component).Where(flow => !IsTolerated(graph, graph.From(flow))))
            {
                var caller = graph.From(flow);
                IEnumerable<Flow> byHumans = caller.UsedByHuman ? [flow]
                    : graph.Is(caller, Trait.TrafficForwarding) ? graph.Into(caller).Where(first => graph.From(first).UsedByHuman && !IsTolerated(graph, graph.From(first)))
                    : [];
                if (byHumans.Any(first => graph.Carried(first).IsSecretOrExact && first.Authentication is { } said && said != FlowAuthentication.TwoFactor))
                    yield return Risks.On(rule, flow, component, Likelihood.Unlikely, Impact.Medium, BreachProbability.Possible, flow.Id, caller.Id, component.Id);
            }
        }
    }

    private static IEnumerable<ArchitectureRisk> MissingIdentityPropagation(SystemGraph graph)
    {
        foreach (var component in graph.InScope().Where(component => graph.Is(component, Trait.ServesEndUsers)))
        {
            var needs = graph.Own(component);
            var isSensitive = component.MultiTenant
                ? needs.Confidentiality >= Confidentiality.Restricted || needs.Integrity >= Criticality.Important || needs.Availability >= Criticality.Important
                : needs.IsSensitive;
            if (!isSensitive)
                continue;
            foreach (var flow in graph.Into(component))
            {
                var caller = graph.From(flow);
                if (!graph.Is(caller, Trait.PropagatesIdentity) || caller.Kind == ComponentKind.Datastore)
                    continue;
                if (flow.Authentication is null or FlowAuthentication.None || flow.Authorization is null or FlowAuthorization.EndUserIdentityPropagation)
                    continue;
                if (flow.IsDevops && flow.Authorization != FlowAuthorization.None)
                    continue;
                yield return Risks.On("missing-identity-propagation", flow, component, Likelihood.Unlikely, Impact.Low.RaisedIf(needs.IsStrictest), BreachProbability.Improbable, flow.Id, caller.Id, component.Id);
            }
        }
    }

    private static IEnumerable<ArchitectureRisk> MissingIdentityStore(SystemGraph graph)
    {
        if (graph.InScope().Any(component => graph.Is(component, Trait.IdentityStore)))
            yield break;
        Component? best = null;
        var isRaised = false;
        // As Threagile names the component: the last target until a sensitive one, then the caller with the highest needs.
        foreach (var flow in graph.Components.SelectMany(component => graph.OutOf(component).OrderBy(flow => flow.Title, StringComparer.Ordinal)).Where(flow => flow.Authorization == FlowAuthorization.EndUserIdentityPropagation))
        {
            var target = graph.To(flow);
            var caller = graph.From(flow);
            if (best is null || !isRaised)
                best = target;
            isRaised |= graph.Processed(target).IsSensitive;
            if (AttackerAttractiveness.PointsOf(graph.Own(caller)) > AttackerAttractiveness.PointsOf(graph.Own(best)))
                best = caller;
        }

        if (best is not null)
            yield return Risks.At("missing-identity-store", best, Likelihood.Unlikely, Impact.Low.RaisedIf(isRaised), BreachProbability.Improbable) with { Breached = [] };
    }

    private static IEnumerable<ArchitectureRisk> UnguardedAccessFromInternet(SystemGraph graph)
    {
        foreach (var component in graph.InScope())
        {
            var needs = graph.Own(component);
            if (graph.Is(component, "load-balancer") || !needs.IsSecretOrExact)
                continue;
            foreach (var flow in graph.Into(component).Where(flow => !flow.Vpn && graph.From(flow).Internet && !graph.Is(graph.From(flow), "monitoring")))
            {
                var isAccepted = !component.CustomCode
                    && ((graph.Is(component, Trait.HttpFromInternetAccepted) && flow.Protocol is FlowProtocol.Http or FlowProtocol.Https)
                        || (graph.Is(component, Trait.FtpFromInternetAccepted) && flow.Protocol.IsFileTransfer()));
                if (isAccepted)
                    continue;
                var impact = Impact.Low.RaisedIf(needs.IsStrictestSecretOrExact || graph.Attractiveness(component) > AttractiveFrom);
                yield return Risks.On("unguarded-access-from-internet", flow, component, Likelihood.VeryLikely, impact, BreachProbability.Possible, component.Id, flow.From, flow.Id);
            }

            // Said to be on the internet, without a word of who calls it: the internet itself does.
            if (graph.IsOpenEntry(component) && !graph.Into(component).Any(flow => graph.From(flow).Internet))
                yield return Risks.At("unguarded-access-from-internet", component, Likelihood.VeryLikely, Impact.Low.RaisedIf(needs.IsStrictestSecretOrExact || graph.Attractiveness(component) > AttractiveFrom), BreachProbability.Possible);
        }
    }

    private static IEnumerable<ArchitectureRisk> UnguardedDirectDatastoreAccess(SystemGraph graph) =>
        AcrossBoundaries(graph).Concat(
            // A published port needs no boundary to be crossed in the model. A registry of models has its own rule.
            graph.InScope().Where(store => store.Kind == ComponentKind.Datastore && graph.IsPublished(store) && !graph.Is(store, Trait.KeepsModels))
                .Select(store => Risks.At("unguarded-direct-datastore-access", store, Likelihood.Likely, Impact.Medium.RaisedIf(graph.Own(store).IsStrictestSecretOrExact), BreachProbability.Possible)));

    private static IEnumerable<ArchitectureRisk> AcrossBoundaries(SystemGraph graph) =>
        from store in graph.InScope()
        where store.Kind == ComponentKind.Datastore && graph.Own(store).IsSecretOrExact
        from flow in graph.Into(store)
        let caller = graph.From(flow)
        where !flow.IsDevops && graph.CrossesNetwork(flow) && !graph.ShareAnyBoundary(store, caller)
        where !(graph.Is(store, Trait.IdentityStore) && graph.Is(caller, "identity-provider"))
        where !(graph.Is(store, "file-server") && flow.Protocol.IsFileTransfer())
        let impact = Impact.Low.RaisedIf(graph.Own(store).IsStrictestSecretOrExact || graph.Attractiveness(store) > AttractiveFrom)
        select Risks.On("unguarded-direct-datastore-access", flow, store, Likelihood.Likely, impact, BreachProbability.Improbable, flow.Id, caller.Id, store.Id);

    private static IEnumerable<ArchitectureRisk> DosRiskyAccess(SystemGraph graph)
    {
        foreach (var component in graph.InScope())
        {
            var availability = graph.Own(component).Availability;
            if (availability < Criticality.Critical && !graph.Is(component, "load-balancer"))
                continue;
            foreach (var last in graph.Into(component))
            {
                var isForwarded = graph.Is(graph.From(last), Trait.TrafficForwarding);
                foreach (var flow in isForwarded ? graph.Into(graph.From(last)) : [last])
                {
                    if (!graph.CrossesNetwork(flow) || flow.IsDevops || flow.Protocol.IsLocal())
                        continue;
                    var isWorse = availability == Criticality.MissionCritical && !flow.Vpn && !flow.IpFiltered && !component.Redundant;
                    // Threagile ends the identity with the last hop, and with nothing where there is none: tracked identities must stay the same.
                    yield return Risks.On("dos-risky-access-across-trust-boundary", flow, component, Likelihood.Unlikely, Impact.Low.RaisedIf(isWorse), BreachProbability.Improbable,
                        component.Id, flow.From, $"{flow.Id}->{(isForwarded ? last.Id : "")}") with
                    { Breached = [] };
                }
            }
        }
    }

    private static bool IsWorthAuthentication(SystemGraph graph, Component component) => component.MultiTenant || graph.Processed(component).IsSensitive;

    private static bool IsTolerated(SystemGraph graph, Component caller) => graph.Is(caller, Trait.UnprotectedCommunicationTolerated) || caller.Kind == ComponentKind.Datastore;
}
