using System.Collections.Frozen;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.DataQuality;

/// <summary>Pairs of columns of one row that cannot both be right.</summary>
internal static class Consistency
{
    private const int LeastCompared = 10;

    /// <summary>Spellings of the two sexes that are looked at.</summary>
    private const int MostSexes = 100;

    private const int MostSpellings = 200;

    /// <summary>A category comes back: where values hardly do, two that are alike may be two things.</summary>
    private const int RowsASpelling = 5;

    private static readonly FrozenSet<string> Men = FrozenSet.ToFrozenSet(["h", "m", "homme", "masculin", "male", "monsieur", "m.", "mr"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Women = FrozenSet.ToFrozenSet(["f", "femme", "feminin", "female", "madame", "mme", "mlle"], StringComparer.Ordinal);

    /// <summary>Words that begin and end the same thing.</summary>
    private static readonly (string Start, string End)[] Spans = [("debut", "fin"), ("start", "end"), ("entree", "sortie"), ("arrivee", "depart"), ("admission", "sortie"), ("embauche", "depart"), ("begin", "end")];

    public static IReadOnlyList<Inconsistency> Measure(QualityTable table) => [.. StartsAfterEnds(table), .. SexAgainstNir(table), .. AgeAgainstBirth(table), .. Spellings(table)];

    /// <summary>Dates of features on a later day than the decision: the model would learn from what was not known yet.</summary>
    public static IReadOnlyList<ColumnCount> AfterDecision(QualityTable table, QualityOptions options)
    {
        if (options.DecisionDate is not { } name || table.Find(name) is not { } decision || !table.IsDate(decision)) return [];
        return [.. table.Indices.Where(i => i != decision && table.IsDate(i))
            .Select(i => new ColumnCount(table.Columns[i], table.Ask(
                $"SELECT count(*) FROM {QualityTable.Rows} WHERE {QualityTable.Moment(i)}::DATE > {QualityTable.Moment(decision)}::DATE AND year({QualityTable.Moment(i)}) < 9999", row => row.GetInt64(0))[0]))
            .Where(found => found.Rows > 0)];
    }

    private static IEnumerable<Inconsistency> StartsAfterEnds(QualityTable table)
    {
        var dates = table.Indices.Where(table.IsDate).Select(i => (Column: i, Header: ColumnHeader.Of(table.Columns[i]))).ToList();
        foreach (var (start, end) in Spans)
        {
            foreach (var first in dates.Where(date => date.Header.Has(start)))
            {
                // The same words but for the one that begins and the one that ends: date_debut and date_fin.
                var rest = first.Header.Words.Where(word => word != start).ToHashSet(StringComparer.Ordinal);
                var last = dates.Find(date => date.Column != first.Column && date.Header.Has(end) && date.Header.Words.Where(word => word != end).ToHashSet(StringComparer.Ordinal).SetEquals(rest));
                if (last.Header is null) continue;
                var (a, b) = (QualityTable.Moment(first.Column), QualityTable.Moment(last.Column));
                // An end on 9999-12-31 or 1900-01-01 is a sign for none.
                var found = table.Ask(
                    $"SELECT count(*), count(*) FILTER (a > b) FROM (SELECT {a} AS a, {b} AS b FROM {QualityTable.Rows}) WHERE a IS NOT NULL AND b IS NOT NULL AND year(a) > 1901 AND year(b) > 1901",
                    row => new Inconsistency("startAfterEnd", [table.Columns[first.Column], table.Columns[last.Column]], row.GetInt64(0), row.GetInt64(1)))[0];
                if (found.Compared >= LeastCompared) yield return found;
            }
        }
    }

    /// <summary>The first digit of a NIR is 1 for men, 2 for women (3, 4, 7, 8 while a number is provisional).</summary>
    private static IEnumerable<Inconsistency> SexAgainstNir(QualityTable table)
    {
        int? gender = Only(table, PersonalDataCategory.Gender), nir = Only(table, PersonalDataCategory.Nir);
        if (gender is not { } g || nir is not { } n) yield break;
        var words = table.Values(g, MostSexes);
        var (men, women) = (Written(words, Men), Written(words, Women));
        var found = table.Ask(
            $"""
            SELECT count(*), count(*) FILTER (s <> d) FROM (
              SELECT CASE WHEN {table.Cell(g)} IN ({men}) THEN 1 WHEN {table.Cell(g)} IN ({women}) THEN 2 END AS s,
                     CASE substring(trim(c{n}), 1, 1) WHEN '1' THEN 1 WHEN '3' THEN 1 WHEN '7' THEN 1 WHEN '2' THEN 2 WHEN '4' THEN 2 WHEN '8' THEN 2 END AS d
              FROM {QualityTable.Rows}) WHERE s IS NOT NULL AND d IS NOT NULL
            """,
            row => new Inconsistency("sexAndNir", [table.Columns[g], table.Columns[n]], row.GetInt64(0), row.GetInt64(1)))[0];
        if (found.Compared >= LeastCompared) yield return found;
    }

    /// <summary>SQL: the values that are one of the words, as they are written in the rows.</summary>
    private static string Written(IReadOnlyList<(string Value, long Rows)> values, FrozenSet<string> words) =>
        string.Join(", ", values.Where(value => words.Contains(Folding.Of(value.Value.Trim()))).Select(value => DuckDbSandbox.Quote(value.Value)).DefaultIfEmpty("NULL"));

    /// <summary>
    /// Age plus year of birth is the year of the extraction, or the year before it for those whose birthday was still to come. The year is not told: it is
    /// the one that suits most rows, and where it suits fewer than half the ages are of no one day and nothing is said.
    /// </summary>
    private static IEnumerable<Inconsistency> AgeAgainstBirth(QualityTable table)
    {
        var ages = table.Indices.Where(i => table.IsNumeric(i) && ColumnHeader.Of(table.Columns[i]) is { Words: ["age"], IsCount: false }).ToList();
        if (ages is not [var age] || Only(table, PersonalDataCategory.BirthDate) is not { } birth || !table.IsDate(birth)) yield break;
        var years = table.Ask(
            $"SELECT y, count(*) FROM (SELECT year({QualityTable.Moment(birth)}) + floor({table.Number(age)}) AS y FROM {QualityTable.Rows}) WHERE y IS NOT NULL GROUP BY 1",
            row => (Year: (long)row.GetDouble(0), Rows: row.GetInt64(1))).ToDictionary(year => year.Year, year => year.Rows);
        var compared = years.Values.Sum();
        if (compared < LeastCompared) yield break;
        var suits = years.Keys.Max(year => years[year] + years.GetValueOrDefault(year + 1));
        if (2 * suits < compared) yield break;
        yield return new("ageAndBirth", [table.Columns[age], table.Columns[birth]], compared, compared - suits);
    }

    /// <summary>One category written in several ways (Lille, LILLE, lille): the rows in another spelling than the most frequent one.</summary>
    private static IEnumerable<Inconsistency> Spellings(QualityTable table)
    {
        foreach (var i in table.Indices.Where(i => table.Type(i) == ColumnType.Text && table.Distinct(i) is >= 2 and <= MostSpellings && RowsASpelling * table.Distinct(i) <= table.Count))
        {
            var values = table.Values(i, MostSpellings);
            var others = values.GroupBy(value => Plain(value.Value), StringComparer.Ordinal).Where(group => group.Key.Length > 0).Sum(group => group.Sum(value => value.Rows) - group.Max(value => value.Rows));
            if (others > 0) yield return new("spellings", [table.Columns[i]], values.Sum(value => value.Rows), others);
        }
    }

    /// <summary>Case, accents, blanks and points left out; signs that tell A+ from A- are kept.</summary>
    private static string Plain(string value) => string.Concat(Folding.Of(value).Where((c, i) => !char.IsWhiteSpace(c) && c is not ('.' or '_' or '\'') && !(c == '-' && i + 1 < value.Length && char.IsLetter(value[i + 1]))));

    private static int? Only(QualityTable table, PersonalDataCategory category) =>
        table.Indices.Where(i => table.Categories(i).Contains(category)).ToList() is [var one] ? one : null;
}
