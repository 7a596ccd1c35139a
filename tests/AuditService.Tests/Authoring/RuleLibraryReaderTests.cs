using AuditService.Authoring.RulePacks;
using AuditService.Core;

namespace AuditService.Tests.Authoring;

public sealed class RuleLibraryReaderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("rules-").FullName;

    private const string GoodRule = """
        id: T-1
        title: { fr: Le projet est nommé, en: The project is named }
        severity: minor
        mode: automatic
        references: [{ source: Test, at: art. 1 }]
        criteria: [C1]
        expect: { fact: project.name, isEmpty: false }
        remedy: { fr: Nommez le projet, en: Name the project, effort: low }
        limits: { fr: Aucune, en: None }
        examples:
          - { name: named, verdict: compliant, facts: { project.name: x } }
          - { name: blank, verdict: nonCompliant, facts: { project.name: "" } }
          - { name: nobody said, verdict: missingEvidence, facts: {} }
        """;

    public RuleLibraryReaderTests()
    {
        Write("scoring.yaml", File.ReadAllText(Repository.PathOf("rules", "scoring.yaml")));
        Write("frameworks/bloc4.yaml", "id: bloc4\nversion: 1.0.0\ntitle: { fr: Grille, en: Grid }\nsource: x\ncontrols:\n  - { id: C1, title: { fr: a, en: a }, group: C, status: automatic, why: { fr: a, en: a } }\n");
        Write("test/pack.yaml", "id: test\nversion: 1.0.0\ntitle: { fr: Test, en: Test }\nreviewer: jury\n");
        Write("test/facts.yaml", "facts:\n  - { key: project.name, type: text, title: { fr: nom, en: name } }\n");
        Write("test/T-1-named.yaml", GoodRule);
    }

    [Fact]
    public void A_sound_pack_has_no_problem()
    {
        var (library, problems) = Read();

        Assert.Empty(problems);
        Assert.Equal(["T-1"], library.Rules.Select(rule => rule.Id));
        Assert.Equal(["T-1"], library.Frameworks[0].Controls[0].Rules);
    }

    private const string GoodQuestions = """
        id: care
        version: 1.0.0
        title: { fr: Soin, en: Care }
        source: x
        scales:
          - id: conformity
            choices: [{ id: met, fr: tenu, en: met, points: 1 }, { id: missed, fr: manqué, en: missed, points: 0 }, { id: notApplicable, fr: sans objet, en: not applicable, outside: true }]
        sections:
          - id: one
            title: { fr: Un, en: One }
            questions:
              - { key: care.first, type: text, weight: 1.5, criterion: '9.1', title: { fr: a, en: a }, text: { fr: a, en: a }, evidence: { fr: a, en: a }, scale: conformity }
              - { key: care.pue, type: number, weight: 1, title: { fr: a, en: a }, text: { fr: a, en: a }, evidence: { fr: a, en: a }, metWhen: { fact: care.pue, lessThan: 1.5 }, askWhen: { fact: care.first, equals: met } }
        """;

    [Fact]
    public void A_sound_set_of_questions_declares_its_answers_and_states_its_score()
    {
        Write("test/questionnaires/care.yaml", GoodQuestions);

        var (library, problems) = Read();

        Assert.Empty(problems);
        var set = Assert.Single(library.QuestionSets);
        Assert.Equal(["care.first", "care.pue"], set.Questions.Select(question => question.Key));
        Assert.Equal(["notApplicable"], set.Questions.First().Outside);
        Assert.NotNull(library.Catalogue.Find("care.pue")?.Question?.AskWhen);
        Assert.NotNull(library.Catalogue.Find("care.rate"));
    }

    [Theory]
    [InlineData("lessThan: 1.5", "lessThen: 1.5", "Unknown operator")]
    [InlineData("care.pue, type: number", "other.pue, type: number", "begins with \"care.\"")]
    [InlineData("scale: conformity", "scale: conformty", "The scale \"conformty\" does not exist")]
    [InlineData("scale: conformity }", "}", "A scored question has choices")]
    [InlineData("points: 1 }", "points: -1 }", "\"points\" is a number, zero or more")]
    [InlineData("outside: true", "outside: true, points: 1", "leaves the sum")]
    [InlineData("weight: 1.5", "weight: 0", "without \"weight\" do not count")]
    [InlineData("evidence: { fr: a, en: a }, scale", "scale", "\"questions.evidence\" is missing")]
    [InlineData("key: care.first", "use: project.nobody", "No facts.yaml asks")]
    [InlineData("id: care\n", "id: page\n", "is the name of a subject")]
    [InlineData("fact: care.pue, lessThan: 1.5", "fact: project.name, isEmpty: false", "does not read the answer")]
    [InlineData("type: number", "typ: number", "did you mean \"type\"")]
    public void A_mistake_in_a_set_of_questions_is_told_with_its_place(string good, string bad, string told)
    {
        Write("test/questionnaires/care.yaml", GoodQuestions.ReplaceLineEndings("\n").Replace(good, bad, StringComparison.Ordinal));

        var problem = Assert.Single(Read().Problems, problem => problem.Message.En.Contains(told, StringComparison.Ordinal));
        Assert.EndsWith("test/questionnaires/care.yaml", problem.At.File, StringComparison.Ordinal);
    }

    private const string GoodClassification = """
        id: law
        version: 2026-01-01
        title: { fr: Loi, en: Law }
        source: x
        roles: [{ id: provider, node: law.isNamed }]
        nodes:
          - { key: law.isNamed, article: art. 1, title: { fr: nommé, en: named }, holds: { fact: project.name, isEmpty: false } }
          - { key: law.bound, article: art. 2, title: { fr: lié, en: bound }, holds: { fact: law.isNamed, equals: true } }
        labels:
          - { id: bound, article: art. 2, role: provider, title: { fr: lié, en: bound }, when: { fact: law.bound, equals: true }, from: 2026-01-01 }
        contradictions:
          - { when: { fact: project.name, equals: nobody }, message: { fr: non, en: no } }
        unsettled:
          - { id: later, article: art. 3, asOf: 2026-01-01, text: { fr: a, en: a }, concerns: [bound] }
        """;

    [Fact]
    public void A_sound_classification_states_its_nodes_as_facts_that_need_no_collector()
    {
        Write("test/classification.yaml", GoodClassification);

        var (library, problems) = Read();

        Assert.Empty(problems);
        Assert.Equal("law", Assert.Single(library.Classifications).Id);
        Assert.NotNull(library.Catalogue.Find("law.bound"));
    }

    [Theory]
    [InlineData("role: provider", "role: king", "Rôle inconnu « king »")]
    [InlineData("fact: law.isNamed, equals", "fact: law.bound, equals", "qui ne le précède pas")]
    [InlineData(", from: 2026-01-01 }", " }", "n'a pas de date d'application")]
    [InlineData("concerns: [bound]", "concerns: [free]", "n'est pas une étiquette")]
    [InlineData("node: law.isNamed", "node: law.unknown", "n'est pas un nœud")]
    [InlineData("key: law.bound", "key: other.bound", "commence par « law. »")]
    [InlineData("asOf: 2026-01-01, ", "", "« unsettled.asOf » manque")]
    [InlineData("message: { fr: non, en: no }", "mesage: { fr: non, en: no }", "vouliez-vous dire « message »")]
    public void Each_mistake_of_a_classification_is_told_with_its_place(string right, string wrong, string told)
    {
        Write("test/classification.yaml", GoodClassification.Replace(right, wrong, StringComparison.Ordinal));

        var (_, problems) = Read();

        Assert.Contains(problems, problem => problem.At.File.EndsWith("test/classification.yaml", StringComparison.Ordinal) && problem.At.Line >= 1 && problem.In(Language.French).Contains(told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("severity: minor", "severity: grave", "« grave »")]
    [InlineData("severity: minor", "sevrity: minor", "vouliez-vous dire « severity »")]
    [InlineData("isEmpty: false", "isEmty: false", "vouliez-vous dire « isEmpty »")]
    [InlineData("fact: project.name,", "fact: project.nam,", "project.nam")]
    [InlineData("isEmpty: false", "atLeast: 3", "ne compare pas un fait de type text")]
    [InlineData("isEmpty: false", "isEmpty: maybe", "true ou false")]
    [InlineData("isEmpty: false", "matches: '(a)\\1'", "Motif refusé")]
    [InlineData("isEmpty: false", "matches: '(a'", "Motif refusé")]
    [InlineData("criteria: [C1]", "criteria: [C9]", "C9")]
    [InlineData("en: The project is named", "fr2: x", "« en » manque")]
    [InlineData("verdict: compliant", "verdict: nonCompliant", "donne compliant")]
    [InlineData("  - { name: nobody said, verdict: missingEvidence, facts: {} }", "", "missingEvidence")]
    [InlineData("references: [{ source: Test, at: art. 1 }]", "references: []", "aucune source")]
    [InlineData("id: T-1", "id: T-2", "T-2-")]
    public void Each_mistake_of_an_author_is_told_with_its_place(string right, string wrong, string told)
    {
        Write("test/T-1-named.yaml", GoodRule.Replace(right, wrong, StringComparison.Ordinal));

        var problems = Read().Problems;

        Assert.Contains(problems, problem => problem.Message.Fr.Contains(told, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.True(problem.At.Line > 0 && problem.At.File.Length > 0));
    }

    [Fact]
    public void A_pack_is_named_by_its_own_folder_or_by_the_folder_that_holds_it_and_a_folder_without_a_pack_is_told()
    {
        Write("test/T-1-named.yaml", GoodRule.Replace("severity: minor", "severity: grave", StringComparison.Ordinal));
        var empty = Directory.CreateDirectory(Path.Combine(root, "empty")).FullName;

        var own = new RuleLibraryReader(["project.name"]).Read([root, Path.Combine(root, "test") + Path.DirectorySeparatorChar]).Problems;
        var none = new RuleLibraryReader(["project.name"]).Read([root, empty]).Problems;

        Assert.Equal(2, own.Count(problem => problem.Message.Fr.Contains("« grave »", StringComparison.Ordinal) || problem.Message.Fr.Contains("existe deux fois", StringComparison.Ordinal) || problem.Message.Fr.Contains("déclaré deux fois", StringComparison.Ordinal)));
        Assert.Contains(none, problem => problem.Message.En.StartsWith("No pack here", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fact_that_no_rule_reads_or_that_has_no_source_is_told()
    {
        Write("test/facts.yaml", "facts:\n  - { key: project.name, type: text, title: { fr: nom, en: name } }\n  - { key: project.orphan, type: text, title: { fr: seul, en: alone } }\n");

        var problems = new RuleLibraryReader([]).Read([root]).Problems.Select(problem => problem.Message.En).ToList();

        Assert.Contains("No rule reads the fact project.orphan.", problems);
        Assert.Contains("The fact project.name has no source: no collector, no detector, no question.", problems);
    }

    [Theory]
    [InlineData("python", false)]
    [InlineData("javascript", true)]
    public void A_detector_follows_values_through_python_only(string language, bool isRefused)
    {
        Write("test/T-1-named.yaml", $"{GoodRule}\ndetect:\n  - {{ fact: code.danger, in: code, languages: [{language}], pattern: 'eval\\(', from: 'ask\\(', scope: call, mustMatch: ['eval(ask(q))'], mustNotMatch: ['eval(x)'] }}\n");

        Assert.Equal(isRefused, Read().Problems.Any(problem => problem.Message.En.Contains("follows Python code only", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_control_that_claims_to_be_automatic_names_a_rule()
    {
        Write("frameworks/other.yaml", "id: other\ntitle: { fr: a, en: a }\ncontrols:\n  - { id: X, title: { fr: a, en: a }, status: automatic, why: { fr: a, en: a } }\n  - { id: Y, title: { fr: a, en: a }, status: human, why: { fr: a, en: a }, rules: [NONE] }\n");

        var problems = Read().Problems;

        Assert.Contains(problems, problem => problem.Message.En.Contains("X is said to be automatic", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Message.En.Contains("NONE", StringComparison.Ordinal));
    }

    [Fact]
    public void A_control_that_claims_to_be_assisted_names_a_rule_or_a_fact_that_a_collector_states()
    {
        Write("frameworks/other.yaml", "id: other\ntitle: { fr: a, en: a }\ncontrols:\n  - { id: X, title: { fr: a, en: a }, status: assisted, why: { fr: a, en: a } }\n  - { id: Y, title: { fr: a, en: a }, status: assisted, why: { fr: a, en: a }, facts: [project.name] }\n  - { id: Z, title: { fr: a, en: a }, status: assisted, why: { fr: a, en: a }, facts: [nobody.knows] }\n");

        var problems = Read().Problems.Where(problem => problem.At.File.EndsWith("other.yaml", StringComparison.Ordinal)).Select(problem => problem.Message.En).ToList();

        Assert.Equal(["The control X is said to be assisted and names neither a rule nor a fact.", "The control Z names the fact nobody.knows, which no collector states."], problems);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private (AuditService.Core.Rules.RuleLibrary Library, IReadOnlyList<AuthorProblem> Problems) Read() => new RuleLibraryReader(["project.name"]).Read([root]);

    private void Write(string path, string text)
    {
        var full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
