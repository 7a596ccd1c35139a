using System.Buffers.Binary;
using System.Text;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Archives;

/// <summary>
/// Both lists of a zip (APPNOTE.TXT 6.3.10): the directory at the end, which readers follow, and the header before each member, which some
/// readers believe. Where they disagree somebody edited the archive to show different things to different readers.
/// </summary>
internal sealed class ZipDirectory
{
    private const int EndSize = 22;
    private const int MaximumComment = 65_535;
    private const int MaximumDirectory = 256 * 1024 * 1024;
    private readonly ModelContent content;
    private readonly long length;
    private long directoryStart;

    private ZipDirectory(ModelContent content)
    {
        this.content = content;
        length = content.Length ?? throw new InvalidOperationException("A zip is read from a seekable content.");
    }

    /// <summary>Members of the directory, in its order.</summary>
    public List<ZipMember> Members { get; } = [];

    /// <summary>Members that have a header and no line in the directory.</summary>
    public List<ZipMember> Unlisted { get; } = [];

    /// <summary>Bytes before the first header.</summary>
    public long PrefixLength { get; private set; }

    /// <summary>Bytes after the end record and its comment.</summary>
    public long SuffixStart { get; private set; }

    /// <summary>False when there is no directory: the headers are all there is.</summary>
    public bool HasDirectory { get; private set; }

    /// <summary>True when the directory stops before its announced number of members.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>True when a directory end is found where zip readers look for it.</summary>
    /// <param name="content">Seekable.</param>
    /// <param name="isExact">True when the end record closes the content: zip bytes inside something else do not.</param>
    public static bool HasEnd(ModelContent content, out bool isExact)
    {
        var zip = new ZipDirectory(content);
        var end = zip.FindEnd();
        isExact = end is { } at && at + EndSize + BinaryPrimitives.ReadUInt16LittleEndian(zip.Exactly(at + 20, 2)) == zip.length;
        return end is not null;
    }

    /// <param name="content">Seekable.</param>
    /// <param name="limits">Bounds the number of members.</param>
    /// <param name="isAppended">True when what comes before the first header is another format, read as such.</param>
    public static ZipDirectory Read(ModelContent content, ModelScanLimits limits, bool isAppended)
    {
        var zip = new ZipDirectory(content);
        var end = zip.FindEnd();
        if (end is not null)
            zip.ReadDirectory(end.Value, limits);
        if (!zip.HasDirectory)
            zip.ReadHeaders(0, zip.length, limits, zip.Members);
        else
            zip.FindUnlisted(limits, isAppended);
        return zip;
    }

