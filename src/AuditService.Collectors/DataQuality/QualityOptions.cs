namespace AuditService.Collectors.DataQuality;

/// <summary>What the author says of the columns. What is not said is proposed where it cannot be mistaken, and said to be a proposal.</summary>
/// <param name="Quasi">Quasi-identifiers: columns that together tell a person apart; empty to have them proposed.</param>
/// <param name="Label">The column that a model learns to tell.</param>
/// <param name="Prediction">The column of what a model said.</param>
/// <param name="Protected">The column by which groups of people are compared.</param>
/// <param name="Positive">The favourable value of label and prediction. It is never guessed (reference 6.2): 1 is a loan granted here, a default there.</param>
/// <param name="Guesses">True where the roles of columns may be guessed from their names; an audit never guesses.</param>
public sealed record QualityOptions(
    IReadOnlyList<string> Quasi,
    string? Label = null,
    string? Prediction = null,
    string? Protected = null,
    string? Positive = null,
    bool Guesses = true)
{
    /// <summary>Columns of what each of several annotators said.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];

    /// <summary>The column of the day on which the outcome was known.</summary>
    public string? DecisionDate { get; init; }

    public static QualityOptions None { get; } = new([]);
}
