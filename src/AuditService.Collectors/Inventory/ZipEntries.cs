using System.Buffers.Binary;
using System.Text;

namespace AuditService.Collectors.Inventory;

/// <summary>The entry names seen in the first bytes of a zip, read from its local headers: the directory at the end is out of sight.</summary>
internal sealed class ZipEntries
{
    private const int MaximumEntries = 512;
    private readonly List<string> names = [];

    private ZipEntries(string? openDocumentType) => OpenDocumentType = openDocumentType;

    public IReadOnlyList<string> Names => names;

    /// <summary>The stored content of a leading <c>mimetype</c> entry, as OpenDocument and EPUB have.</summary>
    public string? OpenDocumentType { get; }

    public bool Any(Func<string, bool> test) => names.Exists(name => test(name));

    public static ZipEntries Read(ReadOnlySpan<byte> head)
    {
        var entries = new ZipEntries(LeadingMimeType(head));
        var rest = head;
        while (entries.names.Count < MaximumEntries)
        {
            var at = rest.IndexOf("PK\x03\x04"u8);
            if (at < 0 || rest.Length - at < 30)
                break;
            rest = rest[at..];
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(rest[26..]);
            if (nameLength is 0 or > 1024 || 30 + nameLength > rest.Length)
            {
                rest = rest[4..];
                continue;
            }
            entries.names.Add(Encoding.UTF8.GetString(rest.Slice(30, nameLength)));
            rest = rest[(30 + nameLength)..];
        }
        return entries;
    }

    private static string? LeadingMimeType(ReadOnlySpan<byte> head)
    {
        if (head.Length < 60 || !head.Slice(30, 8).SequenceEqual("mimetype"u8))
            return null;
        int extra = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(head[18..]);
        var start = 38 + extra;
        if (size is 0 or > 200)
            size = 80;
        if (start + size > head.Length)
            return null;
        var type = Encoding.ASCII.GetString(head.Slice(start, (int)size));
        var end = type.IndexOf('P', StringComparison.Ordinal);
        return end > 0 ? type[..end] : type;
    }
}
