using AuditService.Authoring.Manifests;
using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Questionnaires;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Questionnaires;
using AuditService.Tests.Rules;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class DeclaredFactsTests
{
    [Theory]
    [InlineData("models: [{ id: m, name: gpt-4o, provider: OpenAI }]", QuestionStanding.Hidden)]
    [InlineData("models: [{ id: m, path: m.pkl, trainedOn: [d] }]\ndataSets: [{ id: d, path: d.csv }]", QuestionStanding.Unanswered)]
    [InlineData("project: { name: x }", QuestionStanding.Unanswered)]
    public void A_question_that_hangs_on_the_manifest_is_asked_as_an_audit_asks_it(string manifest, QuestionStanding standing)
    {
        var problems = new List<AuthorProblem>();
        var dossier = new Dossier(Snapshot.Of("some", [], []), [], ManifestReader.Read(manifest, "dossier.yaml", problems), true);
        Assert.Empty(problems);
        var library = WrittenDossier.Library;
        var facts = new FactSet([], AnswerFacts.State(dossier, library.Catalogue)).With(DeclaredFacts.State(dossier));

        var score = new QuestionSetScorer(library.QuestionSets.Single(set => set.Id == "ecodesign"), library.Catalogue).Score(Questionnaire.WithoutHiddenAnswers(facts, library.Catalogue));

        Assert.Equal(standing, score.Questions.Single(question => question.Question.Key == "ecodesign.9-2").Standing);
    }
}
