using AuditService.App.Audits;
using AuditService.Core.Notifications;
using AuditService.Storage.Notifications;
using AuditService.Storage.Runs;
using Microsoft.Extensions.Logging;

namespace AuditService.App.Notifications;

/// <summary>
/// Looks for news of finished runs, puts them into the outbox, and sends what is due. May come twice at once and be killed at any moment: the outbox
/// decides. A message whose delivery was not acknowledged before a crash is sent again under the same id.
/// </summary>
public sealed class SendNotifications(
    NotificationStore outbox, RunStore runs, CompareAudits compare, StoredAudits audits, MailDelivery mail, WebhookDelivery webhooks, AuditServiceSettings settings, TimeProvider clock, ILogger<SendNotifications> log)
{
    private const int AtOnce = 100;

    /// <summary>After the first attempt, the second, and so on; then it is given up.</summary>
    private static readonly TimeSpan[] Delays = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>Longer than any attempt takes: only a killed process lets it pass.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    /// <summary>What nobody could be told for so long is no news.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromDays(2);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <returns>How many messages went out.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellation)
    {
        var ways = Ways();
        if (ways.Count == 0)
            return 0;
        var now = clock.GetUtcNow();
        foreach (var run in await outbox.UnseenAsync(now - Stale, AtOnce, cancellation))
            await LookAsync(run, ways, cancellation);
        var sent = 0;
        foreach (var (kind, parcel) in await outbox.DueAsync(now, AtOnce, cancellation))
            sent += await SendAsync(kind, parcel, cancellation);
        await outbox.ForgetAsync(now - Kept, cancellation);
        return sent;
    }

    private List<RecipientKind> Ways()
    {
        var ways = new List<RecipientKind>();
        if (settings.Notifications.SendsMail)
            ways.Add(RecipientKind.Mail);
        if (settings.Notifications.Webhooks)
            ways.Add(RecipientKind.Webhook);
        return ways;
    }

    private async Task LookAsync(FinishedRun run, IReadOnlyCollection<RecipientKind> ways, CancellationToken cancellation)
    {
        try
        {
            await outbox.QueueAsync(run, (await NewsOfAsync(run, cancellation))?.ToJson(), ways, clock.GetUtcNow(), cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // One audit that cannot be told of keeps no other from being told of.
            log.LogError(fault, "The news of run {Run} could not be made.", run.RunId);
        }
    }

    private async Task<AuditNews?> NewsOfAsync(FinishedRun run, CancellationToken cancellation)
    {
        var project = new NewsProject(run.ProjectId, run.ProjectName);
        // By the project's id: another organisation may have a project of the same name.
        return await runs.PreviousAuditAsync(run.ProjectId, run.AuditId, cancellation) is { } previous
            ? NewsComposer.Of(await compare.ExecuteAsync(previous, run.AuditId, cancellation), project, settings.Notifications.BaseUrl)
            : NewsComposer.OfFirst(await audits.FindAsync(run.AuditId, cancellation), project, settings.Notifications.BaseUrl);
    }

    private async Task<int> SendAsync(RecipientKind kind, string parcel, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var claimed = await outbox.ClaimAsync(kind, parcel, now, now + Claim, cancellation);
        if (claimed.Count == 0)
            return 0;
        try
        {
            await DeliverAsync(kind, claimed, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await GiveBackAsync(claimed, fault is DeliveryException known ? known.Message : fault.GetType().Name);
            return 0;
        }

        foreach (var notification in claimed)
            await outbox.MarkSentAsync(notification, CancellationToken.None);
        return claimed.Count;
    }

    private Task DeliverAsync(RecipientKind kind, IReadOnlyList<Notification> claimed, CancellationToken cancellation)
    {
        var newest = claimed[^1];
        if (kind == RecipientKind.Mail)
            return mail.SendAsync(newest.Id, newest.Recipient, [.. claimed.Select(each => AuditNews.FromJson(each.News))], newest.Language, cancellation);
        return webhooks.SendAsync(newest.Id, new Uri(newest.Recipient), newest.Secret ?? throw new DeliveryException("the webhook is gone"), newest.News, cancellation);
    }

    /// <summary>Told even when the program is stopping: otherwise the message would wait for the end of the claim.</summary>
    private async Task GiveBackAsync(IReadOnlyList<Notification> claimed, string error)
    {
        foreach (var notification in claimed)
        {
            DateTimeOffset? next = notification.Attempts <= Delays.Length ? clock.GetUtcNow() + Delays[notification.Attempts - 1] : null;
            await outbox.MarkFailedAsync(notification, next, error, CancellationToken.None);
            log.LogWarning("Notification {Notification} did not go out at attempt {Attempt}: {Error}. Next attempt: {Next}.", notification.Id, notification.Attempts, error, next);
        }
    }
}
