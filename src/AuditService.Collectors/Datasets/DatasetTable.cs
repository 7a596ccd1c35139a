using System.Globalization;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.PersonalData;
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

    private const string SampleTable = $"{DuckDbSandbox.Beside}.sampled";

    /// <summary>A column of which not one in so many sampled rows has a value of its own is counted value by value.</summary>
    private const int FewInSample = 4;

    /// <summary>Different values up to which that is done.</summary>
    private const int MostValues = 60_000;

    /// <summary>Whole classes of equal values are counted where a hash falls upon them: one in so many.</summary>
    private const int EstimatedOneIn = 16;

    /// <summary>Different values, as estimated, up to which they are counted in large tables too.</summary>
    private const long CheaplyCounted = 100_000;

    /// <summary>Rows that are read when the whole takes longer than it may.</summary>
    private const long RowsInHaste = 500_000;

    /// <summary>Between these shares of one type a sample might take a column for another: it is looked through.</summary>
    private const double HardlyTyped = 0.85;
    private const double SurelyTyped = 0.97;

    /// <summary>Bytes of a file whose rows do not fit into the memory of the engine.</summary>
    private const long LargeFile = 128L * 1024 * 1024;

    private readonly DuckDbSandbox sandbox;
    private readonly DatasetLimits limits;
    private readonly PersonalDataDetector detector;
    private readonly ColumnTally[] tallies;
    private readonly long?[] distinct;
    private readonly long?[] numericSigns;
    private readonly Lazy<IReadOnlyList<ColumnSample>> samples;
    private readonly Lazy<IReadOnlyList<ColumnJudgement>> judgements;
    private readonly Lazy<long> duplicates;
    private readonly Lazy<string> sampleSource;

    private DatasetTable(IRowReader reader, DatasetLimits limits, PersonalDataDetector detector, EngineSource? engine)
    {
        (this.limits, this.detector) = (limits, detector);
        Columns = reader.Columns;
        IsNested = reader.Format is "json" or "jsonl" or "parquet";
        tallies = [.. Columns.Select(_ => new ColumnTally())];
        (distinct, numericSigns) = (new long?[Columns.Count], new long?[Columns.Count]);
        samples = new(() => [.. Columns.Select((name, i) => new ColumnSample(name, Type(i), Rows, Missing(i), Distinct(i), Sample(i)) { IsPath = IsNested })], LazyThreadSafetyMode.PublicationOnly);
        // What was stopped midway is begun again by the next who asks.
        judgements = new(() => this.detector.Judge(samples.Value), LazyThreadSafetyMode.PublicationOnly);
        duplicates = new(CountDuplicates, LazyThreadSafetyMode.PublicationOnly);
        sampleSource = new(KeepSample, LazyThreadSafetyMode.PublicationOnly);
        sandbox = new DuckDbSandbox(limits, engine?.Path, isLarge: engine is not null && new FileInfo(engine.Path).Length >= LargeFile);
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The names of columns are paths into nested records.</summary>
    public bool IsNested { get; }

    /// <summary>The engine read the file by itself.</summary>
    public bool IsReadByEngine { get; private init; }

    public long Rows { get; private set; }

    public long RaggedRows { get; private set; }

    /// <summary>Cells with a value beyond the last column.</summary>
    public long LostCells { get; private set; }

    /// <summary>Why not all was read, or null.</summary>
    public LocalizedText? Incomplete { get; private set; }

    /// <summary>Stops whatever is asked from now on.</summary>
    public CancellationToken Cancellation
    {
        get => sandbox.Cancellation;
        set => sandbox.Cancellation = value;
    }

    /// <summary>Which figures are estimated, because the table is large; null where all are exact.</summary>
    public LocalizedText? Estimated => IsEstimated ? DatasetProblems.Estimated(limits.ExactRows) : null;

    /// <summary>One whole class in so many is counted where figures are estimated, else each.</summary>
    public int OneIn => IsEstimated ? EstimatedOneIn : 1;

    /// <summary>Columns of one question: each of a wide table takes its pages of memory, however few its rows are.</summary>
    public int Together => Math.Clamp(2_000 / Columns.Count, 4, 100);

    private bool IsEstimated => Rows > limits.ExactRows;

    /// <summary>What the detector of personal data is shown of each column.</summary>
    public IReadOnlyList<ColumnSample> Samples => samples.Value;

    /// <summary>What it says of them.</summary>
    public IReadOnlyList<ColumnJudgement> Judgements => judgements.Value;

    /// <summary>Rows equal to an earlier one, by a hash of 64 bits of the whole row (a chance collision among ten million rows: one in a million).</summary>
    public long DuplicateRows => duplicates.Value;

    /// <summary>SQL: rows spread evenly over the table, all of them where they are few, with the columns of <see cref="Source"/> and their place <c>r</c>.</summary>
    public string SampledRows => sampleSource.Value;

    /// <summary>Reads the rows until they end, a limit, the end of the time, or damage; what was read until then stays.</summary>
    public static DatasetTable Load(IRowReader reader, DatasetLimits limits, TimeProvider time, PersonalDataDetector detector, CancellationToken cancellation)
    {
        if (reader.Columns.Count == 0) throw new UnreadableDataException(DatasetProblems.NoRows);
        if (reader.Engine is { } engine && ByEngine(reader, engine, limits, time, detector, cancellation) is { } read) return read;
        var table = new DatasetTable(reader, limits, detector, engine: null) { Cancellation = cancellation };
        try
        {
            table.sandbox.Execute($"CREATE TABLE {Table} ({string.Join(", ", table.Columns.Select((_, i) => $"c{i} VARCHAR"))})");
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

    /// <summary>Different values, blanks around them and empty cells left out. Of a large table, where they are many, estimated: exact all the same for a column that has each value once.</summary>
    public long Distinct(int column)
    {
        if (distinct[column] is { } known) return known;
        var value = IsSpaced(column) ? $"trim(c{column})" : $"c{column}";
        if (IsEstimated)
        {
            var (rows, different) = sandbox.Query($"SELECT count(h), count(DISTINCT h) FROM (SELECT hash({value}) AS h FROM {Table} WHERE c{column} IS NOT NULL) WHERE h % {EstimatedOneIn} = 0", row => (row.GetInt64(0), row.GetInt64(1))).First();
            if (different * EstimatedOneIn > CheaplyCounted) return (distinct[column] = Estimate(Rows - Missing(column), rows, different)).Value;
        }

        return (distinct[column] = sandbox.Count($"SELECT count(DISTINCT {value}) FROM {Table}")).Value;
    }

    public void Dispose() => sandbox.Dispose();

    /// <summary>Values of rows spread evenly over the table, each with how often it was met there, in the order in which they first come.</summary>
    private IReadOnlyList<SampledValue> Sample(int column) =>
    [
        .. sandbox.Query(
            $"SELECT substring(v, 1, 4000), n FROM (SELECT c{column} AS v, count(*) AS n, min(r) AS first FROM {SampledRows} WHERE c{column} IS NOT NULL GROUP BY 1) ORDER BY first LIMIT {limits.SampledValues}",
            row => new SampledValue(row.GetString(0), (int)row.GetInt64(1)))
            .Where(value => !MissingSigns.Contains(value.Text)),
    ];

    private string KeepSample()
    {
        var stride = Math.Max(1, (Rows + limits.SampledRows - 1) / limits.SampledRows);
        if (stride == 1) return $"(SELECT rowid AS r, * FROM {Table})";
        sandbox.Execute($"CREATE TABLE {SampleTable} AS SELECT rowid AS r, * FROM {Table} WHERE rowid % {stride} = 0");
        return SampleTable;
    }

    private long CountDuplicates()
    {
        if (Rows == 0) return 0;
        // Rows that one column tells apart are not alike, whatever stands in the others.
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Missing(i) == 0 && distinct[i] == Rows) return sandbox.Count($"SELECT count(DISTINCT hash(c{i})) FROM {Table}") == Rows ? 0 : CountEqualRows();
        }

        return CountEqualRows();
    }

    private long CountEqualRows() => sandbox.Count($"SELECT count(*) - count(DISTINCT hash({string.Join(", ", Columns.Select((_, i) => $"c{i}"))})) FROM {Table}");

    /// <summary>Null where the file is not as plain as it looked.</summary>
    private static DatasetTable? ByEngine(IRowReader reader, EngineSource engine, DatasetLimits limits, TimeProvider time, PersonalDataDetector detector, CancellationToken cancellation)
    {
        var table = new DatasetTable(reader, limits, detector, engine) { Incomplete = reader.Incomplete, IsReadByEngine = true };
        try
        {
            table.Copy(engine, time, cancellation);
            table.Cancellation = cancellation;
            table.TallyCopied();
            return table;
        }
        catch (DuckDBException)
        {
            table.Dispose();
            return null;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    private void Copy(EngineSource engine, TimeProvider time, CancellationToken cancellation)
    {
        var most = Math.Min(limits.MaximumRows, limits.MaximumCells / Columns.Count);
        var mayBeMore = engine.MostRows is null || engine.MostRows > most;
        using (var late = new CancellationTokenSource(limits.Time, time))
        using (var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token))
        {
            Cancellation = stopped.Token;
            try
            {
                sandbox.Execute($"CREATE TABLE {Table} AS {engine.Rows}{(mayBeMore ? $" LIMIT {most + 1}" : "")}");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                (most, mayBeMore) = (Math.Min(most, RowsInHaste), true);
                Cancellation = cancellation;
                sandbox.Execute($"CREATE TABLE {Table} AS {engine.Rows} LIMIT {most + 1}");
                Incomplete = DatasetProblems.TimedOut;
            }
        }

        Cancellation = cancellation;
        if (!mayBeMore || sandbox.Count($"SELECT count(*) FROM {Table}") <= most) return;
        sandbox.Execute($"DELETE FROM {Table} WHERE rowid >= {most}");
        Incomplete ??= DatasetProblems.TooManyRows(most);
    }

    /// <summary>What <see cref="Append"/> counts cell by cell, of rows that the engine read: few values one by one, others by what they are not. Each column is read once.</summary>
    private void TallyCopied()
    {
        Rows = sandbox.Count($"SELECT count(*) FROM {Table}");
        foreach (var some in Enumerable.Range(0, Columns.Count).Chunk(Together))
        {
            var sampled = sandbox.Query($"SELECT count(*), {string.Join(", ", some.Select(i => $"count(DISTINCT c{i})"))} FROM {SampledRows}", row => Enumerable.Range(0, some.Length + 1).Select(row.GetInt64).ToArray()).First();
            SideBySide.Each(Enumerable.Range(0, some.Length), at =>
            {
                if (FewInSample * sampled[at + 1] > sampled[0] || !TallyValues(some[at])) TallyMany(some[at], mayBeFew: sampled[at + 1] <= LikelyDifferent(sampled[0]));
            });
        }
    }

    /// <summary>How many different values so many rows show, drawn from three quarters of <see cref="MostValues"/> that are alike frequent: dates come back, names of mail hardly.</summary>
    private static double LikelyDifferent(long rows) => 0.75 * MostValues * (1 - Math.Exp(-rows / (0.75 * MostValues)));

    /// <returns>False, and nothing counted, where there are too many after all.</returns>
    private bool TallyValues(int column)
    {
        var values = sandbox.Query($"SELECT c{column}, count(*) FROM {Table} GROUP BY 1 LIMIT {MostValues + 1}", row => (Text: row.IsDBNull(0) ? null : row.GetString(0), Rows: row.GetInt64(1))).ToList();
        if (values.Count > MostValues) return false;
        foreach (var (text, rows) in values) tallies[column].Add(text, rows);
        if (!tallies[column].IsSpaced) distinct[column] = values.Count(value => value.Text is not null);
        return true;
    }

    private void TallyMany(int column, bool mayBeFew)
    {
        var sample = new ColumnTally();
        foreach (var value in sandbox.Query($"SELECT c{column} FROM {SampledRows} WHERE c{column} IS NOT NULL", row => row.GetString(0))) sample.Add(value);
        if (sample is { Type: ColumnType.Integer or ColumnType.Number, IsMarked: false, Purity: >= SurelyTyped }) TallyNumbers(column);
        else if (sample is { Type: ColumnType.Text, Purity: <= HardlyTyped } && sample.Values > 0) TallyTexts(column);
        else if (!mayBeFew || !TallyValues(column)) TallyEach(column, $"SELECT c{column}, 1::BIGINT FROM {Table}");
    }

    /// <summary>Plain numbers are counted together; what is none of them, one by one.</summary>
    private void TallyNumbers(int column)
    {
        // A word such as nan, which is a sign for nothing, casts too.
        var isPlain = $"coalesce(isfinite(try_cast(c{column} AS DOUBLE)) AND NOT contains(c{column}, '_'), false)";
        var (values, isSpaced, numbers) = ReadOnce(column, $"count(*) FILTER (plain), count(*) FILTER (plain AND regexp_full_match(v, ' *[+-]?[0-9]{{1,18}} *'))", $"{isPlain} AS plain");
        tallies[column].AddNumbers(numbers[1], numbers[0] - numbers[1]);
        if (numbers[0] < values) TallyEach(column, $"SELECT c{column}, count(*) FROM {Table} WHERE c{column} IS NOT NULL AND NOT {isPlain} GROUP BY 1");
        if (isSpaced) tallies[column].AddTexts(0, 0, isSpaced: true);
    }

    private void TallyTexts(int column)
    {
        var (values, isSpaced, signs) = ReadOnce(column, "count(*) FILTER (sign), 0::BIGINT", $"c{column} IN (SELECT unnest([{MissingSigns.Written}])) AS sign");
        // With blanks around it a sign is one all the same.
        var all = isSpaced ? sandbox.Count($"SELECT count(*) FROM {Table} WHERE strlen(c{column}) <= 40 AND trim(c{column}) IN (SELECT unnest([{MissingSigns.Written}]))") : signs[0];
        tallies[column].AddTexts(values - all, all, isSpaced);
    }

    /// <summary>All that is asked of a column of many values, in one reading: how many, whether blanks stand around one, how many different ones in a part of the classes, and what else.</summary>
    private (long Values, bool IsSpaced, long[] Told) ReadOnce(int column, string told, string derived)
    {
        var parts = IsEstimated ? $"CASE WHEN hash(c{column}) % {EstimatedOneIn} = 0 THEN hash(c{column}) END" : "NULL::UBIGINT";
        var (values, isSpaced, rows, different, found) = sandbox.Query(
            $"SELECT count(*), count(*) FILTER (blank), count(h), count(DISTINCT h), {told} FROM (SELECT c{column} AS v, {EndsInBlank(column)} AS blank, {parts} AS h, {derived} FROM {Table} WHERE c{column} IS NOT NULL)",
            row => (row.GetInt64(0), row.GetInt64(1) > 0, row.GetInt64(2), row.GetInt64(3), new[] { row.GetInt64(4), row.GetInt64(5) })).First();
        if (values < Rows) tallies[column].Add(null, Rows - values);
        if (IsEstimated && !isSpaced && different * EstimatedOneIn > CheaplyCounted) distinct[column] = Estimate(values, rows, different);
        return (values, isSpaced, found);
    }

    /// <summary>As many different ones among all as among the rows of the classes that were counted: exact where no value comes twice.</summary>
    private static long Estimate(long values, long rows, long different) => (long)Math.Round((double)values * different / rows);

    private void TallyEach(int column, string sql)
    {
        foreach (var (value, rows) in sandbox.Query(sql, row => (row.IsDBNull(0) ? null : row.GetString(0), row.GetInt64(1)))) tallies[column].Add(value, rows);
    }

    /// <summary>SQL: a blank stands before or after the value.</summary>
    private static string EndsInBlank(int column) =>
        $"(c{column} < '!' OR ends_with(c{column}, ' ') OR ends_with(c{column}, chr(9)) OR starts_with(c{column}, chr(160)) OR ends_with(c{column}, chr(160)))";

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
            Incomplete = DatasetProblems.BrokenTail(Rows, exception);
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
        if (numericSigns[column] is { } known) return known;
        // One reading of the rows for all columns of numbers.
        var asked = Enumerable.Range(0, Columns.Count).Where(i => tallies[i].Type is ColumnType.Integer or ColumnType.Number).ToList();
        var found = new long[Columns.Count];
        foreach (var some in asked.Chunk(Together))
        {
            var parts = some.Select(i => $"min(x{i}) FILTER (NOT s{i}), max(x{i}) FILTER (NOT s{i}), count(*) FILTER (NOT s{i}), count(*) FILTER (s{i})");
            var numbers = some.Select(i => $"{Number(i)} AS x{i}");
            var told = some.Select(i => $"x{i}, x{i} IN ({SignList}) AS s{i}");
            var figures = sandbox.Query(
                $"SELECT {string.Join(", ", parts)} FROM (SELECT {string.Join(", ", told)} FROM (SELECT {string.Join(", ", numbers)} FROM {Table}))",
                row => some.Select((_, at) => (Low: row.IsDBNull(4 * at) ? 0 : row.GetDouble(4 * at), High: row.IsDBNull((4 * at) + 1) ? 0 : row.GetDouble((4 * at) + 1), Others: row.GetInt64((4 * at) + 2), Met: row.GetInt64((4 * at) + 3))).ToArray()).First();
            for (var at = 0; at < some.Length; at++) found[some[at]] = SignsOf(some[at], figures[at].Low, figures[at].High, figures[at].Others, figures[at].Met);
        }

        for (var i = 0; i < found.Length; i++) numericSigns[i] = found[i];
        return found[column];
    }

    private long SignsOf(int column, double low, double high, long others, long met)
    {
        if (others < 5) return 0;
        var number = Number(column);
        var zeros = low == 0 && MissingSigns.IsNeverZero(ColumnHeader.Of(Columns[column])) ? Zeros(number, SignList) : 0;
        if (met == 0) return zeros;
        var different = sandbox.Count($"SELECT count(*) FROM (SELECT DISTINCT x FROM (SELECT {number} AS x FROM {Table}) WHERE x NOT IN ({SignList}) LIMIT {LeastRange})");
        return zeros + sandbox.Query($"SELECT {number} AS x, count(*) FROM {Table} WHERE {number} IN ({SignList}) GROUP BY 1", row => (Sign: row.GetDouble(0), Count: row.GetInt64(1)))
            .Where(sign => sign.Count >= 2 && IsTold(sign.Sign, different) && IsOutside(sign.Sign, low, high))
            .Sum(sign => sign.Count);
    }

    private string Number(int column) => tallies[column].IsMarked ? $"try_cast(replace(c{column}, ',', '.') AS DOUBLE)" : $"try_cast(c{column} AS DOUBLE)";

    /// <summary>Zeros that stand apart from the other values: the least of those is no less than a tenth of their middle, where a quantity that may be small comes down to nothing by degrees.</summary>
    private long Zeros(string number, string signs) => sandbox.Query(
        $"SELECT count(*) FILTER (x = 0), count(*) FILTER (x <> 0), min(x) FILTER (x <> 0), quantile_cont(x, 0.5) FILTER (x <> 0) FROM (SELECT {number} AS x FROM {Table}) WHERE x NOT IN ({signs})",
        row => row.GetInt64(0) >= 2 && row.GetInt64(1) >= 5 && row.GetDouble(2) >= 0.1 * row.GetDouble(3) ? row.GetInt64(0) : 0).First();

    /// <summary>-1, 0 and 1 are a scale, and -1 and 1 two classes: -1 is a sign below three other values or more. No scale leaps from 1 to -999.</summary>
    private static bool IsTold(double sign, long different) => sign is not (-1) || different >= LeastRange;

    private static string SignList { get; } = string.Join(", ", MissingSigns.Numbers.Select(sign => sign.ToString(CultureInfo.InvariantCulture)));

    private static bool IsOutside(double sign, double low, double high) =>
        sign < 0 ? low >= 0 : sign > high + Math.Max(1, 0.5 * Math.Abs(high - low));
}
