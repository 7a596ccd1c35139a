namespace AuditService.Core.Notifications;

public enum RecipientKind
{
    Mail,
    Webhook,
}
