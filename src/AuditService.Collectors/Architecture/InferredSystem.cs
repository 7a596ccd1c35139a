using AuditService.Core.Architecture;

namespace AuditService.Collectors.Architecture;

/// <summary>
/// Gathers what files show of a system, piece by piece and within bounds. What two files say of one component is put together: what is known goes
/// before what is not, and the first file in the order of reading before the others.
/// </summary>
internal sealed class InferredSystem
{
    public const int MaximumComponents = 400;
    public const int MaximumFlows = 1_500;

    private readonly Dictionary<string, Component> components = new(StringComparer.Ordinal);
    private readonly Dictionary<(string From, string To), Flow> flows = [];
    private readonly Dictionary<string, TrustBoundary> boundaries = new(StringComparer.Ordinal);

    public bool IsFull => components.Count >= MaximumComponents || flows.Count >= MaximumFlows;

    public Component? Find(string id) => components.GetValueOrDefault(id);

    public IEnumerable<Component> Components => components.Values;

    public void Add(Component component)
    {
        if (!components.TryGetValue(component.Id, out var known))
        {
            if (components.Count < MaximumComponents)
                components[component.Id] = component with { Origin = ModelOrigin.Inferred };
            return;
        }

        components[component.Id] = known with
        {
            Technologies = known.Technologies.Count > 0 ? known.Technologies : component.Technologies,
            Product = known.Product ?? component.Product,
            Kind = known.Technologies.Count > 0 ? known.Kind : component.Kind,
            Machine = known.Machine ?? component.Machine,
            CustomCode = known.CustomCode || component.CustomCode,
            Exposed = known.Exposed || component.Exposed,
            Internet = known.Internet || component.Internet,
            Ports = [.. known.Ports.Union(component.Ports).Order()],
            SeenAt = [.. known.SeenAt.Concat(component.At is { } at && at != known.At ? [at] : []).Distinct()],
        };
    }

    public void Link(string from, string to, FlowProtocol protocol, ModelSource at, FlowAuthentication? authentication = null, bool? isEncrypted = null)
    {
        if (from == to)
            return;
        var key = (from, to);
        if (!flows.TryGetValue(key, out var known))
        {
            if (flows.Count < MaximumFlows)
                flows[key] = new() { Id = $"{from}>{to}", Title = $"{from} → {to}", From = from, To = to, Protocol = protocol, Authentication = authentication, IsEncrypted = isEncrypted, Origin = ModelOrigin.Inferred, At = at };
            return;
        }

        flows[key] = known with
        {
            Protocol = known.Protocol == FlowProtocol.UnknownProtocol ? protocol : known.Protocol,
            At = known.Protocol == FlowProtocol.UnknownProtocol && protocol != FlowProtocol.UnknownProtocol ? at : known.At,
            Authentication = known.Authentication ?? authentication,
            IsEncrypted = known.IsEncrypted ?? isEncrypted,
        };
    }

    /// <summary>Puts a component into a boundary, unless it stands in one already.</summary>
    public void Place(string component, string boundary, string title, BoundaryType type, ModelSource at)
    {
        if (boundaries.Values.Any(other => other.Inside.Contains(component, StringComparer.Ordinal)))
            return;
        var known = boundaries.GetValueOrDefault(boundary) ?? new TrustBoundary { Id = boundary, Title = title, Type = type, Origin = ModelOrigin.Inferred, At = at };
        boundaries[boundary] = known with { Inside = [.. known.Inside, component] };
    }

    public ArchitectureModel Model() => new()
    {
        Components = [.. components.Values.OrderBy(component => component.Id, StringComparer.Ordinal)],
        Flows = [.. flows.Values.Where(flow => components.ContainsKey(flow.From) && components.ContainsKey(flow.To)).OrderBy(flow => flow.Id, StringComparer.Ordinal)],
        Boundaries = [.. boundaries.Values.OrderBy(boundary => boundary.Id, StringComparer.Ordinal)],
    };
}
