namespace AuditService.Collectors.Documents;

/// <summary>One table of a document as its reader sees it, merged cells filled with what they show.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">The name of its sheet, or the heading that it stands under; null for none.</param>
/// <param name="Rows">From the first that holds something; blank rows are left out.</param>
public sealed record DocumentTable(DocumentPlace Place, string? Name, IReadOnlyList<DocumentTableRow> Rows);

/// <param name="Number">As a reader would count it: the row of a sheet, the line of a text, else the row of the table, from 1.</param>
/// <param name="Cells">Trimmed; empty for nothing.</param>
public sealed record DocumentTableRow(int Number, IReadOnlyList<string> Cells);
