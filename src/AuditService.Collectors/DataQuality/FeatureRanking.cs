using System.Globalization;
using AuditService.Collectors.Datasets;
using AuditService.Core;

namespace AuditService.Collectors.DataQuality;

/// <summary>
/// How well each column alone tells a target: the area under the ROC curve. Categories are ranked by the mean of the target in the other folds (K-fold
/// target encoding, five stratified folds, prior weight of ten rows) and the AUC of the folds is averaged; a row never helps to rank itself, so that a
/// constant or a number of one's own tells nothing. Numbers and dates are also cut in twenty, and ranked as they are in whichever direction is better.
/// </summary>
internal static class FeatureRanking
{
    private const int Folds = 5;

    private const int PriorRows = 10;

    /// <summary>Below, an AUC is chance.</summary>
    private const int LeastOfEach = 10;

    private const int MostRows = 200_000;

    private const int MostClasses = 10;

    private const string Learnt = $"{DuckDbSandbox.Beside}.learnt";

    private const int MostFeatures = 200;

    private const int FewValues = 20;

    public static IReadOnlyList<FeatureAuc> Of(QualityTable table, int target, IReadOnlyCollection<int> leftOut, List<LocalizedText> notes)
    {
        var classes = Classes(table, target);
        if (classes.Count == 0)
        {
            notes.Add(new(
                $"« {table.Columns[target]} » : il faut au moins deux valeurs de {LeastOfEach} lignes chacune pour chercher ce qui la prédit",
                $"\"{table.Columns[target]}\": it takes at least two values of {LeastOfEach} rows each to look for what tells it"));
            return [];
        }

        var features = table.Indices.Where(i => i != target && !leftOut.Contains(i)).ToList();
        if (features.Count > MostFeatures)
        {
            notes.Add(new($"seules les {MostFeatures} premières colonnes sont essayées sur {features.Count}", $"only the first {MostFeatures} columns of {features.Count} are tried"));
            features = features[..MostFeatures];
        }

        if (features.Count == 0) return [];
        Learn(table, target, features, classes.Count);
        try
        {
            var found = new FeatureAuc?[features.Count];
            SideBySide.Each(Enumerable.Range(0, features.Count), at => found[at] = Best(table, features[at], classes));
            return [.. found.OfType<FeatureAuc>().OrderByDescending(found => found.Auc).ThenBy(found => found.Column, StringComparer.Ordinal)];
        }
        finally
        {
            table.Keep($"DROP TABLE {Learnt}");
        }
    }

    /// <summary>SQL conditions on <c>t</c>, the target of a row: one for two classes, one against the rest for more, above or below the middle for a quantity.</summary>
    private static IReadOnlyList<string> Classes(QualityTable table, int target)
    {
        if (table.IsNumeric(target) && table.Distinct(target) > FewValues)
        {
            var middle = table.Ask($"SELECT quantile_cont(x, 0.5) FROM (SELECT {table.Number(target)} AS x FROM {QualityTable.Rows})", row => row.IsDBNull(0) ? 0 : row.GetDouble(0))[0];
            return table.Count >= 2 * LeastOfEach ? [$"{table.Number(target).Replace($"c{target}", "t", StringComparison.Ordinal)} > {middle.ToString("R", CultureInfo.InvariantCulture)}"] : [];
        }

        var values = table.Values(target, 1_000).Where(value => value.Rows >= LeastOfEach).ToList();
        if (values.Count < 2 || table.Distinct(target) > 1_000) return [];
        var asked = values.Count == 2 && table.Distinct(target) == 2 ? values.Take(1) : values.Take(MostClasses);
        return [.. asked.Select(value => $"t = {DuckDbSandbox.Quote(value.Value)}")];
    }

