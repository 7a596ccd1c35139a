namespace AuditService.Collectors.ModelFiles.Archives;

/// <summary>The CRC-32 of zip (polynomial 0xEDB88320), of a stream read to its end.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>Null when the stream is longer than <paramref name="maximum"/> bytes.</summary>
    public static uint? Of(Stream stream, long maximum)
    {
        var crc = 0xFFFF_FFFFu;
        var buffer = new byte[64 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if ((maximum -= read) < 0)
                return null;
            foreach (var value in buffer.AsSpan(0, read))
                crc = Table[(byte)(crc ^ value)] ^ crc >> 8;
        }
        return ~crc;
    }

    private static uint Entry(int index)
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB8_8320 ^ value >> 1 : value >> 1;
        return value;
    }
}
