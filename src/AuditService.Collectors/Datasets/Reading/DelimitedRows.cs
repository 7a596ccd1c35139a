using AuditService.Core;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>CSV and TSV.</summary>
internal sealed class DelimitedRows : IRowReader
{
    /// <summary>Bytes looked at to tell encoding and separator.</summary>
    private const int HeadBytes = 1 << 20;

    private const int HeadRows = 200;

    private readonly StreamReader reader;
    private readonly DelimitedDialect dialect;
    private readonly DelimitedParser parser;
    private readonly IEnumerator<List<string>> records;
    private readonly Queue<string?[]> head = [];
    private readonly bool ended;

    public DelimitedRows(Func<Stream> open, DatasetLimits limits)
    {
        var start = new byte[HeadBytes];
        int read;
        using (var stream = open()) read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var encoding = TextEncoding.Of(start.AsSpan(0, read));
        var text = encoding.GetString(start, 0, read).TrimStart('\uFEFF');
        if (text.AsSpan(0, Math.Min(text.Length, 4096)).Count('\0') > 0) throw new InvalidDataException("binary content");
        dialect = DelimitedDialect.Of(text.Length > 300_000 ? text[..300_000] : text);

        reader = new StreamReader(open(), encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        if (DelimitedDialect.Declared(text) is not null) reader.ReadLine();
        parser = new DelimitedParser(reader, dialect, limits.MaximumCell);
        records = parser.Records().GetEnumerator();

        var rows = new List<IReadOnlyList<string?>>();
        while (rows.Count < HeadRows && records.MoveNext())
        {
            if (!IsBlank(records.Current)) rows.Add([.. records.Current]);
        }

        ended = rows.Count < HeadRows;
        var header = HeaderRow.Of(rows);
        Columns = header.Names.Count > limits.MaximumColumns ? [.. header.Names.Take(limits.MaximumColumns)] : header.Names;
        if (header.Names.Count > limits.MaximumColumns) Incomplete = DatasetProblems.TooManyColumns(header.Names.Count, limits.MaximumColumns);
        foreach (var row in rows.Skip(header.Skip)) head.Enqueue([.. row]);
    }

    public string Format => dialect.Format;

    public string? Part => null;

    public IReadOnlyList<string> Columns { get; }

    public long RaggedRows { get; private set; }

    public long LostCells { get; private set; }

    public LocalizedText? Incomplete { get; private set; }

    public IEnumerable<string?[]> Rows()
    {
        var row = new string?[Columns.Count];
        while (head.TryDequeue(out var first)) yield return Fit(first, row);
        while (!ended && records.MoveNext())
        {
            if (!IsBlank(records.Current)) yield return Fit(records.Current, row);
        }

        if (parser.IsTorn) Incomplete = DatasetProblems.OpenQuote;
    }

    public void Dispose()
    {
        records.Dispose();
        reader.Dispose();
    }

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
