using System.Buffers.Binary;
using AuditService.Collectors.ModelFiles.Contents;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Readers;

namespace AuditService.Collectors.ModelFiles.Archives;

/// <summary>
/// 7z archives: no framework writes models so, which is why some attackers do ("nullifAI"). The members are read nevertheless, once the memory
/// that their decompression would allocate is known to be small.
/// </summary>
internal static class SevenZipModel
{
    private const int SignatureHeader = 32;
    private const int MaximumHeader = 16 * 1024 * 1024;
    private const int MaximumMembers = 1000;

    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading, Placing place)
    {
        reading.Format = ModelFormats.SevenZip;
        using (reading.About(ModelTopic.Container))
            reading.Doubt("Archive 7z : conteneur non standard pour un modèle.", "7z archive: no usual container for a model.");
        CheckMemory(content);
        using var stream = content.Open();
        using var archive = Guard(() => SevenZipArchive.OpenArchive(stream, new ReaderOptions { LeaveStreamOpen = true }));
        var entries = Guard(() => archive.Entries.Take(MaximumMembers + 1).ToList());
        if (entries.Count > MaximumMembers)
            throw new ScanLimitException("la limite de membres d'archive est atteinte", "the limit of archive members was reached");
        // In a solid archive each member is behind all those before it.
        var cost = 0L;
        var behind = 0L;
        foreach (var entry in entries.Where(entry => !entry.IsDirectory))
        {
            behind += Math.Clamp(entry.Size, 0, scan.Limits.ExpandedBytes);
            if ((cost += behind) > scan.Limits.ExpandedBytes)
                throw new ScanLimitException("la limite d'octets décompressés est atteinte", "the limit of decompressed bytes was reached");
            var name = entry.Key ?? "";
            if (Guard(() => entry.IsEncrypted))
            {
                reading.Incomplete($"le membre « {ModelReading.Quote(name)} » est chiffré", $"member \"{ModelReading.Quote(name)}\" is encrypted");
                continue;
            }
            var packed = new DerivedContent(() => new GuardedStream(Guard(entry.OpenEntryStream), scan.Budget), length: null) { Name = name };
            scan.ReadMember(scan.MakeSeekable(packed), name, reading, place with { Depth = place.Depth + 1 });
        }
    }

    /// <summary>Refuses archives whose coders would allocate more than a usual one, before anything is allocated (7zFormat.txt).</summary>
    private static void CheckMemory(ModelContent content)
    {
        var start = content.Head(SignatureHeader);
        if (start.Length < SignatureHeader)
            throw new EndOfStreamException();
        var offset = BinaryPrimitives.ReadInt64LittleEndian(start.AsSpan(12));
        var size = BinaryPrimitives.ReadInt64LittleEndian(start.AsSpan(20));
        if (size == 0)
            return;
        if (offset < 0 || size is < 0 or > MaximumHeader || offset > content.Length - SignatureHeader - size)
            throw new InvalidDataException("The 7z header is not where its start says.");
        var header = content.Slice(SignatureHeader + offset, size).Head((int)size);
        CheckCoders(header);
        if (header[0] == 0x17)
            CheckCoders(DecodeHeader(content, header));
    }

    private static void CheckCoders(ReadOnlySpan<byte> header)
    {
        for (var at = 0; at + 4 <= header.Length; at++)
        {
            var rest = header[at..];
            var memory = 0L;
            if (rest.Length >= 10 && rest.StartsWith((ReadOnlySpan<byte>)[0x23, 3, 1, 1, 5]))
                memory = BinaryPrimitives.ReadUInt32LittleEndian(rest[6..]);
            else if (rest.Length >= 10 && rest.StartsWith((ReadOnlySpan<byte>)[0x23, 3, 4, 1, 5]))
                memory = BinaryPrimitives.ReadUInt32LittleEndian(rest[6..]);
            else if (rest.StartsWith((ReadOnlySpan<byte>)[0x21, 0x21, 1]))
                memory = rest[3] > 40 ? 0 : rest[3] == 40 ? uint.MaxValue : (2L | (uint)(rest[3] & 1)) << (rest[3] / 2 + 11);
            if (memory > Decompression.MaximumDictionary)
                throw new ModelFormatException("dictionnaire 7z démesuré", "oversized 7z dictionary");
        }
    }

    /// <summary>The usual packed header: one stream, one LZMA coder.</summary>
    private static byte[] DecodeHeader(ModelContent content, byte[] header)
    {
        var at = 1;
        Expect(header, ref at, 0x06);
        var position = Number(header, ref at);
        Expect(header, ref at, 0x01, 0x09);
        var packed = Number(header, ref at);
        if (header[at] == 0x0A)
            at += 6;
        Expect(header, ref at, 0x00, 0x07, 0x0B, 0x01, 0x00, 0x01, 0x23, 0x03, 0x01, 0x01, 0x05);
        var properties = header.AsSpan(at, 5).ToArray();
        at += 5;
        Expect(header, ref at, 0x0C);
        var size = Number(header, ref at);
        if (size > MaximumHeader || packed > content.Length)
            throw new ModelFormatException("en-tête 7z démesuré", "oversized 7z header");
        var plain = new byte[size];
        using var stream = Guard(() => LzmaStream.Create(properties, content.Slice(SignatureHeader + position, packed).Open(), packed, size));
        Guard(() =>
        {
            stream.ReadExactly(plain);
            return true;
        });
        return plain;
    }

    private static void Expect(byte[] header, ref int at, params ReadOnlySpan<byte> bytes)
    {
        if (!header.AsSpan(Math.Min(at, header.Length)).StartsWith(bytes))
            throw new ModelFormatException("en-tête 7z d'une forme non lue", "the 7z header has a form that is not read");
        at += bytes.Length;
        if (at >= header.Length)
            throw new EndOfStreamException();
    }

    /// <summary>A 7z number: the leading ones of the first byte tell how many bytes follow.</summary>
    private static long Number(byte[] header, ref int at)
    {
        var first = header[at++];
        var value = 0UL;
        var mask = 0x80;
        for (var i = 0; i < 8; i++, mask >>= 1)
        {
            if ((first & mask) == 0)
            {
                value |= (ulong)(first & (mask - 1)) << (8 * i);
                break;
            }
            if (at >= header.Length)
                throw new EndOfStreamException();
            value |= (ulong)header[at++] << (8 * i);
        }
        if (at >= header.Length || value > long.MaxValue / 2)
            throw new InvalidDataException("A 7z number is damaged.");
        return (long)value;
    }

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ScanLimitException or ModelFormatException or OutOfMemoryException))
        {
            throw new InvalidDataException($"The 7z archive is damaged ({fault.GetType().Name}).", fault);
        }
    }
}
