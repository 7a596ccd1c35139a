using AuditService.App.RulePacks;
using AuditService.Collectors.SourceCode;
using AuditService.Core.Collection;

namespace AuditService.App.Scans;

/// <summary><c>audit scan code</c>: source code and configuration, with the detect patterns of all loaded rules.</summary>
public sealed class ScanCode(RuleLibraries rules, AuditServiceSettings settings)
{
    public Task<CodeScanResult> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellation) =>
        new CodeScan(rules.Load().Rules, new CollectionSettings { MaximumTextFile = settings.Limits.TextFileMegabytes * 1024 * 1024, AdvisoryPaths = settings.Advisories }).RunAsync(paths, cancellation);
}
