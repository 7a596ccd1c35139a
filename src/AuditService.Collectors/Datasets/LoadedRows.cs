using AuditService.Collectors.Datasets.Reading;
using AuditService.Core;

namespace AuditService.Collectors.Datasets;

/// <summary>The rows of a table that is in the engine already, in their order in the file.</summary>
/// <param name="format">Of the file.</param>
/// <param name="sheet">Of a workbook of several; else null.</param>
/// <param name="table">Not disposed with this.</param>
internal sealed class LoadedRows(string format, string? sheet, DatasetTable table) : IRowReader
{
    public string Format => format;

    public string? Part => sheet;

    public IReadOnlyList<string> Columns => table.Columns;

    public long RaggedRows => table.RaggedRows;

    public long LostCells => table.LostCells;

    public LocalizedText? Incomplete => table.Incomplete;

    public IEnumerable<string?[]> Rows()
    {
        var row = new string?[Columns.Count];
        var columns = string.Join(", ", Enumerable.Range(0, row.Length).Select(i => $"c{i}"));
        return table.Stream($"SELECT {columns} FROM {DatasetTable.Source}", read =>
        {
            for (var i = 0; i < row.Length; i++) row[i] = read.IsDBNull(i) ? null : read.GetString(i);
            return row;
        });
    }

    public void Dispose()
    {
    }
}
