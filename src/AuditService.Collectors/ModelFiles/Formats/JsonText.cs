using System.Text;
using System.Text.Json;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>JSON as Python reads it: NaN and Infinity are numbers, a byte order mark is tolerated.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>Null when it is no JSON.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        try
        {
            return JsonDocument.Parse(bytes, Options);
        }
        catch (JsonException)
        {
            return ParseWithoutNaN(bytes.Span);
        }
    }

    public static JsonDocument? Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    public static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Text(value) : null;

    /// <summary>The string, with its broken surrogates replaced rather than thrown.</summary>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }

    private static JsonDocument? ParseWithoutNaN(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("NaN"u8) < 0 && bytes.IndexOf("Infinity"u8) < 0)
            return null;
        var plain = bytes.ToArray();
        var inText = false;
        for (var i = 0; i < plain.Length; i++)
        {
            if (plain[i] == '"')
                inText = !inText;
            else if (inText && plain[i] == '\\')
                i++;
            else if (!inText && bytes[i..].StartsWith("NaN"u8))
                "0  "u8.CopyTo(plain.AsSpan(i));
            else if (!inText && bytes[i..].StartsWith("Infinity"u8))
                "0       "u8.CopyTo(plain.AsSpan(i));
        }
        try
        {
            return JsonDocument.Parse(plain, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
