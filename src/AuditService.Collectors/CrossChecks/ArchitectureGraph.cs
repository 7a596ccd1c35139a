using AuditService.Collectors.Manifests;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Reads the declared components and flows as a graph: who reaches what, across which trust boundary, how protected. In the spirit of Threagile.
/// Every fact is what the author says, put together.
/// </summary>
internal sealed class ArchitectureGraph : ICrossCheck
{
    private const string Outside = "\0outside";

    public CollectorIdentity Identity { get; } = new("architecture-graph", 1);

    public IReadOnlyCollection<string> States { get; } =
    [
        "component.exposed", "component.authenticated", "component.placed", "component.connected",
        "flow.unknownEnds", "flow.protection", "flow.crossesBoundary", "flow.callerAuthenticated", "flow.reachesStoreDirectly", "flow.personalDataUnexpected",
        "architecture.outsideComponents",
    ];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var graph = new Graph(dossier.Manifest, new DerivedFacts(Identity));
        foreach (var (subject, entry) in ManifestCollector.Entries(dossier.Manifest))
        {
            var derived = entry switch
            {
                ComponentEntry component => graph.About(subject, component),
                FlowEntry flow => graph.About(subject, flow),
                _ => [],
            };
            foreach (var fact in derived)
                yield return fact;
        }

