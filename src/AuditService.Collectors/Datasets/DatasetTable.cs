using System.Globalization;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Core;
using DuckDB.NET.Data;

namespace AuditService.Collectors.Datasets;

/// <summary>
/// A data set loaded as text into a sandboxed DuckDB, so that every question after is one query. Columns are <c>c0</c>, <c>c1</c> ...: no name of the
/// author's ever stands in SQL.
/// </summary>
internal sealed class DatasetTable : IDisposable
{
    private const string Table = "data";

    /// <summary>What the rows are called in SQL.</summary>
    public const string Source = Table;

    private const int LeastRange = 3;

    private readonly DuckDbSandbox sandbox;
    private readonly DatasetLimits limits;
    private readonly ColumnTally[] tallies;

    private DatasetTable(IRowReader reader, DatasetLimits limits)
    {
        this.limits = limits;
        Columns = reader.Columns;
        tallies = [.. Columns.Select(_ => new ColumnTally())];
        sandbox = new DuckDbSandbox(limits);
        sandbox.Execute($"CREATE TABLE {Table} ({string.Join(", ", Columns.Select((_, i) => $"c{i} VARCHAR"))})");
    }

    public IReadOnlyList<string> Columns { get; }

    public long Rows { get; private set; }

    public long RaggedRows { get; private set; }

    /// <summary>Cells with a value beyond the last column.</summary>
    public long LostCells { get; private set; }

    /// <summary>Why not all was read, or null.</summary>
    public LocalizedText? Incomplete { get; private set; }