    private long? FindEnd()
    {
        var size = (int)Math.Min(length, EndSize + MaximumComment);
        if (size < EndSize)
            return null;
        var tail = content.Slice(length - size, size).Head(size);
        for (var at = tail.Length - EndSize; at >= 0; at--)
        {
            at = tail.AsSpan(0, at + 4).LastIndexOf("PK\x05\x06"u8);
            if (at < 0)
                return null;
            var comment = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 20));
            var entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
            var directory = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
            // Chance bytes rarely announce a comment that fits and a directory that is there.
            if (at + EndSize + comment <= tail.Length && (entries == 0 || directory <= length - size + at))
                return length - size + at;
        }
        return null;
    }

    private void ReadDirectory(long end, ModelScanLimits limits)
    {
        var record = Exactly(end, EndSize);
        long count = BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(10));
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(12));
        long start = BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(16));
        var directoryEnd = end;
        SuffixStart = end + EndSize + BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(20));
        if (end >= 20 && Exactly(end - 20, 20) is var locator && locator.AsSpan().StartsWith("PK\x06\x07"u8))
        {
            var at = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8));
            // The offset is wrong when bytes were put before the archive: the record then stands right before its locator.
            if (!IsZip64Record(at))
                at = end - 20 - 56;
            if (IsZip64Record(at))
            {
                var wide = Exactly(at, 56);
                count = BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(32));
                size = BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(40));
                start = BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(48));
                directoryEnd = at;
            }
        }
        if (size < 0 || size > MaximumDirectory || size > directoryEnd)
            return;
        // As Python does: the directory ends where the end record starts, and what is missing in the offsets was put in front.
        directoryStart = directoryEnd - size;
        var shift = directoryStart - start;
        HasDirectory = ReadLines(Exactly(directoryEnd - size, (int)size), count, shift, limits);
        PrefixLength = Members.Count > 0 ? Math.Max(0, Members.Min(member => member.HeaderOffset)) : directoryEnd - size;
    }

    private bool IsZip64Record(long at) => at >= 0 && at <= length - 56 && Exactly(at, 4).AsSpan().SequenceEqual("PK\x06\x06"u8);

    private bool ReadLines(byte[] directory, long count, long shift, ModelScanLimits limits)
    {
        var at = 0;
        while (at + 46 <= directory.Length && directory.AsSpan(at).StartsWith("PK\x01\x02"u8))
        {
            if (Members.Count >= limits.Members)
                throw new ScanLimitException("la limite de membres d'archive est atteinte", "the limit of archive members was reached");
            var line = directory.AsSpan(at);
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(line[28..]);
            int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(line[30..]);
            int commentLength = BinaryPrimitives.ReadUInt16LittleEndian(line[32..]);
            if (46 + nameLength + extraLength + commentLength > line.Length)
                break;
            long compressed = BinaryPrimitives.ReadUInt32LittleEndian(line[20..]);
            long uncompressed = BinaryPrimitives.ReadUInt32LittleEndian(line[24..]);
            long offset = BinaryPrimitives.ReadUInt32LittleEndian(line[42..]);
            ReadZip64(line.Slice(46 + nameLength, extraLength), ref uncompressed, ref compressed, ref offset);
            var member = new ZipMember
            {
                Name = Encoding.UTF8.GetString(line.Slice(46, nameLength)),
                Method = BinaryPrimitives.ReadUInt16LittleEndian(line[10..]),
                Flags = BinaryPrimitives.ReadUInt16LittleEndian(line[8..]),
                Crc = BinaryPrimitives.ReadUInt32LittleEndian(line[16..]),
                CompressedSize = compressed,
                Size = uncompressed,
                HeaderOffset = offset + shift,
            };
            ReadHeaderOf(member);
            Members.Add(member);
            at += 46 + nameLength + extraLength + commentLength;
        }
        IsTruncated = Members.Count < count;
        return Members.Count > 0 || count == 0;
    }

    private void ReadHeaderOf(ZipMember member)
    {
        if (member.HeaderOffset < 0 || member.HeaderOffset > length - 30)
            return;
        var header = Exactly(member.HeaderOffset, 30);
        if (!header.AsSpan().StartsWith("PK\x03\x04"u8))
            return;
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        member.DataOffset = member.HeaderOffset + 30 + nameLength + extraLength;
        member.HeaderName = Encoding.UTF8.GetString(content.Slice(member.HeaderOffset + 30, nameLength).Head(nameLength));
        member.HeaderFlags = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(6));
        member.HeaderMethod = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8));
        member.HeaderCrc = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(14));
    }

    /// <summary>Headers in the gaps between the members of the directory.</summary>
    private void FindUnlisted(ModelScanLimits limits, bool isAppended)
    {
        var cursor = isAppended ? PrefixLength : 0L;
        foreach (var member in Members.Where(member => member.DataOffset > 0).OrderBy(member => member.HeaderOffset))
        {
            if (member.HeaderOffset - cursor >= 30)
                ReadHeaders(cursor, member.HeaderOffset, limits, Unlisted);
            cursor = Math.Max(cursor, member.DataOffset + Math.Max(0, member.CompressedSize));
        }
        var directory = Members.Count == 0 ? 0 : Math.Min(directoryStart, cursor + 64L * 1024 * 1024);
        if (directory - cursor >= 30)
            ReadHeaders(cursor, directory, limits, Unlisted);
        var listed = Members.Select(member => member.HeaderOffset).ToHashSet();
        Unlisted.RemoveAll(member => listed.Contains(member.HeaderOffset));
    }

    /// <summary>Reads headers one after another, as a reader of a stream does, from the first one found.</summary>
    private void ReadHeaders(long from, long to, ModelScanLimits limits, List<ZipMember> found)
    {
        var at = from;
        while (at + 30 <= to && found.Count < limits.Members)
        {
            var window = content.Slice(at, Math.Min(64 * 1024, to - at)).Head((int)Math.Min(64 * 1024, to - at));
            var next = window.AsSpan().IndexOf("PK\x03\x04"u8);
            if (next < 0)
            {
                if (window.Length < 64 * 1024)
                    return;
                at += window.Length - 3;
                continue;
            }
            at += next;
            if (at + 30 > to)
                return;
            var header = Exactly(at, 30);
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
            int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
            var data = at + 30 + nameLength + extraLength;
            long compressed = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(18));
            long uncompressed = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(22));
            var unused = 0L;
            if (data <= length)
                ReadZip64(content.Slice(at + 30 + nameLength, extraLength).Head(extraLength), ref uncompressed, ref compressed, ref unused);
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(6));
            var hasSize = (flags & ZipMember.SizesFollow) == 0 || compressed > 0;
            var member = new ZipMember
            {
                Name = Encoding.UTF8.GetString(content.Slice(at + 30, nameLength).Head(nameLength)),
                Method = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8)),
                Flags = flags,
                Crc = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(14)),
                CompressedSize = hasSize ? compressed : -1,
                Size = uncompressed,
                HeaderOffset = at,
                DataOffset = Math.Min(data, length),
                IsFromHeader = true,
            };
            found.Add(member);
            at = hasSize && data + compressed > at && data + compressed <= to ? data + compressed : at + 4;
        }
    }

    private static void ReadZip64(ReadOnlySpan<byte> extra, ref long uncompressed, ref long compressed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (4 + size > extra.Length)
                return;
            if (id == 1)
            {
                var fields = extra.Slice(4, size);
                Take(ref fields, ref uncompressed);
                Take(ref fields, ref compressed);
                Take(ref fields, ref offset);
                return;
            }
            extra = extra[(4 + size)..];
        }

        static void Take(ref ReadOnlySpan<byte> fields, ref long value)
        {
            if (value != uint.MaxValue || fields.Length < 8)
                return;
            value = BinaryPrimitives.ReadInt64LittleEndian(fields);
            fields = fields[8..];
        }
    }

    private byte[] Exactly(long at, int count)
    {
        var bytes = content.Slice(at, count).Head(count);
        return bytes.Length == count ? bytes : throw new EndOfStreamException();
    }
}

/// <summary>One member, as the directory and its own header describe it.</summary>
internal sealed class ZipMember
{
    public const int Encrypted = 0x1;
    public const int SizesFollow = 0x8;
    public const int PatchedData = 0x20;
    public const int StrongEncryption = 0x40;

    public required string Name { get; init; }

    public required int Method { get; init; }

    public required int Flags { get; init; }

    public required uint Crc { get; init; }

    /// <summary>-1 when only reading would tell.</summary>
    public required long CompressedSize { get; init; }

    public required long Size { get; init; }

    public required long HeaderOffset { get; init; }

    /// <summary>0 when the header is not where the directory says.</summary>
    public long DataOffset { get; set; }

    public string? HeaderName { get; set; }

    public int HeaderFlags { get; set; }

    public int HeaderMethod { get; set; }

    public uint HeaderCrc { get; set; }

    /// <summary>True when the directory does not list it.</summary>
    public bool IsFromHeader { get; init; }

    public bool IsFolder => Name.EndsWith('/');

    public bool ClaimsEncryption => (Flags & (Encrypted | StrongEncryption)) != 0;
}
