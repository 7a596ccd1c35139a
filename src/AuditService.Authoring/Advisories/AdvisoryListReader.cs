using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Advisories;

namespace AuditService.Authoring.Advisories;

/// <summary>Reads the flaws that the program knows by itself: <c>rules/advisories.yaml</c>.</summary>
public static class AdvisoryListReader
{
    private const string FileName = "advisories.yaml";

    private static readonly string[] Ecosystems = ["python", "npm", "nuget", "maven"];
    private static readonly string[] Severities = ["low", "medium", "high", "critical"];
    private static readonly Lazy<AdvisoryList> Built = new(Own);

    public static AdvisoryList List => Built.Value;

    /// <summary>Reads the list; a bound that is no version, an unknown ecosystem, severity or kind is a mistake.</summary>
    public static AdvisoryList Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        var list = new RecordBinder(problems).Bind<AdvisoryList>(YamlText.Parse(text, file, problems));
        var top = new SourcePosition(file, 1, 1);
        if (list.Date is null)
            problems.Add(new(top, "La date du fichier manque.", "The date of the file is missing."));
        var kinds = list.Kinds.Select(kind => kind.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var advisory in list.Advisories)
        {
            var isKnown = Ecosystems.Contains(advisory.Ecosystem, StringComparer.Ordinal) && Severities.Contains(advisory.Severity, StringComparer.Ordinal) && kinds.Contains(advisory.Kind);
            var bounds = advisory.Ranges.SelectMany(range => (string?[])[range.From, range.Before, range.Until]).OfType<string>().ToArray();
            var isBounded = advisory.Ranges.Count > 0 && advisory.Ranges.All(range => range.Before is not null) && Array.TrueForAll(bounds, bound => PackageVersion.Parse(bound, advisory.Ecosystem) is not null);
            if (!isKnown || !isBounded || advisory.Source.Length == 0)
                problems.Add(new(top, $"« {advisory.Id} » ({advisory.Package}) : écosystème, gravité, genre, bornes ou source à revoir.", $"\"{advisory.Id}\" ({advisory.Package}): ecosystem, severity, kind, bounds or source to mend."));
        }
        return list;
    }

    private static AdvisoryList Own()
    {
        using var stream = typeof(AdvisoryListReader).Assembly.GetManifestResourceStream(FileName)!;
        using var reader = new StreamReader(stream);
        var problems = new List<AuthorProblem>();
        var own = Read(reader.ReadToEnd(), FileName, problems);
        return problems.Count == 0 ? own : throw new InvalidOperationException(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
    }
}
