using System.Collections.Frozen;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Where somebody lives or is. A town or a pair of coordinates is personal only in a table about people.</summary>
internal static class PlaceJudge
{
    public static ColumnCategory? Address(ColumnEvidence column)
    {
        var header = column.Cue(PersonalDataCategory.Address);
        var plain = column.Share(ValueTest.PlainAddress);
        var share = Math.Max(plain, header > 0 ? column.Share(ValueTest.Address) : 0);
        if (header >= 0.8)
        {
            if (share >= 0.2) return new(PersonalDataCategory.Address, Math.Round(0.85 + (0.14 * share), 2), share, $"{ColumnClassifier.Percent(share)} of the values {ValueTest.Address.Says}, and the header says \"{column.Cues[PersonalDataCategory.Address].Phrase}\"");
            // A complement, a hamlet, a foreign street: several words, few of them repeated.
            return column.AverageWords >= 2 && column.DistinctRatio > 0.3 && column.DistinctSampled >= 3 && column.Share(ValueTest.WithLetters) >= 0.5 && column.Share(ValueTest.Email) < 0.3 && column.Share(ValueTest.Date) < 0.3
                ? new(PersonalDataCategory.Address, 0.6, share, $"the header says \"{column.Cues[PersonalDataCategory.Address].Phrase}\" and the values are lines of text")
                : null;
        }

        if (header > 0 && share >= 0.4) return new(PersonalDataCategory.Address, 0.8, share, $"{ColumnClassifier.Percent(share)} of the values {ValueTest.Address.Says}, and the header may mean it");
        return plain >= 0.4 && column.DistinctHeld(ValueTest.PlainAddress) >= 3
            ? new(PersonalDataCategory.Address, Math.Round(0.6 + (0.35 * plain), 2), plain, $"{ColumnClassifier.Percent(plain)} of the values {ValueTest.PlainAddress.Says}")
            : null;
    }

    /// <summary>
    /// An address stands for somebody where a row is a person. The address of a shop, a school, an incident is nobody's; where nothing says whose it is, it
    /// stays a doubt.
    /// </summary>
    public static ColumnCategory? Settled(ColumnEvidence column, ColumnCategory address, TableContext context)
    {
        if (IsOfEstablishment(column)) return null;
        if (context.HasPerson) return address;
        // A street without a number is a street.
        if (column.Share(Numbered) < LeastNumbered && column.Share(ValueTest.PlainAddress) < LeastNumbered) return null;
        return context.IsAboutPlaces || context.IsAboutAnimals || context.IsAggregated ? null : address with { Confidence = Math.Min(address.Confidence, 0.55), Because = address.Because + "; no column says that a row is a person" };
    }

    /// <summary>Of an address laid out in several columns, the one that names the street.</summary>
    public static ColumnCategory? Street(ColumnEvidence column, TableContext context) =>
        context.HasPerson && context.HasStreetNumber && !IsOfEstablishment(column) && column.Sample.Type == ColumnType.Text && !column.Header.Has("type") && (column.Header.Has("voie") || column.Header.Has("rue") || column.Header.Has("street"))
        && column.Share(ValueTest.WithLetters) >= 0.8 && column.AverageWords < LongestStreet && column.DistinctSampled >= 5
            ? new(PersonalDataCategory.Address, 0.75, column.Share(ValueTest.WithLetters), "the header names a street, beside a column of its numbers, in a table about people")
            : null;

    public static bool IsStreetNumber(ColumnEvidence column) =>
        (column.Header.Has("voie") || column.Header.Has("rue") || column.Header.Has("street") || column.Header.Has("house")) && column.Header.HasAny(HeaderLexicon.IdentifierWords) && column.Share(HouseNumber) >= 0.8
        || (column.Header.Words.Count > 0 && column.Header.Words.All(word => word is "n" or "no" or "num" or "numero" or "number") && column.Share(HouseNumber) >= 0.8);

    private static readonly ValueTest HouseNumber = new("are numbers of a street", value => value.Length is >= 1 and <= 8 && char.IsAsciiDigit(value[0]) && value.Count(char.IsAsciiDigit) <= 4);

    private static readonly ValueTest Numbered = new("begin with a number", value => value.Length > 0 && char.IsAsciiDigit(value[0]));

    private const double LeastNumbered = 0.2;

    private const int LongestStreet = 8;

    /// <summary>adresse_magasin, Provider City: where a shop or an office is.</summary>
    public static bool IsOfEstablishment(ColumnEvidence column) => column.Header.HasAny(HeaderLexicon.Establishments) && !column.Header.Says("bureau distributeur");

    public static ColumnCategory? PostalCode(ColumnEvidence column, TableContext context)
    {
        if (!context.HasPerson || IsOfEstablishment(column) || column.Cue(PersonalDataCategory.PostalCode) == 0) return null;
        var valid = column.Share(ValueTest.PostalCode);
        if (valid >= 0.4) return new(PersonalDataCategory.PostalCode, Math.Round(0.8 + (0.18 * valid), 2), valid, $"{ColumnClassifier.Percent(valid)} of the values {ValueTest.PostalCode.Says}, and the header says \"{column.Cues[PersonalDataCategory.PostalCode].Phrase}\"");
        var shaped = column.Share(ValueTest.PostalCodeShape);
        return shaped >= 0.6 && column.DistinctSampled >= 3
            ? new(PersonalDataCategory.PostalCode, 0.65, shaped, $"{ColumnClassifier.Percent(shaped)} of the values {ValueTest.PostalCodeShape.Says}")
            : null;
    }

