using System.Buffers.Binary;
using System.Text;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>TensorFlow Lite (schema.fbs): the list of operator codes tells which operators are not built in.</summary>
internal static class TensorFlowLiteFile
{
    private const int MaximumOperators = 10_000;

    private static readonly string[] FlexDangers = ["FlexReadFile", "FlexWriteFile", "FlexPyFunc", "FlexEagerPyFunc", "FlexMatchingFiles"];

    public static void Read(ModelContent content, ModelReading reading)
    {
        reading.Format = ModelFormats.TensorFlowLite;
        var root = ReadUInt32(content, 0);
        var codes = Field(content, root, 1);
        if (codes is null)
            return;
        var vector = codes.Value + ReadUInt32(content, codes.Value);
        var count = ReadUInt32(content, vector);
        if (count > MaximumOperators)
            throw new ModelFormatException("trop d'opérateurs", "too many operators");
        for (var i = 0L; i < count; i++)
        {
            var at = vector + 4 + 4 * i;
            if (Field(content, at + ReadUInt32(content, at), 1) is { } name)
                Tell(Text(content, name + ReadUInt32(content, name)), reading);
        }
    }

    private static void Tell(string name, ModelReading reading)
    {
        if (name.Length == 0 || name is "TFLite_Detection_PostProcess")
            return;
        var shown = ModelReading.Quote(name);
        if (FlexDangers.Contains(name, StringComparer.Ordinal))
            reading.Accuse($"L'opération {shown} lit ou écrit des fichiers, ou exécute du Python.", $"Operation {shown} reads or writes files, or runs Python.");
        else if (!name.StartsWith("Flex", StringComparison.Ordinal))
            reading.Doubt($"L'opérateur {shown} demande une bibliothèque native que le modèle ne contient pas.", $"Operator {shown} needs a native library that the model does not hold.");
    }

    /// <summary>The place of a table's field, or null when it is absent.</summary>
    private static long? Field(ModelContent content, long table, int field)
    {
        var vtable = table - (int)ReadUInt32(content, table);
        var slot = 4 + 2 * field;
        if (slot + 2 > ReadUInt16(content, vtable))
            return null;
        var offset = ReadUInt16(content, vtable + slot);
        return offset == 0 ? null : table + offset;
    }

    private static string Text(ModelContent content, long at)
    {
        var length = ReadUInt32(content, at);
        return length > 1024 ? "?" : Encoding.UTF8.GetString(content.Slice(at + 4, length).Head((int)length));
    }

    private static long ReadUInt32(ModelContent content, long at) => BinaryPrimitives.ReadUInt32LittleEndian(Exactly(content, at, 4));

    private static int ReadUInt16(ModelContent content, long at) => BinaryPrimitives.ReadUInt16LittleEndian(Exactly(content, at, 2));

    private static byte[] Exactly(ModelContent content, long at, int count)
    {
        if (at < 0)
            throw new InvalidDataException("A flatbuffer offset points before the file.");
        var bytes = content.Slice(at, count).Head(count);
        return bytes.Length == count ? bytes : throw new EndOfStreamException();
    }
}
