namespace AuditService.Authoring.Grids;

/// <summary>A sheet of a workbook: its cells that hold something.</summary>
internal sealed record WorkbookSheet(string Name, IReadOnlyDictionary<(int Row, int Column), WorkbookCell> Cells)
{
    public int LastRow { get; } = Cells.Count == 0 ? 0 : Cells.Keys.Max(cell => cell.Row);

    public WorkbookCell? At(int row, int column) => Cells.GetValueOrDefault((row, column));

    public string TextAt(int row, int column) => At(row, column)?.Text.Trim() ?? "";

    /// <summary>The place as a spreadsheet names it: <c>P01!D12</c>.</summary>
    public string Place(int row, int column) => $"{Name}!{ColumnName(column)}{row}";

    public static string ColumnName(int column)
    {
        var name = "";
        for (; column > 0; column = (column - 1) / 26)
            name = (char)('A' + ((column - 1) % 26)) + name;
        return name;
    }
}

/// <param name="Text">What a reader sees; of a number its invariant text.</param>
/// <param name="Number">The value of a cell that is no text.</param>
/// <param name="IsDate">True for a number that is shown as a date.</param>
internal sealed record WorkbookCell(string Text, double? Number = null, bool IsDate = false);
