using AuditService.Core.Catalogue;
using AuditService.Core.Facts;

namespace AuditService.Tests.Core.Facts;

public sealed class FactSetTests
{
    [Fact]
    public void What_is_known_wins_over_what_is_not_and_stronger_evidence_over_weaker()
    {
        var unavailable = Fact.Unavailable(Subject.Dossier, "a", new(UnavailableBecause.NotDeclared, Some.Text), Some.Provenance);
        var declared = Some.Fact("a", new NumberValue(1), grade: EvidenceGrade.Declared);
        var checkedFact = Some.Fact("a", new NumberValue(2));

        Assert.Equal(declared, new FactSet([], [unavailable, declared]).Find(Subject.Dossier, "a"));
        Assert.Equal(checkedFact, new FactSet([], [checkedFact, declared, unavailable]).Find(Subject.Dossier, "a"));
        Assert.Equal(checkedFact, new FactSet([], [unavailable, declared, checkedFact]).Find(Subject.Dossier, "a"));
    }

    [Fact]
    public void A_subject_is_not_forgotten_with_its_facts()
    {
        var page = new Subject(SubjectKind.Page, "index.html");

        Assert.Equal([page], new FactSet([], [Some.Fact("page.x", new BooleanValue(true), page)]).Without(_ => true).Subjects(SubjectKind.Page));
    }

    [Fact]
    public void The_first_word_of_a_key_tells_its_subject()
    {
        Assert.Equal(SubjectKind.Processing, SubjectKinds.OfKey("processing.dpia"));
        Assert.Equal(SubjectKind.Dossier, SubjectKinds.OfKey("code.unsafeTorchLoad"));
        Assert.Equal(SubjectKind.Dossier, SubjectKinds.OfKey("processings.count"));
    }

    [Fact]
    public void A_hidden_answer_is_inert_and_an_answer_that_may_be_asked_for_counts()
    {
        var catalogue = new FactCatalogue([new("detail", FactType.Text, Some.Text, null, [], new(Some.Text, null, Some.IsTrue("asked")), "some", Some.Position)]);
        var answer = Some.Fact("detail", new TextValue("x"));

        Assert.NotNull(Kept(Some.Fact("asked", new BooleanValue(true))));
        Assert.NotNull(Kept());
        Assert.Null(Kept(Some.Fact("asked", new BooleanValue(false))));

        Fact? Kept(params Fact[] others) => Questionnaire.WithoutHiddenAnswers(new FactSet([], [answer, .. others]), catalogue).Find(Subject.Dossier, "detail");
    }
}
