using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Datasets;

/// <summary>What is stated of each column of a data set: what a data dictionary is made of. Never a value.</summary>
internal static partial class ColumnFacts
{
    public const string Type = "column.type";
    public const string MissingShare = "column.missingShare";
    public const string Distinct = "column.distinct";
    public const string Categories = "column.categories";

    /// <summary>Columns of one file of which facts are stated; a dictionary of more is nobody's reading.</summary>
    public const int Most = 1000;

    public static IReadOnlyList<string> Keys { get; } = [Type, MissingShare, Distinct, Categories];

    /// <param name="path">The file.</param>
    /// <param name="columns">Its columns by the name that they go by among the facts, with the rows of their table.</param>
    /// <param name="collector">Who states it.</param>
    public static IEnumerable<Fact> Of(string path, IEnumerable<(string Name, ColumnProfile Column, long Rows)> columns, CollectorIdentity collector)
    {
        foreach (var (name, column, rows) in columns.Take(Most))
        {
            var subject = new Subject(SubjectKind.Column, $"{path}#{name}");
            var provenance = new Provenance(collector, EvidenceGrade.MachineChecked, Location.InDataset(path, name));
            yield return Fact.Known(subject, Type, new TextValue(JsonNamingPolicy.CamelCase.ConvertName(column.Type.ToString())), provenance);
            yield return Fact.Known(subject, MissingShare, new NumberValue(rows == 0 ? 0 : Math.Round((double)column.Missing / rows, 4)), provenance);
            yield return Fact.Known(subject, Distinct, new NumberValue(column.Distinct), provenance);
            yield return Fact.Known(subject, Categories, new ObservationsValue([.. column.Categories.Select(category => Sighting(path, name, category))]), provenance);
        }
    }

    private static Observation Sighting(string path, string name, ColumnCategory category)
    {
        var label = category.Category.Label();
        return new(
            Location.InDataset(path, name),
            Detail: new($"{label.Fr} : {InFrench(category)}", $"{label.En}: {category.Because}"),
            Confidence: Math.Round(category.Confidence, 2));
    }

    /// <summary>The reason in French, from the figure behind it and from the word of the header that the detector quotes.</summary>
    private static string InFrench(ColumnCategory category)
    {
        var header = QuotedHeader().Match(category.Because) is { Success: true } quoted ? $", l'en-tête dit « {quoted.Groups["word"].Value} »" : "";
        var table = category.Because.Contains("in a table about people", StringComparison.Ordinal) ? ", dans un tableau de personnes" : "";
        return IsByHeader(category)
            ? $"d'après l'en-tête seul{header}{table}"
            : $"{(category.Share * 100).ToString("0", CultureInfo.InvariantCulture)} % des valeurs le confirment{header}{table}";
    }

    /// <summary>No value is known to a list, which says nothing against it: only the header speaks.</summary>
    internal static bool IsByHeader(ColumnCategory category) => category.Share < 0.005;

    [GeneratedRegex("the header says \"(?<word>[^\"]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex QuotedHeader();
}
