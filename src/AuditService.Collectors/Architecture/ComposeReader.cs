using AuditService.Authoring.Yaml;
using AuditService.Core.Architecture;

namespace AuditService.Collectors.Architecture;

/// <summary>
/// Reads a compose file: services as components, networks as boundaries, addresses in settings and "depends_on" as flows. A service that stands in
/// several networks is placed in the first that it names.
/// </summary>
internal sealed class ComposeReader(ArchitectureKnowledge knowledge)
{
    private static readonly string[] HostKeys = ["HOST", "HOSTS", "HOSTNAME", "URL", "URI", "ENDPOINT", "ENDPOINTS", "SERVER", "SERVERS", "ADDRESS", "BROKER", "BROKERS", "BASE", "PROXY", "CONNECTION"];

    public static bool IsCompose(YamlNode root) => root is YamlMapping mapping && mapping.Find("services") is YamlMapping services
        && services.Entries.Any(entry => entry.Value is YamlMapping service && (service.Find("image") ?? service.Find("build")) is not null);

    /// <param name="root">A root that <see cref="IsCompose"/> accepts.</param>
    /// <param name="path">Of the file.</param>
    /// <param name="system">Receives what is read.</param>
    /// <param name="builds">Receives from what services are built.</param>
    public void Read(YamlNode root, string path, InferredSystem system, ICollection<ServiceBuild> builds)
    {
        var services = ((YamlMapping)((YamlMapping)root).Find("services")!).Entries.Where(entry => entry.Value is YamlMapping).ToList();
        var names = services.ToDictionary(entry => entry.Key, entry => DeclaredArchitecture.Slug(entry.Key), StringComparer.Ordinal);
        foreach (var entry in services.Where(entry => (entry.Value as YamlMapping)!.Find("container_name") is YamlScalar { IsNull: false }))
            names.TryAdd(((YamlScalar)((YamlMapping)entry.Value).Find("container_name")!).Value, names[entry.Key]);
        foreach (var entry in services)
            Service(entry, path, system, builds, names);
        foreach (var entry in services)
            Links(entry, path, system, names);
    }

    private void Service(YamlEntry entry, string path, InferredSystem system, ICollection<ServiceBuild> builds, IReadOnlyDictionary<string, string> names)
    {
        if (system.IsFull)
            return;
        var service = (YamlMapping)entry.Value;
        var at = new ModelSource(path, entry.At.Line);
        var image = service.Find("image") is YamlScalar { IsNull: false } named ? FoundAddress.WithDefaults(named.Value) : null;
        var build = service.Find("build");
        var sign = image is null ? null : knowledge.OfImage(image);
        if (sign is null && build is null)
            sign = knowledge.OfImage(entry.Key.ToLowerInvariant());
        var ports = Ports(service).ToList();
        system.Add(new()
        {
            Id = names[entry.Key],
            Title = entry.Key,
            Kind = (sign is null ? null : knowledge.Catalogue.Find(sign.Technology)?.Kind) is { } kind and not ComponentKind.ExternalEntity ? kind : ComponentKind.Process,
            Technologies = sign is null ? [] : [sign.Technology],
            Product = image,
            Machine = Machine.Container,
            CustomCode = build is not null,
            Ports = [.. ports.Select(port => port.Number).Distinct().Order()],
            Exposed = ports.Exists(port => port.IsOpen),
            Redundant = service.Find("deploy") is YamlMapping deploy && deploy.Find("replicas") is YamlScalar { Value: var replicas } && int.TryParse(replicas, out var count) && count > 1,
            At = at,
        });
        var context = build switch
        {
            YamlScalar { IsNull: false } folder => folder.Value,
            YamlMapping mapping when mapping.Find("context") is YamlScalar folder => folder.Value,
            YamlMapping => ".",
            _ => null,
        };
        if (context is not null && Resolve(path, context) is { } resolved)
            builds.Add(new(resolved, names[entry.Key], Under(resolved, build is YamlMapping described && described.Find("dockerfile") is YamlScalar { IsNull: false } dockerfile ? dockerfile.Value : "Dockerfile")));
        foreach (var network in Networks(service))
            system.Place(names[entry.Key], $"network-{DeclaredArchitecture.Slug(network)}", network, BoundaryType.NetworkVirtualLan, at);
    }

    private void Links(YamlEntry entry, string path, InferredSystem system, IReadOnlyDictionary<string, string> names)
    {
        var service = (YamlMapping)entry.Value;
        var from = names[entry.Key];
        foreach (var (target, line) in Names(service.Find("depends_on")).Concat(Names(service.Find("links")).Select(link => (link.Name.Split(':')[0], link.Line))))
        {
            if (names.TryGetValue(target, out var to))
                system.Link(from, to, ProtocolOf(system, to), new(path, line));
        }

        foreach (var (key, value, line) in Environment(service))
            Setting(from, key, FoundAddress.WithDefaults(value), new(path, line), system, names);
    }

