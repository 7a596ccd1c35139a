using System.Collections.Frozen;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>
/// Consents kept with the rows (RGPD art. 7(1), 7(3)): what proves them, and the rows of those who said no or withdrew. A column of consent says yes or no, or bears
/// dates: a column of that name with sentences or subjects in it is about something else.
/// </summary>
internal static class ConsentRows
{
    private const double Doubtful = 0.5;

    private static readonly FrozenSet<string> Given = FrozenSet.ToFrozenSet(["consentement", "consent", "consents", "consentements", "optin"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Withdrawn = FrozenSet.ToFrozenSet(["retrait", "withdrawn", "withdrawal", "revoked", "revocation", "opposition", "optout", "desinscription", "desinscrit", "unsubscribed", "unsubscribe", "desabonnement", "desabonne"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Versions = FrozenSet.ToFrozenSet(["version", "texte", "text", "mention", "notice", "wording"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Means = FrozenSet.ToFrozenSet(["canal", "source", "moyen", "channel", "method", "methode", "origine", "support", "formulaire", "form", "mode"], StringComparer.Ordinal);

    /// <summary>Columns that say yes or no to a consent.</summary>
    public static IReadOnlyList<int> Columns(PeopleTable people) => [.. people.Table.Indices.Where(i => IsGiven(people.Headers[i]) && (people.SaysYesOrNo(i) || people.Table.IsDate(i)))];

    /// <summary>Consents without their date; without the wording shown or the means, in doubt: these may be kept elsewhere.</summary>
    public static IEnumerable<ColumnFinding> WithoutProof(PeopleTable people)
    {
        var given = Columns(people);
        if (given.Count == 0) yield break;
        var dates = given.Where(people.Table.IsDate).ToList();
        foreach (var i in given.Where(i => !people.Table.IsDate(i)))
        {
            var yes = people.RowsThatSayYes(i);
            if (yes == 0) continue;
            var undated = dates.Count == 0 ? yes : people.Table.Ask($"SELECT count(*) FROM {QualityTable.Rows} WHERE {PeopleTable.SaysYes(i)} AND {string.Join(" AND ", dates.Select(date => $"c{date} IS NULL"))}", row => row.GetInt64(0))[0];
            if (undated > 0) yield return new(people.Name(i), new($"{undated} accords sans date sur {yes}", $"{undated} consents without a date of {yes}"));
        }

        if (!people.Headers.Any(header => header.HasAny(Versions)) || !people.Headers.Any(header => header.HasAny(Means)))
            yield return new(people.Name(given[0]), new("aucune colonne ne dit quel texte a été montré ni par quel moyen l'accord a été donné", "no column tells which wording was shown and by which means the consent was given"), Doubtful);
    }

    /// <summary>Rows of people who said no, or who took their consent back.</summary>
    public static IEnumerable<ColumnFinding> Gone(PeopleTable people)
    {
        foreach (var i in people.Table.Indices)
        {
            var header = people.Headers[i];
            if (IsWithdrawn(header))
            {
                var rows = people.Table.IsDate(i) ? people.Values(i) : people.RowsThatSayYes(i);
                if (rows > 0) yield return new(people.Name(i), new($"{rows} lignes de personnes qui ont retiré leur accord ou se sont opposées", $"{rows} rows of people who withdrew or objected"));
            }
            else if (IsGiven(header) && people.RowsThatSayNo(i) is > 0 and var refused)
            {
                yield return new(people.Name(i), new($"{refused} lignes de personnes qui n'ont pas consenti", $"{refused} rows of people who did not consent"));
            }
        }
    }

    private static bool IsGiven(ColumnHeader header) => !header.IsCount && !IsWithdrawn(header) && (header.HasAny(Given) || (header.Has("opt") && header.Has("in")));

    private static bool IsWithdrawn(ColumnHeader header) => !header.IsCount && (header.HasAny(Withdrawn) || (header.Has("opt") && header.Has("out")));
}
