using System.Collections.Frozen;

namespace AuditService.Core.Architecture;

/// <summary>
/// A model made ready for questions: who calls whom, what lies where, what it all needs. Deterministic: the order of the model never matters.
/// Links to what does not exist are left out, and so are repeated ids (the first in the order of the model stands).
/// </summary>
public sealed class SystemGraph
{
    private readonly Technologies technologies;
    private readonly FrozenDictionary<string, Component> components;
    private readonly FrozenDictionary<string, DataAsset> data;
    private readonly FrozenDictionary<string, TrustBoundary> boundaries;
    private readonly ILookup<string, Flow> incoming;
    private readonly ILookup<string, Flow> outgoing;
    private readonly FrozenDictionary<string, TrustBoundary> boundaryOf;
    private readonly FrozenDictionary<string, TrustBoundary> parentOf;
    private readonly FrozenDictionary<string, IReadOnlyList<string>> processed;
    private readonly FrozenDictionary<string, SecurityNeeds> own;
    private readonly FrozenDictionary<string, double> attractiveness;

    public SystemGraph(ArchitectureModel model, Technologies technologies)
    {
        this.technologies = technologies;
        Model = model;
        data = ById(model.Data, asset => asset.Id);
        components = ById(model.Components, component => component.Id);
        boundaries = ById(model.Boundaries, boundary => boundary.Id);
        Components = [.. components.Values.OrderBy(component => component.Id, StringComparer.Ordinal)];
        Boundaries = [.. boundaries.Values.OrderBy(boundary => boundary.Id, StringComparer.Ordinal)];
        Runtimes = [.. ById(model.Runtimes, runtime => runtime.Id).Values.OrderBy(runtime => runtime.Id, StringComparer.Ordinal)];
        Data = [.. data.Values.OrderBy(asset => asset.Id, StringComparer.Ordinal)];
        Flows = [.. ById(model.Flows, flow => flow.Id).Values.Where(flow => components.ContainsKey(flow.From) && components.ContainsKey(flow.To)).OrderBy(flow => flow.Id, StringComparer.Ordinal)];
        incoming = Flows.ToLookup(flow => flow.To, StringComparer.Ordinal);
        outgoing = Flows.ToLookup(flow => flow.From, StringComparer.Ordinal);
        boundaryOf = Boundaries.SelectMany(boundary => boundary.Inside, (boundary, inside) => (boundary, inside))
            .GroupBy(pair => pair.inside, StringComparer.Ordinal).ToFrozenDictionary(pairs => pairs.Key, pairs => pairs.First().boundary, StringComparer.Ordinal);
        parentOf = Boundaries.SelectMany(boundary => boundary.Nested.Where(nested => nested != boundary.Id), (boundary, nested) => (boundary, nested))
            .GroupBy(pair => pair.nested, StringComparer.Ordinal).ToFrozenDictionary(pairs => pairs.Key, pairs => pairs.First().boundary, StringComparer.Ordinal);

        // What a component stores it processes, and what it sends or receives too. Its own needs are at least those of that data; what others
        // send to it is processed as well, without raising them.
        var handled = Components.ToDictionary(component => component.Id, Handled, StringComparer.Ordinal);
        own = Components.ToFrozenDictionary(component => component.Id, component => NeedsOf(handled[component.Id]).Or(component.Needs), StringComparer.Ordinal);
        foreach (var flow in Flows.Where(flow => flow.From != flow.To))
            handled[flow.To].UnionWith(flow.Carried);
        processed = handled.ToFrozenDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.Where(data.ContainsKey)], StringComparer.Ordinal);
        attractiveness = new AttackerAttractiveness(this).Shares();
    }

    public ArchitectureModel Model { get; }

    /// <summary>In the order of their ids, as all lists here.</summary>
    public IReadOnlyList<Component> Components { get; }

    public IReadOnlyList<Flow> Flows { get; }

    public IReadOnlyList<TrustBoundary> Boundaries { get; }

    public IReadOnlyList<SharedRuntime> Runtimes { get; }

    public IReadOnlyList<DataAsset> Data { get; }

    public Component this[string id] => components[id];

    public Component? Find(string id) => components.GetValueOrDefault(id);

    public IEnumerable<Flow> Into(Component component) => incoming[component.Id];

    public IEnumerable<Flow> OutOf(Component component) => outgoing[component.Id];

    public Component From(Flow flow) => components[flow.From];

    public Component To(Flow flow) => components[flow.To];

    /// <summary>True when some technology of the component has the trait, or is named so.</summary>
    public bool Is(Component component, string trait) => component.Technologies.Any(technology => technologies.Has(technology, trait));

    /// <summary>Nobody said what it is made of, or it was said to be unknown.</summary>
    public static bool IsUnknown(Component component) => component.Technologies.Count == 0 || component.Technologies.Contains(Technologies.Unknown, StringComparer.Ordinal);

    /// <summary>Relative attacker attractiveness, in percent.</summary>
    public double Attractiveness(Component component) => attractiveness[component.Id];

    public DataAsset? DataNamed(string id) => data.GetValueOrDefault(id);

    /// <summary>Ids of all data that a component handles: stored, processed, sent to it or by it.</summary>
    public IReadOnlyList<string> DataOf(Component component) => processed[component.Id];

    /// <summary>The component's own needs, at least those of the data that it handles by itself.</summary>
    public SecurityNeeds Own(Component component) => own[component.Id];

    /// <summary>The highest needs of the component and of all that it handles.</summary>
    public SecurityNeeds Processed(Component component) => Own(component).Or(NeedsOf(processed[component.Id]));

    public SecurityNeeds Stored(Component component) => Own(component).Or(NeedsOf(component.Stores));

    public SecurityNeeds Carried(Flow flow) => NeedsOf(flow.Carried);

    public SecurityNeeds NeedsOf(IEnumerable<string> ids) =>
        ids.Select(id => data.GetValueOrDefault(id)).OfType<DataAsset>().Aggregate(default(SecurityNeeds), (highest, asset) => highest.Or(asset.Needs));

    public TrustBoundary? BoundaryOf(Component component) => boundaryOf.GetValueOrDefault(component.Id);

    public TrustBoundary? ParentOf(TrustBoundary boundary) => parentOf.GetValueOrDefault(boundary.Id);

    /// <summary>The boundary and all that hold it, the innermost first.</summary>
    public IReadOnlyList<TrustBoundary> WithParents(TrustBoundary? boundary)
    {
        var chain = new List<TrustBoundary>();
        // A boundary said to hold itself ends the walk.
        for (var at = boundary; at is not null && !chain.Contains(at); at = ParentOf(at))
            chain.Add(at);
        return chain;
    }

    /// <summary>Components inside a boundary and those nested in it.</summary>
    public IReadOnlyList<Component> AllInside(TrustBoundary boundary)
    {
        var inside = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<TrustBoundary>([boundary]);
        while (next.TryPop(out var at))
        {
            if (!seen.Add(at.Id))
                continue;
            inside.UnionWith(at.Inside);
            foreach (var nested in at.Nested.Select(id => boundaries.GetValueOrDefault(id)).OfType<TrustBoundary>())
                next.Push(nested);
        }

        return [.. inside.Select(Find).OfType<Component>()];
    }

    /// <summary>The link goes from one network zone into another. What stands in no boundary crosses none.</summary>
    public bool CrossesNetwork(Flow flow)
    {
        if (BoundaryOf(From(flow)) is not { } from || BoundaryOf(To(flow)) is not { } to)
            return false;
        return IsOfNetwork(from) && IsOfNetwork(to) && from.Id != to.Id && to.IsNetwork;

        bool IsOfNetwork(TrustBoundary boundary) => boundary.IsNetwork || ParentOf(boundary) is null;
    }

    /// <summary>Both stand in one network zone; two that stand in none share the open.</summary>
    public bool ShareNetwork(Component left, Component right) => NetworkOf(left)?.Id == NetworkOf(right)?.Id;

    public bool ShareExecutionEnvironment(Component left, Component right) => (BoundaryOf(left), BoundaryOf(right)) switch
    {
        (null, null) => true,
        ({ IsNetwork: false } one, { IsNetwork: false } other) => one.Id == other.Id,
        _ => false,
    };

    public bool ShareAnyBoundary(Component left, Component right) => (BoundaryOf(left), BoundaryOf(right)) switch
    {
        (null, null) => true,
        ({ } one, { } other) => WithParents(one).Select(boundary => boundary.Id).Intersect(WithParents(other).Select(boundary => boundary.Id), StringComparer.Ordinal).Any(),
        _ => false,
    };

    public bool AreLinked(Component left, Component right) =>
        incoming[left.Id].Any(flow => flow.From == right.Id) || incoming[right.Id].Any(flow => flow.From == left.Id);

    /// <summary>
    /// Its author says that the internet reaches it, it is none of those made to stand there, and nothing in the model that forwards or filters calls it.
    /// </summary>
    public bool IsOpenEntry(Component component) =>
        component is { Exposed: true, OutOfScope: false, Origin: ModelOrigin.Declared } && !Forwards(component) && !Into(component).Any(flow => Forwards(From(flow)));

    /// <summary>
    /// Files show that it publishes a port of its own on every interface, and it is nothing that forwards: whoever reaches the machine calls it, which no flow
    /// of the model tells.
    /// </summary>
    public bool IsPublished(Component component) => component is { Exposed: true, OutOfScope: false, Origin: ModelOrigin.Inferred } && !Forwards(component);

    private bool Forwards(Component component) => Is(component, Trait.TrafficForwarding) || Is(component, "gateway") || Is(component, Trait.Guardrail);

    /// <summary>Components from which calls arrive at this one, however far; the nearest first, itself left out.</summary>
    /// <param name="target">Where the calls arrive.</param>
    /// <param name="passes">A component through which calls go on; null for all.</param>
    public IReadOnlyList<Component> Callers(Component target, Func<Component, bool>? passes = null)
    {
        var found = new List<Component>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { target.Id };
        var next = new Queue<Component>([target]);
        while (next.TryDequeue(out var at))
        {
            foreach (var caller in Into(at).Select(From).Where(caller => seen.Add(caller.Id)))
            {
                found.Add(caller);
                if (passes is null || passes(caller))
                    next.Enqueue(caller);
            }
        }

        return found;
    }

    private TrustBoundary? NetworkOf(Component component) => BoundaryOf(component) is { IsNetwork: false } group ? ParentOf(group) : BoundaryOf(component);

    private SortedSet<string> Handled(Component component) =>
        new(component.Stores.Concat(component.Processes).Concat(outgoing[component.Id].SelectMany(flow => flow.Carried)), StringComparer.Ordinal);

    private static FrozenDictionary<string, T> ById<T>(IEnumerable<T> items, Func<T, string> id) =>
        items.GroupBy(id, StringComparer.Ordinal).ToFrozenDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
}
