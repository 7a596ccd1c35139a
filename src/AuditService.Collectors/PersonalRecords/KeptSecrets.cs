using AuditService.Collectors.DataQuality;
using AuditService.Collectors.PersonalData;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>What a table should never hold as it is: passwords in the clear, whole card numbers, security codes of cards (RGPD art. 5(1)(f); PCI DSS 3.2, 3.4).</summary>
internal static class KeptSecrets
{
    private const int LeastDifferent = 3;

    /// <summary>Digests, derived keys, masks and words that say that there is one.</summary>
    private static readonly string[] Protected =
    [
        @"^\$[0-9a-z]{1,12}\$", @"^\{[A-Za-z0-9-]{3,12}\}", @"(?i)^(pbkdf2|scrypt|argon2|bcrypt|sha\d*|md5)[_:$]", @"^(0x)?[0-9a-fA-F]{32,128}$", @"^[A-Za-z0-9+/_-]{40,}={0,2}$", @"^[A-Za-z0-9+/]{22,}={1,2}$", @"^[*•xX.#-]+$",
        @"(?i)^(oui|non|yes|no|true|false|vrai|faux|0|1|redacted|hidden|masqu[eé]e?|null|none)$", @"^\d{4}-\d{2}-\d{2}|^\d{2}/\d{2}/\d{4}",
    ];

    public static IEnumerable<ColumnFinding> Find(PeopleTable people) => [.. Passwords(people), .. Cards(people)];

    private static IEnumerable<ColumnFinding> Passwords(PeopleTable people)
    {
        foreach (var i in people.Of(PersonalDataCategory.Password).Where(i => people.Table.Distinct(i) >= LeastDifferent))
        {
            var safe = string.Join(" OR ", Protected.Select(pattern => $"regexp_matches(v, '{pattern}')"));
            var (values, clear) = people.Table.Ask($"SELECT count(*), count(*) FILTER (NOT ({safe})) FROM (SELECT trim(c{i}) AS v FROM {QualityTable.Rows} WHERE length(trim(c{i})) >= 3)", row => (row.GetInt64(0), row.GetInt64(1)))[0];
            // Words of strength or of a policy are few and come again and again.
            if (clear > 0 && 20 * clear >= values && (people.Table.Distinct(i) > 10 || 2 * people.Table.Distinct(i) >= values))
                yield return new(people.Name(i), new($"{clear} mots de passe lisibles sur {values}", $"{clear} readable passwords of {values}"));
        }
    }

    private static IEnumerable<ColumnFinding> Cards(PeopleTable people)
    {
        foreach (var i in people.Of(PersonalDataCategory.Card))
        {
            var whole = people.Table.Ask($"SELECT count(*) FROM {QualityTable.Rows} WHERE regexp_full_match(regexp_replace(c{i}, '[ .-]', '', 'g'), '[0-9]{{12,19}}')", row => row.GetInt64(0))[0];
            if (whole > 0) yield return new(people.Name(i), new($"{whole} numéros de carte entiers", $"{whole} whole card numbers"));
        }

        foreach (var i in people.Of(PersonalDataCategory.CardCode))
        {
            var codes = people.Table.Ask($"SELECT count(*) FROM {QualityTable.Rows} WHERE regexp_full_match(trim(c{i}), '[0-9]{{3,4}}')", row => row.GetInt64(0))[0];
            if (codes > 0) yield return new(people.Name(i), new($"{codes} cryptogrammes de carte, qui ne se gardent jamais après le paiement", $"{codes} security codes of cards, never to be kept after payment"));
        }
    }
}
