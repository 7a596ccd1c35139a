using System.Text.Json;
using AuditService.Collectors.ModelFiles.Globals;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>The schema of a skops file names the types it holds, as a pickle does; its loader refuses those that nobody trusts, unless told to.</summary>
internal static class SkopsSchema
{
    private static readonly HashSet<string> NodesWithoutType = new(StringComparer.Ordinal) { "JsonNode" };

    /// <summary>Names of the schema's own kinds of nodes, which are imported by nobody.</summary>
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "function", "type", "method", "builtin_function_or_method", "NoneType", "ellipsis", "ufunc", "module",
    };

    public static void Walk(ModelInspection scan, JsonElement element, ModelReading reading)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Walk(scan, item, reading);
                break;
            case JsonValueKind.Object:
                if (!NodesWithoutType.Contains(JsonText.Text(element, "__loader__") ?? ""))
                {
                    Judge(scan.Catalogue, JsonText.Text(element, "__module__"), JsonText.Text(element, "__class__"), reading);
                    Judge(scan.Catalogue, JsonText.Text(element, "module_path"), JsonText.Text(element, "function"), reading);
                }
                foreach (var property in element.EnumerateObject())
                    Walk(scan, property.Value, reading);
                break;
        }
    }

    private static void Judge(GlobalCatalogue catalogue, string? module, string? name, ModelReading reading)
    {
        if (module is null || name is null || Kinds.Contains(name))
            return;
        var verdict = catalogue.Judge(module, name);
        reading.Import(new ModelImport(ModelReading.Quote(module, 200), ModelReading.Quote(name, 200), verdict.Risk, Offset: null));
        if (verdict is { Risk: not ModelRisk.Safe, Why: { } why })
        {
            var shown = ModelReading.Quote($"{module}.{name}", 120);
            reading.Say(verdict.Risk, $"Contient un objet {shown} : {why.Fr}.", $"Holds an object {shown}: {why.En}.");
        }
    }
}
