using System.Collections.Frozen;
using AuditService.Collectors.DataQuality;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.PersonalRecords;

/// <summary>A table with what its columns are to the people in it: which tells whose row it is, which says when, which says yes or no.</summary>
internal sealed class PeopleTable
{
    private const double AlmostAll = 0.9;

    private static readonly PersonalDataCategory[] Keys = [PersonalDataCategory.CustomerId, PersonalDataCategory.Nir, PersonalDataCategory.Ine, PersonalDataCategory.Spi];

    private static readonly FrozenSet<string> Yes = FrozenSet.ToFrozenSet(["oui", "o", "yes", "y", "true", "1", "vrai", "accepte", "acceptee", "accepted", "granted", "given", "ok", "x", "donne", "accorde", "actif"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> No = FrozenSet.ToFrozenSet(["non", "n", "no", "false", "0", "faux", "refus", "refuse", "refusee", "refused", "denied", "retire", "retiree", "withdrawn", "revoked", "revoque", "oppose", "opposee", "declined"], StringComparer.Ordinal);

    private readonly Dictionary<int, IReadOnlyList<(string Value, long Rows)>?> answers = [];

    /// <param name="table">The rows.</param>
    /// <param name="declaredKeys">Columns that the author calls identifiers.</param>
    public PeopleTable(QualityTable table, IEnumerable<string> declaredKeys)
    {
        Table = table;
        Headers = [.. table.Columns.Select(name => ColumnHeader.Of(name))];
        var declared = declaredKeys.Select(table.Find).OfType<int>().ToHashSet();
        PersonKeys = [.. table.Indices.Where(i => declared.Contains(i) || table.Categories(i).Any(Keys.Contains))];
        IsAboutPeople = PersonKeys.Count > 0 || table.Indices.Any(i => table.Categories(i).Any(category => category.IsAboutPeople() && category is not (PersonalDataCategory.City or PersonalDataCategory.PostalCode or PersonalDataCategory.Gps or PersonalDataCategory.FreeText)));
    }

    public QualityTable Table { get; }

    public IReadOnlyList<ColumnHeader> Headers { get; }

    /// <summary>Columns whose values stand for one person each.</summary>
    public IReadOnlyList<int> PersonKeys { get; }

    /// <summary>Some column is a person's; a table of towns or of positions alone is not.</summary>
    public bool IsAboutPeople { get; }

    public string Name(int column) => Table.Columns[column];

    public bool Is(int column, PersonalDataCategory category) => Table.Categories(column).Contains(category);

    public IEnumerable<int> Of(params PersonalDataCategory[] categories) => Table.Indices.Where(i => Table.Categories(i).Any(categories.Contains));

    public long Values(int column) => Table.Count - Table.Missing(column);

    /// <summary>Almost all values say yes or no, in French or English, in a word or a figure.</summary>
    public bool SaysYesOrNo(int column) => Answers(column) is not null;

    public long RowsThatSayYes(int column) => Answers(column)?.Where(answer => Yes.Contains(Folding.Of(answer.Value))).Sum(answer => answer.Rows) ?? 0;

    public long RowsThatSayNo(int column) => Answers(column)?.Where(answer => No.Contains(Folding.Of(answer.Value))).Sum(answer => answer.Rows) ?? 0;

    /// <summary>SQL: true where a cell says yes.</summary>
    public static string SaysYes(int column) => $"strip_accents(lower(trim(c{column}))) IN ({string.Join(", ", Yes.Order(StringComparer.Ordinal).Select(word => $"'{word}'"))})";

    private IReadOnlyList<(string Value, long Rows)>? Answers(int column)
    {
        if (answers.TryGetValue(column, out var known)) return known;
        return answers[column] = Read();

        IReadOnlyList<(string, long)>? Read()
        {
            if (Table.Distinct(column) is 0 or > 8) return null;
            var values = Table.Values(column, 8);
            var told = values.Where(value => Yes.Contains(Folding.Of(value.Value)) || No.Contains(Folding.Of(value.Value))).ToList();
            return told.Count > 0 && told.Sum(value => value.Rows) >= AlmostAll * values.Sum(value => value.Rows) ? told : null;
        }
    }
}
