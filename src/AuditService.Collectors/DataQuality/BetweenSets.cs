using System.Globalization;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.DataQuality;

/// <summary>What two data sets have in common and how far their values have drifted, over the columns of the same name. Rows are compared by 64-bit hashes.</summary>
internal static class BetweenSets
{
    private const int LeastColumns = 3;

    private const double LeastVariety = 0.9;

    /// <summary>Without its number a row is met again by chance now and then.</summary>
    private const double LeastShareWithoutCounters = 0.02;

    private const double AlmostAll = 0.95;

    private const double EmptyBin = 0.0001;

    private const int MostValues = 1_000;

    private const double LeastShareOfBin = 0.005;

    /// <returns>What each has of the other.</returns>
    public static (Contamination OfFirst, Contamination OfSecond) Contamination(QualityTable first, ColumnRoles firstRoles, QualityTable second, ColumnRoles secondRoles)
    {
        var shared = Shared(first, second);
        var links = Links(first, firstRoles, second, secondRoles);
        var key = SharedKey.Between(first, second, shared);
        if (shared.Count == 0) return (new(second.Source, 0, 0, "allColumns", Conclusive: false, links), new(first.Source, 0, 0, "allColumns", Conclusive: false, links));

        var exact = Met(first, second, shared);
        var told = shared.Where(pair => !ColumnShape.IsCounter(first, pair.First) && !ColumnShape.IsCounter(second, pair.Second)).ToList();
        if (told.Count >= LeastColumns && told.Count < shared.Count)
        {
            var renumbered = Met(first, second, told);
            // Numbered anew: hardly a row is met with its number, many without.
            if (renumbered.IsTelling && renumbered.First > 2 * exact.First && renumbered.First > LeastShareWithoutCounters * Math.Min(first.Count, second.Count))
                return (Of(second, renumbered.First, told.Count, "withoutCounters", renumbered), Of(first, renumbered.Second, told.Count, "withoutCounters", renumbered));
        }

        return (Of(second, exact.First, shared.Count, "allColumns", exact), Of(first, exact.Second, shared.Count, "allColumns", exact));

        Contamination Of(QualityTable with, long rows, int columns, string basis, Meeting meeting) => new(with.Source, rows, columns, basis, meeting.IsTelling, links)
        {
            Key = key?.Column,
            SharedKeyRows = with == second ? key?.RowsOfFirst : key?.RowsOfSecond,
        };
    }

    public static Drift DriftOf(QualityTable reference, QualityTable table)
    {
        var found = new List<ColumnDrift>();
        foreach (var (before, after) in Shared(reference, table))
        {
            if (IsOneOfEach(reference, before) || IsOneOfEach(table, after)) continue;
            var bins = reference.IsNumeric(before) && table.IsNumeric(after) && reference.Distinct(before) > 20 ? Tenths(reference, before, table, after) : ByValue(reference, before, table, after);
            if (bins is { Count: >= 2 }) found.Add(Psi(reference.Columns[before], bins));
        }

        return new(reference.Source, Math.Min(reference.Count, table.Count), [.. found.OrderByDescending(drift => drift.Psi).ThenBy(drift => drift.Column, StringComparer.Ordinal)]);
    }

    private static List<(int First, int Second)> Shared(QualityTable first, QualityTable second) =>
        [.. first.Indices.Select(i => (First: i, Second: second.Find(first.Columns[i]))).Where(pair => pair.Second is not null && first.Find(first.Columns[pair.First]) == pair.First).Select(pair => (pair.First, pair.Second!.Value))];

