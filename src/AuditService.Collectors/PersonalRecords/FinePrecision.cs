using AuditService.Collectors.DataQuality;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>Columns about people that tell more finely than most uses need: whole dates of birth, positions to the metre, whole IP addresses, whole addresses, times to the second.</summary>
internal static class FinePrecision
{
    private const double Most = 0.5;

    /// <summary>A log needs its seconds, a delivery its address: a person weighs it.</summary>
    private const double ToWeigh = 0.5;

    private const double Plain = 0.9;

    public static IEnumerable<ColumnFinding> Find(PeopleTable people)
    {
        if (!people.IsAboutPeople) yield break;
        var table = people.Table;
        foreach (var i in table.Indices)
        {
            if (people.Is(i, PersonalDataCategory.BirthDate) && table.IsDate(i))
            {
                // The first of January of each year stands for the year.
                if (Share($"month({QualityTable.Moment(i)}) <> 1 OR day({QualityTable.Moment(i)}) <> 1", i) > Most)
                    yield return new(people.Name(i), new("date de naissance au jour près ; l'année, ou une tranche d'âge, suffit souvent", "date of birth to the day; the year, or an age band, is often enough"), Plain);
            }
            else if (people.Is(i, PersonalDataCategory.Gps))
            {
                if (Share($"regexp_matches(c{i}, '[0-9][.][0-9]{{4,}}')", i) > Most)
                    yield return new(people.Name(i), new("position à quatre décimales ou plus (une dizaine de mètres) ; trois en disent une centaine, deux un kilomètre", "position to four decimals or more (some ten metres); three tell a hundred, two a kilometre"), Plain);
            }
            else if (people.Is(i, PersonalDataCategory.Ip))
            {
                if (Share($"NOT regexp_matches(trim(c{i}), '([.]0|[.][xX*]+|::|:0)$') AND regexp_matches(c{i}, '[.:]')", i) > Most)
                    yield return new(people.Name(i), new("adresse IP entière ; le dernier octet peut être mis à zéro", "whole IP address; the last byte can be set to zero"), Plain);
            }
            else if (people.Is(i, PersonalDataCategory.Address))
            {
                if (Share($"regexp_matches(c{i}, '[0-9]') AND regexp_matches(c{i}, '[A-Za-z]{{3}}')", i) > Most)
                    yield return new(people.Name(i), new("adresse postale entière ; la commune, ou le quartier, suffit à bien des analyses", "whole postal address; the town, or the neighbourhood, is enough for many an analysis"), ToWeigh);
            }
            else if (table.Type(i) == ColumnType.DateTime)
            {
                if (Share($"second({QualityTable.Moment(i)}) <> 0", i) > Most)
                    yield return new(people.Name(i), new("instant à la seconde près dans un jeu sur des personnes ; le jour ou l'heure suffit souvent", "moment to the second in a set about people; the day or the hour is often enough"), ToWeigh);
            }
        }

        double Share(string condition, int column) => people.Values(column) == 0 ? 0
            : (double)table.Ask($"SELECT count(*) FROM {QualityTable.Rows} WHERE c{column} IS NOT NULL AND ({condition})", row => row.GetInt64(0))[0] / people.Values(column);
    }
}
