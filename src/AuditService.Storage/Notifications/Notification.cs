using AuditService.Core;

namespace AuditService.Storage.Notifications;

/// <summary>One row of the outbox, taken for one attempt.</summary>
/// <param name="Id">The same at every attempt: receivers tell a repetition by it.</param>
/// <param name="Recipient">An e-mail address or the URL of a webhook.</param>
/// <param name="News">JSON.</param>
/// <param name="Attempts">This one included.</param>
/// <param name="Claim">The attempt that has it: one that was overtaken settles nothing.</param>
/// <param name="Secret">Of the webhook as it is now; null for mail.</param>
public sealed record Notification(string Id, string Recipient, Language Language, string News, int Attempts, string Claim, string? Secret)
{
    public override string ToString() => Id;
}
