using System.Globalization;
using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>The cells of a table at their places, row and column spans laid out.</summary>
internal sealed class TableGrid
{
    private const int MaximumColumns = 1_000;
    private const int MaximumRows = 5_000;

    private readonly List<Dictionary<int, TableCell>> places = [];

    public TableGrid(IElement table)
    {
        var rows = OwnRows(table).Take(MaximumRows).ToList();
        places.AddRange(rows.Select(_ => new Dictionary<int, TableCell>()));
        for (var row = 0; row < rows.Count; row++)
            Place(rows[row], row);
        Cells = [.. places.SelectMany(row => row.OrderBy(cell => cell.Key).Select(cell => cell.Value)).Distinct()];
        ColumnCount = Cells.Count == 0 ? 0 : Cells.Max(cell => cell.Column + cell.ColumnSpan);
        HeaderRowCount = Enumerable.Range(0, RowCount).TakeWhile(IsHeaderRow).Count();
    }

    /// <summary>In the order of rows, then columns.</summary>
    public IReadOnlyList<TableCell> Cells { get; }

    public int RowCount => places.Count;

    public int ColumnCount { get; }

    /// <summary>Rows at the top that hold headers only, an empty or first cell aside.</summary>
    public int HeaderRowCount { get; }

    public IEnumerable<TableCell> Headers => Cells.Where(cell => cell.IsHeader);

    /// <summary>All headers stand in one row or in one column: the case in which the criterion 5.7 asks for nothing more than <c>th</c>.</summary>
    public bool HasHeadersOnOneLine => Headers.Where(header => !IsRepeated(header)).Select(header => header.Row).Distinct().Count() <= 1 || Headers.Select(header => header.Column).Distinct().Count() <= 1;

    public TableCell? At(int row, int column) => row >= 0 && row < RowCount ? places[row].GetValueOrDefault(column) : null;

    public IEnumerable<TableCell> Row(int row) => row < RowCount ? places[row].OrderBy(cell => cell.Key).Select(cell => cell.Value).Distinct() : [];

    public IEnumerable<TableCell> Column(int column) => Enumerable.Range(0, RowCount).Select(row => At(row, column)).OfType<TableCell>().Distinct();

    /// <summary>What a header heads: whole columns when it stands in the header rows, whole rows when only headers are on its left and data follows, else a part.</summary>
    public HeaderReach ReachOf(TableCell header)
    {
        if (header.Row < HeaderRowCount)
            return header.Column == 0 && HasRowHeaders && HeaderRowCount < RowCount ? HeaderReach.Corner : HeaderReach.Column;
        if (IsRepeated(header))
            return HeaderReach.Column;
        var row = Row(header.Row).ToList();
        var hasOnlyHeadersBefore = row.TakeWhile(cell => cell != header).All(cell => cell.IsHeader || cell.IsEmpty);
        return hasOnlyHeadersBefore && row.Any(cell => !cell.IsHeader && cell.Column > header.Column) ? HeaderReach.Row : HeaderReach.Part;
    }

    /// <summary>Headers above and on the left of a cell that head its whole column or row.</summary>
    public IEnumerable<TableCell> HeadersOf(TableCell cell) => Headers.Where(header => header != cell && ReachOf(header) switch
    {
        HeaderReach.Column => header.Row < cell.Row && header.Columns.Intersect(cell.Columns).Any(),
        HeaderReach.Row => header.Rows.Intersect(cell.Rows).Any(),
        _ => false,
    });

    /// <summary>The foot of a long table says once more what stands at its head.</summary>
    private bool IsRepeated(TableCell header) => header.Row >= HeaderRowCount && header.Element.Closest("tfoot") is not null
        && Enumerable.Range(0, HeaderRowCount).Select(row => At(row, header.Column)).OfType<TableCell>().Any(head => Plain.Text(head.Element.TextContent) is { Length: > 0 } text && text == Plain.Text(header.Element.TextContent));

    private bool HasRowHeaders => Enumerable.Range(HeaderRowCount, Math.Max(0, RowCount - HeaderRowCount)).Any(row => At(row, 0) is { IsHeader: true });

    private bool IsHeaderRow(int row)
    {
        var cells = Row(row).ToList();
        return cells.Exists(cell => cell.IsHeader) && cells.TrueForAll(cell => cell.IsHeader || cell.IsEmpty || (cell.Column == 0 && cells.Count > 2));
    }

    private static IEnumerable<IElement> OwnRows(IElement table)
    {
        // The head is drawn first and the foot last, wherever they stand in the source.
        var sections = table.Children.Where(child => child.LocalName is "thead" or "tbody" or "tfoot" or "tr").ToList();
        var ordered = sections.Where(section => section.LocalName == "thead")
            .Concat(sections.Where(section => section.LocalName is "tbody" or "tr"))
            .Concat(sections.Where(section => section.LocalName == "tfoot"));
        return ordered.SelectMany(section => section.LocalName == "tr" ? [section] : section.Children.Where(child => child.LocalName == "tr"));
    }

    private void Place(IElement row, int index)
    {
        var column = 0;
        foreach (var cell in row.Children.Where(child => child.LocalName is "td" or "th"))
        {
            while (places[index].ContainsKey(column))
                column++;
            var placed = new TableCell(cell, index, column, Math.Min(Span(cell, "rowspan"), RowCount - index), Math.Min(Span(cell, "colspan"), MaximumColumns));
            foreach (var r in placed.Rows)
            {
                foreach (var c in placed.Columns)
                    places[r].TryAdd(c, placed);
            }
            column += placed.ColumnSpan;
            if (column > MaximumColumns)
                return;
        }
    }

    private static int Span(IElement cell, string attribute)
    {
        if (!int.TryParse(cell.GetAttribute(attribute), NumberStyles.Integer, CultureInfo.InvariantCulture, out var span) || span < 0)
            return 1;
        // A row span of 0 goes to the end.
        return span == 0 ? attribute == "rowspan" ? MaximumRows : 1 : span;
    }
}

/// <summary>One cell at its place; rows and columns count from 0.</summary>
internal sealed record TableCell(IElement Element, int Row, int Column, int RowSpan, int ColumnSpan)
{
    public bool IsHeader => Element.LocalName == "th" || Element.HasRole("rowheader", "columnheader");

    public bool IsEmpty => Plain.Text(Element.TextContent).Length == 0 && Element.QuerySelector("img, svg, input, select, textarea, button, object, canvas") is null;

    public IEnumerable<int> Rows => Enumerable.Range(Row, RowSpan);

    public IEnumerable<int> Columns => Enumerable.Range(Column, ColumnSpan);
}

internal enum HeaderReach
{
    Column,
    Row,

    /// <summary>First cell of a header row above a column of headers: heads both, or neither.</summary>
    Corner,
    Part,
}
