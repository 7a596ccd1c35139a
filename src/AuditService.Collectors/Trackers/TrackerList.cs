using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Collectors.Trackers;

/// <summary>The list of trackers, and what of a page they account for.</summary>
internal sealed class TrackerList
{
    private static readonly Lazy<TrackerList> OfTheHouse = new(() =>
    {
        using var stream = typeof(TrackerList).Assembly.GetManifestResourceStream("AuditService.Collectors.Trackers.trackers.yaml")!;
        using var reader = new StreamReader(stream);
        var problems = new List<AuthorProblem>();
        return Read(reader.ReadToEnd(), "trackers.yaml", problems) ?? throw new InvalidOperationException(string.Join('\n', problems.Select(problem => problem.ToString())));
    });

    private readonly Dictionary<string, List<(string Path, Tracker Tracker)>> byHost = new(StringComparer.OrdinalIgnoreCase);

    private TrackerList(string version, IReadOnlyList<Tracker> trackers)
    {
        Version = version;
        All = trackers;
        foreach (var tracker in trackers)
        {
            foreach (var host in tracker.Hosts)
            {
                var slash = host.IndexOf('/', StringComparison.Ordinal);
                var (name, path) = slash < 0 ? (host, "") : (host[..slash], host[slash..]);
                if (!byHost.TryGetValue(name, out var here))
                    byHost.Add(name, here = []);
                here.Add((path, tracker));
            }
        }
    }

    public static TrackerList Own => OfTheHouse.Value;

    /// <summary>The day on which it was last gone through.</summary>
    public string Version { get; }

    public IReadOnlyList<Tracker> All { get; }

    /// <returns>Null when the text is not such a list; then <paramref name="problems"/> says why.</returns>
    public static TrackerList? Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        if (YamlText.Parse(text, file, problems) is not YamlMapping root || root.Find("trackers") is not YamlSequence list)
            return null;
        var trackers = new List<Tracker>();
        foreach (var entry in list.Items.OfType<YamlMapping>())
        {
            if (Enum.TryParse<TrackerCategory>(Text(entry, "category"), ignoreCase: true, out var category) && Enum.TryParse<ConsentExemption>(Text(entry, "exempt"), ignoreCase: true, out var exempt))
                trackers.Add(new(Text(entry, "product"), Text(entry, "vendor"), Text(entry, "country"), category, exempt, Texts(entry, "hosts"), Texts(entry, "cookies"), Texts(entry, "storage"), Texts(entry, "files"), Text(entry, "source")));
            else
                problems.Add(new(entry.At, "« category » et « exempt » doivent être parmi les valeurs connues.", "\"category\" and \"exempt\" must be among the known values."));
        }

        return problems.Count == 0 ? new TrackerList(Text(root, "version"), trackers) : null;
    }

    /// <summary>The product that answers at an address: the longest domain and path that fit; null when none is known.</summary>
    public Tracker? OfAddress(string host, string path)
    {
        for (var name = host.Trim().TrimEnd('.'); name.Contains('.', StringComparison.Ordinal); name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (byHost.TryGetValue(name, out var here) && here.Where(place => path.StartsWith(place.Path, StringComparison.OrdinalIgnoreCase)).OrderByDescending(place => place.Path.Length).Select(place => place.Tracker).FirstOrDefault() is { } tracker)
                return tracker;
        }

        var file = path[(path.LastIndexOf('/') + 1)..];
        return file.Length == 0 ? null : All.FirstOrDefault(tracker => tracker.Files.Contains(file, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The product to which a stored item belongs: by who set it, else by its name.</summary>
    public Tracker? OfItem(StoredItem item)
    {
        var named = All.FirstOrDefault(tracker => (item.Kind == StorageKind.Cookie ? tracker.Cookies : tracker.Storage).Any(pattern => Fits(item.Name, pattern)));
        return item.IsThirdParty ? OfAddress(item.Host.TrimStart('.'), "/") ?? named : named;
    }

    /// <summary>Whether a name fits a pattern in which <c>*</c> stands for any characters.</summary>
    internal static bool Fits(string name, string pattern)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
            return string.Equals(name, pattern, StringComparison.Ordinal);
        if (!name.StartsWith(parts[0], StringComparison.Ordinal) || !name.EndsWith(parts[^1], StringComparison.Ordinal) || name.Length < parts[0].Length + parts[^1].Length)
            return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = name.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0 || found + part.Length > name.Length - parts[^1].Length)
                return false;
            at = found + part.Length;
        }

        return true;
    }

    private static string Text(YamlMapping entry, string key) => entry.Find(key) is YamlScalar scalar ? scalar.Value : "";

    private static IReadOnlyList<string> Texts(YamlMapping entry, string key) => entry.Find(key) is YamlSequence list ? [.. list.Items.OfType<YamlScalar>().Select(item => item.Value)] : [];
}
