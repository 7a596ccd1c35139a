using System.Buffers.Binary;
using System.Text;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>
/// As much of HDF5 (File Format Specification 3.0) as it takes to read the text attributes of the root group: superblocks 0 to 3, object headers
/// 1 and 2, attribute messages 1 to 3, fixed and variable-length strings. What else is met is said to be unread.
/// </summary>
internal sealed class Hdf5File
{
    private const int MaximumMessages = 4096;
    private const int MaximumBlocks = 64;
    private const int MaximumBlock = 16 * 1024 * 1024;
    private const int AttributeMessage = 0x0C;
    private const int ContinuationMessage = 0x10;
    private const int AttributeInfoMessage = 0x15;

    private readonly ModelContent content;
    private readonly int maximumText;
    private readonly List<(string Name, string Text)> attributes = [];
    private long start;
    private int offsetSize;
    private int lengthSize;
    private int messages;

    private Hdf5File(ModelContent content, int maximumText)
    {
        this.content = content;
        this.maximumText = maximumText;
    }

    /// <summary>The text attributes of the root group.</summary>
    public IReadOnlyList<(string Name, string Text)> Attributes => attributes;

    /// <summary>False when some attribute could not be read: dense storage, shared or unknown types.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Hdf5File Read(ModelContent content, int maximumText)
    {
        var file = new Hdf5File(content, maximumText);
        file.ReadSuperblock();
        return file;
    }

    private void ReadSuperblock()
    {
        start = FindSignature();
        var head = Bytes(start, 16);
        long root;
        if (head[8] is 0 or 1)
        {
            (offsetSize, lengthSize) = (head[13], head[14]);
            CheckSizes();
            // Base, free space, end of file and driver addresses come before the root's symbol table entry: name offset, then header address.
            var addresses = start + (head[8] == 0 ? 24 : 28);
            root = Address(addresses + 4 * offsetSize + offsetSize);
        }
        else if (head[8] is 2 or 3)
        {
            (offsetSize, lengthSize) = (head[9], head[10]);
            CheckSizes();
            root = Address(start + 12 + 3 * offsetSize);
        }
        else
        {
            throw new ModelFormatException($"superbloc HDF5 de version {head[8]}", $"HDF5 superblock of version {head[8]}");
        }
        ReadObject(start + root);
    }

    private long FindSignature()
    {
        for (var at = 0L; at + 16 <= content.Length; at = at == 0 ? 512 : at * 2)
        {
            if (Bytes(at, 8).AsSpan().SequenceEqual((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10]))
                return at;
            if (at > 1 << 20)
                break;
        }
        throw new InvalidDataException("The HDF5 signature is missing.");
    }

    private void CheckSizes()
    {
        if (offsetSize is not (2 or 4 or 8) || lengthSize is not (2 or 4 or 8))
            throw new InvalidDataException("The HDF5 sizes are damaged.");
    }

