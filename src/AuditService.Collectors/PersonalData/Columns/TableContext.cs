namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>What the columns of a table say together: is a row a person, or a count of many?</summary>
/// <param name="IsAggregated">Rows are groups (a commune, a year, an age range), measured by counts and rates: nobody's data.</param>
/// <param name="HasPerson">Some column says that a row is about one person.</param>
/// <param name="HasGivenNames">A column holds given names, so a neighbour called <c>nom</c> holds surnames.</param>
/// <param name="IsAboutPlaces">Rows are shops, schools, stations ...: their addresses are nobody's home. False where a row is a person.</param>
/// <param name="IsAboutAnimals">Rows are animals or plants: their sex, age, breed and health are nobody's. False where a row is a person.</param>
/// <param name="IsAboutGoods">Rows are articles with a price, a brand, a stock ...: their names are names of things. False where a row is a person.</param>
/// <param name="HasOwners">Among animals, means to reach their keepers.</param>
internal sealed record TableContext(bool IsAggregated, bool HasPerson, bool HasGivenNames, bool IsAboutPlaces, bool IsAboutAnimals, bool IsAboutGoods, bool HasOwners)
{
    /// <summary>A column of diagnoses, diseases or their codes: words of justice mean other things there.</summary>
    public bool IsMedical { get; init; }

    /// <summary>Rows are machines and what they measure: their addresses on a network are theirs.</summary>
    public bool IsAboutMachines { get; init; }

    /// <summary>Rows are animals, machines, goods or groups that are counted: that one is alone of its kind singles nobody out.</summary>
    public bool IsAboutThings => !HasPerson && (IsAboutAnimals || IsAboutMachines || IsAboutGoods || IsAggregated);

    /// <summary>The parts of an account stand in columns of their own: bank, branch, number and key.</summary>
    public bool HasSplitAccount { get; init; }

    /// <summary>The number in the street stands in a column of its own.</summary>
    public bool HasStreetNumber { get; init; }

    /// <summary>An abscissa and an ordinate of Lambert 93 stand beside each other.</summary>
    public bool HasLambert { get; init; }

    /// <summary>A few breeds among unknown ones tell what the others are.</summary>
    private const double LeastBreeds = 0.3;

    /// <summary>Columns of the categories of articles 9 and 10, each borne out by its values: nobody is asked so much but people.</summary>
    private const int LeastSpecial = 2;

    /// <summary>A number of a company in each row: the row is that company, and what is counted beside it is its own.</summary>
    private const double OneCompanyARow = 0.8;

    /// <summary>Columns named by a year, a number or an age range, as counts are laid out.</summary>
    private const int LeastNumberedColumns = 3;

    private const int LeastQuestions = 2;

    /// <summary>Infants are told in tenths of a year, and some statistics of age in tenths throughout.</summary>
    private const double MostFractions = 0.3;

    /// <summary>Words of a question; a shorter header with a question mark doubts itself.</summary>
    private const int WordsOfAQuestion = 4;

