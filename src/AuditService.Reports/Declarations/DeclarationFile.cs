using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Xml;

namespace AuditService.Reports.Declarations;

/// <summary>The declaration as a file: HTML, Markdown or a Word document. All that comes from the dossier is text, never markup.</summary>
public static class DeclarationFile
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";

    /// <summary>The first day that a zip archive can hold: bytes do not depend on the clock.</summary>
    private static readonly DateTimeOffset Undated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Accents stay legible; what could be markup does not stay.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Extensions, without the dot, that a declaration can be written as.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["html", "md", "docx"];

    public static async Task WriteAsync(AccessibilityDeclaration declaration, string format, Stream output, CancellationToken cancellation)
    {
        var bytes = format switch
        {
            "html" => Encoding.UTF8.GetBytes(Html(declaration)),
            "md" => Encoding.UTF8.GetBytes(Markdown(declaration)),
            "docx" => Document(declaration),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "html, md or docx"),
        };
        await output.WriteAsync(bytes, cancellation);
    }

    private static string Html(AccessibilityDeclaration declaration)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        text.Append("<title>").Append(Encoder.Encode(declaration.Blocks[0].Text)).Append("</title>\n</head>\n<body>\n<main>\n");
        var inList = false;
        foreach (var block in declaration.Blocks)
        {
            if (block.IsItem != inList)
                text.Append(block.IsItem ? "<ul>\n" : "</ul>\n");
            inList = block.IsItem;
            var tag = block.IsItem ? "li" : block.Level > 0 ? $"h{block.Level}" : "p";
            text.Append('<').Append(tag).Append('>');
            foreach (var (part, isBlank) in block.Parts)
                text.Append(isBlank ? "<mark>" : "").Append(Encoder.Encode(part)).Append(isBlank ? "</mark>" : "");
            text.Append("</").Append(tag).Append(">\n");
        }

        return text.Append(inList ? "</ul>\n" : "").Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Markdown(AccessibilityDeclaration declaration)
    {
        var text = new StringBuilder();
        var inList = false;
        foreach (var block in declaration.Blocks)
        {
            if (text.Length > 0 && !(block.IsItem && inList))
                text.Append('\n');
            inList = block.IsItem;
            text.Append(block.IsItem ? "- " : block.Level > 0 ? new string('#', block.Level) + " " : "");
            foreach (var (part, isBlank) in block.Parts)
                text.Append(isBlank ? $"**{part.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)}**" : Escaped(part));
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Escaped(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(character => character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' ? "\\" + character : character.ToString()));

    private static byte[] Document(AccessibilityDeclaration declaration)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string type = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
            Write("[Content_Types].xml", xml =>
            {
                xml.WriteStartElement("Types", Package + "content-types");
                Element(xml, "Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
                Element(xml, "Default", ("Extension", "xml"), ("ContentType", "application/xml"));
                Element(xml, "Override", ("PartName", "/word/document.xml"), ("ContentType", type + "document.main+xml"));
                Element(xml, "Override", ("PartName", "/word/styles.xml"), ("ContentType", type + "styles+xml"));
                Element(xml, "Override", ("PartName", "/docProps/core.xml"), ("ContentType", "application/vnd.openxmlformats-package.core-properties+xml"));
                xml.WriteEndElement();
            });
            Write("_rels/.rels", xml =>
            {
                xml.WriteStartElement("Relationships", Package + "relationships");
                Element(xml, "Relationship", ("Id", "rId1"), ("Type", Office + "officeDocument"), ("Target", "word/document.xml"));
                Element(xml, "Relationship", ("Id", "rId2"), ("Type", Package + "relationships/metadata/core-properties"), ("Target", "docProps/core.xml"));
                xml.WriteEndElement();
            });
            Write("word/_rels/document.xml.rels", xml =>
            {
                xml.WriteStartElement("Relationships", Package + "relationships");
                Element(xml, "Relationship", ("Id", "rId1"), ("Type", Office + "styles"), ("Target", "styles.xml"));
                xml.WriteEndElement();
            });
            Write("docProps/core.xml", xml =>
            {
                xml.WriteStartElement("cp", "coreProperties", Package + "metadata/core-properties");
                xml.WriteElementString("dc", "title", "http://purl.org/dc/elements/1.1/", declaration.Blocks[0].Text);
                xml.WriteElementString("dc", "language", "http://purl.org/dc/elements/1.1/", "fr-FR");
                xml.WriteEndElement();
            });
            Write("word/styles.xml", Styles);
            Write("word/document.xml", xml => Body(xml, declaration));

            void Write(string path, Action<XmlWriter> content)
            {
                var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
                entry.LastWriteTime = Undated;
                using var stream = entry.Open();
                using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
                xml.WriteStartDocument(standalone: true);
                content(xml);
            }
        }

        return memory.ToArray();
    }

    private static void Styles(XmlWriter xml)
    {
        xml.WriteStartElement("w", "styles", Word);
        xml.WriteStartElement("w", "docDefaults", Word);
        xml.WriteStartElement("w", "rPrDefault", Word);
        xml.WriteStartElement("w", "rPr", Word);
        Value(xml, "sz", "22");
        Value(xml, "lang", "fr-FR");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        for (var level = 1; level <= 3; level++)
        {
            xml.WriteStartElement("w", "style", Word);
            xml.WriteAttributeString("w", "type", Word, "paragraph");
            xml.WriteAttributeString("w", "styleId", Word, $"Heading{level}");
            Value(xml, "name", $"heading {level}");
            Value(xml, "qFormat", null);
            xml.WriteStartElement("w", "pPr", Word);
            Value(xml, "outlineLvl", $"{level - 1}");
            xml.WriteEndElement();
            xml.WriteStartElement("w", "rPr", Word);
            Value(xml, "b", null);
            Value(xml, "sz", $"{38 - (6 * level)}");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Body(XmlWriter xml, AccessibilityDeclaration declaration)
    {
        xml.WriteStartElement("w", "document", Word);
        xml.WriteStartElement("w", "body", Word);
        foreach (var block in declaration.Blocks)
        {
            xml.WriteStartElement("w", "p", Word);
            if (block.Level > 0)
            {
                xml.WriteStartElement("w", "pPr", Word);
                Value(xml, "pStyle", $"Heading{block.Level}");
                xml.WriteEndElement();
            }

            foreach (var (part, isBlank) in block.Parts.Prepend(block.IsItem ? ("– ", false) : ("", false)).Where(part => part.Item1.Length > 0))
            {
                xml.WriteStartElement("w", "r", Word);
                if (isBlank)
                {
                    xml.WriteStartElement("w", "rPr", Word);
                    Value(xml, "highlight", "yellow");
                    xml.WriteEndElement();
                }

                xml.WriteStartElement("w", "t", Word);
                xml.WriteAttributeString("xml", "space", null, "preserve");
                xml.WriteString(string.Concat(part.EnumerateRunes().Where(rune => rune.Value >= ' ' && rune.Value is not (0xFFFE or 0xFFFF))));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Value(XmlWriter xml, string name, string? value)
    {
        xml.WriteStartElement("w", name, Word);
        if (value is not null)
            xml.WriteAttributeString("w", "val", Word, value);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
            xml.WriteAttributeString(attribute, value);
        xml.WriteEndElement();
    }
}
