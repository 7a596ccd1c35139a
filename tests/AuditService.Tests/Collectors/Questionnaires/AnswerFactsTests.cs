using System.Text;
using AuditService.Collectors.Questionnaires;
using AuditService.Core.Catalogue;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.Questionnaires;

public sealed class AnswerFactsTests
{
    [Fact]
    public async Task A_document_of_the_dossier_strengthens_an_answer_and_a_reviewer_strengthens_it_more()
    {
        var facts = await Collect("answers: { care.a: { value: dit, evidence: docs/a.md }, care.b: { value: dit, evidence: docs/a.md, reviewedBy: DPO }, care.c: dit, care.d: { value: dit, evidence: docs/absent.md } }");

        Assert.Equal(
            [EvidenceGrade.Attached, EvidenceGrade.Reviewed, EvidenceGrade.Declared, EvidenceGrade.Declared],
            "abcd".Select(letter => facts.Find(Subject.Dossier, $"care.{letter}")!.Provenance.Grade));
        Assert.Equal(["docs/absent.md"], Assert.IsType<TextListValue>(facts.Find(Subject.Dossier, AnswerFacts.AbsentEvidence)!.Value).Values);
        Assert.Equal(new NumberValue(3), facts.Find(Subject.Dossier, AnswerFacts.WithEvidence)!.Value);
    }

    [Fact]
    public async Task A_line_that_many_answers_name_shows_none_of_them()
    {
        var facts = await Collect("answers:\n" + string.Concat("abcde".Select(letter => $"  care.{letter}: {{ value: dit, evidence: docs/a.md, reviewedBy: DPO }}\n")));

        Assert.All("abcde", letter => Assert.Equal(EvidenceGrade.Declared, facts.Find(Subject.Dossier, $"care.{letter}")!.Provenance.Grade));
        var thin = Assert.Single(Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, AnswerFacts.ThinEvidence)!.Value).Items);
        Assert.Equal(("docs/a.md", "5 answers name this file of 9 bytes"), (thin.Where.Path, thin.Detail!.En));
    }

    [Fact]
    public async Task The_same_sentence_under_two_questions_is_told_without_being_quoted()
    {
        var facts = await Collect("answers:\n  care.a: Le comité se réunit chaque trimestre.\n  care.b: oui\n  care.c: le comité  se réunit chaque TRIMESTRE.\n  care.d: oui\n");

        var repeated = Assert.Single(Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, AnswerFacts.RepeatedTexts)!.Value).Items);
        Assert.Equal(("the same text answers care.a, care.c", 4), (repeated.Detail!.En, repeated.Where.Line));
    }

    [Theory]
    [InlineData("à compléter")]
    [InlineData("TODO")]
    [InlineData("…")]
    [InlineData("to be written")]
    [InlineData("n/a")]
    [InlineData("N.A.")]
    [InlineData("x")]
    [InlineData("-")]
    public async Task A_placeholder_is_no_answer(string text) =>
        Assert.Equal(UnavailableBecause.NotAnswered, (await Collect($"answers: {{ care.a: \"{text}\" }}")).Find(Subject.Dossier, "care.a")!.Why!.Because);

    [Fact]
    public async Task None_is_an_answer() => Assert.Equal(new TextValue("aucune"), (await Collect("answers: { care.a: aucune }")).Find(Subject.Dossier, "care.a")!.Value);

    private static Task<FactSet> Collect(string manifest) => new KeptContents()
        .With("docs/a.md", Encoding.UTF8.GetBytes("# Analyse"))
        .Declaring(manifest)
        .Asking("abcde".Select(letter => new FactDeclaration($"care.{letter}", FactType.Text, Some.Text, null, [], new(Some.Text, null, null), "some", Some.Position)))
        .CollectAsync(new AnswersCollector(), new CollectionSettings());
}
