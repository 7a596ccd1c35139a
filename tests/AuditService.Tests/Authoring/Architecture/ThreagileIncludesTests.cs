using AuditService.Authoring.Architecture;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Architecture;

namespace AuditService.Tests.Authoring.Architecture;

public sealed class ThreagileIncludesTests
{
    private const string Asset = "{ id: NAME, type: process, usage: business, size: service, technology: tool, machine: virtual, encryption: none, confidentiality: internal, integrity: operational, availability: operational }";

    [Fact]
    public void Files_of_the_dossier_join_the_model_and_what_it_says_itself_goes_first()
    {
        var (model, problems) = Read(
            "threat/model.yaml",
            ("threat/model.yaml", $"includes: [parts/data.yaml, ../assets.yaml]\ntitle: Mine\ntechnical_assets:\n  A: {Of("a")}\n"),
            ("threat/parts/data.yaml", $"title: Theirs\ntechnical_assets:\n  B: {Of("b")}\n"),
            ("assets.yaml", $"technical_assets:\n  A: {Of("other")}\n  C: {Of("c")}\n"));

        Assert.Empty(problems);
        Assert.Equal(["a", "b", "c"], model.Components.Select(component => component.Id));
        Assert.Equal("Mine", model.Title);
    }

    [Theory]
    [InlineData("../../etc/passwd.yaml", "outside")]
    [InlineData("/etc/passwd.yaml", "outside")]
    [InlineData("https://example.org/a.yaml", "outside")]
    [InlineData("absent.yaml", "not in the dossier")]
    [InlineData("model.yaml", "includes itself")]
    public void What_is_not_a_further_file_of_the_dossier_is_refused(string include, string why)
    {
        var (_, problems) = Read("threat/model.yaml", ("threat/model.yaml", $"includes: ['{include}']\ntechnical_assets:\n  A: {Of("a")}\n"));

        Assert.Contains(why, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_includes_ends_at_its_bound()
    {
        var files = Enumerable.Range(0, 20).Select(index => ($"m{index}.yaml", $"includes: [m{index + 1}.yaml]\ntechnical_assets:\n  A{index}: {Of($"a{index}")}\n")).ToArray();

        var (model, problems) = Read("m0.yaml", files);

        Assert.Contains("levels deep", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal(ThreagileIncludes.MostDepth + 1, model.Components.Count);
    }

    private static string Of(string id) => Asset.Replace("NAME", id, StringComparison.Ordinal);

    private static (ArchitectureModel Model, IReadOnlyList<string> Problems) Read(string path, params (string Path, string Text)[] files)
    {
        var problems = new List<AuthorProblem>();
        var texts = files.ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        var root = Assert.IsType<YamlMapping>(ForeignYaml.Read(texts[path], path, problems)[0]);
        var whole = new ThreagileIncludes(name => texts.GetValueOrDefault(name)).Merge(root, path, problems);
        return (new ThreagileReader(ArchitectureKnowledgeReader.Knowledge.Catalogue).Read(whole, problems), [.. problems.Select(problem => problem.In(Language.English))]);
    }
}
