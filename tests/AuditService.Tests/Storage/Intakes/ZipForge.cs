using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace AuditService.Tests.Storage.Intakes;

/// <summary>Writes zips byte by byte, so that any header can lie.</summary>
internal sealed class ZipForge
{
    public const int Stored = 0;
    public const int Deflated = 8;

    private readonly List<byte> body = [];
    private readonly List<ForgedEntry> entries = [];

    /// <summary>Number of entries that the end record claims; null for the truth.</summary>
    public int? ClaimedEntries { get; init; }

    public int CommentLength { get; init; }

    public bool Zip64 { get; init; }

    public ZipForge Add(string name, string content) => Add(new ForgedEntry(name, Encoding.UTF8.GetBytes(content)));

    public ZipForge Add(ForgedEntry entry)
    {
        var data = entry.Method == Deflated ? Deflate(entry.Content) : entry.Content;
        entry = entry with { Offset = entry.Offset ?? body.Count, Data = data };
        entries.Add(entry);
        if (entry.HasNoLocalHeader)
            return this;

        var name = entry.RawLocalName ?? entry.RawName;
        var header = new byte[30];
        U32(header, 0, 0x04034b50);
        U16(header, 4, 20);
        U16(header, 6, entry.LocalFlags ?? entry.Flags);
        U16(header, 8, entry.LocalMethod ?? entry.Method);
        U32(header, 14, entry.StreamedSizes ? 0 : entry.Crc);
        U32(header, 18, entry.StreamedSizes ? 0 : (uint)(entry.LocalCompressedSize ?? data.Length));
        U32(header, 22, entry.StreamedSizes ? 0 : (uint)(entry.ClaimedSize ?? entry.Content.Length));
        U16(header, 26, name.Length);
        body.AddRange(header);
        body.AddRange(name);
        body.AddRange(data);
        return this;
    }

    public byte[] Build()
    {
        var archive = new MemoryStream();
        archive.Write(body.ToArray());
        var start = archive.Position;
        foreach (var entry in entries)
            WriteCentral(archive, entry);
        var size = archive.Position - start;
        if (Zip64)
            WriteEnd64(archive, start, size);

        var end = new byte[22];
        U32(end, 0, 0x06054b50);
        U16(end, 8, Zip64 ? ushort.MaxValue : ClaimedEntries ?? entries.Count);
        U16(end, 10, Zip64 ? ushort.MaxValue : ClaimedEntries ?? entries.Count);
        U32(end, 12, Zip64 ? uint.MaxValue : (uint)size);
        U32(end, 16, Zip64 ? uint.MaxValue : (uint)start);
        U16(end, 20, CommentLength);
        archive.Write(end);
        archive.Write(new byte[CommentLength]);
        return archive.ToArray();
    }

    public static byte[] Deflate(byte[] content)
    {
        var deflated = new MemoryStream();
        using (var stream = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            stream.Write(content);
        return deflated.ToArray();
    }

    private void WriteEnd64(MemoryStream archive, long start, long size)
    {
        var position = archive.Position;
        var record = new byte[56];
        U32(record, 0, 0x06064b50);
        I64(record, 4, 44);
        I64(record, 24, entries.Count);
        I64(record, 32, entries.Count);
        I64(record, 40, size);
        I64(record, 48, start);
        archive.Write(record);
        var locator = new byte[20];
        U32(locator, 0, 0x07064b50);
        I64(locator, 8, position);
        U32(locator, 16, 1);
        archive.Write(locator);
    }

    private void WriteCentral(MemoryStream archive, ForgedEntry entry)
    {
        var extra = Zip64 ? new byte[28] : entry.Extra;
        if (Zip64)
        {
            U16(extra, 0, 1);
            U16(extra, 2, 24);
            I64(extra, 4, entry.ClaimedSize ?? entry.Content.Length);
            I64(extra, 12, entry.Data.Length);
            I64(extra, 20, entry.Offset!.Value);
        }

        var header = new byte[46];
        U32(header, 0, 0x02014b50);
        U16(header, 4, 3 << 8 | 20);
        U16(header, 6, 20);
        U16(header, 8, entry.Flags);
        U16(header, 10, entry.Method);
        U32(header, 16, entry.Crc);
        U32(header, 20, Zip64 ? uint.MaxValue : (uint)entry.Data.Length);
        U32(header, 24, Zip64 ? uint.MaxValue : (uint)(entry.ClaimedSize ?? entry.Content.Length));
        U16(header, 28, entry.RawName.Length);
        U16(header, 30, extra.Length);
        U32(header, 38, (uint)entry.Mode << 16);
        U32(header, 42, Zip64 ? uint.MaxValue : (uint)entry.Offset!.Value);
        archive.Write(header);
        archive.Write(entry.RawName);
        archive.Write(extra);
    }

    private static void U16(byte[] bytes, int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);

    private static void U32(byte[] bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);

    private static void I64(byte[] bytes, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);
}

/// <summary>One entry, honest unless told otherwise.</summary>
internal sealed record ForgedEntry(string Name, byte[] Content)
{
    public byte[] RawName { get; init; } = Encoding.UTF8.GetBytes(Name);

    public byte[]? RawLocalName { get; init; }

    public int Method { get; init; } = ZipForge.Deflated;

    public int? LocalMethod { get; init; }

    public int Flags { get; init; } = 0x800;

    public int? LocalFlags { get; init; }

    public uint Crc { get; init; } = Crc32.HashToUInt32(Content);

    public long? ClaimedSize { get; init; }

    public long? LocalCompressedSize { get; init; }

    public bool StreamedSizes { get; init; }

    public int Mode { get; init; }

    public byte[] Extra { get; init; } = [];

    public long? Offset { get; init; }

    public bool HasNoLocalHeader { get; init; }

    public byte[] Data { get; init; } = [];
}
