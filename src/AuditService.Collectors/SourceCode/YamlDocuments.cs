using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode;

/// <summary>A text read as YAML.</summary>
/// <param name="Roots">Of the documents that could be read.</param>
/// <param name="Problems">Why there are no more; empty when all were read.</param>
internal sealed record YamlDocuments(IReadOnlyList<YamlNode> Roots, IReadOnlyList<AuthorProblem> Problems)
{
    public static YamlDocuments Read(string text, string path)
    {
        var problems = new List<AuthorProblem>();
        return new(ForeignYaml.Read(text, path, problems), problems);
    }
}
