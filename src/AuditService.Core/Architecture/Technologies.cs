using System.Collections.Frozen;

namespace AuditService.Core.Architecture;

/// <summary>
/// What kinds of technology there are and what is true of each, as data (<c>rules/architecture.yaml</c>). Rules test attributes, never names, so
/// that a new technology is a line of data.
/// </summary>
public sealed class Technologies
{
    public const string Unknown = "unknown-technology";

    private readonly FrozenDictionary<string, TechnologyEntry> byId;
    private readonly FrozenDictionary<string, string> idByName;

    public Technologies(IReadOnlyList<TechnologyEntry> entries)
    {
        All = entries;
        byId = entries.GroupBy(entry => entry.Id, StringComparer.Ordinal).ToFrozenDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
            names.TryAdd(entry.Id, entry.Id);
        foreach (var entry in entries)
        {
            foreach (var alias in entry.Aliases)
                names.TryAdd(alias, entry.Id);
        }

        idByName = names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<TechnologyEntry> All { get; }

    /// <returns>The id that a word means: an id or one of its other names; null for a word that means none.</returns>
    public string? IdOf(string word) => idByName.GetValueOrDefault(word.Trim());

    public TechnologyEntry? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>True of the technology, by its attributes or its own id.</summary>
    public bool Has(string id, string attribute) => id == attribute || byId.GetValueOrDefault(id)?.Attributes.Contains(attribute, StringComparer.Ordinal) == true;
}

/// <summary>One kind of technology.</summary>
public sealed record TechnologyEntry
{
    public string Id { get; init; } = "";

    public LocalizedText Title { get; init; } = LocalizedText.Same("");

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What kind of component it usually is.</summary>
    public ComponentKind? Kind { get; init; }

    public IReadOnlyList<string> Attributes { get; init; } = [];
}
