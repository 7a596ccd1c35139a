using System.Collections.Frozen;
using System.Globalization;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.PersonalData;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>When the records of a table are from: the newest, and the oldest by the latest date that each row bears, so that a customer of old who came back is not old.</summary>
/// <param name="Columns">The columns of dates that were read.</param>
/// <param name="Newest">Of no record to come.</param>
/// <param name="Oldest">Of a hundred rows and more the third, since one or two are mistakes of typing.</param>
internal sealed record RecordDates(IReadOnlyList<string> Columns, DateOnly Newest, DateOnly Oldest)
{
    private const double MostDates = 0.8;

    /// <summary>Dates that tell when something will end, or when somebody was born, tell nothing of the record.</summary>
    private static readonly FrozenSet<string> Others = FrozenSet.ToFrozenSet(
        ["naissance", "birth", "dob", "deces", "death", "fin", "end", "expiration", "expire", "expiry", "echeance", "limite", "prevue", "prevu", "prevision", "butoir", "validite", "due", "until", "planned", "deadline", "parution", "publication", "obtention", "permis", "diplome", "embauche", "construction"],
        StringComparer.Ordinal);

    public static RecordDates? Of(PeopleTable people, DateOnly today)
    {
        var table = people.Table;
        var columns = table.Indices.Where(i => table.IsDate(i) && !people.Is(i, PersonalDataCategory.BirthDate) && !people.Headers[i].HasAny(Others) && people.Values(i) > 0).ToList();
        if (columns.Count == 0) return null;
        // 1900-01-01, 1970-01-01 and 9999-12-31 stand for nothing.
        var latest = $"greatest({string.Join(", ", columns.Select(i => $"CASE WHEN {QualityTable.Moment(i)} > TIMESTAMP '1970-01-02' AND {QualityTable.Moment(i)} < TIMESTAMP '{today.AddDays(2):yyyy-MM-dd}' THEN {QualityTable.Moment(i)}::DATE END"))}, NULL::DATE)";
        var dates = table.Ask($"SELECT count(d), max(d)::VARCHAR FROM (SELECT {latest} AS d FROM {QualityTable.Rows})", row => (Count: row.GetInt64(0), Newest: row.IsDBNull(1) ? null : row.GetString(1)))[0];
        if (dates.Newest is null || dates.Count < (1 - MostDates) * table.Count) return null;
        var oldest = table.Ask($"SELECT d::VARCHAR FROM (SELECT {latest} AS d FROM {QualityTable.Rows}) WHERE d IS NOT NULL ORDER BY d LIMIT 1 OFFSET {(dates.Count >= 100 ? 2 : 0)}", row => row.GetString(0))[0];
        return new([.. columns.Select(people.Name)], Day(dates.Newest), Day(oldest));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
