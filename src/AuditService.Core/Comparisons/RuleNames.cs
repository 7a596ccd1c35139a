using AuditService.Core.Audits;

namespace AuditService.Core.Comparisons;

/// <summary>A rule that was renamed is the same rule: what an audit says under a deprecated id is compared under the present one.</summary>
internal sealed class RuleNames
{
    private readonly Dictionary<string, (string Id, string Pack)> present;

    private RuleNames(Dictionary<string, (string Id, string Pack)> present) => this.present = present;

    public static RuleNames Of(params IEnumerable<Audit> audits) => new(audits
        .SelectMany(audit => audit.Findings).Select(finding => finding.Rule).DistinctBy(rule => rule.Id, StringComparer.Ordinal)
        .SelectMany(rule => rule.DeprecatedIds.Select(old => (Old: old, rule.Id, rule.Pack)))
        .DistinctBy(name => name.Old, StringComparer.Ordinal)
        .ToDictionary(name => name.Old, name => (name.Id, name.Pack), StringComparer.Ordinal));

    public Audit Present(Audit audit) => !audit.Findings.Any(finding => present.ContainsKey(finding.Rule.Id)) ? audit : audit with
    {
        Findings =
        [
            .. audit.Findings.Select(finding => present.TryGetValue(finding.Rule.Id, out var now)
                ? finding with { Id = Findings.Finding.IdOf(now.Id, finding.Subject), Rule = finding.Rule with { Id = now.Id, Pack = now.Pack } }
                : finding),
        ],
    };

    public EarlierFinding Present(EarlierFinding earlier) =>
        earlier.Id.IndexOf('@', StringComparison.Ordinal) is var at and > 0 && present.TryGetValue(earlier.Id[..at], out var now) ? earlier with { Id = now.Id + earlier.Id[at..] } : earlier;
}
