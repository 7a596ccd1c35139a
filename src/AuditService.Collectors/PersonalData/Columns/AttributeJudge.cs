using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>What is true of a person rather than what names one: gender, nationality, and the categories of RGPD art. 9 and 10.</summary>
internal static class AttributeJudge
{
    /// <param name="Category">Which.</param>
    /// <param name="Values">Values that betray it.</param>
    /// <param name="Alone">Share, 0 to 1, of such values that convinces without a header.</param>
    /// <param name="LeastDistinct">Different such values needed without a header.</param>
    /// <param name="NeedsValues">The header's single words mean other things too: values must agree, or be the codes of a table about people.</param>
    private sealed record SpecialRule(PersonalDataCategory Category, ValueTest Values, double Alone, int LeastDistinct, bool NeedsValues = false);

    private static readonly SpecialRule[] Rules =
    [
        new(Health, ValueVocabulary.Disease, 0.5, 3),
        new(Religion, ValueVocabulary.Faith, 0.6, 3),
        new(Politics, ValueVocabulary.Party, 0.8, 4, NeedsValues: true),
        new(PersonalDataCategory.Union, ValueVocabulary.UnionName, 0.7, 3),
        new(Ethnicity, ValueVocabulary.Origin, 0.7, 3, NeedsValues: true),
        new(SexLife, ValueVocabulary.Orientation, 0.6, 2),
        new(Genetic, ValueVocabulary.RsId, 0.6, 3),
        new(Offence, ValueVocabulary.Offence, 0.5, 3),
    ];

    /// <summary>Words of a header that is a question: one of them alone does not tell what it is about.</summary>
    private const int WordsOfAQuestion = 7;

    public static ColumnCategory? Gender(ColumnEvidence column, TableContext context)
    {
        var header = column.Cue(PersonalDataCategory.Gender);
        // A shirt for women is no woman.
        if (column.DistinctSampled > 12 || context.IsAboutAnimals || (context.IsAboutGoods && header < 0.8)) return null;
        var words = column.Share(ValueVocabulary.GenderWord);
        var codes = column.Share(ValueVocabulary.GenderCode);
        if (header >= 0.8 && codes >= 0.6) return new(PersonalDataCategory.Gender, 0.95, codes, $"{Percent(codes)} of the values {ValueVocabulary.GenderCode.Says}, and the header says \"{column.Cues[PersonalDataCategory.Gender].Phrase}\"");
        if (header > 0 && words >= 0.6) return new(PersonalDataCategory.Gender, 0.85, words, $"{Percent(words)} of the values {ValueVocabulary.GenderWord.Says}, and the header may mean it");
        if (header > 0 && context.HasPerson && codes >= 0.9 && column.DistinctSampled is >= 2 and <= 4) return new(PersonalDataCategory.Gender, 0.75, codes, $"{Percent(codes)} of the values {ValueVocabulary.GenderCode.Says}, in a table about people");
        return words >= 0.9 && column.DistinctSampled is >= 2 and <= 6
            ? new(PersonalDataCategory.Gender, 0.8, words, $"{Percent(words)} of the values {ValueVocabulary.GenderWord.Says}")
            : null;
    }

    public static ColumnCategory? Nationality(ColumnEvidence column)
    {
        if (column.Cue(PersonalDataCategory.Nationality) == 0 || column.Header.IsCount || column.AverageWords > 4) return null;
        var known = column.Share(ValueVocabulary.Nationality);
        if (column.Cue(PersonalDataCategory.Nationality) < 0.8 && known < 0.5) return null;
        return new(PersonalDataCategory.Nationality, Math.Round(0.8 + (0.15 * known), 2), known, $"the header says \"{column.Cues[PersonalDataCategory.Nationality].Phrase}\"");
    }

