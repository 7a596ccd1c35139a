namespace AuditService.Collectors.ModelFiles.Contents;

/// <summary>Bytes that can be read from the start as often as wanted: the file, a member of an archive, the inside of a compression, a slice of these.</summary>
internal abstract class ModelContent
{
    /// <summary>Last known name, only ever a hint.</summary>
    public required string Name { get; init; }

    /// <summary>Null when only reading to the end would tell.</summary>
    public abstract long? Length { get; }

    public abstract bool IsSeekable { get; }

    /// <summary>A stream at the first byte. Only one stream of a file is read at a time, in turns.</summary>
    public abstract Stream Open();

    /// <summary>The part from <paramref name="offset"/>, of <paramref name="length"/> bytes or to the end.</summary>
    public ModelContent Slice(long offset, long? length, string? name = null) => new SlicedContent(this, offset, length) { Name = name ?? Name };

    /// <summary>Up to <paramref name="count"/> first bytes.</summary>
    public byte[] Head(int count)
    {
        using var stream = Open();
        var head = new byte[count];
        var read = stream.ReadAtLeast(head, count, throwOnEndOfStream: false);
        return read == count ? head : head[..read];
    }

    /// <summary>All bytes when there are at most <paramref name="maximum"/>, else null.</summary>
    public byte[]? All(int maximum)
    {
        if (Length > maximum)
            return null;
        var head = Head(Length is { } length ? (int)length : maximum + 1);
        return head.Length > maximum ? null : head;
    }
}

/// <summary>A seekable stream that somebody else owns.</summary>
internal sealed class WholeContent(Stream stream) : ModelContent
{
    private readonly long length = stream.Length;

    public override long? Length => length;

    public override bool IsSeekable => true;

    public override Stream Open() => new SubStream(stream, 0, length);
}

/// <summary>What a decompressor makes: read forward only, from the start each time.</summary>
internal sealed class DerivedContent(Func<Stream> open, long? length) : ModelContent
{
    public override long? Length => length;

    public override bool IsSeekable => false;

    public override Stream Open() => open();
}

internal sealed class SlicedContent(ModelContent whole, long offset, long? length) : ModelContent
{
    public override long? Length => whole.Length is not { } all ? null : length is { } wanted ? Math.Clamp(all - offset, 0, wanted) : Math.Max(0, all - offset);

    public override bool IsSeekable => whole.IsSeekable;

    public override Stream Open()
    {
        var stream = whole.Open();
        if (stream.CanSeek)
            return new SubStream(stream, Math.Min(offset, stream.Length), Math.Min(length ?? long.MaxValue, Math.Max(0, stream.Length - offset)));
        var skipped = 0L;
        var buffer = new byte[64 * 1024];
        while (skipped < offset)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, offset - skipped));
            if (read == 0)
                break;
            skipped += read;
        }
        return length is { } limit ? new PrefixStream(stream, limit) : stream;
    }
}
