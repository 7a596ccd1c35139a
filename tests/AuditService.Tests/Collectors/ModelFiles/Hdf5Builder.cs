using System.Buffers.Binary;
using System.Text;

namespace AuditService.Tests.Collectors.ModelFiles;

/// <summary>Writes the smallest HDF5 files with text attributes on the root group: superblock 0 with header 1, or superblock 2 with header 2.</summary>
internal static class Hdf5Builder
{
    private static readonly byte[] Signature = [0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10];

    /// <summary>As h5py writes by default: variable-length texts in a global heap.</summary>
    public static byte[] WithHeap(params (string Name, string Text)[] attributes)
    {
        const int heapAt = 96 + 2048;
        var heap = new List<byte>();
        var messages = new List<byte>();
        for (var i = 0; i < attributes.Length; i++)
        {
            var text = Encoding.UTF8.GetBytes(attributes[i].Text);
            heap.AddRange([.. U16((ushort)(i + 1)), .. U16(1), 0, 0, 0, 0, .. U64((ulong)text.Length), .. Pad(text)]);
            byte[] type = [0x19, 1, 0, 0, .. U32(16), 0x13, 0, 0, 0, .. U32(1)];
            byte[] data = [.. U32((uint)text.Length), .. U64(heapAt), .. U32((uint)(i + 1))];
            messages.AddRange(Message1(Attribute1(attributes[i].Name, type, data)));
        }
        byte[] collection = [.. "GCOL"u8, 1, 0, 0, 0, .. U64((ulong)(16 + heap.Count)), .. heap];
        return [.. Superblock0(96), .. Fill([1, 0, .. U16((ushort)attributes.Length), .. U32(1), .. U32((uint)messages.Count), 0, 0, 0, 0, .. messages], 2048), .. collection];
    }

    /// <summary>A fixed-length text in the header itself, split over a continuation block.</summary>
    public static byte[] WithContinuation(string name, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        byte[] type = [0x13, 0, 0, 0, .. U32((uint)utf8.Length)];
        var message = Message1(Attribute1(name, type, utf8));
        const int continuationAt = 96 + 64;
        byte[] pointer = [0x10, 0, 16, 0, 0, 0, 0, 0, .. U64(continuationAt), .. U64((ulong)message.Length)];
        return [.. Superblock0(96), .. Fill([1, 0, .. U16(2), .. U32(1), .. U32((uint)pointer.Length), 0, 0, 0, 0, .. pointer], 64), .. message];
    }

    /// <summary>As <c>libver="latest"</c> writes: superblock 2, header 2, attribute message 3.</summary>
    public static byte[] Latest(string name, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        byte[] nameBytes = [.. Encoding.UTF8.GetBytes(name), 0];
        byte[] type = [0x13, 0, 0, 0, .. U32((uint)utf8.Length)];
        byte[] space = [2, 0, 0, 0];
        byte[] attribute = [3, 0, .. U16((ushort)nameBytes.Length), .. U16((ushort)type.Length), .. U16((ushort)space.Length), 1, .. nameBytes, .. type, .. space, .. utf8];
        byte[] message = [0x0C, .. U16((ushort)attribute.Length), 0, .. attribute];
        byte[] superblock = [.. Signature, 2, 8, 8, 0, .. U64(0), .. U64(ulong.MaxValue), .. U64(4096), .. U64(48), 0, 0, 0, 0];
        return [.. superblock, .. "OHDR"u8, 2, 2, .. U32((uint)message.Length), .. message, 0, 0, 0, 0];
    }

    private static byte[] Superblock0(long root) =>
    [
        .. Signature, 0, 0, 0, 0, 0, 8, 8, 0, .. U16(4), .. U16(16), 0, 0, 0, 0, .. U64(0), .. U64(ulong.MaxValue), .. U64(1 << 20), .. U64(ulong.MaxValue),
        .. U64(0), .. U64((ulong)root), .. U32(0), .. U32(0), .. new byte[16],
    ];

    private static byte[] Attribute1(string name, byte[] type, byte[] data)
    {
        byte[] nameBytes = [.. Encoding.UTF8.GetBytes(name), 0];
        byte[] space = [1, 0, 0, 0, 0, 0, 0, 0];
        return [1, 0, .. U16((ushort)nameBytes.Length), .. U16((ushort)type.Length), .. U16((ushort)space.Length), .. Pad(nameBytes), .. Pad(type), .. Pad(space), .. data];
    }

    private static byte[] Message1(byte[] body)
    {
        var padded = Pad(body);
        return [0x0C, 0, .. U16((ushort)padded.Length), 0, 0, 0, 0, .. padded];
    }

    private static byte[] Pad(byte[] bytes) => Fill(bytes, (bytes.Length + 7) / 8 * 8);

    private static byte[] Fill(byte[] bytes, int length) => [.. bytes, .. new byte[length - bytes.Length]];

    private static byte[] U16(ushort value) => BitConverter.GetBytes(value);

    private static byte[] U32(uint value) => BitConverter.GetBytes(value);

    private static byte[] U64(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }
}
