using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>When and where somebody was born.</summary>
internal static class BirthJudge
{
    private const int OldestAge = 120;

    public static ColumnCategory? Date(ColumnEvidence column, DateOnly today)
    {
        var header = column.Cue(BirthDate);
        if (header == 0 || IsRecordTime(column)) return null;
        var plausible = column.Share(new ValueTest("are dates of birth", value => DateReading.TryRead(value, out var date) && date.Year >= today.Year - OldestAge && date <= today));
        if (plausible >= 0.3) return Found(BirthDate, 0.85 + (0.14 * plausible), plausible, $"{ColumnClassifier.Percent(plausible)} of the values are dates that somebody living can be born on, and the header says \"{column.Cues[BirthDate].Phrase}\"");
        var years = column.Share(new ValueTest("are years of birth", DateReading.IsYear));
        if (years >= 0.5) return Found(BirthDate, 0.8, years, $"{ColumnClassifier.Percent(years)} of the values are years of birth, and the header says \"{column.Cues[BirthDate].Phrase}\"");
        var dates = column.Share(ValueTest.Date);
        if (dates >= 0.5) return Found(BirthDate, 0.7, dates, $"the header says \"{column.Cues[BirthDate].Phrase}\" and the values are dates, many of them impossible");
        // Days since 30 December 1899: what a workbook keeps behind a date.
        var serials = column.Share(new ValueTest("are serial dates", value => int.TryParse(value, out var serial) && serial is > 3650 and < 60_000));
        return serials >= 0.8 && column.Sample.Type == ColumnType.Integer && header >= 1
            ? Found(BirthDate, 0.6, serials, $"the header says \"{column.Cues[BirthDate].Phrase}\" and the values are a workbook's serial dates")
            : null;
    }

    /// <summary>Dates under a header that says nothing, spread as the ages of people are and as no business event is.</summary>
    public static ColumnCategory? UnnamedDate(ColumnEvidence column, TableContext context, DateOnly today)
    {
        if (!context.HasPerson || column.Cue(BirthDate) > 0 || column.Sample.Type == ColumnType.DateTime || column.Share(ValueTest.Date) < 0.7 || column.DistinctSampled < 8) return null;
        if (column.Header.Words.Any(word => word is not ("date" or "dt" or "dat" or "d" or "n" or "col" or "colonne" or "column" or "champ" or "field" or "v" or "var" or "c" or "f" or "x" or "info" or "unnamed" or "personne" or "client" or "nais" or "attribut" or "valeur" or "value" or "data" or "donnee"))) return null;

        var years = new List<int>();
        foreach (var value in column.Values)
        {
            if (DateReading.TryRead(value.Text, out var date)) years.Add(date.Year);
        }

        years.Sort();
        var (low, median, high) = (years[years.Count / 20], years[years.Count / 2], years[years.Count - 1 - (years.Count / 20)]);
        return high - low >= 25 && low >= today.Year - OldestAge && median <= today.Year - 18 && high <= today.Year
            ? Found(BirthDate, 0.65, column.Share(ValueTest.Date), $"dates spread over {high - low} years, as ages are, in a table about people")
            : null;
    }

    public static ColumnCategory? Place(ColumnEvidence column)
    {
        if (column.Cue(BirthPlace) == 0 || column.Share(ValueTest.Date) > 0.3 || column.DistinctSampled < 2) return null;
        return Found(BirthPlace, 0.9, 1, $"the header says \"{column.Cues[BirthPlace].Phrase}\"");
    }

    /// <summary>Times of day within three years: when a record was born, not a person.</summary>
    private static bool IsRecordTime(ColumnEvidence column)
    {
        if (column.Sample.Type != ColumnType.DateTime || column.DistinctSampled < 5) return false;
        var years = column.Values.Select(value => DateReading.TryRead(value.Text, out var date) ? date.Year : 0).Where(year => year > 0).ToList();
        return years.Count > 0 && years.Max() - years.Min() <= 3;
    }

    private static ColumnCategory Found(PersonalDataCategory category, double confidence, double share, string because) => new(category, Math.Round(confidence, 2), share, because);
}
