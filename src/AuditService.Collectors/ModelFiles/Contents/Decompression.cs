using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.LZMA;
using CompressionMode = System.IO.Compression.CompressionMode;

namespace AuditService.Collectors.ModelFiles.Contents;

/// <summary>
/// Opens compressed contents as forward streams whose cost is counted, and whose faults are all <see cref="InvalidDataException"/>: a
/// decompressor fed with hostile bytes may throw anything.
/// </summary>
internal static class Decompression
{
    /// <summary>A larger LZMA dictionary (bytes) is refused: it would be allocated before one byte is seen. <c>xz -9</c> asks for 64 MiB.</summary>
    public const int MaximumDictionary = 64 * 1024 * 1024;

    public static ModelContent Open(ModelContent content, CompressionKind kind, ScanBudget budget) => new DerivedContent(
        () => new GuardedStream(Decompressor(content, kind), budget), length: null)
    { Name = WithoutSuffix(content.Name) };

    /// <summary>The raw deflate of a zip member.</summary>
    public static Stream Inflate(Stream compressed, ScanBudget budget) => new GuardedStream(new DeflateStream(compressed, CompressionMode.Decompress), budget);

    /// <summary>The less usual compressions of zip members.</summary>
    public static Stream Unzip(Stream compressed, CompressionKind kind, ScanBudget budget) => new GuardedStream(
        kind switch
        {
            CompressionKind.Bzip2 => Bzip2(compressed),
            CompressionKind.Lzma => LzmaOfZip(compressed),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a compression of zip members"),
        },
        budget);

    /// <summary>APPNOTE.TXT 5.8.8: version (2), size of the properties (2), the properties, then raw LZMA.</summary>
    private static LzmaStream LzmaOfZip(Stream compressed)
    {
        var header = new byte[9];
        compressed.ReadExactly(header);
        if (BitConverter.ToUInt16(header, 2) != 5)
            throw new InvalidDataException("The LZMA properties have an unknown size.");
        if (BitConverter.ToUInt32(header, 5) > MaximumDictionary)
            throw new ModelFormatException("dictionnaire LZMA démesuré", "oversized LZMA dictionary");
        return LzmaStream.Create(header[4..], compressed, -1, -1);
    }

    private static Stream Decompressor(ModelContent content, CompressionKind kind)
    {
        switch (kind)
        {
            case CompressionKind.Zlib:
                return new ZlibSequenceStream(content);
            case CompressionKind.Gzip:
                return new GZipStream(content.Open(), CompressionMode.Decompress);
            case CompressionKind.Bzip2:
                return Bzip2(content.Open());
            case CompressionKind.Xz:
                return XzContainer.Open(content);
            case CompressionKind.Lzma:
                return LzmaAlone(content.Open());
            case CompressionKind.Lz4:
                return new Lz4FrameStream(content.Open());
            case CompressionKind.OldJoblib:
                return OldJoblib(content);
            default:
                throw new ModelFormatException($"compression {kind} non lue", $"{kind} compression is not read");
        }
    }

    private static BZip2Stream Bzip2(Stream compressed) =>
        BZip2Stream.Create(compressed, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true);

    private static Stream LzmaAlone(Stream compressed)
    {
        var header = new byte[13];
        compressed.ReadExactly(header);
        var dictionary = BitConverter.ToUInt32(header, 1);
        var size = BitConverter.ToInt64(header, 5);
        if (dictionary > MaximumDictionary)
            throw new ModelFormatException("dictionnaire LZMA démesuré", "oversized LZMA dictionary");
        return LzmaStream.Create(header[..5], compressed, -1, size);
    }

    private static ZlibSequenceStream OldJoblib(ModelContent content)
    {
        // "ZF", then the length as hexadecimal padded to the width of 0x10000000000000000 (19), then for old Python 2 files one more space.
        const int header = 2 + 19;
        var head = content.Head(header + 1);
        var start = head.Length > header && head[header] == (byte)' ' ? header + 1 : header;
        return new ZlibSequenceStream(content.Slice(start, null));
    }

    private static string WithoutSuffix(string name)
    {
        foreach (var suffix in (string[])[".gz", ".bz2", ".xz", ".lzma", ".lz4", ".z", ".zst", ".tgz"])
        {
            if (name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return name[..^suffix.Length];
        }
        return name;
    }
}

/// <summary>Counts what comes out and turns the faults of a decompressor into one.</summary>
internal sealed class GuardedStream(Stream inner, ScanBudget budget) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ScanLimitException or ModelFormatException or OutOfMemoryException))
        {
            throw new InvalidDataException($"The compressed data are damaged ({fault.GetType().Name}).", fault);
        }
        budget.SpendExpanded(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                inner.Dispose();
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                // Some decompressors check their trailer when they are closed: what was read was judged already.
            }
        }
        base.Dispose(disposing);
    }
}