    /// <param name="columns">All columns of the table.</param>
    /// <param name="sure">What is already certain of each, from identifiers and clear headers.</param>
    public static TableContext Of(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<IReadOnlyList<ColumnCategory>> sure)
    {
        var isNamed = sure.Any(found => found.Any(category => category.Category is PersonalDataCategory.FirstName or PersonalDataCategory.LastName or PersonalDataCategory.Nir));
        var owners = sure.Any(found => found.Any(category => category.Category is PersonalDataCategory.Email or PersonalDataCategory.Phone or PersonalDataCategory.Iban));
        var animals = !isNamed && columns.Any(column => IsBreed(column) || (column.Header.HasAny(HeaderLexicon.Husbandry) && !column.Header.HasAny(HeaderLexicon.RoleWords)));
        var machines = columns.Any(column => column.Header.HasAny(HeaderLexicon.Machines)) && !sure.Any(found => found.Any(category => IsRowOfSomebody(category.Category) && category.Category is not (PersonalDataCategory.Mac or PersonalDataCategory.Ip)));
        // First names and years of birth are counted as towns are: beside a plain count they are what is counted.
        var frequencies = columns.Any(IsFrequency) || IsListOfNames(columns, sure);
        // Questions put to somebody: a row is who answered.
        var direct = columns.Count(IsQuestion) >= LeastQuestions || columns.Zip(sure).Any(pair => pair.Second.Any(category => IsRowOfSomebody(category.Category) && !machines && !(frequencies && MayBeCounted(pair.First, category.Category))));
        var attributes = columns.Count(column => column.Header.HasAny(HeaderLexicon.PersonAttributes) && !IsMeasure(column) && !IsNumbered(column) && !column.Header.HasAny(HeaderLexicon.Ranges));
        // Counts are cut by sex as they are by year: sex alone does not make a row a person.
        var individual = attributes - columns.Count(column => column.Cue(PersonalDataCategory.Gender) > 0);
        var numbered = columns.Count(IsNumbered);
        var measures = columns.Count(IsMeasure) + (numbered >= LeastNumberedColumns && numbered * 4 >= columns.Count ? numbered : 0);
        var dimensions = columns.Count(column => column.Header.HasAny(HeaderLexicon.Dimensions) && !IsMeasure(column));
        var species = !direct && columns.Any(column => column.Header.HasAny(HeaderLexicon.Species) && column.Sample.Type == ColumnType.Text);
        var ages = !species && (direct || !columns.Any(column => column.Header.HasAny(HeaderLexicon.AgedThings))) && columns.Any(column => column.Header.Has("age") && column.Header.Words.Count == 1 && column.Sample.Type is ColumnType.Integer or ColumnType.Number && column.Share(ValueTest.Age) >= 0.9 && column.Share(ValueTest.Fraction) <= MostFractions);

        var companies = columns.Zip(sure).Any(pair => pair.First.DistinctRatio >= OneCompanyARow && pair.Second.Any(category => category.Category is PersonalDataCategory.Siren or PersonalDataCategory.Siret));
        var aggregated = !direct && !companies && (frequencies || !ages)
            && (frequencies || (measures > 0 && (measures >= 0.3 * columns.Count || dimensions > 0) && individual <= columns.Count / 4)
                || (individual == 0 && columns.Any(IsOnePlaceARow)));
        var special = columns.Count(AttributeJudge.IsPlainlySpecial) >= LeastSpecial;
        // A charging station with the telephone of its operator: whom to call, not whose it is.
        var contacts = direct && !ages && attributes < 2 && columns.Any(column => column.Header.HasAny(HeaderLexicon.Establishments))
            && sure.SelectMany(found => found).Select(category => category.Category).Where(IsRowOfSomebody).All(category => category is PersonalDataCategory.Email or PersonalDataCategory.Phone);
        var hasPerson = animals ? owners : !contacts && (direct || (!aggregated && (ages || attributes >= 2 || special)));
        return new(
            aggregated,
            hasPerson,
            HasGivenNames: sure.Any(found => found.Any(category => category.Category == PersonalDataCategory.FirstName)),
            IsAboutPlaces: !hasPerson && (columns.Any(column => column.Header.HasAny(HeaderLexicon.Establishments)) || sure.Any(found => found.Any(category => category.Category is PersonalDataCategory.Siret or PersonalDataCategory.Finess))),
            IsAboutAnimals: animals || species,
            IsAboutGoods: !hasPerson && columns.Any(column => column.Header.HasAny(HeaderLexicon.Goods)),
            HasOwners: animals && owners)
        {
            IsAboutMachines = machines && !hasPerson,
            HasSplitAccount = AccountJudge.IsSplit(columns) && (hasPerson || AccountJudge.IsPlainlyOfBank(columns)),
            HasStreetNumber = columns.Any(PlaceJudge.IsStreetNumber),
            HasLambert = columns.Any(PlaceJudge.IsAbscissa) && columns.Any(PlaceJudge.IsOrdinate),
            IsMedical = columns.Any(column => column.Share(ValueVocabulary.Disease) >= 0.3 || column.Share(ValueVocabulary.DottedIcd) >= 0.3 || (column.Cue(PersonalDataCategory.Health) >= 0.8 && !column.Header.IsCount)),
        };
    }

