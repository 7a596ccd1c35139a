namespace AuditService.Collectors.Questionnaires.CanadianAia;

/// <summary>The result of the Canadian Algorithmic Impact Assessment (Directive on Automated Decision-Making), by the arithmetic of its own program.</summary>
/// <param name="Raw">Sum of the weights of the answers to risk questions.</param>
/// <param name="Mitigation">The same for mitigation questions.</param>
/// <param name="Total">The raw score, less 15 % where mitigation reaches 80 % of what one phase can give.</param>
/// <param name="Level">I to IV, by quarters of the greatest raw score.</param>
/// <param name="Unanswered">Visible scored questions without an answer: each counts for nothing, so the level is not established while there are any.</param>
/// <param name="Maximum">The greatest raw score of the definition.</param>
/// <param name="MitigationMaximum">The greatest mitigation score of the definition, both phases together.</param>
public sealed record AiaScore(double Raw, double Mitigation, double Total, int Level, int Unanswered, double Maximum, double MitigationMaximum)
{
    /// <summary>Names of answers that the definition has no question for, and that count for nothing: of another version of the tool, or mistyped.</summary>
    public IReadOnlyList<string> UnknownAnswers { get; init; } = [];
}
