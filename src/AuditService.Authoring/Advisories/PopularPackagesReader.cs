using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Advisories;

namespace AuditService.Authoring.Advisories;

/// <summary>Reads the names that many projects ask for: <c>rules/packages.yaml</c>.</summary>
public static class PopularPackagesReader
{
    private const string FileName = "packages.yaml";

    private static readonly Lazy<PopularPackages> Built = new(Own);

    public static PopularPackages Names => Built.Value;

    private static PopularPackages Own()
    {
        using var stream = typeof(PopularPackagesReader).Assembly.GetManifestResourceStream(FileName)!;
        using var reader = new StreamReader(stream);
        var problems = new List<AuthorProblem>();
        var own = new RecordBinder(problems).Bind<PopularPackages>(YamlText.Parse(reader.ReadToEnd(), FileName, problems));
        return problems.Count == 0 ? own : throw new InvalidOperationException(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
    }
}
