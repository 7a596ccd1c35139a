using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace AuditService.Storage.Audits;

/// <summary>How values are written into columns: compact, readable with any SQL tool, and read back as they were.</summary>
internal static partial class StoredJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // What a value computes from its other properties is not stored.
        IgnoreReadOnlyProperties = true,

        // Never embedded in HTML as it is: accents stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new ConditionConverter() },
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is null");

    /// <summary>Content hashes of the pictures that stored facts or findings show.</summary>
    public static IEnumerable<string> PicturesIn(string json)
    {
        foreach (Match picture in Picture().Matches(json))
            yield return picture.Groups[1].Value;
    }

    /// <summary>Within a text of the JSON the quotes would be escaped: nothing that a dossier says can look like it.</summary>
    [GeneratedRegex("\"screenshot\":\"([0-9a-f]{64})\"", RegexOptions.CultureInvariant)]
    private static partial Regex Picture();
}
