using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>First names, surnames and full names.</summary>
internal static class NameJudge
{
    /// <summary>Headers that mean a person's name and nothing else, and values that are plainly full names or first names.</summary>
    public static ColumnCategory? Certain(ColumnEvidence column)
    {
        var shape = column.Share(ValueTest.NameShape);
        if (shape < 0.5 || IsVocabulary(column)) return null;
        var (full, given) = (column.Share(ValueTest.FullName), column.Share(ValueTest.GivenName));

        if (column.Cue(Name) >= 0.8 && (full >= 0.1 || given + column.Share(ValueTest.Surname) >= 0.3 || column.AverageWords >= 1.6))
            return ByValues(column, full, given) ?? Found(Name, 0.85 + (0.1 * full), Math.Max(full, shape), Says(column, Name));
        if (column.Cue(FirstName) >= 0.8 && column.Cue(LastName) >= 0.8) return Found(Name, 0.8, shape, Says(column, FirstName));
        if (column.Cue(FirstName) >= 0.8) return Found(FirstName, 0.85 + (0.14 * given), Math.Max(given, shape), Says(column, FirstName));
        if (column.Cue(LastName) >= 0.8)
            return full >= 0.5 ? Found(Name, 0.9, full, Says(column, LastName)) : Found(LastName, 0.9, shape, Says(column, LastName));
        // Candidat, Player: the role alone, and hardly a name that comes twice. What is counted or measured beside it is of that person.
        return column.Header.Words.Count == 1 && column.Header.HasAny(HeaderLexicon.RoleWords) && full >= 0.4 && column.DistinctRatio >= 0.8 && column.DistinctHeld(ValueTest.FullName) >= 10
            ? Found(Name, 0.7 + (0.2 * full), full, "the header is a person's role and the values are names")
            : null;
    }

    /// <summary>A header that may mean something else (<c>nom</c>, <c>name</c>, <c>client</c>), or none: values and neighbours settle it.</summary>
    public static ColumnCategory? AmongNeighbours(ColumnEvidence column, TableContext context)
    {
        var shape = column.Share(ValueTest.NameShape);
        if (shape < 0.6 || context.IsAggregated || IsVocabulary(column)) return null;
        // Braund, Mr. Owen Harris: long names are read with their civility, other long values are none.
        if (column.AverageWords > (column.Share(ValueTest.FullName) >= 0.5 ? 6 : 4)) return null;
        var (full, given, surname) = (column.Share(ValueTest.FullName), column.Share(ValueTest.GivenName), column.Share(ValueTest.Surname));
        var header = Math.Max(column.Cue(Name), column.Cue(LastName));
        var town = column.Share(ValueTest.Commune);

        // stop_name, nom_ecole: places are named after people.
        if (column.Cue(Username) >= 0.8 || PlaceJudge.IsOfEstablishment(column) || (context.IsAboutGoods && (full < 0.6 || IsCodeList(column)))) return null;
        // A word of a dictionary, a station named after its town: in lists of such, some are names by chance.
        if (!context.HasPerson && !context.HasGivenNames && ((header == 0 && column.Share(ValueTest.LowerCase) >= 0.8) || column.Share(ValueTest.NamedAfterTown) >= 0.3 || (IsCodeList(column) && !column.Header.HasAny(HeaderLexicon.RoleWords) && column.Share(ValueTest.InitialAndSurname) < 0.6))) return null;
        var beside = context.HasGivenNames && IsPlainlyNamed(column);
        if (header > 0)
        {
            var cut = column.Share(ValueTest.InitialAndSurname);
            if (cut >= 0.6 && column.DistinctSampled >= 5) return Found(Name, 0.75, cut, "the values are an initial and a surname, under a header of names");
            if (full >= 0.3) return Found(Name, 0.75 + (0.2 * full), full, "the values are a given name and a surname, under a header of names");
            // A surname may be a town; a column of towns is not called a plain « nom » beside given names.
            if (beside) return Found(LastName, 0.9, shape, "a column of names beside a column of given names");
            if (given >= 0.5 && given > surname) return Found(FirstName, 0.7, given, "given names under a header of names");
            if (surname >= 0.15 && town < 0.3 && column.AverageWords < 1.6) return Found(LastName, 0.7 + (0.2 * surname), surname, "known surnames under a header of names");
            return context.HasPerson && IsPlainlyNamed(column) && town < 0.3 && column.AverageWords < 2.2 && column.DistinctSampled >= 5
                ? Found(LastName, 0.6, shape, "a column of names in a table about people")
                : null;
        }

        if (column.Header.HasAny(HeaderLexicon.RoleWords) || column.Header.Has("par") || column.Header.Has("by"))
        {
            if (column.Share(ValueTest.InitialAndSurname) is >= 0.6 and var initials && column.DistinctSampled >= 5) return Found(Name, 0.75, initials, "the header is a person's role and the values are an initial and a surname");
            if (full >= 0.25) return Found(Name, 0.7 + (0.2 * full), full, "the header is a person's role and the values are names");
            if (surname + given >= 0.4 && column.DistinctSampled >= 3) return Found(surname >= given ? LastName : FirstName, 0.65, Math.Max(surname, given), "the header is a person's role and the values are known names");
        }

        if (IsSomethingElse(column)) return null;
        if (full >= 0.5 && column.DistinctHeld(ValueTest.FullName) >= 4) return Found(Name, 0.6 + (0.3 * full), full, $"{ColumnClassifier.Percent(full)} of the values {ValueTest.FullName.Says}");
        if (given >= 0.6 && given > town && column.DistinctHeld(ValueTest.GivenName) >= 5) return Found(FirstName, 0.5 + (0.35 * given), given, $"{ColumnClassifier.Percent(given)} of the values {ValueTest.GivenName.Says}");
        // NOM in capitals without a header: beside given names, some that are known tell what the others are.
        if (context.HasGivenNames && column.Header.IsPlaceholder && shape >= 0.9 && surname >= 0.1 && town < 0.3 && column.AverageWords < 2 && !IsCodeList(column))
            return Found(LastName, 0.6, shape, "a column of names beside a column of given names");
        return context.HasGivenNames && surname >= 0.35 && town < 0.3 && column.AverageWords < 1.6 && column.DistinctHeld(ValueTest.Surname) >= 5
            ? Found(LastName, 0.5 + (0.35 * surname), surname, "known surnames beside a column of given names")
            : null;
    }

