namespace AuditService.Core.Notifications;

/// <summary>A program that hears when the audits of a project change.</summary>
/// <param name="Secret">What signs the messages; never shown again.</param>
public sealed record Webhook(string Url, string Secret)
{
    public override string ToString() => Url;
}
