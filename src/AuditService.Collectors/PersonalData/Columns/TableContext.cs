namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>What the columns of a table say together: is a row a person, or a count of many?</summary>
/// <param name="IsAggregated">Rows are groups (a commune, a year, an age range), measured by counts and rates: nobody's data.</param>
/// <param name="HasPerson">Some column says that a row is about one person.</param>
/// <param name="HasGivenNames">A column holds given names, so a neighbour called <c>nom</c> holds surnames.</param>
internal sealed record TableContext(bool IsAggregated, bool HasPerson, bool HasGivenNames)
{
    /// <param name="columns">All columns of the table.</param>
    /// <param name="sure">What is already certain of each, from identifiers and clear headers.</param>
    public static TableContext Of(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<IReadOnlyList<ColumnCategory>> sure)
    {
        var direct = sure.Any(found => found.Any(category => IsRowOfSomebody(category.Category)));
        var attributes = columns.Count(column => column.Header.HasAny(HeaderLexicon.PersonAttributes) && !IsMeasure(column) && !column.Header.HasAny(HeaderLexicon.Ranges));
        // Counts are cut by sex as they are by year: sex alone does not make a row a person.
        var individual = attributes - columns.Count(column => column.Cue(PersonalDataCategory.Gender) > 0);
        var measures = columns.Count(IsMeasure);
        var dimensions = columns.Count(column => column.Header.HasAny(HeaderLexicon.Dimensions) && !IsMeasure(column));
        var ages = columns.Any(column => column.Header.Has("age") && column.Header.Words.Count == 1 && column.Sample.Type is ColumnType.Integer or ColumnType.Number);

        var aggregated = !direct && measures > 0 && !ages
            && (measures >= 0.3 * columns.Count || dimensions > 0)
            && individual <= columns.Count / 4;
        return new(
            aggregated,
            HasPerson: direct || (!aggregated && (ages || attributes >= 2)),
            HasGivenNames: sure.Any(found => found.Any(category => category.Category == PersonalDataCategory.FirstName)));
    }

    private static bool IsMeasure(ColumnEvidence column) =>
        column.Header.IsCount || column.Header.HasAny(HeaderLexicon.Measures);

    private static bool IsRowOfSomebody(PersonalDataCategory category) =>
        category.IsDirectIdentifier() || category is PersonalDataCategory.BirthDate or PersonalDataCategory.CustomerId or PersonalDataCategory.Siren
            or PersonalDataCategory.Siret or PersonalDataCategory.BirthPlace;
}
