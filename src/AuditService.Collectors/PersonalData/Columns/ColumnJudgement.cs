using System.Text.Json.Serialization;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>What was decided about one column, and what it only looks like.</summary>
/// <param name="Found">The surest first; empty for a column that holds no personal data.</param>
/// <param name="Dismissed">Categories that its header or its values suggest, each with the reason why it is not one.</param>
public sealed record ColumnJudgement(IReadOnlyList<ColumnCategory> Found, IReadOnlyList<DismissedCategory> Dismissed)
{
    /// <summary>The rows of its table are animals, machines, goods or groups that are counted, not people.</summary>
    [JsonIgnore]
    public bool IsOfThings { get; init; }
}
