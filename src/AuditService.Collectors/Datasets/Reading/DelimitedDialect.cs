namespace AuditService.Collectors.Datasets.Reading;

/// <summary>How a delimited file separates its cells.</summary>
/// <param name="Delimiter">The separator; NUL when each line is one cell.</param>
/// <param name="Backslash">True when a quote inside quotes is written \" rather than "".</param>
internal sealed record DelimitedDialect(char Delimiter, bool Backslash)
{
    private const int SampledRecords = 200;

    private const int LeastLines = 3;

    private const double MostlyAlike = 0.8;

    /// <summary>In the order in which a tie is decided.</summary>
    private static readonly char[] Candidates = [';', '\t', ',', '|'];

    public string Format => Delimiter == '\t' ? "tsv" : "csv";

    /// <summary>The separator that cuts the most records into the same number of cells, and the header with them.</summary>
    /// <param name="head">The beginning of the file.</param>
    public static DelimitedDialect Of(string head)
    {
        if (Declared(head) is { } declared) return new(declared, Backslash: false);
        var best = new DelimitedDialect('\0', Backslash: false);
        var bestScore = 0.0;
        foreach (var backslash in head.Contains("\\\"", StringComparison.Ordinal) ? new[] { false, true } : [false])
        {
            foreach (var delimiter in Candidates)
            {
                var dialect = new DelimitedDialect(delimiter, backslash);
                var score = dialect.Score(head);
                if (score <= bestScore + 1e-9) continue;
                (best, bestScore) = (dialect, score);
            }
        }

        return best.Delimiter == '\0' ? ByLines(head) : best;
    }

    /// <summary>Quotes that are never closed, or closed in the midst of a cell, leave no two records alike: then the separators of each line are counted, whatever the quotes say.</summary>
    private static DelimitedDialect ByLines(string head)
    {
        var plain = new DelimitedDialect('\0', Backslash: false);
        if (!head.Contains('"')) return plain;
        var lines = head.Split('\n').Where(line => line.Trim().Length > 0).Take(SampledRecords).ToList();
        if (lines.Count < LeastLines) return plain;
        return Candidates
            .Select(delimiter => (Delimiter: delimiter, Mode: lines.GroupBy(line => line.Count(c => c == delimiter)).MaxBy(group => group.Count())!))
            .Where(candidate => candidate.Mode.Key > 0 && candidate.Mode.Count() >= MostlyAlike * lines.Count)
            .OrderByDescending(candidate => candidate.Mode.Count())
            .Select(candidate => new DelimitedDialect(candidate.Delimiter, Backslash: false))
            .FirstOrDefault(plain);
    }

    /// <summary>sep=; on the first line: how a spreadsheet says it.</summary>
    public static char? Declared(string head) =>
        head.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && head.Length > 5 && head[5] is '\r' or '\n' ? head[4] : null;

    private double Score(string head)
    {
        var counts = new List<int>();
        var first = true;
        foreach (var record in new DelimitedParser(new StringReader(head), this, maximumCell: 20_000).Records().Take(SampledRecords))
        {
            var cells = record.Count;
            // A blank line, or a title above the table.
            if (cells == 1 && (record[0].Length == 0 || (first && counts.Count < 5 && counts.TrueForAll(count => count == 1)))) continue;
            first = false;
            counts.Add(cells);
        }

        // The last record may be cut by the end of the head.
        if (counts.Count > 2) counts.RemoveAt(counts.Count - 1);
        if (counts.Count == 0) return 0;
        var mode = counts.GroupBy(count => count).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First();
        if (mode.Key < 2) return 0;
        var share = (double)mode.Count() / counts.Count;
        if (share < 0.6) return 0;
        // Consistency first; many columns are less likely to be chance than two.
        return share + (0.1 * (1 - (1.0 / mode.Key)));
    }
}
