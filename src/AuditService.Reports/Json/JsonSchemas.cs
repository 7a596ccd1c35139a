using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace AuditService.Reports.Json;

/// <summary>The published JSON schema of the audit document, made from the records that are written.</summary>
public static class AuditJsonSchema
{
    public const string FileName = "audit.schema.json";

    public static string Text()
    {
        var schema = AuditJson.Options.GetJsonSchemaAsNode(typeof(AuditDocument), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }).AsObject();
        var published = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"AuditService audit, schema version {AuditJson.SchemaVersion}",
        };
        foreach (var (key, value) in schema.ToList())
        {
            schema.Remove(key);
            published[key] = value;
        }

        return published.ToJsonString(AuditJson.Options) + "\n";
    }
}
