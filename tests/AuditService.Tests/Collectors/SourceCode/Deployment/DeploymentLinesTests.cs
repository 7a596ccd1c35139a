using System.Text;
using AuditService.Collectors.SourceCode;
using AuditService.Collectors.SourceCode.Deployment;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.SourceCode.Deployment;

/// <summary>What cannot be parsed is never taken for harmless.</summary>
public sealed class DeploymentLinesTests
{
    private const string Compose = "services:\n  api:\n    image: a/b:1\n";

    [Theory]
    [InlineData("  b: {image: \"c:1\n")]
    [InlineData("\tread_only: true\n")]
    [InlineData("    x: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n")]
    [InlineData("    ports: {{ ports }}\n")]
    [InlineData("{% if tls %}\n    read_only: true\n{% endif %}\n")]
    public async Task A_compose_file_that_is_not_understood_leaves_unknown_what_it_would_show(string rest)
    {
        var facts = await Collect(("docker-compose.yml", Compose + rest));

        foreach (var key in DeploymentFacts.FedBy("compose"))
        {
            Assert.Null(facts.Find(Subject.Dossier, key)!.Value);
            Assert.Contains("docker-compose.yml", facts.Find(Subject.Dossier, key)!.Why!.Detail.Fr, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("    logging: { options: { tag: \"{{.Name}}\" } }\n")]
    [InlineData("    command: [\"--format\", \"{{json .}}\"]\n")]
    public async Task The_formats_of_compose_itself_are_no_template(string rest)
    {
        var facts = await Collect(("docker-compose.yml", Compose + rest));

        Assert.Empty(Items(facts, DeploymentFacts.PrivilegedContainers));
    }

    [Theory]
    [InlineData("    privileged: true\n")]
    [InlineData("    network_mode: 'host'\n")]
    [InlineData("    volumes: [/var/run/docker.sock:/var/run/docker.sock]\n")]
    [InlineData("    c: {privileged: yes}\n")]
    public async Task A_line_that_ties_a_container_to_its_host_is_shown_without_being_sure(string line)
    {
        var facts = await Collect(("docker-compose.yml", Compose + line + "  b: {image: \"c:1\n"));

        var seen = Assert.Single(Items(facts, DeploymentFacts.PrivilegedContainers));
        Assert.Equal(4, seen.Where.Line);
        Assert.True(seen.Confidence < Observation.Sure);
    }

    [Theory]
    [InlineData("    # privileged: true\n")]
    [InlineData("    privileged: false\n")]
    [InlineData("    pid_limit: 100\n")]
    public async Task A_line_that_ties_nothing_shows_nothing(string line)
    {
        var facts = await Collect(("docker-compose.yml", Compose + line + "  b: {image: \"c:1\n"));

        Assert.Null(facts.Find(Subject.Dossier, DeploymentFacts.PrivilegedContainers)!.Value);
    }

    [Fact]
    public async Task Documents_around_a_broken_one_are_read_and_the_rest_stays_unknown()
    {
        const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {$, containers: [{name: a, image: \"b:1\"}]}\n";

        var facts = await Collect(("k8s/all.yaml", Pod.Replace("$", "hostNetwork: true", StringComparison.Ordinal) + "---\nfoo: [bar\n---\n" + Pod.Replace("$", "hostPID: true", StringComparison.Ordinal)));

        Assert.Equal([4, 11], Items(facts, DeploymentFacts.Privileged).Select(seen => seen.Where.Line).Order());
        Assert.All(Items(facts, DeploymentFacts.Privileged), seen => Assert.True(seen.Confidence >= Observation.Sure));
        Assert.Null(facts.Find(Subject.Dossier, DeploymentFacts.ClearEntries)!.Value);
        Assert.Null(facts.Find(Subject.Dossier, DeploymentFacts.FloatingImages)!.Value);
    }

    [Fact]
    public async Task A_template_of_Helm_says_nothing_of_its_images()
    {
        var facts = await Collect(("chart/templates/d.yaml", "apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Values.name }} }\nspec:\n  hostNetwork: true\n  containers:\n    - image: {{ .Values.image }}\n"));

        Assert.Null(facts.Find(Subject.Dossier, DeploymentFacts.FloatingImages)!.Value);
        Assert.True(Assert.Single(Items(facts, DeploymentFacts.Privileged)).Confidence < Observation.Sure);
        Assert.Single(Items(facts, DeploymentFacts.Templates));
    }

    private static async Task<FactSet> Collect(params (string Path, string Text)[] files)
    {
        var contents = new KeptContents();
        foreach (var (path, text) in files)
            contents.With(path, Encoding.UTF8.GetBytes(text));
        return await contents.CollectAsync(new SourceCodeCollector(), new CollectionSettings { Parallelism = 1 });
    }

    private static IReadOnlyList<Observation> Items(FactSet facts, string key) => Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, key)!.Value).Items;
}
