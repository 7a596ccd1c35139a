using System.Buffers.Binary;

namespace AuditService.Collectors.ModelFiles.Contents;

/// <summary>Reads a content forward in bounded memory, and tells where it is. Asking for more than there is throws <see cref="EndOfStreamException"/>.</summary>
internal sealed class ContentReader(Stream stream, long? length) : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private readonly byte[] buffer = new byte[BufferSize];
    private long bufferStart;
    private int at;
    private int filled;

    public long Position => bufferStart + at;

    public bool IsAtEnd => at == filled && !Fill();

    /// <summary>The next byte, or -1 at the end; it stays to be read.</summary>
    public int Peek() => IsAtEnd ? -1 : buffer[at];

    /// <summary>The next byte, or -1 at the end.</summary>
    public int ReadByteOrEnd() => IsAtEnd ? -1 : buffer[at++];

    public byte ReadByte()
    {
        if (at == filled && !Fill())
            throw new EndOfStreamException();
        return buffer[at++];
    }

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Read(stackalloc byte[2]));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Read(stackalloc byte[4]));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Read(stackalloc byte[4]));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Read(stackalloc byte[8]));

    /// <summary>Fills all of <paramref name="target"/>.</summary>
    public ReadOnlySpan<byte> Read(Span<byte> target)
    {
        var rest = target;
        while (!rest.IsEmpty)
        {
            if (at == filled && !Fill())
                throw new EndOfStreamException();
            var count = Math.Min(rest.Length, filled - at);
            buffer.AsSpan(at, count).CopyTo(rest);
            at += count;
            rest = rest[count..];
        }
        return target;
    }

    /// <summary>The bytes that follow, as far as there are, without moving.</summary>
    public ReadOnlySpan<byte> PeekUpTo(int count)
    {
        count = Math.Min(count, BufferSize);
        if (filled - at < count)
        {
            buffer.AsSpan(at, filled - at).CopyTo(buffer);
            bufferStart += at;
            filled -= at;
            at = 0;
            while (filled < count)
            {
                var read = stream.Read(buffer, filled, BufferSize - filled);
                if (read == 0)
                    break;
                filled += read;
            }
        }
        return buffer.AsSpan(at, Math.Min(count, filled - at));
    }

    public void Skip(long count)
    {
        var buffered = (int)Math.Min(count, filled - at);
        at += buffered;
        count -= buffered;
        if (count == 0)
            return;
        if (stream.CanSeek)
        {
            if (count > stream.Length - stream.Position)
                throw new EndOfStreamException();
            bufferStart = stream.Position + count;
            stream.Position = bufferStart;
            at = filled = 0;
            return;
        }
        while (count > 0)
        {
            if (!Fill())
                throw new EndOfStreamException();
            at = (int)Math.Min(count, filled);
            count -= at;
        }
    }

    /// <summary>True when <paramref name="count"/> more bytes cannot be there, as far as the length is known.</summary>
    public bool IsBeyondEnd(ulong count) => length is { } known && count > (ulong)Math.Max(0, known - Position);

    /// <summary>
    /// A line without its end: at most <paramref name="maximum"/> bytes of it are returned, all of it is consumed.
    /// </summary>
    /// <param name="maximum">Bytes kept.</param>
    /// <param name="lineLength">Length of the whole line.</param>
    public byte[] ReadLine(int maximum, out long lineLength)
    {
        lineLength = 0;
        byte[]? kept = null;
        var count = 0;
        while (true)
        {
            if (at == filled && !Fill())
                throw new EndOfStreamException();
            var rest = buffer.AsSpan(at, filled - at);
            var end = rest.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..end];
            var taken = part[..Math.Min(part.Length, maximum - count)];
            if (kept is null || count + taken.Length > kept.Length)
                Array.Resize(ref kept, end < 0 ? Math.Min(maximum, 2 * (count + taken.Length)) : count + taken.Length);
            taken.CopyTo(kept.AsSpan(count));
            count += taken.Length;
            lineLength += part.Length;
            at += part.Length;
            if (end < 0)
                continue;
            at++;
            Array.Resize(ref kept, count);
            return kept;
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Fill()
    {
        bufferStart += filled;
        at = 0;
        filled = stream.Read(buffer, 0, BufferSize);
        return filled > 0;
    }
}
