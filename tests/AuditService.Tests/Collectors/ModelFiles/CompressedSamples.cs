using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using SharpCompress.Compressors.LZMA;

namespace AuditService.Tests.Collectors.ModelFiles;

/// <summary>Writers for the compressions that the framework cannot write.</summary>
internal static class CompressedSamples
{
    /// <summary>One frame with one stored block.</summary>
    public static byte[] Lz4(byte[] content) => [0x04, 0x22, 0x4D, 0x18, 0x60, 0x70, 0x73, .. Word((uint)content.Length | 0x8000_0000), .. content, .. Word(0)];

    /// <summary>Two linked blocks: the second holds a match that copies out of the first.</summary>
    public static byte[] Lz4InTwoBlocks(byte[] content)
    {
        const int split = 60;
        byte[] blockOne = [.. Sequence(content[..split])];
        // joblib names its wrapper for each array: the second time it is a match.
        var name = "cjoblib.numpy_pickle"u8;
        var first = content.AsSpan().IndexOf(name);
        var second = content.AsSpan(split).IndexOf(name) + split;
        byte[] blockTwo = [.. Sequence(content[split..second], second - first, name.Length), .. Sequence(content[(second + name.Length)..])];
        return [0x04, 0x22, 0x4D, 0x18, 0x40, 0x70, 0xDF, .. Word((uint)blockOne.Length), .. blockOne, .. Word((uint)blockTwo.Length), .. blockTwo, .. Word(0)];
    }

    /// <summary>The format that <c>lzma.FORMAT_ALONE</c> reads: properties, dictionary size, length, data.</summary>
    public static byte[] Lzma(byte[] content)
    {
        var target = new MemoryStream();
        var properties = Compress(content, target, isLzma2: false);
        return [.. properties[..5], .. BitConverter.GetBytes((long)content.Length), .. target.ToArray()];
    }

    /// <summary>One stream with one block of stored LZMA2 chunks, index and footer.</summary>
    public static byte[] Xz(byte[] content, byte dictionary = 8)
    {
        byte[] header = [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0, 0, 0, 0, 0, 0];
        byte[] blockHeader = [2, 0, 0x21, 1, dictionary, 0, 0, 0, 0, 0, 0, 0];
        byte[] data = [1, (byte)(content.Length - 1 >> 8), (byte)(content.Length - 1), .. content, 0];
        var unpadded = blockHeader.Length + data.Length;
        byte[] padding = new byte[(4 - unpadded % 4) % 4];
        byte[] index = [0, 1, .. Varint(unpadded), .. Varint(content.Length)];
        byte[] indexPadding = new byte[(4 - index.Length % 4) % 4];
        var indexSize = index.Length + indexPadding.Length + 4;
        return [.. header, .. blockHeader, .. data, .. padding, .. index, .. indexPadding, 0, 0, 0, 0, 0, 0, 0, 0, .. Word((uint)(indexSize / 4 - 1)), 0, 0, (byte)'Y', (byte)'Z'];
    }

    public static byte[] OldJoblib(byte[] content)
    {
        var target = new MemoryStream();
        using (var stream = new ZLibStream(target, CompressionLevel.Optimal))
            stream.Write(content);
        var length = string.Create(CultureInfo.InvariantCulture, $"0x{content.Length:x}").PadRight(19);
        return [.. "ZF"u8, .. Encoding.ASCII.GetBytes(length), .. target.ToArray()];
    }

    private static byte[] Compress(byte[] content, MemoryStream target, bool isLzma2)
    {
        using var encoder = LzmaStream.Create(new LzmaEncoderProperties(eos: false, dictionary: 1 << 16), isLzma2, target);
        encoder.Write(content);
        return encoder.Properties;
    }

    /// <summary>Literals, then a match unless it is the last sequence of its block.</summary>
    private static byte[] Sequence(byte[] literals, int distance = 0, int match = 4)
    {
        var block = new List<byte> { (byte)(Math.Min(15, literals.Length) << 4 | Math.Min(15, match - 4)) };
        AddLength(block, literals.Length);
        block.AddRange(literals);
        if (distance == 0)
            return [.. block];
        block.Add((byte)distance);
        block.Add((byte)(distance >> 8));
        AddLength(block, match - 4);
        return [.. block];
    }

    private static void AddLength(List<byte> block, int length)
    {
        if (length < 15)
            return;
        for (length -= 15; length >= 255; length -= 255)
            block.Add(255);
        block.Add((byte)length);
    }

    private static byte[] Varint(long value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private static byte[] Word(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
