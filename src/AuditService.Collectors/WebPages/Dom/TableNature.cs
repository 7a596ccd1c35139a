namespace AuditService.Collectors.WebPages.Dom;

internal enum TableNature
{
    Data,
    Layout,

    /// <summary>Neither markers nor markup tell.</summary>
    Open,
}
