using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace AuditService.Reports.Files;

/// <summary>
/// Writes an OOXML workbook. Texts are inline strings with the quote prefix where they look like a formula: no spreadsheet ever computes what comes
/// from a dossier. The same content gives the same bytes.
/// </summary>
internal sealed class WorkbookWriter
{
    /// <summary>Characters that a spreadsheet holds in one cell.</summary>
    private const int LongestText = 32_767;

    /// <summary>Points of one line, and of the tallest row that a spreadsheet holds.</summary>
    private const int LineHeight = 15;
    private const int TallestRow = 409;

    /// <summary>Characters on one sheet of A3 across that are large enough to be read.</summary>
    private const int CharactersAcross = 260;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";

    /// <summary>The first day that a zip archive can hold: bytes do not depend on the clock.</summary>
    private static readonly DateTimeOffset Undated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task WriteAsync(IReadOnlyList<WorkbookPage> sheets, Stream output, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(archive, "[Content_Types].xml", xml => ContentTypes(xml, sheets.Count));
            Write(archive, "_rels/.rels", xml => Relationships(xml, [("rId1", Relations + "/officeDocument", "xl/workbook.xml")]));
            Write(archive, "xl/workbook.xml", xml => Workbook(xml, sheets));
            Write(archive, "xl/_rels/workbook.xml.rels", xml => Relationships(
                xml, [.. sheets.Select((_, index) => ($"rId{index + 1}", Relations + "/worksheet", $"worksheets/sheet{index + 1}.xml")), ($"rId{sheets.Count + 1}", Relations + "/styles", "styles.xml")]));
            Write(archive, "xl/styles.xml", Styles);
            foreach (var (index, sheet) in sheets.Index())
                Write(archive, $"xl/worksheets/sheet{index + 1}.xml", xml => Sheet(xml, sheet));
        }

