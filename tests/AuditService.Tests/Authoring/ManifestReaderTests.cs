using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Tests.Authoring;

public sealed class ManifestReaderTests
{
    [Fact]
    public void A_manifest_is_read_with_the_place_of_each_key()
    {
        var (manifest, problems) = Read("""
            project:
              name: Tri de CV
            processings:
              - id: tri-cv
                legalBasis: legitimateInterests
                aipd: done
                dataCategories: [identité, contact]
            answers:
              impact.stakeholders: [candidats]
              processing.balancing: { for: { tri-cv: { value: true, evidence: docs/lia.pdf } } }
            """);

        Assert.Empty(problems);
        Assert.Equal("Tri de CV", manifest.Project!.Name);
        var processing = Assert.Single(manifest.Processings);
        Assert.Equal(LegalBasis.LegitimateInterests, processing.LegalBasis);
        Assert.Equal(AipdStatus.Done, processing.Aipd);
        Assert.Equal(new SourcePosition("dossier.yaml", 5, 5), processing.KeyPositions["legalBasis"]);
        Assert.Equal(["candidats"], manifest.Answers["impact.stakeholders"].Values);
        Assert.Equal("docs/lia.pdf", manifest.Answers["processing.balancing"].For["tri-cv"].Evidence);
    }

    [Fact]
    public void All_mistakes_are_found_in_one_reading_each_at_its_place()
    {
        var (_, problems) = Read("""
            projet:
              name: x
            processings:
              - id: a
                legalBasiss: consent
                aipd: peut-être
                automatedDecision: parfois
              - id: a
            training:
              hours: douze
            deployment:
              since: 01/02/2026
            """);

        Assert.Equal(
            ["1:1", "5:5", "6:11", "7:24", "8:5", "10:10", "12:10"],
            problems.OrderBy(problem => problem.At.Line).Select(problem => $"{problem.At.Line}:{problem.At.Column}"));
        Assert.Contains("vouliez-vous dire « project »", problems.First(problem => problem.At.Line == 1).Message.Fr, StringComparison.Ordinal);
        Assert.Contains("did you mean \"legalBasis\"", problems.First(problem => problem.At.Line == 5).Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("project: !!python/object:os.system { name: x }")]
    [InlineData("project: { name: a, name: b }")]
    [InlineData("project: [")]
    [InlineData("---\nproject: {}\n---\nproject: {}")]
    public void Aliases_tags_duplicate_keys_broken_text_and_second_documents_are_refused(string text) => Assert.NotEmpty(Read(text).Problems);

    [Theory]
    [InlineData("training:\n  hours: -3", "2:3")]
    [InlineData("usage:\n  requestsPerYear: -0.5", "2:3")]
    [InlineData("interface:\n  pages:\n    - { name: p, url: \"javascript:alert(1)\" }", "3:18")]
    [InlineData("dataSets:\n  - { id: d, path: ../../etc/passwd }", "2:14")]
    [InlineData("documents:\n  - { path: /etc/passwd }", "2:7")]
    [InlineData("models:\n  - { path: \"C:\\\\m.pkl\" }", "2:7")]
    [InlineData("people:\n  controller: { country: Frnace }", "2:17")]
    [InlineData("deployment: { country: ZZ }", "1:15")]
    [InlineData("architecture:\n  components:\n    - { id: a, technologyType: base-vectoriele }", "3:16")]
    public void A_value_that_cannot_be_is_told_with_its_place(string text, string place)
    {
        var problem = Assert.Single(Read(text).Problems);

        Assert.Equal(place, $"{problem.At.Line}:{problem.At.Column}");
    }

    [Fact]
    public void Amounts_of_zero_web_addresses_and_paths_of_the_dossier_are_taken() =>
        Assert.Empty(Read("training: { hours: 0 }\ninterface: { pages: [{ url: https://exemple.fr/a }, { path: ui/a..b/index.html }] }\n").Problems);

    [Theory]
    [InlineData("FR")]
    [InlineData("fr")]
    [InlineData("France")]
    [InlineData("Allemagne")]
    [InlineData("États-Unis")]
    [InlineData("Deutschland")]
    [InlineData("Autriche")]
    [InlineData("République tchèque")]
    [InlineData("Tchéquie")]
    [InlineData("Corée du Sud")]
    [InlineData("GP")]
    [InlineData("UE")]
    public void A_country_is_taken_by_its_code_and_by_its_name(string written) =>
        Assert.Empty(Read($"deployment: {{ country: {written} }}\n").Problems);

    [Theory]
    [InlineData("oui", true)]
    [InlineData("No", false)]
    public void Yes_and_no_are_taken_in_both_languages(string written, bool meant) =>
        Assert.Equal(meant, Read($"processings:\n  - {{ id: a, automatedDecision: {written} }}\n").Manifest.Processings[0].AutomatedDecision);

    [Theory]
    [InlineData("project:\n  description: Trier des CV : un essai\n", "guillemets")]
    [InlineData("project:\n\tname: x\n", "tabulation")]
    [InlineData("project:\n  name: \"x\n", "refermés")]
    [InlineData("project: { name: x\n", "accolades")]
    [InlineData("project: [a, b\n", "crochets")]
    [InlineData("project:\n  name: @x\n", "guillemets")]
    [InlineData("project:\n   name: x\n  stage: pilot\n", "alignement")]
    [InlineData("p\0r\0o\0j\0e\0c\0t\0:\0", "UTF-8")]
    public void What_is_no_YAML_is_told_in_French_with_the_way_to_mend_it(string text, string mending)
    {
        var problem = Assert.Single(Read(text).Problems);

        Assert.Contains(mending, problem.Message.Fr, StringComparison.Ordinal);
        Assert.DoesNotContain("While ", problem.Message.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_where_keys_belong_is_told_with_the_keys()
    {
        var problem = Assert.Single(Read("project:\n  needs:\n    - trier plus vite\n").Problems);

        Assert.Contains("need, user, answeredBy", problem.Message.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_key_declares_nothing()
    {
        var (manifest, problems) = Read("project:\n  name: x\n  description: ~\nprocessings:\npeople:\n  dpo:\n    name:\n    contact:\ntraining:\n  hours:\n");

        Assert.Empty(problems);
        Assert.Equal(["name"], manifest.Project!.KeyPositions.Keys);
        Assert.Empty(manifest.Processings);
        Assert.Null(manifest.People);
        Assert.Null(manifest.Training);
    }

    [Fact]
    public void A_nesting_without_end_is_a_problem_not_a_crash() =>
        Assert.NotEmpty(Read(string.Concat(Enumerable.Repeat("[", 5_000))).Problems);

    [Fact]
    public void What_the_template_writes_can_be_read_and_declares_only_what_was_known()
    {
        var known = new Manifest
        {
            Project = new() { Name = "Projet : \"test\"" },
            DataSets = [new() { Id = "cv", Path = "data/cv é.csv", Columns = [new() { Name = "âge" }] }],
            Documents = [new() { Path = "docs/rapport.docx", Role = DocumentRole.Report }],
        };

        foreach (var language in Enum.GetValues<Language>())
        {
            var (manifest, problems) = Read(new ManifestTemplate(language).Write(known, []));

            Assert.Empty(problems);
            Assert.Equal("Projet : \"test\"", manifest.Project!.Name);
            Assert.Equal("data/cv é.csv", manifest.DataSets[0].Path);
            Assert.Equal("âge", manifest.DataSets[0].Columns[0].Name);
            Assert.Equal(DocumentRole.Report, manifest.Documents[0].Role);
            Assert.Empty(manifest.Processings);
            Assert.Equal(["name"], manifest.Project.KeyPositions.Keys);
        }
    }

    [Fact]
    public void The_template_shows_the_keys_of_every_list_and_asks_nobody_for_what_is_not_theirs()
    {
        var template = new ManifestTemplate(Language.French).Write(Manifest.Empty, []);

        foreach (var key in new[] { "answeredBy", "trustBoundary", "encrypted", "pages:", "steps", "contract" })
            Assert.Contains(key, template, StringComparison.Ordinal);
        Assert.Equal(1, template.Split("contract:").Length - 1);
        Assert.All(template.Split('\n').Where(line => line.Contains("process, datastore", StringComparison.Ordinal)), line => Assert.Contains("service", line, StringComparison.Ordinal));
    }

    private static (Manifest Manifest, List<AuthorProblem> Problems) Read(string text)
    {
        var problems = new List<AuthorProblem>();
        return (ManifestReader.Read(text, "dossier.yaml", problems), problems);
    }

    [Theory]
    [InlineData("training: { hours: 1e9 }", "hours", 13)]
    [InlineData("training: { runsPerYear: 1e9 }", "runsPerYear", 13)]
    [InlineData("usage: { requestsPerYear: 1e18 }", "requestsPerYear", 10)]
    [InlineData("usage: { users: 1e15 }", "users", 10)]
    [InlineData("usage: { years: 900 }", "years", 10)]
    [InlineData("options: [{ name: a, footprint: { usage: { outputTokens: 1e9 } } }]", "outputTokens", 44)]
    public void Figures_of_training_and_use_that_cannot_be_are_told_with_what_can(string yaml, string key, int column)
    {
        var problems = new List<AuthorProblem>();

        ManifestReader.Read(yaml, "dossier.yaml", problems);

        var problem = Assert.Single(problems);
        Assert.StartsWith($"\"{key}\": ", problem.Message.En, StringComparison.Ordinal);
        Assert.Equal(column, problem.At.Column);
    }

    [Fact]
    public void The_largest_trainings_and_services_of_today_are_possible()
    {
        var problems = new List<AuthorProblem>();

        ManifestReader.Read("training: { hours: 39300000, powerW: 700, runsPerYear: 12 }\nusage: { requestsPerYear: 1e12, users: 1e9, years: 10 }", "dossier.yaml", problems);

        Assert.Empty(problems);
    }
}
