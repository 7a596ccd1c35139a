using AuditService.App.Runs;

namespace AuditService.Web.Questionnaires;

/// <summary>The dossier that a form is filled from and kept in.</summary>
/// <param name="Held">What its last version answers.</param>
/// <param name="Basis">Id of the order of the dossier that the fields were filled from; older than the last one when somebody saved in between.</param>
/// <param name="Saved">How many answers were just saved; null when none was asked to be.</param>
public sealed record QuestionnaireOfProject(ProjectAnswers Held, string Basis, int? Saved)
{
    /// <summary>What others changed since the form was opened.</summary>
    public IReadOnlyList<AnswerMeanwhile> Meanwhile { get; init; } = [];
}
