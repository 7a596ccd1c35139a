namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Columns in which people write what they like. A comment tied to a person is personal data even when it names nobody (CJEU, C-413/23 P).</summary>
/// <remarks>
/// Shares are taken over different values: a comment field is mostly empty or « RAS », and stays a comment field. What tells it from a list of long labels
/// is that labels come back and sentences do not.
/// </remarks>
internal static class TextJudge
{
    private const int LeastBlanks = 3;

    private static readonly ValueTest Prose = new("are sentences", IsProse);
    private static readonly ValueTest Phrase = new("are several words", value => Words(value).All >= 3 && value.AsSpan().ContainsAny(' ', '\u00A0', '\n'));

    public static ColumnCategory? FreeText(ColumnEvidence column, TableContext context)
    {
        if (context.IsAggregated || column.Sample.Type != ColumnType.Text || column.DistinctSampled < 2) return null;
        var header = column.Cue(PersonalDataCategory.FreeText);
        var prose = DistinctShare(column, Prose);
        if (header >= 0.8 && DistinctShare(column, Phrase) >= 0.5 && IsWritten(column)) return Found(context.HasPerson ? 0.9 : 0.55, $"the header says \"{column.Cues[PersonalDataCategory.FreeText].Phrase}\" and the values are several words");
        if (header >= 0.6 && prose >= 0.4 && IsWritten(column)) return Found(context.HasPerson ? 0.8 : 0.55, $"{ColumnClassifier.Percent(prose)} of the different values {Prose.Says}");
        if (header > 0 && context.HasPerson && prose >= 0.4 && IsWritten(column)) return Found(0.7, $"{ColumnClassifier.Percent(prose)} of the different values {Prose.Says}, in a table about people");
        return context.HasPerson && prose >= 0.5 && column.DistinctSampled >= 5 && column.Values.Average(value => Words(value.Text).All) >= 7 && (column.DistinctRatio >= 0.4 || ComeOnce(column) is var (once, all) && once >= 10 && once * 2 >= all)
            ? Found(0.7, $"{ColumnClassifier.Percent(prose)} of the different values {Prose.Says}, in a table about people")
            : null;

        ColumnCategory Found(double confidence, string because) => new(PersonalDataCategory.FreeText, confidence, column.Share(Prose), because);
    }

    private static double DistinctShare(ColumnEvidence column, ValueTest test) => (double)column.DistinctHeld(test) / column.DistinctSampled;

    /// <summary>Not picked from a list: values hardly come back, or a third of those of several words come once, whatever a few short ones weigh.</summary>
    private static bool IsWritten(ColumnEvidence column) => column.DistinctRatio >= 0.2 || ComeOnce(column) is var (once, all) && once >= 3 && once * 3 >= all;

    private static (int Once, int All) ComeOnce(ColumnEvidence column)
    {
        var phrases = column.Values.Where(value => Phrase.Holds(value.Text)).ToList();
        return (phrases.Count(value => value.Count == 1), phrases.Count);
    }

    /// <summary>Five words or more, most of them in lower case.</summary>
    private static bool IsProse(string value)
    {
        // The letters of a hash stand in groups too, but not apart.
        if (value.Length < 20 || value.StartsWith("http", StringComparison.OrdinalIgnoreCase) || value.Count(char.IsWhiteSpace) < LeastBlanks) return false;
        var (all, lower) = Words(value);
        return all >= 5 && lower * 2 >= all;
    }

    private static (int All, int Lower) Words(string value)
    {
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

        return (words, lower);
    }
}
