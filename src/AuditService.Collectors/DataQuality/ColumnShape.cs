using AuditService.Collectors.Datasets;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Collectors.DataQuality;

/// <summary>What the values of single columns are like: outliers, impossible, constant, rare, balanced.</summary>
internal static class ColumnShape
{
    /// <summary>In a large table quantiles are taken of this many rows at most, spread evenly.</summary>
    private const long MostRows = 250_000;

    private const int LeastValues = 20;

    private const int FewRows = 5;

    private const int EarliestBirth = 1890;

    private const int FewSpellings = 10_000;

    private const int ManyClasses = 50_000;

    private const double AlmostAll = 0.99;

    private const string Numbers = $"{DuckDbSandbox.Beside}.numbers";

    /// <summary>Whole header words, and the least and greatest value that what they name can have.</summary>
    private static readonly (string[] Words, double Least, double Most)[] Ranges =
    [
        (["age"], 0, 125),
        (["latitude"], -90, 90),
        (["longitude"], -180, 180),
        (["imc", "bmi"], 5, 150),
    ];

    /// <remarks>Three questions for all columns together: quartiles, spreads around the median, counts.</remarks>
    public static IReadOnlyList<OutlierFigures> Outliers(QualityTable table)
    {
        var asked = table.Indices.Where(i => table.IsNumeric(i) && table.Distinct(i) >= LeastValues && !IsCounter(table, i)).ToList();
        return [.. asked.Chunk(table.Together).SelectMany(some => Outliers(table, some))];
    }

