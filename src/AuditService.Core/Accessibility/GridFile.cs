namespace AuditService.Core.Accessibility;

/// <summary>A grid as its file says it, whatever the format.</summary>
/// <param name="AuditId">The audit that the file says it comes from, or null.</param>
/// <param name="Referential">The referential that the file names, or null.</param>
/// <param name="Version">The <see cref="AccessibilityGrid.Version"/> that the file was exported from, or null where it does not say.</param>
/// <param name="Columns">The pages and the shared elements, in the order of the file.</param>
public sealed record GridFile(string? AuditId, string? Referential, long? Version, IReadOnlyList<GridFileColumn> Columns);

/// <param name="At">Where the page is named: <c>Échantillon!C9</c>.</param>
/// <param name="Id">Path or address of the page, or null where the file has no such column.</param>
public sealed record GridFileColumn(string At, string? Id, string Name, IReadOnlyList<GridFileCell> Cells);

/// <summary>One criterion on one page as it is written.</summary>
/// <param name="At">Where the status stands: <c>P01!D12</c>.</param>
/// <param name="Derogation">Null where the file has no such column.</param>
/// <param name="Changes">Null where the file has no such column.</param>
/// <param name="DerogationComment">Null where the file has no such column.</param>
public sealed record GridFileCell(string At, string Criterion, string Status, string? Derogation = null, string? Changes = null, string? DerogationComment = null);

/// <summary>What is wrong with a grid, and where.</summary>
/// <param name="At">Sheet and cell, as a spreadsheet names them.</param>
public sealed record GridProblem(string At, LocalizedText Message)
{
    public string In(Language language) => $"{At}{(language == Language.French ? " : " : ": ")}{Message.In(language)}";
}
