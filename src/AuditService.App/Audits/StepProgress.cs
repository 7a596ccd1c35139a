using AuditService.Core.Audits;

namespace AuditService.App.Audits;

/// <summary>A step has started (<paramref name="Run"/> is null) or has ended.</summary>
public sealed record StepProgress(string Collector, string Step, StepRun? Run);
