using System.Buffers.Binary;
using System.IO.Compression;

namespace AuditService.Collectors.ModelFiles.Contents;

/// <summary>
/// One zlib stream after another, as joblib reads them: it goes on with whatever follows the end of a stream, while the runtime's reader
/// stops there, and a payload behind the first end would stay unseen. The end is found by its Adler-32, which the runtime does not report.
/// </summary>
internal sealed class ZlibSequenceStream(ModelContent content) : ForwardStream
{
    private const int Chunk = 512;
    private ZLibStream? inflater;
    private ChunkedStream? source;
    private long start;
    private uint adlerA = 1;
    private uint adlerB;
    private bool isOver;

    public override int Read(Span<byte> buffer)
    {
        while (!isOver && !buffer.IsEmpty)
        {
            if (inflater is null)
            {
                source = new ChunkedStream(content.Slice(start, null).Open(), Chunk);
                inflater = new ZLibStream(source, CompressionMode.Decompress);
            }
            var read = inflater.Read(buffer);
            if (read > 0)
            {
                Sum(buffer[..read]);
                return read;
            }
            GoToNext();
        }
        return 0;
    }

    private void GoToNext()
    {
        var consumed = source!.Consumed;
        inflater!.Dispose();
        inflater = null;
        if (consumed == 0)
        {
            isOver = true;
            return;
        }
        Span<byte> trailer = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(trailer, adlerB << 16 | adlerA);
        (adlerA, adlerB) = (1, 0);
        // The stream ends in the last chunk that was asked for; its trailer may begin a little before.
        var from = Math.Max(0, consumed - Chunk - trailer.Length);
        var at = content.Slice(start + from, consumed - from).Head((int)(consumed - from)).AsSpan().IndexOf(trailer);
        if (at < 0)
            throw new InvalidDataException("The checksum of the zlib stream is not where it ends.");
        start += from + at + 4;
        var next = content.Slice(start, null).Head(2);
        isOver = next.Length == 0;
        if (!isOver && !(next.Length == 2 && next[0] == 0x78 && (next[0] * 256 + next[1]) % 31 == 0))
            throw new InvalidDataException("Something else follows the zlib stream.");
    }

    private void Sum(ReadOnlySpan<byte> data)
    {
        const uint modulus = 65521;
        // 5552 is the most bytes that can be summed before 32 bits overflow (RFC 1950).
        while (!data.IsEmpty)
        {
            var part = data[..Math.Min(5552, data.Length)];
            foreach (var value in part)
            {
                adlerA += value;
                adlerB += adlerA;
            }
            adlerA %= modulus;
            adlerB %= modulus;
            data = data[part.Length..];
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inflater?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Gives little at a time, so that the place where the inflater stops asking is close to where the stream ends.</summary>
    private sealed class ChunkedStream(Stream inner, int chunk) : ForwardStream
    {
        public long Consumed { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer.Length > chunk ? buffer[..chunk] : buffer);
            Consumed += read;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
