using AuditService.Authoring.Yaml;
using AuditService.Collectors.Deployments;
using AuditService.Core.Architecture;

namespace AuditService.Collectors.Architecture;

/// <summary>Reads Kubernetes manifests: workloads as components, namespaces as boundaries, services and ingresses as ways in, addresses in settings as flows.</summary>
internal sealed class KubernetesReader(ArchitectureKnowledge knowledge, ComposeReader settings)
{
    private readonly List<(KubernetesObject Object, string Path)> objects = [];

    /// <summary>Takes in a document; nothing is read before all are there, since a service names workloads of other files.</summary>
    public void Take(YamlNode root, string path) => objects.AddRange(KubernetesObject.In(root).Select(one => (one, path)));

    public void Read(InferredSystem system)
    {
        var isolated = objects.Where(pair => pair.Object.Kind == "NetworkPolicy").Select(pair => Namespace(pair.Object)).ToHashSet(StringComparer.Ordinal);
        var workloads = new List<(string Id, YamlMapping Pod, YamlMapping Labels, string Path)>();
        foreach (var (workload, path) in objects.Where(pair => pair.Object.IsWorkload))
        {
            if (system.IsFull)
                break;
            if (workload.Pod is not { } pod || workload.Name is not { Length: > 0 } name)
                continue;
            var id = DeclaredArchitecture.Slug(name);
            var at = new ModelSource(path, workload.Document.At.Line);
            var container = KubernetesObject.Containers(pod).FirstOrDefault();
            if (container is null)
                continue;
            var image = Text(container, "image");
            var sign = knowledge.OfImage(image);
            system.Add(new()
            {
                Id = id,
                Title = name,
                Kind = (sign is null ? null : knowledge.Catalogue.Find(sign.Technology)?.Kind) is { } kind and not ComponentKind.ExternalEntity ? kind : ComponentKind.Process,
                Technologies = sign is not null ? [sign.Technology]
                    : ComposeReader.Trains(name, $"{ComposeReader.Words(container.Find("command"))} {ComposeReader.Words(container.Find("args"))}") ? ["pipeline-entrainement"] : [],
                Product = image,
                Machine = Machine.Container,
                Redundant = workload.Spec is { } spec && int.TryParse(Text(spec, "replicas"), out var replicas) && replicas > 1,
                At = at,
            });
            var space = Namespace(workload);
            system.Place(id, $"namespace-{DeclaredArchitecture.Slug(space)}", space, isolated.Contains(space) ? BoundaryType.NetworkPolicyNamespaceIsolation : BoundaryType.ExecutionEnvironment, at);
            workloads.Add((id, pod, workload.PodLabels ?? new(workload.Document.At, []), path));
        }

        SharedVolumes(system, workloads);
        var names = workloads.Select(workload => workload.Id).Distinct(StringComparer.Ordinal).ToDictionary(id => id, id => id, StringComparer.Ordinal);
        foreach (var (service, path) in objects.Where(pair => pair.Object.Kind == "Service"))
            Service(service, path, system, workloads, names);
        foreach (var (ingress, path) in objects.Where(pair => pair.Object.Kind == "Ingress"))
            Ingress(ingress, path, system, names);
        var maps = objects.Where(pair => pair.Object is { Kind: "ConfigMap", Name.Length: > 0 }).GroupBy(pair => pair.Object.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        foreach (var (id, pod, _, path) in workloads)
        {
            foreach (var (key, value, at) in KubernetesObject.Containers(pod).SelectMany(container => Settings(container, path, maps)))
                settings.Setting(id, key, ShortHosts(value), at, system, names);
        }
    }

    /// <summary>What several workloads mount is a way from one to the other: who writes the models that another serves.</summary>
    private static void SharedVolumes(InferredSystem system, IReadOnlyList<(string Id, YamlMapping Pod, YamlMapping Labels, string Path)> workloads)
    {
        foreach (var shared in workloads.SelectMany(Claims).GroupBy(mount => mount.Claim, StringComparer.Ordinal).Where(mounts => mounts.Select(mount => mount.Id).Distinct(StringComparer.Ordinal).Count() > 1).Take(100))
        {
            var id = $"volume-{DeclaredArchitecture.Slug(shared.Key)}";
            system.Add(new() { Id = id, Title = $"volume {shared.Key}", Kind = ComponentKind.Datastore, Technologies = ["local-file-system"], Product = "PersistentVolumeClaim", At = shared.First().At });
            foreach (var mount in shared)
                system.Link(mount.Id, id, FlowProtocol.LocalFileAccess, mount.At);
        }
    }

    private static IEnumerable<(string Claim, string Id, ModelSource At)> Claims((string Id, YamlMapping Pod, YamlMapping Labels, string Path) workload) =>
        workload.Pod.Find("volumes") is not YamlSequence volumes ? [] : volumes.Items.OfType<YamlMapping>().Take(50)
            .Select(volume => volume.Find("persistentVolumeClaim")).OfType<YamlMapping>()
            .Where(claim => Text(claim, "claimName").Length > 0)
            .Select(claim => (Text(claim, "claimName"), workload.Id, new ModelSource(workload.Path, claim.At.Line)));

    private static void Service(KubernetesObject service, string path, InferredSystem system, IReadOnlyList<(string Id, YamlMapping Pod, YamlMapping Labels, string Path)> workloads, Dictionary<string, string> names)
    {
        if (service.Spec is not { } spec || spec.Find("selector") is not YamlMapping selector || service.Name is not { Length: > 0 } name)
            return;
        var target = workloads.FirstOrDefault(workload => selector.Entries.Count > 0 && selector.Entries.All(wanted => wanted.Value is YamlScalar value && Text(workload.Labels, wanted.Key) == value.Value)).Id;
        if (target is null)
            return;
        names.TryAdd(name, target);
        if (Text(spec, "type") is "LoadBalancer" or "NodePort" && system.Find(target) is { } component)
            system.Add(component with { Exposed = true, At = new(path, service.Document.At.Line) });
    }

    private static void Ingress(KubernetesObject ingress, string path, InferredSystem system, IReadOnlyDictionary<string, string> names)
    {
        if (ingress.Name is not { Length: > 0 } name || ingress.Spec is not { } spec)
            return;
        var at = new ModelSource(path, ingress.Document.At.Line);
        var id = $"ingress-{DeclaredArchitecture.Slug(name)}";
        system.Add(new() { Id = id, Title = $"ingress {name}", Technologies = ["reverse-proxy"], Product = "Ingress", Exposed = true, Machine = Machine.Container, At = at });
        foreach (var backend in Services(spec, 0).Distinct(StringComparer.Ordinal).Where(names.ContainsKey))
            system.Link(id, names[backend], FlowProtocol.Http, at);
    }

    /// <summary>The services that an ingress sends to: <c>service.name</c> of today, <c>serviceName</c> of before.</summary>
    private static IEnumerable<string> Services(YamlNode node, int depth)
    {
        if (depth > 12)
            return [];
        return node switch
        {
            YamlSequence sequence => sequence.Items.Take(200).SelectMany(item => Services(item, depth + 1)),
            YamlMapping mapping => mapping.Entries.Take(200).SelectMany(entry => entry switch
            {
                { Key: "serviceName", Value: YamlScalar old } => [old.Value],
                { Key: "service", Value: YamlMapping service } => [Text(service, "name")],
                _ => Services(entry.Value, depth + 1),
            }),
            _ => [],
        };
    }

    private static IEnumerable<(string Key, string Value, ModelSource At)> Settings(YamlMapping container, string path, IReadOnlyDictionary<string, (KubernetesObject Object, string Path)> maps)
    {
        if (container.Find("env") is YamlSequence env)
        {
            foreach (var variable in env.Items.OfType<YamlMapping>().Take(500))
            {
                if (variable.Find("value") is YamlScalar value)
                    yield return (Text(variable, "name"), value.Value, new(path, variable.At.Line));
            }
        }

        if (container.Find("envFrom") is not YamlSequence sources)
            yield break;
        foreach (var source in sources.Items.OfType<YamlMapping>().Select(source => source.Find("configMapRef")).OfType<YamlMapping>().Take(50))
        {
            if (!maps.TryGetValue(Text(source, "name"), out var map) || map.Object.Document.Find("data") is not YamlMapping data)
                continue;
            foreach (var entry in data.Entries.Where(entry => entry.Value is YamlScalar { Value.Length: < 2000 }).Take(500))
                yield return (entry.Key, ((YamlScalar)entry.Value).Value, new(map.Path, entry.At.Line));
        }
    }

    /// <summary>"db.shop.svc.cluster.local" is the service db.</summary>
    private static string ShortHosts(string value)
    {
        var at = value.IndexOf(".svc", StringComparison.Ordinal);
        if (at <= 0)
            return value;
        var start = value.LastIndexOfAny(['/', '@', ' ', ','], at) + 1;
        var end = at;
        while (end < value.Length && (char.IsAsciiLetterOrDigit(value[end]) || value[end] is '.' or '-'))
            end++;
        var host = value[start..at];
        return string.Concat(value.AsSpan(0, start), host.Split('.')[0], value.AsSpan(end));
    }

    private static string Namespace(KubernetesObject one) => one.Namespace is { Length: > 0 } space ? space : "default";

    private static string Text(YamlMapping mapping, string key) => KubernetesObject.Text(mapping, key);
}
