using AuditService.Collectors.Datasets;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Lexicons;
using AuditService.Core;
using DuckDB.NET.Data;

namespace AuditService.Collectors.DataQuality;

/// <summary>One data set in its own sandboxed database, with what its columns are. All measures are queries on it.</summary>
internal sealed class QualityTable
{
    public const string Rows = DatasetTable.Source;

    /// <summary>Below this the detector itself doubts.</summary>
    private const double LeastConfidence = 0.6;

    private const int InformativeColumns = 8;

    private const int FewRows = 20;

    private readonly DatasetTable table;
    private readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);

    /// <param name="source">How its author names it.</param>
    /// <param name="table">The rows.</param>
    public QualityTable(string source, DatasetTable table)
    {
        (Source, this.table) = (source, table);
        for (var i = 0; i < table.Columns.Count; i++) byName.TryAdd(Folding.Of(table.Columns[i].Trim()), i);
    }

    /// <summary>How its author names it.</summary>
    public string Source { get; }

    public IReadOnlyList<string> Columns => table.Columns;

    public long Count => table.Rows;

    public long RaggedRows => table.RaggedRows;

    public long LostCells => table.LostCells;

    /// <summary>Why not all was read, or null.</summary>
    public LocalizedText? Incomplete => table.Incomplete;

    public long DuplicateRows => table.DuplicateRows;

    /// <summary>One whole class of equal values in so many is counted where figures are estimated, else each.</summary>
    public int OneIn => table.OneIn;

    /// <summary>Columns of one question.</summary>
    public int Together => table.Together;

    /// <summary>Which figures are estimated, because the table is large; null where all are exact.</summary>
    public LocalizedText? Estimated => table.Estimated;

    /// <summary>SQL: rows spread evenly, with their place <c>r</c>.</summary>
    public string SampledRows => table.SampledRows;

    /// <summary>
    /// Equal rows are copies where a column tells every row from the others once copies are taken out (a key, declared nowhere but there), or where at least
    /// eight columns inform, that is hold two values or more in at least half of the rows. Else two people may rightly have the same row.
    /// </summary>
    public bool DuplicatesTell => Count >= FewRows
        && (Indices.Any(i => table.Missing(i) == 0 && Distinct(i) == Count - DuplicateRows) || Indices.Count(i => Distinct(i) >= 2 && 2 * table.Missing(i) <= Count) >= InformativeColumns);

    public IEnumerable<int> Indices => Enumerable.Range(0, Columns.Count);

    /// <summary>The place of a column, whatever its case and accents; null when there is none.</summary>
    public int? Find(string name) => byName.TryGetValue(Folding.Of(name.Trim()), out var place) ? place : null;

    public ColumnType Type(int column) => table.Type(column);

    public bool IsNumeric(int column) => Type(column) is ColumnType.Integer or ColumnType.Number;

    public bool IsDate(int column) => Type(column) is ColumnType.Date or ColumnType.DateTime;

    public long Missing(int column) => table.Missing(column);

    public long Signs(int column) => table.Signs(column);

    public long Invalid(int column) => table.Invalid(column);

    /// <summary>Different values, blanks around them left out: what <see cref="Cell"/> tells apart.</summary>
    public long Distinct(int column) => table.Distinct(column);

    /// <summary>What the detector of personal data surely found in a column.</summary>
    public IEnumerable<PersonalDataCategory> Categories(int column) => table.Judgements[column].Found.Where(found => found.Confidence >= LeastConfidence).Select(found => found.Category);

    /// <summary>Rows are animals, machines, goods or groups, as the detector of personal data reads the columns together.</summary>
    public bool IsOfThings => table.Judgements.Any(judgement => judgement.IsOfThings);

    /// <summary>SQL: the value of a cell without blanks around it, so that every measure makes the same groups.</summary>
    public string Cell(int column) => table.IsSpaced(column) ? $"trim(c{column})" : $"c{column}";

    /// <summary>SQL: the number in a cell, with a point or a decimal comma, or null.</summary>
    public string Number(int column) => !table.IsMarked(column)
        ? $"try_cast(c{column} AS DOUBLE)"
        : $"try_cast(replace(replace(replace(replace(replace(c{column}, ' ', ''), chr(160), ''), chr(8239), ''), '%', ''), ',', '.') AS DOUBLE)";

    /// <summary>SQL: the day and hour in a cell, or null.</summary>
    public static string Moment(int column) =>
        $"coalesce(try_cast(c{column} AS TIMESTAMP), try_strptime(c{column}, ['%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y', '%Y/%m/%d', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S', '%Y%m%d']))";

    /// <summary>SQL: a place on a scale, for numbers and dates; null for other columns.</summary>
    public string? Scale(int column) => IsNumeric(column) ? Number(column) : IsDate(column) ? $"epoch({Moment(column)})" : null;

    /// <summary>SQL: true where a cell says the value, as a word or as a number.</summary>
    public string Says(int column, string value)
    {
        var word = $"lower(trim(c{column})) = {DuckDbSandbox.Quote(value.Trim().ToLowerInvariant())}";
        return double.TryParse(value.Trim().Replace(',', '.'), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? $"coalesce({Number(column)} = {number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}, {word})"
            : word;
    }

    /// <summary>The different values of a column with how many rows have them, the most frequent first; signs for nothing left out.</summary>
    public IReadOnlyList<(string Value, long Rows)> Values(int column, int most) =>
        [.. Ask($"SELECT {Cell(column)} AS v, count(*) FROM {Rows} WHERE c{column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most + 1}", row => (row.GetString(0), row.GetInt64(1)))
            .Where(value => !MissingSigns.Contains(value.Item1))];

    public IReadOnlyList<T> Ask<T>(string sql, Func<DuckDBDataReader, T> read) => table.Ask(sql, read);

    public IEnumerable<T> Stream<T>(string sql, Func<DuckDBDataReader, T> read) => table.Stream(sql, read);

    public void Keep(string sql) => table.Keep(sql);
}
