using System.Globalization;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>
/// Decides which categories of personal data each column of a table holds, in two passes: identifiers and clear names first, then what only the
/// neighbours can settle (a <c>nom</c>, a town, a state of health), because the same column is personal beside a birth date and nobody's beside a rate.
/// </summary>
internal static class ColumnClassifier
{
    /// <summary>Below this, a category is not reported.</summary>
    public const double LeastConfidence = 0.5;

    private const double MostlyLocal = 0.8;

    private const double LocalAddress = 0.6;

    private const double SureName = 0.7;

    /// <param name="samples">All columns of one table.</param>
    /// <param name="today">From which ages are counted.</param>
    /// <param name="recognizers">An operator's recognisers of names, asked about texts that nothing else explains.</param>
    public static IReadOnlyList<ColumnJudgement> Classify(IReadOnlyList<ColumnSample> samples, DateOnly today, IReadOnlyList<INameRecognizer> recognizers)
    {
        var columns = samples.Select(sample => new ColumnEvidence(sample)).ToList();
        var first = columns.Select(column => Certain(column, today)).ToList();
        var context = Known(columns, first, TableContext.Of(columns, first), today);
        return
        [
            .. columns.Select((column, index) =>
            {
                var found = Settle(column, first[index], context, today);
                if (found.Count == 0 && RecognizedNames.In(column, context, recognizers) is { } names) found = [names];
                return new ColumnJudgement(found, [.. LookAlikes.Of(column, found, context)]) { IsOfThings = context.IsAboutThings };
            }),
        ];
    }

    /// <summary>Names that only the neighbours could settle say in their turn that a row is a person: what stands beside them is that person's.</summary>
    private static TableContext Known(List<ColumnEvidence> columns, List<List<ColumnCategory>> first, TableContext context, DateOnly today)
    {
        if (context.HasPerson || context.IsAboutThings || context.IsAboutPlaces || context.IsAggregated) return context;
        var settled = columns.Select((column, index) => Settle(column, first[index], context, today).Where(category => category.Category is PersonalDataCategory.Name or PersonalDataCategory.FirstName or PersonalDataCategory.LastName && category.Confidence >= SureName).ToList()).ToList();
        return settled.Exists(names => names.Count > 0)
            ? TableContext.Of(columns, [.. first.Zip(settled, (sure, names) => sure.Count > 0 ? sure : names)])
            : context;
    }

    /// <summary>A share as a reader is told it.</summary>
    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.01 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    /// <summary>What needs no neighbour.</summary>
    private static List<ColumnCategory> Certain(ColumnEvidence column, DateOnly today)
    {
        if (column.Weight == 0) return [];
        var found = IdentifierRule.All.Select(rule => rule.Judge(column)).OfType<ColumnCategory>().ToList();
        // 192.168.1.20 is a machine of the house: of a person only where the other columns speak of one.
        if (column.Share(ValueTest.ReservedIp) >= MostlyLocal) found.RemoveAll(category => category.Category == PersonalDataCategory.Ip);
        Add(found, AccountJudge.Username(column));
        Add(found, AccountJudge.Password(column));
        Add(found, AccountJudge.CustomerId(column));
        Add(found, NameJudge.Certain(column));
        Add(found, PlaceJudge.Address(column));
        Add(found, BirthJudge.Date(column, today));
        Add(found, BirthJudge.Place(column));
        return Best(found);
    }

    private static IReadOnlyList<ColumnCategory> Settle(ColumnEvidence column, List<ColumnCategory> certain, TableContext context, DateOnly today)
    {
        if (column.Weight == 0) return [];
        var found = new List<ColumnCategory>();
        foreach (var category in certain) Add(found, category.Category == PersonalDataCategory.Address ? PlaceJudge.Settled(column, category, context) : category);
        if (context.HasPerson && column.Share(ValueTest.ReservedIp) >= MostlyLocal && IdentifierRule.All.First(rule => rule.Category == PersonalDataCategory.Ip).Judge(column) is { } local)
            Add(found, local with { Confidence = Math.Min(local.Confidence, LocalAddress), Because = local.Because + "; of a local network" });
        Add(found, NameJudge.AmongNeighbours(column, context));
        Add(found, PlaceJudge.PostalCode(column, context));
        Add(found, PlaceJudge.City(column, context));
        Add(found, PlaceJudge.Street(column, context));
        Add(found, PlaceJudge.Coordinates(column, context));
        Add(found, BirthJudge.UnnamedDate(column, context, today));
        Add(found, AttributeJudge.Gender(column, context));
        Add(found, AttributeJudge.Nationality(column));
        Add(found, AttributeJudge.Age(column, context));
        Add(found, AttributeJudge.Income(column, context));
        Add(found, AccountJudge.PartOfAccount(column, context));
        Add(found, AccountJudge.Licence(column, context));
        Add(found, TextJudge.FreeText(column, context));
        found = Best(found);
        found.AddRange(AttributeJudge.Special(column, context, found));
        Add(found, AttributeJudge.Child(column));

        return [.. found
            .Where(category => category.Confidence >= LeastConfidence && !IsOfAnimal(column, category.Category, context) && !(context.IsAboutMachines && category.Category is PersonalDataCategory.Mac or PersonalDataCategory.Ip) && !(context.IsAggregated && !SurvivesAggregation(category.Category)))
            .OrderByDescending(category => category.Confidence).ThenBy(category => category.Category)];
    }

    /// <summary>An animal has a name, a birth and a sex; its keeper has them under a header that says so.</summary>
    private static bool IsOfAnimal(ColumnEvidence column, PersonalDataCategory category, TableContext context) =>
        context.IsAboutAnimals && !column.Header.HasAny(HeaderLexicon.RoleWords)
        && (category is PersonalDataCategory.BirthDate or PersonalDataCategory.BirthPlace or PersonalDataCategory.Gender or PersonalDataCategory.Age or PersonalDataCategory.Ethnicity or PersonalDataCategory.Health or PersonalDataCategory.Child
            || (!context.HasOwners && !context.HasPerson && category is PersonalDataCategory.Name or PersonalDataCategory.FirstName or PersonalDataCategory.LastName or PersonalDataCategory.CustomerId));

    /// <summary>A value is one thing: of several readings the surest stays.</summary>
    private static List<ColumnCategory> Best(List<ColumnCategory> found) =>
        found.Count == 0 ? [] : [found.OrderByDescending(category => category.Confidence).ThenBy(category => category.Category).First()];

    private static bool SurvivesAggregation(PersonalDataCategory category) =>
        category is PersonalDataCategory.Email or PersonalDataCategory.Nir or PersonalDataCategory.Iban or PersonalDataCategory.Phone or PersonalDataCategory.Ip or PersonalDataCategory.Mac;

    private static void Add(List<ColumnCategory> found, ColumnCategory? category)
    {
        if (category is not null) found.Add(category);
    }
}
