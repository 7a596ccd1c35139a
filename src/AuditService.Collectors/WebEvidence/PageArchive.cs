using System.Globalization;
using System.Text.Json.Nodes;
using AuditService.Authoring.Yaml;
using AuditService.Collectors.Trackers;
using AuditService.Collectors.WebPages;
using AuditService.Collectors.WebPages.Consent;
using AuditService.Core;

namespace AuditService.Collectors.WebEvidence;

/// <summary>
/// What somebody else's tool recorded of a page: an HTTP Archive (HAR 1.2), or the output of the EDPS website-evidence-collector. Recognised by its contents. Values of cookies, queries and bodies
/// are not kept.
/// </summary>
/// <param name="Page">The page that was recorded.</param>
/// <param name="ByTool"><c>HAR</c> or <c>website-evidence-collector</c>.</param>
/// <param name="IsBeforeChoice">Whether it is known that nobody had chosen: the collector of the EDPS never does, an archive does not tell.</param>
internal sealed record PageArchive(Uri Page, string ByTool, DateTimeOffset SeenAt, TrackingLook Look, bool IsBeforeChoice)
{
    private const int MaximumEntries = 20_000;
    private const int MaximumKept = 2_000;
    private const int MaximumCookies = 200;
    private const int LongestName = 200;

    private static readonly JsonNodeOptions Loosely = new() { PropertyNameCaseInsensitive = false };
    private static readonly System.Text.Json.JsonDocumentOptions Bounds = new() { MaxDepth = 64 };

    /// <summary>Whether the beginning of a file may be one: cheap, to spare reading others.</summary>
    public static bool MayBe(string start) =>
        (start.Contains("\"log\"", StringComparison.Ordinal) && start.Contains("\"creator\"", StringComparison.Ordinal)) || start.Contains("uri_ins", StringComparison.Ordinal);

