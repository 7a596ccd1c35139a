using System.Globalization;
using AuditService.Authoring.Deployments;
using AuditService.Authoring.Yaml;
using AuditService.Collectors.Deployments;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>What the services of a compose file let happen: inner ports open to the network, images that nobody mends, no bound on what a container takes.</summary>
internal static class ComposeServices
{
    /// <summary>How sure it is that a published port is one too many, for what answers whoever calls, and for what has accounts of its own.</summary>
    private const double Answers = 0.8;

    private const double AsksFirst = 0.5;

    public static void Scan(SourceText text, DeploymentSight sight)
    {
        foreach (var service in text.Yaml.Roots.SelectMany(ComposeService.In))
            Look(service, sight);
    }

    private static void Look(ComposeService service, DeploymentSight sight)
    {
        var (name, settings) = (service.Name, service.Settings);
        var knowledge = DeploymentKnowledgeReader.Knowledge;
        if (service.Image is { } image)
        {
            Dockerfiles.SeeEnd(image.Value, image.At.Line, knowledge, sight);
            // With a build, "image" names what is built.
            if (!service.IsBuilt)
                ContainerImages.See(image, sight);
        }

        Isolation(name, settings, sight);
        foreach (var port in service.Ports.Where(port => port.IsOpen))
        {
            if (port.Target is { } number && knowledge.Port(number) is { } known)
                sight.See(DeploymentFacts.PublishedPorts, port.At.Line, Answers, Published(name, port, known.Service));
            else if (service.Image is { } published && !service.IsBuilt && knowledge.Publishes(ComposeService.WithDefaults(published.Value), port.Target) is { } open)
                sight.See(DeploymentFacts.PublishedPorts, port.At.Line, open.Asks ? AsksFirst : Answers, Published(name, port, open.Service));
        }

        var missing = Missing(settings);
        if (missing.Count > 0 && !settings.Entries.Any(entry => entry.Key is "extends"))
            sight.See(DeploymentFacts.UnboundedServices, service.At.Line, 0.8, new($"{name} : {string.Join(", ", missing)} absent", $"{name}: {string.Join(", ", missing)} missing"));
    }

    private static LocalizedText Published(string name, ComposePort port, LocalizedText what) => new(
        $"{name} publie {port.Target?.ToString(CultureInfo.InvariantCulture) ?? "un port"} sur toutes les interfaces : {what.Fr}",
        $"{name} publishes {port.Target?.ToString(CultureInfo.InvariantCulture) ?? "a port"} on all interfaces: {what.En}");

    /// <summary>What ties the container to its host: all rights, its namespaces, or the socket that commands the engine (CWE-250).</summary>
    /// <summary>Options of Docker that switch off what keeps a container in.</summary>
    private static readonly string[] Unconfined = ["seccomp:unconfined", "apparmor:unconfined", "label:disable", "systempaths:unconfined"];

    /// <summary>Who writes to one of these starts containers as he likes.</summary>
    private static readonly string[] Sockets = ["/docker.sock", "/containerd.sock", "/podman.sock", "/crio.sock"];

    private static void Isolation(string name, YamlMapping settings, DeploymentSight sight)
    {
        if (settings.Find("privileged") is YamlScalar { Value: "true" or "True" or "yes" or "on" } privileged)
            sight.See(DeploymentFacts.PrivilegedContainers, privileged.At.Line, 1, new($"{name} est privilégié", $"{name} is privileged"));
        foreach (var key in (string[])["network_mode", "pid", "ipc", "userns_mode", "cgroup"])
        {
            if (settings.Find(key) is YamlScalar { Value: "host" } shared)
                sight.See(DeploymentFacts.PrivilegedContainers, shared.At.Line, 1, new($"{name} partage la machine ({key})", $"{name} shares the machine ({key})"));
        }

        if (settings.Find("cap_add") is YamlSequence added)
        {
            foreach (var capability in added.Items.OfType<YamlScalar>().Where(capability => capability.Value.ToUpperInvariant().Replace("CAP_", "", StringComparison.Ordinal) is "ALL" or "SYS_ADMIN" or "SYS_PTRACE" or "SYS_MODULE" or "SYS_RAWIO" or "BPF" or "DAC_READ_SEARCH").Take(20))
                sight.See(DeploymentFacts.PrivilegedContainers, capability.At.Line, 0.9, new($"{name} reçoit le droit {capability.Value}", $"{name} is given the capability {capability.Value}"));
        }

        if (settings.Find("security_opt") is YamlSequence options)
        {
            foreach (var option in options.Items.OfType<YamlScalar>().Where(option => Unconfined.Contains(option.Value.Replace('=', ':'), StringComparer.Ordinal)).Take(20))
                sight.See(DeploymentFacts.PrivilegedContainers, option.At.Line, 0.9, new($"{name} lève un cloisonnement du noyau ({option.Value})", $"{name} lifts a confinement of the kernel ({option.Value})"));
        }

        if (settings.Find("volumes") is not YamlSequence volumes)
            return;
        foreach (var volume in volumes.Items.Take(200))
        {
            var source = volume is YamlMapping described ? described.Find("source") as YamlScalar : volume as YamlScalar;
            if (source is { Value: var mounted } && Sockets.Any(socket => mounted.Contains(socket, StringComparison.Ordinal)) || source is { Value: var root } && (root == "/" || root.StartsWith("/:", StringComparison.Ordinal)))
                sight.See(DeploymentFacts.PrivilegedContainers, source.At.Line, 1, new($"{name} commande le moteur de conteneurs ou voit toute la machine", $"{name} commands the container engine or sees the whole machine"));
        }
    }

    /// <summary>What bounds a service, by its keys; a health check of the image itself does not show.</summary>
    private static List<string> Missing(YamlMapping settings)
    {
        var missing = new List<string>();
        var limits = ((settings.Find("deploy") as YamlMapping)?.Find("resources") as YamlMapping)?.Find("limits") as YamlMapping;
        if (settings.Find("mem_limit") is null && limits?.Find("memory") is null)
            missing.Add("mem_limit");
        var options = settings.Find("security_opt") is YamlSequence list ? list.Items.OfType<YamlScalar>().Select(option => option.Value).ToArray() : [];
        if (!Array.Exists(options, option => option is "no-new-privileges" or "no-new-privileges:true" or "no-new-privileges=true"))
            missing.Add("no-new-privileges");
        return missing;
    }
}
