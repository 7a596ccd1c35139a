namespace AuditService.Collectors.Questionnaires.CanadianAia;

/// <summary>Told by the end of a question's name, else of the name of the panel or page just around it: <c>-RS</c>, <c>-MS</c>, <c>-NS</c>.</summary>
internal enum ScoreKind
{
    None,
    Risk,
    Mitigation,
}