    /// <summary>What one setting shows: an address of another service, or of a third party, or the name of a service.</summary>
    internal void Setting(string from, string key, string value, ModelSource at, InferredSystem system, IReadOnlyDictionary<string, string> names)
    {
        var isAddress = false;
        foreach (var address in FoundAddress.In(value))
        {
            isAddress = true;
            if (names.TryGetValue(address.Host, out var to))
            {
                var protocol = address.Protocol(knowledge);
                system.Link(from, to, protocol, at, address.HasPassword ? FlowAuthentication.Credentials : null, address.IsEncrypted);
            }
            else if (knowledge.OfHost(address.Host) is { } sign)
            {
                Outside(from, sign, address.Host, at, system, knowledge);
            }
        }

        var last = key.Split(['_', '-', '.'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.ToUpperInvariant() ?? "";
        if (isAddress || !HostKeys.Contains(last, StringComparer.Ordinal))
            return;
        foreach (var host in value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(host => host.Split(':')[0]))
        {
            if (names.TryGetValue(host, out var to))
                system.Link(from, to, ProtocolOf(system, to), at);
        }
    }

    /// <summary>A service that a third party runs, with a flow to it.</summary>
    internal static void Outside(string from, TechnologySign sign, string? host, ModelSource at, InferredSystem system, ArchitectureKnowledge knowledge)
    {
        var provider = sign.Provider ?? host ?? sign.Technology;
        var id = $"tiers-{DeclaredArchitecture.Slug(provider)}";
        system.Add(new()
        {
            Id = id,
            Title = provider,
            Kind = ComponentKind.ExternalEntity,
            Technologies = [sign.Technology],
            Product = host ?? sign.Host,
            Internet = true,
            OutOfScope = true,
            At = at,
        });
        if (knowledge.Catalogue.Find(sign.Technology) is not null)
            system.Link(from, id, FlowProtocol.Https, at);
    }

    private FlowProtocol ProtocolOf(InferredSystem system, string id) =>
        system.Find(id) is { Product: { } image } && knowledge.OfImage(image) is { } sign && sign.Protocol != FlowProtocol.Http ? sign.Protocol : FlowProtocol.UnknownProtocol;

    private static IEnumerable<(string Name, int Line)> Names(YamlNode? node) => node switch
    {
        YamlSequence sequence => sequence.Items.OfType<YamlScalar>().Select(item => (item.Value, item.At.Line)),
        YamlMapping mapping => mapping.Entries.Select(entry => (entry.Key, entry.At.Line)),
        _ => [],
    };

    private static IEnumerable<string> Networks(YamlMapping service)
    {
        var networks = Names(service.Find("networks")).Select(network => network.Name).ToList();
        if (service.Find("network_mode") is YamlScalar { Value: "host" })
            return [];
        return networks.Count > 0 ? networks : ["default"];
    }

    internal static IEnumerable<(string Key, string Value, int Line)> Environment(YamlMapping service) => service.Find("environment") switch
    {
        YamlMapping mapping => mapping.Entries.Where(entry => entry.Value is YamlScalar).Select(entry => (entry.Key, ((YamlScalar)entry.Value).Value, entry.At.Line)),
        YamlSequence sequence => sequence.Items.OfType<YamlScalar>().Select(item => (Pair: item.Value.Split('=', 2), item.At.Line)).Where(item => item.Pair.Length == 2).Select(item => (item.Pair[0], item.Pair[1], item.Line)),
        _ => [],
    };

    private static IEnumerable<(int Number, bool IsOpen)> Ports(YamlMapping service)
    {
        if (service.Find("ports") is not YamlSequence ports)
            yield break;
        foreach (var port in ports.Items)
        {
            if (port is YamlMapping mapping)
            {
                if (mapping.Find("published") is YamlScalar published && Number(FoundAddress.WithDefaults(published.Value)) is { } open)
                    yield return (open, mapping.Find("host_ip") is not YamlScalar { Value: var ip } || !IsLoopback(ip));
            }
            else if (port is YamlScalar scalar)
            {
                // [address:]published:target[/protocol]; a target alone gets a random port of the machine.
                var text = FoundAddress.WithDefaults(scalar.Value).Split('/')[0];
                var parts = text.Split(':');
                if (Number(parts.Length > 1 ? parts[^2] : parts[0]) is { } number)
                    yield return (number, parts.Length < 3 || !IsLoopback(string.Join(':', parts[..^2])));
            }
        }

        static bool IsLoopback(string address) => address.Trim('[', ']') is "127.0.0.1" or "localhost" or "::1";

        static int? Number(string text) => int.TryParse(text.Split('-')[0], out var number) && number is > 0 and < 65536 ? number : null;
    }

    private static string Under(string folder, string file)
    {
        file = file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;
        return folder.Length == 0 ? file : $"{folder}/{file}";
    }

    /// <summary>The folder of a build, from the root of the dossier; null when it is outside or an address.</summary>
    private static string? Resolve(string path, string context)
    {
        context = FoundAddress.WithDefaults(context);
        if (context.Contains("://", StringComparison.Ordinal) || context.StartsWith('/'))
            return null;
        var parts = path.Split('/')[..^1].ToList();
        foreach (var part in context.Replace('\\', '/').Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                return null;
        }

        return string.Join('/', parts);
    }
}