        memory.Position = 0;
        await memory.CopyToAsync(output, cancellation);
    }

    private static void Write(ZipArchive archive, string path, Action<XmlWriter> content)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = Undated;
        using var stream = entry.Open();
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false });
        xml.WriteStartDocument(standalone: true);
        content(xml);
    }

    private static void ContentTypes(XmlWriter xml, int sheets)
    {
        const string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        xml.WriteStartElement("Types", Package + "content-types");
        Default("rels", "application/vnd.openxmlformats-package.relationships+xml");
        Default("xml", "application/xml");
        Override("/xl/workbook.xml", type + "sheet.main+xml");
        Override("/xl/styles.xml", type + "styles+xml");
        for (var index = 1; index <= sheets; index++)
            Override($"/xl/worksheets/sheet{index}.xml", type + "worksheet+xml");
        xml.WriteEndElement();

        void Default(string extension, string contentType) => Element(xml, "Default", ("Extension", extension), ("ContentType", contentType));
        void Override(string part, string contentType) => Element(xml, "Override", ("PartName", part), ("ContentType", contentType));
    }

    private static void Relationships(XmlWriter xml, IEnumerable<(string Id, string Type, string Target)> relations)
    {
        xml.WriteStartElement("Relationships", Package + "relationships");
        foreach (var (id, type, target) in relations)
            Element(xml, "Relationship", ("Id", id), ("Type", type), ("Target", target));
        xml.WriteEndElement();
    }

    private static void Workbook(XmlWriter xml, IReadOnlyList<WorkbookPage> sheets)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        xml.WriteStartElement("sheets");
        foreach (var (index, sheet) in sheets.Index())
        {
            xml.WriteStartElement("sheet");
            xml.WriteAttributeString("name", sheet.Name);
            xml.WriteAttributeString("sheetId", (index + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("r", "id", Relations, $"rId{index + 1}");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        Element(xml, "calcPr", ("calcId", "191029"), ("fullCalcOnLoad", "1"));
        xml.WriteEndElement();
    }

    /// <summary>The formats of <see cref="CellStyle"/>, each plain and then with the quote prefix.</summary>
    private static void Styles(XmlWriter xml)
    {
        xml.WriteStartElement("styleSheet", Main);
        Start("fonts", 2);
        Font(bold: false);
        Font(bold: true);
        xml.WriteEndElement();
        Start("fills", 3);
        Fill("none", null);
        Fill("gray125", null);
        Fill("solid", "FFD9E2F3");
        xml.WriteEndElement();
        Start("borders", 1);
        xml.WriteStartElement("border");
        foreach (var side in new[] { "left", "right", "top", "bottom", "diagonal" })
            Element(xml, side);
        xml.WriteEndElement();
        xml.WriteEndElement();
        Start("cellStyleXfs", 1);
        Element(xml, "xf", ("numFmtId", "0"), ("fontId", "0"), ("fillId", "0"), ("borderId", "0"));
        xml.WriteEndElement();
        Start("cellXfs", 2 * Enum.GetValues<CellStyle>().Length);
        foreach (var style in Enum.GetValues<CellStyle>())
        {
            Format(style, quoted: false);
            Format(style, quoted: true);
        }

        xml.WriteEndElement();
        Start("cellStyles", 1);
        Element(xml, "cellStyle", ("name", "Normal"), ("xfId", "0"), ("builtinId", "0"));
        xml.WriteEndElement();
        xml.WriteEndElement();

        void Start(string name, int count)
        {
            xml.WriteStartElement(name);
            xml.WriteAttributeString("count", count.ToString(CultureInfo.InvariantCulture));
        }

        void Font(bool bold)
        {
            xml.WriteStartElement("font");
            if (bold)
                Element(xml, "b");
            Element(xml, "sz", ("val", "11"));
            Element(xml, "name", ("val", "Calibri"));
            xml.WriteEndElement();
        }

        void Fill(string pattern, string? colour)
        {
            xml.WriteStartElement("fill");
            xml.WriteStartElement("patternFill");
            xml.WriteAttributeString("patternType", pattern);
            if (colour is not null)
                Element(xml, "fgColor", ("rgb", colour));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        void Format(CellStyle style, bool quoted)
        {
            xml.WriteStartElement("xf");
            xml.WriteAttributeString("numFmtId", style switch { CellStyle.Percent => "10", CellStyle.Identifier => "49", _ => "0" });
            xml.WriteAttributeString("fontId", style is CellStyle.Header or CellStyle.Title ? "1" : "0");
            xml.WriteAttributeString("fillId", style == CellStyle.Header ? "2" : "0");
            xml.WriteAttributeString("borderId", "0");
            xml.WriteAttributeString("xfId", "0");
            if (quoted)
                xml.WriteAttributeString("quotePrefix", "1");
            xml.WriteAttributeString("applyAlignment", "1");
            Element(xml, "alignment", ("vertical", "top"), ("wrapText", style is CellStyle.Title or CellStyle.Percent ? "0" : "1"));
            xml.WriteEndElement();
        }
    }

    private static void Sheet(XmlWriter xml, WorkbookPage sheet)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetPr");
        Element(xml, "pageSetUpPr", ("fitToPage", "1"));
        xml.WriteEndElement();
        xml.WriteStartElement("sheetViews");
        xml.WriteStartElement("sheetView");
        xml.WriteAttributeString("workbookViewId", "0");
        if (sheet.FrozenRows > 0)
            Element(xml, "pane", ("ySplit", Number(sheet.FrozenRows)), ("topLeftCell", $"A{sheet.FrozenRows + 1}"), ("activePane", "bottomLeft"), ("state", "frozen"));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("cols");
        foreach (var (index, width) in sheet.Widths.Index())
            Element(xml, "col", ("min", Number(index + 1)), ("max", Number(index + 1)), ("width", Number(width)), ("customWidth", "1"));
        xml.WriteEndElement();
        xml.WriteStartElement("sheetData");
        foreach (var (index, row) in sheet.Rows.Index().Where(row => row.Item.Count > 0))
        {
            xml.WriteStartElement("row");
            xml.WriteAttributeString("r", Number(index + 1));
            if (Lines(row, sheet.Widths) is > 1 and var lines)
            {
                // Not every spreadsheet works out the height of wrapped texts when it opens a file.
                xml.WriteAttributeString("ht", Number(Math.Min(TallestRow, lines * LineHeight)));
                xml.WriteAttributeString("customHeight", "1");
            }

            foreach (var (column, cell) in row.Index().Where(cell => !cell.Item.IsEmpty))
                Cell(xml, $"{WorkbookPage.ColumnName(column + 1)}{index + 1}", cell);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        if (sheet.Lists.Count > 0)
        {
            xml.WriteStartElement("dataValidations");
            xml.WriteAttributeString("count", Number(sheet.Lists.Count));
            foreach (var (range, words, title) in sheet.Lists)
            {
                xml.WriteStartElement("dataValidation");
                foreach (var (name, value) in new[] { ("type", "list"), ("allowBlank", "1"), ("showErrorMessage", "1"), ("errorTitle", title), ("error", $"{title} : {words.Replace(",", ", ", StringComparison.Ordinal)}"), ("sqref", range) })
                    xml.WriteAttributeString(name, value);
                xml.WriteElementString("formula1", $"\"{words}\"");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        // Printed, the columns of a narrow sheet stand on one page across, those of a wide one on as few as can be read.
        Element(xml, "pageMargins", ("left", "0.4"), ("right", "0.4"), ("top", "0.5"), ("bottom", "0.5"), ("header", "0.3"), ("footer", "0.3"));
        Element(xml, "pageSetup", ("paperSize", "8"), ("orientation", "landscape"), ("fitToWidth", Number(1 + (sheet.Widths.Sum() / CharactersAcross))), ("fitToHeight", "0"));
        xml.WriteEndElement();
    }

    /// <summary>Lines that the longest text of a row takes in the width of its column.</summary>
    private static int Lines(IReadOnlyList<WorkbookValue> row, IReadOnlyList<int> widths) => row.Index()
        .Where(cell => cell.Item is { Text: not null, Style: not (CellStyle.Title or CellStyle.Percent) } && cell.Index < widths.Count)
        .Select(cell => WrappedText.Lines(cell.Item.Text!, widths[cell.Index], isBold: cell.Item.Style == CellStyle.Header))
        .DefaultIfEmpty(1).Max();

    private static void Cell(XmlWriter xml, string reference, WorkbookValue cell)
    {
        var text = Legible(cell.Text ?? "");
        var quoted = cell is { Text: not null, Formula: null } && IsLikeAFormula(text);
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", reference);
        xml.WriteAttributeString("s", Number((2 * (int)cell.Style) + (quoted ? 1 : 0)));
        if (cell.Text is not null)
            xml.WriteAttributeString("t", cell.Formula is null ? "inlineStr" : "str");
        if (cell.Formula is { } formula)
            xml.WriteElementString("f", formula);
        if (cell.Number is { } number)
            xml.WriteElementString("v", number.ToString("R", CultureInfo.InvariantCulture));
        else if (cell.Formula is not null)
            xml.WriteElementString("v", text);
        else
            Inline();
        xml.WriteEndElement();

        void Inline()
        {
            xml.WriteStartElement("is");
            xml.WriteStartElement("t");
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(text);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    }

    internal static bool IsLikeAFormula(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    /// <summary>What XML can hold, no longer than a cell.</summary>
    private static string Legible(string text)
    {
        var kept = string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' || (rune.Value >= ' ' && rune.Value is not (0xFFFE or 0xFFFF))));
        return kept.Length <= LongestText ? kept : kept[..(char.IsHighSurrogate(kept[LongestText - 1]) ? LongestText - 1 : LongestText)];
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
