namespace AuditService.Collectors.Questionnaires.CanadianAia;

/// <summary>One question of the survey that can be answered.</summary>
/// <param name="Scored">What its weights count for.</param>
/// <param name="Weights">Weight of each choice, by the choice as it is written in an answer.</param>
/// <param name="OpenChoices">True where choices are added that the definition does not list.</param>
/// <param name="VisibleIf">Its own condition and those of the panels and the page around it; all must hold.</param>
/// <param name="IsHidden">True where the definition hides it for good.</param>
internal sealed record SurveyQuestion(
    string Name,
    ScoreKind Scored,
    bool Multiple,
    IReadOnlyDictionary<string, double> Weights,
    bool OpenChoices,
    IReadOnlyList<SurveyCondition> VisibleIf,
    bool IsHidden)
{
    /// <summary>The most that the question can count: the highest weight, or the sum of all where several may be ticked.</summary>
    public double Maximum => Multiple ? Weights.Values.Sum() : Weights.Values.Append(0).Max();
}
