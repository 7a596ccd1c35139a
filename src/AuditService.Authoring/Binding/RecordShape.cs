using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using AuditService.Core;

namespace AuditService.Authoring.Binding;

/// <summary>The keys of a record that authors write: its properties, in camel case.</summary>
public sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Known = new();

    private RecordShape(Type type)
    {
        Type = type;
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.SetMethod is not null).ToList();
        At = properties.FirstOrDefault(property => property.PropertyType == typeof(SourcePosition));
        KeyPositions = properties.FirstOrDefault(property => property.PropertyType == typeof(IReadOnlyDictionary<string, SourcePosition>));
        Keys = properties
            .Where(property => property != At && property != KeyPositions)
            .OrderBy(property => property.MetadataToken)
            .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), property => property, StringComparer.Ordinal);
    }

    public Type Type { get; }

    /// <summary>Properties by the key that sets them, in the order of their declaration.</summary>
    public IReadOnlyDictionary<string, PropertyInfo> Keys { get; }

    /// <summary>Receives the place of the record, when it wants it.</summary>
    public PropertyInfo? At { get; }

    /// <summary>Receives the places of its keys, when it wants them.</summary>
    public PropertyInfo? KeyPositions { get; }

    public static RecordShape Of(Type type) => Known.GetOrAdd(type, type => new RecordShape(type));

    /// <summary>Element type of an <c>IReadOnlyList</c>, or null.</summary>
    public static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>Value type of an <c>IReadOnlyDictionary</c> by text, or null.</summary>
    public static Type? DictionaryValueOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? type.GetGenericArguments()[1] : null;

    /// <summary>The words an enumeration is written with.</summary>
    public static IEnumerable<string> WordsOf(Type enumeration) => Enum.GetNames(enumeration).Select(JsonNamingPolicy.CamelCase.ConvertName);
}
