using System.Text.Json;

namespace AuditService.Collectors.Inventory;

/// <summary>The outline of the first bytes of a JSON text: enough to tell records from settings.</summary>
internal sealed class JsonShape
{
    private const int MaximumKeys = 256;

    private static readonly HashSet<string> RecordKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "data", "records", "rows", "items", "examples", "samples", "instances", "observations", "entries", "results", "questions", "conversations",
        "documents", "annotations", "dataset", "features", "utterances", "dialogs", "dialogues", "train", "test", "validation", "rasa_nlu_data", "intents",
    };

    private readonly Dictionary<string, Member> members = new(StringComparer.Ordinal);

    /// <summary>Complete or started values at the top level: more than one makes JSON Lines.</summary>
    public int Values { get; private set; }

    public bool IsArray { get; private set; }

    public bool IsObject { get; private set; }

    public bool IsValid { get; private set; } = true;

    private int Objects { get; set; }

    private int Arrays { get; set; }

    private int Scalars { get; set; }

    public bool Has(string key) => members.ContainsKey(key);

    /// <summary>An array of records or of rows, or JSON Lines.</summary>
    public bool IsRecords =>
        IsArray && Values == 1 && (Objects > 0 && Scalars == 0 && Arrays == 0 || Arrays >= 3 && Objects == 0 && Scalars == 0);

    public bool IsLines => IsObject && Values >= 2;

    /// <summary>Records under a key (<c>{"data": [{...}, ...]}</c>), GeoJSON, COCO, or the column- and split-oriented dumps of pandas.</summary>
    public bool HoldsRecords
    {
        get
        {
            if (!IsObject || Values != 1)
                return false;
            if (Has("columns") && Has("data") && members["data"].Arrays + members["data"].Objects > 0)
                return true;
            foreach (var (key, member) in members)
            {
                if (member.Objects >= 2 && member.Scalars == 0 && RecordKeys.Contains(key))
                    return true;
            }
            return members.Count > 0 && members.Values.All(member => member.NumberedKeys >= 3);
        }
    }

    public static JsonShape Read(ReadOnlySpan<byte> utf8)
    {
        var shape = new JsonShape();
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions
        {
            AllowMultipleValues = true,
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = 256,
        }));
        Member? current = null;
        try
        {
            while (reader.Read())
                shape.See(ref reader, ref current);
        }
        catch (JsonException)
        {
            shape.IsValid = false;
        }
        return shape;
    }

    private void See(ref Utf8JsonReader reader, ref Member? current)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName when reader.CurrentDepth == 1 && IsObject && Values == 1:
                current = members.Count < MaximumKeys ? new Member() : null;
                var key = reader.GetString();
                if (current is not null && key is not null)
                    members[key] = current;
                break;
            case JsonTokenType.PropertyName when reader.CurrentDepth == 2 && current is { IsObject: true }:
                if (int.TryParse(reader.GetString(), out var number) && number == current.NumberedKeys)
                    current.NumberedKeys++;
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Open(reader.CurrentDepth, reader.TokenType == JsonTokenType.StartObject, current);
                break;
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null:
                if (reader.CurrentDepth == 0)
                    Values++;
                else if (reader.CurrentDepth == 1 && IsArray)
                    Scalars++;
                else if (reader.CurrentDepth == 2 && current is { IsObject: false })
                    current.Scalars++;
                break;
        }
    }

    private void Open(int depth, bool isObject, Member? current)
    {
        switch (depth)
        {
            case 0:
                Values++;
                if (Values > 1)
                    break;
                IsObject = isObject;
                IsArray = !isObject;
                break;
            case 1 when IsArray:
                if (isObject)
                    Objects++;
                else
                    Arrays++;
                break;
            case 1 when current is not null:
                current.IsObject = isObject;
                break;
            case 2 when current is { IsObject: false }:
                if (isObject)
                    current.Objects++;
                else
                    current.Arrays++;
                break;
        }
    }

    private sealed class Member
    {
        public bool IsObject { get; set; }

        public int Objects { get; set; }

        public int Arrays { get; set; }

        public int Scalars { get; set; }

        /// <summary>How many keys of the member's object count up from zero: what a column dumped by pandas looks like.</summary>
        public int NumberedKeys { get; set; }
    }
}
