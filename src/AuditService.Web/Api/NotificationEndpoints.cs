using AuditService.App.Notifications;
using AuditService.Core;
using AuditService.Core.Notifications;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AuditService.Web.Api;

/// <summary>Who hears of a project when its audits change.</summary>
internal static class NotificationEndpoints
{
    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var project = api.MapGroup("/projects/{id}").WithTags("notifications");
        project.MapGet("/watchers", WatchersAsync).RequireAuthorization(Policies.Read).WithSummary("Who hears of the project by e-mail.");
        project.MapPut("/watchers", ChangeWatchersAsync).RequireAuthorization(Policies.Submit).TellsAuthorMistakes().WithSummary("These addresses and no others; language fr or en.");
        project.MapGet("/webhooks", WebhooksAsync).RequireAuthorization(Policies.Read).WithSummary("Which programs hear of the project; their secrets are never shown.");
        project.MapPut("/webhooks", ChangeWebhooksAsync).RequireAuthorization(Policies.Submit).TellsAuthorMistakes().WithSummary("These https addresses and no others; one without a secret keeps the secret that it has.");
    }

    private static async Task<Results<Ok<IReadOnlyList<WatcherEntry>>, NotFound>> WatchersAsync(HttpContext context, ProjectListeners listeners, string id, CancellationToken cancellation) =>
        Answer(await listeners.WatchersAsync(id, Principals.ViewerOf(context.User), cancellation));

    private static async Task<Results<Ok<IReadOnlyList<WatcherEntry>>, NotFound>> ChangeWatchersAsync(
        HttpContext context, ProjectListeners listeners, string id, IReadOnlyList<WatcherEntry> watchers, CancellationToken cancellation) =>
        Answer(await listeners.SetWatchersAsync(id, [.. watchers.OfType<WatcherEntry>().Select(watcher => new Watcher(watcher.Address ?? "", watcher.Language == "en" ? Language.English : Language.French))], Principals.ViewerOf(context.User), cancellation));

    private static async Task<Results<Ok<IReadOnlyList<WebhookEntry>>, NotFound>> WebhooksAsync(HttpContext context, ProjectListeners listeners, string id, CancellationToken cancellation) =>
        Answer(await listeners.WebhooksAsync(id, Principals.ViewerOf(context.User), cancellation));

    private static async Task<Results<Ok<IReadOnlyList<WebhookEntry>>, NotFound>> ChangeWebhooksAsync(
        HttpContext context, ProjectListeners listeners, string id, IReadOnlyList<NewWebhook> webhooks, CancellationToken cancellation) =>
        Answer(await listeners.SetWebhooksAsync(id, [.. webhooks.OfType<NewWebhook>().Select(webhook => (webhook.Url ?? "", webhook.Secret))], Principals.ViewerOf(context.User), cancellation));

    private static Results<Ok<IReadOnlyList<WatcherEntry>>, NotFound> Answer(IReadOnlyList<Watcher>? watchers)
    {
        if (watchers is null)
            return TypedResults.NotFound();
        return TypedResults.Ok<IReadOnlyList<WatcherEntry>>([.. watchers.Select(watcher => new WatcherEntry(watcher.Address, watcher.Language == Language.English ? "en" : "fr"))]);
    }

    private static Results<Ok<IReadOnlyList<WebhookEntry>>, NotFound> Answer(IReadOnlyList<string>? urls)
    {
        if (urls is null)
            return TypedResults.NotFound();
        return TypedResults.Ok<IReadOnlyList<WebhookEntry>>([.. urls.Select(url => new WebhookEntry(url))]);
    }
}

/// <param name="Language"><c>fr</c> (default) or <c>en</c>.</param>
public sealed record WatcherEntry(string? Address, string? Language = null);

public sealed record WebhookEntry(string Url);

/// <param name="Secret">16 to 200 characters; what is left out stays as it is.</param>
public sealed record NewWebhook(string? Url, string? Secret = null)
{
    public override string ToString() => Url ?? "";
}
