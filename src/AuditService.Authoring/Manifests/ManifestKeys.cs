using System.Reflection;
using AuditService.Authoring.Binding;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Authoring.Manifests;

/// <summary>The keys of the manifest in words, from what its records say of themselves.</summary>
public static class ManifestKeys
{
    /// <summary>The keys of the entry that a path leads to, each with what it means and, for the author to type, the key itself; null when it leads to none.</summary>
    /// <param name="path">Keys from the root, joined by dots: <c>processings</c>, <c>architecture.components</c>.</param>
    public static IReadOnlyList<Choice>? At(string path)
    {
        var entry = path.Split('.').Aggregate((Type?)typeof(Manifest), Enter);
        return entry is not null && typeof(ManifestEntry).IsAssignableFrom(entry) ? [.. RecordShape.Of(entry).Keys.Select(key => LabelOf(key.Key, key.Value))] : null;
    }

    private static Type? Enter(Type? type, string key)
    {
        var property = type is null ? null : RecordShape.Of(type).Keys.GetValueOrDefault(key);
        return property is null ? null : RecordShape.ElementOf(property.PropertyType) ?? property.PropertyType;
    }

    private static Choice LabelOf(string key, PropertyInfo property) =>
        property.GetCustomAttribute<SaysAttribute>()?.Label is { } label ? new(key, new($"{label.Fr} ({key})", $"{label.En} ({key})")) : new(key, Core.LocalizedText.Same(key));
}
