using System.Text;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>GGUF (ggml, docs/gguf.md): typed key-value pairs, then descriptions of tensors, then their bytes. What can do harm is the chat template.</summary>
internal sealed class GgufFile
{
    private const int MaximumKey = 65_535;
    private const long MaximumPairs = 1_000_000;
    private const long MaximumTensors = 10_000_000;
    private const int MaximumArrayDepth = 8;
    private const int TypeString = 8;
    private const int TypeArray = 9;

    private readonly ContentReader reader;
    private readonly ModelReading reading;
    private readonly ModelScanLimits limits;
    private readonly ScanBudget budget;
    private readonly bool isOld;

    private GgufFile(ContentReader reader, ModelReading reading, ModelInspection scan, bool isOld)
    {
        this.reader = reader;
        this.reading = reading;
        this.isOld = isOld;
        limits = scan.Limits;
        budget = scan.Budget;
    }

    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading)
    {
        reading.Format = ModelFormats.Gguf;
        using var bytes = new ContentReader(content.Open(), content.Length);
        bytes.Skip(4);
        var version = bytes.ReadUInt32();
        if (version is 0 or > 3)
            throw new ModelFormatException($"version GGUF {version} ou octets inversés, non lus", $"GGUF version {version} or swapped bytes, not read");
        new GgufFile(bytes, reading, scan, version == 1).Read(content.Length);
    }

    private void Read(long? length)
    {
        var tensors = Count();
        var pairs = Count();
        if (pairs > MaximumPairs || tensors > MaximumTensors)
            throw new ModelFormatException("nombre de champs démesuré", "an oversized number of fields");
        var alignment = 32L;
        for (var i = 0L; i < pairs; i++)
        {
            budget.CheckTime();
            var key = Text(MaximumKey) ?? "";
            var type = reader.ReadUInt32();
            if (type == TypeString && key.Contains("chat_template", StringComparison.Ordinal))
            {
                if (Text(limits.TextBytes) is { } template)
                    ChatTemplate.Check(template, key, reading, limits);
                else
                    reading.Incomplete("gabarit démesuré", "oversized template");
                continue;
            }
            if (type is 4 && key is "general.alignment")
            {
                alignment = Math.Max(1, reader.ReadUInt32());
                continue;
            }
            SkipValue(type, key, 0);
        }
        var end = ReadTensors(tensors);
        var dataStart = (reader.Position + alignment - 1) / alignment * alignment;
        if (length is { } all && end > 0 && dataStart + end > all)
            reading.Incomplete("les tenseurs dépassent la fin du fichier", "tensors run beyond the end of the file");
    }

    /// <summary>Gives the last offset at which a tensor starts.</summary>
    private long ReadTensors(long tensors)
    {
        var last = 0L;
        for (var i = 0L; i < tensors; i++)
        {
            if (i % 1024 == 0)
                budget.CheckTime();
            if (Text(MaximumKey) is null)
                throw new ModelFormatException("nom de tenseur démesuré", "oversized tensor name");
            var dimensions = reader.ReadUInt32();
            if (dimensions > 16)
                throw new ModelFormatException("tenseur aux dimensions démesurées", "a tensor has too many dimensions");
            reader.Skip((isOld ? 4L : 8L) * dimensions + 4);
            var offset = reader.ReadUInt64();
            if (offset > long.MaxValue / 2)
                throw new ModelFormatException("tenseur hors du fichier", "a tensor lies outside the file");
            last = Math.Max(last, (long)offset);
        }
        return last;
    }

    private void SkipValue(uint type, string key, int depth)
    {
        switch (type)
        {
            case 0 or 1 or 7:
                reader.Skip(1);
                break;
            case 2 or 3:
                reader.Skip(2);
                break;
            case 4 or 5 or 6:
                reader.Skip(4);
                break;
            case 10 or 11 or 12:
                reader.Skip(8);
                break;
            case TypeString:
                var length = Count();
                Require(length);
                reader.Skip(length);
                break;
            case TypeArray:
                SkipArray(key, depth);
                break;
            default:
                throw new ModelFormatException($"type de champ {type} inconnu", $"unknown field type {type}");
        }
    }

    private void SkipArray(string key, int depth)
    {
        if (depth > MaximumArrayDepth)
            throw new ModelFormatException("tableaux imbriqués trop profond", "arrays nested too deep");
        var type = reader.ReadUInt32();
        var count = Count();
        Require(count);
        var isTemplate = key.Contains("chat_template", StringComparison.Ordinal);
        for (var i = 0L; i < count; i++)
        {
            if (i % 4096 == 0)
                budget.CheckTime();
            if (isTemplate && type == TypeString && Text(limits.TextBytes) is { } text)
                ChatTemplate.Check(text, key, reading, limits);
            else
                SkipValue(type, key, depth + 1);
        }
    }

    private long Count()
    {
        var count = isOld ? reader.ReadUInt32() : reader.ReadUInt64();
        return count <= long.MaxValue / 2 ? (long)count : throw new ModelFormatException("nombre démesuré", "an oversized count");
    }

    private void Require(long bytes)
    {
        if (reader.IsBeyondEnd((ulong)bytes))
            throw new EndOfStreamException();
    }

    private string? Text(int maximum)
    {
        var length = Count();
        Require(length);
        if (length > maximum)
        {
            reader.Skip(length);
            return null;
        }
        var bytes = new byte[length];
        reader.Read(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
