using AuditService.Collectors.CrossChecks;
using AuditService.Core.Architecture;
using FlowProtocol = AuditService.Core.Architecture.FlowProtocol;

namespace AuditService.Collectors.Architecture;

/// <summary>
/// Several sources as one model. <c>dossier.yaml</c> speaks first, a Threagile model of the dossier second; what was inferred from files never changes
/// what was said: it fills what was left open (technology, machine, open ports) and adds what nobody said, marked as inferred. Two components are one
/// when their ids or titles are the same words, or when they are the only ones of their technology and product family on both sides.
/// </summary>
internal sealed class MergedArchitecture
{
    private readonly ArchitectureModel said;
    private readonly Dictionary<string, string> saidByInferred = new(StringComparer.Ordinal);

    private MergedArchitecture(ArchitectureModel said, ArchitectureModel inferred)
    {
        this.said = said;
        Inferred = inferred;
    }

    public ArchitectureModel Model { get; private set; } = ArchitectureModel.Empty;

    public ArchitectureModel Inferred { get; }

    /// <summary>True when somebody described the architecture.</summary>
    public bool IsSaid => !said.IsEmpty;

    /// <summary>What files show and the description leaves out: services, third parties, flows and open ports.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; private set; } = [];

    public static MergedArchitecture Of(ArchitectureModel declared, ArchitectureModel threagile, ArchitectureModel inferred, ArchitectureKnowledge knowledge)
    {
        // Two descriptions are joined by id: what the first says of a component stands.
        var described = declared.IsEmpty ? threagile : threagile.IsEmpty ? declared : Joined(declared, threagile);
        var merged = new MergedArchitecture(described, inferred);
        merged.Match(knowledge);
        merged.Model = merged.Merge();
        merged.LeftOut = merged.FindLeftOut();
        return merged;
    }

    private static ArchitectureModel Joined(ArchitectureModel first, ArchitectureModel second)
    {
        var known = first.Components.SelectMany(component => new[] { PlainNames.Fold(component.Id), PlainNames.Fold(component.Title) }).ToHashSet(StringComparer.Ordinal);
        var added = second.Components.Where(component => !known.Contains(PlainNames.Fold(component.Id)) && !known.Contains(PlainNames.Fold(component.Title))).ToList();
        var ids = first.Components.Concat(added).Select(component => component.Id).ToHashSet(StringComparer.Ordinal);
        var pairs = first.Flows.Select(flow => (flow.From, flow.To)).ToHashSet();
        return first with
        {
            Components = [.. first.Components, .. added],
            Data = [.. first.Data, .. second.Data.Where(asset => first.Data.All(other => other.Id != asset.Id))],
            Flows = [.. first.Flows, .. second.Flows.Where(flow => ids.Contains(flow.From) && ids.Contains(flow.To) && !pairs.Contains((flow.From, flow.To)))],
            Boundaries = [.. first.Boundaries, .. second.Boundaries.Where(boundary => first.Boundaries.All(other => other.Id != boundary.Id))],
            Runtimes = [.. first.Runtimes, .. second.Runtimes.Where(runtime => first.Runtimes.All(other => other.Id != runtime.Id))],
        };
    }

    private void Match(ArchitectureKnowledge knowledge)
    {
        var open = said.Components.ToList();
        foreach (var component in Inferred.Components)
            Pair(component, open.Find(other => Names(other).Intersect(Names(component), StringComparer.Ordinal).Any()));
        foreach (var component in Inferred.Components.Where(component => !saidByInferred.ContainsKey(component.Id)))
        {
            var technology = Family(component);
            if (technology is null)
                continue;
            var theirs = open.Where(other => Family(other) == technology).ToList();
            var ours = Inferred.Components.Where(other => !saidByInferred.ContainsKey(other.Id) && Family(other) == technology).ToList();
            if (theirs.Count == 1 && ours.Count == 1)
                Pair(component, theirs[0]);
        }

        // The one program of the files is the one service that is said to be the project's own.
        var programs = Inferred.Components.Where(component => component.CustomCode && !saidByInferred.ContainsKey(component.Id)).ToList();
        var services = open.Where(component => component.Kind == ComponentKind.Process && !component.IsOutside && !component.Technologies.Any(technology => knowledge.Catalogue.Has(technology, Trait.KeepsModels))).ToList();
        if (programs.Count == 1 && services.Count == 1)
            Pair(programs[0], services[0]);

        void Pair(Component inferred, Component? other)
        {
            if (other is null || saidByInferred.ContainsKey(inferred.Id))
                return;
            saidByInferred[inferred.Id] = other.Id;
            open.Remove(other);
        }

        static IEnumerable<string> Names(Component component) => [DeclaredArchitecture.Slug(component.Id), DeclaredArchitecture.Slug(component.Title)];

        string? Family(Component component) => component.Technologies.Count == 0 ? null
            : component.Technologies.Any(technology => knowledge.Catalogue.Has(technology, Trait.LanguageModel)) ? component.IsOutside ? "llm-outside" : "llm"
            : component.Technologies[0] is "web-service-rest" or "web-application" or "web-server" or "interface-ia" or "tool" ? null
            : component.Technologies[0];
    }

