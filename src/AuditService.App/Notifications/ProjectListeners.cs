using AuditService.Core;
using AuditService.Core.Notifications;
using AuditService.Core.People;
using AuditService.Storage.Notifications;
using AuditService.Storage.People;
using AuditService.Storage.Runs;
using MimeKit;

namespace AuditService.App.Notifications;

/// <summary>Who hears of a project, for those who may see the project. Null where there is none for the viewer.</summary>
public sealed class ProjectListeners(NotificationStore store, ProjectStore projects, PersonStore people, WebhookDelivery delivery, TimeProvider clock)
{
    private const int MostWatchers = 50;
    private const int MostWebhooks = 10;
    private const int LongestAddress = 254;
    private const int LongestUrl = 2_000;
    private const int ShortestSecret = 16;
    private const int LongestSecret = 200;

    public async Task<IReadOnlyList<Watcher>?> WatchersAsync(string projectId, Viewer viewer, CancellationToken cancellation) =>
        await projects.FindAsync(projectId, viewer, cancellation) is null ? null : await store.WatchersAsync(projectId, cancellation);

    /// <summary>The URLs only: a secret that was given is never told again.</summary>
    public async Task<IReadOnlyList<string>?> WebhooksAsync(string projectId, Viewer viewer, CancellationToken cancellation) =>
        await projects.FindAsync(projectId, viewer, cancellation) is null ? null : [.. (await store.WebhooksAsync(projectId, cancellation)).Select(webhook => webhook.Url)];

    /// <remarks>Throws <see cref="AuthorMistakesException"/> with everything that is wrong.</remarks>
    public async Task<IReadOnlyList<Watcher>?> SetWatchersAsync(string projectId, IReadOnlyList<Watcher> watchers, Viewer viewer, CancellationToken cancellation)
    {
        if (await projects.FindToChangeAsync(projectId, viewer, cancellation) is null)
            return null;
        List<AuthorProblem> problems = [.. TooMany("watchers", watchers.Count, MostWatchers)];
        for (var index = 0; index < watchers.Count; index++)
        {
            if (!IsAddress(watchers[index].Address))
                problems.Add(Problem("watchers", index, "ce n'est pas une adresse électronique", "this is no e-mail address"));
            else if (!viewer.SeesAll && !await IsOfAsync(watchers[index].Address, viewer.Organisation, cancellation))
                problems.Add(Problem("watchers", index, "cette adresse n'est celle de personne de votre organisation : un exploitant peut en ajouter d'autres", "this address is nobody's of your organisation: an operator can add others"));
        }

        Refuse(problems);
        await store.SetWatchersAsync(projectId, [.. watchers.Select(watcher => watcher with { Address = watcher.Address.Trim().ToLowerInvariant() }).DistinctBy(watcher => watcher.Address, StringComparer.Ordinal)], clock.GetUtcNow(), cancellation);
        return await store.WatchersAsync(projectId, cancellation);
    }

    /// <param name="webhooks">Each URL with its secret; without one, the URL keeps the secret that it has.</param>
    /// <remarks>Throws <see cref="AuthorMistakesException"/> with everything that is wrong.</remarks>
    public async Task<IReadOnlyList<string>?> SetWebhooksAsync(string projectId, IReadOnlyList<(string Url, string? Secret)> webhooks, Viewer viewer, CancellationToken cancellation)
    {
        if (await projects.FindToChangeAsync(projectId, viewer, cancellation) is null)
            return null;
        var known = (await store.WebhooksAsync(projectId, cancellation)).ToDictionary(webhook => webhook.Url, webhook => webhook.Secret, StringComparer.Ordinal);
        List<AuthorProblem> problems = [.. TooMany("webhooks", webhooks.Count, MostWebhooks)];
        var kept = new List<Webhook>();
        for (var index = 0; index < webhooks.Count; index++)
        {
            var (written, given) = webhooks[index];
            if (written.Length > LongestUrl || !Uri.TryCreate(written, UriKind.Absolute, out var url) || !delivery.MayBeGiven(url))
            {
                problems.Add(Problem("webhooks", index, "il faut une adresse https, port 443, sans nom d'utilisateur ni fragment", "this must be an https address, port 443, without user name or fragment"));
                continue;
            }

            if ((given ?? known.GetValueOrDefault(url.AbsoluteUri)) is { Length: >= ShortestSecret and <= LongestSecret } secret)
                kept.Add(new(url.AbsoluteUri, secret));
            else
                problems.Add(Problem("webhooks", index, $"le secret compte de {ShortestSecret} à {LongestSecret} caractères", $"the secret has {ShortestSecret} to {LongestSecret} characters"));
        }

        Refuse(problems);
        await store.SetWebhooksAsync(projectId, [.. kept.DistinctBy(webhook => webhook.Url, StringComparer.Ordinal)], clock.GetUtcNow(), cancellation);
        return await WebhooksAsync(projectId, viewer, cancellation);
    }

    /// <summary>The service writes to people who have an account here, not to whomever somebody names.</summary>
    private async Task<bool> IsOfAsync(string address, string organisation, CancellationToken cancellation) =>
        await people.FindByEmailAsync(address.Trim().ToUpperInvariant(), cancellation) is { IsDisabled: false } account && account.Organisation == organisation;

    private static bool IsAddress(string? written) =>
        written is { Length: <= LongestAddress } && MailboxAddress.TryParse(written, out var mailbox) && mailbox.Address == written.Trim() && mailbox.Domain.Length > 0 && !written.Trim().Any(char.IsWhiteSpace);

    private static IEnumerable<AuthorProblem> TooMany(string list, int count, int most) =>
        count <= most ? [] : [new(new(list, 1, 1), $"au plus {most}", $"{most} at most")];

    private static AuthorProblem Problem(string list, int index, string fr, string en) => new(new($"{list}[{index}]", 1, 1), fr, en);

    private static void Refuse(List<AuthorProblem> problems)
    {
        if (problems.Count > 0)
            throw new AuthorMistakesException(problems) { Title = new("Les adresses doivent être corrigées", "The addresses must be mended") };
    }
}
