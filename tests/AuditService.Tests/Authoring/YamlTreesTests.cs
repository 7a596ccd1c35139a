using AuditService.Authoring.RulePacks;
using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Tests.Authoring;

public sealed class YamlTreesTests
{
    private static readonly string Rules = Repository.PathOf("rules");

    [Fact]
    public void Kept_trees_are_those_that_parsing_gives_with_every_place()
    {
        var trees = new YamlTrees();
        var files = Directory.GetFiles(Rules, "*.yaml", SearchOption.AllDirectories);
        var parsed = files.Select(path => Told(trees.Parse(path, File.ReadAllText(path), Path.GetFileName(path), []))).ToList();

        var kept = YamlTrees.OfBytes(trees.ToBytes())!;

        Assert.Equal(parsed, files.Select(path => Told(kept.Parse(path, "never parsed: [", Path.GetFileName(path), []))));
    }

    [Fact]
    public void A_library_of_kept_trees_judges_its_own_examples_as_the_packs_do()
    {
        var trees = new YamlTrees();
        var (read, _) = new RuleLibraryReader([]).Read([Rules], verify: false, trees);

        var (kept, problems) = new RuleLibraryReader([]).Read([Rules], verify: false, YamlTrees.OfBytes(trees.ToBytes()));

        Assert.Empty(problems);
        Assert.Equal(read.Rules.Select(rule => (rule.Id, rule.Hash, rule.At, rule.Examples.Count)), kept.Rules.Select(rule => (rule.Id, rule.Hash, rule.At, rule.Examples.Count)));
        Assert.Equal(read.Rules.Select(rule => rule.Expect?.ToString()), kept.Rules.Select(rule => rule.Expect?.ToString()));
    }

    [Fact]
    public void Bytes_that_are_not_whole_are_no_trees()
    {
        var trees = new YamlTrees();
        trees.Parse("a.yaml", "key: [1, 'two']", "a.yaml", []);
        var bytes = trees.ToBytes();

        var changed = (byte[])bytes.Clone();
        changed[^1] ^= 1;

        Assert.NotNull(YamlTrees.OfBytes(bytes));
        Assert.Null(YamlTrees.OfBytes(changed));
        Assert.Null(YamlTrees.OfBytes(bytes[..^1]));
        Assert.Null(YamlTrees.OfBytes([]));
    }

    [Fact]
    public void A_broken_file_is_told_each_time()
    {
        var trees = new YamlTrees();
        trees.Parse("a.yaml", "key: [1", "a.yaml", []);

        var problems = new List<AuthorProblem>();
        YamlTrees.OfBytes(trees.ToBytes())!.Parse("a.yaml", "key: [1", "a.yaml", problems);

        Assert.Single(problems);
    }

    private static string Told(YamlNode? node) => node switch
    {
        null => "nothing",
        YamlScalar scalar => $"{scalar.At} {scalar.Quoted} {scalar.Value}",
        YamlSequence sequence => $"{sequence.At} [{string.Join("; ", sequence.Items.Select(Told))}]",
        YamlMapping mapping => $"{mapping.At} {{{string.Join("; ", mapping.Entries.Select(entry => $"{entry.At} {entry.Key}: {Told(entry.Value)}"))}}}",
        _ => throw new InvalidOperationException(node.GetType().Name),
    };
}
