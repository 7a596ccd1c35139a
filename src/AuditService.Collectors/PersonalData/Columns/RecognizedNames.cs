namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Asks an operator's recognisers whether the values of a column that nothing else explains are names of people.</summary>
internal static class RecognizedNames
{
    /// <summary>Different values asked about: a model takes its time.</summary>
    private const int Asked = 200;

    private const double LeastShare = 0.6;

    /// <summary>Part of a value, 0 to 1, that the name has to fill: a sentence that names somebody is not a name.</summary>
    private const double LeastCover = 0.8;

    public static ColumnCategory? In(ColumnEvidence column, TableContext context, IReadOnlyList<INameRecognizer> recognizers)
    {
        if (recognizers.Count == 0 || context.IsAggregated || context.IsAboutGoods || column.Sample.Type != ColumnType.Text || column.Share(ValueTest.NameShape) < LeastShare) return null;
        var values = column.Values.Take(Asked).ToList();
        foreach (var recognizer in recognizers)
        {
            var share = (double)values.Count(value => Covers(recognizer.FindIn(value.Text), value.Text)) / values.Count;
            if (share >= LeastShare) return new(PersonalDataCategory.Name, Math.Round(0.5 + (0.4 * share), 2), share, $"{recognizer.Name} finds names of people in {ColumnClassifier.Percent(share)} of the values");
        }

        return null;
    }

    private static bool Covers(IReadOnlyList<RecognizedName> names, string value) =>
        names.Where(name => name.IsWithin(value)).Sum(name => name.End - name.Start) >= LeastCover * value.Length;
}
