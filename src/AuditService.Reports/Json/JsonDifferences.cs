using System.Text.Json.Nodes;
using AuditService.Core.Audits;

namespace AuditService.Reports.Json;

/// <summary>Where two JSON values differ, as JSON pointers (RFC 6901). Members are compared whatever their order; entries that have an id, by their id.</summary>
public static class JsonDifferences
{
    private const int LongestValue = 60;

    /// <summary>The members by which an entry of a list is told again in another.</summary>
    private static readonly string[] Identities = ["id", "criterion", "path", "source"];

    /// <param name="stored">What the store gives.</param>
    /// <param name="given">What was handed in.</param>
    public static IReadOnlyList<Discrepancy> Of(JsonNode? stored, JsonNode? given)
    {
        var found = new List<Discrepancy>();
        Compare("", stored, given, found);
        return found;
    }

    private static void Compare(string at, JsonNode? stored, JsonNode? given, List<Discrepancy> found)
    {
        switch (stored, given)
        {
            case (JsonObject one, JsonObject other):
                foreach (var (name, value) in one)
                {
                    if (other.TryGetPropertyValue(name, out var same))
                        Compare(Below(at, name), value, same, found);
                    else
                        found.Add(Missing(Below(at, name), value));
                }

                found.AddRange(other.Where(member => !one.ContainsKey(member.Key)).Select(member => Added(Below(at, member.Key), member.Value)));
                break;
            case (JsonArray one, JsonArray other):
                CompareLists(at, one, other, found);
                break;
            default:
                if (!JsonNode.DeepEquals(stored, given))
                    found.Add(new(at, new($"{Shown(given)} au lieu de {Shown(stored)}", $"{Shown(given)} instead of {Shown(stored)}")));
                break;
        }
    }

    private static void CompareLists(string at, JsonArray stored, JsonArray given, List<Discrepancy> found)
    {
        if (Identity(stored, given) is { } identity)
        {
            var others = given.ToDictionary(entry => entry![identity]!.GetValue<string>(), StringComparer.Ordinal);
            foreach (var entry in stored)
            {
                var id = entry![identity]!.GetValue<string>();
                if (others.Remove(id, out var same))
                    Compare(Below(at, id), entry, same, found);
                else
                    found.Add(Missing(Below(at, id), entry));
            }

            found.AddRange(others.Select(entry => Added(Below(at, entry.Key), entry.Value)));
            return;
        }

        for (var i = 0; i < Math.Max(stored.Count, given.Count); i++)
        {
            var place = Below(at, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (i >= given.Count)
                found.Add(Missing(place, stored[i]));
            else if (i >= stored.Count)
                found.Add(Added(place, given[i]));
            else
                Compare(place, stored[i], given[i], found);
        }
    }

    /// <summary>The member that names each entry of both lists and no two of one, or null.</summary>
    private static string? Identity(JsonArray stored, JsonArray given) =>
        stored.Count + given.Count == 0 ? null : Identities.FirstOrDefault(name => IsIdentity(stored, name) && IsIdentity(given, name));

    private static bool IsIdentity(JsonArray list, string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return list.All(entry => entry is JsonObject && entry[name] is JsonValue value && value.TryGetValue<string>(out var id) && seen.Add(id));
    }

    private static Discrepancy Missing(string at, JsonNode? stored) => new(at, new($"absent, au lieu de {Shown(stored)}", $"absent, instead of {Shown(stored)}"));

    private static Discrepancy Added(string at, JsonNode? given) => new(at, new($"{Shown(given)} ajouté", $"{Shown(given)} added"));

    private static string Below(string at, string name) => $"{at}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static string Shown(JsonNode? value)
    {
        var text = value is null ? "null" : value.ToJsonString(AuditJson.Options).ReplaceLineEndings(" ");
        return text.Length <= LongestValue ? text : string.Concat(text.AsSpan(0, LongestValue - 1), "…");
    }
}
