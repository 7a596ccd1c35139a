using System.Text.RegularExpressions;
using AuditService.Authoring.Yaml;
using AuditService.Collectors.Deployments;
using AuditService.Core.Architecture;

namespace AuditService.Collectors.Architecture;

/// <summary>
/// Reads a compose file: services as components, networks as boundaries, addresses in settings and "depends_on" as flows. A service that stands in
/// several networks is placed in the first that it names.
/// </summary>
internal sealed partial class ComposeReader(ArchitectureKnowledge knowledge)
{
    private static readonly string[] HostKeys = ["HOST", "HOSTS", "HOSTNAME", "URL", "URI", "ENDPOINT", "ENDPOINTS", "SERVER", "SERVERS", "ADDRESS", "BROKER", "BROKERS", "BASE", "PROXY", "CONNECTION"];

    /// <summary>Ends of names without a separator: <c>PGHOST</c>, <c>MONGOURL</c>.</summary>
    private static readonly string[] HostEnds = ["HOST", "URL", "URI", "ENDPOINT", "ADDR"];

    public static bool IsCompose(YamlNode root) => ComposeService.In(root).Any(service => service.Image is not null || service.IsBuilt);

    /// <param name="root">A root that <see cref="IsCompose"/> accepts.</param>
    /// <param name="path">Of the file.</param>
    /// <param name="system">Receives what is read.</param>
    /// <param name="builds">Receives from what services are built.</param>
    public void Read(YamlNode root, string path, InferredSystem system, ICollection<ServiceBuild> builds)
    {
        var services = ComposeService.In(root).ToList();
        var names = services.ToDictionary(service => service.Name, service => DeclaredArchitecture.Slug(service.Name), StringComparer.Ordinal);
        foreach (var service in services)
        {
            if (service.Settings.Find("container_name") is YamlScalar { IsNull: false } container)
                names.TryAdd(container.Value, names[service.Name]);
        }

        foreach (var service in services)
            Service(service, path, system, builds, names);
        foreach (var service in services)
            Links(service, path, system, names);
    }

    private void Service(ComposeService service, string path, InferredSystem system, ICollection<ServiceBuild> builds, IReadOnlyDictionary<string, string> names)
    {
        if (system.IsFull)
            return;
        var at = new ModelSource(path, service.At.Line);
        var image = service.Image is { } named ? ComposeService.WithDefaults(named.Value) : null;
        var build = service.Settings.Find("build");
        var sign = image is null ? null : knowledge.OfImage(image);
        if (sign is null && build is null)
            sign = knowledge.OfImage(service.Name.ToLowerInvariant());
        var ports = service.Ports.ToList();
        system.Add(new()
        {
            Id = names[service.Name],
            Title = service.Name,
            Kind = (sign is null ? null : knowledge.Catalogue.Find(sign.Technology)?.Kind) is { } kind and not ComponentKind.ExternalEntity ? kind : ComponentKind.Process,
            Technologies = sign is not null ? [sign.Technology] : Trains(service.Name, Words(service.Settings.Find("command"))) ? ["pipeline-entrainement"] : [],
            Product = image,
            Machine = Machine.Container,
            CustomCode = build is not null,
            Ports = [.. ports.Select(port => port.Published).OfType<int>().Distinct().Order()],
            Exposed = ports.Exists(port => port.IsOpen),
            Redundant = service.Settings.Find("deploy") is YamlMapping deploy && deploy.Find("replicas") is YamlScalar { Value: var replicas } && int.TryParse(replicas, out var count) && count > 1,
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
            builds.Add(new(
                resolved,
                names[service.Name],
                Under(resolved, build is YamlMapping described && described.Find("dockerfile") is YamlScalar { IsNull: false } dockerfile ? dockerfile.Value : "Dockerfile"),
                Command: $"{Words(service.Settings.Find("entrypoint"))} {Words(service.Settings.Find("command"))}".Trim()));
        foreach (var network in Networks(service.Settings))
            system.Place(names[service.Name], $"network-{DeclaredArchitecture.Slug(network)}", network, BoundaryType.NetworkVirtualLan, at);
    }

    private void Links(ComposeService service, string path, InferredSystem system, IReadOnlyDictionary<string, string> names)
    {
        var from = names[service.Name];
        foreach (var (target, line) in Names(service.Settings.Find("depends_on")).Concat(Names(service.Settings.Find("links")).Select(link => (link.Name.Split(':')[0], link.Line))))
        {
            if (names.TryGetValue(target, out var to))
                system.Link(from, to, ProtocolOf(system, to), new(path, line));
        }

        foreach (var (key, value, line) in service.Environment)
            Setting(from, key, ComposeService.WithDefaults(value), new(path, line), system, names);
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
            else
            {
                StoreElsewhere(from, address, at, system);
            }
        }

        var last = key.Split(['_', '-', '.'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.ToUpperInvariant() ?? "";
        if (isAddress || !HostKeys.Contains(last, StringComparer.Ordinal) && !HostEnds.Any(end => last.EndsWith(end, StringComparison.Ordinal)))
            return;
        foreach (var host in value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(host => host.Split(':')[0]))
        {
            if (names.TryGetValue(host, out var to))
                system.Link(from, to, ProtocolOf(system, to), at);
        }
    }

    /// <summary>A database that is called by its address and that no file of the dossier starts: it is there all the same.</summary>
    private void StoreElsewhere(string from, FoundAddress address, ModelSource at, InferredSystem system)
    {
        var protocol = address.Protocol(knowledge);
        if (protocol is not (FlowProtocol.SqlAccessProtocol or FlowProtocol.NosqlAccessProtocol) || address.Host is "localhost" or "host.docker.internal" || address.Host.StartsWith("127.", StringComparison.Ordinal))
            return;
        var id = DeclaredArchitecture.Slug(address.Host);
        system.Add(new() { Id = id, Title = address.Host, Kind = ComponentKind.Datastore, Technologies = [address.Scheme.StartsWith("redis", StringComparison.Ordinal) ? "key-value-store" : "database"], Product = address.Scheme, At = at });
        system.Link(from, id, protocol, at, address.HasPassword ? FlowAuthentication.Credentials : null, address.IsEncrypted);
    }

    /// <summary>What starts a training, by the words of its name and of its command.</summary>
    internal static bool Trains(string name, string command) => Training().IsMatch($"{name} {command}");

    /// <summary>The words of a command, from a text or from a list.</summary>
    internal static string Words(YamlNode? command) => command switch
    {
        YamlScalar { IsNull: false } text => text.Value,
        YamlSequence words => string.Join(' ', words.Items.OfType<YamlScalar>().Take(50).Select(word => word.Value)),
        _ => "",
    };

    [GeneratedRegex(@"(^|[\s/._-])(re)?train(ing|er)?([\s._-]|$)|fine-?tun|entra[iî]nement", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Training();

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

    private static string Under(string folder, string file)
    {
        file = file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;
        return folder.Length == 0 ? file : $"{folder}/{file}";
    }

    /// <summary>The folder of a build, from the root of the dossier; null when it is outside or an address.</summary>
    private static string? Resolve(string path, string context)
    {
        context = ComposeService.WithDefaults(context);
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
