using AuditService.Core;

namespace AuditService.Collectors.WebPages.States;

/// <summary>A step could not be done: its state is not reached, and not tested. The reason names the step and its selector, never its value.</summary>
internal sealed class StepFailedException(LocalizedText reason) : Exception(reason.En)
{
    public LocalizedText Reason { get; } = reason;
}
