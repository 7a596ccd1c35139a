namespace AuditService.Core.Architecture;

/// <summary>What browsers and programs reach over the web.</summary>
internal static class WebRules
{
    public static IReadOnlyList<RiskRule> All { get; } =
    [
        new("cross-site-request-forgery", CrossSiteRequestForgery),
        new("cross-site-scripting", CrossSiteScripting),
        new("missing-file-validation", MissingFileValidation),
        new("missing-waf", MissingFirewall),
        new("server-side-request-forgery", ServerSideRequestForgery),
    ];

    private static IEnumerable<ArchitectureRisk> CrossSiteRequestForgery(SystemGraph graph) =>
        from component in graph.InScope()
        where graph.Is(component, Trait.WebApplication)
        from flow in graph.Into(component)
        where flow.Protocol.IsWeb()
        let impact = Impact.Low.RaisedIf(graph.Carried(flow).Integrity == Criticality.MissionCritical)
        select Risks.On("cross-site-request-forgery", flow, component, Likelihood.VeryLikely.LoweredIf(flow.IsDevops), impact, BreachProbability.Improbable, component.Id, flow.Id);

    private static IEnumerable<ArchitectureRisk> CrossSiteScripting(SystemGraph graph) => graph.InScope()
        .Where(component => graph.Is(component, Trait.WebApplication))
        .Select(component => Risks.At("cross-site-scripting", component, Likelihood.Likely, Impact.Medium.RaisedIf(graph.Processed(component).IsStrictestSecretOrExact), BreachProbability.Possible));

    private static IEnumerable<ArchitectureRisk> MissingFileValidation(SystemGraph graph) => graph.InScope()
        .Where(component => component.CustomCode && component.Formats.Contains(DataFormat.File))
        .Select(component => Risks.At("missing-file-validation", component, Likelihood.VeryLikely, Impact.Low.RaisedIf(graph.Processed(component).IsStrictest), BreachProbability.Probable));

    private static IEnumerable<ArchitectureRisk> MissingFirewall(SystemGraph graph) => graph.InScope()
        .Where(component => graph.Is(component, Trait.WebApplication) || graph.Is(component, Trait.WebService))
        .Where(component => graph.Into(component).Any(flow => graph.CrossesNetwork(flow) && flow.Protocol.IsWeb() && !graph.Is(graph.From(flow), "waf")))
        .Select(component => Risks.At("missing-waf", component, Likelihood.Unlikely, Impact.Low.RaisedIf(graph.Processed(component).IsStrictest), BreachProbability.Improbable));

    private static IEnumerable<ArchitectureRisk> ServerSideRequestForgery(SystemGraph graph) =>
        from component in graph.InScope()
        where !graph.Is(component, Trait.Client) && !graph.Is(component, "load-balancer")
        from flow in graph.OutOf(component)
        where flow.Protocol.IsWeb()
        let near = graph.Components.Where(other => graph.ShareNetwork(component, other) && graph.Into(other).Any(call => call.Protocol.IsWeb())).ToList()
        let isStrictest = near.Append(graph.To(flow)).Any(target => graph.Processed(target).Confidentiality == Confidentiality.StrictlyConfidential)
        let impact = Impact.Low.RaisedIf(isStrictest || graph.BoundaryOf(component)?.IsCloud == true)
        select Risks.On("server-side-request-forgery", flow, component, Likelihood.Likely.LoweredIf(flow.IsDevops), impact, BreachProbability.Possible, component.Id, flow.To, flow.Id) with
        {
            Breached = [.. near.Select(other => other.Id).Append(component.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
}
