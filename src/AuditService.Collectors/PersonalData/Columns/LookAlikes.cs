using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Says why a column that looks personal was not taken for it, so that a reader can contradict.</summary>
internal static class LookAlikes
{
    private const double ClearHeader = 0.8;

    /// <summary>Share of values, 0 to 1, from which a look-alike is worth a word.</summary>
    private const double Noticeable = 0.05;

    public static IEnumerable<DismissedCategory> Of(ColumnEvidence column, IReadOnlyList<ColumnCategory> found, TableContext context)
    {
        var told = found.Select(category => category.Category).ToHashSet();
        foreach (var (category, match) in column.Cues.Where(cue => cue.Value.Strength >= ClearHeader).OrderBy(cue => cue.Key))
        {
            if (told.Count > 0 && IsOneThing(category)) continue;
            if (told.Add(category)) yield return new(category, $"the header says \"{match.Phrase}\", but {WhyNot(column, category, context)}");
        }

        if (column.Weight == 0 || found.Count > 0) yield break;
        foreach (var rule in IdentifierRule.All.Where(rule => rule.Category.IsAboutPeople() && IsKeyed(rule.Category)))
        {
            var share = column.Share(rule.Valid);
            if (share < Noticeable || !told.Add(rule.Category)) continue;
            yield return new(rule.Category, $"{ColumnClassifier.Percent(share)} of the values {rule.Valid.Says}, but {WhyNotKeyed(column, rule, share)}");
        }

        var given = column.Share(ValueTest.GivenName);
        if (given >= 0.4 && !told.Overlaps([Name, FirstName, LastName]))
            yield return new(FirstName, $"{ColumnClassifier.Percent(given)} of the values {ValueTest.GivenName.Says}, but {WhyNoName(column, context)}");
    }

    private static string WhyNot(ColumnEvidence column, PersonalDataCategory category, TableContext context)
    {
        if (column.Weight == 0) return "there is no value";
        if (column.Share(ValueVocabulary.YesOrNo) > 0.5) return "the values say yes or no";
        if (context.IsAboutAnimals && category is Gender or Age or BirthDate or Ethnicity or Health) return "the rows are animals or plants";
        if (context.IsAggregated) return "the rows are groups that are counted or measured, not people";
        if (column.Header.IsCount) return "it counts";
        if (category != BirthDate && column.Share(ValueTest.Date) > 0.5) return "the values are dates";
        if (category is Address or PostalCode or City or Gps && PlaceJudge.IsOfEstablishment(column)) return "it also names an establishment";
        if (category is Address && context.IsAboutPlaces) return "the rows are establishments or events";
        if (category is PostalCode or City or Gps or Age or Genetic or Health && !context.HasPerson) return "no column says that a row is a person";
        if (category is Name or FirstName or LastName && context.IsAboutGoods) return "the rows are goods";
        if (column.DistinctSampled <= 12 && column.Weight >= 4 * column.DistinctSampled) return $"the values are {column.DistinctSampled} codes that come back";
        var rule = IdentifierRule.All.FirstOrDefault(rule => rule.Category == category);
        return rule is null ? "the values have another shape" : $"only {ColumnClassifier.Percent(column.Share(rule.Valid))} of the values {rule.Valid.Says}";
    }

    private static string WhyNotKeyed(ColumnEvidence column, IdentifierRule rule, double share)
    {
        if (column.Header.HasAny(HeaderLexicon.ForeignNumbers) && !rule.Unforgeable) return "the header speaks of orders, products or measures";
        if (rule.Alone is null) return "chance gives such shares and no header says it";
        return share < rule.Alone ? "too few for a column without a header that says it" : "too few different ones, or a header that says something else";
    }

    private static string WhyNoName(ColumnEvidence column, TableContext context)
    {
        if (context.IsAggregated) return "the rows are groups that are counted or measured";
        if (context.IsAboutGoods) return "the rows are goods";
        if (column.Header.HasAny(HeaderLexicon.ThingWords)) return "the header names a thing";
        return column.DistinctSampled < 5 ? "they are few values that come back" : "other readings are as likely";
    }

    private static bool IsKeyed(PersonalDataCategory category) => category is Nir or Iban or Rib or Card or Spi or Rpps or Phone or Email or Plate or Imei;

    /// <summary>Identifiers exclude each other: once one is found, the others that the header might mean are no look-alikes.</summary>
    private static bool IsOneThing(PersonalDataCategory category) => !category.IsSpecial() && category is not (Offence or Child);
}
