using System.Text;

namespace AuditService.Collectors.WebPages.Sites;

/// <summary>What a site asks of programs that visit it (RFC 9309): the group for <c>auditservice</c>, else that for all.</summary>
internal sealed class RobotsRules
{
    public const string Name = "auditservice";

    public const int MaximumBytes = 500 * 1024;

    private const int MaximumRules = 2_000;

    private readonly IReadOnlyList<(string Pattern, bool Allows)> rules;

    private RobotsRules(IReadOnlyList<(string Pattern, bool Allows)> rules) => this.rules = rules;

    public static RobotsRules Everything { get; } = new([]);

    public static RobotsRules Nothing { get; } = new([("/", false)]);

    public static RobotsRules Parse(byte[] bytes)
    {
        var groups = new Dictionary<string, List<(string, bool)>>(StringComparer.OrdinalIgnoreCase);
        var agents = new List<string>();
        var isInRules = false;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, MaximumBytes)).Split('\n', '\r').Select(line => line.Split('#')[0].Trim()))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var (key, value) = (line[..colon].TrimEnd().ToLowerInvariant(), line[(colon + 1)..].Trim());
            if (key == "user-agent")
            {
                if (isInRules)
                    agents.Clear();
                isInRules = false;
                agents.Add(value.Split('/')[0]);
                groups.TryAdd(agents[^1], []);
            }
            else if (key is "allow" or "disallow")
            {
                isInRules = true;
                // An empty disallow forbids nothing.
                foreach (var agent in agents.Where(agent => value.Length > 0 && groups[agent].Count < MaximumRules))
                    groups[agent].Add((value, key == "allow"));
            }
        }

        return new(groups.GetValueOrDefault(Name) ?? groups.GetValueOrDefault("*") ?? []);
    }

    /// <summary>The longest pattern that matches decides; of two as long, the one that allows.</summary>
    public bool Allows(Uri address)
    {
        var path = address.PathAndQuery;
        return rules.Where(rule => Matches(rule.Pattern, path)).OrderByDescending(rule => rule.Pattern.Length).ThenByDescending(rule => rule.Allows).Select(rule => (bool?)rule.Allows).FirstOrDefault() ?? true;
    }

    /// <summary>A pattern is a beginning; <c>*</c> is any text, a final <c>$</c> the end.</summary>
    private static bool Matches(string pattern, string path)
    {
        var isWhole = pattern.EndsWith('$');
        var parts = (isWhole ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            if (isLast && isWhole)
                return path.Length - parts[i].Length >= at && path.EndsWith(parts[i], StringComparison.Ordinal);
            var found = path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + parts[i].Length;
        }

        return !isWhole || at == path.Length;
    }
}
