namespace AuditService.Reports.Json;

/// <summary>What <c>audit questionnaire check --json</c> writes.</summary>
public sealed record QuestionnairesDocument(IReadOnlyList<QuestionnaireEntry> Questionnaires)
{
    /// <summary>Answers that cannot all be true, each told with its keys and places.</summary>
    public IReadOnlyList<string> Contradictions { get; init; } = [];
}
