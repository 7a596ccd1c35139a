using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Documents;
using AuditService.Core;
using AuditService.Core.Risks;

namespace AuditService.Collectors.RiskAnalyses;

/// <summary>A table whose first row and first column are the steps of gravity and likelihood, and whose cells are levels, or the risks that stand there.</summary>
/// <param name="AxesAreTold">False where nothing says which of the two is gravity: then nothing is compared.</param>
internal sealed record RiskMatrixReading(bool AxesAreTold, IReadOnlyList<StatedLevel> Levels, IReadOnlyList<StatedPlacement> Placements)
{
    private const int MostTitles = 5;

    private static readonly BoundedRegex Residual = new("residuel|residual|apres (les )?(mesure|traitement)|after (treatment|measure)|cible|target|finale?");
    private static readonly BoundedRegex GravityLabels = new(@"^g ?\d|grave|mineur|critique|majeur|catastroph|significati|minor|major|critical|severe");
    private static readonly BoundedRegex LikelihoodLabels = new(@"^[vp] ?\d|vraisembla|probab|certain|likely|\brare\b|possible|frequent|occasion");

    /// <param name="ids">Ids of the risks of the analysis, normalised by <see cref="IdOf"/>.</param>
    public static RiskMatrixReading? Of(string path, string name, DocumentTable table, RiskLegend legend, IReadOnlySet<string> ids)
    {
        for (var header = 0; header < table.Rows.Count; header++)
        {
            // Axes stand above the matrix or below it.
            if (header > MostTitles && header < table.Rows.Count - 2)
                continue;
            for (var first = 1; first <= 2; first++)
            {
                var columns = Steps([.. table.Rows[header].Cells.Skip(first)], legend);
                if (columns is null)
                    continue;
                var body = header <= MostTitles ? table.Rows.Skip(header + 1).Take(columns.Count + 2).ToList() : [];
                if (Lines(body, first - 1, legend) is null)
                    body = [.. table.Rows.Take(header)];
                if (Lines(body, first - 1, legend) is { } lines)
                    return Read(path, name, table, header, first, columns, lines, ids);
            }
        }

        return null;
    }

    /// <summary>Case, blanks and leading zeros make no other risk: "R 01", "r1" and "R1" are one.</summary>
    public static string IdOf(string id)
    {
        var plain = new string([.. PlainNames.Fold(id).Where(char.IsLetterOrDigit)]);
        var digits = plain.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyz");
        return digits.Length > 0 && digits.IndexOfAnyExceptInRange('0', '9') < 0 ? string.Concat(plain.AsSpan(0, plain.Length - digits.Length), digits.TrimStart('0')) : plain;
    }