    private void ReadObject(long at)
    {
        var head = Bytes(at, 16);
        if (head.AsSpan().StartsWith("OHDR"u8))
            ReadObject2(at);
        else if (head[0] == 1)
            ReadBlocks([(at + 16, BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8)))], version: 1, hasOrder: false);
        else
            throw new InvalidDataException("The HDF5 root object is damaged.");
    }

    private void ReadObject2(long at)
    {
        int flags = Bytes(at + 5, 1)[0];
        var cursor = at + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        var width = 1 << (flags & 3);
        var size = Number(cursor, width);
        ReadBlocks([(cursor + width, size)], version: 2, hasOrder: (flags & 4) != 0);
    }

    /// <summary>Reads the messages of each block; a continuation message adds a block.</summary>
    private void ReadBlocks(List<(long At, long Size)> blocks, int version, bool hasOrder)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var (at, size) = blocks[i];
            if (blocks.Count > MaximumBlocks || size is < 0 or > MaximumBlock)
                throw new InvalidDataException("The HDF5 object header is oversized.");
            var block = Bytes(at, (int)size);
            // A continuation of version 2 starts with OCHK and ends with a checksum.
            var cursor = version == 2 && i > 0 ? 4 : 0;
            var end = version == 2 && i > 0 ? block.Length - 4 : block.Length;
            var header = version == 1 ? 8 : hasOrder ? 6 : 4;
            while (cursor + header <= end)
            {
                var message = block.AsSpan(cursor);
                int type = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(message) : message[0];
                int length = BinaryPrimitives.ReadUInt16LittleEndian(message[(version == 1 ? 2 : 1)..]);
                int flags = message[version == 1 ? 4 : 3];
                if (++messages > MaximumMessages || cursor + header + length > end)
                    break;
                var body = message.Slice(header, length);
                if (type == ContinuationMessage && body.Length >= offsetSize + lengthSize)
                    blocks.Add((start + Number(body, offsetSize), Number(body[offsetSize..], lengthSize)));
                else if (type == AttributeMessage)
                    ReadAttribute(body, (flags & 2) != 0);
                else if (type == AttributeInfoMessage)
                    LookForDenseStorage(body);
                cursor += header + length;
            }
        }
    }

    private void LookForDenseStorage(ReadOnlySpan<byte> body)
    {
        if (body.Length < 2)
            return;
        var at = 2 + ((body[1] & 1) != 0 ? 2 : 0);
        if (body.Length >= at + offsetSize && body.Slice(at, offsetSize).ContainsAnyExcept((byte)0xFF))
            IsWhole = false;
    }

    private void ReadAttribute(ReadOnlySpan<byte> body, bool isShared)
    {
        if (body.Length < 8 || isShared || body[0] is 0 or > 3)
        {
            IsWhole = false;
            return;
        }
        int version = body[0];
        var hasSharedParts = version > 1 && (body[1] & 3) != 0;
        int nameSize = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        int typeSize = BinaryPrimitives.ReadUInt16LittleEndian(body[4..]);
        int spaceSize = BinaryPrimitives.ReadUInt16LittleEndian(body[6..]);
        var at = version == 3 ? 9 : 8;
        if (hasSharedParts || at + Padded(nameSize, version) + Padded(typeSize, version) + Padded(spaceSize, version) > body.Length)
        {
            IsWhole = false;
            return;
        }
        var name = Encoding.UTF8.GetString(body.Slice(at, nameSize)).TrimEnd('\0');
        at += Padded(nameSize, version);
        var type = body.Slice(at, typeSize);
        at += Padded(typeSize, version);
        var space = body.Slice(at, spaceSize);
        at += Padded(spaceSize, version);
        ReadStrings(name, type, Count(space), body[at..]);
    }

    private static int Padded(int size, int version) => version == 1 ? (size + 7) / 8 * 8 : size;

    private long Count(ReadOnlySpan<byte> space)
    {
        if (space.Length < 4)
            return 1;
        int rank = space[1];
        var at = space[0] == 1 ? 8 : 4;
        var count = 1L;
        for (var i = 0; i < rank && at + lengthSize <= space.Length; i++, at += lengthSize)
            count = Math.Min(4096, count * Math.Clamp(Number(space[at..], lengthSize), 0, 4096));
        return count;
    }

    private void ReadStrings(string name, ReadOnlySpan<byte> type, long count, ReadOnlySpan<byte> data)
    {
        if (type.Length < 8)
            return;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(type[4..]);
        switch (type[0] & 0x0F)
        {
            case 3:
                for (var i = 0; i < count && size > 0 && size <= data.Length; i++, data = data[(int)size..])
                    attributes.Add((name, Encoding.UTF8.GetString(data[..(int)size]).TrimEnd('\0', ' ')));
                break;
            case 9 when (type[1] & 0x0F) == 1:
                var width = 4 + offsetSize + 4;
                for (var i = 0; i < count && data.Length >= width; i++, data = data[width..])
                    ReadVariable(name, data);
                break;
            case 8 or 10:
                IsWhole = false;
                break;
        }
    }

    private void ReadVariable(string name, ReadOnlySpan<byte> reference)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(reference);
        if (length == 0)
            return;
        if (length > maximumText)
        {
            IsWhole = false;
            return;
        }
        var heap = start + Number(reference[4..], offsetSize);
        var index = BinaryPrimitives.ReadUInt32LittleEndian(reference[(4 + offsetSize)..]);
        var head = Bytes(heap, 8 + lengthSize);
        if (!head.AsSpan().StartsWith("GCOL"u8))
            throw new InvalidDataException("An HDF5 heap is damaged.");
        var end = heap + Number(head.AsSpan(8), lengthSize);
        var at = heap + 8 + lengthSize;
        for (var objects = 0; objects < 65_536 && at + 8 + lengthSize <= end; objects++)
        {
            var entry = Bytes(at, 8 + lengthSize);
            var size = Number(entry.AsSpan(8), lengthSize);
            if (BinaryPrimitives.ReadUInt16LittleEndian(entry) == index)
            {
                attributes.Add((name, Encoding.UTF8.GetString(Bytes(at + 8 + lengthSize, (int)Math.Min(length, size))).TrimEnd('\0')));
                return;
            }
            if (size <= 0 && BinaryPrimitives.ReadUInt16LittleEndian(entry) == 0)
                break;
            at += 8 + lengthSize + (size + 7) / 8 * 8;
        }
        throw new InvalidDataException("An HDF5 text is not in its heap.");
    }

    private long Address(long at) => Number(at, offsetSize);

    private long Number(long at, int width) => Number(Bytes(at, width), width);

    private static long Number(ReadOnlySpan<byte> bytes, int width)
    {
        var value = 0UL;
        for (var i = 0; i < width; i++)
            value |= (ulong)bytes[i] << (8 * i);
        // The undefined address is all ones; nothing legitimate is that far.
        return value > long.MaxValue / 4 ? long.MaxValue / 4 : (long)value;
    }

    private byte[] Bytes(long at, int count)
    {
        if (at < 0 || count < 0 || at > content.Length - count)
            throw new EndOfStreamException();
        return content.Slice(at, count).Head(count);
    }
}
