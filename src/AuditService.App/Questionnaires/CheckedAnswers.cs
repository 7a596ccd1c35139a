using AuditService.Core.Facts;
using AuditService.Core.Questionnaires;

namespace AuditService.App.Questionnaires;

/// <param name="Scores">What the answers earn, set by set.</param>
/// <param name="Contradictions">Answers that cannot all be true, each told with its place; what only a whole audit can hold against them is not here.</param>
/// <param name="Inert">Keys of the answers to questions that are not asked: they count for nothing.</param>
public sealed record CheckedAnswers(IReadOnlyList<QuestionSetScore> Scores, IReadOnlyList<Observation> Contradictions, IReadOnlyList<string> Inert);
