namespace AuditService.App.Accessibility;

/// <summary>Somebody has said something in a grid since the version that its auditor knows; nothing was imported.</summary>
public sealed class GridChangedException : Exception;
