namespace AuditService.Collectors.Trackers;

/// <summary>Where a page keeps something on the visitor's device.</summary>
public enum StorageKind
{
    Cookie,
    LocalStorage,
    SessionStorage,
    Database,
}
