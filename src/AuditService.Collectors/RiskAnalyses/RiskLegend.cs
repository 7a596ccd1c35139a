using System.Globalization;
using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Documents;
using AuditService.Core;

namespace AuditService.Collectors.RiskAnalyses;

/// <summary>The steps of its scales as an analysis defines them itself: a number, and beside it its name.</summary>
internal sealed class RiskLegend
{
    private const int LongestLabel = 60;

    private static readonly BoundedRegex Step = new(@"^(?:[gvpi]|niveau|level)?\s*([1-9])$");

    public static readonly BoundedRegex OfGravity = new(@"gravite|severite|severity|\bimpacts?\b");
    public static readonly BoundedRegex OfLikelihood = new("vraisemblance|probabilite|likelihood|probability|frequence");

    public Dictionary<string, int> Gravity { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> Likelihood { get; } = new(StringComparer.Ordinal);

    public static RiskLegend Of(IEnumerable<DocumentTable> tables)
    {
        var legend = new RiskLegend();
        foreach (var table in tables)
        {
            var width = table.Rows.Max(static row => row.Cells.Count);
            for (var column = 0; column < Math.Min(width, 8); column++)
                legend.Read(table, column);
        }

        return legend;
    }

    private void Read(DocumentTable table, int column)
    {
        for (var first = 0; first + 2 < table.Rows.Count; first++)
        {
            var steps = table.Rows.Skip(first).Select(row => StepIn(row, column)).TakeWhile(static step => step is not null).Select(static step => step!.Value).ToList();
            if (steps.Count is < 3 or > 6 || steps.Min() != 1 || steps.Distinct().Count() != steps.Count || steps.Max() != steps.Count)
                continue;
            for (var label = Math.Max(0, column - 1); label <= column + 3; label++)
            {
                if (label == column)
                    continue;
                var labels = table.Rows.Skip(first).Take(steps.Count).Select(row => Cell(row, label)).ToList();
                if (labels.TrueForAll(static text => text.Length is > 0 and <= LongestLabel && text.Any(char.IsLetter)) && labels.Distinct(StringComparer.OrdinalIgnoreCase).Count() == labels.Count)
                    Keep(table, first, column, label, steps, labels);
            }

            return;
        }
    }

    private void Keep(DocumentTable table, int first, int column, int label, List<int> steps, List<string> labels)
    {
        var header = first > 0 ? PlainNames.Fold(Cell(table.Rows[first - 1], label)) : "";
        var around = string.Join(' ', new[] { first > 0 ? Cell(table.Rows[first - 1], column) : "", Cell(table.Rows[first], column), first > 1 ? string.Join(' ', table.Rows[first - 2].Cells) : "", table.Name ?? "" }.Select(PlainNames.Fold));
        var isBeside = label == column + 1 || label == column - 1;
        foreach (var (words, letter, kept) in new[] { (OfGravity, 'g', Gravity), (OfLikelihood, 'v', Likelihood) })
        {
            var isNamed = words.IsMatch(header) || (isBeside && !OfGravity.IsMatch(header) && !OfLikelihood.IsMatch(header) && (words.IsMatch(around) || Cell(table.Rows[first], column).StartsWith(char.ToString(letter), StringComparison.OrdinalIgnoreCase)));
            if (!isNamed || kept.Count > 0)
                continue;
            for (var index = 0; index < steps.Count; index++)
                kept[labels[index]] = steps[index];
        }
    }

    private static int? StepIn(DocumentTableRow row, int column) =>
        Step.Match(PlainNames.Fold(Cell(row, column))) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static string Cell(DocumentTableRow row, int column) => column >= 0 && column < row.Cells.Count ? row.Cells[column] : "";
}
