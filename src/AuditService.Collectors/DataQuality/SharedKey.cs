using System.Globalization;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Collectors.DataQuality;

/// <summary>
/// The same person, or thing, in two sets by the column that names it, though its other cells have changed (reference 6.2: overlap, exact, then by key).
/// Numbers of rows that both files begin anew name nothing and are no key.
/// </summary>
/// <param name="Column">Its name in the first set.</param>
/// <param name="RowsOfFirst">Rows of the first set whose key stands in the second.</param>
/// <param name="RowsOfSecond">Rows of the second whose key stands in the first.</param>
internal sealed record SharedKey(string Column, long RowsOfFirst, long RowsOfSecond)
{
    private const int LeastKeys = 10;

    /// <summary>A key that is named so, and has almost as many values as rows.</summary>
    private const double AlmostUnique = 0.9;

    /// <returns>The key of the most shared rows; null where no column is one in both sets.</returns>
    public static SharedKey? Between(QualityTable first, QualityTable second, IReadOnlyList<(int First, int Second)> shared) => shared
        .Where(pair => Names(first, pair.First) && Names(second, pair.Second) && !AreRowNumbers(first, pair.First, second, pair.Second))
        .Select(pair => Meet(first, pair.First, second, pair.Second))
        .MaxBy(key => key.RowsOfFirst + key.RowsOfSecond);

    private static bool Names(QualityTable table, int column)
    {
        var values = table.Count - table.Missing(column);
        if (values < LeastKeys || table.IsDate(column) || table.Type(column) == ColumnType.Number) return false;
        if (table.Categories(column).Any(NamesOnePerson)) return true;
        return KeyNames.IsKey(table.Columns[column]) && table.Distinct(column) >= AlmostUnique * values;
    }

    /// <summary>One value, one person: not a name or an address, which several share.</summary>
    private static bool NamesOnePerson(PersonalDataCategory category) => category is PersonalDataCategory.Email or PersonalDataCategory.Nir or PersonalDataCategory.CustomerId or PersonalDataCategory.Iban or PersonalDataCategory.Passport
        or PersonalDataCategory.IdentityCard or PersonalDataCategory.DrivingLicence or PersonalDataCategory.Ine or PersonalDataCategory.Rpps or PersonalDataCategory.Adeli or PersonalDataCategory.Spi or PersonalDataCategory.Imei
        or PersonalDataCategory.Imsi or PersonalDataCategory.ResidencePermit or PersonalDataCategory.Username;

    private static bool AreRowNumbers(QualityTable first, int firstColumn, QualityTable second, int secondColumn) =>
        !KeyNames.IsOfSomebody(first.Columns[firstColumn])
        && ColumnShape.IsCounter(first, firstColumn) && ColumnShape.IsCounter(second, secondColumn)
        && Start(first, firstColumn) == Start(second, secondColumn);

    private static long Start(QualityTable table, int column) =>
        table.Ask($"SELECT min(try_cast(regexp_extract(trim(c{column}), '([0-9]{{1,15}})$', 1) AS BIGINT)) FROM {QualityTable.Rows}", row => row.IsDBNull(0) ? 0 : row.GetInt64(0))[0];

    private static SharedKey Meet(QualityTable first, int firstColumn, QualityTable second, int secondColumn)
    {
        var held = new Dictionary<ulong, long>();
        foreach (var (print, rows) in Prints(first, firstColumn)) held[print] = rows;
        var (ofFirst, ofSecond) = (0L, 0L);
        foreach (var (print, rows) in Prints(second, secondColumn))
        {
            if (!held.TryGetValue(print, out var met)) continue;
            ofFirst += met;
            ofSecond += rows;
        }

        return new(first.Columns[firstColumn], ofFirst, ofSecond);
    }

    /// <summary>Case does not tell two people apart, and a sign for nothing names nobody.</summary>
    private static IEnumerable<(ulong Print, long Rows)> Prints(QualityTable table, int column) =>
        table.Stream($"SELECT hash(lower(trim(c{column}))), count(*), any_value(c{column}) FROM {QualityTable.Rows} WHERE c{column} IS NOT NULL GROUP BY 1", row => (Print: Convert.ToUInt64(row.GetValue(0), CultureInfo.InvariantCulture), Rows: row.GetInt64(1), Value: row.GetString(2)))
            .Where(value => !MissingSigns.Contains(value.Value))
            .Select(value => (value.Print, value.Rows));
}
