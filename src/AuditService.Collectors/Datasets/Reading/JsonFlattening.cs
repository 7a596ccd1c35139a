using System.Text.Json;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>
/// One JSON record as cells with dotted names: <c>{"a":{"b":1}}</c> is <c>a.b</c>. An array puts its values in one cell, parted by
/// <see cref="ColumnEvidence.ValueSeparator"/>, so that each of them is still looked at.
/// </summary>
internal static class JsonFlattening
{
    private const int Deepest = 12;

    private const int LongestName = 200;

    /// <summary>Elements read of one array.</summary>
    private const int MostElements = 1_000;

    public static void Visit(JsonElement record, Action<string, string?> cell)
    {
        if (record.ValueKind == JsonValueKind.Object) Visit(record, "", cell, depth: 0);
        else if (record.ValueKind == JsonValueKind.Array) VisitRow(record, cell);
        else cell("value", Text(record));
    }

    /// <summary>A row written as an array: its columns have no names but their places.</summary>
    private static void VisitRow(JsonElement row, Action<string, string?> cell)
    {
        var i = 0;
        foreach (var element in row.EnumerateArray()) Visit(element, $"column{++i}", cell, depth: 1);
    }

    private static void Visit(JsonElement element, string name, Action<string, string?> cell, int depth)
    {
        if (name.Length > LongestName) name = name[..LongestName];
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when depth < Deepest:
                foreach (var property in element.EnumerateObject()) Visit(property.Value, name.Length == 0 ? property.Name : $"{name}.{property.Name}", cell, depth + 1);
                break;
            case JsonValueKind.Array when depth < Deepest:
                foreach (var item in element.EnumerateArray().Take(MostElements)) Visit(item, name.Length == 0 ? "value" : name, cell, depth + 1);
                break;
            default:
                cell(name.Length == 0 ? "value" : name, Text(element));
                break;
        }
    }

    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => element.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => element.GetRawText(),
    };
}
