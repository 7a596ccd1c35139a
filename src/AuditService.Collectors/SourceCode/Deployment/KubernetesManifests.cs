using System.Globalization;
using System.Text;
using AuditService.Authoring.Deployments;
using AuditService.Authoring.Yaml;
using AuditService.Collectors.Deployments;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>
/// What the manifests of Kubernetes let happen: workloads tied to their node, left without limits or isolation, entries in clear text, wide rights,
/// secrets as they are. After the fields of the Kubernetes API (core/v1, apps/v1, batch/v1, networking.k8s.io/v1, rbac.authorization.k8s.io/v1) and
/// the levels of its Pod Security Standards.
/// </summary>
internal sealed class KubernetesManifests(DeploymentSight sight)
{
    private const string PolicyMark = "kubernetes-policy:";
    private const string LimitMark = "kubernetes-limits:";

    /// <summary>What the default set of a container already holds, or what the "restricted" level lets a program add.</summary>
    private static readonly string[] HarmlessCapabilities = ["NET_BIND_SERVICE", "CHOWN", "SETUID", "SETGID", "FOWNER", "DAC_OVERRIDE", "KILL", "SETPCAP", "SETFCAP", "FSETID", "AUDIT_WRITE", "MKNOD"];

    private static readonly string[] ReadVerbs = ["get", "list", "watch"];

    private readonly HashSet<string> namespacesSeen = new(StringComparer.Ordinal);

    public static void Scan(SourceText text, DeploymentSight sight)
    {
        if (DeploymentLines.IsTemplate(text, "kubernetes"))
        {
            var line = Math.Max(1, text.Position(text.Text.IndexOf("{{", StringComparison.Ordinal)).Line);
            sight.See(DeploymentFacts.Templates, line, 1, DeploymentLines.WhyUnread(text, "kubernetes"));
            return;
        }

        var manifests = new KubernetesManifests(sight);
        foreach (var one in text.Yaml.Roots.SelectMany(KubernetesObject.In))
            manifests.Look(one);
        if (text.Yaml.Problems is [var problem, ..])
            sight.See(DeploymentFacts.Templates, Math.Max(1, problem.At.Line), 1, new("un document que YAML n'admet pas : il n'est pas lu", "a document that YAML does not admit: it is not read"));
    }

    private void Look(KubernetesObject one)
    {
        var (kind, document) = (one.Kind, one.Document);
        if (one.IsWorkload)
            Workload(one);
        else if (kind.EndsWith("NetworkPolicy", StringComparison.Ordinal) || kind is "CiliumClusterwideNetworkPolicy")
            sight.Mark(PolicyMark + Namespace(document));
        else if (kind is "LimitRange")
            sight.Mark(LimitMark + Namespace(document));
        else if (kind is "Service")
            Service(document);
        else if (kind is "Ingress")
            Ingress(document);
        else if (kind is "Route" && Text(document, "apiVersion").StartsWith("route.openshift.io", StringComparison.Ordinal))
            OpenShiftRoute(document);
        else if (kind is "Role" or "ClusterRole")
            Role(document, kind is "ClusterRole");
        else if (kind is "RoleBinding" or "ClusterRoleBinding")
            Binding(document, kind);
        else if (kind is "Secret")
            Secret(document);
    }

