using System.Globalization;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>One column with what it holds: null for nothing personal.</summary>
internal sealed record KnownColumn(ColumnSample Sample, PersonalDataCategory? Truth)
{
    /// <param name="header">Its name.</param>
    /// <param name="truth">What it holds.</param>
    /// <param name="values">Its values, missing ones left out.</param>
    /// <param name="rows">Rows of the table.</param>
    public static KnownColumn Of(string header, PersonalDataCategory? truth, IReadOnlyList<string> values, int rows)
    {
        var distinct = values.GroupBy(text => text, StringComparer.Ordinal).Select(group => new SampledValue(group.Key, group.Count())).ToList();
        return new(new ColumnSample(header, TypeOf(values), rows, rows - values.Count, distinct.Count, distinct), truth);
    }

    private static ColumnType TypeOf(IReadOnlyList<string> values)
    {
        if (values.All(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))) return ColumnType.Integer;
        if (values.All(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && text.Contains('.'))) return ColumnType.Number;
        return values.All(text => text.Contains(':') && DateTime.TryParse(text, CultureInfo.InvariantCulture, out _)) ? ColumnType.DateTime : ColumnType.Text;
    }
}
