using AuditService.Core;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>Parquet, read by DuckDB as text; nested fields by their dotted names, lists as the values they hold.</summary>
internal sealed class ParquetRows : IRowReader
{
    private const string Source = "source";

    private readonly DuckDbSandbox sandbox;
    private readonly List<string> expressions = [];
    private readonly FileInfo? alias;

    public ParquetRows(string path, DatasetLimits limits)
    {
        // DuckDB takes some signs in a path for a pattern: such a file is read under a plain name.
        if (path.AsSpan().ContainsAny(EngineSource.PatternSigns))
        {
            alias = new FileInfo(Path.Combine(Path.GetTempPath(), $"audit-{Guid.NewGuid():n}.parquet"));
            File.Copy(path, alias.FullName);
            path = alias.FullName;
        }

        sandbox = new DuckDbSandbox(limits, path);
        try
        {
            var content = $"SELECT * FROM read_parquet({DuckDbSandbox.Quote(path)}, hive_partitioning = false, filename = false)";
            sandbox.Execute($"CREATE VIEW {Source} AS {content}");
            var names = new List<string>();
            foreach (var (name, expression) in Fields(within: null, prefix: "", depth: 0))
            {
                names.Add(name);
                expressions.Add(expression);
            }

            if (names.Count > limits.MaximumColumns) Incomplete = DatasetProblems.TooManyColumns(names.Count, limits.MaximumColumns);
            Columns = [.. HeaderRow.Unique(names, names.Count).Take(limits.MaximumColumns)];
            if (Columns.Count > 0 && new FileInfo(path).Length >= limits.EngineFrom) Engine = new(path, Texts(content, limits), MostRows: null);
            if (names.Count > limits.MaximumColumns) Incomplete = DatasetProblems.TooManyColumns(names.Count, limits.MaximumColumns);
            Columns = [.. HeaderRow.Unique(names, names.Count).Take(limits.MaximumColumns)];
            var bytes = new FileInfo(path).Length;
            // A file of millions of empty rows is small: only what is known to be within the limits is read at once.
            if (Columns.Count > 0 && bytes >= limits.EngineFrom) Engine = new(path, $"SELECT {string.Join(", ", expressions.Take(Columns.Count).Select((expression, i) => $"{DelimitedRows.Cell(expression, limits.MaximumCell)} AS c{i}"))} FROM ({content})", bytes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Format => "parquet";

    public string? Part => null;

    public IReadOnlyList<string> Columns { get; }

    public long RaggedRows => 0;

    public LocalizedText? Incomplete { get; }

    public EngineSource? Engine { get; }

    public IEnumerable<string?[]> Rows()
    {
        if (Columns.Count == 0) yield break;
        var row = new string?[Columns.Count];
        var select = string.Join(", ", expressions.Take(Columns.Count));
        foreach (var _ in sandbox.Query($"SELECT {select} FROM {Source}", reader =>
        {
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) || reader.GetString(i) is not { } text || string.IsNullOrWhiteSpace(text) ? null : text;
            return true;
        }))
        {
            yield return row;
        }
    }

    public void Dispose()
    {
        sandbox?.Dispose();
        alias?.Delete();
    }

    private string Texts(string content, DatasetLimits limits) =>
        $"""
        SELECT {string.Join(", ", Columns.Select((_, i) => $"{DelimitedRows.Cell($"v{i}", limits.MaximumCell)} AS c{i}"))}
        FROM (SELECT {string.Join(", ", expressions.Take(Columns.Count).Select((expression, i) => $"{expression} AS v{i}"))} FROM ({content}))
        """;

    /// <summary>The columns, structures opened into their fields.</summary>
    private IEnumerable<(string Name, string Expression)> Fields(string? within, string prefix, int depth)
    {
        var described = sandbox.Query($"DESCRIBE SELECT {(within is null ? "*" : $"unnest({within})")} FROM {Source}", reader => (Name: reader.GetString(0), Type: reader.GetString(1))).ToList();
        foreach (var (name, type) in described)
        {
            var access = within is null ? DuckDbSandbox.Name(name) : $"struct_extract({within}, {DuckDbSandbox.Quote(name)})";
            var full = prefix + name;
            if (type.StartsWith("STRUCT(", StringComparison.Ordinal) && !type.EndsWith(']') && depth < 6)
            {
                foreach (var field in Fields(access, full + ".", depth + 1)) yield return field;
            }
            else if (type.EndsWith("[]", StringComparison.Ordinal) && !type.StartsWith("STRUCT(", StringComparison.Ordinal))
            {
                yield return (full, $"array_to_string(CAST({access} AS VARCHAR[]), chr(31))");
            }
            else if (type == "BLOB")
            {
                // Images and the like: their presence counts, their bytes say nothing.
                yield return (full, $"CASE WHEN {access} IS NULL THEN NULL ELSE 'blob ' || octet_length({access}) || ' ' || md5({access}) END");
            }
            else
            {
                yield return (full, $"CAST({access} AS VARCHAR)");
            }
        }
    }
}
