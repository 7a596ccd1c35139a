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

    /// <summary>All of them.</summary>
    public static readonly string[] All =
        [Kubernetes, Templates, Privileged, Unhardened, Unlimited, ClearEntries, WideRights, ClearSecrets, Unisolated, EndedImages, BuildSecrets, WholeFolders, PublishedPorts, UnboundedServices, FloatingImages, PrivilegedContainers];
}
