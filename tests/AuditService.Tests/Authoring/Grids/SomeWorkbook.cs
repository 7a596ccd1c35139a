using System.IO.Compression;
using System.Text;

namespace AuditService.Tests.Authoring.Grids;

/// <summary>Workbooks part by part, as other programs than ours write them.</summary>
internal static class SomeWorkbook
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    /// <param name="sheets">Name and rows (the XML inside <c>sheetData</c>) of each sheet.</param>
    /// <param name="sharedStrings">The XML inside <c>sst</c>.</param>
    /// <param name="styles">The XML inside <c>styleSheet</c>.</param>
    public static byte[] Of(IReadOnlyList<(string Name, string Rows)> sheets, string sharedStrings = "", string styles = "")
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "xl/workbook.xml", $"<workbook {Main} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{string.Concat(sheets.Select((sheet, index) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{index + 1}\" r:id=\"r{index}\"/>"))}</sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(sheets.Select((_, index) => $"<Relationship Id=\"r{index}\" Type=\"x\" Target=\"worksheets/sheet{index}.xml\"/>"))}</Relationships>");
            Add(zip, "xl/sharedStrings.xml", $"<sst {Main}>{sharedStrings}</sst>");
            Add(zip, "xl/styles.xml", $"<styleSheet {Main}>{styles}</styleSheet>");
            for (var index = 0; index < sheets.Count; index++)
                Add(zip, $"xl/worksheets/sheet{index}.xml", $"<worksheet {Main}><sheetData>{sheets[index].Rows}</sheetData></worksheet>");
        }

        return memory.ToArray();
    }

    public static string Row(int number, params string[] texts) =>
        $"<row r=\"{number}\">{string.Concat(texts.Select((text, index) => $"<c r=\"{(char)('A' + index)}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))}</row>";

    private static void Add(ZipArchive zip, string path, string xml)
    {
        using var stream = zip.CreateEntry(path).Open();
        stream.Write(Encoding.UTF8.GetBytes(xml));
    }
}