    public static ColumnCategory? City(ColumnEvidence column, TableContext context)
    {
        if (!context.HasPerson || IsOfEstablishment(column) || column.Sample.Type is ColumnType.Integer or ColumnType.Number or ColumnType.Boolean) return null;
        var header = column.Cue(PersonalDataCategory.City);
        var known = column.Share(ValueTest.Commune);
        var letters = column.Share(Words);
        if (header >= 0.8 && letters >= 0.6 && column.AverageWords < 5) return new(PersonalDataCategory.City, Math.Round(0.8 + (0.15 * known), 2), Math.Max(known, letters), $"the header says \"{column.Cues[PersonalDataCategory.City].Phrase}\" in a table about people");
        if (header > 0 && known >= 0.3) return new(PersonalDataCategory.City, 0.7, known, $"{ColumnClassifier.Percent(known)} of the values {ValueTest.Commune.Says}, and the header may mean it");
        return known >= 0.6 && column.DistinctHeld(ValueTest.Commune) >= 4 && (column.Header.IsPlaceholder || !column.Header.HasAny(HeaderLexicon.ThingWords)) && column.Cue(BirthPlace) == 0 && !column.Header.HasAny(Jurisdictions)
            ? new(PersonalDataCategory.City, 0.65, known, $"{ColumnClassifier.Percent(known)} of the values {ValueTest.Commune.Says}, in a table about people")
            : null;
    }

    public static ColumnCategory? Coordinates(ColumnEvidence column, TableContext context)
    {
        if (!context.HasPerson || IsOfEstablishment(column)) return null;
        var header = column.Cue(Gps);
        var pairs = column.Share(ValueTest.GpsPair);
        if (pairs >= 0.6 && (header > 0 || pairs >= 0.8)) return new(Gps, header > 0 ? 0.95 : 0.75, pairs, $"{ColumnClassifier.Percent(pairs)} of the values {ValueTest.GpsPair.Says}");
        if (context.HasLambert && (IsAbscissa(column) || IsOrdinate(column)))
        {
            var test = IsAbscissa(column) ? ValueTest.LambertX : ValueTest.LambertY;
            return new(Gps, 0.85, column.Share(test), $"{ColumnClassifier.Percent(column.Share(test))} of the values {test.Says}, beside the other coordinate, in a table about people");
        }

        var degrees = column.Share(ValueTest.Degrees);
        return header >= 0.8 && degrees >= 0.6
            ? new(Gps, 0.9, degrees, $"the header says \"{column.Cues[Gps].Phrase}\" and {ColumnClassifier.Percent(degrees)} of the values {ValueTest.Degrees.Says}")
            : null;
    }

    /// <summary>x, coord_x, x_l93: a number of metres means nothing under another header.</summary>
    public static bool IsAbscissa(ColumnEvidence column) => IsProjected(column, "x") && column.Share(ValueTest.LambertX) >= LeastProjected;

    public static bool IsOrdinate(ColumnEvidence column) => IsProjected(column, "y") && column.Share(ValueTest.LambertY) >= LeastProjected;

    private const double LeastProjected = 0.8;

    private static bool IsProjected(ColumnEvidence column, string axis) =>
        column.Sample.Type is ColumnType.Integer or ColumnType.Number or ColumnType.Text && column.DistinctSampled >= 3 && (column.Header.Words.Contains(axis, StringComparer.Ordinal) || column.Header.Has(axis == "x" ? "easting" : "northing") || IsGlued(column.Header.Text, axis));

    /// <summary>xl93, coordx, x_lambert93, lambx.</summary>
    private static bool IsGlued(string header, string axis)
    {
        var name = header.Trim().ToLowerInvariant().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return name == axis || name == $"{axis}l93" || name == $"l93{axis}" || name == $"coord{axis}" || name == $"{axis}coord" || name == $"{axis}lambert93" || name == $"lambert93{axis}" || name == $"{axis}lambert" || name == $"lamb{axis}" || name == $"{axis}lamb93"
            || (axis == "x" ? name is "el93" or "l93e" or "elambert93" or "estl93" : name is "nl93" or "l93n" or "nlambert93" or "nordl93");
    }

    /// <summary>Courts, services and sections are called by the town where they sit.</summary>
    private static readonly FrozenSet<string> Jurisdictions = FrozenSet.ToFrozenSet(["parquet", "tribunal", "cour", "court", "juridiction", "prefecture", "section", "antenne", "delegation", "caserne", "brigade", "commissariat", "academie", "rectorat", "circonscription", "equipe", "club"], StringComparer.Ordinal);

    private static readonly ValueTest Words = new("are words", value => value.Length > 1 && value.Any(char.IsLetter) && !(value.Length <= 3 && value.Any(char.IsAsciiDigit)));
}