    private ArchitectureModel Merge()
    {
        var seen = Inferred.Components.Where(component => saidByInferred.ContainsKey(component.Id)).ToLookup(component => saidByInferred[component.Id], StringComparer.Ordinal);
        var taken = said.Components.Select(component => component.Id).ToHashSet(StringComparer.Ordinal);
        var renamed = Inferred.Components.ToDictionary(component => component.Id, component => saidByInferred.TryGetValue(component.Id, out var id) ? id : taken.Contains(component.Id) ? $"{component.Id}-vu" : component.Id, StringComparer.Ordinal);
        var flows = said.Flows.Select(flow => (flow.From, flow.To)).ToHashSet();
        return said with
        {
            Components =
            [
                .. said.Components.Select(component => seen[component.Id].Aggregate(component, Filled)),
                .. Inferred.Components.Where(component => !saidByInferred.ContainsKey(component.Id)).Select(component => component with { Id = renamed[component.Id] }),
            ],
            Flows =
            [
                .. said.Flows,
                .. Inferred.Flows.Select(flow => flow with { From = renamed[flow.From], To = renamed[flow.To], Id = $"{renamed[flow.From]}>{renamed[flow.To]}" })
                    .Where(flow => flow.From != flow.To && !flows.Contains((flow.From, flow.To)) && said.Flows.All(other => other.Id != flow.Id)).DistinctBy(flow => flow.Id),
            ],
            Boundaries = said.Boundaries.Count > 0 ? said.Boundaries : [.. Inferred.Boundaries.Select(boundary => boundary with { Inside = [.. boundary.Inside.Select(id => renamed.GetValueOrDefault(id, id)).Distinct(StringComparer.Ordinal)] })],
        };
    }

    private static Component Filled(Component said, Component seen) => said with
    {
        Technologies = said.Technologies.Count > 0 ? said.Technologies : seen.Technologies,
        Product = said.Product ?? seen.Product,
        Machine = said.Machine ?? seen.Machine,
        CustomCode = said.CustomCode || (seen.CustomCode && said.Origin == ModelOrigin.Declared),
        Ports = [.. said.Ports.Union(seen.Ports).Order()],
        SeenAt = [.. said.SeenAt.Concat(seen.At is { } at ? [at] : []).Concat(seen.SeenAt).Distinct()],
    };

    private List<LeftOut> FindLeftOut()
    {
        var left = new List<LeftOut>();
        if (!IsSaid)
            return left;
        foreach (var component in Inferred.Components.Where(component => !saidByInferred.ContainsKey(component.Id) && component.At is not null))
        {
            // A library in the process is no component of its own; a container or a third party is.
            if (component.Machine is not null || component.IsOutside)
                left.Add(new(component.IsOutside ? LeftOutKind.Outside : LeftOutKind.Service, component.Title, component.Product, component.At!));
        }

        var links = said.Flows.SelectMany(flow => new[] { (flow.From, flow.To), (flow.To, flow.From) }).ToHashSet();
        foreach (var flow in Inferred.Flows.Where(flow => flow.Protocol != FlowProtocol.UnknownProtocol && flow.At is not null))
        {
            if (saidByInferred.TryGetValue(flow.From, out var from) && saidByInferred.TryGetValue(flow.To, out var to) && from != to && !links.Contains((from, to)))
                left.Add(new(LeftOutKind.Flow, $"{from} → {to}", KebabWords.Of(flow.Protocol), flow.At!));
        }

        foreach (var component in Inferred.Components.Where(component => component.Exposed && component.Ports.Count > 0 && component.At is not null && saidByInferred.ContainsKey(component.Id)))
        {
            var id = saidByInferred[component.Id];
            if (said.Flows.All(flow => flow.To != id))
                left.Add(new(LeftOutKind.Port, id, string.Join(", ", component.Ports), component.At!));
        }

        return left;
    }
}

/// <summary>Something that files show and the description of the architecture does not.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Detail">Image, host, protocol or port.</param>
/// <param name="At">Where it was seen.</param>
internal sealed record LeftOut(LeftOutKind Kind, string Name, string? Detail, ModelSource At);

internal enum LeftOutKind
{
    Service,
    Outside,
    Flow,
    Port,
}
