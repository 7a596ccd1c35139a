using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AuditService.Authoring.Binding;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Authoring.Manifests;

/// <summary>
/// The JSON schema (draft-07, which editors know) of <c>dossier.yaml</c>, made from the same records that the reader binds to, so that what an
/// editor completes and what the reader accepts cannot part.
/// </summary>
public static class ManifestSchema
{
    public const string FileName = "dossier.schema.json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text()
    {
        var definitions = new JsonObject();
        var root = Entry(typeof(Manifest), definitions);
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "dossier.yaml",
            ["description"] = "Ce que déclare l'auteur d'un projet d'IA. Tout est facultatif. | What the author of an AI project declares. Everything is optional.",
        };
        foreach (var (key, value) in root.ToList())
        {
            root.Remove(key);
            schema[key] = value;
        }

        schema["definitions"] = definitions;
        return schema.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Entry(Type type, JsonObject definitions)
    {
        var properties = new JsonObject();
        foreach (var (key, property) in RecordShape.Of(type).Keys)
        {
            var value = Nullable(Value(property.PropertyType, definitions));
            if (property.GetCustomAttribute<SaysAttribute>() is { } says)
                value["description"] = $"{says.Fr} | {says.En}";
            properties[key] = value;
        }

        return new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Value(Type type, JsonObject definitions)
    {
        var plain = System.Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(AnswerEntry))
            return Answer();
        if (plain == typeof(StepEntry))
            return StepReader.Schema();
        if (RecordShape.ElementOf(plain) is { } element)
            return new() { ["type"] = "array", ["items"] = Value(element, definitions) };
        if (RecordShape.DictionaryValueOf(plain) is { } valueType)
            return new() { ["type"] = "object", ["additionalProperties"] = Nullable(Value(valueType, definitions)) };
        if (plain == typeof(string))
            return new() { ["type"] = new JsonArray("string", "number", "boolean") };
        if (plain == typeof(bool))
            return new() { ["type"] = "boolean" };
        if (plain == typeof(int))
            return new() { ["type"] = "integer" };
        if (plain == typeof(double))
            return new() { ["type"] = "number" };
        if (plain == typeof(DateOnly))
            return new() { ["type"] = "string", ["format"] = "date" };
        if (plain.IsEnum)
            return new() { ["enum"] = new JsonArray([.. RecordShape.WordsOf(plain).Select(word => JsonValue.Create(word))]) };
        if (!definitions.ContainsKey(plain.Name))
        {
            definitions[plain.Name] = new JsonObject();
            definitions[plain.Name] = Entry(plain, definitions);
        }

        return new() { ["$ref"] = $"#/definitions/{plain.Name}" };
    }

    /// <summary>An empty value says nothing, and is accepted everywhere: the file that <c>audit init</c> writes is full of them.</summary>
    private static JsonObject Nullable(JsonObject value) => new() { ["anyOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }) };

    private static JsonObject Answer() => new()
    {
        ["description"] = "Une valeur, une liste, ou { value, for, evidence, reviewedBy }. | A value, a list, or { value, for, evidence, reviewedBy }.",
    };
}
