using System.Text;
using AuditService.Collectors.SourceCode;
using AuditService.Core.Collection;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.SourceCode;

/// <summary>"None found" is said only of what was read, and what others wrote accuses nobody for sure.</summary>
public sealed class SourceCodeCollectorTests
{
    private static readonly CollectionSettings Settings = new() { MaximumTextFile = 4000, Parallelism = 1 };

    private static readonly Detector Danger = Some.Detector(@"\beval\(") with { Accuses = true };

    private static readonly Detector Merit = Some.Detector(@"\bcheck\(") with { Fact = "code.merit" };

    [Fact]
    public async Task A_file_read_in_part_leaves_unknown_what_was_not_found()
    {
        var facts = await Collect(("app.py", "x = 1\n"), ("big.py", new string('#', 5000) + "\neval(y)\n"));

        Assert.Null(facts.Find(Subject.Dossier, "code.danger")!.Value);
        Assert.Contains("big.py", facts.Find(Subject.Dossier, "code.danger")!.Why!.Detail.Fr, StringComparison.Ordinal);
        Assert.Null(facts.Find(Subject.Dossier, "code.secrets")!.Value);
    }

    [Theory]
    [InlineData("docker-compose.yml", "services:\n  a:\n    image: \"redis:7\n")]
    [InlineData("bombe/docker-compose.yml", "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\nservices:\n  web:\n    image: web:1.2\n    network_mode: host\n")]
    [InlineData("chart/templates/d.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  template:\n    spec:\n      hostNetwork: true\n")]
    public async Task A_deployment_file_whose_structure_cannot_be_read_leaves_unknown_what_its_readers_look_for(string path, string text)
    {
        var facts = await Collect((path, text));

        var fact = facts.Find(Subject.Dossier, "code.floatingImages")!;
        Assert.Null(fact.Value);
        Assert.Contains(path, fact.Why!.Detail.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compose_file_that_was_read_leaves_nothing_unknown() =>
        Assert.Empty(Items(await Collect(("docker-compose.yml", "services:\n  a:\n    image: redis:7.2.4@sha256:0\n")), "code.privilegedContainers"));

    [Fact]
    public async Task Patterns_that_know_other_languages_than_the_project_say_nothing_of_it()
    {
        var python = Danger with { Languages = ["python"] };
        var php = await new KeptContents().With("a.php", Encoding.UTF8.GetBytes("<?php eval($_POST['c']);")).CollectAsync(new SourceCodeCollector(), Settings, python);
        var both = await new KeptContents().With("a.php", Encoding.UTF8.GetBytes("<?php echo 1;")).With("b.py", Encoding.UTF8.GetBytes("x = 1\n")).CollectAsync(new SourceCodeCollector(), Settings, python);

        Assert.Null(php.Find(Subject.Dossier, "code.danger")!.Value);
        Assert.Contains("php", php.Find(Subject.Dossier, "code.danger")!.Why!.Detail.Fr, StringComparison.Ordinal);
        Assert.Empty(Items(both, "code.danger"));
    }

    [Fact]
    public async Task A_large_text_that_is_no_code_leaves_what_was_looked_for_in_code_known()
    {
        var facts = await Collect(("app.py", "x = 1\n"), ("notes.md", new string('a', 5000)));

        Assert.Empty(Items(facts, "code.danger"));
        Assert.Null(facts.Find(Subject.Dossier, "code.secrets")!.Value);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(4_500_000)]
    public async Task A_secret_of_a_fixed_format_is_seen_past_what_is_read_whole_with_its_line(int before)
    {
        var rule = Some.Detector(@"\bzk_[A-Za-z0-9]{24}\b") with { Fact = "code.secretProviderKeys", In = DetectIn.Text, Masked = true, Accuses = true, Keywords = ["zk_"] };
        var text = new StringBuilder();
        while (text.Length < before)
            text.Append("une ligne de journal sans rien\n");
        var line = text.ToString().Count(character => character == '\n') + 1;
        // Drawn here, so that no key stands in the file.
        text.Append("key = ").Append("zk_").Append("Q7v2Lm9XcR4tB8nK1pZ6wY3s").Append('\n');

        var facts = await new KeptContents().With("notes.md", Encoding.UTF8.GetBytes(text.ToString())).CollectAsync(new SourceCodeCollector(), Settings, rule);

        Assert.Equal(line, Assert.Single(Items(facts, "code.secretProviderKeys")).Where.Line);
    }

    [Theory]
    [InlineData("REDIS_URL=redis://:Vf8k@Q2zL#ssw0rd@cache:6379\n")]
    [InlineData("REDIS_URL=redis://:Vf8k@Q2zL@ssw0rd2024!@cache:6379\n")]
    [InlineData("url = 'amqp://svc:Q2zL@ssw0rd2024@mq.acme.fr/'\n")]
    public async Task A_password_with_an_at_sign_is_masked_to_its_end(string line)
    {
        var rule = Some.Detector(@"(?<name>[^\s:/@]{0,80}):(?<password>[^\s:/]{3,})@(?<host>[\w.-]+)") with { Fact = "code.secretUrl", In = DetectIn.Text, Masked = true, Accuses = true };

        var facts = await new KeptContents().With("notes.txt", Encoding.UTF8.GetBytes(line)).CollectAsync(new SourceCodeCollector(), Settings, rule);

        Assert.DoesNotContain("ssw0rd", Assert.Single(Items(facts, "code.secretUrl")).Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_pattern_leaves_of_a_password_is_masked_with_it()
    {
        var rule = Some.Detector(@"(?<name>\w{1,40})=(?<secret>[^\s#]{8,})") with { Fact = "code.secretEnv", In = DetectIn.Text, Masked = true, Accuses = true };

        var facts = await new KeptContents().With("a.cfg", Encoding.UTF8.GetBytes("DB_PASSWORD=Zx9!kLm2pQ#rS$t # de la base\n")).CollectAsync(new SourceCodeCollector(), Settings, rule);

        Assert.EndsWith("… # de la base", Assert.Single(Items(facts, "code.secretEnv")).Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_found_stays_found()
    {
        var facts = await Collect(("app.py", "eval(x)\n"), ("big.py", new string('#', 5000)));

        Assert.Single(Items(facts, "code.danger"));
    }

    [Fact]
    public async Task What_is_looked_for_in_any_program_is_unknown_while_a_program_is_in_a_language_that_is_not_read()
    {
        var general = Some.Detector(@"\beval\(") with { Accuses = true, Languages = ["python", "javascript", "java"] };
        var ofOneLibrary = Some.Detector(@"torch\.load\(") with { Fact = "code.library", Accuses = true, Languages = ["python"] };
        var contents = new KeptContents().With("app.py", Encoding.UTF8.GetBytes("x = 1\n")).With("admin.php", Encoding.UTF8.GetBytes("<?php eval($_POST['c']);\n"));

        var facts = await contents.CollectAsync(new SourceCodeCollector(), Settings, general, ofOneLibrary);

        Assert.Contains("php (1)", facts.Find(Subject.Dossier, "code.danger")!.Why!.Detail.Fr, StringComparison.Ordinal);
        Assert.Empty(Items(facts, "code.library"));
    }

    [Fact]
    public async Task What_any_program_may_use_is_unknown_of_a_program_in_a_language_that_is_not_read()
    {
        var general = Some.Detector(@"\bllm\b") with { Fact = "code.usesLanguageModel", Languages = ["python", "javascript", "java"] };
        var ofOneLibrary = Some.Detector(@"\btorch\b") with { Fact = "code.usesLibrary", Languages = ["python"] };
        var alone = new KeptContents().With("main.go", Encoding.UTF8.GetBytes("package main\n"));
        var beside = new KeptContents().With("main.go", Encoding.UTF8.GetBytes("package main\n")).With("app.py", Encoding.UTF8.GetBytes("x = 1\n"));

        foreach (var contents in new[] { alone, beside })
        {
            var facts = await contents.CollectAsync(new SourceCodeCollector(), Settings, general, ofOneLibrary);
            Assert.Contains("go (1)", facts.Find(Subject.Dossier, "code.usesLanguageModel")!.Why!.Detail.Fr, StringComparison.Ordinal);
            Assert.Empty(Items(facts, "code.usesLibrary"));
        }
    }

    [Fact]
    public async Task A_build_script_is_no_program_that_stays_unread()
    {
        var general = Some.Detector(@"\beval\(") with { Accuses = true, Languages = ["python", "javascript", "java"] };
        var contents = new KeptContents().With("App.java", Encoding.UTF8.GetBytes("class App { }\n")).With("build.gradle", Encoding.UTF8.GetBytes("plugins { id 'java' }\n"));

        Assert.Empty(Items(await contents.CollectAsync(new SourceCodeCollector(), Settings, general), "code.danger"));
    }

    [Fact]
    public async Task What_is_looked_for_in_commands_only_is_known_of_a_dossier_of_programs()
    {
        var ofCommands = Some.Detector(@"\beval\b") with { Accuses = true, Languages = ["shell"] };

        Assert.Empty(Items(await new KeptContents().With("app.py", Encoding.UTF8.GetBytes("x = 1\n")).CollectAsync(new SourceCodeCollector(), Settings, ofCommands), "code.danger"));
    }

    [Fact]
    public async Task A_pattern_of_secrets_without_names_of_files_makes_no_file_one_of_secrets()
    {
        var inFiles = Some.Detector(@"(?<name>pass)=(?<secret>\w{8,})") with { Fact = "code.secretFiles", In = DetectIn.Text, Masked = true, Accuses = true };
        var key = Some.Detector(@"(?<name>key)=(?<secret>\w{8,})") with { Fact = "code.secretKeys", In = DetectIn.Text, Masked = true, Accuses = true };

        var facts = await new KeptContents().With("app.cfg", Encoding.UTF8.GetBytes("key=Zx9kLm2pQrSt7\n")).CollectAsync(new SourceCodeCollector(), Settings, inFiles, key);

        Assert.Single(Items(facts, "code.secretKeys"));
        Assert.Empty(Items(facts, "code.secretFiles"));
    }

    [Fact]
    public async Task A_component_is_read_with_the_language_of_its_scripts()
    {
        var general = Some.Detector(@"\beval\(") with { Accuses = true, Languages = ["python", "javascript", "java"] };
        var contents = new KeptContents().With("app.py", Encoding.UTF8.GetBytes("x = 1\n")).With("app.ts", Encoding.UTF8.GetBytes("const x: number = 1;\n")).With("style.css", Encoding.UTF8.GetBytes("a { color: red }\n"));

        Assert.Empty(Items(await contents.CollectAsync(new SourceCodeCollector(), Settings, general), "code.danger"));
    }

    [Fact]
    public async Task A_damaged_notebook_leaves_unknown_what_was_not_found()
    {
        var facts = await Collect(("app.py", "x = 1\n"), ("a.ipynb", "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"x = 1\"]}"));

        Assert.Contains("a.ipynb", facts.Find(Subject.Dossier, "code.danger")!.Why!.Detail.Fr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static/app.min.js", "eval(x)\n")]
    [InlineData("static/swagger-ui-bundle.js", "eval(x)\n")]
    [InlineData("dist/app.js", "eval(x)\n")]
    [InlineData("src/gen.js", "// Code generated by tool. DO NOT EDIT.\neval(x)\n")]
    public async Task What_others_wrote_is_looked_at_and_never_sure(string path, string text)
    {
        var facts = await Collect((path, text + "check(x)\n"));

        var sighting = Assert.Single(Items(facts, "code.danger"));
        Assert.True(sighting.Confidence < Observation.Sure);
        Assert.Empty(Items(facts, "code.merit"));
    }

    [Fact]
    public async Task A_long_line_hides_nothing()
    {
        var facts = await Collect(("mid.js", $"const a = '{new string('x', 2500)}'\nconst r = eval(input)\n"));

        Assert.Equal(2, Assert.Single(Items(facts, "code.danger")).Where.Line);
    }

    private static async Task<FactSet> Collect(params (string Path, string Text)[] files)
    {
        var contents = new KeptContents();
        foreach (var (path, text) in files)
            contents.With(path, Encoding.UTF8.GetBytes(text));
        return await contents.CollectAsync(new SourceCodeCollector(), Settings, Danger, Merit);
    }

    private static IReadOnlyList<Observation> Items(FactSet facts, string key) => Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, key)!.Value).Items;
}
