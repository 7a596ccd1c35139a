using System.Globalization;
using System.Xml.Linq;

namespace AuditService.Collectors.Documents.Office;

/// <summary>The tables of workbooks and of OpenDocument texts, for those who ask for them: values as saved, no formula is computed.</summary>
internal static class SheetCells
{
    private const int MostSheets = 40;
    private const int MostTables = 400;
    private const int MostColumns = 60;
    private const int MostRepeatedRows = 200;

    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

    public static void AddExcel(BoundedArchive archive, TableCells kept)
    {
        var package = new OpenPackage(archive);
        if (package.Xml(package.MainPart)?.Element(Ooxml.S + "sheets") is not { } sheets)
            return;
        List<string> strings = [.. (package.XmlOf(package.MainPart, "sharedStrings")?.Elements(Ooxml.S + "si") ?? []).Select(StringOf)];
        var dates = Dates(package.XmlOf(package.MainPart, "styles"));
        var number = 0;
        foreach (var sheet in sheets.Elements(Ooxml.S + "sheet").Take(MostSheets))
        {
            number++;
            if (package.Relationship(package.MainPart, (string?)sheet.Attribute(Ooxml.R + "id")) is not { External: false } part || kept.IsFull || package.Xml(part.Target) is not { } content)
                continue;
            kept.Add(new(number), (string?)sheet.Attribute("name"), ExcelRows(content, strings, dates));
        }
    }

    /// <summary>The sheets of a workbook, or the tables of a text with the heading each stands under.</summary>
    public static void AddOpenDocument(BoundedArchive archive, DocumentKind format, TableCells kept)
    {
        var (number, heading) = (0, (string?)null);
        foreach (var element in archive.ReadXml("content.xml")?.Descendants() ?? [])
        {
            if (kept.IsFull || number == MostTables)
                return;
            if (element.Name == Text + "h")
                heading = TableCells.Clean(element.Value);
            else if (element.Name == Table + "table" && !element.Ancestors(Table + "table").Any())
                kept.Add(format == DocumentKind.Ods ? new(++number) : new(null, Part: $"table {++number}"), format == DocumentKind.Ods ? (string?)element.Attribute(Table + "name") : heading, OpenRows(element));
        }
    }

