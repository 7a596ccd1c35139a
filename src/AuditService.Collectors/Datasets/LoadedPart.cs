using AuditService.Core;

namespace AuditService.Collectors.Datasets;

/// <summary>One table of a file, loaded; of what could not be, why.</summary>
/// <param name="Sheet">Its name among others of a workbook; null where the file is one table.</param>
/// <param name="Format">As the reader tells it; <c>unknown</c> where the file could not be opened.</param>
/// <param name="Table">Null where nothing could be read.</param>
/// <param name="Problem">Why there is no table; null where there is one.</param>
internal sealed record LoadedPart(string? Sheet, string Format, DatasetTable? Table, LocalizedText? Problem)
{
    /// <summary>How its author names it: <c>file#sheet</c> in a workbook of several.</summary>
    public string Named(string source) => Sheet is null ? source : $"{source}#{Sheet}";
}
