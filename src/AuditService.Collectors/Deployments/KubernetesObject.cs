using AuditService.Authoring.Yaml;

namespace AuditService.Collectors.Deployments;

/// <summary>An object of a Kubernetes manifest; whoever asks for more reads its document.</summary>
/// <param name="Document">With <c>apiVersion</c> and <c>kind</c>.</param>
internal sealed record KubernetesObject(YamlMapping Document)
{
    private const int MaximumItems = 2_000;
    private const int MaximumDepth = 3;
    private const int MaximumContainers = 50;

    private static readonly string[] Workloads = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "Pod"];

    public string Kind => Text(Document, "kind");

    /// <summary>True for what runs containers.</summary>
    public bool IsWorkload => Workloads.Contains(Kind, StringComparer.Ordinal);

    /// <summary>Empty when it has none.</summary>
    public string Name => Document.Find("metadata") is YamlMapping metadata ? Text(metadata, "name") : "";

    /// <summary>Empty for the default one.</summary>
    public string Namespace => Document.Find("metadata") is YamlMapping metadata ? Text(metadata, "namespace") : "";

    public YamlMapping? Spec => Document.Find("spec") as YamlMapping;

    /// <summary>The specification of the pods of a workload.</summary>
    public YamlMapping? Pod => Kind is "Pod" ? Spec : Template?.Find("spec") as YamlMapping;

    /// <summary>The labels of the pods of a workload.</summary>
    public YamlMapping? PodLabels => ((Kind is "Pod" ? Document : Template)?.Find("metadata") as YamlMapping)?.Find("labels") as YamlMapping;

    private YamlMapping? Template => (Kind is "CronJob" ? (Spec?.Find("jobTemplate") as YamlMapping)?.Find("spec") as YamlMapping : Spec)?.Find("template") as YamlMapping;

    public static bool Is(YamlNode root) => root is YamlMapping mapping && mapping.Find("apiVersion") is YamlScalar && mapping.Find("kind") is YamlScalar;

    /// <summary>The objects of a root, those of lists one by one; none when it is no manifest.</summary>
    public static IEnumerable<KubernetesObject> In(YamlNode root) => In(root, 0);

    /// <param name="pod">The specification of a pod.</param>
    /// <param name="key"><c>containers</c> or <c>initContainers</c>.</param>
    public static IEnumerable<YamlMapping> Containers(YamlMapping pod, string key = "containers") => pod.Find(key) is YamlSequence containers ? containers.Items.OfType<YamlMapping>().Take(MaximumContainers) : [];

    /// <summary>A plain value, or an empty text.</summary>
    public static string Text(YamlMapping mapping, string key) => mapping.Find(key) is YamlScalar { IsNull: false } text ? text.Value : "";

    private static IEnumerable<KubernetesObject> In(YamlNode root, int depth)
    {
        if (!Is(root) || depth > MaximumDepth)
            return [];
        var one = new KubernetesObject((YamlMapping)root);
        return one.Kind.EndsWith("List", StringComparison.Ordinal) && one.Document.Find("items") is YamlSequence items
            ? items.Items.Take(MaximumItems).SelectMany(item => In(item, depth + 1))
            : [one];
    }
}