    private static bool IsBreed(ColumnEvidence column) =>
        (column.Header.Has("race") || column.Header.HasAny(HeaderLexicon.Species)) && column.Share(ValueVocabulary.Animal) >= LeastBreeds;

    /// <summary>The range into which a staff falls cuts a table as a year does.</summary>
    private static bool IsMeasure(ColumnEvidence column) =>
        column.Header.IsCount || (column.Header.HasAny(HeaderLexicon.Measures) && !column.Header.HasAny(HeaderLexicon.Ranges));

    /// <summary>nombre, effectif, count, femmes: how many each row stands for.</summary>
    private static bool IsFrequency(ColumnEvidence column) =>
        column.Header.Words is [var word] && column.Sample.Type == ColumnType.Integer
        && (word is "nombre" or "nb" or "nbre" or "effectif" or "count" or "cnt" or "frequence" or "population"
            || (word is "male" or "female" or "males" or "females" or "men" or "women" or "homme" or "hommes" or "femme" or "femmes" && column.Share(ValueVocabulary.YesOrNo) < 0.5));

    private static bool MayBeCounted(ColumnEvidence column, PersonalDataCategory category) =>
        category is PersonalDataCategory.Name or PersonalDataCategory.FirstName or PersonalDataCategory.LastName || (category == PersonalDataCategory.BirthDate && column.Sample.Type == ColumnType.Integer);

    /// <summary>Names and nothing but how often they are borne: each once, beside numbers of which one is called a share, a count, an estimate.</summary>
    private static bool IsListOfNames(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<IReadOnlyList<ColumnCategory>> sure)
    {
        var names = 0;
        var isMeasured = false;
        for (var i = 0; i < columns.Count; i++)
        {
            // A candidate with as many votes is one person, not a name that many bear.
            if (columns[i].Header.HasAny(HeaderLexicon.RoleWords)) return false;
            if (sure[i].Any(category => category.Category is PersonalDataCategory.Name or PersonalDataCategory.FirstName or PersonalDataCategory.LastName) || IsCalledName(columns[i])) names++;
            else if (columns[i].Sample.Type is not (ColumnType.Integer or ColumnType.Number) || columns[i].Header.HasAny(HeaderLexicon.PersonAttributes)) return false;
            else isMeasured |= columns[i].Header.HasAny(HeaderLexicon.Frequencies);
        }

        return names > 0 && isMeasured;
    }

    private static bool IsCalledName(ColumnEvidence column) => column.Sample.Type == ColumnType.Text && column.Header.Words.Count > 0 && column.Header.Words.All(word => word is "name" or "nom" or "clean" or "prenom" or "preusuel");

    /// <summary>« What is your age? », « Êtes-vous fumeur ? », answered in each row; a share in each row is an answer of many.</summary>
    private static bool IsQuestion(ColumnEvidence column) => column.Sample.Type != ColumnType.Number && column.Header.Text.TrimEnd().EndsWith('?') && column.Header.Words.Count >= WordsOfAQuestion;

    private static bool IsNumbered(ColumnEvidence column) =>
        column.Header.Text.Any(char.IsAsciiDigit) && column.Sample.Type is ColumnType.Integer or ColumnType.Number
        && (column.Header.Words.Count == 0 || (column.Header.Has("age") && column.Header.Words.All(word => word is "age" or "to" or "plus" or "ans" or "years" or "over" or "under" or "moins") && (column.Header.IsRangeOfAges || column.Share(ValueTest.Age) < 0.9)));

    /// <summary>A list of countries, départements or states, each once: what stands beside them is measured of all who live there.</summary>
    private static bool IsOnePlaceARow(ColumnEvidence column) =>
        column.Sample.Type == ColumnType.Text && column.DistinctSampled >= 8 && column.DistinctRatio >= 0.95 && column.Share(ValueVocabulary.Territory) >= 0.6;

    /// <summary>An address or the number of a company is one of a home or of a shop: others have to say that a row is a person.</summary>
    private static bool IsRowOfSomebody(PersonalDataCategory category) =>
        (category.IsDirectIdentifier() && category != PersonalDataCategory.Address) || category is PersonalDataCategory.BirthDate or PersonalDataCategory.CustomerId or PersonalDataCategory.BirthPlace;
}
