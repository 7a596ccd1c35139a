namespace AuditService.Reports.Json;

/// <summary>What <c>audit questionnaire check --json</c> writes.</summary>
public sealed record QuestionnairesDocument(IReadOnlyList<QuestionnaireEntry> Questionnaires);
