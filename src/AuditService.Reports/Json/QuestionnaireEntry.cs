using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Facts;
using AuditService.Core.Questionnaires;

namespace AuditService.Reports.Json;

/// <summary>A set of questions with what its answers earn.</summary>
/// <param name="Asked">Questions that apply, or may.</param>
/// <param name="Maximum">Weight of what is scored and applies: the greatest sum that this project can earn.</param>
/// <param name="RateFloor">0 to 1, with everything open counted as missed; null where nothing that is scored applies.</param>
/// <param name="RateCeiling">0 to 1, with everything open counted as met; null likewise.</param>
/// <param name="Rate">0 to 1; null while a scored question is open.</param>
public sealed record QuestionnaireEntry(
    string Id,
    string Version,
    string Title,
    string Source,
    int Asked,
    int Answered,
    double Maximum,
    double? RateFloor,
    double? RateCeiling,
    double? Rate,
    IReadOnlyList<QuestionnaireAnswerEntry> Questions)
{
    public static QuestionnaireEntry Of(QuestionSetScore score, FactCatalogue catalogue, Language language) => new(
        score.Set.Id,
        score.Set.Version,
        score.Set.Title.In(language),
        score.Set.Source,
        score.Asked.Count(),
        score.Answered.Count(),
        score.Maximum,
        AuditJson.Rounded(score.Floor),
        AuditJson.Rounded(score.Ceiling),
        score.Open.Any() ? null : AuditJson.Rounded(score.Floor),
        [.. score.Questions.Select(question => new QuestionnaireAnswerEntry(
            question.Question.Key,
            question.Question.Criterion,
            catalogue.Title(question.Question.Key).In(language),
            question.Standing,
            question.Answer?.Value is { } value ? catalogue.Said(question.Question.Key, value, language) : null,
            question.Question.Weight,
            AuditJson.Rounded(question.Earned),
            question.Answer?.Provenance.Grade))]);
}

/// <param name="Criterion">Number in the source, or null.</param>
/// <param name="Earned">Share of its weight, 0 to 1; null where it is not known or the question is not scored.</param>
/// <param name="Grade">Strength of the evidence of the answer.</param>
public sealed record QuestionnaireAnswerEntry(string Key, string? Criterion, string Title, QuestionStanding Standing, string? Answer, double Weight, double? Earned, EvidenceGrade? Grade);
