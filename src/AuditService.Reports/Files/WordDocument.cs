using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace AuditService.Reports.Files;

/// <summary>
/// Writes a Word document that assistive technology can read: title and language said, headings with their level, real lists, tables whose first
/// row repeats as header. Texts are texts, never markup. The same content gives the same bytes.
/// </summary>
internal sealed class WordDocument
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";

    /// <summary>Twentieths of a point between the margins of a page.</summary>
    private const int TextWidth = 9638;

    /// <summary>The first day that a zip archive can hold: bytes do not depend on the clock.</summary>
    private static readonly DateTimeOffset Undated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly XmlWriter xml;

    private WordDocument(XmlWriter xml)
    {
        this.xml = xml;
    }

    /// <param name="title">Of the document's properties.</param>
    /// <param name="culture">Of all its text: <c>fr-FR</c>.</param>
    /// <param name="body">Writes what it says, in order.</param>
    public static byte[] Write(string title, string culture, Action<WordDocument> body)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string type = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
            Part("[Content_Types].xml", xml =>
            {
                xml.WriteStartElement("Types", Package + "content-types");
                Element(xml, "Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
                Element(xml, "Default", ("Extension", "xml"), ("ContentType", "application/xml"));
                Element(xml, "Override", ("PartName", "/word/document.xml"), ("ContentType", type + "document.main+xml"));
                Element(xml, "Override", ("PartName", "/word/styles.xml"), ("ContentType", type + "styles+xml"));
                Element(xml, "Override", ("PartName", "/word/numbering.xml"), ("ContentType", type + "numbering+xml"));
                Element(xml, "Override", ("PartName", "/docProps/core.xml"), ("ContentType", "application/vnd.openxmlformats-package.core-properties+xml"));
                xml.WriteEndElement();
            });
            Part("_rels/.rels", xml =>
            {
                xml.WriteStartElement("Relationships", Package + "relationships");
                Element(xml, "Relationship", ("Id", "rId1"), ("Type", Office + "officeDocument"), ("Target", "word/document.xml"));
                Element(xml, "Relationship", ("Id", "rId2"), ("Type", Package + "relationships/metadata/core-properties"), ("Target", "docProps/core.xml"));
                xml.WriteEndElement();
            });
            Part("word/_rels/document.xml.rels", xml =>
            {
                xml.WriteStartElement("Relationships", Package + "relationships");
                Element(xml, "Relationship", ("Id", "rId1"), ("Type", Office + "styles"), ("Target", "styles.xml"));
                Element(xml, "Relationship", ("Id", "rId2"), ("Type", Office + "numbering"), ("Target", "numbering.xml"));
                xml.WriteEndElement();
            });
            Part("docProps/core.xml", xml =>
            {
                xml.WriteStartElement("cp", "coreProperties", Package + "metadata/core-properties");
                xml.WriteElementString("dc", "title", "http://purl.org/dc/elements/1.1/", Legible(title));
                xml.WriteElementString("dc", "language", "http://purl.org/dc/elements/1.1/", culture);
                xml.WriteEndElement();
            });
            Part("word/styles.xml", xml => Styles(xml, culture));
            Part("word/numbering.xml", Numbering);
            Part("word/document.xml", xml =>
            {
                xml.WriteStartElement("w", "document", Word);
                xml.WriteStartElement("w", "body", Word);
                body(new(xml));
                Section(xml);
                xml.WriteEndElement();
                xml.WriteEndElement();
            });

            void Part(string path, Action<XmlWriter> content)
            {
                var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
                entry.LastWriteTime = Undated;
                using var stream = entry.Open();
                using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
                writer.WriteStartDocument(standalone: true);
                content(writer);
            }
        }

        return memory.ToArray();
    }

    /// <param name="level">1 to 3.</param>
    /// <param name="text">Its words.</param>
    public void Heading(int level, string text) => Styled(text, () => Value(xml, "pStyle", $"Heading{level}"));

    public void Paragraph(string text) => Styled(text, style: null);

    public void Item(string text) => Styled(text, () =>
    {
        xml.WriteStartElement("w", "numPr", Word);
        Value(xml, "ilvl", "0");
        Value(xml, "numId", "1");
        xml.WriteEndElement();
    });

    /// <param name="caption">What the table holds, for those who hear it.</param>
    /// <param name="columns">Each header with its part of the width, in hundredths.</param>
    /// <param name="rows">Of as many cells as there are columns, each of one paragraph or more.</param>
    public void Table(string caption, IReadOnlyList<(string Header, int Width)> columns, IEnumerable<IReadOnlyList<IReadOnlyList<string>>> rows)
    {
        xml.WriteStartElement("w", "tbl", Word);
        xml.WriteStartElement("w", "tblPr", Word);
        Attributes("tblW", ("w", Number(TextWidth)), ("type", "dxa"));
        xml.WriteStartElement("w", "tblBorders", Word);
        foreach (var side in new[] { "top", "left", "bottom", "right", "insideH", "insideV" })
            Attributes(side, ("val", "single"), ("sz", "4"), ("space", "0"), ("color", "595959"));
        xml.WriteEndElement();
        Attributes("tblLayout", ("type", "fixed"));
        Attributes("tblLook", ("val", "0020"), ("firstRow", "1"));
        Value(xml, "tblCaption", Legible(caption));
        xml.WriteEndElement();
        xml.WriteStartElement("w", "tblGrid", Word);
        foreach (var (_, width) in columns)
            Attributes("gridCol", ("w", Number(TextWidth * width / 100)));
        xml.WriteEndElement();
        Row([.. columns.Select(column => (IReadOnlyList<string>)[column.Header])], columns, isHeader: true);
        foreach (var row in rows)
            Row(row, columns, isHeader: false);
        xml.WriteEndElement();
        // Two tables that touch would be one.
        Paragraph("");
    }

    private void Row(IReadOnlyList<IReadOnlyList<string>> cells, IReadOnlyList<(string Header, int Width)> columns, bool isHeader)
    {
        xml.WriteStartElement("w", "tr", Word);
        if (isHeader)
        {
            xml.WriteStartElement("w", "trPr", Word);
            Value(xml, "cantSplit", null);
            Value(xml, "tblHeader", null);
            xml.WriteEndElement();
        }

        foreach (var (index, cell) in cells.Index())
        {
            xml.WriteStartElement("w", "tc", Word);
            xml.WriteStartElement("w", "tcPr", Word);
            Attributes("tcW", ("w", Number(TextWidth * columns[index].Width / 100)), ("type", "dxa"));
            if (isHeader)
                Attributes("shd", ("val", "clear"), ("color", "auto"), ("fill", "D9E2F3"));
            xml.WriteEndElement();
            // A cell without a paragraph is no cell.
            foreach (var paragraph in cell.DefaultIfEmpty(""))
                Styled(paragraph, style: null, isBold: isHeader);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void Styled(string text, Action? style, bool isBold = false)
    {
        xml.WriteStartElement("w", "p", Word);
        if (style is not null)
        {
            xml.WriteStartElement("w", "pPr", Word);
            style();
            xml.WriteEndElement();
        }

        foreach (var (part, isBlank) in Blanks.Parts(text).Where(part => part.Text.Length > 0))
        {
            xml.WriteStartElement("w", "r", Word);
            if (isBlank || isBold)
            {
                xml.WriteStartElement("w", "rPr", Word);
                if (isBold)
                    Value(xml, "b", null);
                if (isBlank)
                    Value(xml, "highlight", "yellow");
                xml.WriteEndElement();
            }

            xml.WriteStartElement("w", "t", Word);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Legible(part));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Section(XmlWriter xml)
    {
        xml.WriteStartElement("w", "sectPr", Word);
        Attributes(xml, "pgSz", ("w", "11906"), ("h", "16838"));
        Attributes(xml, "pgMar", ("top", "1134"), ("right", "1134"), ("bottom", "1134"), ("left", "1134"), ("header", "709"), ("footer", "709"), ("gutter", "0"));
        xml.WriteEndElement();
    }

    private static void Styles(XmlWriter xml, string culture)
    {
        xml.WriteStartElement("w", "styles", Word);
        xml.WriteStartElement("w", "docDefaults", Word);
        xml.WriteStartElement("w", "rPrDefault", Word);
        xml.WriteStartElement("w", "rPr", Word);
        Value(xml, "sz", "22");
        Value(xml, "lang", culture);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        for (var level = 1; level <= 3; level++)
        {
            xml.WriteStartElement("w", "style", Word);
            Attribute(xml, "type", "paragraph");
            Attribute(xml, "styleId", $"Heading{level}");
            Value(xml, "name", $"heading {level}");
            Value(xml, "qFormat", null);
            xml.WriteStartElement("w", "pPr", Word);
            Value(xml, "keepNext", null);
            Attributes(xml, "spacing", ("before", "240"), ("after", "80"));
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

    private static void Numbering(XmlWriter xml)
    {
        xml.WriteStartElement("w", "numbering", Word);
        xml.WriteStartElement("w", "abstractNum", Word);
        Attribute(xml, "abstractNumId", "0");
        xml.WriteStartElement("w", "lvl", Word);
        Attribute(xml, "ilvl", "0");
        Value(xml, "start", "1");
        Value(xml, "numFmt", "bullet");
        Value(xml, "lvlText", "•");
        Value(xml, "lvlJc", "left");
        xml.WriteStartElement("w", "pPr", Word);
        Attributes(xml, "ind", ("left", "425"), ("hanging", "283"));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("w", "num", Word);
        Attribute(xml, "numId", "1");
        Value(xml, "abstractNumId", "0");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>What XML can hold.</summary>
    private static string Legible(string text) => string.Concat(text.ReplaceLineEndings(" ").EnumerateRunes().Where(rune => rune.Value >= ' ' && rune.Value is not (0xFFFE or 0xFFFF)));

    private void Attributes(string name, params ReadOnlySpan<(string Name, string Value)> attributes) => Attributes(xml, name, attributes);

    private static void Attributes(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement("w", name, Word);
        foreach (var (attribute, value) in attributes)
            Attribute(xml, attribute, value);
        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString("w", name, Word, value);

    private static void Value(XmlWriter xml, string name, string? value)
    {
        xml.WriteStartElement("w", name, Word);
        if (value is not null)
            Attribute(xml, "val", value);
        xml.WriteEndElement();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
            xml.WriteAttributeString(attribute, value);
        xml.WriteEndElement();
    }
}
