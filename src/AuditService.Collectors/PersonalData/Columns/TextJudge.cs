namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Columns in which people write what they like. A comment tied to a person is personal data even when it names nobody (CJEU, C-413/23 P).</summary>
internal static class TextJudge
{
    private static readonly ValueTest Prose = new("are sentences", IsProse);

    public static ColumnCategory? FreeText(ColumnEvidence column, TableContext context)
    {
        if (context.IsAggregated || column.Sample.Type != ColumnType.Text || column.DistinctSampled < 2) return null;
        var header = column.Cue(PersonalDataCategory.FreeText);
        var prose = column.Share(Prose);
        if (header >= 0.8 && column.AverageWords >= 3 && column.DistinctRatio >= 0.2) return Found(context.HasPerson ? 0.9 : 0.7, $"the header says \"{column.Cues[PersonalDataCategory.FreeText].Phrase}\" and the values are several words");
        if (header >= 0.6 && prose >= 0.4 && column.DistinctRatio >= 0.2) return Found(context.HasPerson ? 0.8 : 0.55, $"{ColumnClassifier.Percent(prose)} of the values {Prose.Says}");
        if (header > 0 && context.HasPerson && prose >= 0.4 && column.DistinctRatio >= 0.2) return Found(0.7, $"{ColumnClassifier.Percent(prose)} of the values {Prose.Says}, in a table about people");
        return context.HasPerson && prose >= 0.5 && column.AverageWords >= 7 && column.DistinctRatio >= 0.4
            ? Found(0.7, $"{ColumnClassifier.Percent(prose)} of the values {Prose.Says}, in a table about people")
            : null;

        ColumnCategory Found(double confidence, string because) => new(PersonalDataCategory.FreeText, confidence, prose, because);
    }

    /// <summary>Five words or more, most of them in lower case.</summary>
    private static bool IsProse(string value)
    {
        if (value.Length < 20 || value.StartsWith("http", StringComparison.OrdinalIgnoreCase)) return false;
        var (words, lower, inside) = (0, 0, false);
        foreach (var c in value)
        {
            var letter = char.IsLetter(c) || c is '\'' or '’' or '-';
            if (letter && !inside)
            {
                words++;
                if (char.IsLower(c)) lower++;
            }

            inside = letter;
        }

        return words >= 5 && lower * 2 >= words;
    }
}
