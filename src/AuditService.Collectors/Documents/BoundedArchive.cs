using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml.Linq;

namespace AuditService.Collectors.Documents;

/// <summary>
/// A zipped document whose parts inflate under the limits. The gate stands on the file itself: declared sizes are never trusted, bytes are
/// counted while they inflate, and no library opens the archive by another way.
/// </summary>
internal sealed class BoundedArchive : IDisposable
{
    private readonly ZipArchive archive;
    private readonly DocumentLimits limits;
    private readonly Dictionary<string, ZipArchiveEntry> parts = new(StringComparer.OrdinalIgnoreCase);
    private long inflatedSoFar;

    private BoundedArchive(ZipArchive archive, DocumentLimits limits)
    {
        this.archive = archive;
        this.limits = limits;
        foreach (var entry in archive.Entries)
        {
            var name = entry.FullName.Replace('\\', '/').TrimStart('/');
            if (name.EndsWith('/'))
                continue;
            if (!parts.TryAdd(name, entry))
                throw DocumentRefusedException.Damaged($"deux entrées de l'archive se nomment {Excerpt.Of(name)}", $"two entries of the archive are called {Excerpt.Of(name)}");
        }
    }

    /// <summary>Names of the parts, in the order of the archive's directory.</summary>
    public IEnumerable<string> Names => archive.Entries.Select(static e => e.FullName.Replace('\\', '/').TrimStart('/')).Where(static n => !n.EndsWith('/'));

    /// <summary>Throws <see cref="DocumentRefusedException"/> when the bytes are no archive or one beyond the limits.</summary>
    public static BoundedArchive Open(ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        RefuseTooManyEntries(content.Span, limits);
        try
        {
            return new BoundedArchive(new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read), limits);
        }
        catch (InvalidDataException exception)
        {
            throw DocumentRefusedException.Damaged("l'archive est endommagée", "the archive is broken", exception);
        }
    }

    public bool Contains(string name) => parts.ContainsKey(Normalise(name));

    /// <summary>The inflated bytes of a part; null when there is none of that name.</summary>
    public byte[]? Read(string name)
    {
        if (!parts.TryGetValue(Normalise(name), out var entry))
            return null;
        if (entry.IsEncrypted)
            throw DocumentRefusedException.Locked();
        try
        {
            using var stream = entry.Open();
            return Inflate(stream, entry);
        }
        catch (InvalidDataException exception)
        {
            throw DocumentRefusedException.Damaged(
                $"la partie {Excerpt.Of(name)} ne se décompresse pas", $"the part {Excerpt.Of(name)} cannot be inflated", exception);
        }
    }

    /// <summary>The root of an XML part; null when there is none of that name.</summary>
    public XElement? ReadXml(string name)
    {
        if (Read(name) is not { } bytes)
            return null;
        using var stream = new MemoryStream(bytes, writable: false);
        return SafeXml.Load(stream, Excerpt.Of(name), limits);
    }

    public void Dispose() => archive.Dispose();

    private static string Normalise(string name) => name.Replace('\\', '/').TrimStart('/');

    private byte[] Inflate(Stream stream, ZipArchiveEntry entry)
    {
        using var inflated = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            inflatedSoFar += read;
            if (inflatedSoFar > limits.InflatedBytes)
                throw DocumentRefusedException.Limit(
                    $"le document dépasse {limits.InflatedBytes / 1_000_000} Mo une fois décompressé",
                    $"the document inflates to more than {limits.InflatedBytes / 1_000_000} MB");
            inflated.Write(buffer, 0, read);
            if (inflated.Length > limits.InflationGrace && inflated.Length > entry.CompressedLength * limits.InflationRatio)
                throw DocumentRefusedException.Limit(
                    $"la partie {Excerpt.Of(entry.FullName)} grossit plus de {limits.InflationRatio} fois à la décompression",
                    $"the part {Excerpt.Of(entry.FullName)} inflates more than {limits.InflationRatio} times");
        }

        return inflated.ToArray();
    }

    /// <summary>Reads the count the end record declares before anything allocates an object per entry; ZipArchive itself refuses a false count.</summary>
    private static void RefuseTooManyEntries(ReadOnlySpan<byte> content, DocumentLimits limits)
    {
        const int endRecord = 22;
        var tail = content[Math.Max(0, content.Length - endRecord - ushort.MaxValue)..];
        var end = tail.LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || tail.Length - end < endRecord)
            throw DocumentRefusedException.Damaged("l'archive est endommagée : son répertoire manque", "the archive is broken: its directory is missing");
        long entries = BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + 10)..]);
        var wide = tail[..end].LastIndexOf("PK\x06\x06"u8);
        if (entries == ushort.MaxValue && wide >= 0 && tail.Length - wide >= 40)
            entries = BinaryPrimitives.ReadInt64LittleEndian(tail[(wide + 32)..]);
        if (entries > limits.ArchiveEntries || entries < 0)
            throw DocumentRefusedException.Limit(
                $"l'archive a {entries} entrées, plus de {limits.ArchiveEntries}", $"the archive has {entries} entries, more than {limits.ArchiveEntries}");
        // The directory cannot be longer than what lies before the end record: a false, small count would otherwise hide a million headers.
        long directory = BinaryPrimitives.ReadUInt32LittleEndian(tail[(end + 12)..]);
        if (directory != uint.MaxValue && directory > content.Length)
            throw DocumentRefusedException.Damaged(
                "l'archive est endommagée : son répertoire est plus long que le fichier", "the archive is broken: its directory is longer than the file");
    }
}
