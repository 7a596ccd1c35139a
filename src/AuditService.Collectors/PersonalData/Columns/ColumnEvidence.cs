namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>A column as the judges look at it: its header in words, and shares of its values, each computed once when asked for.</summary>
internal sealed class ColumnEvidence
{
    /// <summary>Parts a cell that holds several values (a JSON array).</summary>
    public const char ValueSeparator = '\u001F';

    private readonly Dictionary<ValueTest, double> shares = [];
    private readonly List<SampledValue> values;
    private readonly long weight;

    public ColumnEvidence(ColumnSample sample)
    {
        Sample = sample;
        Header = ColumnHeader.Of(sample.Name, sample.IsPath);
        values = Split(sample.Values);
        weight = values.Sum(value => (long)value.Count);
        AverageLength = weight == 0 ? 0 : values.Sum(value => (double)value.Text.Length * value.Count) / weight;
        AverageWords = weight == 0 ? 0 : values.Sum(value => (double)WordCount(value.Text) * value.Count) / weight;
        Cues = HeaderLexicon.Cues
            .Select(cue => (cue, phrase: cue.Match(Header)))
            .Where(match => match.phrase is not null)
            .GroupBy(match => match.cue.Category)
            .ToDictionary(group => group.Key, group => group.MaxBy(match => match.cue.Strength) is var best ? new HeaderMatch(best.cue.Strength, best.phrase!) : default);
    }

    public ColumnSample Sample { get; }

    public ColumnHeader Header { get; }

    /// <summary>What the header points to, by category.</summary>
    public IReadOnlyDictionary<PersonalDataCategory, HeaderMatch> Cues { get; }

    public IReadOnlyList<SampledValue> Values => values;

    /// <summary>Mean length of a value, in characters.</summary>
    public double AverageLength { get; }

    /// <summary>Mean number of words of a value.</summary>
    public double AverageWords { get; }

    public int DistinctSampled => values.Count;

    /// <summary>How many values were sampled, repetitions included.</summary>
    public long Weight => weight;

    /// <summary>Different values over values: 1 when no value comes back.</summary>
    public double DistinctRatio => weight == 0 ? 0 : (double)values.Count / weight;

    /// <summary>Strength of the header for a category, 0 when it says nothing of it.</summary>
    public double Cue(PersonalDataCategory category) => Cues.TryGetValue(category, out var match) ? match.Strength : 0;

    /// <summary>The part, 0 to 1, of the sampled values that pass the test; 0 for an empty column.</summary>
    public double Share(ValueTest test)
    {
        if (shares.TryGetValue(test, out var share)) return share;
        var held = 0L;
        foreach (var value in values)
        {
            if (test.Holds(value.Text)) held += value.Count;
        }

        return shares[test] = weight == 0 ? 0 : (double)held / weight;
    }

    /// <summary>How many different values pass the test.</summary>
    public int DistinctHeld(ValueTest test) => values.Count(value => test.Holds(value.Text));

    private static List<SampledValue> Split(IReadOnlyList<SampledValue> sampled)
    {
        var split = new List<SampledValue>(sampled.Count);
        foreach (var value in sampled)
        {
            if (!value.Text.Contains(ValueSeparator))
            {
                split.Add(value with { Text = value.Text.Trim() });
                continue;
            }

            foreach (var part in value.Text.Split(ValueSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) split.Add(new(part, value.Count));
        }

        return split;
    }

    private static int WordCount(string text)
    {
        var (count, inside) = (0, false);
        foreach (var c in text)
        {
            var letter = char.IsLetterOrDigit(c);
            if (letter && !inside) count++;
            inside = letter || (inside && c is '-' or '\'' or '’');
        }

        return count;
    }
}

/// <summary>What a header says of a category: how strongly, and in which words.</summary>
internal readonly record struct HeaderMatch(double Strength, string Phrase);
