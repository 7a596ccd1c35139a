namespace AuditService.Core.Architecture;

public enum BoundaryType
{
    NetworkOnPrem,
    NetworkDedicatedHoster,
    NetworkVirtualLan,
    NetworkCloudProvider,
    NetworkCloudSecurityGroup,
    NetworkPolicyNamespaceIsolation,

    /// <summary>A logical group: no network protects it.</summary>
    ExecutionEnvironment,
}
