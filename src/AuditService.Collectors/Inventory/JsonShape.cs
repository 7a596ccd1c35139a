using System.Globalization;
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

    private const int LeastKeyed = 3;

    private const int LeastListed = 5;

    private const int DeepestList = 5;

    /// <summary>Keys of somebody, not of a program, a place or a setting.</summary>
    private static readonly HashSet<string> PersonKeys = new(StringComparer.Ordinal)
    {
        "prenom", "prenoms", "firstname", "lastname", "givenname", "familyname", "surname", "nomfamille", "nomnaissance", "naissance", "datenaissance", "datedenaissance", "birthdate", "dateofbirth", "dob", "nir", "iban", "rib",
        "telephone", "telmobile", "phonenumber", "courriel", "civilite", "patient", "patientid", "numerosecu", "ssn",
    };

    private readonly Dictionary<string, Member> members = new(StringComparer.Ordinal);

    private readonly List<Level> open = [];

    private int mostListed;

    private bool namesPeople;

    private bool isCut;

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
            // The head of a file may end within a column.
            return members.Count > 0 && members.Values.First().NumberedKeys >= 3 && members.Values.Count(member => member.NumberedKeys < 3) <= (IsValid && !isCut ? 0 : 1);
        }
    }

    /// <summary>Records keyed by their number: <c>{"0": {...}, "1": {...}}</c>.</summary>
    public bool IsKeyed => IsObject && Values == 1 && members.Count >= LeastKeyed && members.All(member => member.Value.IsObject && long.TryParse(member.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>Somewhere near the root a list of objects, with keys that only people have: an export, however deep it is wrapped.</summary>
    public bool ListsPeople => Values == 1 && mostListed >= LeastListed && namesPeople;

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
            shape.isCut = reader.CurrentDepth > 0;
        }
        catch (JsonException)
        {
            shape.IsValid = false;
        }
        return shape;
    }

    private void See(ref Utf8JsonReader reader, ref Member? current)
    {
        Nest(ref reader);
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

    private void Nest(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (reader.TokenType == JsonTokenType.StartObject && open is [.., { IsArray: true } list] && open.Count <= DeepestList)
                {
                    open[^1] = new(IsArray: true, list.Objects + 1);
                    mostListed = Math.Max(mostListed, list.Objects + 1);
                }

                open.Add(new(reader.TokenType == JsonTokenType.StartArray, 0));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray when open.Count > 0:
                open.RemoveAt(open.Count - 1);
                break;
            case JsonTokenType.PropertyName when !namesPeople && reader.ValueSpan.Length <= 24 && open.Exists(level => level.IsArray):
                namesPeople = PersonKeys.Contains(string.Concat(reader.GetString()!.Where(char.IsLetter)).ToLowerInvariant());
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

    private readonly record struct Level(bool IsArray, int Objects);

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
