using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace AuditService.Reports.Json;

/// <summary>The published JSON schemas, made from the records that are written.</summary>
public static class JsonSchemas
{
    /// <summary>Each schema with the name of the file that it is published in.</summary>
    public static IReadOnlyDictionary<string, string> Published { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["audit.schema.json"] = Of(typeof(AuditDocument), $"AuditService audit, schema version {AuditJson.SchemaVersion}"),
        ["questionnaires.schema.json"] = Of(typeof(QuestionnairesDocument), "AuditService: audit questionnaire check"),
        ["verification.schema.json"] = Of(typeof(ProofDocument), $"AuditService verification of stored audits, schema version {ProofJson.SchemaVersion}"),
        ["comparison.schema.json"] = Of(typeof(ComparisonDocument), $"AuditService comparison of two audits, schema version {ComparisonJson.SchemaVersion}"),
    };

    /// <summary>The writers leave nothing out: of a record that no constructor describes, every property is there too.</summary>
    private static JsonNode Required(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject record && record["properties"] is JsonObject properties && record["required"] is null)
            record["required"] = new JsonArray([.. properties.Select(JsonNode? (property) => JsonValue.Create(property.Key))]);
        return schema;
    }

    /// <summary>The schema (draft 2020-12) of what the writers of this house make of a record.</summary>
    public static string Of(Type document, string title)
    {
        var schema = AuditJson.Options.GetJsonSchemaAsNode(document, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Required }).AsObject();
        var published = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
        };
        foreach (var (key, value) in schema.ToList())
        {
            schema.Remove(key);
            published[key] = value;
        }

        return published.ToJsonString(AuditJson.Options) + "\n";
    }
}