    private static Meeting Met(QualityTable first, QualityTable second, List<(int First, int Second)> shared)
    {
        var isFirstSmaller = first.Count <= second.Count;
        var (small, large) = isFirstSmaller ? (first, second) : (second, first);
        var smallColumns = shared.Select(pair => isFirstSmaller ? pair.First : pair.Second).ToList();
        var largeColumns = shared.Select(pair => isFirstSmaller ? pair.Second : pair.First).ToList();

        var areNumbers = shared.Select(pair => first.IsNumeric(pair.First) && second.IsNumeric(pair.Second)).ToList();
        var sought = new Dictionary<ulong, long>();
        foreach (var (print, rows) in small.Stream($"SELECT {Print(small, smallColumns, areNumbers)} AS h, count(*) FROM {QualityTable.Rows} WHERE {HasValue(smallColumns)} GROUP BY 1", row => (Unsigned(row.GetValue(0)), row.GetInt64(1))))
            sought[print] = rows;

        var (inLarge, met, different, seen) = (0L, 0L, 0L, 0L);
        foreach (var (print, rows) in large.Stream($"SELECT {Print(large, largeColumns, areNumbers)} AS h, count(*) FROM {QualityTable.Rows} WHERE {HasValue(largeColumns)} GROUP BY 1", row => (Unsigned(row.GetValue(0)), row.GetInt64(1))))
        {
            different++;
            seen += rows;
            if (!sought.TryGetValue(print, out var held)) continue;
            inLarge += rows;
            met += held;
        }

        // Where each row of the smaller set is one of its kind, so are the copies: a set copied twice over has no variety, and is copied all the same.
        var variety = Math.Max(seen == 0 ? 0 : (double)different / seen, small.Count == 0 ? 0 : (double)sought.Count / small.Count);
        var isTelling = shared.Count >= LeastColumns && variety >= LeastVariety;
        return isFirstSmaller ? new(met, inLarge, isTelling) : new(inLarge, met, isTelling);
    }

    /// <summary>Rows alone on the quasi-identifiers that both sets have, met alone in the other too.</summary>
    private static double? Links(QualityTable first, ColumnRoles firstRoles, QualityTable second, ColumnRoles secondRoles)
    {
        var names = secondRoles.Quasi.Select(i => Folding.Of(second.Columns[i].Trim())).ToHashSet(StringComparer.Ordinal);
        var shared = firstRoles.Quasi.Where(i => names.Contains(Folding.Of(first.Columns[i].Trim()))).Select(i => (First: i, Second: second.Find(first.Columns[i])!.Value)).ToList();
        if (shared.Count < 2 || Math.Min(first.Count, second.Count) == 0) return null;
        var isFirstSmaller = first.Count <= second.Count;
        var (small, large) = isFirstSmaller ? (first, second) : (second, first);
        var alone = small.Stream(Alone(small, [.. shared.Select(pair => isFirstSmaller ? pair.First : pair.Second)]), row => Unsigned(row.GetValue(0))).ToHashSet();
        var linked = large.Stream(Alone(large, [.. shared.Select(pair => isFirstSmaller ? pair.Second : pair.First)]), row => Unsigned(row.GetValue(0))).LongCount(alone.Contains);
        return (double)linked / small.Count;

        static string Alone(QualityTable table, List<int> columns) => $"SELECT {Print(table, columns)} AS h FROM {QualityTable.Rows} WHERE {string.Join(" AND ", columns.Select(i => $"c{i} IS NOT NULL"))} GROUP BY 1 HAVING count(*) = 1";
    }

    private static string Print(QualityTable table, List<int> columns) => $"hash({string.Join(", ", columns.Select(i => $"coalesce({table.Cell(i)}, '')"))})";

    /// <summary>A copy that another program wrote is a copy: 12 and 12.0 are one number, and a text is the same in capitals.</summary>
    private static string Print(QualityTable table, List<int> columns, List<bool> areNumbers) =>
        $"hash({string.Join(", ", columns.Zip(areNumbers, (i, isNumber) => isNumber ? $"coalesce({table.Number(i)}::VARCHAR, {table.Cell(i)}, '')" : $"coalesce(lower({table.Cell(i)}), '')"))})";

    private static string HasValue(List<int> columns) => $"({string.Join(" OR ", columns.Select(i => $"c{i} IS NOT NULL"))})";

    private static ulong Unsigned(object value) => Convert.ToUInt64(value, CultureInfo.InvariantCulture);

