using AuditService.Collectors.Datasets;
using AuditService.Core;

namespace AuditService.Collectors.DataQuality;

/// <summary>
/// Favourable rates and errors by group of the protected attribute (reference 6.2). Groups of fewer than 30 rows are shown and, where two larger ones are, not compared. Intervals are
/// Wilson's at 95 %.
/// </summary>
internal static class Fairness
{
    public const int LeastRows = 30;

    private const int MostGroups = 50;

    public static FairnessFigures? Measure(QualityTable table, ColumnRoles roles, List<LocalizedText> notes)
    {
        if (roles.Protected is not { } of || (roles.Prediction ?? roles.Label) is not { } outcome) return null;
        if (Refusal(table, roles, of, outcome) is { } refusal)
        {
            notes.Add(refusal);
            return null;
        }

        var groups = Groups(table, of, outcome, roles.Prediction is null ? null : roles.Label, roles.Positive!);
        if (groups.Count == 0) return null;
        var large = groups.Where(group => group.Conclusive).ToList();
        var isConclusive = large.Count >= 2;
        // Whoever asks gets the figure with its doubt: a judgement is not made of it.
        var compared = isConclusive ? large : [.. groups];
        if (!isConclusive)
        {
            notes.Add(new(
                $"« {table.Columns[of]} » : moins de deux groupes d'au moins {LeastRows} lignes, la comparaison n'est pas concluante",
                $"\"{table.Columns[of]}\": fewer than two groups of at least {LeastRows} rows, the comparison is not conclusive"));
        }

        var (truePositive, falsePositive) = (Gap(compared, group => group.TruePositiveRate), Gap(compared, group => group.FalsePositiveRate));
        return new(
            Ratio(compared, group => group.PositiveRate),
            roles.Prediction is null ? "label" : "prediction",
            roles.Prediction is null ? null : LabelImpact(groups, isConclusive),
            Gap(compared, group => group.PositiveRate),
            truePositive,
            truePositive is { } tpr && falsePositive is { } fpr ? Math.Max(tpr, fpr) : null,
            Gap(compared, group => group.PredictiveValue),
            "Wilson 95 %",
            isConclusive,
            groups);
    }

    /// <summary>Differences of the missing shares of each column between groups.</summary>
    public static IReadOnlyList<MissingnessGap> MissingnessGaps(QualityTable table, ColumnRoles roles)
    {
        if (roles.Protected is not { } of || table.Distinct(of) > MostGroups) return [];
        var asked = table.Indices.Where(i => i != of && table.Missing(i) > 0).ToList();
        if (asked.Count == 0) return [];
        var shares = table.Ask(
            $"SELECT {table.Cell(of)}, {string.Join(", ", asked.Select(i => $"count(*) FILTER (c{i} IS NULL) / count(*)"))} FROM {QualityTable.Rows} WHERE c{of} IS NOT NULL GROUP BY 1 HAVING count(*) >= {LeastRows}",
            row => (Group: row.GetString(0), Shares: asked.Select((_, i) => row.GetDouble(i + 1)).ToArray()))
            .Where(group => !MissingSigns.Contains(group.Group)).ToList();
        return shares.Count < 2 ? [] : [.. asked
            .Select((column, i) => new MissingnessGap(table.Columns[column], shares.Max(group => group.Shares[i]) - shares.Min(group => group.Shares[i])))
            .Where(gap => gap.Gap > 0)
            .OrderByDescending(gap => gap.Gap)];
    }

    /// <summary>Wilson's score interval: it stays within 0 and 1, and holds for small groups and rates near the ends.</summary>
    public static IReadOnlyList<double>? Wilson(long successes, long of)
    {
        if (of == 0) return null;
        const double z = 1.959963984540054;
        var (n, p) = ((double)of, (double)successes / of);
        var centre = (p + (z * z / (2 * n))) / (1 + (z * z / n));
        var half = z / (1 + (z * z / n)) * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        return [Math.Round(Math.Max(0, centre - half), 6), Math.Round(Math.Min(1, centre + half), 6)];
    }

