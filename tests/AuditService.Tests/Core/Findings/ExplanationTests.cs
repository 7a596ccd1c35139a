using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Tests.Core.Findings;

/// <summary>What a reader who knows neither the law nor the manifest's keys is told of a verdict.</summary>
public sealed class ExplanationTests
{
    private static readonly FactCatalogue Catalogue = new([
        Declared("keys", FactType.TextList, new("clés laissées vides", "keys left out"), [.. ManifestKeys.At("processings")!]),
        Declared("themes", FactType.TextList, new("thèmes couverts", "themes covered"), [new("leak", new("fuite", "leak")), new("outage", new("panne", "outage")), new("bias", new("biais", "bias"))]),
        Declared("oversight", FactType.Text, new("contrôle humain", "human oversight"), [new("none", new("aucun", "none")), new("systematic", new("systématique", "systematic"))]),
        Declared("months", FactType.Number, new("durée", "duration"), [], new("mois", "months")),
        Declared("reviewed", FactType.Date, new("date de relecture", "date of review"), []),
    ]);

    [Fact]
    public void Of_many_keys_left_out_only_those_that_the_rule_asks_for_are_named_in_words_and_as_they_are_typed() => Explains(
        "keys", "includesNone", Words("humanOversight", "retention"), new TextListValue(["transfers", "humanOversight", "profiling"]),
        "clés laissées vides : intervention humaine possible sur la décision (humanOversight)",
        "keys left out: human intervention in the decision is possible (humanOversight)");

    [Fact]
    public void Where_none_of_the_asked_keys_is_left_out_the_others_are_not_told() => Explains(
        "keys", "includesNone", Words("retention"), new TextListValue(["transfers", "humanOversight", "profiling"]),
        "clés laissées vides : aucun parmi durée de conservation (retention)",
        "keys left out: none of retention (retention)");

    [Fact]
    public void What_lacks_in_a_list_is_named() => Explains(
        "themes", "includesAll", Words("leak", "outage", "bias"), new TextListValue(["leak"]),
        "thèmes couverts : fuite (il manque : panne, biais)",
        "themes covered: leak (missing: outage, bias)");

    [Fact]
    public void Alternatives_read_as_a_sentence() => Explains(
        "themes", "includesAny", Words("outage", "bias"), new TextListValue(["leak"]),
        "thèmes couverts : fuite (attendu : au moins un parmi panne ou biais)",
        "themes covered: leak (expected: at least one of outage or bias)");

    [Fact]
    public void A_choice_is_told_by_its_label_beside_the_one_that_is_expected() => Explains(
        "oversight", "equals", new ScalarOperand(new TextValue("systematic")), new TextValue("none"),
        "contrôle humain : aucun (attendu : systématique)",
        "human oversight: none (expected: systematic)");

    [Fact]
    public void What_is_as_expected_is_not_told_twice() => Explains(
        "oversight", "equals", new ScalarOperand(new TextValue("systematic")), new TextValue("systematic"),
        "contrôle humain : systématique",
        "human oversight: systematic");

    [Fact]
    public void A_value_that_is_refused_needs_no_other_word() => Explains(
        "oversight", "notEquals", new ScalarOperand(new TextValue("none")), new TextValue("none"),
        "contrôle humain : aucun",
        "human oversight: none");

    [Fact]
    public void A_value_that_a_rule_shows_is_told_with_its_name_in_the_language_of_the_reader()
    {
        var rule = Some.Rule(expect: Some.IsTrue("a")) with { Shows = ["months"] };
        var shown = Fact.Known(Subject.Dossier, "months", new NumberValue(6.5), Some.Provenance with { Pointer = Location.File("dossier.yaml", 3) });
        var finding = Judge.JudgeOne(rule, new FactSet([], [Some.Fact("a", new BooleanValue(false)), shown]).About(Subject.Dossier), new(2026, 1, 1));

        var evidence = Assert.Single(finding.Evidence);
        Assert.Equal("durée : 6,5 mois", new Explanation(Catalogue, Language.French).Detail(evidence));
        Assert.Equal("duration: 6.5 months", new Explanation(Catalogue, Language.English).Detail(evidence));
        Assert.Equal("dossier.yaml, ligne 3", evidence.Observation.Where.In(Language.French));
        Assert.Equal("dossier.yaml, line 3", evidence.Observation.Where.In(Language.English));
    }

    [Theory]
    [InlineData(EvidenceGrade.Declared, "none")]
    [InlineData(EvidenceGrade.MachineChecked, null)]
    public void What_the_author_wrote_is_quoted_and_the_word_of_a_collector_is_not(EvidenceGrade grade, string? quotation)
    {
        var fact = Fact.Known(Subject.Dossier, "oversight", new TextValue("none"), Some.Provenance with { Grade = grade, Pointer = Location.File("dossier.yaml", 3) });
        var finding = Judged(Compare("oversight", "equals", new ScalarOperand(new TextValue("systematic"))), fact);

        Assert.Equal(quotation, Assert.Single(finding.Evidence).Observation.Excerpt);
    }

