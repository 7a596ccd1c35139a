using Microsoft.Win32.SafeHandles;

namespace AuditService.Storage.Intakes.Zip;

/// <summary>A section of an open file, read forward. The file's own position is not moved.</summary>
internal sealed class SectionStream(SafeFileHandle file, long start, long length) : ForwardStream
{
    private long position;

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - position);
        if (wanted <= 0)
            return 0;
        var read = RandomAccess.Read(file, buffer[..wanted], start + position);
        position += read;
        return read;
    }
}
