using System.Collections.Frozen;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.PersonalData;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>
/// Where somebody was and when, four times and more under one key: few people share four such points, whatever the key hides (de Montjoye et al., Unique in the
/// Crowd, 2013: four points tell 95 % of the people of a country apart).
/// </summary>
internal static class Trajectories
{
    private const int Points = 4;

    private const int LeastPlaces = 5;

    private static readonly PersonalDataCategory[] Bearers =
    [
        PersonalDataCategory.CustomerId, PersonalDataCategory.Nir, PersonalDataCategory.Email, PersonalDataCategory.Phone, PersonalDataCategory.Username, PersonalDataCategory.Imei, PersonalDataCategory.Imsi,
        PersonalDataCategory.Mac, PersonalDataCategory.Plate, PersonalDataCategory.Name,
    ];

    /// <summary>Places by name: a validation at a stop, an antenna that a telephone was under.</summary>
    private static readonly FrozenSet<string> PlaceWords = FrozenSet.ToFrozenSet(["station", "antenne", "cellule", "borne", "arret", "gare", "portique", "stop"], StringComparer.Ordinal);

    /// <summary>The columns of who, where and when; empty when one of the three is not there.</summary>
    public static List<int> Columns(PeopleTable people)
    {
        var who = people.PersonKeys.Concat(people.Of(Bearers)).Where(i => people.Values(i) > people.Table.Distinct(i)).Take(1).ToList();
        var where = people.Of(PersonalDataCategory.Gps).Take(2).ToList();
        if (where.Count == 0)
            where = [.. people.Table.Indices.Where(i => !people.Table.IsDate(i) && people.Headers[i].HasAny(PlaceWords) && !people.Headers[i].IsCount && people.Table.Distinct(i) >= LeastPlaces).Take(1)];
        var when = people.Table.Indices.Where(i => people.Table.IsDate(i) && !people.Is(i, PersonalDataCategory.BirthDate)).Take(1).ToList();
        return who.Count > 0 && where.Count > 0 && when.Count > 0 && !where.Contains(who[0]) ? [.. who, .. where, .. when] : [];
    }

    public static IEnumerable<ColumnFinding> Find(PeopleTable people)
    {
        if (Columns(people) is not [var who, .. var where, var when]) yield break;
        // To a hundred metres: a position that trembles is one place.
        var place = string.Join(" || '|' || ", where.Select(i => people.Is(i, PersonalDataCategory.Gps) ? $"coalesce(round({people.Table.Number(i)}, 3)::VARCHAR, trim(c{i}))" : $"trim(c{i})"));
        var (bearers, followed) = people.Table.Ask(
            $"""
            SELECT count(*), count(*) FILTER (points >= {Points} AND places >= 2) FROM (
              SELECT count(DISTINCT hash(p, t)) AS points, count(DISTINCT p) AS places FROM (SELECT trim(c{who}) AS k, {place} AS p, trim(c{when}) AS t FROM {QualityTable.Rows} WHERE c{who} IS NOT NULL)
              WHERE p IS NOT NULL AND t IS NOT NULL GROUP BY k)
            """,
            row => (row.GetInt64(0), row.GetInt64(1)))[0];
        if (followed == 0) yield break;
        yield return new(people.Name(where[0]), new(
            $"{followed} valeurs de « {people.Name(who)} » sur {bearers} se suivent par {Points} points ou plus (« {people.Name(where[0])} », « {people.Name(when)} »)",
            $"{followed} values of \"{people.Name(who)}\" of {bearers} can be followed by {Points} points or more (\"{people.Name(where[0])}\", \"{people.Name(when)}\")"));
    }
}
