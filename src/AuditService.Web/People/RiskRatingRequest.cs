using System.Text.Json.Serialization;
using AuditService.Core.Reviews;
using AuditService.Core.Risks;

namespace AuditService.Web.People;

/// <summary>A value of a risk as somebody rates it.</summary>
/// <param name="Step">From 1; null to leave the value to the machine again.</param>
internal sealed record RiskRatingRequest([property: JsonRequired] RatedValue Value, int? Step, [property: JsonRequired] string Reason);

/// <summary>A risk in its three views.</summary>
internal sealed record RiskRatingsAnswer(string Risk, RiskStandAnswer Initial, RiskStandAnswer Current, RiskStandAnswer Planned, IReadOnlyList<ForcedValue> Forced);

/// <param name="Gravity">Null where it is not known.</param>
internal sealed record RiskStandAnswer(int? Gravity, int Likelihood, RiskLevel? Level);