    /// <summary>The age of the person a row is about: a quasi-identifier. The age of a house, a mean age or a range of ages is none.</summary>
    public static ColumnCategory? Age(ColumnEvidence column, TableContext context)
    {
        if (!context.HasPerson || context.IsAboutAnimals || column.Cue(PersonalDataCategory.Age) == 0 || column.Header.IsCount || column.Header.IsRangeOfAges || column.Sample.Type is not (ColumnType.Integer or ColumnType.Number or ColumnType.Text)) return null;
        var ages = column.Share(ValueTest.Age);
        return ages >= 0.9 && column.DistinctSampled >= 3
            ? new(PersonalDataCategory.Age, 0.85, ages, $"{Percent(ages)} of the values {ValueTest.Age.Says}, under a header of ages in a table about people")
            : null;
    }

    /// <summary>What somebody earns or receives. Of a company, a town or a job it is nobody's: a row has to be a person.</summary>
    public static ColumnCategory? Income(ColumnEvidence column, TableContext context)
    {
        if (!context.HasPerson || context.IsAggregated || column.Cue(PersonalDataCategory.Income) == 0 || column.Header.IsCount || column.Header.HasAny(HeaderLexicon.Establishments) || column.Header.HasAny(HeaderLexicon.Dimensions)) return null;
        var amounts = column.Share(ValueTest.Amount);
        return amounts >= 0.8 && column.DistinctSampled >= 3
            ? new(PersonalDataCategory.Income, 0.85, amounts, $"{Percent(amounts)} of the values {ValueTest.Amount.Says}, and the header says \"{column.Cues[PersonalDataCategory.Income].Phrase}\" in a table about people")
            : null;
    }

    public static ColumnCategory? Child(ColumnEvidence column)
    {
        var header = column.Cue(PersonalDataCategory.Child);
        if (header == 0 || column.Header.IsCount) return null;
        if (header >= 0.8) return new(PersonalDataCategory.Child, 0.8, 1, $"the header says \"{column.Cues[PersonalDataCategory.Child].Phrase}\"");
        return column.Share(ValueTest.NameShape) >= 0.6 && column.DistinctRatio > 0.5 && column.DistinctSampled >= 5 && column.Header.Has("enfant")
            ? new(PersonalDataCategory.Child, 0.6, 1, "the header names a child")
            : null;
    }

    /// <summary>A header of article 9 or 10 with values that bear it out.</summary>
    public static bool IsPlainlySpecial(ColumnEvidence column) =>
        !column.Header.IsCount && Array.Exists(Rules, rule => column.Cue(rule.Category) >= 0.5 && column.Share(rule.Values) >= 0.3 && column.DistinctHeld(rule.Values) >= 2);

    /// <summary>Art. 9 and 10. They come on top of what the value is: a comment may be free text and health at once.</summary>
    /// <param name="column">The column.</param>
    /// <param name="context">Its table.</param>
    /// <param name="found">What the column is already known to hold.</param>
    public static IEnumerable<ColumnCategory> Special(ColumnEvidence column, TableContext context, IReadOnlyList<ColumnCategory> found)
    {
        // A name, an address or a number is not a state of health, whatever word stands beside it in the header.
        var isIdentifier = found.Any(category => category.Category.IsDirectIdentifier() || category.Category is CustomerId or BirthDate or BirthPlace or City or PostalCode or Siren or Siret);
        if (isIdentifier) yield break;

        foreach (var rule in Rules)
        {
            // Labrador, Charolaise: the breed of somebody's animal is no origin of theirs.
            if (rule.Category is Ethnicity && column.Share(ValueVocabulary.Animal) >= 0.3) continue;
            if (Judge(column, rule, context) is { } category) yield return category;
        }

        if (column.Cue(Biometric) > 0 && !column.Header.IsCount && !IsAside(column, Biometric)) yield return new(Biometric, 0.85, 1, Says(column, Biometric));
        if (column.Cue(Health) == 0 && context.HasPerson && column.Share(ValueVocabulary.Icd) is >= 0.9 and var icd && column.DistinctHeld(ValueVocabulary.DottedIcd) >= 4)
            yield return new(Health, 0.65, icd, $"{Percent(icd)} of the values {ValueVocabulary.Icd.Says}, in a table about people");
        if (column.Cue(Genetic) == 0 && column.Share(ValueVocabulary.Genotype) >= 0.9 && column.DistinctSampled >= 3 && column.AverageLength >= 8)
            yield return new(Genetic, 0.6, column.Share(ValueVocabulary.Genotype), $"the values {ValueVocabulary.Genotype.Says}");
    }