    private static IEnumerable<(int, IReadOnlyList<string>)> ExcelRows(XElement sheet, List<string> strings, HashSet<int> dates)
    {
        var merged = (sheet.Element(Ooxml.S + "mergeCells")?.Elements(Ooxml.S + "mergeCell") ?? [])
            .Select(merge => ((string?)merge.Attribute("ref"))?.Split(':'))
            .Where(corners => corners is { Length: 2 })
            .Select(corners => (From: Cell(corners![0]), To: Cell(corners[1])))
            .Where(area => area is { From: not null, To: not null })
            .Select(area => (From: area.From!.Value, To: area.To!.Value))
            .Take(2_000)
            .ToList();
        var shown = new Dictionary<(int Row, int Column), string>();
        var row = 0;
        foreach (var element in sheet.Element(Ooxml.S + "sheetData")?.Elements(Ooxml.S + "row") ?? [])
        {
            row = int.TryParse((string?)element.Attribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : row + 1;
            var cells = new List<string>();
            foreach (var cell in element.Elements(Ooxml.S + "c"))
            {
                var column = Cell((string?)cell.Attribute("r") ?? "")?.Column ?? cells.Count;
                if (column >= MostColumns)
                    continue;
                while (cells.Count <= column)
                    cells.Add("");
                cells[column] = TableCells.Clean(Value(cell, strings, dates));
            }

            foreach (var (from, to) in merged.Where(area => row >= area.From.Row && row <= area.To.Row))
            {
                if (row == from.Row && from.Column < cells.Count)
                    shown[from] = cells[from.Column];
                if (!shown.TryGetValue(from, out var text) || text.Length == 0)
                    continue;
                while (cells.Count <= Math.Min(to.Column, MostColumns - 1))
                    cells.Add("");
                for (var column = from.Column; column <= Math.Min(to.Column, MostColumns - 1); column++)
                    cells[column] = text;
            }

            yield return (row, cells);
        }
    }

    private static IEnumerable<(int, IReadOnlyList<string>)> OpenRows(XElement sheet)
    {
        var row = 0;
        var spans = new Dictionary<int, (string Text, int Left)>();
        foreach (var element in sheet.Descendants(Table + "table-row"))
        {
            var cells = new List<string>();
            foreach (var cell in element.Elements().Where(static cell => cell.Name == Table + "table-cell" || cell.Name == Table + "covered-table-cell"))
            {
                var text = Value(cell);
                for (var repeat = Count(cell, "number-columns-repeated"); repeat > 0 && cells.Count < MostColumns; repeat--)
                {
                    var column = cells.Count;
                    if (cell.Name == Table + "covered-table-cell")
                    {
                        cells.Add(spans.TryGetValue(column, out var above) && above.Left > 0 ? above.Text : text);
                        if (above.Left > 0)
                            spans[column] = above with { Left = above.Left - 1 };
                        continue;
                    }

                    cells.Add(text);
                    if (text.Length == 0)
                        continue;
                    var width = Count(cell, "number-columns-spanned");
                    for (var spanned = 0; spanned < Math.Min(width, MostColumns); spanned++)
                        spans[column + spanned] = (text, Count(cell, "number-rows-spanned") - (spanned == 0 ? 1 : 0));
                }
            }

            for (var repeat = Math.Min(Count(element, "number-rows-repeated"), MostRepeatedRows); repeat > 0; repeat--)
                yield return (++row, cells);
        }
    }

    private static string Value(XElement cell)
    {
        var text = TableCells.Clean(string.Join(' ', cell.Elements(Text + "p").Select(static paragraph => paragraph.Value)));
        return text.Length > 0 ? text : (string?)cell.Attribute(Office + "value") ?? "";
    }

    private static string? Value(XElement cell, List<string> strings, HashSet<int> dates)
    {
        var text = cell.Element(Ooxml.S + "v")?.Value;
        switch ((string?)cell.Attribute("t"))
        {
            case "s":
                return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count ? strings[index] : null;
            case "inlineStr":
                return cell.Element(Ooxml.S + "is") is { } inline ? StringOf(inline) : null;
            case "str" or "b" or "e":
                return text;
            default:
                return int.TryParse((string?)cell.Attribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var style) && dates.Contains(style)
                    && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is > 0 and < 2_958_466
                    ? DateTime.FromOADate(serial).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : text;
        }
    }

    private static string StringOf(XElement item) => string.Concat(item.Descendants(Ooxml.S + "t").Where(static text => text.Parent?.Name != Ooxml.S + "rPh").Select(static text => text.Value));

    /// <summary>Styles that show a date: those of the built-in formats, and those whose format names days or years.</summary>
    private static HashSet<int> Dates(XElement? styles)
    {
        var own = (styles?.Element(Ooxml.S + "numFmts")?.Elements(Ooxml.S + "numFmt") ?? [])
            .Where(static format => ((string?)format.Attribute("formatCode") ?? "").AsSpan().IndexOfAny("yYdDj") >= 0)
            .Select(static format => (string?)format.Attribute("numFmtId"))
            .ToHashSet();
        return
        [
            .. (styles?.Element(Ooxml.S + "cellXfs")?.Elements(Ooxml.S + "xf") ?? [])
                .Select((format, index) => (Id: (string?)format.Attribute("numFmtId"), index))
                .Where(format => own.Contains(format.Id) || (int.TryParse(format.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is (>= 14 and <= 17) or 22))
                .Select(format => format.index),
        ];
    }

    /// <summary>BC12 is row 12, column 54; columns count from 0.</summary>
    private static (int Row, int Column)? Cell(string reference)
    {
        var (column, at) = (0, 0);
        while (at < reference.Length && char.IsAsciiLetterUpper(reference[at]) && column < 20_000)
            column = (column * 26) + (reference[at++] - 'A' + 1);
        return column > 0 && int.TryParse(reference.AsSpan(at), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? (row, column - 1) : null;
    }

    private static int Count(XElement element, string attribute) =>
        int.TryParse((string?)element.Attribute(Table + attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Max(1, count) : 1;
}