    /// <summary>Nom, NAME, nom du client: words of names and of people only. Nom_circo, location.name name something else.</summary>
    private static bool IsPlainlyNamed(ColumnEvidence column) =>
        column.Header.Words.All(word => word is "nom" or "name" or "noms" or "personne" or "person" or "usuel" or "complet" or "full" or "elu" or "elue" || HeaderLexicon.RoleWords.Contains(word));

    /// <summary>Under a header of full names, values that are only one part of it.</summary>
    private static ColumnCategory? ByValues(ColumnEvidence column, double full, double given)
    {
        if (full >= 0.1 || column.AverageWords >= 1.5) return null;
        var surname = column.Share(ValueTest.Surname);
        return given > surname + 0.2
            ? Found(FirstName, 0.8, given, "given names under a header of names")
            : Found(LastName, 0.8, Math.Max(surname, 0.5), "single names under a header of names");
    }

    /// <summary>A handful of values that come back is a code list, not names.</summary>
    private static bool IsVocabulary(ColumnEvidence column) =>
        (column.DistinctSampled <= 2 && column.Weight > 10 && column.Share(ValueTest.GivenName) + column.Share(ValueTest.Surname) < 0.8)
        || column.Share(ValueVocabulary.YesOrNo) > 0.5
        || column.Share(ValueVocabulary.GenderWord) > 0.6
        || column.Share(ValueTest.Code) > 0.5;

    /// <summary>A dozen values that come back: models, storms, shops. Where a row is a person, they may be people all the same.</summary>
    private static bool IsCodeList(ColumnEvidence column) => column.DistinctSampled <= 12 && column.Weight >= 4L * column.DistinctSampled;

    private static bool IsSomethingElse(ColumnEvidence column) =>
        column.Cue(City) > 0 || column.Cue(BirthPlace) > 0 || column.Cue(Nationality) > 0
        || column.Header.HasAny(HeaderLexicon.ForeignNumbers) || (!column.Header.IsPlaceholder && column.Header.HasAny(HeaderLexicon.ThingWords));

    private static string Says(ColumnEvidence column, PersonalDataCategory category) => $"the header says \"{column.Cues[category].Phrase}\" and the values have the shape of names";

    private static ColumnCategory Found(PersonalDataCategory category, double confidence, double share, string because) => new(category, Math.Round(confidence, 2), share, because);
}