    [Fact]
    public void A_number_has_its_unit_in_the_language_of_the_reader() => Explains(
        "months", "atMost", new ScalarOperand(new NumberValue(24)), new NumberValue(30.5),
        "durée : 30,5 mois (attendu : au plus 24 mois)",
        "duration: 30.5 months (expected: at most 24 months)");

    [Fact]
    public void A_date_is_written_out() => Explains(
        "reviewed", "after", new ScalarOperand(new DateValue(new(2026, 1, 1))), new DateValue(new(2025, 8, 2)),
        "date de relecture : 2 août 2025 (attendu : après le 1er janvier 2026)",
        "date of review: 2 August 2025 (expected: after 1 January 2026)");

    [Fact]
    public void What_a_rule_forbids_is_not_told_as_expected()
    {
        var finding = Judged(new Not(Compare("oversight", "equals", new ScalarOperand(new TextValue("none")))), Some.Fact("oversight", new TextValue("systematic")));

        Assert.Equal(["contrôle humain : systématique (à éviter : aucun)"], new Explanation(Catalogue, Language.French).Because(finding));
    }

    [Fact]
    public void Who_has_to_look_is_told_by_which_answer_they_say_what_they_saw()
    {
        var asked = new FactDeclaration("checked", FactType.TextList, new("contrôles faits à la main", "checks made by hand"), null, [], new Question(new("Lesquels ?", "Which?"), null, null), "some", Some.Position);
        var catalogue = new FactCatalogue([Declared("oversight", FactType.Text, new("contrôle humain", "human oversight"), []), asked]);
        var expect = Compare("oversight", "notEquals", new ScalarOperand(new TextValue("none")));
        var rule = Some.Rule(expect: expect) with { Proves = Proves.Failure, ConfirmedWhen = Compare("checked", "includesAny", Words("9.1")) };
        Finding Seen(string oversight, params string[] checks) => Judge.JudgeOne(rule, new FactSet([], [Some.Fact("oversight", new TextValue(oversight)), Some.Fact("checked", new TextListValue(checks))]).About(Subject.Dossier), new(2026, 1, 1));

        Assert.Equal("une personne qui l'a vérifié le dit dans answers.yaml par « checked » : contrôles faits à la main (au moins un parmi 9.1)", new Explanation(catalogue, Language.French).Because(Seen("yes", "8.1"))[^1]);
        Assert.Equal("a person who checked it says so in answers.yaml by \"checked\": checks made by hand (at least one of 9.1)", new Explanation(catalogue, Language.English).Because(Seen("yes", "8.1"))[^1]);
        Assert.DoesNotContain(new Explanation(catalogue, Language.French).Because(Seen("none", "8.1")), line => line.Contains("answers.yaml", StringComparison.Ordinal));
        Assert.DoesNotContain(new Explanation(catalogue, Language.French).Because(Seen("yes", "9.1")), line => line.Contains("answers.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_that_is_not_yet_in_force_says_since_when_it_is_in_the_language_of_the_reader()
    {
        var rule = Some.Rule(expect: Some.IsTrue("a")) with { AppliesFrom = new(2026, 8, 1) };
        var finding = Judge.JudgeOne(rule, new FactSet([], []).About(Subject.Dossier), new(2026, 1, 1));

        Assert.Equal(["La règle s'applique à partir du 1er août 2026."], new Explanation(Catalogue, Language.French).Because(finding));
        Assert.Equal(["The rule applies from 1 August 2026."], new Explanation(Catalogue, Language.English).Because(finding));
    }

    private static void Explains(string key, string comparison, Operand operand, FactValue value, string french, string english)
    {
        var finding = Judged(Compare(key, comparison, operand), Some.Fact(key, value));

        Assert.Equal([french], new Explanation(Catalogue, Language.French).Because(finding));
        Assert.Equal([english], new Explanation(Catalogue, Language.English).Because(finding));
    }

    private static Finding Judged(Condition expect, Fact fact) => Judge.JudgeOne(Some.Rule(expect: expect), new FactSet([], [fact]).About(Subject.Dossier), new(2026, 1, 1));

    private static Comparison Compare(string key, string comparison, Operand operand) => new(key, Operator.Table[comparison], operand);

    private static ListOperand Words(params string[] words) => new([.. words.Select(word => new TextValue(word))]);

    private static FactDeclaration Declared(string key, FactType type, LocalizedText title, IReadOnlyList<Choice> choices, LocalizedText? unit = null) => new(key, type, title, unit, choices, null, "some", Some.Position);
}
