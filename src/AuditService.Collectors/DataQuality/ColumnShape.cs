using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Collectors.DataQuality;

/// <summary>What the values of single columns are like: outliers, impossible, constant, rare, balanced.</summary>
internal static class ColumnShape
{
    /// <summary>Quantiles are taken of this many rows at most, spread evenly.</summary>
    private const long MostRows = 2_000_000;

    private const int LeastValues = 20;

    private const int FewRows = 5;

    private const int FewSpellings = 10_000;

    private const double AlmostAll = 0.99;

    /// <summary>Whole header words, and the least and greatest value that what they name can have.</summary>
    private static readonly (string[] Words, double Least, double Most)[] Ranges =
    [
        (["age"], 0, 125),
        (["latitude"], -90, 90),
        (["longitude"], -180, 180),
        (["imc", "bmi"], 5, 150),
    ];

    public static IReadOnlyList<OutlierFigures> Outliers(QualityTable table)
    {
        var stride = Math.Max(1, (table.Count + MostRows - 1) / MostRows);
        var found = new List<OutlierFigures>();
        foreach (var i in table.Indices.Where(i => table.IsNumeric(i) && table.Distinct(i) >= LeastValues && !IsCounter(table, i)))
        {
            var number = table.Number(i);
            var x = $"(SELECT x FROM (SELECT {number} AS x FROM {QualityTable.Rows}) WHERE isfinite(x))";
            var spread = $"(SELECT x FROM (SELECT {number} AS x FROM {QualityTable.Rows} WHERE rowid % {stride} = 0) WHERE isfinite(x))";
            // Three of one sorting.
            var (q1, median, q3) = table.Ask(
                $"SELECT q[1], q[2], q[3] FROM (SELECT quantile_cont(x, [0.25, 0.5, 0.75]) AS q FROM {spread})",
                row => (row.GetDouble(0), row.GetDouble(1), row.GetDouble(2)))[0];
            var mad = table.Ask($"SELECT quantile_cont(abs(x - {Text(median)}), 0.5) FROM {spread}", row => row.GetDouble(0))[0];
            var range = q3 - q1;
            var figures = table.Ask(
                $"""
                SELECT count(*), count(*) FILTER (x < {Text(q1 - (1.5 * range))} OR x > {Text(q3 + (1.5 * range))}), count(*) FILTER (x < {Text(q1 - (3 * range))} OR x > {Text(q3 + (3 * range))}),
                       count(*) FILTER (0.6745 * abs(x - {Text(median)}) > 3.5 * {Text(mad)}) FROM {x}
                """,
                row => new OutlierFigures(table.Columns[i], row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), mad > 0 ? row.GetInt64(3) : null))[0];
            // Where more than half of the values are the same the fences have no width: any other value would be an outlier.
            if (range > 0 && (figures.Suspect > 0 || figures.RobustZ > 0)) found.Add(figures);
        }

        return found;
    }

    /// <returns>Each column whose bounds are known, with how many values lie outside.</returns>
    public static IReadOnlyList<ColumnCount> Impossible(QualityTable table)
    {
        var found = new List<ColumnCount>();
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
        .Where(i => table.Distinct(i) >= 2 && table.Values(i, 1) is [{ } most, ..] && most.Rows >= AlmostAll * table.Count)
        .Select(i => table.Columns[i])];

    /// <summary>Words, not sentences, of which more than half are different: codes and identifiers that a model would learn by heart.</summary>
    public static IReadOnlyList<string> HighCardinality(QualityTable table, ColumnRoles roles) => table.Count < 100 ? [] : [.. table.Indices
        .Where(i => i != roles.Label && i != roles.Prediction && table.Type(i) == ColumnType.Text && 2 * table.Distinct(i) > table.Count - table.Missing(i) && table.Count - table.Missing(i) >= 50
            && !table.Categories(i).Contains(PersonalDataCategory.FreeText)
            && table.Ask($"SELECT avg(length(c{i}) - length(replace(c{i}, ' ', ''))) FROM {QualityTable.Rows}", row => row.IsDBNull(0) ? 0 : row.GetDouble(0))[0] < 3)
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
    public static long NearDuplicates(QualityTable table)
    {
        if (table.Count < 2 || !table.Indices.Any(i => table.Type(i) == ColumnType.Text)) return 0;
        var texts = table.Indices.Where(i => table.Type(i) == ColumnType.Text).Where(i => Spellings(table, i)).ToHashSet();
        if (texts.Count == 0) return 0;
        var values = table.Indices.Select(i => texts.Contains(i) ? Plain(i) : $"c{i}");
        var different = table.Ask($"SELECT count(DISTINCT hash({string.Join(", ", values)})) FROM {QualityTable.Rows}", row => row.GetInt64(0))[0];
        return Math.Max(0, table.Count - different - table.DuplicateRows);
    }

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
        var number = $"try_cast(regexp_extract(trim(c{column}), '([0-9]{{1,15}})$', 1) AS BIGINT)";
        return table.Ask(
            $"SELECT count({number}), max({number}) - min({number}), count(DISTINCT regexp_replace(trim(c{column}), '[0-9]{{1,15}}$', '')) FROM {QualityTable.Rows} WHERE c{column} IS NOT NULL",
            row => row.GetInt64(0) == values && row.GetInt64(2) == 1 && row.GetInt64(1) < 1.1 * values)[0];
    }

    private static string Text(double number) => $"({number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}::DOUBLE)";
}