    private static ColumnCategory? Judge(ColumnEvidence column, SpecialRule rule, TableContext context)
    {
        var header = column.Cue(rule.Category);
        // E11.9 under « diagnostic » is a state of health where rows are people; among cars P0420 is a fault.
        var share = Math.Max(column.Share(rule.Values), rule.Category is Health && header >= 0.8 && context.HasPerson ? column.Share(ValueVocabulary.Icd) : 0);
        // An average, a rate, a number of columns of the genome: of many, or of nobody.
        if (!context.HasPerson && share < 0.2 && (column.Header.IsCount || column.Header.HasAny(HeaderLexicon.Measures))) return null;
        if (!context.HasPerson && (rule.Category is Genetic || (rule.Category is Health && context.IsAboutGoods && share < rule.Alone))) return null;
        // Nobody's faith, origin or conviction is 12.5 or 40 %: a share of many, or the score of a game with its offense and its defense.
        if (share < 0.2 && rule.Category is not (Health or Genetic) && column.Sample.Type is ColumnType.Number) return null;
        // The recurrence of a tumour is no second offence.
        if (rule.Category is Offence && context.IsMedical && header > 0 && share < 0.2 && column.Cues[Offence].Phrase.StartsWith("recid", StringComparison.Ordinal)) return null;
        if (rule.Category is Offence && header < 0.8 && column.Sample.Type is ColumnType.Number or ColumnType.Integer) return null;
        if (header >= 0.8)
        {
            var phrase = column.Cues[rule.Category].Phrase;
            if (!context.HasPerson && share < 0.2 && HeaderLexicon.Substances.Contains(phrase)) return null;
            if (share >= 0.2) return Found(0.97, $"the header says \"{phrase}\" and {Percent(share)} of the values {rule.Values.Says}");
            if (IsAside(column, rule.Category)) return Found(0.55, Says(column, rule.Category) + " in passing");
            if (!rule.NeedsValues || phrase.Contains(' ')) return Found(0.85, Says(column, rule.Category));
            return context.HasPerson && column.DistinctSampled <= 12 ? Found(0.65, Says(column, rule.Category) + " in a table about people, and the values are few codes") : null;
        }

        if (header > 0 && share >= 0.3) return Found(0.8, $"{Percent(share)} of the values {rule.Values.Says}, and the header may mean it");
        if (header >= 0.6 && context.HasPerson && rule.Category is Health or Offence && column.DistinctSampled > 1) return Found(0.55, Says(column, rule.Category) + " in a table about people");
        return share >= rule.Alone && column.DistinctHeld(rule.Values) >= rule.LeastDistinct && context.HasPerson
            ? Found(0.75, $"{Percent(share)} of the values {rule.Values.Says}, in a table about people")
            : null;

        ColumnCategory Found(double confidence, string because) => new(rule.Category, confidence, share, because);
    }

    /// <summary>One word of a long question: « In your opinion, which sentence is correct? » speaks of no sentence of a court.</summary>
    private static bool IsAside(ColumnEvidence column, PersonalDataCategory category) => column.Header.Words.Count >= WordsOfAQuestion && !column.Cues[category].Phrase.Contains(' ');

    private static string Says(ColumnEvidence column, PersonalDataCategory category) => $"the header says \"{column.Cues[category].Phrase}\"";

    private static string Percent(double share) => ColumnClassifier.Percent(share);
}
