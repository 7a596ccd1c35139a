using System.Buffers.Binary;

namespace AuditService.Collectors.ModelFiles.Contents;

/// <summary>Reads LZ4 frames (lz4_Frame_format.md 1.6): blocks of at most 4 MiB, linked or not, several frames in a row. Checksums are not verified.</summary>
internal sealed class Lz4FrameStream(Stream compressed) : ForwardStream
{
    private const uint Magic = 0x184D2204;
    private const int Window = 64 * 1024;
    private byte[] output = [];
    private byte[] block = [];
    private int from;
    private int to;
    private int maximumBlock;
    private bool hasBlockChecksum;
    private bool hasContentChecksum;
    private bool isLinked;
    private bool inFrame;
    private bool isOver;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        while (from == to && !isOver)
            NextBlock();
        var count = Math.Min(buffer.Length, to - from);
        output.AsSpan(from, count).CopyTo(buffer);
        from += count;
        return count;
    }

    private void NextBlock()
    {
        if (!inFrame && !OpenFrame())
        {
            isOver = true;
            return;
        }
        Span<byte> word = stackalloc byte[4];
        compressed.ReadExactly(word);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(word);
        if (size == 0)
        {
            inFrame = false;
            if (hasContentChecksum)
                compressed.ReadExactly(word);
            return;
        }
        var isStored = (size & 0x8000_0000) != 0;
        size &= 0x7FFF_FFFF;
        if (size > maximumBlock)
            throw new InvalidDataException("An LZ4 block is larger than its frame allows.");
        compressed.ReadExactly(block.AsSpan(0, (int)size));
        if (hasBlockChecksum)
            compressed.ReadExactly(word);
        // What was produced last stays in front: linked blocks copy from it.
        var kept = isLinked ? Math.Min(Window, to) : 0;
        output.AsSpan(to - kept, kept).CopyTo(output);
        from = to = kept;
        if (isStored)
        {
            block.AsSpan(0, (int)size).CopyTo(output.AsSpan(to));
            to += (int)size;
        }
        else
        {
            Decode(block.AsSpan(0, (int)size));
        }
    }

    private bool OpenFrame()
    {
        Span<byte> head = stackalloc byte[15];
        var read = compressed.ReadAtLeast(head[..4], 4, throwOnEndOfStream: false);
        if (read == 0)
            return false;
        if (read < 4)
            throw new EndOfStreamException();
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
        if ((magic & 0xFFFF_FFF0) == 0x184D2A50)
        {
            compressed.ReadExactly(head[..4]);
            var skip = (long)BinaryPrimitives.ReadUInt32LittleEndian(head);
            for (var buffer = new byte[4096]; skip > 0;)
            {
                var part = (int)Math.Min(buffer.Length, skip);
                compressed.ReadExactly(buffer.AsSpan(0, part));
                skip -= part;
            }
            return OpenFrame();
        }
        if (magic != Magic)
            throw new InvalidDataException("Something else follows the LZ4 frame.");
        compressed.ReadExactly(head[..2]);
        int flags = head[0];
        if (flags >> 6 != 1)
            throw new InvalidDataException("Unknown version of LZ4 frame.");
        isLinked = (flags & 0x20) == 0;
        hasBlockChecksum = (flags & 0x10) != 0;
        hasContentChecksum = (flags & 0x04) != 0;
        maximumBlock = ((head[1] >> 4) & 7) switch
        {
            4 => 64 * 1024,
            5 => 256 * 1024,
            6 => 1024 * 1024,
            7 => 4 * 1024 * 1024,
            _ => throw new InvalidDataException("Unknown size of LZ4 blocks."),
        };
        var rest = 1 + ((flags & 0x08) != 0 ? 8 : 0) + ((flags & 0x01) != 0 ? 4 : 0);
        compressed.ReadExactly(head[..rest]);
        if (block.Length < maximumBlock)
        {
            block = new byte[maximumBlock];
            output = new byte[Window + maximumBlock];
        }
        from = to = 0;
        inFrame = true;
        return true;
    }

    private void Decode(ReadOnlySpan<byte> source)
    {
        var at = 0;
        var limit = to + maximumBlock;
        while (at < source.Length)
        {
            int token = source[at++];
            var literals = ReadLength(source, ref at, token >> 4);
            if (literals > source.Length - at || literals > limit - to)
                throw new InvalidDataException("An LZ4 literal runs over its block.");
            source.Slice(at, literals).CopyTo(output.AsSpan(to));
            at += literals;
            to += literals;
            if (at == source.Length)
                return;
            if (source.Length - at < 2)
                throw new InvalidDataException("An LZ4 block ends in a match.");
            var distance = source[at] | source[at + 1] << 8;
            at += 2;
            var count = ReadLength(source, ref at, token & 15) + 4;
            if (distance == 0 || distance > to || count > limit - to)
                throw new InvalidDataException("An LZ4 match points outside its block.");
            for (var i = 0; i < count; i++, to++)
                output[to] = output[to - distance];
        }
    }

    private static int ReadLength(ReadOnlySpan<byte> source, ref int at, int start)
    {
        var length = start;
        if (start < 15)
            return length;
        int more;
        do
        {
            if (at >= source.Length || length > 8 * 1024 * 1024)
                throw new InvalidDataException("An LZ4 length does not end.");
            more = source[at++];
            length += more;
        }
        while (more == 255);
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            compressed.Dispose();
        base.Dispose(disposing);
    }
}
