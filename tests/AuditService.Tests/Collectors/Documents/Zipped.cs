using System.IO.Compression;
using System.Text;

namespace AuditService.Tests.Collectors.Documents;

/// <summary>Zip archives written entry by entry, in the given order.</summary>
internal static class Zipped
{
    public static byte[] Of(params (string Name, string Content)[] entries) => Of(entries.Select(static e => (e.Name, Encoding.UTF8.GetBytes(e.Content))));

    public static byte[] Of(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var part = archive.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
                part.Write(content);
            }
        }

        return stream.ToArray();
    }
}
