using AuditService.Collectors.DataQuality;
using AuditService.Collectors.PersonalData;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>What never changes of a person, told twice and not alike under one key (RGPD art. 5(1)(d)).</summary>
internal static class SameOrNot
{
    private const int LeastRepeated = 3;

    /// <summary>With more people than this contradicting themselves, the key is that of a household or a case.</summary>
    private const double KeyOfAPerson = 0.3;

    private const double Doubtful = 0.5;

    /// <summary>The keys that come again, so that there is something to compare, with an attribute that never changes beside them.</summary>
    public static IReadOnlyList<int> Keys(PeopleTable people) => Attributes(people).Count == 0 ? [] :
        [.. people.PersonKeys.Where(i => people.Values(i) - people.Table.Distinct(i) >= LeastRepeated)];

    public static IEnumerable<ColumnFinding> Find(PeopleTable people)
    {
        foreach (var key in Keys(people))
        {
            foreach (var (attribute, value) in Attributes(people).Where(attribute => attribute.Column != key))
            {
                var (repeated, contradicted) = people.Table.Ask(
                    $"""
                    SELECT count(*), count(*) FILTER (different > 1) FROM (
                      SELECT count(*) AS n, count(DISTINCT v) AS different FROM (SELECT trim(c{key}) AS k, {value} AS v FROM {QualityTable.Rows} WHERE c{key} IS NOT NULL) WHERE v IS NOT NULL GROUP BY k) WHERE n > 1
                    """,
                    row => (row.GetInt64(0), row.GetInt64(1)))[0];
                if (contradicted == 0) continue;
                yield return new(people.Name(attribute), new(
                    $"{contradicted} valeurs de « {people.Name(key)} » sur {repeated} qui reviennent ont plusieurs « {people.Name(attribute)} »",
                    $"{contradicted} values of \"{people.Name(key)}\" of {repeated} that come again have several \"{people.Name(attribute)}\""),
                    contradicted <= KeyOfAPerson * repeated ? 1 : Doubtful);
            }
        }
    }

    private static List<(int Column, string Value)> Attributes(PeopleTable people) =>
    [
        .. people.Of(PersonalDataCategory.BirthDate).Where(people.Table.IsDate).Select(i => (i, $"{QualityTable.Moment(i)}::DATE")),
        .. people.Of(PersonalDataCategory.Gender).Select(i => (i, Sex(i))),
    ];

    /// <summary>SQL: 1, 2 or nothing; Madame and Mademoiselle are one.</summary>
    private static string Sex(int column) =>
        $"CASE WHEN strip_accents(lower(trim(c{column}))) IN ('h', 'm', 'homme', 'masculin', 'male', 'monsieur', 'm.', 'mr') THEN 1 WHEN strip_accents(lower(trim(c{column}))) IN ('f', 'femme', 'feminin', 'female', 'madame', 'mme', 'mlle', 'mademoiselle', 'mrs', 'ms') THEN 2 END";
}
