using System.Data.Common;
using AuditService.Core;
using AuditService.Core.Notifications;
using AuditService.Storage.Databases;
using Dapper;

namespace AuditService.Storage.Notifications;

/// <summary>Who watches which project, and the outbox: what they are to hear, how often it was tried, whether it went out.</summary>
public sealed class NotificationStore(AuditDatabase database)
{
    private const int MostInOneParcel = 50;

    public Task<IReadOnlyList<Watcher>> WatchersAsync(string projectId, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (IReadOnlyList<Watcher>)[.. (await QueryAsync<WatcherRow>(transaction, "SelectWatchers", new { ProjectId = projectId, AddedBy = long.MaxValue }, cancellation)).Select(row => row.ToWatcher())],
        cancellation);

    public Task<IReadOnlyList<Webhook>> WebhooksAsync(string projectId, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (IReadOnlyList<Webhook>)[.. (await QueryAsync<WebhookRow>(transaction, "SelectWebhooks", new { ProjectId = projectId, AddedBy = long.MaxValue }, cancellation)).Select(row => new Webhook(row.Url, row.Secret))],
        cancellation);

    /// <summary>These and no others. Whoever is no longer named hears nothing more, not even what waits already.</summary>
    public Task SetWatchersAsync(string projectId, IReadOnlyList<Watcher> watchers, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var kept = watchers.Select(watcher => watcher.Address).ToHashSet(StringComparer.Ordinal);
            foreach (var gone in (await QueryAsync<WatcherRow>(transaction, "SelectWatchers", new { ProjectId = projectId, AddedBy = long.MaxValue }, cancellation)).Where(row => !kept.Contains(row.Address)))
                await RemoveAsync(transaction, "DeleteWatcher", projectId, RecipientKind.Mail, gone.Address, cancellation);
            foreach (var watcher in watchers)
                await ExecuteAsync(transaction, "UpsertWatcher", new { ProjectId = projectId, watcher.Address, Language = watcher.Language.ToString(), AddedAt = Milliseconds(now) }, cancellation);
        },
        cancellation);

    /// <inheritdoc cref="SetWatchersAsync"/>
    public Task SetWebhooksAsync(string projectId, IReadOnlyList<Webhook> webhooks, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var kept = webhooks.Select(webhook => webhook.Url).ToHashSet(StringComparer.Ordinal);
            foreach (var gone in (await QueryAsync<WebhookRow>(transaction, "SelectWebhooks", new { ProjectId = projectId, AddedBy = long.MaxValue }, cancellation)).Where(row => !kept.Contains(row.Url)))
                await RemoveAsync(transaction, "DeleteWebhook", projectId, RecipientKind.Webhook, gone.Url, cancellation);
            foreach (var webhook in webhooks)
                await ExecuteAsync(transaction, "UpsertWebhook", new { ProjectId = projectId, webhook.Url, webhook.Secret, AddedAt = Milliseconds(now) }, cancellation);
        },
        cancellation);

    /// <summary>Runs that finished since then, are watched, and whose news nobody has looked for yet; the oldest first.</summary>
    public Task<IReadOnlyList<FinishedRun>> UnseenAsync(DateTimeOffset since, int take, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (IReadOnlyList<FinishedRun>)[.. await QueryAsync<FinishedRun>(transaction, "SelectUnseenRuns", new { Since = Milliseconds(since), Take = take }, cancellation)],
        cancellation);

    /// <summary>Puts the news of a run into the outbox for everybody who watched when it ended, in one transaction; done once a run, whoever comes first.</summary>
    /// <param name="news">Null when there are none.</param>
    /// <param name="kinds">The ways that are open.</param>
    public Task QueueAsync(FinishedRun run, string? news, IReadOnlyCollection<RecipientKind> kinds, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if (await ExecuteAsync(transaction, "InsertNotifiedRun", new { run.RunId, LookedAt = Milliseconds(now) }, cancellation) == 0 || news is null)
                return;
            var watching = new { run.ProjectId, AddedBy = run.EndedAt };
            if (kinds.Contains(RecipientKind.Mail))
            {
                foreach (var watcher in await QueryAsync<WatcherRow>(transaction, "SelectWatchers", watching, cancellation))
                    await InsertAsync(RecipientKind.Mail, watcher.Address, watcher.Address, watcher.Language);
            }

            if (kinds.Contains(RecipientKind.Webhook))
            {
                foreach (var webhook in await QueryAsync<WebhookRow>(transaction, "SelectWebhooks", watching, cancellation))
                    await InsertAsync(RecipientKind.Webhook, webhook.Url, parcel: null, nameof(Language.French));
            }

            Task InsertAsync(RecipientKind kind, string recipient, string? parcel, string language)
            {
                var id = Guid.CreateVersion7(now).ToString("N");
                return ExecuteAsync(
                    transaction,
                    "InsertNotification",
                    new { Id = id, run.RunId, run.ProjectId, Kind = kind.ToString(), Recipient = recipient, Parcel = parcel ?? id, Language = language, News = news, Now = Milliseconds(now) },
                    cancellation);
            }
        },
        cancellation);

    /// <summary>What is due: all mail for one address goes in one parcel, each call of a webhook in its own.</summary>
    public Task<IReadOnlyList<(RecipientKind Kind, string Parcel)>> DueAsync(DateTimeOffset now, int take, CancellationToken cancellation) => database.ReadAsync(
        async transaction => (IReadOnlyList<(RecipientKind, string)>)[.. (await QueryAsync<ParcelRow>(transaction, "SelectDueParcels", new { Now = Milliseconds(now), Take = take }, cancellation))
            .Select(row => (Enum.Parse<RecipientKind>(row.Kind), row.Parcel))],
        cancellation);

    /// <summary>Takes what is due of a parcel for one attempt; nobody else gets it before <paramref name="until"/>. Empty when another has it.</summary>
    public async Task<IReadOnlyList<Notification>> ClaimAsync(RecipientKind kind, string parcel, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation)
    {
        IReadOnlyList<Notification> claimed = [];
        var claim = Guid.CreateVersion7(now).ToString("N");
        await database.WriteAsync(
            async transaction =>
            {
                await ExecuteAsync(transaction, "ClaimNotifications", new { Claim = claim, Kind = kind.ToString(), Parcel = parcel, Now = Milliseconds(now), Until = Milliseconds(until), Take = MostInOneParcel }, cancellation);
                claimed = [.. (await QueryAsync<NotificationRow>(transaction, "SelectClaimed", new { Claim = claim }, cancellation)).Select(row => row.ToNotification())];
            },
            cancellation);
        return claimed;
    }

    public Task MarkSentAsync(Notification notification, CancellationToken cancellation) => SettleAsync(notification, "Sent", nextTry: null, error: null, cancellation);

    /// <param name="nextTry">When to try again; null to give up.</param>
    /// <param name="error">Why, without any secret.</param>
    public Task MarkFailedAsync(Notification notification, DateTimeOffset? nextTry, string error, CancellationToken cancellation) =>
        SettleAsync(notification, nextTry is null ? "Failed" : "Waiting", nextTry, error, cancellation);

    /// <summary>Forgets what went out or was given up before then: addresses are kept no longer than they serve.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellation) =>
        database.WriteAsync(transaction => ExecuteAsync(transaction, "DeleteSettled", new { Before = Milliseconds(before) }, cancellation), cancellation);

    private Task SettleAsync(Notification notification, string state, DateTimeOffset? nextTry, string? error, CancellationToken cancellation) => database.WriteAsync(
        transaction => ExecuteAsync(
            transaction,
            "SettleNotification",
            new { notification.Id, notification.Claim, State = state, NextTryAt = nextTry is { } at ? Milliseconds(at) : (long?)null, Error = error },
            cancellation),
        cancellation);

    private async Task RemoveAsync(DbTransaction transaction, string sql, string projectId, RecipientKind kind, string recipient, CancellationToken cancellation)
    {
        await ExecuteAsync(transaction, sql, new { ProjectId = projectId, Recipient = recipient }, cancellation);
        await ExecuteAsync(transaction, "DeleteWaiting", new { ProjectId = projectId, Kind = kind.ToString(), Recipient = recipient }, cancellation);
    }

    private Task<int> ExecuteAsync(DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(database.Sql("Notifications/" + sql), parameters, transaction, cancellationToken: cancellation));

    private Task<IEnumerable<T>> QueryAsync<T>(DbTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        transaction.Connection!.QueryAsync<T>(new CommandDefinition(database.Sql("Notifications/" + sql), parameters, transaction, cancellationToken: cancellation));

    private static long Milliseconds(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();

    private sealed class WatcherRow
    {
        public string Address { get; init; } = "";

        public string Language { get; init; } = "";

        public Watcher ToWatcher() => new(Address, Enum.Parse<Language>(Language));
    }

    private sealed class WebhookRow
    {
        public string Url { get; init; } = "";

        public string Secret { get; init; } = "";
    }

    private sealed class ParcelRow
    {
        public string Kind { get; init; } = "";

        public string Parcel { get; init; } = "";
    }

    private sealed class NotificationRow
    {
        public string Id { get; init; } = "";

        public string Recipient { get; init; } = "";

        public string Language { get; init; } = "";

        public string News { get; init; } = "";

        public int Attempts { get; init; }

        public string Claim { get; init; } = "";

        public string? Secret { get; init; }

        public Notification ToNotification() => new(Id, Recipient, Enum.Parse<Language>(Language), News, Attempts, Claim, Secret);
    }
}
