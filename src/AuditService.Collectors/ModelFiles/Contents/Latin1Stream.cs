namespace AuditService.Collectors.ModelFiles.Contents;

/// <summary>
/// Turns UTF-8 into Latin-1: how pickle protocols 0 to 2 carry bytes inside a text. A character that Latin-1 has not ends the reading, since
/// then the text is no disguise of bytes.
/// </summary>
internal sealed class Latin1Stream(Stream utf8) : ForwardStream
{
    private readonly byte[] source = new byte[16 * 1024];
    private int at;
    private int filled;

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            var first = Next();
            if (first < 0)
                break;
            if (first < 0x80)
            {
                buffer[written++] = (byte)first;
                continue;
            }
            var second = first is 0xC2 or 0xC3 ? Next() : -1;
            if (second is < 0x80 or > 0xBF)
                throw new InvalidDataException("The text is not made of bytes.");
            buffer[written++] = (byte)((first & 3) << 6 | second & 0x3F);
        }
        return written;
    }

    private int Next()
    {
        if (at == filled)
        {
            filled = utf8.Read(source, 0, source.Length);
            at = 0;
            if (filled == 0)
                return -1;
        }
        return source[at++];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            utf8.Dispose();
        base.Dispose(disposing);
    }
}
