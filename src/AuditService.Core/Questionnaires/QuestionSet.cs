using AuditService.Core.Conditions;

namespace AuditService.Core.Questionnaires;

/// <summary>
/// Questions that only people can answer, asked together and scored by one stated rule, as data. Weights are typed fields, maxima are derived, ids never
/// change their meaning: a question that must mean something else gets another id.
/// </summary>
/// <param name="Id">First word of the keys of its own questions and of the facts that it states: <c>rights</c>.</param>
/// <param name="Version">Semantic version, given by its authors; an audit is pinned to it by the hash of its pack.</param>
/// <param name="Source">The instruments whose structure it follows.</param>
public sealed record QuestionSet(string Id, string Version, LocalizedText Title, string Source, IReadOnlyList<QuestionSection> Sections, SourcePosition At)
{
    /// <summary>Key of the fact that every question asked has its answer; not known while one has none.</summary>
    public string CompleteFact => Id + ".complete";

    /// <summary>Key of the rate in percent: what the answers earn of what the questions that apply can earn. Not known while a scored one is open.</summary>
    public string RateFact => Id + ".rate";

    /// <summary>Key of the rate with everything open counted as missed.</summary>
    public string FloorFact => Id + ".rateFloor";

    /// <summary>Key of the rate with everything open counted as met.</summary>
    public string CeilingFact => Id + ".rateCeiling";

    /// <summary>Key of the list of the questions asked that have no answer.</summary>
    public string UnansweredFact => Id + ".unanswered";

    /// <summary>Key of the list of the questions whose answer earns less than it could.</summary>
    public string ShortfallsFact => Id + ".shortfalls";

    /// <summary>Key of the list of the answers that name no document of the dossier as evidence.</summary>
    public string UnprovenFact => Id + ".unproven";

    public IEnumerable<AskedQuestion> Questions => Sections.SelectMany(section => section.Questions);

    /// <summary>Every fact that it states.</summary>
    public IEnumerable<string> States => [CompleteFact, RateFact, FloorFact, CeilingFact, UnansweredFact, ShortfallsFact, UnprovenFact];

    /// <summary>Every fact that it takes from elsewhere: the answers, and what decides whether they are met.</summary>
    public IEnumerable<string> Inputs => Questions.SelectMany(question => (question.MetWhen?.FactKeys ?? []).Prepend(question.Key)).Distinct(StringComparer.Ordinal);
}

/// <summary>Questions under one heading.</summary>
public sealed record QuestionSection(string Id, LocalizedText Title, IReadOnlyList<AskedQuestion> Questions, SourcePosition At);

/// <summary>A question as a set asks and weighs it; what it asks is in the catalogue, under its key.</summary>
/// <param name="Key">Key of the fact that the answer states.</param>
/// <param name="Criterion">Number of the criterion in the source that it answers, or null.</param>
/// <param name="Weight">What it counts for; 0 for a question that is asked and not scored.</param>
/// <param name="Points">Points by choice, for a closed question; empty where <paramref name="MetWhen"/> or the truth of the answer decides.</param>
/// <param name="Outside">The choices by which its author says that it does not apply: it then leaves both sums.</param>
/// <param name="MetWhen">When it is met, for a number, a date, or a closed question that other answers qualify; null otherwise.</param>
public sealed record AskedQuestion(
    string Key,
    string? Criterion,
    double Weight,
    IReadOnlyDictionary<string, double> Points,
    IReadOnlyList<string> Outside,
    Condition? MetWhen,
    SourcePosition At)
{
    public bool IsScored => Weight > 0;
}
