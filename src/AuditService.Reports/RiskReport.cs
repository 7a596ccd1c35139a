using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Reviews;
using AuditService.Core.Risks;

namespace AuditService.Reports;

/// <summary>The risk map of an audit with its treatment plan.</summary>
/// <param name="Map">With the outcomes that count, people's decisions included.</param>
/// <param name="Machine">As the machine alone weighs them; null where nobody's decision changed an outcome.</param>
/// <param name="Declared">The author's own risks.</param>
public sealed record RiskReport(RiskMap Map, RiskMap? Machine, TreatmentPlan Plan, IReadOnlyList<RiskEntry> Declared)
{
    /// <summary>Rules that the dossier's plan is to satisfy.</summary>
    public IReadOnlySet<string> PlannedRules { get; init; } = new HashSet<string>();

    private static readonly IReadOnlyDictionary<string, ReviewedFinding> Undecided = new Dictionary<string, ReviewedFinding>(StringComparer.Ordinal);

    private static readonly IReadOnlyDictionary<string, string> Nobody = new Dictionary<string, string>(StringComparer.Ordinal);

    public static RiskReport Of(RiskCatalogue catalogue, Core.Audits.Audit audit, Manifest manifest, ReportedReviews? reviews = null)
    {
        var planned = manifest.Treatments.SelectMany(entry => entry.Rules).ToHashSet(StringComparer.Ordinal);
        var map = RiskAssessment.Of(catalogue, audit.Facts, audit.Findings, planned).With(reviews?.Ratings ?? [], reviews?.AuthorNames ?? Nobody);
        var machine = reviews is { Audit.IsRecounted: true } recounted
            ? RiskAssessment.Of(catalogue, audit.Facts, audit.Findings.Select(finding => recounted.Of(finding) is { } state ? finding.AsTheMachineSaid(state.Machine) : finding), planned)
            : null;
        return new(map, machine, TreatmentPlan.Of(map, manifest.Risks, reviews?.Audit.States ?? Undecided, reviews?.AuthorNames ?? Nobody, manifest.Treatments), manifest.Risks) { PlannedRules = planned };
    }

    /// <summary>What the machine alone says of a risk, where people's decisions changed it.</summary>
    public Risk? MachineOf(Risk risk) =>
        Machine?.Risks.FirstOrDefault(same => same.Id == risk.Id) is { } before && (before.Initial, before.Residual, before.Gravity.Level) != (risk.Initial, risk.Residual, risk.Gravity.Level) ? before : null;
}
