namespace AuditService.Core.Notifications;

/// <summary>Somebody who hears by e-mail when the audits of a project change.</summary>
public sealed record Watcher(string Address, Language Language);