    /// <returns>Null for a file of another kind.</returns>
    /// <exception cref="FormatException">It is one, and cannot be read.</exception>
    public static PageArchive? Read(Stream content, bool isYaml, DateTimeOffset now)
    {
        JsonNode? root;
        try
        {
            root = isYaml ? OfYaml(content) : JsonNode.Parse(content, Loosely, Bounds);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or ArgumentException)
        {
            throw new FormatException("no well-formed JSON or YAML", exception);
        }

        try
        {
            return root switch
            {
                JsonObject har when har["log"] is JsonObject log && log["entries"] is JsonArray entries => OfHar(log, entries, now),
                JsonObject wec when wec["uri_ins"] is not null && (wec["cookies"] is not null || wec["hosts"] is not null) => OfCollector(wec, now),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new FormatException("a value of another type than its format has", exception);
        }
    }

    private static PageArchive? OfHar(JsonObject log, JsonArray entries, DateTimeOffset now)
    {
        var calls = entries.Take(MaximumEntries).OfType<JsonObject>().Select(entry => (Entry: entry, Address: Web(Text((entry["request"] as JsonObject)?["url"])))).Where(call => call.Address is not null).ToList();
        if (calls.Count == 0)
            return null;
        var titled = Web(Text(((log["pages"] as JsonArray)?.FirstOrDefault() as JsonObject)?["title"]));
        var page = new Uri((titled is not null && calls.Exists(call => call.Address!.Host == titled.Host) ? titled : calls[0].Address!).GetLeftPart(UriPartial.Path));
        var start = DateTimeOffset.TryParse(Text(calls[0].Entry["startedDateTime"]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : now;
        var items = new List<StoredItem>();
        var requests = new List<PageRequest>();
        foreach (var (entry, address) in calls)
        {
            var response = entry["response"] as JsonObject;
            if (requests.Count < MaximumKept)
                requests.Add(new(address!.GetLeftPart(UriPartial.Path), address.Host, Text(entry["_resourceType"]) ?? "", Number(response?["status"]) is { } status and >= 0 and < 1000 ? (int)status : 0, 0, !SiteName.AreOne(address.Host, page.Host), Blocked: false));
            foreach (var header in (response?["headers"] as JsonArray ?? []).Take(MaximumCookies).OfType<JsonObject>().Where(header => string.Equals(Text(header["name"]), "set-cookie", StringComparison.OrdinalIgnoreCase)))
            {
                foreach (var line in (Text(header["value"]) ?? "").Split('\n', MaximumCookies))
                {
                    if (CookieText.Parse(line, start) is { IsDeletion: false } cookie)
                        items.Add(Cookie(cookie.Name, cookie.Domain ?? address!.Host, cookie.Days, cookie.Shape, page));
                }
            }

            foreach (var cookie in (response?["cookies"] as JsonArray ?? []).Take(MaximumCookies).OfType<JsonObject>())
                Add(cookie, address!.Host, Days(Text(cookie["expires"]), start));
            // Sent, thus kept: for how long does not show.
            foreach (var cookie in ((entry["request"] as JsonObject)?["cookies"] as JsonArray ?? []).Take(MaximumCookies).OfType<JsonObject>())
                Add(cookie, address!.Host, days: null);
        }

        return new(page, "HAR", start, new(Distinct(items), requests, []), IsBeforeChoice: false);

        void Add(JsonObject cookie, string host, double? days)
        {
            if (Text(cookie["name"]) is { Length: > 0 and <= LongestName } name && days is not <= 0)
                items.Add(Cookie(name, Text(cookie["domain"]) is { Length: > 0 and < 254 } domain ? domain.TrimStart('.') : host, days, ValueShapes.Of(Text(cookie["value"])), page));
        }
    }

    private static PageArchive? OfCollector(JsonObject root, DateTimeOffset now)
    {
        if ((Web(Text(root["uri_dest"])) ?? Web(Text(root["uri_ins"]))) is not { } visited)
            return null;
        var page = new Uri(visited.GetLeftPart(UriPartial.Path));
        var start = DateTimeOffset.TryParse(Text(root["start_time"]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : now;
        var items = new List<StoredItem>();
        foreach (var cookie in (root["cookies"] as JsonArray ?? []).Take(MaximumKept).OfType<JsonObject>())
        {
            if (Text(cookie["name"]) is { Length: > 0 and <= LongestName } name)
                items.Add(Cookie(name, (Text(cookie["domain"]) ?? page.Host).TrimStart('.'), Truth(cookie["session"]) == true ? null : Number(cookie["expiresDays"]), ValueShapes.Of(Text(cookie["value"])), page));
        }

        foreach (var (origin, keys) in (root["localStorage"] as JsonObject ?? []).Take(100))
        {
            var host = Web(origin)?.Host ?? page.Host;
            foreach (var (key, kept) in (keys as JsonObject ?? []).Where(pair => pair.Key.Length is > 0 and <= LongestName).Take(MaximumKept))
                items.Add(new(StorageKind.LocalStorage, key, host, !SiteName.AreOne(host, page.Host), double.PositiveInfinity, ValueShapes.Of(Text((kept as JsonObject)?["value"]))));
        }

        var beacons = (root["beacons"] as JsonArray ?? []).Take(MaximumKept).OfType<JsonObject>().Select(beacon => Web(Text(beacon["url"]))).OfType<Uri>()
            .Select(address => new PageRequest(address.GetLeftPart(UriPartial.Path), address.Host, "beacon", 0, 0, !SiteName.AreOne(address.Host, page.Host), Blocked: false));
        var hosts = ((root["hosts"] as JsonObject)?["requests"] as JsonObject)?["thirdParty"] as JsonArray ?? [];
        var requests = hosts.Take(MaximumKept).Select(Text).OfType<string>().Where(host => Uri.CheckHostName(host) != UriHostNameType.Unknown).Select(host => new PageRequest($"https://{host}/", host, "", 0, 0, IsThirdParty: true, Blocked: false));
        return new(page, "website-evidence-collector", start, new(Distinct(items), [.. beacons, .. requests], []), IsBeforeChoice: true);
    }

    private static StoredItem Cookie(string name, string host, double? days, ValueShape shape, Uri page) => new(StorageKind.Cookie, name, host.ToLowerInvariant(), !SiteName.AreOne(host, page.Host), days, shape);

    /// <summary>One of each name and host: the one that lives longest.</summary>
    private static IReadOnlyList<StoredItem> Distinct(IEnumerable<StoredItem> items) =>
        [.. items.GroupBy(item => (item.Kind, item.Name, item.Host)).Select(same => same.MaxBy(item => item.Days ?? 0)!).OrderBy(item => item.Kind).ThenBy(item => item.Name, StringComparer.Ordinal).Take(MaximumKept)];

    private static double? Days(string? expires, DateTimeOffset start) =>
        DateTimeOffset.TryParse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? Math.Round((date - start).TotalDays, 1) : null;

    private static Uri? Web(string? text) => text is { Length: > 0 and < 8_000 } && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "ws" or "wss" && address.Host.Length > 0 ? address : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static double? Number(JsonNode? node) => node is JsonValue value ? value.TryGetValue<double>(out var number) && double.IsFinite(number) ? number : value.TryGetValue<string>(out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) && double.IsFinite(read) ? read : null : null;

    private static bool? Truth(JsonNode? node) => node is JsonValue value ? value.TryGetValue<bool>(out var truth) ? truth : value.TryGetValue<string>(out var text) ? text == "true" : null : null;

    private static JsonNode? OfYaml(Stream content)
    {
        using var reader = new StreamReader(content);
        var problems = new List<AuthorProblem>();
        var text = new char[YamlText.MaximumCharacters + 1];
        var length = reader.ReadBlock(text);
        var root = YamlText.Parse(new string(text, 0, length), "inspection.yml", problems);
        return problems.Count > 0 ? throw new FormatException(problems[0].Message.En) : root is null ? null : Converted(root);
    }

    private static JsonNode? Converted(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, Converted(entry.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Converted)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };
}
