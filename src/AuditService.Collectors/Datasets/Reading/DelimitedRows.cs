using System.Text;
using AuditService.Core;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>CSV and TSV.</summary>
internal sealed class DelimitedRows : IRowReader
{
    /// <summary>Bytes looked at to tell encoding and separator.</summary>
    private const int HeadBytes = 1 << 20;

    private const int HeadRows = 200;

    private const int SampleLength = 300_000;

    /// <summary>How far the end of the first line is looked for, in characters.</summary>
    private const long LongestLine = 1L << 28;

    private readonly StreamReader reader;
    private readonly DelimitedDialect dialect;
    private readonly DelimitedParser parser;
    private readonly IEnumerator<List<string>> records;
    private readonly Queue<string?[]> head = [];
    private readonly bool ended;

    /// <param name="open">The content, unpacked.</param>
    /// <param name="limits">How much of it is looked at.</param>
    /// <param name="plain">The file where it is the content itself: the engine may read it.</param>
    public DelimitedRows(Func<Stream> open, DatasetLimits limits, string? plain = null)
    {
        var start = new byte[HeadBytes];
        int read;
        using (var stream = open()) read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var encoding = TextEncoding.Of(start.AsSpan(0, read));
        var text = encoding.GetString(start, 0, read).TrimStart('\uFEFF');
        if (text.AsSpan(0, Math.Min(text.Length, 4096)).Count('\0') > 0) throw new UnreadableDataException(DatasetProblems.Binary);
        dialect = DelimitedDialect.Of(text.Length > SampleLength ? text[..SampleLength] : text);
        // A first line without an end in sight tells no separator: the lines after it do.
        if (dialect.Delimiter == '\0' && read == start.Length && !text.Contains('\n') && AfterFirstLine(open, encoding) is { } next) dialect = DelimitedDialect.Of(next);

        // Another encoding may begin further down.
        reader = new StreamReader(open(), ReferenceEquals(encoding, Encoding.UTF8) ? TextEncoding.Western : encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        if (DelimitedDialect.Declared(text) is not null) reader.ReadLine();
        parser = new DelimitedParser(reader, dialect, limits.MaximumCell);
        records = parser.Records().GetEnumerator();

        var rows = new List<IReadOnlyList<string?>>();
        var beforeTable = 0;
        while (rows.Count < HeadRows && records.MoveNext())
        {
            if (!IsBlank(records.Current)) rows.Add([.. records.Current]);
            else if (rows.Count == 0) beforeTable++;
        }

        ended = rows.Count < HeadRows;
        var header = HeaderRow.Of(rows);
        Columns = header.Names.Count > limits.MaximumColumns ? [.. header.Names.Take(limits.MaximumColumns)] : header.Names;
        if (header.Names.Count > limits.MaximumColumns) Incomplete = DatasetProblems.TooManyColumns(header.Names.Count, limits.MaximumColumns);
        foreach (var row in rows.Skip(header.Skip)) head.Enqueue([.. row]);
        if (plain is null || !ReferenceEquals(encoding, Encoding.UTF8) || beforeTable > 0 || header.Skip > 1 || header.Names.Count > limits.MaximumColumns || DelimitedDialect.Declared(text) is not null) return;
        if (dialect.Delimiter == '\0' || dialect.Backslash || rows.Exists(row => row.Count != Columns.Count) || (header.Skip == 1 && rows[0].Any(cell => cell!.Contains('\n', StringComparison.Ordinal)))) return;
        Engine = Plain(plain, header.Skip, limits);
    }

    public string Format => dialect.Format;

    public string? Part => null;

    public IReadOnlyList<string> Columns { get; }

    public long RaggedRows { get; private set; }

    public long LostCells { get; private set; }

    public LocalizedText? Incomplete { get; private set; }

    public EngineSource? Engine { get; }

    public IEnumerable<string?[]> Rows()
    {
        var row = new string?[Columns.Count];
        while (head.TryDequeue(out var first)) yield return Fit(first, row);
        var binary = 0L;
        while (!ended && records.MoveNext())
        {
            // Two bytes a sign, or no text at all, in the midst of the file.
            if (records.Current.Exists(cell => cell.Contains('\0'))) binary++;
            else if (!IsBlank(records.Current)) yield return Fit(records.Current, row);
        }

        if (binary > 0) Incomplete = DatasetProblems.BrokenLines(binary);
        if (parser.IsTorn) Incomplete = DatasetProblems.OpenQuote;
    }

    public void Dispose()
    {
        records.Dispose();
        reader.Dispose();
    }

    private static string? AfterFirstLine(Func<Stream> open, Encoding encoding)
    {
        using var content = new StreamReader(open(), encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        var buffer = new char[1 << 16];
        var passed = 0L;
        while (passed < LongestLine && content.Read(buffer, 0, buffer.Length) is > 0 and var length)
        {
            passed += length;
            var end = buffer.AsSpan(0, length).IndexOf('\n');
            if (end < 0) continue;
            var sample = new char[SampleLength];
            return string.Concat(buffer.AsSpan(end + 1, length - end - 1), sample.AsSpan(0, content.ReadBlock(sample, 0, sample.Length)));
        }

        return null;
    }

    /// <summary>The engine is strict: what this reader mends (stray quotes, rows too long or short, another encoding further on) is an error to it.</summary>
    private EngineSource? Plain(string path, int headerLines, DatasetLimits limits)
    {
        var bytes = new FileInfo(path).Length;
        if (bytes < limits.EngineFrom || path.AsSpan().ContainsAny(EngineSource.PatternSigns)) return null;
        var types = string.Join(", ", Columns.Select((_, i) => $"'c{i}': 'VARCHAR'"));
        var cells = string.Join(", ", Columns.Select((_, i) => $"{Cell($"c{i}", limits.MaximumCell)} AS c{i}"));
        return new(
            path,
            $"""
            SELECT * FROM (SELECT {cells} FROM read_csv({DuckDbSandbox.Quote(path)}, auto_detect = false, delim = '{(dialect.Delimiter == '\t' ? "\\t" : dialect.Delimiter)}', quote = '"', escape = '"', header = false, skip = {headerLines}, strict_mode = true, columns = {'{'}{types}{'}'}))
            WHERE coalesce({string.Join(", ", Columns.Select((_, i) => $"c{i}"))}) IS NOT NULL
            """,
            // A separator, or the end of the line, after each cell.
            MostRows: bytes / Columns.Count);
    }

    /// <summary>SQL: a cell as <see cref="Fit"/> gives it. Only what begins with a blank can be blank as a whole.</summary>
    internal static string Cell(string value, int longest) =>
        $"CASE WHEN {value} < '!' AND trim(trim({value}), ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)) = '' OR {value} = chr(160) THEN NULL WHEN strlen({value}) > {longest} THEN left({value}, {longest}) ELSE {value} END";

    private string?[] Fit(IReadOnlyList<string?> cells, string?[] row)
    {
        var extra = cells.Count;
        // A separator at the end of the line is no cell.
        while (extra > Columns.Count && string.IsNullOrEmpty(cells[extra - 1])) extra--;
        if (extra != Columns.Count && Incomplete is null)
        {
            RaggedRows++;
            for (var i = Columns.Count; i < extra; i++)
            {
                if (!string.IsNullOrWhiteSpace(cells[i])) LostCells++;
            }
        }

        for (var i = 0; i < row.Length; i++) row[i] = i < cells.Count && !string.IsNullOrWhiteSpace(cells[i]) ? cells[i] : null;
        return row;
    }

    private static bool IsBlank(List<string> record) => record.TrueForAll(string.IsNullOrWhiteSpace);
}
