using System.Buffers.Binary;
using AuditService.Collectors.ModelFiles.Formats;
using AuditService.Collectors.ModelFiles.Pickles;

namespace AuditService.Collectors.ModelFiles.Contents;

/// <summary>What the first bytes of a content say it is. The name is asked only where the bytes leave a doubt.</summary>
internal enum ContentKind
{
    Unknown,
    Empty,
    Pickle,
    Zip,
    SevenZip,
    Rar,
    Tar,
    Compressed,
    Npy,
    Hdf5,
    Gguf,
    Ggml,
    Safetensors,
    TensorFlowLite,
    CatBoost,
    LightGbmText,
    XgBoostBinary,
    Json,
    Xml,
    Executable,
    JavaObjects,
    Protobuf,
    Template,
}

internal static class ContentSniffer
{
    /// <summary>How many first bytes are looked at.</summary>
    public const int HeadSize = 4096;

    public static ContentKind Sniff(ReadOnlySpan<byte> head, long? length, string name, out CompressionKind compression)
    {
        compression = default;
        if (head.IsEmpty)
            return ContentKind.Empty;
        // What no opcode follows is no pickle: the length of a safetensors header may well start with these two bytes.
        if (head.Length > 2 && head[0] == Opcodes.Proto && head[1] <= Opcodes.HighestProtocol && Opcodes.IsOpcode(head[2]))
            return ContentKind.Pickle;
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) || head.StartsWith("PK\x07\x08"u8))
            return ContentKind.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]))
            return ContentKind.SevenZip;
        if (head.StartsWith("Rar!\x1A\x07"u8))
            return ContentKind.Rar;
        if (head.Length > 265 && head.Slice(257, 5).SequenceEqual("ustar"u8))
            return ContentKind.Tar;
        if (IsCompressed(head, out compression))
            return ContentKind.Compressed;
        if (head.Length > 6 && head[0] == 0x93 && head[1..].StartsWith("NUMPY"u8))
            return ContentKind.Npy;
        if (IsHdf5(head))
            return ContentKind.Hdf5;
        if (head.StartsWith("GGUF"u8))
            return ContentKind.Gguf;
        if (head.StartsWith("lmgg"u8) || head.StartsWith("tjgg"u8) || head.StartsWith("fmgg"u8) || head.StartsWith("algg"u8))
            return ContentKind.Ggml;
        if (IsSafetensors(head, length))
            return ContentKind.Safetensors;
        if (head.Length > 8 && head[4..].StartsWith("TFL3"u8))
            return ContentKind.TensorFlowLite;
        if (head.StartsWith("CBM1"u8))
            return ContentKind.CatBoost;
        if (head.StartsWith("tree\nversion="u8) || head.StartsWith("tree\r\nversion="u8))
            return ContentKind.LightGbmText;
        if (head.StartsWith("binf"u8) || head.StartsWith("bs64"u8) || head[0] == '{' && head.Length > 1 && head[1] is (byte)'L' or (byte)'i' or (byte)'l' or (byte)'I')
            return ContentKind.XgBoostBinary;
        if (JavaObjects.Starts(head))
            return ContentKind.JavaObjects;
        if (IsExecutable(head))
            return ContentKind.Executable;
        return Textual(head, name);
    }

    private static ContentKind Textual(ReadOnlySpan<byte> head, string name)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        if (!text.IsEmpty && text[0] is (byte)'{' or (byte)'[' && !IsTemplate(name))
            return ContentKind.Json;
        if (text.StartsWith("<?xml"u8) || text.StartsWith("<PMML"u8))
            return ContentKind.Xml;
        if (IsTemplate(name))
            return ContentKind.Template;
        // Field numbers 1 to 31 with a varint or a length: how ONNX and TensorFlow models start.
        if (head.Length > 3 && (head[0] & 7) is 0 or 2 && head[0] >> 3 is >= 1 and <= 25)
            return ContentKind.Protobuf;
        return ContentKind.Unknown;
    }

    private static bool IsTemplate(string name) =>
        name.EndsWith(".jinja", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jinja2", StringComparison.OrdinalIgnoreCase);

    private static bool IsCompressed(ReadOnlySpan<byte> head, out CompressionKind kind)
    {
        kind = default;
        if (head.Length < 4)
            return false;
        if (head[0] == 0x1F && head[1] == 0x8B && head[2] == 8)
            kind = CompressionKind.Gzip;
        else if (head[0] == 0x78 && (head[0] * 256 + head[1]) % 31 == 0 && (head[1] & 0x20) == 0)
            kind = CompressionKind.Zlib;
        else if (head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9')
            kind = CompressionKind.Bzip2;
        else if (head[0] == 0xFD && head[1..].StartsWith("7zXZ\0"u8))
            kind = CompressionKind.Xz;
        else if (head.Length > 13 && head[0] == 0x5D && head[1] == 0 && head[2] == 0 && IsLzmaSize(head))
            kind = CompressionKind.Lzma;
        else if (BinaryPrimitives.ReadUInt32LittleEndian(head) == 0x184D2204)
            kind = CompressionKind.Lz4;
        else if (BinaryPrimitives.ReadUInt32LittleEndian(head) == 0xFD2FB528)
            kind = CompressionKind.Zstandard;
        else if (head.StartsWith("ZF0x"u8))
            kind = CompressionKind.OldJoblib;
        else
            return false;
        return true;
    }

    private static bool IsLzmaSize(ReadOnlySpan<byte> head)
    {
        var size = BinaryPrimitives.ReadInt64LittleEndian(head[5..]);
        return size == -1 || size is >= 0 and < 1L << 40;
    }

    /// <summary>The signature stands at 0, or at 512 and its doubles when a user block comes first.</summary>
    private static bool IsHdf5(ReadOnlySpan<byte> head)
    {
        for (var at = 0; at + 8 <= head.Length; at = at == 0 ? 512 : at * 2)
        {
            if (head[at] == 0x89 && head[(at + 1)..].StartsWith("HDF\r\n\x1A\n"u8))
                return true;
        }
        return false;
    }

    private static bool IsSafetensors(ReadOnlySpan<byte> head, long? length)
    {
        if (head.Length < 9 || head[8] != '{')
            return false;
        var size = BinaryPrimitives.ReadUInt64LittleEndian(head);
        // A header that lies about its size is still one, as long as it reads like one.
        return size is > 1 and <= 1 << 30 && (length is null || size <= (ulong)length) || head[9..].TrimStart((byte)' ').StartsWith("\""u8) && head.IndexOf("\"dtype\""u8) > 0;
    }

    private static bool IsExecutable(ReadOnlySpan<byte> head) =>
        head.StartsWith("\u007fELF"u8)
        || head.StartsWith("MZ"u8) && head.Length > 64 && head.IndexOf("This program"u8) > 0
        || head.Length > 4 && BinaryPrimitives.ReadUInt32BigEndian(head) is 0xFEEDFACE or 0xFEEDFACF or 0xCEFAEDFE or 0xCFFAEDFE
        || head.StartsWith("#!/"u8);
}
