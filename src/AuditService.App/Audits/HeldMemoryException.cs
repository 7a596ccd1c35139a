namespace AuditService.App.Audits;

/// <summary>
/// A step does not heed its stop and holds the memory of its audit: only the end of the process takes it back. The journal has it that the next attempt
/// leaves this step out.
/// </summary>
public sealed class HeldMemoryException(string collector) : Exception($"A step of the collector {collector} did not stop and holds the memory of its audit.");
