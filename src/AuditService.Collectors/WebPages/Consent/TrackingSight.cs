using System.Text.Json;
using AuditService.Collectors.Trackers;
using Microsoft.Playwright;

namespace AuditService.Collectors.WebPages.Consent;

/// <summary>Takes stock of what a page keeps: the browser's cookies, those that it refused, stored data of the page and of its frames. Values are read, their shape kept.</summary>
internal sealed class TrackingSight(IBrowserContext context, IPage page, PageWatch watch, Uri address, DateTimeOffset startedAt, IReadOnlyCollection<string> seeded)
{
    private const int MaximumItems = 300;
    private const int MaximumFrames = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public PageWatch Watch => watch;

    public async Task<IReadOnlyList<StoredItem>> ItemsAsync(PageWorld world)
    {
        var asked = watch.Written.ToList();
        var items = new List<StoredItem>();
        foreach (var cookie in (await context.CookiesAsync()).Where(cookie => !seeded.Contains(cookie.Name)))
        {
            var host = cookie.Domain.TrimStart('.');
            double? days = cookie.Expires < 0 ? null : Math.Round((cookie.Expires - startedAt.ToUnixTimeSeconds()) / 86_400.0, 1);
            // A browser cuts every life at 400 days; what the page asked for is what it is judged on.
            var wanted = asked.Where(write => write.Cookie.Name == cookie.Name && !write.Cookie.IsDeletion).Select(write => write.Cookie.Days).FirstOrDefault();
            items.Add(new(StorageKind.Cookie, cookie.Name, host, IsOther(host), wanted > days ? wanted : days, ValueShapes.Of(cookie.Value)));
        }

        var kept = items.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        items.AddRange(asked.Where(write => !write.Cookie.IsDeletion && !kept.Contains(write.Cookie.Name) && !seeded.Contains(write.Cookie.Name))
            .Select(write => new StoredItem(StorageKind.Cookie, write.Cookie.Name, write.Host, IsOther(write.Host), write.Cookie.Days, write.Cookie.Shape, IsRefusedByBrowser: true)));
        items.AddRange(await StoredAsync(() => world.CallAsync(PageScriptFiles.Stored, argument: null, Patience), address.Host));
        foreach (var frame in page.Frames.Skip(1).Take(MaximumFrames))
        {
            if (Uri.TryCreate(frame.Url, UriKind.Absolute, out var of) && of.Scheme is "http" or "https" && !(of.Host == address.Host && of.Port == address.Port))
                items.AddRange(await StoredAsync(() => frame.EvaluateAsync<JsonElement>(PageScriptFiles.Stored), of.Host));
        }

        return [.. items.DistinctBy(item => (item.Kind, item.Name, item.Host)).OrderBy(item => item.Kind).ThenBy(item => item.Name, StringComparer.Ordinal).Take(MaximumItems)];
    }

    private bool IsOther(string host) => !SiteName.AreOne(host, address.Host);

    private async Task<IEnumerable<StoredItem>> StoredAsync(Func<Task<JsonElement>> ask, string host)
    {
        try
        {
            var told = await ask().WaitAsync(Patience);
            return told.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 3).Select(entry => new StoredItem(
                entry[0].GetString() switch { "local" => StorageKind.LocalStorage, "session" => StorageKind.SessionStorage, _ => StorageKind.Database },
                Cut(entry[1].GetString()), host, IsOther(host), entry[0].GetString() == "session" ? null : double.PositiveInfinity, entry[0].GetString() == "database" ? ValueShape.Unknown : ValueShapes.Of(entry[2].GetString()))).Take(MaximumItems).ToList();
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException or InvalidOperationException)
        {
            return [];
        }
    }

    private static string Cut(string? name) => name is null ? "" : name.Length > 200 ? name[..200] : name;
}
