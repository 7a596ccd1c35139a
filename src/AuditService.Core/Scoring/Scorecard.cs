using AuditService.Core.Rules;
namespace AuditService.Core.Scoring;

/// <summary>The grid: one score per criterion, and the bloc's result, which is its worst criterion (no compensation).</summary>
/// <param name="Mean">Mean of the floors that exist, decorative; null when there is none.</param>
public sealed record Scorecard(IReadOnlyList<CriterionScore> Criteria, Verdict Result, double? Mean, string SchemeVersion);

/// <summary>
/// The score of one criterion as an interval: <see cref="Floor"/> counts the unknown as failed, <see cref="Ceiling"/> as met. All shares are 0 to 1;
/// floor, ceiling and coverage are null when no requirement applies, confidence is null when none is assessed.
/// </summary>
/// <param name="Blocking">Ids of the findings that fail the criterion whatever the figures.</param>
/// <param name="NotApplicableShare">Share of the requirements, by count, that do not apply.</param>
/// <param name="Sensitivity">How the verdict holds when one weight moves by one step; null when no requirement applies.</param>
public sealed record CriterionScore(
    string Criterion,
    double? Floor,
    double? Ceiling,
    double? Coverage,
    double? Confidence,
    Verdict Verdict,
    IReadOnlyList<string> Blocking,
    int Requirements,
    double NotApplicableShare,
    bool WarnsOfNotApplicable,
    Sensitivity? Sensitivity);

/// <summary>Floors reached when one requirement's weight goes up or down by one step (within 1 to 3), and whether the verdict ever changes.</summary>
public sealed record Sensitivity(double LowestFloor, double HighestFloor, bool VerdictHolds);