    private void Workload(KubernetesObject one)
    {
        if (one.Pod is not { } pod)
            return;
        var (kind, document) = (one.Kind, one.Document);
        var name = Name(document);
        var line = document.At.Line;
        var space = Namespace(document);
        sight.See(DeploymentFacts.Kubernetes, line, 1, new($"{kind} {name}", $"{kind} {name}"));
        if (namespacesSeen.Add(space))
        {
            var where = space.Length == 0 ? new LocalizedText("l'espace de noms par défaut", "the default namespace") : new($"l'espace de noms {space}", $"namespace {space}");
            sight.See(DeploymentFacts.Unisolated, line, 0.8, new($"aucune NetworkPolicy du projet ne vise {where.Fr}", $"no NetworkPolicy of the project is for {where.En}"), PolicyMark + space);
        }

        foreach (var key in (string[])["hostNetwork", "hostPID", "hostIPC"])
        {
            if (IsTrue(pod, key))
                sight.See(DeploymentFacts.Privileged, pod.Find(key)!.At.Line, 1, new($"{name} partage la machine ({key})", $"{name} shares the machine ({key})"));
        }

        if (pod.Find("volumes") is YamlSequence volumes)
        {
            foreach (var volume in volumes.Items.OfType<YamlMapping>().Where(volume => volume.Find("hostPath") is not null).Take(50))
            {
                var path = volume.Find("hostPath") is YamlMapping host ? Text(host, "path") : "";
                // Time zones and devices are commonly lent; they open nothing.
                var isCommon = path is "/etc/localtime" or "/etc/timezone" or "/dev/shm" || path.StartsWith("/dev/dri", StringComparison.Ordinal) || path.StartsWith("/dev/nvidia", StringComparison.Ordinal);
                sight.See(DeploymentFacts.Privileged, volume.Find("hostPath")!.At.Line, isCommon ? 0.3 : 1, new($"{name} monte un dossier de la machine (hostPath)", $"{name} mounts a folder of the machine (hostPath)"));
            }
        }

        if (IsTrue(pod, "automountServiceAccountToken"))
            sight.See(DeploymentFacts.WideRights, pod.Find("automountServiceAccountToken")!.At.Line, 0.5, new($"{name} reçoit un jeton de l'API : est-il utilisé ?", $"{name} is given a token of the API: is it used?"));
        var shared = pod.Find("securityContext") as YamlMapping;
        foreach (var container in KubernetesObject.Containers(pod, "initContainers").Concat(KubernetesObject.Containers(pod)))
            Container(container, shared, name);
        foreach (var container in KubernetesObject.Containers(pod))
            Limits(container, space);
    }

