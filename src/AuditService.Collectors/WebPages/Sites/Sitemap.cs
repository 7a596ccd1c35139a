using System.IO.Compression;
using System.Xml;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Sites;

/// <summary>What a sitemap names (sitemaps.org, protocol 0.9): pages, or further sitemaps.</summary>
/// <param name="Pages">Absolute http or https addresses, each once, in the order of the file.</param>
/// <param name="Sitemaps">Those of an index.</param>
/// <param name="Fault">Why it could not be read, or not to its end; null when all is there.</param>
internal sealed record Sitemap(IReadOnlyList<Uri> Pages, IReadOnlyList<Uri> Sitemaps, LocalizedText? Fault)
{
    public const int MaximumBytes = 10 * 1024 * 1024;

    private const int MaximumEntries = 50_000;

    public static Sitemap Read(byte[] bytes)
    {
        var pages = new List<Uri>();
        var sitemaps = new List<Uri>();
        LocalizedText? fault = null;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(Unpacked(bytes)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaximumBytes, IgnoreComments = true });
            reader.MoveToContent();
            if (reader.LocalName is not ("urlset" or "sitemapindex"))
                return Unreadable(new("ce n'est pas un plan de site (urlset ou sitemapindex attendu)", "this is no sitemap (urlset or sitemapindex expected)"));
            var list = reader.LocalName == "urlset" ? pages : sitemaps;
            while (reader.Read())
            {
                // Images and videos of a page have a loc of their own, in another namespace.
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "loc" || reader.Depth != 2 || reader.Prefix.Length > 0)
                    continue;
                if (list.Count >= MaximumEntries)
                {
                    fault = new($"plus de {MaximumEntries} adresses", $"more than {MaximumEntries} addresses");
                    break;
                }

                if (Uri.TryCreate(reader.ReadElementContentAsString().Trim(), UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "" })
                    list.Add(address);
            }
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException)
        {
            fault = new("XML mal formé, ou trop grand", "malformed XML, or too large");
        }

        return new([.. pages.Distinct()], [.. sitemaps.Distinct()], fault);
    }

    private static Sitemap Unreadable(LocalizedText fault) => new([], [], fault);

    /// <summary>Compressed ones are unpacked, within the bound: what lies beyond is cut, and the rest is no XML.</summary>
    private static byte[] Unpacked(byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..])
            return bytes;
        using var unpacking = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var unpacked = new byte[MaximumBytes];
        return unpacked[..unpacking.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false)];
    }
}
