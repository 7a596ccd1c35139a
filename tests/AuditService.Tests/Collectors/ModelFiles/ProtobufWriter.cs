using System.Text;

namespace AuditService.Tests.Collectors.ModelFiles;

/// <summary>Writes protobuf messages field by field.</summary>
internal sealed class ProtobufWriter
{
    private readonly List<byte> bytes = [];

    public ProtobufWriter Number(int field, ulong value)
    {
        Varint((ulong)field << 3);
        Varint(value);
        return this;
    }

    public ProtobufWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.ToArray());

    public ProtobufWriter Bytes(int field, byte[] content)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)content.Length);
        bytes.AddRange(content);
        return this;
    }

    public byte[] ToArray() => [.. bytes];

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