    /// <summary>Names and numbers of one row each: their values differ between any two sets.</summary>
    private static bool IsOneOfEach(QualityTable table, int column) =>
        table.Distinct(column) == 0 || ColumnShape.IsCounter(table, column) || IsNumbered(table, column) || (!table.IsNumeric(column) && table.Distinct(column) > MostValues);

    /// <summary>The number of a file or a client, with gaps: another set has others.</summary>
    private static bool IsNumbered(QualityTable table, int column) =>
        table.Type(column) == ColumnType.Integer && table.Distinct(column) >= AlmostAll * (table.Count - table.Missing(column)) && ColumnHeader.Of(table.Columns[column]).HasAny(HeaderLexicon.IdentifierWords);

    private static List<(long Before, long After)> Tenths(QualityTable reference, int before, QualityTable table, int after)
    {
        var number = reference.Number(before);
        var edges = reference.Ask(
            $"SELECT {string.Join(", ", Enumerable.Range(1, 9).Select(tenth => $"quantile_disc({number}, 0.{tenth})"))} FROM {QualityTable.Rows} WHERE isfinite({number})",
            row => Enumerable.Range(0, 9).Select(row.GetDouble).Distinct().ToList())[0];
        var (was, became) = (Counts(reference, before, edges), Counts(table, after, edges));
        return [.. was.Zip(became)];
    }

    /// <summary>Rows up to each edge, above the last, and without a value.</summary>
    private static List<long> Counts(QualityTable table, int column, List<double> edges)
    {
        var x = table.Number(column);
        var up = edges.Select(edge => $"count(*) FILTER (x <= {edge.ToString("R", CultureInfo.InvariantCulture)}::DOUBLE)");
        return table.Ask($"SELECT count(x), count(*) - count(x), {string.Join(", ", up)} FROM (SELECT {x} AS x FROM {QualityTable.Rows})", row =>
        {
            var below = Enumerable.Range(2, edges.Count).Select(row.GetInt64).Append(row.GetInt64(0)).ToList();
            return (List<long>)[.. below.Select((count, i) => i == 0 ? count : count - below[i - 1]), row.GetInt64(1)];
        })[0];
    }

    private static List<(long Before, long After)>? ByValue(QualityTable reference, int before, QualityTable table, int after)
    {
        if (reference.Distinct(before) > MostValues || table.Distinct(after) > MostValues) return null;
        var was = Tally(reference, before);
        var became = Tally(table, after);
        var kept = was.Where(value => value.Value >= LeastShareOfBin * reference.Count).Select(value => value.Key).Order(StringComparer.Ordinal).ToList();
        List<(long, long)> bins = [.. kept.Select(value => (was[value], became.GetValueOrDefault(value)))];
        var other = (reference.Count - bins.Sum(bin => bin.Item1), table.Count - bins.Sum(bin => bin.Item2));
        return other is (0, 0) ? bins : [.. bins, other];
    }

    private static Dictionary<string, long> Tally(QualityTable table, int column) =>
        table.Ask($"SELECT coalesce({table.Cell(column)}, ''), count(*) FROM {QualityTable.Rows} GROUP BY 1", row => (row.GetString(0), row.GetInt64(1))).ToDictionary(value => value.Item1, value => value.Item2, StringComparer.Ordinal);

    private static ColumnDrift Psi(string column, List<(long Before, long After)> bins)
    {
        var filled = bins.Where(bin => bin.Before + bin.After > 0).ToList();
        var (n, m) = (bins.Sum(bin => bin.Before), bins.Sum(bin => bin.After));
        var psi = filled.Sum(bin =>
        {
            var (p, q) = (Math.Max(EmptyBin, (double)bin.Before / n), Math.Max(EmptyBin, (double)bin.After / m));
            return (q - p) * Math.Log(q / p);
        });
        return new(column, Math.Round(psi, 6), Math.Round((filled.Count - 1) * ((1.0 / n) + (1.0 / m)), 6));
    }

    /// <summary>Rows of each set that stand in the other.</summary>
    private sealed record Meeting(long First, long Second, bool IsTelling);
}
