using AuditService.Core.Facts;

namespace AuditService.Core.Questionnaires;

/// <summary>
/// The answers to a set as they count: the rate is Σ weight × share earned over Σ weight of what applies. A question without an answer stays in the
/// denominator (RGESN 2024 does the same with « à évaluer »), one that does not apply leaves both sums, one that is not asked counts for nothing.
/// </summary>
public sealed record QuestionSetScore(QuestionSet Set, IReadOnlyList<QuestionState> Questions)
{
    public IEnumerable<QuestionState> Asked => Questions.Where(question => question.Standing != QuestionStanding.Hidden);

    public IEnumerable<QuestionState> Answered => Asked.Where(question => question.Standing != QuestionStanding.Unanswered);

    public IEnumerable<QuestionState> Unanswered => Asked.Where(question => question.Standing == QuestionStanding.Unanswered);

    /// <summary>Answered, and earning less than they could.</summary>
    public IEnumerable<QuestionState> Shortfalls => Answered.Where(question => question.Earned < 1);

    /// <summary>Answered on the author's word alone.</summary>
    public IEnumerable<QuestionState> Unproven => Answered.Where(question => question.Answer?.Provenance.Grade == EvidenceGrade.Declared);

    /// <summary>Scored questions whose share is not known: without an answer, or with one that waits for another.</summary>
    public IEnumerable<QuestionState> Open => Counted.Where(question => question.Earned is null);

    /// <summary>Weight of what applies or may apply: the greatest sum that this project can earn.</summary>
    public double Maximum => Counted.Sum(question => question.Question.Weight);

    /// <summary>0 to 1, with everything open counted as missed; null where nothing that is scored applies.</summary>
    public double? Floor => Maximum > 0 ? Counted.Sum(question => question.Question.Weight * (question.Earned ?? 0)) / Maximum : null;

    /// <summary>0 to 1, with everything open counted as met; null likewise.</summary>
    public double? Ceiling => Maximum > 0 ? Counted.Sum(question => question.Question.Weight * (question.Earned ?? 1)) / Maximum : null;

    private IEnumerable<QuestionState> Counted => Asked.Where(question => question.Question.IsScored && question.Standing != QuestionStanding.Outside);
}

/// <param name="Answer">The fact that the answer states; null where there is none.</param>
/// <param name="Earned">Share of its weight that the answer earns, 0 to 1; null where that is not known, or the question is not scored.</param>
public sealed record QuestionState(AskedQuestion Question, QuestionStanding Standing, Fact? Answer, double? Earned);

public enum QuestionStanding
{
    /// <summary>Its condition does not hold: an answer to it is inert.</summary>
    Hidden,

    Unanswered,
    Answered,

    /// <summary>Its author says that it does not apply.</summary>
    Outside,
}
