using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuditService.Core.Architecture;

/// <summary>A model as text, to be kept with an audit and drawn again later. Deterministic.</summary>
public static class ArchitectureJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string Write(ArchitectureModel model) => JsonSerializer.Serialize(model, Options);

    /// <returns>The model, or null when the text is none.</returns>
    public static ArchitectureModel? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ArchitectureModel>(text, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
