using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>Precision and recall of the columns' categories over tables whose truth is known.</summary>
internal sealed class ColumnMeasurement
{
    private readonly List<(string Header, PersonalDataCategory? Truth, PersonalDataCategory? Found)> decisions = [];

    /// <summary>The families that figures are claimed for.</summary>
    public static IReadOnlyList<(string Name, PersonalDataCategory[] Categories)> Families { get; } =
    [
        ("checksum identifiers", [Nir, Iban, Rib, Card, Spi, Rpps, Siret, Siren, Vat]),
        ("online", [Email, Ip, Mac, Username]),
        ("phones", [Phone]),
        ("names", [Name, FirstName, LastName]),
        ("addresses", [Address]),
        ("towns", [PostalCode, City, BirthPlace]),
        ("birth dates", [BirthDate]),
        ("documents", [Ine, Plate, Passport]),
        ("attributes", [Gender, CustomerId, Health, FreeText]),
    ];

    public static ColumnMeasurement Of(IEnumerable<IReadOnlyList<KnownColumn>> tables)
    {
        var detector = new PersonalDataDetector(TimeProvider.System);
        var measurement = new ColumnMeasurement();
        foreach (var table in tables)
        {
            var found = detector.Classify([.. table.Select(column => column.Sample)]);
            for (var i = 0; i < table.Count; i++) measurement.Add(table[i], found[i]);
        }

        return measurement;
    }

    public (double Precision, double Recall, double F1, int Count) For(params PersonalDataCategory[] categories)
    {
        var right = decisions.Count(decision => decision.Truth == decision.Found && IsOf(decision.Truth, categories));
        var claimed = decisions.Count(decision => IsOf(decision.Found, categories));
        var real = decisions.Count(decision => IsOf(decision.Truth, categories));
        var (precision, recall) = ((double)right / Math.Max(1, claimed), (double)right / Math.Max(1, real));
        return (precision, recall, 2 * precision * recall / Math.Max(1e-9, precision + recall), real);
    }

    /// <summary>The commonest mistakes, for whoever mends a rule.</summary>
    public string Mistakes(params PersonalDataCategory[] categories) => string.Join("; ", decisions
        .Where(decision => decision.Truth != decision.Found && (categories.Length == 0 || IsOf(decision.Truth, categories) || IsOf(decision.Found, categories)))
        .GroupBy(decision => $"{decision.Header}: {decision.Truth?.ToString() ?? "nothing"} read as {decision.Found?.ToString() ?? "nothing"}", StringComparer.Ordinal)
        .OrderByDescending(group => group.Count()).Take(25).Select(group => $"{group.Key} x{group.Count()}"));

    private void Add(KnownColumn column, IReadOnlyList<ColumnCategory> found)
    {
        var right = found.FirstOrDefault(category => category.Category == column.Truth);
        if (column.Truth is { } truth) decisions.Add((column.Sample.Name, truth, right?.Category ?? (found.Count > 0 ? found[0].Category : null)));
        foreach (var wrong in found.Where(category => category.Category != column.Truth))
        {
            if (column.Truth is null || right is not null) decisions.Add((column.Sample.Name, null, wrong.Category));
        }
    }

    private static bool IsOf(PersonalDataCategory? category, PersonalDataCategory[] categories) => category is { } known && categories.Contains(known);
}