    private void Container(YamlMapping container, YamlMapping? shared, string workload)
    {
        ContainerImages.See(container.Find("image"), sight);
        if (container.Find("image") is YamlScalar { IsNull: false } image)
            Dockerfiles.SeeEnd(image.Value, image.At.Line, DeploymentKnowledgeReader.Knowledge, sight);
        var own = container.Find("securityContext") as YamlMapping;
        var name = $"{workload}/{Text(container, "name")}";
        if (own is not null && IsTrue(own, "privileged"))
            sight.See(DeploymentFacts.Privileged, own.Find("privileged")!.At.Line, 1, new($"{name} est privilégié", $"{name} is privileged"));
        if (own is not null && IsTrue(own, "allowPrivilegeEscalation"))
            sight.See(DeploymentFacts.Privileged, own.Find("allowPrivilegeEscalation")!.At.Line, 0.7, new($"{name} peut gagner des privilèges (allowPrivilegeEscalation)", $"{name} may gain privileges (allowPrivilegeEscalation)"));
        if ((own?.Find("capabilities") as YamlMapping)?.Find("add") is YamlSequence added)
        {
            foreach (var capability in added.Items.OfType<YamlScalar>().Where(capability => !HarmlessCapabilities.Contains(capability.Value.ToUpperInvariant().Replace("CAP_", "", StringComparison.Ordinal), StringComparer.Ordinal)).Take(50))
                sight.See(DeploymentFacts.Privileged, capability.At.Line, 0.9, new($"{name} reçoit le droit {capability.Value}", $"{name} is given the capability {capability.Value}"));
        }

        var missing = new List<string>();
        var user = Find(own, shared, "runAsUser") is YamlScalar { Value: var number } && long.TryParse(number, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var asRoot = user == 0 || user is null && !IsTrue(Find(own, shared, "runAsNonRoot"));
        if (asRoot)
            missing.Add("runAsNonRoot: true");
        if (own is null || !IsTrue(own, "readOnlyRootFilesystem"))
            missing.Add("readOnlyRootFilesystem: true");
        if (missing.Count > 0)
        {
            var words = string.Join(", ", missing);
            // Without a read-only root a program works as before, and many need to write somewhere: a person weighs it.
            sight.See(DeploymentFacts.Unhardened, container.At.Line, asRoot ? 0.9 : 0.5, new($"{name} : {words} absent", $"{name}: {words} missing"));
        }

        Environment(container);
    }

    private void Limits(YamlMapping container, string space)
    {
        var limits = (container.Find("resources") as YamlMapping)?.Find("limits") as YamlMapping;
        if (limits?.Find("memory") is null)
            sight.See(DeploymentFacts.Unlimited, container.At.Line, 0.9, new($"{Text(container, "name")} : aucune limite de mémoire (resources.limits.memory)", $"{Text(container, "name")}: no memory limit (resources.limits.memory)"), LimitMark + space);
    }

    private void Environment(YamlMapping container)
    {
        if (container.Find("env") is not YamlSequence variables)
            return;
        foreach (var variable in variables.Items.OfType<YamlMapping>().Take(500))
        {
            if (variable.Find("value") is YamlScalar { IsNull: false } value && SecretNames.IsSecret(Text(variable, "name")))
                Value(Text(variable, "name"), value.Value, value.At.Line);
        }
    }

    private void Secret(YamlMapping document)
    {
        if (Text(document, "type") is "kubernetes.io/service-account-token")
            return;
        if (document.Find("stringData") is YamlMapping plain)
        {
            foreach (var entry in plain.Entries.Take(500))
            {
                if (entry.Value is YamlScalar { IsNull: false } value && !IsPublic(entry.Key))
                    Value(entry.Key, value.Value, entry.At.Line);
            }
        }

        if (document.Find("data") is not YamlMapping data)
            return;
        foreach (var entry in data.Entries.Take(500))
        {
            if (entry.Value is YamlScalar { IsNull: false } value && !IsPublic(entry.Key))
                Value(entry.Key, Decoded(value.Value) ?? value.Value, entry.At.Line);
        }
    }

    /// <summary>Parts of a Secret that are no secret.</summary>
    private static bool IsPublic(string key) => key.ToLowerInvariant() is var name && (IsPublicName(name) || name.Split('_', '-', '.')[^1] is "user" or "username" or "host" or "hostname" or "port" or "email");

    private static bool IsPublicName(string name) => name is "username" or "user" or "host" or "hostname" or "port" or "database" or "dbname" or "db" or "tls.crt" or "ca.crt" or "namespace" or "email" or "server" or "name";

    private void Value(string name, string value, int line)
    {
        var confidence = SecretNames.Weigh(value);
        if (confidence > 0)
            sight.SeeSecret(DeploymentFacts.ClearSecrets, line, confidence, name, value);
    }

    /// <summary>Base64 is a way to write, not a lock.</summary>
    private static string? Decoded(string value)
    {
        var bytes = new byte[value.Length];
        if (value.Length > 20_000 || !Convert.TryFromBase64String(value.Trim(), bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.Contains('\uFFFD') ? null : text;
    }

    private void Service(YamlMapping document)
    {
        if (document.Find("spec") is not YamlMapping spec)
            return;
        var type = Text(spec, "type");
        if (type is not ("LoadBalancer" or "NodePort"))
            return;
        var annotations = Annotations(document);
        if (annotations.Any(entry => entry.Key.Contains("internal", StringComparison.Ordinal) && Text(entry.Value) is not "false" || Text(entry.Value) is "internal" or "Internal"))
            return;
        var hasCertificate = annotations.Any(entry => entry.Key.Contains("ssl-cert", StringComparison.Ordinal) || entry.Key.Contains("certificate", StringComparison.Ordinal));
        var ports = spec.Find("ports") is YamlSequence list ? list.Items.OfType<YamlMapping>().Select(port => Text(port, "port")).ToArray() : [];
        var isTls = ports.Length > 0 && Array.TrueForAll(ports, port => port is "443" or "8443");
        if (isTls || hasCertificate)
            return;
        var line = spec.Find("type")!.At.Line;
        // A port of the node may end behind a proxy of the network, which manifests do not show.
        sight.See(DeploymentFacts.ClearEntries, line, type is "LoadBalancer" ? 0.7 : 0.5, new($"service {Name(document)} ({type}) : aucun chiffrement visible à l'entrée", $"service {Name(document)} ({type}): no encryption to be seen at the entry"));
    }

    private void Ingress(YamlMapping document)
    {
        if (document.Find("spec") is not YamlMapping spec || spec.Find("tls") is YamlSequence { Items.Count: > 0 })
            return;
        // Clouds end TLS at their own balancer, told by an annotation.
        var isManaged = Annotations(document).Any(entry => entry.Key.Contains("certificate", StringComparison.Ordinal) || entry.Key.Contains("ssl", StringComparison.Ordinal) || entry.Key.Contains("cert-manager", StringComparison.Ordinal) || entry.Key.Contains("tls", StringComparison.Ordinal));
        sight.See(DeploymentFacts.ClearEntries, document.At.Line, isManaged ? 0.5 : 0.9, new($"ingress {Name(document)} : pas de section tls", $"ingress {Name(document)}: no tls section"));
    }

    private void OpenShiftRoute(YamlMapping document)
    {
        if (document.Find("spec") is YamlMapping spec && spec.Find("tls") is not YamlMapping)
            sight.See(DeploymentFacts.ClearEntries, document.At.Line, 0.9, new($"route {Name(document)} : pas de section tls", $"route {Name(document)}: no tls section"));
    }

    private void Role(YamlMapping document, bool isCluster)
    {
        if (document.Find("rules") is not YamlSequence rules)
            return;
        foreach (var rule in rules.Items.OfType<YamlMapping>().Take(200))
        {
            var (verbs, resources) = (Words(rule, "verbs"), Words(rule, "resources"));
            var anyVerb = verbs.Contains("*", StringComparer.Ordinal);
            var anyResource = resources.Contains("*", StringComparer.Ordinal);
            if (!anyVerb && !anyResource)
                continue;
            var readsOnly = !anyVerb && verbs.All(verb => ReadVerbs.Contains(verb, StringComparer.Ordinal));
            var confidence = anyVerb && anyResource ? 1 : readsOnly ? 0.65 : anyVerb && !isCluster ? 0.55 : 0.8;
            sight.See(DeploymentFacts.WideRights, rule.At.Line, confidence, new($"{Name(document)} : droits « {string.Join(", ", verbs.Take(8))} » sur « {string.Join(", ", resources.Take(8))} »", $"{Name(document)}: rights \"{string.Join(", ", verbs.Take(8))}\" on \"{string.Join(", ", resources.Take(8))}\""));
        }
    }

    private void Binding(YamlMapping document, string kind)
    {
        if (document.Find("roleRef") is YamlMapping role && Text(role, "name") is "cluster-admin")
            sight.See(DeploymentFacts.WideRights, role.At.Line, kind is "ClusterRoleBinding" ? 1 : 0.8, new($"{Name(document)} donne cluster-admin", $"{Name(document)} gives cluster-admin"));
    }

    private static IReadOnlyList<string> Words(YamlMapping mapping, string key) => mapping.Find(key) is YamlSequence words ? [.. words.Items.OfType<YamlScalar>().Take(100).Select(word => word.Value)] : [];

    private static IReadOnlyList<YamlEntry> Annotations(YamlMapping document) =>
        (document.Find("metadata") as YamlMapping)?.Find("annotations") is YamlMapping annotations ? annotations.Entries : [];

    private static YamlNode? Find(YamlMapping? own, YamlMapping? shared, string key) => own?.Find(key) ?? shared?.Find(key);

    private static bool IsTrue(YamlMapping mapping, string key) => IsTrue(mapping.Find(key));

    private static bool IsTrue(YamlNode? node) => node is YamlScalar { Quoted: false, Value: "true" or "True" or "TRUE" or "yes" or "on" };

    private static string Namespace(YamlMapping document) => document.Find("metadata") is YamlMapping metadata ? Text(metadata, "namespace") : "";

    private static string Name(YamlMapping document) => document.Find("metadata") is YamlMapping metadata ? Excerpts.Shorten(Text(metadata, "name")) : "";

    private static string Text(YamlMapping mapping, string key) => mapping.Find(key) is { } node ? Text(node) : "";

    private static string Text(YamlNode node) => node is YamlScalar { IsNull: false } text ? text.Value : "";
}
