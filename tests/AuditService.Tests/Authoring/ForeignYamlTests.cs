using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Tests.Authoring;

public sealed class ForeignYamlTests
{
    [Theory]
    [InlineData("broken: [b", 4)]
    [InlineData("broken: {a: 1", 4)]
    [InlineData("broken: \"not closed", 4)]
    [InlineData("a: b: c", 4)]
    public void A_broken_document_hides_none_of_the_others(string broken, int lineOfLast)
    {
        var (roots, problems) = Read($"a: 1\n---\n{broken}\n---\nz: 26\n".Replace("a: 1\n---\n", "a: 1\n--- # two\n", StringComparison.Ordinal));

        Assert.Equal(["a", "z"], roots.Select(root => ((YamlMapping)root).Entries[0].Key));
        Assert.Equal(lineOfLast + 1, roots[1].At.Line);
        Assert.InRange(Assert.Single(problems).At.Line, 2, 4);
    }

    [Fact]
    public void A_line_of_dashes_within_a_text_block_ends_no_document_before_its_fault()
    {
        var (roots, problems) = Read("script: |\n  ---\n  a\nlist: [1, 2]\n");

        Assert.Single(roots);
        Assert.Empty(problems);
    }

    [Fact]
    public void Faults_without_end_are_left_after_some()
    {
        var (roots, problems) = Read(string.Concat(Enumerable.Repeat("---\na: [\n", 5000)));

        Assert.Empty(roots);
        Assert.InRange(problems.Count, 1, 100);
    }

    [Theory]
    [InlineData("!!bool \"true\"", false)]
    [InlineData("\"true\"", true)]
    [InlineData("!!str true", true)]
    [InlineData("true", false)]
    [InlineData("!own true", false)]
    public void A_tag_says_what_a_value_is_before_its_quotes(string value, bool isText)
    {
        var (roots, _) = Read($"privileged: {value}\n");

        Assert.Equal(isText, ((YamlScalar)((YamlMapping)roots[0]).Find("privileged")!).Quoted);
    }

    private static (IReadOnlyList<YamlNode> Roots, List<AuthorProblem> Problems) Read(string text)
    {
        var problems = new List<AuthorProblem>();
        return (ForeignYaml.Read(text, "a.yaml", problems), problems);
    }
}