    private static RiskMatrixReading? Read(string path, string name, DocumentTable table, int header, int first, IReadOnlyList<int> columns, IReadOnlyList<(DocumentTableRow Row, int Step)> lines, IReadOnlySet<string> ids)
    {
        var columnsAreGravity = ColumnsAreGravity(table, header, first, lines);
        var titles = PlainNames.Fold(string.Join(' ', new[] { name }.Concat(table.Rows.Take(Math.Min(header, MostTitles)).SelectMany(static row => row.Cells))));
        var (levels, placements) = (new List<StatedLevel>(), new List<StatedPlacement>());
        var inner = lines.SelectMany(line => Enumerable.Range(0, columns.Count).Select(column => (line.Row, line.Step, Column: columns[column], Text: first + column < line.Row.Cells.Count ? line.Row.Cells[first + column] : ""))).ToList();
        var said = inner.Where(static cell => cell.Text.Length > 0).ToList();
        var scale = RatingScale.Of(said.Select(static cell => cell.Text), legend: null);
        if (said.Count == inner.Count && said.TrueForAll(cell => cell.Text.Any(char.IsLetter) && scale.Read(cell.Text) is not null))
            levels.AddRange(said.Select(cell => { var (gravity, likelihood) = At(cell.Step, cell.Column); return new StatedLevel(new(path, name, cell.Row.Number), gravity, likelihood, cell.Text, scale.Read(cell.Text)!.Value); }));
        foreach (var cell in said)
        {
            foreach (var id in cell.Text.Split([',', ';', '/', ' ', '\n', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(token => ids.Contains(IdOf(token))))
            {
                var (gravity, likelihood) = At(cell.Step, cell.Column);
                placements.Add(new(new(path, name, cell.Row.Number), id, gravity, likelihood, Residual.IsMatch(titles)));
            }
        }

        return levels.Count == 0 && placements.Count == 0 ? null : columnsAreGravity is null ? new(false, [], []) : new(true, levels, placements);

        (int Gravity, int Likelihood) At(int line, int column) => columnsAreGravity == true ? (column, line) : (line, column);
    }

    /// <returns>Null where nothing tells.</returns>
    private static bool? ColumnsAreGravity(DocumentTable table, int header, int first, IReadOnlyList<(DocumentTableRow Row, int Step)> lines)
    {
        var columnLabels = PlainNames.Fold(string.Join(" | ", table.Rows[header].Cells.Skip(first)));
        var lineLabels = PlainNames.Fold(string.Join(" | ", lines.Select(line => line.Row.Cells[first - 1])));
        // The corner names both axes; a cell beside or above the labels names one.
        var corner = PlainNames.Fold(table.Rows[header].Cells[first - 1]);
        if (RiskLegend.OfGravity.Match(corner) is { Success: true } gravity && RiskLegend.OfLikelihood.Match(corner) is { Success: true } likelihood)
        {
            foreach (var (arrow, isLines) in new[] { ('↓', true), ('→', false) })
            {
                var at = corner.IndexOf(arrow, StringComparison.Ordinal);
                if (at >= 0)
                    return Math.Abs(at - gravity.Index - gravity.Length) < Math.Abs(at - likelihood.Index - likelihood.Length) != isLines;
            }
        }

        var byLabels = (Kind(columnLabels, GravityLabels, LikelihoodLabels), Kind(lineLabels, GravityLabels, LikelihoodLabels));
        if (byLabels is ({ } columns, { } rows) && columns == rows)
            return null;
        if ((byLabels.Item1 ?? !byLabels.Item2) is { } told)
            return told;
        var above = header > 0 ? Kind(PlainNames.Fold(string.Join(' ', table.Rows[header - 1].Cells)), RiskLegend.OfGravity, RiskLegend.OfLikelihood) : null;
        var beside = first > 1 ? Kind(PlainNames.Fold(string.Join(' ', lines.Select(line => line.Row.Cells[0]))), RiskLegend.OfGravity, RiskLegend.OfLikelihood) : Kind(corner, RiskLegend.OfGravity, RiskLegend.OfLikelihood);
        return above is { } top && beside is { } side && top == side ? null : above ?? !beside;
    }

    /// <summary>True for gravity, false for likelihood, null for both or neither.</summary>
    private static bool? Kind(string text, BoundedRegex gravity, BoundedRegex likelihood)
    {
        var (isGravity, isLikelihood) = (text.Split('|', StringSplitOptions.TrimEntries).Any(gravity.IsMatch), text.Split('|', StringSplitOptions.TrimEntries).Any(likelihood.IsMatch));
        return isGravity == isLikelihood ? null : isGravity;
    }

    private static List<(DocumentTableRow Row, int Step)>? Lines(IReadOnlyList<DocumentTableRow> body, int label, RiskLegend legend)
    {
        var labelled = body.TakeWhile(row => label < row.Cells.Count && row.Cells[label].Length > 0).ToList();
        return Steps([.. labelled.Select(row => row.Cells[label])], legend) is { } steps ? [.. labelled.Take(steps.Count).Select((row, index) => (row, steps[index]))] : null;
    }

    /// <summary>The labels of an axis as steps, all of them from 1 on, up or down; null where they are none.</summary>
    private static IReadOnlyList<int>? Steps(IReadOnlyList<string> labels, RiskLegend legend)
    {
        foreach (var known in new[] { null, legend.Gravity, legend.Likelihood })
        {
            if (known is { Count: 0 })
                continue;
            var scale = RatingScale.Of(labels, known);
            var steps = labels.Select(scale.Read).TakeWhile(static step => step is not null).Select(static step => step!.Value).ToList();
            if (steps.Count is >= 3 and <= 6 && steps.Distinct().Count() == steps.Count && steps.Min() == 1 && steps.Max() == steps.Count
                && (steps.SequenceEqual(steps.Order()) || steps.SequenceEqual(steps.OrderDescending())))
                return steps;
        }

        return null;
    }
}
