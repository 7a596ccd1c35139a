using AuditService.Core.Rules;

namespace AuditService.Core.Audits;

/// <summary>A stored audit in one line of a list.</summary>
/// <param name="Snapshot">Hash of what was looked at: two audits with the same one looked at the same dossier.</param>
/// <param name="Findings">Number of findings of any outcome.</param>
/// <param name="NonCompliant">Number of findings that are not compliant, blocking ones included.</param>
/// <param name="Blocking">Number of blocking findings.</param>
public sealed record AuditLine(
    string Id,
    string Project,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    string Snapshot,
    Verdict Result,
    double? Mean,
    int Findings,
    int NonCompliant,
    int Blocking)
{
    public TimeSpan Duration => FinishedAt - StartedAt;
}
