using AuditService.Collectors.DataQuality;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Identifiers;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>Personal data that cannot be true (RGPD art. 5(1)(d)): births to come or too long ago, identifiers whose key is wrong.</summary>
internal static class ImpossibleAttributes
{
    private const int OldestAge = 120;

    /// <summary>Below it, a mistake of typing that every file has.</summary>
    private const double LeastShare = 0.01;

    private const int MostValues = 50_000;

    private static readonly (PersonalDataCategory Category, Func<string, bool> IsValid)[] Keyed =
    [
        // A number without its key cannot be wrong.
        (PersonalDataCategory.Nir, value => Nir.IsValid(value) || value.Count(char.IsLetterOrDigit) == 13),
        (PersonalDataCategory.Iban, value => BankAccounts.HasIbanKey(value)),
        (PersonalDataCategory.Rib, value => BankAccounts.IsRib(value)),
        (PersonalDataCategory.Card, value => PaymentCard.IsValid(value)),
        (PersonalDataCategory.Rpps, value => RegisteredPeople.IsRpps(value)),
        (PersonalDataCategory.Spi, value => TaxNumber.IsValid(value)),
        (PersonalDataCategory.Email, value => OnlineIdentifiers.IsEmail(value)),
        (PersonalDataCategory.Ip, value => OnlineIdentifiers.IsIp(value)),
    ];

    public static IEnumerable<ColumnFinding> Find(PeopleTable people, DateOnly today)
    {
        foreach (var i in people.Of(PersonalDataCategory.BirthDate).Where(people.Table.IsDate))
        {
            var moment = QualityTable.Moment(i);
            var (dates, future, old) = people.Table.Ask(
                $"SELECT count(d), count(*) FILTER (d > DATE '{today:yyyy-MM-dd}'), count(*) FILTER (d < DATE '{today.AddYears(-OldestAge):yyyy-MM-dd}' AND strftime(d, '%m-%d') <> '01-01') FROM (SELECT {moment}::DATE AS d FROM {QualityTable.Rows}) WHERE year(d) BETWEEN 1000 AND 2999",
                row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)))[0];
            if (future + old > 0)
            {
                yield return new(people.Name(i), new(
                    $"{future} naissances à venir et {old} de plus de {OldestAge} ans, sur {dates}", $"{future} births to come and {old} of more than {OldestAge} years ago, of {dates}"),
                    future + old >= LeastShare * dates ? 1 : 0.5);
            }
        }

        foreach (var (category, isValid) in Keyed)
        {
            foreach (var i in people.Of(category))
            {
                var values = people.Table.Values(i, MostValues);
                var wrong = values.Where(value => !isValid(value.Value.Trim())).Sum(value => value.Rows);
                var all = values.Sum(value => value.Rows);
                if (wrong > LeastShare * all)
                    yield return new(people.Name(i), new($"{wrong} valeurs sur {all} ne sont pas de la forme ou de la clé attendue ({category.Label().Fr})", $"{wrong} values of {all} are not of the form or key expected ({category.Label().En})"));
            }
        }
    }
}
