using System.Buffers.Binary;
using SharpCompress.Compressors.LZMA;

namespace AuditService.Collectors.ModelFiles.Contents;

/// <summary>
/// The .xz container (xz-file-format 1.2.1), read from its end as it is built: footer, index, blocks. That way the dictionary of each block
/// is known before it is allocated, and streams that follow each other are all seen. Only LZMA2 without other filters, which is what Python writes.
/// </summary>
internal static class XzContainer
{
    private const int MaximumBlocks = 100_000;

    public static Stream Open(ModelContent content)
    {
        if (!content.IsSeekable || content.Length is not { } length)
            throw new ModelFormatException("xz dans un flux compressé", "xz inside a compressed stream");
        var blocks = new List<Block>();
        var end = length;
        while (end > 0)
        {
            end = SkipPadding(content, end);
            if (end == 0)
                break;
            end = ReadStream(content, end, blocks);
        }
        blocks.Sort((left, right) => left.Start.CompareTo(right.Start));
        return new BlockSequence(content, blocks);
    }

    private static long SkipPadding(ModelContent content, long end)
    {
        while (end >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(Exactly(content, end - 4, 4)) == 0)
            end -= 4;
        return end;
    }

    private static long ReadStream(ModelContent content, long end, List<Block> blocks)
    {
        var footer = Exactly(content, end - 12, 12);
        if (footer[10] != (byte)'Y' || footer[11] != (byte)'Z')
            throw new InvalidDataException("The xz footer is missing.");
        var indexSize = ((long)BinaryPrimitives.ReadUInt32LittleEndian(footer.AsSpan(4)) + 1) * 4;
        if (indexSize > 4 * 1024 * 1024)
            throw new ModelFormatException("index xz démesuré", "oversized xz index");
        var indexStart = end - 12 - indexSize;
        var index = Exactly(content, indexStart, (int)indexSize);
        var at = 1;
        if (index[0] != 0)
            throw new InvalidDataException("The xz index is damaged.");
        var count = Number(index, ref at);
        if (count > MaximumBlocks)
            throw new ModelFormatException("trop de blocs xz", "too many xz blocks");
        var sizes = new List<(long Unpadded, long Uncompressed)>();
        var total = 0L;
        for (var i = 0L; i < count; i++)
        {
            var unpadded = Number(index, ref at);
            var uncompressed = Number(index, ref at);
            sizes.Add((unpadded, uncompressed));
            total = checked(total + (unpadded + 3) / 4 * 4);
        }
        var start = indexStart - total;
        if (start < 12)
            throw new InvalidDataException("The xz index does not fit its file.");
        var checkSize = (footer[9] & 15) switch { 0 => 0, 1 => 4, 4 => 8, 10 => 32, _ => throw new InvalidDataException("Unknown xz check.") };
        var position = start;
        foreach (var (unpadded, uncompressed) in sizes)
        {
            blocks.Add(ReadBlock(content, position, unpadded, uncompressed, checkSize));
            position += (unpadded + 3) / 4 * 4;
        }
        if (!Exactly(content, start - 12, 6).AsSpan().SequenceEqual((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
            throw new InvalidDataException("The xz header is missing.");
        return start - 12;
    }

    private static Block ReadBlock(ModelContent content, long start, long unpadded, long uncompressed, int checkSize)
    {
        var headerSize = (Exactly(content, start, 1)[0] + 1) * 4;
        var header = Exactly(content, start, headerSize);
        int flags = header[1];
        var at = 2;
        if ((flags & 0x40) != 0)
            Number(header, ref at);
        if ((flags & 0x80) != 0)
            Number(header, ref at);
        if ((flags & 3) != 0 || at + 2 >= header.Length || header[at] != 0x21 || header[at + 1] != 1)
            throw new ModelFormatException("filtre xz non lu", "an xz filter is not read");
        var code = header[at + 2];
        var dictionary = code > 40 ? long.MaxValue : code == 40 ? uint.MaxValue : (2L | (uint)(code & 1)) << (code / 2 + 11);
        if (dictionary > Decompression.MaximumDictionary)
            throw new ModelFormatException("dictionnaire LZMA démesuré", "oversized LZMA dictionary");
        var size = unpadded - headerSize - checkSize;
        if (size <= 0)
            throw new InvalidDataException("An xz block has no data.");
        return new Block(start + headerSize, size, uncompressed, code);
    }

    private static byte[] Exactly(ModelContent content, long at, int count)
    {
        if (at < 0)
            throw new EndOfStreamException();
        var bytes = content.Slice(at, count).Head(count);
        return bytes.Length == count ? bytes : throw new EndOfStreamException();
    }

    private static long Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0L;
        for (var shift = 0; shift < 63; shift += 7)
        {
            if (at >= bytes.Length)
                throw new EndOfStreamException();
            var next = bytes[at++];
            value |= (long)(next & 0x7F) << shift;
            if ((next & 0x80) == 0)
                return value;
        }
        throw new InvalidDataException("An xz number does not end.");
    }

    private sealed record Block(long Start, long Size, long Uncompressed, byte Dictionary);

    private sealed class BlockSequence(ModelContent content, List<Block> blocks) : ForwardStream
    {
        private int next;
        private LzmaStream? current;

        public override int Read(Span<byte> buffer)
        {
            while (!buffer.IsEmpty)
            {
                if (current is null)
                {
                    if (next == blocks.Count)
                        return 0;
                    var block = blocks[next++];
                    current = LzmaStream.Create([block.Dictionary], content.Slice(block.Start, block.Size).Open(), block.Size, block.Uncompressed, null!, true);
                }
                var read = current.Read(buffer);
                if (read > 0)
                    return read;
                current.Dispose();
                current = null;
            }
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                current?.Dispose();
            base.Dispose(disposing);
        }
    }
}
