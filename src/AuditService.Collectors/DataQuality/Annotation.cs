namespace AuditService.Collectors.DataQuality;

/// <summary>Agreement of annotators beyond chance (reference 6.2).</summary>
internal static class Annotation
{
    private const int MostAnnotators = 10;

    private const int LeastRows = 30;

    /// <returns>The mean over the pairs of annotators of Cohen's kappa on the rows that both annotated; null where no pair has thirty of them.</returns>
    public static double? Agreement(QualityTable table, QualityOptions options)
    {
        var columns = options.Annotations.Select(table.Find).OfType<int>().Distinct().Take(MostAnnotators).ToList();
        var kappas = new List<double>();
        for (var i = 0; i < columns.Count; i++)
        {
            for (var j = i + 1; j < columns.Count; j++)
            {
                if (Cohen(table, columns[i], columns[j]) is { } kappa) kappas.Add(kappa);
            }
        }

        return kappas.Count == 0 ? null : kappas.Average();
    }

    private static double? Cohen(QualityTable table, int first, int second)
    {
        var pairs = table.Ask(
            $"SELECT lower(trim(c{first})), lower(trim(c{second})), count(*) FROM {QualityTable.Rows} WHERE c{first} IS NOT NULL AND c{second} IS NOT NULL GROUP BY 1, 2 LIMIT 100000",
            row => (First: row.GetString(0), Second: row.GetString(1), Rows: (double)row.GetInt64(2)));
        var rows = pairs.Sum(pair => pair.Rows);
        if (rows < LeastRows) return null;
        var observed = pairs.Where(pair => pair.First == pair.Second).Sum(pair => pair.Rows) / rows;
        var seconds = pairs.GroupBy(pair => pair.Second, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Sum(pair => pair.Rows) / rows, StringComparer.Ordinal);
        var expected = pairs.GroupBy(pair => pair.First, StringComparer.Ordinal).Sum(one => one.Sum(pair => pair.Rows) / rows * seconds.GetValueOrDefault(one.Key));
        // Two who only ever say the same one thing leave nothing to measure.
        return expected >= 1 ? null : (observed - expected) / (1 - expected);
    }
}
