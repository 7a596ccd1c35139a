using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>One test of the reference, and the method that judges it.</summary>
internal sealed record RgaaCheck(string Test, Func<AuditedPage, CheckResult> Run);
