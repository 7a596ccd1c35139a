using AuditService.Core;

namespace AuditService.Collectors.WebPages;

/// <summary>How a sign-in ended: with what the browser keeps of it, or with the reason why not.</summary>
internal sealed record SignedIn(string? StorageState, LocalizedText? WhyNot);
