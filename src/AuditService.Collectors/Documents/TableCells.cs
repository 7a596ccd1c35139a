using AuditService.Core;

namespace AuditService.Collectors.Documents;

/// <summary>Collects the tables of one document up to the limit of cells asked for.</summary>
internal sealed class TableCells(int maximum)
{
    private const int MostColumns = 60;
    private const int LongestCell = 600;

    private readonly List<DocumentTable> tables = [];
    private int cells;

    public bool IsFull => cells >= maximum;

    public IReadOnlyList<DocumentTable> Tables => tables;

    /// <summary>What was left out, or null.</summary>
    public LocalizedText? Limit { get; private set; }

    /// <param name="rows">Read lazily, so that a long sheet ends where the limit does.</param>
    public void Add(DocumentPlace place, string? name, IEnumerable<(int Number, IReadOnlyList<string> Cells)> rows)
    {
        var kept = new List<DocumentTableRow>();
        foreach (var (number, row) in rows)
        {
            if (row.All(static cell => cell.Length == 0))
                continue;
            if (IsFull)
            {
                Limit = new($"tableaux lus jusqu'à {maximum} cellules", $"tables read up to {maximum} cells");
                break;
            }

            var last = row.Count - 1;
            while (row[last].Length == 0)
                last--;
            kept.Add(new(number, [.. row.Take(Math.Min(last + 1, MostColumns)).Select(static cell => cell.Length <= LongestCell ? cell : cell[..LongestCell])]));
            cells += kept[^1].Cells.Count;
        }

        if (kept.Count > 1)
            tables.Add(new(place, name, kept));
    }

    /// <summary>White space as one blank, as a reader sees it.</summary>
    public static string Clean(string? text) => string.IsNullOrWhiteSpace(text) ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
