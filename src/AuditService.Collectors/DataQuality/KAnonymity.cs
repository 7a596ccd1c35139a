using AuditService.Collectors.Datasets;
using AuditService.Collectors.PersonalData;

namespace AuditService.Collectors.DataQuality;

/// <summary>k-anonymity, uniqueness, l-diversity and t-closeness over the quasi-identifiers (reference 5.4). A missing value is a value like another.</summary>
internal static class KAnonymity
{
    private const int SmallClass = 5;

    /// <summary>Singling-out begins where this share of rows is alone.</summary>
    private const double Revealing = 0.05;

    private const int LargestSubset = 4;

    /// <summary>Rows times subsets that are grouped in search of the smallest revealing one.</summary>
    private const long MostGrouped = 200_000_000;

    private const int MostSensitive = 10;

    private const string Codes = $"{DuckDbSandbox.Beside}.codes";

    /// <summary>Four bytes a value: of five million different ones, one in a thousand falls upon another's.</summary>
    private const long MostCodes = 1L << 32;

    public static AnonymityFigures? Measure(QualityTable table, ColumnRoles roles)
    {
        if (roles.Quasi.Count == 0 || table.Count == 0) return null;
        var by = By(table, roles.Quasi);
        var (k, classes, unique, small) = table.Ask(
            $"SELECT min(n), count(*), coalesce(count(*) FILTER (n = 1), 0), coalesce(sum(n) FILTER (n < {SmallClass}), 0)::BIGINT FROM (SELECT count(*) AS n FROM {QualityTable.Rows} GROUP BY hash({by}))",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)))[0];
        return new(
            [.. roles.Quasi.Select(i => table.Columns[i])],
            k,
            (double)unique / table.Count,
            (double)small / table.Count,
            classes,
            (double)classes / table.Count,
            [.. Smallest(table, roles.Quasi, (double)unique / table.Count).Select(i => table.Columns[i])],
            [.. Sensitive(table, roles).Select(i => DiversityOf(table, by, i))]);
    }

    /// <summary>Fewer columns tell fewer rows apart: where all of them do not, no part does.</summary>
    private static IReadOnlyList<int> Smallest(QualityTable table, IReadOnlyList<int> quasi, double uniqueShare)
    {
        if (uniqueShare <= Revealing) return [];
        if (table.OneIn == 1) return Smallest(table, quasi, subset => ExactShare(table, subset));
        // The texts of a large table are hashed once a column, not once for each of the subsets that it is in.
        table.Keep($"DROP TABLE IF EXISTS {Codes}");
        table.Keep($"CREATE TABLE {Codes} AS SELECT {string.Join(", ", quasi.Select(i => $"(hash({table.Cell(i)}) % {MostCodes})::UINTEGER AS h{i}"))} FROM {QualityTable.Rows}");
        try
        {
            return Smallest(table, quasi, subset => EstimatedShare(table, subset));
        }
        finally
        {
            table.Keep($"DROP TABLE {Codes}");
        }
    }

    private static IReadOnlyList<int> Smallest(QualityTable table, IReadOnlyList<int> quasi, Func<IReadOnlyList<int>, double> uniqueShare)
    {
        var left = MostGrouped / table.Count;
        for (var size = 1; size <= Math.Min(LargestSubset, quasi.Count); size++)
        {
            IReadOnlyList<int>? best = null;
            var most = Revealing;
            foreach (var subset in Subsets(quasi, size))
            {
                // No more rows are alone than there are combinations.
                if (subset.Aggregate(1.0, (product, i) => product * (table.Distinct(i) + 1)) <= Revealing * table.Count) continue;
                if (left-- <= 0) return best ?? [];
                var share = uniqueShare(subset);
                if (share > most) (best, most) = (subset, share);
            }

            if (best is not null) return best;
        }

        return [];
    }

    private static double ExactShare(QualityTable table, IReadOnlyList<int> subset) =>
        (double)table.Ask($"SELECT count(*) FILTER (n = 1) FROM (SELECT count(*) AS n FROM {QualityTable.Rows} GROUP BY hash({By(table, subset)}))", row => row.GetInt64(0))[0] / table.Count;

    /// <summary>Of one class in sixteen, each counted whole: the classes that a hash falls upon are as often of one row as all are.</summary>
    private static double EstimatedShare(QualityTable table, IReadOnlyList<int> subset)
    {
        var alone = table.Ask(
            $"SELECT count(*) FILTER (n = 1) FROM (SELECT count(*) AS n FROM (SELECT hash({string.Join(", ", subset.Select(i => $"h{i}"))}) AS h FROM {Codes}) WHERE h % {table.OneIn} = 0 GROUP BY h)", row => row.GetInt64(0))[0];
        return Math.Min(1, (double)alone * table.OneIn / table.Count);
    }

    private static IEnumerable<IReadOnlyList<int>> Subsets(IReadOnlyList<int> of, int size, int from = 0)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }

        for (var i = from; i <= of.Count - size; i++)
        {
            foreach (var rest in Subsets(of, size - 1, i + 1)) yield return [of[i], .. rest];
        }
    }

    private static IEnumerable<int> Sensitive(QualityTable table, ColumnRoles roles) => table.Indices
        .Where(i => !roles.Quasi.Contains(i) && table.Distinct(i) >= 2 && table.Categories(i).Any(category => category.IsSpecial() || category.IsOffence()))
        .Take(MostSensitive);

    private static Diversity DiversityOf(QualityTable table, string by, int sensitive) => table.Ask(
        $"""
        WITH b AS (SELECT hash({by}) AS g, coalesce({table.Cell(sensitive)}, '') AS s, count(*)::DOUBLE AS n FROM {QualityTable.Rows} GROUP BY 1, 2),
             t AS (SELECT s, sum(n) / {table.Count} AS p FROM b GROUP BY s),
             c AS (SELECT g, sum(n) AS m, count(*) AS d FROM b GROUP BY g),
             e AS (SELECT b.g, 0.5 * (sum(abs(b.n / c.m - t.p)) + 1 - sum(t.p)) AS distance FROM b JOIN c USING (g) JOIN t USING (s) GROUP BY b.g)
        SELECT (SELECT min(d) FROM c), (SELECT count(*) FILTER (d = 1) / count(*) FROM c), (SELECT max(distance) FROM e)
        """,
        row => new Diversity(table.Columns[sensitive], row.GetInt64(0), row.GetDouble(1), Math.Round(Math.Clamp(row.GetDouble(2), 0, 1), 9)))[0];

    private static string By(QualityTable table, IReadOnlyList<int> columns) => string.Join(", ", columns.Select(table.Cell));
}
