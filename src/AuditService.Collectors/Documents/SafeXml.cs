using System.Xml;
using System.Xml.Linq;

namespace AuditService.Collectors.Documents;

/// <summary>
/// The only door through which documents' XML is read: no DTD, no resolver, bounded characters, nodes and depth. A DTD prohibited at the
/// reader rules out entity expansion and external entities alike.
/// </summary>
internal static class SafeXml
{
    private const string StrictRoot = "http://purl.oclc.org/ooxml/";
    private static readonly XNamespace Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";

    /// <summary>Reads one part. Throws <see cref="DocumentRefusedException"/> when it is broken or passes a limit.</summary>
    /// <remarks>
    /// Strict Office Open XML (ISO/IEC 29500 Strict) gets the transitional names that readers know, and of each
    /// <c>mc:AlternateContent</c> only the first choice remains: the other branches say the same thing again.
    /// </remarks>
    public static XElement Load(Stream stream, string part, DocumentLimits limits)
    {
        try
        {
            using var reader = Reader(stream, limits);
            var root = Build(reader, part, limits);
            ResolveAlternatives(root);
            return root;
        }
        catch (XmlException exception)
        {
            throw DocumentRefusedException.Damaged($"la partie {part} n'est pas du XML bien formé", $"the part {part} is no well-formed XML", exception);
        }
    }

    /// <summary>A reader under the same prohibitions, for the few places that need more than names and values (the prefixes of XMP).</summary>
    public static XmlReader Reader(Stream stream, DocumentLimits limits) => XmlReader.Create(stream, Settings(limits));

    private static XmlReaderSettings Settings(DocumentLimits limits) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = limits.XmlCharacters,
        MaxCharactersFromEntities = 1_024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    };

    private static XElement Build(XmlReader reader, string part, DocumentLimits limits)
    {
        XElement? root = null;
        XElement? current = null;
        var nodes = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= limits.XmlDepth)
                        throw DocumentRefusedException.Limit($"la partie {part} imbrique plus de {limits.XmlDepth} éléments", $"the part {part} nests deeper than {limits.XmlDepth} elements");
                    nodes += 1 + reader.AttributeCount;
                    if (nodes > limits.XmlNodes)
                        throw DocumentRefusedException.Limit(
                            $"la partie {part} a plus de {limits.XmlNodes} éléments et attributs", $"the part {part} has more than {limits.XmlNodes} elements and attributes");
                    var element = new XElement(XName.Get(reader.LocalName, Transitional(reader.NamespaceURI)));
                    var empty = reader.IsEmptyElement;
                    AddAttributes(reader, element);
                    if (current is null)
                        root ??= element;
                    else
                        current.Add(element);
                    if (!empty)
                        current = element;
                    break;
                case XmlNodeType.EndElement:
                    current = current?.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    current?.Add(new XText(reader.Value));
                    break;
            }
        }

        return root ?? throw DocumentRefusedException.Damaged($"la partie {part} est vide", $"the part {part} is empty");
    }

    private static void AddAttributes(XmlReader reader, XElement element)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == "http://www.w3.org/2000/xmlns/")
                continue;
            element.SetAttributeValue(XName.Get(reader.LocalName, Transitional(reader.NamespaceURI)), reader.Value);
        }
    }

    private static string Transitional(string name)
    {
        if (!name.StartsWith(StrictRoot, StringComparison.Ordinal))
            return name;
        var path = name[StrictRoot.Length..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? name : $"http://schemas.openxmlformats.org/{path[..slash]}/2006{path[slash..]}";
    }

    private static void ResolveAlternatives(XElement root)
    {
        // Innermost first: a choice may hold further alternatives.
        foreach (var alternative in root.Descendants(Compatibility + "AlternateContent").Reverse().ToList())
        {
            var branch = alternative.Element(Compatibility + "Choice") ?? alternative.Element(Compatibility + "Fallback");
            var content = branch?.Nodes().ToList() ?? [];
            content.ForEach(static n => n.Remove());
            alternative.ReplaceWith(content);
        }
    }
}
