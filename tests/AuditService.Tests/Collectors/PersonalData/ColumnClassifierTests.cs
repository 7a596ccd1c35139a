using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Tests.Collectors.PersonalData;

public sealed class ColumnClassifierTests(ITestOutputHelper output)
{
    private static readonly PersonalDataDetector Detector = new(TimeProvider.System);

    private static readonly Dictionary<string, (PersonalDataCategory[] Categories, double LeastF1)> Groups = new(StringComparer.Ordinal)
    {
        ["checksum identifiers"] = ([Nir, Iban, Card, Spi, Rpps, Siret, Siren, Vat], 0.97),
        ["online"] = ([Email, Ip, Mac, Username], 0.95),
        ["phones"] = ([Phone], 0.95),
        ["names"] = ([Name, FirstName, LastName], 0.93),
        ["addresses"] = ([Address], 0.95),
        ["towns"] = ([PostalCode, City, BirthPlace], 0.9),
        ["birth dates"] = ([BirthDate], 0.95),
        ["documents"] = ([Ine, Plate, Passport], 0.95),
        ["attributes"] = ([Gender, CustomerId, Health, FreeText], 0.9),
    };

    [Fact]
    public void Registers_of_people_are_read_with_the_precision_and_recall_we_claim()
    {
        var tally = Measure(Enumerable.Range(0, 150).Select(seed => new MadeUpTables(seed).People(rows: 20 + (seed % 5 * 40))));
        foreach (var (group, (categories, leastF1)) in Groups)
        {
            var (precision, recall, f1, count) = tally.Of(categories);
            output.WriteLine($"{group}: precision {precision:0.000}, recall {recall:0.000}, F1 {f1:0.000} over {count} columns");
            Assert.True(f1 >= leastF1, $"{group}: F1 {f1:0.000} below {leastF1}. {tally.Mistakes(categories)}");
        }
    }

    [Fact]
    public void Aggregated_tables_are_nobodys_data()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var table = new MadeUpTables(seed).Aggregates(rows: 60);
            var found = Detector.Classify([.. table.Select(column => column.Sample)]);
            for (var i = 0; i < table.Count; i++) Assert.True(found[i].Count == 0, $"seed {seed}: {table[i].Sample.Name} was taken for {string.Join(", ", found[i].Select(category => category.Category))}");
        }
    }

    [Fact]
    public void Tables_of_things_are_nobodys_data_but_for_one_column_in_a_hundred()
    {
        var (columns, mistaken) = (0, new List<string>());
        for (var seed = 0; seed < 120; seed++)
        {
            var table = new MadeUpTables(seed).Things(rows: 80);
            var found = Detector.Classify([.. table.Select(column => column.Sample)]);
            columns += table.Count;
            for (var i = 0; i < table.Count; i++)
            {
                if (found[i].Count > 0) mistaken.Add($"{table[i].Sample.Name} -> {found[i][0].Category}");
            }
        }

        output.WriteLine($"{mistaken.Count} of {columns}");
        Assert.True(mistaken.Count <= columns / 100, string.Join("; ", mistaken));
    }

    private static Tally Measure(IEnumerable<IReadOnlyList<KnownColumn>> tables)
    {
        var tally = new Tally();
        foreach (var table in tables)
        {
            var found = Detector.Classify([.. table.Select(column => column.Sample)]);
            for (var i = 0; i < table.Count; i++) tally.Add(table[i], found[i]);
        }

        return tally;
    }

    private sealed class Tally
    {
        private readonly List<(string Header, PersonalDataCategory? Truth, PersonalDataCategory? Found)> decisions = [];

        public void Add(KnownColumn column, IReadOnlyList<ColumnCategory> found)
        {
            var right = found.FirstOrDefault(category => category.Category == column.Truth);
            if (column.Truth is { } truth) decisions.Add((column.Sample.Name, truth, right?.Category ?? (found.Count > 0 ? found[0].Category : null)));
            foreach (var wrong in found.Where(category => category.Category != column.Truth))
            {
                if (column.Truth is null || right is not null) decisions.Add((column.Sample.Name, null, wrong.Category));
            }
        }

        public (double Precision, double Recall, double F1, int Count) Of(PersonalDataCategory[] categories)
        {
            var right = decisions.Count(decision => decision.Truth == decision.Found && IsOf(decision.Truth, categories));
            var claimed = decisions.Count(decision => IsOf(decision.Found, categories));
            var real = decisions.Count(decision => IsOf(decision.Truth, categories));
            var (precision, recall) = ((double)right / Math.Max(1, claimed), (double)right / Math.Max(1, real));
            return (precision, recall, 2 * precision * recall / Math.Max(1e-9, precision + recall), real);
        }

        public string Mistakes(PersonalDataCategory[] categories) => string.Join("; ", decisions
            .Where(decision => decision.Truth != decision.Found && (IsOf(decision.Truth, categories) || IsOf(decision.Found, categories)))
            .GroupBy(decision => $"{decision.Header}: {decision.Truth?.ToString() ?? "nothing"} read as {decision.Found?.ToString() ?? "nothing"}", StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).Take(25).Select(group => $"{group.Key} x{group.Count()}"));

        private static bool IsOf(PersonalDataCategory? category, PersonalDataCategory[] categories) => category is { } known && categories.Contains(known);
    }
}