    private static List<OutlierFigures> Outliers(QualityTable table, int[] asked)
    {
        var stride = table.Estimated is null ? 1 : Math.Max(1, (table.Count + MostRows - 1) / MostRows);
        table.Keep($"DROP TABLE IF EXISTS {Numbers}");
        table.Keep($"CREATE TABLE {Numbers} AS SELECT {string.Join(", ", asked.Select(i => $"CASE WHEN isfinite({table.Number(i)}) THEN {table.Number(i)} END AS x{i}"))} FROM {QualityTable.Rows}{(stride == 1 ? "" : $" WHERE rowid % {stride} = 0")}");
        try
        {
            // Three of one sorting.
            var fences = Row($"(SELECT {string.Join(", ", asked.Select(i => $"quantile_cont(x{i}, [0.25, 0.5, 0.75]) AS q{i}"))} FROM {Numbers})", asked.Select(i => $"q{i}[1], q{i}[2], q{i}[3]"));
            var mads = Row(Numbers, asked.Select((i, at) => $"quantile_cont(abs(x{i} - {Text(fences[(3 * at) + 1])}), 0.5)"));
            var counts = Row(
                stride == 1 ? Numbers : $"(SELECT {string.Join(", ", asked.Select(i => $"CASE WHEN isfinite({table.Number(i)}) THEN {table.Number(i)} END AS x{i}"))} FROM {QualityTable.Rows})",
                asked.Select((i, at) =>
                {
                    var (q1, median, q3) = (fences[3 * at], fences[(3 * at) + 1], fences[(3 * at) + 2]);
                    var range = q3 - q1;
                    return $"count(x{i}), count(*) FILTER (x{i} < {Text(q1 - (1.5 * range))} OR x{i} > {Text(q3 + (1.5 * range))}), count(*) FILTER (x{i} < {Text(q1 - (3 * range))} OR x{i} > {Text(q3 + (3 * range))}), count(*) FILTER (0.6745 * abs(x{i} - {Text(median)}) > 3.5 * {Text(mads[at])})";
                }));
            var found = new List<OutlierFigures>();
            for (var at = 0; at < asked.Length; at++)
            {
                var figures = new OutlierFigures(table.Columns[asked[at]], (long)counts[4 * at], (long)counts[(4 * at) + 1], (long)counts[(4 * at) + 2], mads[at] > 0 ? (long)counts[(4 * at) + 3] : null);
                // Where more than half of the values are the same the fences have no width: any other value would be an outlier.
                if (fences[(3 * at) + 2] > fences[3 * at] && (figures.Suspect > 0 || figures.RobustZ > 0)) found.Add(figures);
            }

            return found;
        }
        finally
        {
            table.Keep($"DROP TABLE {Numbers}");
        }

        double[] Row(string from, IEnumerable<string> figures) =>
            table.Ask($"SELECT {string.Join(", ", figures)} FROM {from}", row => Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? 0 : Convert.ToDouble(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)).ToArray())[0];
    }

    /// <returns>Each column whose bounds are known, with how many values lie outside.</returns>
    public static IReadOnlyList<ColumnCount> Impossible(QualityTable table)
    {
        var found = new List<ColumnCount>();
        // Nobody who is in a file is yet to be born, nor was born with the steam engine.
        foreach (var i in table.Indices.Where(i => table.IsDate(i) && table.Categories(i).Contains(PersonalDataCategory.BirthDate)))
            found.Add(new(table.Columns[i], table.Ask($"SELECT count(*) FROM {QualityTable.Rows} WHERE {QualityTable.Moment(i)}::DATE > current_date OR year({QualityTable.Moment(i)}) < {EarliestBirth}", row => row.GetInt64(0))[0]));
        foreach (var i in table.Indices.Where(table.IsNumeric))
        {
            var header = ColumnHeader.Of(table.Columns[i]);
            // age_entreprise, age_moyen: of something else.
            if (header.IsCount || header.Words.Count > 2 || (header.Words.Count == 2 && !header.Words.Any(word => word is "patient" or "client" or "candidat" or "person" or "personne"))) continue;
            foreach (var (_, least, most) in Ranges.Where(range => range.Words.Any(header.Has)))
            {
                // A number of the closed list of signs is no value.
                var rows = table.Ask($"SELECT count(*) FROM {QualityTable.Rows} WHERE {table.Number(i)} NOT BETWEEN {Text(least)} AND {Text(most)}", row => row.GetInt64(0))[0] - table.Signs(i);
                found.Add(new(table.Columns[i], Math.Max(0, rows)));
            }
        }

        return found;
    }

    /// <summary>Categories that so few people have that the category tells who they are.</summary>
    public static IReadOnlyList<RareValues> Rare(QualityTable table, ColumnRoles roles)
    {
        var asked = table.Indices.Where(i => table.Count >= 100 && !table.IsDate(i)
            && table.Distinct(i) is >= 2 and <= 1_000 && 10 * table.Distinct(i) <= table.Count && (!table.IsNumeric(i) || roles.Quasi.Contains(i)));
        return [.. asked.Select(i => table.Ask(
                $"SELECT count(*), coalesce(sum(n), 0)::BIGINT FROM (SELECT count(*) AS n FROM {QualityTable.Rows} WHERE c{i} IS NOT NULL GROUP BY {table.Cell(i)}) WHERE n < {FewRows}",
                row => new RareValues(table.Columns[i], row.GetInt64(0), row.GetInt64(1)))[0])
            .Where(rare => rare.Values > 0)];
    }

    public static IReadOnlyList<string> QuasiConstant(QualityTable table) => table.Count < 100 ? [] : [.. table.Indices
        // Each other value has a row at least.
        .Where(i => table.Distinct(i) >= 2 && table.Distinct(i) - 1 <= (1 - AlmostAll) * table.Count * 1.1 && table.Values(i, 1) is [{ } most, ..] && most.Rows >= AlmostAll * table.Count)
        .Select(i => table.Columns[i])];

    /// <summary>Words, not sentences, of which more than half are different: codes and identifiers that a model would learn by heart.</summary>
    public static IReadOnlyList<string> HighCardinality(QualityTable table, ColumnRoles roles) => table.Count < 100 ? [] : [.. table.Indices
        .Where(i => i != roles.Label && i != roles.Prediction && table.Type(i) == ColumnType.Text && 2 * table.Distinct(i) > table.Count - table.Missing(i) && table.Count - table.Missing(i) >= 50
            && !table.Categories(i).Contains(PersonalDataCategory.FreeText)
            && table.Ask($"SELECT avg(length(c{i}) - length(replace(c{i}, ' ', ''))) FROM {table.SampledRows}", row => row.IsDBNull(0) ? 0 : row.GetDouble(0))[0] < 3)
        .Select(i => table.Columns[i])];

    public static ClassBalance? Balance(QualityTable table, ColumnRoles roles)
    {
        if (roles.Label is not { } label || table.Distinct(label) is < 2 or > 100) return null;
        var classes = table.Values(label, 100);
        var rows = (double)classes.Sum(one => one.Rows);
        if (classes.Count < 2) return null;
        var entropy = -classes.Sum(one => one.Rows / rows * Math.Log(one.Rows / rows));
        return new(table.Columns[label], classes.Count, classes.Min(one => one.Rows) / rows, Math.Round(entropy / Math.Log(classes.Count), 6));
    }

    /// <summary>Rows that only differ from an earlier one by case, accents, punctuation or spaces of their words.</summary>
    /// <remarks>
    /// In a large table of what else than texts two such rows share: one class in sixteen is compared. A table of texts alone is compared by its first rows.
    /// </remarks>
    public static long NearDuplicates(QualityTable table)
    {
        if (table.Count < 2 || !table.Indices.Any(i => table.Type(i) == ColumnType.Text)) return 0;
        var texts = table.Indices.Where(i => table.Type(i) == ColumnType.Text).Where(i => Spellings(table, i)).ToHashSet();
        if (texts.Count == 0) return 0;
        var others = table.Indices.Where(i => !texts.Contains(i)).ToList();
        var values = table.Indices.Select(i => texts.Contains(i) ? Plain(i) : $"c{i}");
        // One column that tells most rows apart makes as fair classes as all of them together.
        var telling = others.Where(i => table.Distinct(i) >= ManyClasses && 10 * table.Missing(i) <= table.Count).OrderByDescending(table.Distinct).Take(1).ToList();
        var where = table.OneIn == 1 ? "" : others.Count > 0 ? $" WHERE hash({Cells(telling.Count > 0 ? telling : others)}) % {table.OneIn} = 0" : $" WHERE rowid < {table.Count / table.OneIn}";
        var (rows, different, equal) = table.Ask(
            $"SELECT count(*), count(DISTINCT hash({string.Join(", ", values)})), count(*) - count(DISTINCT hash({Cells(table.Indices)})) FROM {QualityTable.Rows}{where}",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)))[0];
        return Math.Max(0, table.OneIn * (rows - different - equal));
    }

    private static string Cells(IEnumerable<int> columns) => string.Join(", ", columns.Select(i => $"c{i}"));

    /// <summary>SQL: letters and digits only, where there are any.</summary>
    private static string Plain(int column) => $"coalesce(nullif(regexp_replace(strip_accents(lower(c{column})), '[^a-z0-9]+', '', 'g'), ''), c{column})";

    /// <summary>Whether a column of few values has one in two spellings: where it has not, the values themselves tell rows apart as well, at no cost.</summary>
    private static bool Spellings(QualityTable table, int column) => table.Distinct(column) > FewSpellings
        || table.Ask($"SELECT count(*), count(DISTINCT {Plain(column)}) FROM (SELECT DISTINCT c{column} FROM {QualityTable.Rows} WHERE c{column} IS NOT NULL)", row => row.GetInt64(0) > row.GetInt64(1))[0];

    /// <summary>Numbers of rows: never twice the same, hardly a gap.</summary>
    public static bool IsCounter(QualityTable table, int column)
    {
        var values = table.Count - table.Missing(column);
        if (values < 2 || table.Distinct(column) != values) return false;
        return Counts(table, column, values, table.SampledRows) && Counts(table, column, values, QualityTable.Rows);
    }

    /// <summary>The same of some of the rows: where it is not true of them, it is not of all.</summary>
    private static bool Counts(QualityTable table, int column, long values, string rows)
    {
        return table.Ask(
            $$"""
            SELECT count(n), max(n) - min(n), min(p) = max(p), count(*)
            FROM (SELECT try_cast(d AS BIGINT) AS n, substr(v, 1, length(v) - length(d)) AS p
                  FROM (SELECT v, regexp_extract(v, '[0-9]{1,15}$') AS d FROM (SELECT trim(c{{column}}) AS v FROM {{rows}} WHERE c{{column}} IS NOT NULL)))
            """,
            row => row.GetInt64(0) > 0 && row.GetInt64(0) == row.GetInt64(3) && row.GetBoolean(2) && row.GetInt64(1) < 1.1 * values)[0];
    }

    private static string Text(double number) => $"({number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}::DOUBLE)";
}