    private static LocalizedText? Refusal(QualityTable table, ColumnRoles roles, int of, int outcome)
    {
        if (roles.Positive is null)
        {
            return new(
                $"la valeur favorable de « {table.Columns[outcome]} » n'est pas dite (--positive, ou « favourable » dans le manifeste) : aucun taux n'est calculé",
                $"the favourable value of \"{table.Columns[outcome]}\" is not told (--positive, or \"favourable\" in the manifest): no rate is computed");
        }

        if (table.Distinct(of) > MostGroups)
        {
            return new(
                $"« {table.Columns[of]} » a {table.Distinct(of)} valeurs : regroupez-les (tranches d'âge, par exemple) pour comparer des groupes",
                $"\"{table.Columns[of]}\" has {table.Distinct(of)} values: put them into groups (ranges of age, for example) to compare them");
        }

        // A favourable value that no row has is a slip of the pen, or a set with one outcome: neither makes a rate. A model that always refuses is no slip where the label has the value.
        var has = roles.Label is { } label && label != outcome ? $"{table.Says(outcome, roles.Positive)} OR {table.Says(label, roles.Positive)}" : table.Says(outcome, roles.Positive);
        return table.Ask($"SELECT count(*) FILTER ({has}) FROM {QualityTable.Rows}", row => row.GetInt64(0))[0] == 0
            ? new(
                $"aucune ligne de « {table.Columns[outcome]} » n'a la valeur favorable dite : aucun taux n'est calculé",
                $"no row of \"{table.Columns[outcome]}\" has the favourable value told: no rate is computed")
            : null;
    }

    private static IReadOnlyList<GroupFigures> Groups(QualityTable table, int of, int outcome, int? label, string positive)
    {
        var said = table.Says(outcome, positive);
        var truth = label is { } i ? table.Says(i, positive) : "NULL::BOOLEAN";
        return [.. table.Ask(
            $"""
            SELECT g, count(*) FILTER (has), count(*) FILTER (said), count(truth), count(*) FILTER (truth), count(truth) FILTER (has), count(*) FILTER (has AND truth), count(*) FILTER (said AND truth), count(*) FILTER (said AND NOT truth)
            FROM (SELECT {table.Cell(of)} AS g, c{outcome} IS NOT NULL AS has, coalesce({said}, false) AS said, {truth} AS truth FROM {QualityTable.Rows} WHERE c{of} IS NOT NULL)
            GROUP BY g HAVING count(*) FILTER (has) + count(truth) > 0 ORDER BY 2 DESC, 1
            """,
            row => (
                Value: row.GetString(0), Size: row.GetInt64(1), Said: row.GetInt64(2), Labelled: row.GetInt64(3), Favoured: row.GetInt64(4),
                Known: row.GetInt64(5), True: row.GetInt64(6), Hits: row.GetInt64(7), Alarms: row.GetInt64(8)))
            .Where(group => !MissingSigns.Contains(group.Value))
            .Select(group => new GroupFigures(
                group.Value,
                group.Size,
                group.Size >= LeastRows,
                Rate(group.Said, group.Size),
                Rate(group.Hits, group.True),
                Rate(group.Alarms, group.Known - group.True),
                Rate(group.Hits, group.Hits + group.Alarms),
                Rate(group.Favoured, group.Labelled),
                Wilson(group.Said, group.Size),
                Wilson(group.Hits, group.True),
                Wilson(group.Alarms, group.Known - group.True))
            {
                LabelSize = group.Labelled,
            })];
    }

    /// <summary>On the groups of enough labels, whether or not their rows have a prediction; null where a conclusive comparison would rest on fewer than two of them.</summary>
    private static double? LabelImpact(IReadOnlyList<GroupFigures> groups, bool isConclusive)
    {
        var labelled = groups.Where(group => group.LabelSize >= LeastRows).ToList();
        return labelled.Count >= 2 ? Ratio(labelled, group => group.LabelRate) : isConclusive ? null : Ratio([.. groups], group => group.LabelRate);
    }

    private static double? Rate(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private static double? Ratio(List<GroupFigures> groups, Func<GroupFigures, double?> rate)
    {
        var rates = groups.Select(rate).OfType<double>().ToList();
        return rates.Count < 2 || rates.Max() == 0 ? null : rates.Min() / rates.Max();
    }

    private static double? Gap(List<GroupFigures> groups, Func<GroupFigures, double?> rate)
    {
        var rates = groups.Select(rate).OfType<double>().ToList();
        return rates.Count < 2 ? null : rates.Max() - rates.Min();
    }
}
