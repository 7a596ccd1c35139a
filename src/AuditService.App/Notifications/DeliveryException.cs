namespace AuditService.App.Notifications;

/// <summary>A message could not be delivered. The reason is kept and logged: it names no secret, no address and no URL.</summary>
public sealed class DeliveryException(string reason, Exception? inner = null) : Exception(reason, inner);
