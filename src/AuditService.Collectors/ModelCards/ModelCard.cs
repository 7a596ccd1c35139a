using System.Globalization;
using System.Text;
using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Collectors.ModelCards;

/// <summary>
/// The YAML front matter of a Markdown model card, in the form of Hugging Face: licence, metrics of <c>model-index</c>, and <c>co2_eq_emissions</c> (grams).
/// What is written otherwise is not guessed.
/// </summary>
/// <param name="Licence">Null where it gives none.</param>
/// <param name="EmissionsGrams">g CO2e of the training, or null.</param>
internal sealed record ModelCard(string Path, CardValue? Licence, CardValue? EmissionsGrams, IReadOnlyList<CardMetric> Metrics)
{
    private const int MaximumHead = 64 * 1024;
    private const int MostMetrics = 200;

    /// <summary>Keys that only a model card has: a title and tags are in the front matter of any page.</summary>
    private static readonly string[] Marks = ["model-index", "pipeline_tag", "library_name", "base_model", "co2_eq_emissions"];

    /// <returns>Null where the text has no front matter of a model card.</returns>
    public static ModelCard? Read(string path, TextReader text)
    {
        if (Head(text) is not { } head || ForeignYaml.Read(head, path, new List<AuthorProblem>()) is not [YamlMapping root, ..])
            return null;
        return Array.Exists(Marks, mark => root.Find(mark) is not null)
            ? new(path, ValueOf(root.Find("license") ?? root.Find("licence")), Emissions(root.Find("co2_eq_emissions")), [.. MetricsOf(root.Find("model-index")).Take(MostMetrics)])
            : null;
    }

    /// <returns>What keeps a figure of a card's front matter from being read, with its line; null where nothing does.</returns>
    public static LocalizedText? Problem(string path, TextReader text)
    {
        if (Head(text) is not { } head || !Array.Exists(Marks, mark => head.Contains("\n" + mark + ":", StringComparison.Ordinal)))
            return null;
        var problems = new List<AuthorProblem>();
        if (ForeignYaml.Read(head, path, problems) is not [YamlMapping root, ..])
        {
            var line = problems.Count > 0 ? problems[0].At.Line : 1;
            return new($"{path}, ligne {line} : l'en-tête YAML de la fiche est illisible", $"{path}, line {line}: the YAML header of the card cannot be read");
        }

        return Emissions(root.Find("co2_eq_emissions")) is { Number: null } figure
            ? new($"{path}, ligne {figure.Line} : co2_eq_emissions n'est pas un nombre de grammes, zéro ou plus", $"{path}, line {figure.Line}: co2_eq_emissions is no number of grams, zero or more")
            : null;
    }

    /// <summary>What stands between the first line <c>---</c> and the next; a line is added above it so that places are those of the file.</summary>
    private static string? Head(TextReader text)
    {
        if (text.ReadLine()?.TrimStart('\uFEFF').TrimEnd() != "---")
            return null;
        var head = new StringBuilder("\n");
        while (head.Length < MaximumHead && text.ReadLine() is { } line)
        {
            if (line.TrimEnd() is "---" or "...")
                return head.ToString();
            head.Append(line).Append('\n');
        }

        return null;
    }

    private static CardValue? ValueOf(YamlNode? node) => node is YamlScalar { IsNull: false } scalar ? new(scalar.Value, scalar.At.Line) : null;

    private static CardValue? Emissions(YamlNode? node) => ValueOf(node is YamlMapping mapping ? mapping.Find("emissions") : node);

    private static IEnumerable<CardMetric> MetricsOf(YamlNode? index) =>
        from model in Items(index)
        from result in Items((model as YamlMapping)?.Find("results"))
        from metric in Items((result as YamlMapping)?.Find("metrics")).OfType<YamlMapping>()
        let name = ValueOf(metric.Find("type")) ?? ValueOf(metric.Find("name"))
        let value = ValueOf(metric.Find("value"))
        where name is not null && value?.Number is not null
        select new CardMetric(name.Text, value.Number!.Value, value.Line);

    private static IReadOnlyList<YamlNode> Items(YamlNode? node) => node is YamlSequence sequence ? sequence.Items : [];
}

/// <summary>A value of the front matter with its line.</summary>
internal sealed record CardValue(string Text, int Line)
{
    /// <summary>Null for what is no finite number, zero or more.</summary>
    public double? Number => double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= 0 ? value : null;
}

internal sealed record CardMetric(string Name, double Value, int Line);
