using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace AuditService.Authoring.Grids;

/// <summary>
/// Reads the texts and numbers of an OOXML workbook, as any spreadsheet program writes it: shared and inline strings, cached results of formulas,
/// dates. Formulas are never computed, nothing outside the file is followed, and every size is bounded.
/// </summary>
internal sealed class WorkbookReader
{
    private const int MostEntries = 500;
    private const int MostSheets = 120;
    private const int MostRows = 5_000;
    private const int MostColumns = 300;
    private const int MostCells = 200_000;
    private const int MostStrings = 200_000;
    private const long MostPartBytes = 30L * 1024 * 1024;
    private const long MostBytes = 100L * 1024 * 1024;

    /// <summary>A part of more than <see cref="RatioFrom"/> bytes may not be more than so many times its packed size.</summary>
    private const int MostRatio = 200;
    private const long RatioFrom = 1024 * 1024;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly string file;
    private readonly ZipArchive archive;
    private long read;
    private List<string> strings = [];
    private HashSet<int> dateStyles = [];

    private WorkbookReader(string file, ZipArchive archive) => (this.file, this.archive) = (file, archive);

    /// <summary>Throws <see cref="GridRefusedException"/>.</summary>
    public static IReadOnlyList<WorkbookSheet> Read(string file, Stream content)
    {
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read);
            return new WorkbookReader(file, zip).Sheets();
        }
        catch (Exception damaged) when (damaged is InvalidDataException or XmlException or IOException or FormatException or OverflowException or NotSupportedException)
        {
            throw new GridRefusedException(file, $"classeur illisible : {damaged.Message}", $"workbook that cannot be read: {damaged.Message}");
        }
    }

    private List<WorkbookSheet> Sheets()
    {
        if (archive.Entries.Count > MostEntries)
            throw TooLarge($"{archive.Entries.Count} parties", $"{archive.Entries.Count} parts");
        var targets = Targets();
        strings = Strings();
        dateStyles = DateStyles();
        var sheets = new List<WorkbookSheet>();
        foreach (var (name, relation) in SheetNames())
        {
            if (sheets.Count == MostSheets)
                throw TooLarge($"plus de {MostSheets} feuilles", $"more than {MostSheets} sheets");
            if (targets.TryGetValue(relation, out var target))
                sheets.Add(Sheet(name, target));
        }

        return sheets;
    }

    private List<(string Name, string Relation)> SheetNames()
    {
        var sheets = new List<(string, string)>();
        using var xml = Open("xl/workbook.xml") ?? throw new GridRefusedException(file, "ce n'est pas un classeur XLSX", "this is no XLSX workbook");
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet", NamespaceURI: Main })
                sheets.Add((xml.GetAttribute("name") ?? "", xml.GetAttribute("id", Relations) ?? ""));
        }

        return sheets;
    }

    private Dictionary<string, string> Targets()
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        using var xml = Open("xl/_rels/workbook.xml.rels");
        while (xml?.Read() == true)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("TargetMode") != "External" && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
                targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
        }

        return targets;
    }

    private List<string> Strings()
    {
        var found = new List<string>();
        using var xml = Open("xl/sharedStrings.xml");
        while (xml?.Read() == true)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "si", NamespaceURI: Main })
                continue;
            if (found.Count == MostStrings)
                throw TooLarge($"plus de {MostStrings} textes", $"more than {MostStrings} texts");
            found.Add(RichText(xml));
        }

        return found;
    }

    /// <summary>The runs of a string, without the reading aids of East Asian scripts.</summary>
    private static string RichText(XmlReader xml)
    {
        var text = new StringBuilder();
        using var part = xml.ReadSubtree();
        part.Read();
        part.Read();
        while (!part.EOF)
        {
            if (part is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
                part.Skip();
            else if (part is { NodeType: XmlNodeType.Element, LocalName: "t" })
                text.Append(part.ReadElementContentAsString());
            else
                part.Read();
        }

        return Unescaped(text.ToString());
    }

    /// <summary>Control characters are written <c>_x000D_</c> in workbooks.</summary>
    private static string Unescaped(string text) => text.Replace("_x000D_", "", StringComparison.Ordinal);

    private HashSet<int> DateStyles()
    {
        var formats = new HashSet<int>(Enumerable.Range(14, 9).Concat(Enumerable.Range(45, 3)));
        var styles = new HashSet<int>();
        using var xml = Open("xl/styles.xml");
        var (inCells, style) = (false, 0);
        while (xml?.Read() == true)
        {
            if (xml is { LocalName: "cellXfs" })
                inCells = xml.NodeType == XmlNodeType.Element;
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && int.TryParse(xml.GetAttribute("numFmtId"), out var id) && LooksLikeADate(xml.GetAttribute("formatCode") ?? ""))
                formats.Add(id);
            if (inCells && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                if (int.TryParse(xml.GetAttribute("numFmtId"), out var format) && formats.Contains(format))
                    styles.Add(style);
                style++;
            }
        }

        return styles;
    }

    private static bool LooksLikeADate(string format)
    {
        var bare = new StringBuilder();
        var (quoted, bracketed) = (false, false);
        foreach (var character in format)
        {
            quoted ^= character == '"';
            bracketed = character == '[' || (bracketed && character != ']');
            if (!quoted && !bracketed)
                bare.Append(char.ToLowerInvariant(character));
        }

        return bare.ToString().AsSpan().IndexOfAny("dmyj") >= 0;
    }

    private WorkbookSheet Sheet(string name, string path)
    {
        var cells = new Dictionary<(int, int), WorkbookCell>();
        using var xml = Open(path);
        var (row, column) = (0, 0);
        while (xml?.Read() == true)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row", NamespaceURI: Main })
                (row, column) = (int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : row + 1, 0);
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c", NamespaceURI: Main })
                continue;
            column = xml.GetAttribute("r") is { } reference ? ColumnOf(reference) : column + 1;
            var type = xml.GetAttribute("t") ?? "n";
            var style = int.TryParse(xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;
            if (Cell(xml, type, style) is not { Text.Length: > 0 } cell)
                continue;
            if (row > MostRows || column > MostColumns || cells.Count == MostCells)
                throw TooLarge($"la feuille « {name} » dépasse {MostRows} lignes ou {MostColumns} colonnes", $"the sheet \"{name}\" exceeds {MostRows} rows or {MostColumns} columns");
            cells[(row, column)] = cell;
        }

        return new(name, cells);
    }

    private WorkbookCell? Cell(XmlReader xml, string type, int style)
    {
        string? value = null;
        string? inline = null;
        using (var part = xml.ReadSubtree())
        {
            part.Read();
            part.Read();
            while (!part.EOF)
            {
                if (part is { NodeType: XmlNodeType.Element, LocalName: "v" })
                {
                    value = part.ReadElementContentAsString();
                    continue;
                }

                if (part is { NodeType: XmlNodeType.Element, LocalName: "is" })
                    inline = RichText(part);
                part.Read();
            }
        }

        return (type, value, inline) switch
        {
            ("inlineStr", _, { } text) => new(text),
            (_, null, _) => null,
            ("s", { } at, _) => int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count ? new(strings[index]) : null,
            ("str" or "e", { } text, _) => new(Unescaped(text)),
            ("b", { } flag, _) => new(flag == "1" ? "VRAI" : "FAUX"),
            ("d", { } date, _) => new(date),
            (_, { } number, _) => double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var known)
                ? new(known.ToString("R", CultureInfo.InvariantCulture), known, dateStyles.Contains(style))
                : new(number),
        };
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var character in reference.TakeWhile(char.IsAsciiLetter).Take(4))
            column = (column * 26) + (char.ToUpperInvariant(character) - 'A' + 1);
        return column;
    }

    private XmlReader? Open(string path)
    {
        if (archive.GetEntry(path) is not { } entry)
            return null;
        if (entry.Length > MostPartBytes || (entry.Length > RatioFrom && entry.Length / Math.Max(entry.CompressedLength, 1) > MostRatio))
            throw TooLarge($"{path} : {entry.Length} octets", $"{path}: {entry.Length} bytes");
        return XmlReader.Create(new CountedStream(this, entry.Open()), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MostPartBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
    }

    private GridRefusedException TooLarge(string fr, string en) => new(file, $"classeur trop grand : {fr}", $"workbook too large: {en}");

    /// <summary>What an archive says of its sizes may be a lie: what comes out is counted.</summary>
    private sealed class CountedStream(WorkbookReader reader, Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var got = inner.Read(buffer);
            reader.read += got;
            return reader.read > MostBytes ? throw reader.TooLarge($"plus de {MostBytes} octets", $"more than {MostBytes} bytes") : got;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
