namespace AuditService.Collectors.CrossChecks;

/// <summary>What a protocol says of the protection of what it carries.</summary>
internal enum FlowProtection
{
    Unknown,
    Encrypted,
    Clear,

    /// <summary>Never leaves the machine.</summary>
    Local,
}
