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
        var facts = await Collect("answers: { care.a: { value: x, evidence: docs/a.md }, care.b: { value: x, evidence: docs/a.md, reviewedBy: DPO }, care.c: x, care.d: { value: x, evidence: docs/absent.md } }");

        Assert.Equal(
            [EvidenceGrade.Attached, EvidenceGrade.Reviewed, EvidenceGrade.Declared, EvidenceGrade.Declared],
            "abcd".Select(letter => facts.Find(Subject.Dossier, $"care.{letter}")!.Provenance.Grade));
        Assert.Equal(["docs/absent.md"], Assert.IsType<TextListValue>(facts.Find(Subject.Dossier, AnswerFacts.AbsentEvidence)!.Value).Values);
        Assert.Equal(new NumberValue(3), facts.Find(Subject.Dossier, AnswerFacts.WithEvidence)!.Value);
    }

    [Theory]
    [InlineData("à compléter")]
    [InlineData("TODO")]
    [InlineData("…")]
    [InlineData("to be written")]
    public async Task A_placeholder_is_no_answer(string text) =>
        Assert.Equal(UnavailableBecause.NotAnswered, (await Collect($"answers: {{ care.a: \"{text}\" }}")).Find(Subject.Dossier, "care.a")!.Why!.Because);

    [Fact]
    public async Task None_is_an_answer() => Assert.Equal(new TextValue("aucune"), (await Collect("answers: { care.a: aucune }")).Find(Subject.Dossier, "care.a")!.Value);

    private static Task<FactSet> Collect(string manifest) => new KeptContents()
        .With("docs/a.md", Encoding.UTF8.GetBytes("# Analyse"))
        .Declaring(manifest)
        .Asking("abcd".Select(letter => new FactDeclaration($"care.{letter}", FactType.Text, Some.Text, null, [], new(Some.Text, null, null), "some", Some.Position)))
        .CollectAsync(new AnswersCollector(), new CollectionSettings());
}
