using System.Text.Json;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>
/// safetensors: a length, a JSON header, the bytes. Nothing in it is executed; a header that contradicts itself or its data is told, since
/// readers that do not check would read elsewhere.
/// </summary>
internal static class SafetensorsFile
{
    /// <summary>The format's own bound on its header.</summary>
    private const int MaximumHeader = 100_000_000;

    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading)
    {
        reading.Format = ModelFormats.Safetensors;
        using var reader = new ContentReader(content.Open(), content.Length);
        var length = reader.ReadUInt64();
        if (length > MaximumHeader)
        {
            Anomaly(reading, $"en-tête de {length} octets, plus que le format n'en permet", $"a header of {length} bytes, more than the format allows");
            reading.Incomplete("en-tête démesuré", "oversized header");
            return;
        }
        if (reader.IsBeyondEnd(length))
        {
            Anomaly(reading, "l'en-tête dépasse la fin du fichier", "the header runs beyond the end of the file");
            reading.Incomplete("fichier tronqué", "the file is truncated");
            return;
        }
        var header = new byte[length];
        reader.Read(header);
        var ranges = new List<(long From, long To)>();
        try
        {
            ReadHeader(header, ranges, reading, scan.Budget);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            Anomaly(reading, "l'en-tête n'est pas un JSON valide", "the header is no valid JSON");
            reading.Incomplete("en-tête illisible", "unreadable header");
            return;
        }
        CheckTiling(ranges, content.Length - 8 - (long)length, reading);
    }

    private static void ReadHeader(byte[] header, List<(long From, long To)> ranges, ModelReading reading, ScanBudget budget)
    {
        var json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 8 });
        var names = new HashSet<UInt128>();
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            if (ranges.Count % 1024 == 0)
                budget.CheckTime();
            var name = json.GetString()!;
            if (!names.Add(Fingerprint(name)))
                Anomaly(reading, $"le tenseur « {ModelReading.Quote(name)} » est décrit deux fois", $"tensor \"{ModelReading.Quote(name)}\" is described twice");
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
                throw new JsonException();
            if (name is "__metadata__")
                ReadMetadata(ref json, reading);
            else if (ReadTensor(ref json, name, reading) is { } range)
                ranges.Add(range);
        }
        while (json.Read())
        {
        }
    }

    private static void ReadMetadata(ref Utf8JsonReader json, ModelReading reading)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var name = json.GetString()!;
            if (!names.Add(name))
                Anomaly(reading, $"la métadonnée « {ModelReading.Quote(name)} » est donnée deux fois", $"metadata \"{ModelReading.Quote(name)}\" is given twice");
            json.Read();
            if (json.TokenType != JsonTokenType.String)
            {
                Anomaly(reading, $"la métadonnée « {ModelReading.Quote(name)} » n'est pas un texte", $"metadata \"{ModelReading.Quote(name)}\" is no text");
                json.Skip();
            }
        }
    }

    private static (long From, long To)? ReadTensor(ref Utf8JsonReader json, string name, ModelReading reading)
    {
        var bits = 0;
        long? from = null;
        long? to = null;
        var elements = 1m;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var property = json.GetString()!;
            var isTwice = !seen.Add(property);
            json.Read();
            switch (property)
            {
                case "dtype" when !isTwice:
                    bits = Bits(json.GetString());
                    break;
                case "shape" when !isTwice && json.TokenType == JsonTokenType.StartArray:
                    while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                        elements = Math.Min(1e20m, elements * json.GetUInt64());
                    break;
                case "data_offsets" when !isTwice && json.TokenType == JsonTokenType.StartArray:
                    json.Read();
                    from = json.GetInt64();
                    json.Read();
                    to = json.GetInt64();
                    json.Read();
                    if (json.TokenType != JsonTokenType.EndArray)
                        throw new JsonException();
                    break;
                default:
                    Anomaly(reading, $"le tenseur « {ModelReading.Quote(name)} » a un champ inattendu", $"tensor \"{ModelReading.Quote(name)}\" has an unexpected field");
                    json.Skip();
                    break;
            }
        }
        if (bits == 0)
            Anomaly(reading, $"le tenseur « {ModelReading.Quote(name)} » a un type inconnu", $"tensor \"{ModelReading.Quote(name)}\" has an unknown type");
        if (from is null || to is null || from < 0 || to < from)
        {
            Anomaly(reading, $"le tenseur « {ModelReading.Quote(name)} » n'a pas de place valable", $"tensor \"{ModelReading.Quote(name)}\" has no valid place");
            return null;
        }
        if (bits != 0 && elements * bits != (to.Value - from.Value) * 8m)
            Anomaly(reading, $"le tenseur « {ModelReading.Quote(name)} » n'a pas la taille de sa forme", $"tensor \"{ModelReading.Quote(name)}\" has not the size of its shape");
        return (from.Value, to.Value);
    }

    private static void CheckTiling(List<(long From, long To)> ranges, long? data, ModelReading reading)
    {
        ranges.Sort();
        var end = 0L;
        foreach (var (from, to) in ranges)
        {
            if (from != end)
            {
                Anomaly(reading, "les tenseurs se chevauchent ou laissent des trous", "tensors overlap or leave holes");
                end = Math.Max(end, to);
                continue;
            }
            end = to;
        }
        if (data is not { } length || end == length)
            return;
        Anomaly(reading, "les tenseurs ne couvrent pas exactement les données", "the tensors do not cover the data exactly");
        if (end > length)
            reading.Incomplete("fichier tronqué", "the file is truncated");
    }

    private static int Bits(string? type) => type switch
    {
        "F64" or "I64" or "U64" or "C64" => 64,
        "F32" or "I32" or "U32" => 32,
        "F16" or "BF16" or "I16" or "U16" => 16,
        "BOOL" or "I8" or "U8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "F6_E2M3" or "F6_E3M2" => 6,
        "F4" => 4,
        _ => 0,
    };

    private static UInt128 Fingerprint(string name)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(name.AsSpan()), hash);
        return System.Runtime.InteropServices.MemoryMarshal.Read<UInt128>(hash);
    }

    private static void Anomaly(ModelReading reading, string french, string english)
    {
        using var about = reading.About(ModelTopic.Header);
        reading.Doubt($"En-tête safetensors anormal : {french}.", $"Abnormal safetensors header: {english}.");
    }
}
