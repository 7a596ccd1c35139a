using System.Globalization;
using AuditService.Collectors.PersonalData;
using AuditService.Tests.Collectors.PersonalData;

namespace AuditService.Benchmarks;

/// <summary>
/// Precision and recall of the detection of personal data, category by category: on the tables and texts that rules were tuned with, and on those that
/// none was. Seeds are fixed: two runs of one program print the same.
/// </summary>
internal static class PersonalDataTable
{
    public const string Verb = "pii";

    private const int Tables = 300;
    private const int Texts = 2_000;

    public static void Print(TextWriter output)
    {
        Columns("columns of tables that rules were tuned with", Enumerable.Range(0, Tables).Select(seed => new MadeUpTables(seed).People(rows: 20 + (seed % 5 * 40))), output);
        Columns("columns of tables that no rule was tuned with", Enumerable.Range(7_000, Tables).Select(seed => new UnseenTables(seed).People(rows: 30 + (seed % 4 * 60))), output);
        Columns("incomes, Lambert 93, accounts in four columns, that no rule was tuned with", Enumerable.Range(7_000, Tables).Select(seed => new UnseenTables(seed).Households(rows: 30 + (seed % 4 * 60))), output);
        Nobody("aggregated, tuned", Enumerable.Range(0, Tables).Select(seed => new MadeUpTables(seed).Aggregates(rows: 60)), output);
        Nobody("aggregated, not tuned", Enumerable.Range(7_000, Tables).Select(seed => new UnseenTables(seed).Aggregates(rows: 90)), output);
        Nobody("things, tuned", Enumerable.Range(0, Tables).Select(seed => new MadeUpTables(seed).Things(rows: 80)), output);
        Nobody("things, not tuned", Enumerable.Range(7_000, Tables).Select(seed => new UnseenTables(seed).Things(rows: 80)), output);
        Nobody("wages of trades, places of things, ledgers, not tuned", Enumerable.Range(7_000, Tables).Select(seed => new UnseenTables(seed).HouseholdDecoys(rows: 80)), output);
        Spans("spans of texts that rules were tuned with", Enumerable.Range(0, Texts).Select(seed => new MadeUpTexts(seed).Next()), output);
        Spans("spans of texts that no rule was tuned with", Enumerable.Range(7_000, Texts).Select(seed => new UnseenTexts(seed).Next()), output);
    }

    private static void Columns(string title, IEnumerable<IReadOnlyList<KnownColumn>> tables, TextWriter output)
    {
        var measurement = ColumnMeasurement.Of(tables);
        Head(title, output);
        foreach (var (family, categories) in ColumnMeasurement.Families) Line(family, measurement.For(categories), output);
        foreach (var category in Enum.GetValues<PersonalDataCategory>()) Line($"  {category.Id()}", measurement.For(category), output);
        output.WriteLine($"  mistakes: {measurement.Mistakes()}");
        output.WriteLine();
    }

    private static void Nobody(string title, IEnumerable<IReadOnlyList<KnownColumn>> tables, TextWriter output)
    {
        var detector = new PersonalDataDetector(TimeProvider.System);
        var columns = 0;
        var taken = new List<string>();
        foreach (var table in tables)
        {
            columns += table.Count;
            taken.AddRange(detector.Classify([.. table.Select(column => column.Sample)]).Zip(table).Where(pair => pair.First.Any(category => category.Category.IsAboutPeople())).Select(pair => $"{pair.Second.Sample.Name} read as {pair.First[0].Category}"));
        }

        output.WriteLine($"{title}: {taken.Count} of {columns} columns taken for personal {string.Join("; ", taken.CountBy(mistake => mistake, StringComparer.Ordinal).Select(mistake => $"{mistake.Key} x{mistake.Value}"))}");
    }

    private static void Spans(string title, IEnumerable<KnownText> texts, TextWriter output)
    {
        var measurement = SpanMeasurement.Of(texts);
        output.WriteLine();
        Head(title, output);
        foreach (var (family, categories) in SpanMeasurement.Families) Line(family, measurement.For(categories), output);
    }

    private static void Head(string title, TextWriter output) => output.WriteLine($"{title,-50} precision  recall      F1   count");

    private static void Line(string name, (double Precision, double Recall, double F1, int Count) figures, TextWriter output)
    {
        if (figures.Count > 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-50} {figures.Precision,9:0.000} {figures.Recall,7:0.000} {figures.F1,7:0.000} {figures.Count,7}"));
    }
}