        yield return graph.OutsideComponents();
    }

    private sealed class Graph
    {
        private readonly Manifest manifest;
        private readonly DerivedFacts state;
        private readonly IReadOnlyList<ComponentEntry> components;
        private readonly IReadOnlyList<FlowEntry> flows;
        private readonly HashSet<string> boundaries;
        private readonly Dictionary<string, ComponentEntry> byName = new(PlainNames.Comparer);

        public Graph(Manifest manifest, DerivedFacts state)
        {
            this.manifest = manifest;
            this.state = state;
            components = manifest.Architecture?.Components ?? [];
            flows = manifest.Architecture?.Flows ?? [];
            boundaries = [.. (manifest.Architecture?.TrustBoundaries ?? []).SelectMany(boundary => new[] { boundary.Id, boundary.Name }).OfType<string>().Select(PlainNames.Fold)];
            // An id names better than a name: the ids of all components come first.
            foreach (var component in components.Where(component => component.Id is not null))
                byName.TryAdd(PlainNames.Fold(component.Id!), component);
            foreach (var component in components.Where(component => component.Name is not null))
                byName.TryAdd(PlainNames.Fold(component.Name!), component);
        }

        public IEnumerable<Fact> About(Subject subject, ComponentEntry component)
        {
            yield return IsOurs(component)
                ? Said(subject, "component.exposed", component, "internet", component.Internet)
                : Known(subject, "component.exposed", component, "type", value: false);
            yield return Said(subject, "component.authenticated", component, "authentication", Authenticates(component.Authentication));
            yield return Said(subject, "component.placed", component, "trustBoundary", IsPlaced(component));
            yield return flows.Count == 0
                ? state.NotDeclared(subject, "component.connected", "architecture.flows")
                : Known(subject, "component.connected", component, null, flows.Any(flow => Find(flow.From) == component || Find(flow.To) == component));
        }

        public IEnumerable<Fact> About(Subject subject, FlowEntry flow)
        {
            var from = Find(flow.From);
            var to = Find(flow.To);
            var unknown = new List<string>();
            if (from is null)
                unknown.Add(flow.From ?? "from");
            if (to is null)
                unknown.Add(flow.To ?? "to");
            yield return state.Declared(subject, "flow.unknownEnds", new TextListValue(unknown), DerivedFacts.In(flow, from is null ? "from" : "to"));
            yield return Protection(subject, flow);
            yield return Said(subject, "flow.callerAuthenticated", flow, "authentication", Authenticates(flow.Authentication));
            yield return Said(subject, "flow.crossesBoundary", flow, "architecture.components[].trustBoundary", Crosses(from, to));
            yield return Said(subject, "flow.reachesStoreDirectly", flow, "architecture.components[].type", ReachesStoreDirectly(from, to));
            yield return Said(subject, "flow.personalDataUnexpected", flow, "personalData", IsUnexpected(flow, to));
        }

        /// <summary>Components run by others: those said to be external, and a model component where a declared model is a provider's and not in the dossier.</summary>
        public Fact OutsideComponents()
        {
            const string key = "architecture.outsideComponents";
            if (components.Count == 0)
                return state.NotDeclared(Subject.Dossier, key, "architecture.components");
            var callsModel = manifest.Models.Any(model => model is { Provider: not null, Path: null });
            var outside = components.Where(component => component.Type is ComponentType.External || component.Type is ComponentType.Model && callsModel).ToList();
            return outside.Count == 0 && components.Any(component => component.Type is null)
                ? state.NotDeclared(Subject.Dossier, key, "architecture.components[].type")
                : state.Declared(Subject.Dossier, key, new TextListValue([.. outside.Select(component => component.Id ?? component.Name ?? "?")]), DerivedFacts.In(outside.FirstOrDefault() ?? components[0]));
        }

        private Fact Protection(Subject subject, FlowEntry flow)
        {
            var protection = (FlowProtocol.Of(flow.Protocol), flow.Encrypted) switch
            {
                (FlowProtection.Local, _) => "local",
                (FlowProtection.Clear, true) or (FlowProtection.Encrypted, false) => "contradictory",
                (_, true) or (FlowProtection.Encrypted, _) => "encrypted",
                (_, false) or (FlowProtection.Clear, _) => "clear",
                _ => null,
            };
            return protection is null
                ? state.NotDeclared(subject, "flow.protection", "flow.encrypted")
                : state.Declared(subject, "flow.protection", new TextValue(protection), DerivedFacts.In(flow, flow.Encrypted is null ? "protocol" : "encrypted"));
        }

        private bool? IsPlaced(ComponentEntry component)
        {
            if (!IsOurs(component))
                return true;
            if (component.TrustBoundary is { } named)
                return boundaries.Contains(PlainNames.Fold(named));
            return boundaries.Count == 0 ? null : false;
        }

        private static bool? Crosses(ComponentEntry? from, ComponentEntry? to) =>
            from is not null && to is not null && Zone(from) is { } left && Zone(to) is { } right ? left != right : null;

        private static bool? ReachesStoreDirectly(ComponentEntry? from, ComponentEntry? to)
        {
            if (to?.Type is null)
                return null;
            if (to.Type != ComponentType.Datastore)
                return false;
            return from?.Type is null ? null : !IsOurs(from);
        }

        private static bool? IsUnexpected(FlowEntry flow, ComponentEntry? to)
        {
            if (flow.PersonalData == false || to?.Type == ComponentType.Browser)
                return false;
            return flow.PersonalData is null ? null : !to?.PersonalData;
        }

        /// <summary>What lies outside the project and in no declared boundary shares one zone: the outside.</summary>
        private static string? Zone(ComponentEntry component) =>
            component.TrustBoundary is { } boundary ? PlainNames.Fold(boundary) : IsOurs(component) ? null : Outside;

        private static bool IsOurs(ComponentEntry component) => component.Type is not (ComponentType.Browser or ComponentType.External);

        private static bool? Authenticates(string? authentication) => authentication is null ? null : !Hollow.Says(authentication) && PlainNames.Fold(authentication) is not ("anonymous" or "anonyme" or "public" or "open" or "ouvert");

        private ComponentEntry? Find(string? name) => name is null ? null : byName.GetValueOrDefault(PlainNames.Fold(name));

        /// <param name="manifestKey">A key of the entry, or the whole path of one that stands elsewhere.</param>
        private Fact Said(Subject subject, string key, ManifestEntry entry, string manifestKey, bool? value) => value is { } known
            ? Known(subject, key, entry, manifestKey, known)
            : state.NotDeclared(subject, key, manifestKey.Contains('.', StringComparison.Ordinal) ? manifestKey : $"{subject.Kind.Id()}.{manifestKey}");

        private Fact Known(Subject subject, string key, ManifestEntry entry, string? manifestKey, bool value) =>
            state.Declared(subject, key, new BooleanValue(value), DerivedFacts.In(entry, manifestKey));
    }
}
