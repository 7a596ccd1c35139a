using System.Globalization;

namespace AuditService.Authoring.Grids;

/// <summary>
/// Reads criterion numbers down a column. A spreadsheet may have made a number of <c>1.10</c> (1.1) or a date of it (1 October): the order of the rows
/// tells which one is meant.
/// </summary>
internal sealed class CriterionNumbers(IReadOnlyList<string> criteria)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int last = -1;

    /// <summary>The criterion meant, or the text as it stands where none is.</summary>
    public string Read(WorkbookCell cell)
    {
        var written = cell.Text.Trim();
        var number = written.Split(' ', '\n', '\t')[0].TrimEnd('.', ':');
        var meant = cell.Number is null && criteria.Contains(number) && !seen.Contains(number)
            ? number
            : Meanings(cell, number).Where(candidate => IndexOf(candidate) > last).MinBy(IndexOf) ?? (cell.Number is null ? number : written);
        seen.Add(meant);
        last = Math.Max(last, IndexOf(meant));
        return meant;
    }

    private IEnumerable<string> Meanings(WorkbookCell cell, string number)
    {
        if (cell is { IsDate: true, Number: { } day and > 0 and < 100_000 })
        {
            var date = DateTime.FromOADate(day);
            return new[] { $"{date.Day}.{date.Month}", $"{date.Month}.{date.Day}" }.Where(criteria.Contains);
        }

        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? criteria.Where(candidate => double.Parse(candidate, CultureInfo.InvariantCulture) == value)
            : [];
    }

    private int IndexOf(string criterion)
    {
        for (var index = 0; index < criteria.Count; index++)
        {
            if (criteria[index] == criterion)
                return index;
        }

        return -1;
    }
}
