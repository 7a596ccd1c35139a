using AuditService.Core.Catalogue;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Questionnaires;

/// <summary>
/// States what only a human knows: the answers to the questions of the loaded packs, from <c>answers.yaml</c> or the manifest. An answer with a
/// document of the dossier as evidence is stronger than a bare one, and stronger still when someone reviewed it.
/// </summary>
internal sealed class AnswersCollector : IFactCollector
{
    public CollectorIdentity Identity { get; } = new("answers", 1);

    /// <summary>None of its own: a fact with a question is its own source.</summary>
    public IReadOnlyCollection<string> States => [];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        yield return new(Dossier.AnswersFileName, InputHash: null, [], _ => Task.FromResult<IReadOnlyList<Fact>>([.. State(context.Dossier, context.Catalogue)]));
    }

    private IEnumerable<Fact> State(Dossier dossier, FactCatalogue catalogue)
    {
        foreach (var question in catalogue.Questions)
        {
            var answer = dossier.Manifest.Answers.GetValueOrDefault(question.Key);
            if (question.SubjectKind == SubjectKind.Dossier)
            {
                yield return State(dossier, question, Subject.Dossier, answer);
                continue;
            }

            foreach (var (id, one) in answer?.For ?? new Dictionary<string, AnswerEntry>(StringComparer.Ordinal))
                yield return State(dossier, question, new(question.SubjectKind, id), one);
        }
    }

    private Fact State(Dossier dossier, FactDeclaration question, Subject subject, AnswerEntry? answer)
    {
        if (answer is null)
            return Fact.Unavailable(subject, question.Key, NotAnswered(question), new(Identity, EvidenceGrade.Declared));

        var provenance = new Provenance(Identity, GradeOf(dossier, answer), Pointer(dossier, answer));
        if (Answers.ValueOf(question, answer) is { } value)
            return Fact.Known(subject, question.Key, value, provenance);
        var expected = Answers.Expected(question);
        return Fact.Unavailable(
            subject,
            question.Key,
            new(UnavailableBecause.Unreadable, new($"la réponse à « {question.Key} » n'est pas lisible ; attendu : {expected.Fr}", $"the answer to \"{question.Key}\" cannot be read; expected: {expected.En}")),
            provenance);
    }

    private static Unavailability NotAnswered(FactDeclaration question) => new(
        UnavailableBecause.NotAnswered,
        new($"question sans réponse ({question.Key}) : {question.Question!.Text.Fr}", $"question without an answer ({question.Key}): {question.Question.Text.En}"));

    private static EvidenceGrade GradeOf(Dossier dossier, AnswerEntry answer)
    {
        if (answer.Evidence is not { } path || dossier.Find(path) is null)
            return EvidenceGrade.Declared;
        return string.IsNullOrWhiteSpace(answer.ReviewedBy) ? EvidenceGrade.Attached : EvidenceGrade.Reviewed;
    }

    private static Location? Pointer(Dossier dossier, AnswerEntry answer)
    {
        if (answer.Evidence is { } path && dossier.Find(path) is not null)
            return Location.File(path);
        return answer.At is { } at ? Location.File(at.File, at.Line, at.Column) : null;
    }
}
