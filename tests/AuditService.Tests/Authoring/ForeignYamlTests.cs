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

    [Theory]
    [InlineData(9, 7)]
    [InlineData(2, 30)]
    public void A_bomb_of_aliases_is_refused_and_said_and_the_next_document_is_read(int width, int levels)
    {
        var bomb = "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, levels).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", width))}]\n"));

        var (roots, problems) = Read($"{bomb}---\nz: 26\n");

        Assert.Equal("z", ((YamlMapping)Assert.Single(roots)).Entries[0].Key);
        Assert.Contains("YAML bomb", Assert.Single(problems).Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_that_services_share_are_no_bomb()
    {
        var settings = "x: &x\n" + string.Concat(Enumerable.Range(0, 50).Select(index => $"  k{index}: v\n"));
        var (roots, problems) = Read(settings + "services:\n" + string.Concat(Enumerable.Range(0, 300).Select(index => $"  s{index}:\n    environment: *x\n    labels:\n      <<: *x\n")));

        Assert.Single(roots);
        Assert.Empty(problems);
    }

    [Fact]
    public void Values_beyond_what_is_read_are_said_in_words()
    {
        var (_, problems) = Read("[" + string.Concat(Enumerable.Repeat("a,", ForeignYaml.MaximumNodes + 1)) + "]");

        Assert.Contains("the rest is not read", Assert.Single(problems).Message.En, StringComparison.Ordinal);
    }

    private static (IReadOnlyList<YamlNode> Roots, List<AuthorProblem> Problems) Read(string text)
    {
        var problems = new List<AuthorProblem>();
        return (ForeignYaml.Read(text, "a.yaml", problems), problems);
    }
}
