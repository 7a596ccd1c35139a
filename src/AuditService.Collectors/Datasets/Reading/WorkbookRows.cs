using System.Globalization;
using System.IO.Compression;
using AuditService.Core;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>One sheet of an XLSX workbook, read forward without building its tree.</summary>
internal sealed class WorkbookRows : IRowReader
{
    private const long LargestPackage = 1L << 30;

    private const int MostSharedStrings = 2_000_000;

    private const int HeadRows = 200;

    private readonly WorksheetPart sheet;
    private readonly Workbook workbook;
    private readonly DatasetLimits limits;
    private readonly HeaderRow header;

    private WorkbookRows(Workbook workbook, WorksheetPart sheet, string name, DatasetLimits limits)
    {
        (this.workbook, this.sheet, this.limits) = (workbook, sheet, limits);
        Part = name;
        header = HeaderRow.Of([.. Cells().Where(row => row.Any(cell => cell is not null)).Take(HeadRows).Select(row => (IReadOnlyList<string?>)[.. row])]);
        Columns = [.. header.Names.Take(limits.MaximumColumns)];
    }

    public string Format => "xlsx";

    public string? Part { get; }

    public IReadOnlyList<string> Columns { get; }

    public long RaggedRows => 0;

    public LocalizedText? Incomplete { get; private set; }

    /// <summary>The sheets that hold a table; the workbook stays open until the last of them is disposed of.</summary>
    public static IReadOnlyList<IRowReader> Sheets(string path, DatasetLimits limits)
    {
        RefuseBomb(path);
        var opened = new Workbook(SpreadsheetDocument.Open(path, isEditable: false));
        try
        {
            var sheets = new List<IRowReader>();
            foreach (var (name, part) in opened.Parts().Take(limits.MaximumSheets))
            {
                var rows = new WorkbookRows(opened, part, name, limits);
                if (rows.Columns.Count > 0) sheets.Add(rows);
            }

            opened.Holders = sheets.Count;
            if (sheets.Count == 0) opened.Dispose();
            return sheets;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public IEnumerable<string?[]> Rows()
    {
        var row = new string?[Columns.Count];
        foreach (var cells in Cells().Where(cells => cells.Any(cell => cell is not null)).Skip(header.Skip))
        {
            for (var i = 0; i < row.Length; i++) row[i] = i < cells.Count ? cells[i] : null;
            yield return row;
        }
    }

    public void Dispose()
    {
        if (--workbook.Holders <= 0) workbook.Dispose();
    }

    private IEnumerable<List<string?>> Cells()
    {
        using var reader = OpenXmlReader.Create(sheet);
        var cells = new List<string?>();
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            cells.Clear();
            if (reader.ReadFirstChild())
            {
                do
                {
                    if (reader.ElementType != typeof(Cell) || reader.LoadCurrentElement() is not Cell cell) continue;
                    var column = Column(cell.CellReference?.Value) ?? cells.Count;
                    if (column >= limits.MaximumColumns) continue;
                    while (cells.Count <= column) cells.Add(null);
                    cells[column] = workbook.Text(cell) is { } text && !string.IsNullOrWhiteSpace(text) ? (text.Length > limits.MaximumCell ? text[..limits.MaximumCell] : text) : null;
                }
                while (reader.ReadNextSibling());
            }

            yield return cells;
        }
    }

    /// <summary>BC12 is column 54, counted from 0.</summary>
    private static int? Column(string? reference)
    {
        if (reference is null) return null;
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetterUpper(c)) break;
            column = (column * 26) + (c - 'A' + 1);
            if (column > 20_000) return null;
        }

        return column - 1;
    }

    private static void RefuseBomb(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        if (archive.Entries.Count > 10_000 || archive.Entries.Sum(entry => entry.Length) > LargestPackage) throw new UnreadableDataException(DatasetProblems.TooMuchUnpacked(LargestPackage));
    }

    /// <summary>What all sheets share: strings, and which number formats are dates.</summary>
    private sealed class Workbook : IDisposable
    {
        private readonly SpreadsheetDocument document;
        private readonly List<string> strings = [];
        private readonly List<bool> dates = [];

        public Workbook(SpreadsheetDocument document)
        {
            this.document = document;
            try
            {
                ReadStrings();
                ReadDateStyles();
            }
            catch
            {
                document.Dispose();
                throw;
            }
        }

        public int Holders { get; set; }

        public IEnumerable<(string Name, WorksheetPart Part)> Parts()
        {
            var part = document.WorkbookPart ?? throw new UnreadableDataException(DatasetProblems.NoWorkbook);
            foreach (var entry in part.Workbook?.Sheets?.Elements<Sheet>() ?? [])
            {
                if (entry.Id?.Value is { } id && part.TryGetPartById(id, out var found) && found is WorksheetPart worksheet) yield return (entry.Name?.Value ?? id, worksheet);
            }
        }

        public string? Text(Cell cell)
        {
            var text = cell.CellValue?.Text;
            if (cell.DataType?.Value is { } type)
            {
                if (type == CellValues.SharedString) return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count ? strings[index] : null;
                if (type == CellValues.InlineString) return cell.InlineString?.InnerText;
                if (type == CellValues.Boolean) return text == "1" ? "true" : "false";
                if (type != CellValues.Number) return text;
            }

            var isDate = cell.StyleIndex?.Value is { } style && style < dates.Count && dates[(int)style];
            return isDate && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is > 0 and < 2_958_466 ? Date(serial) : text;
        }

        public void Dispose() => document.Dispose();

        private static string Date(double serial)
        {
            var date = DateTime.FromOADate(serial);
            return date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        }

        private void ReadStrings()
        {
            if (document.WorkbookPart?.SharedStringTablePart is not { } part) return;
            using var reader = OpenXmlReader.Create(part);
            while (reader.Read())
            {
                if (reader.ElementType != typeof(SharedStringItem) || !reader.IsStartElement) continue;
                strings.Add(reader.LoadCurrentElement() is SharedStringItem item ? string.Concat(item.Descendants<Text>().Where(text => text.Parent is not PhoneticRun).Select(text => text.Text)) : "");
                if (strings.Count > MostSharedStrings) throw new UnreadableDataException(DatasetProblems.TooManyStrings(MostSharedStrings));
            }
        }

        private void ReadDateStyles()
        {
            if (document.WorkbookPart?.WorkbookStylesPart?.Stylesheet is not { } styles) return;
            var custom = styles.NumberingFormats?.Elements<NumberingFormat>()
                .Where(format => format.NumberFormatId is not null)
                .DistinctBy(format => format.NumberFormatId!.Value)
                .ToDictionary(format => format.NumberFormatId!.Value, format => IsDate(format.FormatCode?.Value)) ?? [];
            foreach (var format in styles.CellFormats?.Elements<CellFormat>() ?? [])
            {
                var id = format.NumberFormatId?.Value ?? 0;
                dates.Add(id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) || custom.GetValueOrDefault(id));
            }
        }

        /// <summary>A format with years or days in it, outside quotes and brackets.</summary>
        private static bool IsDate(string? code)
        {
            if (code is null) return false;
            var (quoted, bracketed) = (false, false);
            foreach (var c in code)
            {
                if (c == '"') quoted = !quoted;
                else if (c == '[') bracketed = true;
                else if (c == ']') bracketed = false;
                else if (!quoted && !bracketed && c is 'y' or 'Y' or 'd' or 'D' or 'j') return true;
            }

            return false;
        }
    }
}
