using System.Globalization;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Tells whether rows are about people below the age at which French law lets them consent alone.</summary>
internal static class Children
{
    /// <summary>Years; LIL art. 45.</summary>
    public const int AgeOfConsent = 15;

    /// <summary>Part of the values, 0 to 1: below it an odd age is more likely a mistake than a child.</summary>
    private const double LeastShare = 0.01;

    public static bool AreIn(IReadOnlyList<ColumnSample> columns, IReadOnlyList<IReadOnlyList<ColumnCategory>> categories, DateOnly today)
    {
        var aboutPeople = categories.Any(found => found.Any(category => category.Category is not (PersonalDataCategory.Url or PersonalDataCategory.Siren or PersonalDataCategory.Siret or PersonalDataCategory.Vat)));
        if (!aboutPeople) return false;
        for (var i = 0; i < columns.Count; i++)
        {
            if (categories[i].Any(category => category.Category == PersonalDataCategory.Child)) return true;
            if (categories[i].Any(category => category.Category == PersonalDataCategory.BirthDate) && Share(columns[i], value => IsBirthOfChild(value, today)) >= LeastShare) return true;
            if (IsAge(columns[i]) && Share(columns[i], IsAgeOfChild) >= LeastShare) return true;
        }

        return false;
    }

    private static bool IsAge(ColumnSample column)
    {
        var header = ColumnHeader.Of(column.Name, column.IsPath);
        return header.Has("age") && !header.IsCount && !header.HasAny(HeaderLexicon.Ranges) && column.Type is ColumnType.Integer or ColumnType.Number
            && header.Words.All(word => word is "age" || HeaderLexicon.RoleWords.Contains(word) || word is "year" or "annee" or "ans");
    }

    private static bool IsBirthOfChild(string value, DateOnly today) =>
        DateReading.TryRead(value, out var birth) ? birth <= today && birth.AddYears(AgeOfConsent) > today : DateReading.IsYear(value) && int.Parse(value, CultureInfo.InvariantCulture) is var year && year <= today.Year && year > today.Year - AgeOfConsent;

    private static bool IsAgeOfChild(string value) =>
        double.TryParse(value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var age) && age is >= 1 and < AgeOfConsent;

    private static double Share(ColumnSample column, Func<string, bool> holds)
    {
        var (held, all) = (0L, 0L);
        foreach (var value in column.Values)
        {
            all += value.Count;
            if (holds(value.Text)) held += value.Count;
        }

        return all == 0 ? 0 : (double)held / all;
    }
}
