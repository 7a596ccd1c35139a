using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AuditService.Storage.Intakes.Zip;

/// <summary>
/// The central directory of a zip (PKWARE APPNOTE 6.3), read and cross-checked with every local header before a single byte is inflated: one
/// reader decides and reads, so that no second one can be shown another archive.
/// </summary>
internal sealed class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint End64LocatorSignature = 0x07064b50;
    private const uint End64Signature = 0x06064b50;
    private const uint CentralSignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int EndSize = 22;
    private const int End64LocatorSize = 20;
    private const int End64Size = 56;
    private const int CentralSize = 46;
    private const int LocalSize = 30;
    private const int EncryptedFlag = 0x1;
    private const int SizesFollowFlag = 0x8;
    private const int MaskedFlag = 0x2000;
    private const int Utf8Flag = 0x800;
    private const int LargestDirectory = 16 * 1024 * 1024;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What the zip tools of Windows write in Western Europe when a name is not flagged as UTF-8; they differ from code page 437 in a few letters only.</summary>
    private static readonly Encoding WesternDos = CodePagesEncodingProvider.Instance.GetEncoding(850)!;

    private ZipDirectory(SafeFileHandle file, IReadOnlyList<ZipMember> members)
    {
        File = file;
        Members = members;
    }

    public SafeFileHandle File { get; }

    /// <summary>In the order of the central directory.</summary>
    public IReadOnlyList<ZipMember> Members { get; }

    public static bool LooksLikeZip(ReadOnlySpan<byte> start) =>
        start.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(start) is LocalSignature or EndSignature;

    /// <summary>Throws <see cref="IntakeException"/> for an archive that is broken, contradicts itself, or has too many entries.</summary>
    /// <param name="largestDirectory">Bytes that the directory, which is held in memory, may take.</param>
    public static ZipDirectory Read(SafeFileHandle file, Budget budget, CancellationToken cancellation, int largestDirectory = LargestDirectory)
    {
        var end = FindEnd(file);
        budget.SpendEntries(end.Entries);
        if (end.Size > largestDirectory)
            throw new IntakeException(Refusal.TooManyEntries, "Le répertoire de l'archive est démesuré.", "The directory of the archive is out of all measure.");

        var members = new List<ZipMember>();
        var extents = new List<Extent>();
        var rest = Bytes(file, end.Start, (int)end.Size).AsSpan();
        while (rest.Length > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (members.Count == end.Entries)
                throw Miscounted();
            var central = CentralHeader.Read(ref rest);
            var dataStart = CheckLocalHeader(file, central, end.Start);
            members.Add(new(central.Name, central.Flags, central.Method, central.Crc, central.CompressedSize, central.Size, central.Mode, dataStart));
            extents.Add(new(central.LocalHeader, dataStart + central.CompressedSize, central.Name));
        }

        if (members.Count != end.Entries)
            throw Miscounted();
        RefuseOverlaps(extents);
        return new(file, members);
    }

    private static End FindEnd(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var tailStart = Math.Max(0, length - EndSize - ushort.MaxValue);
        var tail = Bytes(file, tailStart, (int)(length - tailStart));
        for (var at = tail.Length - EndSize; at >= 0; at--)
        {
            var record = tail.AsSpan(at);
            if (U32(record, 0) != EndSignature || at + EndSize + U16(record, 20) != tail.Length)
                continue;

            var position = tailStart + at;
            var end = new End(U32(record, 16), U32(record, 12), U16(record, 10));
            var severalDisks = U16(record, 4) is not 0 and not ushort.MaxValue || U16(record, 6) is not 0 and not ushort.MaxValue;
            if (end is { Start: uint.MaxValue } or { Size: uint.MaxValue } or { Entries: ushort.MaxValue } && position >= End64LocatorSize)
                (end, position) = ReadEnd64(file, end, position);
            if (severalDisks)
                throw new IntakeException(Refusal.Broken, "Archive en plusieurs volumes : soumettez-la d'un seul tenant.", "Multi-volume archive: submit it in one piece.");
            if (end.Start < 0 || end.Size < 0 || end.Entries < 0 || end.Start > position || end.Size != position - end.Start)
                throw Broken("son répertoire n'est pas où il est annoncé", "its directory is not where it is declared");
            return end;
        }

        throw Broken("sa fin manque", "its end is missing");
    }

    private static (End End, long Position) ReadEnd64(SafeFileHandle file, End end, long endPosition)
    {
        var locator = Bytes(file, endPosition - End64LocatorSize, End64LocatorSize);
        if (U32(locator, 0) != End64LocatorSignature)
            return (end, endPosition);

        var position = I64(locator, 8);
        if (position < 0 || position > endPosition - End64LocatorSize - End64Size)
            throw Broken("son répertoire n'est pas où il est annoncé", "its directory is not where it is declared");
        var record = Bytes(file, position, End64Size);
        if (U32(record, 0) != End64Signature)
            throw Broken("son répertoire n'est pas où il est annoncé", "its directory is not where it is declared");
        return (new(I64(record, 48), I64(record, 40), I64(record, 32)), position);
    }

    /// <summary>Where the data of the entry start, once both of its headers agree.</summary>
    private static long CheckLocalHeader(SafeFileHandle file, in CentralHeader central, long directoryStart)
    {
        if (central.LocalHeader < 0 || central.CompressedSize < 0 || central.Size < 0 || central.LocalHeader > directoryStart - LocalSize)
            throw Broken("une entrée pointe hors du fichier", "an entry points outside the file");

        var header = Bytes(file, central.LocalHeader, LocalSize + central.RawName.Length);
        if (U32(header, 0) != LocalSignature)
            throw Broken("un en-tête d'entrée manque", "the header of an entry is missing");
        var dataStart = central.LocalHeader + LocalSize + U16(header, 26) + U16(header, 28);
        if (dataStart > directoryStart || central.CompressedSize > directoryStart - dataStart)
            throw Broken("une entrée dépasse la fin du fichier", "an entry runs past the end of the file");

        // With strong encryption the local header is masked on purpose (APPNOTE 7.2.4): there is nothing to compare, and the entry is not read.
        if ((central.Flags & MaskedFlag) != 0)
            return dataStart;
        if (U16(header, 26) != central.RawName.Length || !header.AsSpan(LocalSize).SequenceEqual(central.RawName))
            throw Tampered($"« {EntryName.Shown(central.Name)} » porte deux noms", $"\"{EntryName.Shown(central.Name)}\" has two names");
        if (U16(header, 8) != central.Method || ((U16(header, 6) ^ central.Flags) & EncryptedFlag) != 0)
            throw Contradiction(central);
        if ((U16(header, 6) & SizesFollowFlag) == 0
            && (U32(header, 14) != central.Crc || Differs(U32(header, 18), central.CompressedSize) || Differs(U32(header, 22), central.Size)))
            throw Contradiction(central);
        return dataStart;

        static bool Differs(uint local, long central) => local != uint.MaxValue && local != central;
    }

    /// <summary>An honest archive writes its entries one after the other. Entries that share bytes are how a small archive inflates without nesting.</summary>
    private static void RefuseOverlaps(List<Extent> extents)
    {
        extents.Sort((left, right) => left.Start.CompareTo(right.Start));
        for (var i = 1; i < extents.Count; i++)
        {
            if (extents[i].Start >= extents[i - 1].End)
                continue;
            var (first, second) = (EntryName.Shown(extents[i - 1].Name), EntryName.Shown(extents[i].Name));
            throw new IntakeException(
                Refusal.Overlap,
                $"Archive piégée : « {first} » et « {second} » partagent les mêmes octets.",
                $"Trapped archive: \"{first}\" and \"{second}\" share the same bytes.");
        }
    }

    private static byte[] Bytes(SafeFileHandle file, long position, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = RandomAccess.Read(file, bytes.AsSpan(read), position + read);
            if (more == 0)
                throw Broken("elle est tronquée", "it is truncated");
            read += more;
        }

        return bytes;
    }

    private static IntakeException Contradiction(in CentralHeader central)
    {
        var name = EntryName.Shown(central.Name);
        return Tampered($"les deux en-têtes de « {name} » se contredisent", $"the two headers of \"{name}\" contradict each other");
    }

    private static IntakeException Miscounted() => Tampered("le nombre d'entrées annoncé est faux", "the declared number of entries is wrong");

    private static IntakeException Broken(string fr, string en) => new(Refusal.Broken, $"Archive endommagée : {fr}.", $"Damaged archive: {en}.");

    private static IntakeException Tampered(string fr, string en) => new(Refusal.Tampered, $"Archive altérée : {fr}.", $"Tampered archive: {en}.");

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    /// <summary>Where the central directory starts, its bytes, and how many entries it claims.</summary>
    private readonly record struct End(long Start, long Size, long Entries);

    private readonly record struct Extent(long Start, long End, string Name);

    private readonly ref struct CentralHeader
    {
        public required int Flags { get; init; }

        public required int Method { get; init; }

        public required uint Crc { get; init; }

        public required long CompressedSize { get; init; }

        public required long Size { get; init; }

        public required int Mode { get; init; }

        public required long LocalHeader { get; init; }

        public required ReadOnlySpan<byte> RawName { get; init; }

        public required string Name { get; init; }

        public static CentralHeader Read(ref Span<byte> rest)
        {
            if (rest.Length < CentralSize || U32(rest, 0) != CentralSignature)
                throw Broken("son répertoire ne se lit pas", "its directory cannot be read");
            int nameLength = U16(rest, 28), extraLength = U16(rest, 30), commentLength = U16(rest, 32);
            var length = CentralSize + nameLength + extraLength + commentLength;
            if (rest.Length < length)
                throw Broken("son répertoire ne se lit pas", "its directory cannot be read");

            ReadOnlySpan<byte> header = rest[..length];
            rest = rest[length..];
            var rawName = header.Slice(CentralSize, nameLength);
            var extra = header.Slice(CentralSize + nameLength, extraLength);
            long size = U32(header, 24), compressed = U32(header, 20), local = U32(header, 42);
            if (size == uint.MaxValue || compressed == uint.MaxValue || local == uint.MaxValue)
                ReadZip64(extra, ref size, ref compressed, ref local);
            var flags = U16(header, 8);
            return new()
            {
                Flags = flags,
                Method = U16(header, 10),
                Crc = U32(header, 16),
                CompressedSize = compressed,
                Size = size,
                Mode = (int)(U32(header, 38) >> 16),
                LocalHeader = local,
                RawName = rawName,
                Name = Decode(rawName, extra, (flags & Utf8Flag) != 0),
            };
        }

        /// <summary>APPNOTE 4.5.3: the extra field holds, in this order, only what does not fit in the header.</summary>
        private static void ReadZip64(ReadOnlySpan<byte> extra, ref long size, ref long compressed, ref long local)
        {
            var field = Extra(extra, 0x0001);
            Take(ref field, ref size);
            Take(ref field, ref compressed);
            Take(ref field, ref local);

            static void Take(ref ReadOnlySpan<byte> field, ref long value)
            {
                if (value != uint.MaxValue)
                    return;
                if (field.Length < 8)
                    throw Broken("une grande taille manque", "a large size is missing");
                value = I64(field, 0);
                field = field[8..];
            }
        }

        /// <summary>UTF-8 where it is flagged or where the Unicode path field (APPNOTE 4.6.9) gives it; else UTF-8 if the bytes are, for many tools forget the flag.</summary>
        private static string Decode(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> extra, bool isUtf8)
        {
            var unicodePath = Extra(extra, 0x7075);
            if (!isUtf8 && unicodePath.Length > 5 && unicodePath[0] == 1 && U32(unicodePath, 1) == Crc32.HashToUInt32(raw))
                return Encoding.UTF8.GetString(unicodePath[5..]);
            if (isUtf8)
                return Encoding.UTF8.GetString(raw);
            try
            {
                return StrictUtf8.GetString(raw);
            }
            catch (DecoderFallbackException)
            {
                return WesternDos.GetString(raw);
            }
        }

        private static ReadOnlySpan<byte> Extra(ReadOnlySpan<byte> extra, int id)
        {
            while (extra.Length >= 4)
            {
                int found = U16(extra, 0), length = U16(extra, 2);
                if (length > extra.Length - 4)
                    break;
                if (found == id)
                    return extra.Slice(4, length);
                extra = extra[(4 + length)..];
            }

            return [];
        }
    }
}
