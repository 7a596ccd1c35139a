using System.Buffers.Binary;

namespace AuditService.Collectors.Isolation;

/// <summary>
/// The words between parent and child. Parent to child: the header's length (4 bytes) and the header, the content's length (8 bytes) and the
/// content. Child to parent: the answer's length (4 bytes) and the answer; the first, empty one says that the child is ready. Little-endian.
/// </summary>
internal static class Frames
{
    /// <summary>Bytes of a header: a name, and choices in numbers.</summary>
    private const int MostHeader = 1024 * 1024;

    private const int Piece = 80 * 1024;

    public static async Task WriteRequestAsync(Stream to, ReadOnlyMemory<byte> header, Stream content, CancellationToken cancellation)
    {
        var lengths = new byte[sizeof(int) + sizeof(long)];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, header.Length);
        BinaryPrimitives.WriteInt64LittleEndian(lengths.AsSpan(sizeof(int)), content.Length - content.Position);
        await to.WriteAsync(lengths.AsMemory(0, sizeof(int)), cancellation);
        await to.WriteAsync(header, cancellation);
        await to.WriteAsync(lengths.AsMemory(sizeof(int)), cancellation);
        await content.CopyToAsync(to, Piece, cancellation);
        await to.FlushAsync(cancellation);
    }

    /// <summary>Null at the end of the stream, whole or in the middle: a parent that is gone asks for nothing.</summary>
    public static (byte[] Header, byte[] Content)? ReadRequest(Stream from)
    {
        try
        {
            Span<byte> length = stackalloc byte[sizeof(long)];
            from.ReadExactly(length[..sizeof(int)]);
            var header = BinaryPrimitives.ReadInt32LittleEndian(length);
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)header, (uint)MostHeader);
            var headerBytes = new byte[header];
            from.ReadExactly(headerBytes);
            from.ReadExactly(length);
            var contentBytes = new byte[BinaryPrimitives.ReadInt64LittleEndian(length)];
            from.ReadExactly(contentBytes);
            return (headerBytes, contentBytes);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    public static void WriteAnswer(Stream to, ReadOnlySpan<byte> answer)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, answer.Length);
        to.Write(length);
        to.Write(answer);
        to.Flush();
    }

    /// <summary>Throws <see cref="EndOfStreamException"/> when the stream ends before the answer does, <see cref="InvalidDataException"/> when it announces more than <paramref name="most"/> bytes.</summary>
    public static async Task<byte[]> ReadAnswerAsync(Stream from, int most, CancellationToken cancellation)
    {
        var length = new byte[sizeof(int)];
        await from.ReadExactlyAsync(length, cancellation);
        var announced = BinaryPrimitives.ReadInt32LittleEndian(length);
        if ((uint)announced > (uint)most)
            throw new InvalidDataException($"An answer of {(uint)announced} bytes, at most {most}.");
        var answer = new byte[announced];
        await from.ReadExactlyAsync(answer, cancellation);
        return answer;
    }
}