    private static void Learn(QualityTable table, int target, List<int> features, int classes)
    {
        var rows = Math.Max(2_000, MostRows / classes);
        var stride = Math.Max(1, (table.Count + rows - 1) / rows);
        table.Keep($"DROP TABLE IF EXISTS {Learnt}");
        table.Keep(
            $"""
            CREATE TABLE {Learnt} AS
            SELECT *, (row_number() OVER (PARTITION BY t ORDER BY h)) % {Folds} AS fold
            FROM (SELECT trim(c{target}) AS t, hash(rowid) AS h, {string.Join(", ", features.Select(i => $"c{i}"))} FROM {QualityTable.Rows} WHERE c{target} IS NOT NULL)
            WHERE h % {stride} = 0
            """);
    }

    private static FeatureAuc? Best(QualityTable table, int feature, IReadOnlyList<string> classes)
    {
        FeatureAuc? best = null;
        foreach (var one in classes)
        {
            var scale = table.Scale(feature);
            var value = scale is null || table.Distinct(feature) <= FewValues ? $"hash(coalesce(c{feature}, ''), c{feature} IS NULL)" : $"CASE WHEN {scale} IS NULL THEN -1 ELSE floor(20 * (percent_rank() OVER (ORDER BY {scale}))) END";
            Consider(OutOfFold(table, value, one), "outOfFold");
            if (scale is not null) Consider(Rank(table, scale, one), "rank");
        }

        return best;

        void Consider(double? auc, string method)
        {
            if (auc is { } known && (best is null || known > best.Auc)) best = new(table.Columns[feature], Math.Round(known, 4), method);
        }
    }

    private static double? OutOfFold(QualityTable table, string value, string isClass) => One(table,
        $"""
        WITH e AS (SELECT {value} AS v, fold, CASE WHEN {isClass} THEN 1 ELSE 0 END AS y FROM {Learnt}),
             x AS (SELECT v, fold, count(*)::DOUBLE AS n, sum(y)::DOUBLE AS p FROM e GROUP BY 1, 2),
             f AS (SELECT fold, sum(n) AS n, sum(p) AS p FROM x GROUP BY 1),
             a AS (SELECT sum(n) AS n, sum(p) AS p FROM f),
             v AS (SELECT v, sum(n) AS n, sum(p) AS p FROM x GROUP BY 1),
             s AS (SELECT x.fold, round((v.p - x.p + {PriorRows} * (a.p - f.p) / (a.n - f.n)) / (v.n - x.n + {PriorRows}), 12) AS score, sum(x.p) AS p, sum(x.n - x.p) AS q
                   FROM x JOIN v ON v.v = x.v JOIN f ON f.fold = x.fold, a WHERE a.n > f.n GROUP BY 1, 2),
             w AS (SELECT fold, p, q, coalesce(sum(q) OVER (PARTITION BY fold ORDER BY score ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM s)
        SELECT avg(auc) FROM (SELECT sum(p * (before + q / 2)) / (sum(p) * sum(q)) AS auc FROM w GROUP BY fold HAVING sum(p) > 0 AND sum(q) > 0)
        """);

    private static double? Rank(QualityTable table, string scale, string isClass) => One(table,
        $"""
        WITH x AS (SELECT {scale} AS v, sum(CASE WHEN {isClass} THEN 1 ELSE 0 END)::DOUBLE AS p, count(*)::DOUBLE AS n FROM {Learnt} GROUP BY 1),
             w AS (SELECT p, n - p AS q, coalesce(sum(n - p) OVER (ORDER BY v ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM x WHERE v IS NOT NULL)
        SELECT greatest(auc, 1 - auc) FROM (SELECT sum(p * (before + q / 2)) / (sum(p) * sum(q)) AS auc FROM w HAVING sum(p) >= {LeastOfEach} AND sum(q) >= {LeastOfEach})
        """);

    private static double? One(QualityTable table, string sql) =>
        table.Ask(sql, row => row.IsDBNull(0) ? (double?)null : row.GetDouble(0)) is [{ } auc, ..] && double.IsFinite(auc) ? auc : null;
}
