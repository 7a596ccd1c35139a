using System.Globalization;
using System.Text.Json;
using AuditService.Authoring.Binding;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Manifests;

/// <summary>
/// Turns an entry of the manifest into facts, key by key: what is written is known with the declared grade and the line it stands on, what is not
/// written is not declared. The keys are those of the entry's record, so that a new key of the manifest is a new fact at once.
/// </summary>
internal sealed class ManifestFacts(CollectorIdentity collector, string manifestFile)
{
    /// <summary>Keys that name the entry and say nothing a rule could judge.</summary>
    private static readonly string[] Naming = ["id", "path", "url", "folder", "sitemap"];

    /// <summary>Every fact key that an entry of the type gives, with <paramref name="prefix"/> before it.</summary>
    public static IEnumerable<string> KeysOf(Type entry, string prefix) => RecordShape.Of(entry).Keys
        .Where(key => !Naming.Contains(key.Key, StringComparer.Ordinal))
        .SelectMany(key => KeysOf(key.Value.PropertyType, prefix, key.Key));

    /// <summary>The facts of one entry; all not declared when <paramref name="entry"/> is null.</summary>
    public IEnumerable<Fact> Of(Type type, ManifestEntry? entry, Subject subject, string prefix)
    {
        foreach (var (key, property) in RecordShape.Of(type).Keys.Where(key => !Naming.Contains(key.Key, StringComparer.Ordinal)))
        {
            var value = entry is null ? null : property.GetValue(entry);
            if (typeof(ManifestEntry).IsAssignableFrom(property.PropertyType))
            {
                foreach (var fact in Of(property.PropertyType, (ManifestEntry?)value, subject, $"{prefix}.{key}"))
                    yield return fact;
                continue;
            }

            if (FactKey(property.PropertyType, prefix, key) is not { } factKey)
                continue;
            var written = entry?.KeyPositions.GetValueOrDefault(key);
            yield return written is null || ValueOf(value) is not { } known
                ? Fact.Unavailable(subject, factKey, NotDeclared($"{prefix}.{key}"), new(collector, EvidenceGrade.Declared))
                : Fact.Known(subject, factKey, known, Declared(written));
        }
    }

    /// <summary>The keys that an existing entry leaves out or leaves blank: an omission is itself something to see. An empty list is an answer.</summary>
    public Fact Undeclared(ManifestEntry entry, Subject subject, string prefix)
    {
        var missing = RecordShape.Of(entry.GetType()).Keys
            .Where(key => !entry.KeyPositions.ContainsKey(key.Key) || key.Value.GetValue(entry) is not { } value || (value is string text && IsBlank(text)))
            .Select(key => key.Key)
            .ToList();
        return Fact.Known(subject, $"{prefix}.undeclared", new TextListValue(missing), Declared(entry.At));
    }

    public Provenance Declared(SourcePosition? at) =>
        new(collector, EvidenceGrade.Declared, at is null ? null : Location.File(manifestFile, at.Line, at.Column));

    /// <param name="key">Where the author would write it; the first word may be a kind of subject (<c>flow.data</c> for <c>architecture.flows[].data</c>).</param>
    public static Unavailability NotDeclared(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var path = dot > 0 && ManifestCollector.PathOf(key[..dot]) is { } list ? list + key[dot..] : key;
        return new(UnavailableBecause.NotDeclared, new($"non déclaré dans dossier.yaml ({path})", $"not declared in dossier.yaml ({path})"));
    }

    private static IEnumerable<string> KeysOf(Type type, string prefix, string key)
    {
        if (typeof(ManifestEntry).IsAssignableFrom(type))
            return KeysOf(type, $"{prefix}.{key}");
        return FactKey(type, prefix, key) is { } fact ? [fact] : [];
    }

    private static string? FactKey(Type type, string prefix, string key)
    {
        if (RecordShape.DictionaryValueOf(type) is not null)
            return $"{prefix}.{key}.count";
        if (RecordShape.ElementOf(type) is { } element)
            return element == typeof(string) ? $"{prefix}.{key}" : $"{prefix}.{key}.count";
        return $"{prefix}.{key}";
    }

    /// <summary>"À compléter", "?" and the like hold the place of a value and are none.</summary>
    private static bool IsBlank(string text) => string.IsNullOrWhiteSpace(text) || Core.Catalogue.Answers.IsPlaceholder(text);

    private static FactValue? ValueOf(object? value) => value switch
    {
        null => null,
        string text => IsBlank(text) ? null : new TextValue(text.Trim()),
        bool flag => new BooleanValue(flag),
        int number => new NumberValue(number),
        double number => new NumberValue(number),
        DateOnly date => new DateValue(date),
        Enum word => new TextValue(JsonNamingPolicy.CamelCase.ConvertName(word.ToString())),
        // A list of nothing but placeholders is not written yet; an empty one is an answer.
        IReadOnlyList<string> texts => texts.Count > 0 && texts.All(IsBlank) ? null : new TextListValue([.. texts.Where(text => !IsBlank(text))]),
        System.Collections.ICollection many => new NumberValue(many.Count),
        _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"A manifest value of type {value.GetType()} has no fact type")),
    };
}
