using System.Xml;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>What a PDF's XMP metadata say (ISO 16684-1): title, and the PDF/UA identification with the prefixes it is written with.</summary>
internal sealed class XmpPacket
{
    private const string Ua = "http://www.aiim.org/pdfua/ns/id/";
    private const string Dc = "http://purl.org/dc/elements/1.1/";
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";
    private readonly Dictionary<string, (string Prefix, string Value)> identification = [];

    /// <summary>Whether the packet is well-formed XML.</summary>
    public bool IsReadable { get; private set; }

    /// <summary>The title in the default language; null when there is no <c>dc:title</c>.</summary>
    public string? Title { get; private set; }

    /// <summary>The title's own language when it is not left to the default.</summary>
    public bool HasDefaultLanguageText { get; private set; }

    public bool IdentifiesPdfUa => identification.Count > 0;

    public string? Part => identification.TryGetValue("part", out var part) ? part.Value : null;

    /// <summary>The prefix a property of the identification is written with; null when the property is absent.</summary>
    public string? PrefixOf(string property) => identification.TryGetValue(property, out var found) ? found.Prefix : null;

    public static XmpPacket Read(byte[] bytes, DocumentLimits limits)
    {
        var packet = new XmpPacket();
        try
        {
            // Writers pad packets, some with NULs.
            using var stream = new MemoryStream(bytes.AsSpan().TrimEnd((byte)0).ToArray(), writable: false);
            using var reader = SafeXml.Reader(stream, limits);
            packet.Read(reader, limits.XmlDepth);
            packet.IsReadable = true;
        }
        catch (XmlException)
        {
            packet.IsReadable = false;
        }

        return packet;
    }

    private void Read(XmlReader reader, int deepest)
    {
        var inTitle = false;
        string? identified = null;
        while (reader.Read() && reader.Depth < deepest)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    inTitle = (reader.NamespaceURI == Dc && reader.LocalName == "title") || (inTitle && reader.NamespaceURI == Rdf);
                    identified = reader.NamespaceURI == Ua ? reader.LocalName : null;
                    if (identified is not null)
                        identification[identified] = (reader.Prefix, string.Empty);
                    ReadAttributes(reader);
                    break;
                case XmlNodeType.EndElement:
                    identified = null;
                    if (reader.NamespaceURI == Dc)
                        inTitle = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    if (inTitle && !string.IsNullOrWhiteSpace(reader.Value))
                        Title ??= reader.Value.Trim();
                    if (identified is not null)
                        identification[identified] = (identification[identified].Prefix, reader.Value.Trim());
                    break;
            }
        }
    }

    private void ReadAttributes(XmlReader reader)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == Ua)
                identification[reader.LocalName] = (reader.Prefix, reader.Value.Trim());
            else if (reader.NamespaceURI == Dc && reader.LocalName == "title" && !string.IsNullOrWhiteSpace(reader.Value))
                Title ??= reader.Value.Trim();
            else if (reader.NamespaceURI == Xml && reader.LocalName == "lang" && reader.Value == "x-default")
                HasDefaultLanguageText = true;
        }

        reader.MoveToElement();
    }
}
