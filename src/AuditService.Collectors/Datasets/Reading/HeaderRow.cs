using System.Globalization;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Identifiers;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>Which of the first rows of a sheet or delimited file names the columns: titles above it are passed over, and a file may have none.</summary>
/// <param name="Skip">Rows before the data, the header included.</param>
/// <param name="Names">Unique names of the columns.</param>
internal sealed record HeaderRow(int Skip, IReadOnlyList<string> Names)
{
    private const int DeepestHeader = 15;

    /// <param name="rows">The first rows of the table.</param>
    public static HeaderRow Of(IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        var counts = rows.Select(row => Filled(row)).Where(filled => filled > 0).ToList();
        if (counts.Count == 0) return new(rows.Count, []);
        counts.Sort();
        var width = rows.Skip(Math.Min(rows.Count - 1, DeepestHeader)).Concat(rows).Take(DeepestHeader * 3).Max(row => Width(row));
        var usual = counts[counts.Count / 2];

        // Titles, sources and dates above a table fill one or two cells where the table fills many.
        var start = 0;
        while (start < Math.Min(DeepestHeader, rows.Count - 1) && Filled(rows[start]) < Math.Max(1, (usual + 1) / 2)) start++;
        if (Filled(rows[start]) == 0) start = 0;

        var header = rows[start];
        if (!NamesColumns(header, rows, start)) return new(start, Unique([], width));
        var named = Math.Max(Width(header), Math.Min(width, Width(header) + 1));
        // A column without a name is one when most rows fill it; a separator at the end of the lines, or a row too long, makes none.
        if (named > Width(header) && rows.Skip(start + 1).Count(row => row.Count >= named && !string.IsNullOrWhiteSpace(row[named - 1])) * 2 < rows.Count - start - 1) named = Width(header);
        return new(start + 1, Unique(header, named));
    }

    private static bool NamesColumns(IReadOnlyList<string?> header, IReadOnlyList<IReadOnlyList<string?>> rows, int start)
    {
        var cells = header.Where(cell => !string.IsNullOrWhiteSpace(cell)).Select(cell => cell!.Trim()).ToList();
        if (cells.Count == 0) return false;
        var years = cells.Count(DateReading.IsYear);
        var values = cells.Count(IsValue) - years;
        if (values > 0 || (years > 0 && years == cells.Count && header.Count > 1 && rows.Count > 1 && rows[Math.Min(start + 1, rows.Count - 1)].All(cell => cell is not null && DateReading.IsYear(cell)))) return false;
        if (cells.Exists(cell => cell.Length > 300)) return false;
        if (rows.Count - start < 3) return true;

        // The same words below, in the same columns: a row of data like the others.
        var repeated = 0;
        for (var i = 0; i < header.Count; i++)
        {
            var name = header[i]?.Trim();
            if (string.IsNullOrEmpty(name)) continue;
            var again = 0;
            for (var row = start + 1; row < rows.Count; row++)
            {
                if (i < rows[row].Count && string.Equals(rows[row][i]?.Trim(), name, StringComparison.Ordinal)) again++;
            }

            if (again >= 2) repeated++;
        }

        return repeated * 3 < cells.Count || repeated == 0;
    }

    /// <summary>No column is called so: a number, a date, an address of e-mail.</summary>
    private static bool IsValue(string cell) =>
        double.TryParse(cell.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        || DateReading.TryRead(cell, out _) || OnlineIdentifiers.IsEmail(cell) || PhoneNumber.IsValid(cell);

    private static int Filled(IReadOnlyList<string?> row) => row.Count(cell => !string.IsNullOrWhiteSpace(cell));

    private static int Width(IReadOnlyList<string?> row)
    {
        var width = row.Count;
        while (width > 1 && string.IsNullOrWhiteSpace(row[width - 1])) width--;
        return width;
    }

    /// <summary>Names the nameless by their place, and tells apart those that share a name.</summary>
    public static IReadOnlyList<string> Unique(IReadOnlyList<string?> header, int count)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var name = i < header.Count ? header[i]?.Trim().Trim('\uFEFF') : null;
            if (string.IsNullOrEmpty(name)) name = $"column{i + 1}";
            if (name.Length > 200) name = name[..200];
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++) unique = $"{name}_{n}";
            names.Add(unique);
        }

        return names;
    }
}
