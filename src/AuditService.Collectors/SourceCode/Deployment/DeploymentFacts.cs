namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>Keys of what deployment files show.</summary>
internal static class DeploymentFacts
{
    public const string Kubernetes = "code.usesKubernetes";
    public const string Templates = "code.kubernetesTemplates";
    public const string Privileged = "code.kubernetesPrivileged";
    public const string Unhardened = "code.kubernetesUnhardened";
    public const string Unlimited = "code.kubernetesWithoutLimits";
    public const string ClearEntries = "code.kubernetesClearEntries";
    public const string WideRights = "code.kubernetesWideRights";
    public const string ClearSecrets = "code.kubernetesClearSecrets";
    public const string Unisolated = "code.kubernetesUnisolated";

    public const string EndedImages = "code.endOfLifeImages";
    public const string BuildSecrets = "code.secretsInImages";
    public const string WholeFolders = "code.wholeFolderCopied";
    public const string PublishedPorts = "code.sensitivePortsPublished";
    public const string UnboundedServices = "code.unboundedServices";

    public const string FloatingImages = "code.floatingImages";
    public const string PrivilegedContainers = "code.privilegedContainers";

    public const string Pipelines = "code.pipelines";
    public const string UntrustedPipelineCode = "code.untrustedPipelineCode";
    public const string WidePipelineRights = "code.widePipelineRights";
    public const string IgnoredSecurityJobs = "code.ignoredSecurityJobs";

    /// <summary>All of them.</summary>
    public static readonly string[] All =
        [Kubernetes, Templates, Privileged, Unhardened, Unlimited, ClearEntries, WideRights, ClearSecrets, Unisolated, EndedImages, BuildSecrets, WholeFolders, PublishedPorts, UnboundedServices, FloatingImages, PrivilegedContainers, Pipelines, UntrustedPipelineCode, WidePipelineRights, IgnoredSecurityJobs];

    /// <summary>What a file of a format feeds once it is parsed: while it cannot be, that nothing was found is not known.</summary>
    public static IReadOnlyList<string> FedBy(string format) => format switch
    {
        "compose" => [PrivilegedContainers, PublishedPorts, UnboundedServices, FloatingImages, EndedImages, CodeReading.OpenDatabases],
        "kubernetes" => [Kubernetes, Privileged, Unhardened, Unlimited, ClearEntries, WideRights, ClearSecrets, Unisolated, FloatingImages, EndedImages],
        "ci" => [FloatingImages, Pipelines, UntrustedPipelineCode, WidePipelineRights, IgnoredSecurityJobs],
        "hcl" => [PublishedPorts, ClearEntries, WideRights],
        _ => [],
    };
}
