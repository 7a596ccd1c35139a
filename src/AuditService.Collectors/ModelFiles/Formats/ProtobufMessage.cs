using System.Text;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>
/// Walks the fields of one protobuf message in the stream, without a schema: <see cref="Next"/> goes to a field, then one of its readings may be
/// called. What is not read is skipped.
/// </summary>
internal sealed class ProtobufMessage(ContentReader reader, long end, int depth)
{
    private const int MaximumDepth = 64;
    private long next = -1;

    /// <summary>True when the last field of the file has less bytes than it says.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Number of the field.</summary>
    public int Field { get; private set; }

    /// <summary>True for strings, bytes and messages.</summary>
    public bool HasLength { get; private set; }

    /// <summary>The number, for a field that is one.</summary>
    public ulong Value { get; private set; }

    /// <summary>Bytes of a field that has a length.</summary>
    public long Length { get; private set; }

    public bool Next()
    {
        if (next >= 0)
            reader.Skip(next - reader.Position);
        next = -1;
        if (reader.Position >= end)
            return false;
        var tag = Varint();
        if (tag >> 3 is 0 or > 536_870_911)
            throw new InvalidDataException("A protobuf tag is damaged.");
        Field = (int)(tag >> 3);
        HasLength = false;
        Value = 0;
        switch (tag & 7)
        {
            case 0:
                Value = Varint();
                break;
            case 1:
                Value = reader.ReadUInt64();
                break;
            case 5:
                Value = reader.ReadUInt32();
                break;
            case 2:
                var length = Varint();
                HasLength = true;
                if (length > (ulong)(end - reader.Position))
                {
                    if (depth > 0)
                        throw new InvalidDataException("A protobuf field runs over its message.");
                    // The file was cut: what is left of its last field is still worth reading.
                    IsTruncated = true;
                    length = (ulong)(end - reader.Position);
                }
                Length = (long)length;
                next = reader.Position + Length;
                break;
            default:
                throw new InvalidDataException("A protobuf field has an unknown type.");
        }
        if (reader.Position > end)
            throw new InvalidDataException("A protobuf field runs over its message.");
        return true;
    }

    /// <summary>The field as a message; empty when it is a number.</summary>
    public ProtobufMessage Message()
    {
        if (depth >= MaximumDepth)
            throw new ModelFormatException("messages imbriqués trop profond", "messages nested too deep");
        return new ProtobufMessage(reader, HasLength ? next : reader.Position, depth + 1);
    }

    /// <summary>The field as a text, cut at <paramref name="maximum"/> bytes.</summary>
    public string Text(int maximum = 4096)
    {
        if (!HasLength)
            return "";
        var bytes = new byte[Math.Min(maximum, Length)];
        reader.Read(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = reader.ReadByte();
            value |= (ulong)(part & 0x7F) << shift;
            if ((part & 0x80) == 0)
                return value;
        }
        throw new InvalidDataException("A protobuf number does not end.");
    }
}