    /// <summary>Reads the rows until they end, a limit, the end of the time, or damage; what was read until then stays.</summary>
    public static DatasetTable Load(IRowReader reader, DatasetLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        if (reader.Columns.Count == 0) throw new InvalidDataException("no column");
        var table = new DatasetTable(reader, limits);
        try
        {
            table.Fill(reader, time, cancellation);
            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    public long Missing(int column) => tallies[column].Missing;

    public long Signs(int column) => tallies[column].Signs + NumericSigns(column);

    /// <summary>Values that are not of the type of most values of the column: a word among dates.</summary>
    public long Invalid(int column) => tallies[column].Invalid;

    /// <summary>True where a value of the column has a blank before or after it.</summary>
    public bool IsSpaced(int column) => tallies[column].IsSpaced;

    /// <summary>True where a value of the column has a comma, a blank or a percent sign.</summary>
    public bool IsMarked(int column) => tallies[column].IsMarked;

    public ColumnType Type(int column) => tallies[column].Type;

    /// <summary>The answer to any question about the rows.</summary>
    public IReadOnlyList<T> Ask<T>(string sql, Func<DuckDBDataReader, T> read) => [.. sandbox.Query(sql, read)];

    /// <summary>The rows of an answer, one after the other: for what is too long to keep.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<DuckDBDataReader, T> read) => sandbox.Query(sql, read);

    /// <summary>Keeps something derived from the rows beside them.</summary>
    public void Keep(string sql) => sandbox.Execute(sql);

    /// <summary>Different values, empty cells left out.</summary>
    public long Distinct(int column) => sandbox.Count($"SELECT count(DISTINCT c{column}) FROM {Table}");

    /// <summary>Rows equal to an earlier one, by a hash of 64 bits of the whole row (a chance collision among ten million rows: one in a million).</summary>
    public long DuplicateRows() =>
        Rows == 0 ? 0 : sandbox.Count($"SELECT count(*) - count(DISTINCT hash({string.Join(", ", Columns.Select((_, i) => $"c{i}"))})) FROM {Table}");

    /// <summary>Values of rows spread evenly over the table, each with how often it was met there, in the order in which they first come.</summary>
    public IReadOnlyList<SampledValue> Sample(int column)
    {
        var stride = Math.Max(1, (Rows + limits.SampledRows - 1) / limits.SampledRows);
        return [.. sandbox.Query(
            $"SELECT substring(v, 1, 4000), n FROM (SELECT c{column} AS v, count(*) AS n, min(rowid) AS first FROM {Table} WHERE rowid % {stride} = 0 AND c{column} IS NOT NULL GROUP BY 1) ORDER BY first LIMIT {limits.SampledValues}",
            row => new SampledValue(row.GetString(0), (int)row.GetInt64(1)))
            .Where(value => !MissingSigns.Contains(value.Text))];
    }

    public void Dispose() => sandbox.Dispose();

    private void Fill(IRowReader reader, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        try
        {
            using var appender = sandbox.Connection.CreateAppender(Table);
            foreach (var row in reader.Rows())
            {
                if ((Rows & 0xFFF) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (time.GetElapsedTime(started) > limits.Time)
                    {
                        Incomplete = DatasetProblems.TimedOut;
                        break;
                    }
                }

                if (Rows >= limits.MaximumRows || Rows * Columns.Count >= limits.MaximumCells)
                {
                    Incomplete = DatasetProblems.TooManyRows(Rows);
                    break;
                }

                Append(appender, row);
                Rows++;
            }
        }
        catch (Exception exception) when (Rows > 0 && DatasetFile.IsDamage(exception))
        {
            Incomplete = DatasetProblems.BrokenTail(Rows, exception.Message);
        }

        RaggedRows = reader.RaggedRows;
        LostCells = reader.LostCells;
        Incomplete ??= reader.Incomplete;
    }

    private void Append(DuckDBAppender appender, string?[] row)
    {
        var line = appender.CreateRow();
        for (var i = 0; i < row.Length; i++)
        {
            tallies[i].Add(row[i]);
            if (row[i] is { } text) line.AppendValue(text);
            else line.AppendNullValue();
        }

        line.EndRow();
    }

    /// <summary>999 among ages, -1 among amounts: a number of the list, met at least twice, far outside all the others. And 0 where the name of the column tells that nothing weighs, or measures, nothing.</summary>
    private long NumericSigns(int column)
    {
        if (tallies[column].Type is not (ColumnType.Integer or ColumnType.Number)) return 0;
        var number = tallies[column].IsMarked ? $"try_cast(replace(c{column}, ',', '.') AS DOUBLE)" : $"try_cast(c{column} AS DOUBLE)";
        var signs = string.Join(", ", MissingSigns.Numbers.Select(sign => sign.ToString(CultureInfo.InvariantCulture)));
        var (low, high, others, met) = sandbox.Query(
            $"SELECT min(x) FILTER (NOT s), max(x) FILTER (NOT s), count(*) FILTER (NOT s), count(*) FILTER (s) FROM (SELECT x, x IN ({signs}) AS s FROM (SELECT {number} AS x FROM {Table}))",
            row => (Low: row.IsDBNull(0) ? 0 : row.GetDouble(0), High: row.IsDBNull(1) ? 0 : row.GetDouble(1), Others: row.GetInt64(2), Met: row.GetInt64(3))).First();
        if (others < 5) return 0;

        var zeros = low == 0 && MissingSigns.IsNeverZero(ColumnHeader.Of(Columns[column])) ? Zeros(number, signs) : 0;
        if (met == 0) return zeros;
        var different = sandbox.Count($"SELECT count(DISTINCT x) FROM (SELECT {number} AS x FROM {Table}) WHERE x NOT IN ({signs})");
        return zeros + sandbox.Query($"SELECT {number} AS x, count(*) FROM {Table} WHERE {number} IN ({signs}) GROUP BY 1", row => (Sign: row.GetDouble(0), Count: row.GetInt64(1)))
            .Where(sign => sign.Count >= 2 && IsTold(sign.Sign, different) && IsOutside(sign.Sign, low, high))
            .Sum(sign => sign.Count);
    }

    /// <summary>Zeros that stand apart from the other values: the least of those is no less than a tenth of their middle, where a quantity that may be small comes down to nothing by degrees.</summary>
    private long Zeros(string number, string signs) => sandbox.Query(
        $"SELECT count(*) FILTER (x = 0), count(*) FILTER (x <> 0), min(x) FILTER (x <> 0), quantile_cont(x, 0.5) FILTER (x <> 0) FROM (SELECT {number} AS x FROM {Table}) WHERE x NOT IN ({signs})",
        row => row.GetInt64(0) >= 2 && row.GetInt64(1) >= 5 && row.GetDouble(2) >= 0.1 * row.GetDouble(3) ? row.GetInt64(0) : 0).First();

    /// <summary>-1, 0 and 1 are a scale, and -1 and 1 two classes: -1 is a sign below three other values or more. No scale leaps from 1 to -999.</summary>
    private static bool IsTold(double sign, long different) => sign is not (-1) || different >= LeastRange;

    private static bool IsOutside(double sign, double low, double high) =>
        sign < 0 ? low >= 0 : sign > high + Math.Max(1, 0.5 * Math.Abs(high - low));
}
