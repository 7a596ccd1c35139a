using AuditService.Core.Facts;

namespace AuditService.Core.Rules;

/// <summary>Weights, grades and thresholds of the grid, from <c>rules/scoring.yaml</c>. All of these numbers are a choice, versioned and printed in each report.</summary>
/// <param name="Weights">Weight of a requirement, 1 to 3, by its severity.</param>
/// <param name="Grades">Confidence, 0 to 1, by the strength of the evidence.</param>
/// <param name="PartialValue">Value of a requirement met in part.</param>
/// <param name="MinimumCoverage">Below it a criterion is undetermined.</param>
/// <param name="AcquiredFloor">A floor at or above it earns the criterion.</param>
/// <param name="NotAcquiredCeiling">A ceiling below it loses the criterion.</param>
/// <param name="NotApplicableWarning">Above this share of requirements not applicable, the report warns.</param>
/// <param name="WorstFirst">The total order of the verdicts, for the bloc's result.</param>
public sealed record ScoringScheme(
    string Version,
    IReadOnlyDictionary<Severity, double> Weights,
    IReadOnlyDictionary<EvidenceGrade, double> Grades,
    double PartialValue,
    double MinimumCoverage,
    double AcquiredFloor,
    double NotAcquiredCeiling,
    double NotApplicableWarning,
    IReadOnlyList<Verdict> WorstFirst);

/// <summary>The verdict on a criterion.</summary>
public enum Verdict
{
    NonAcquis,
    Indetermine,
    Partiel,
    Acquis,
}
