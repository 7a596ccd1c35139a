namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>A package that a manifest asks for.</summary>
/// <param name="Name">As its ecosystem compares it: lower case, and for Python with hyphens (PEP 503).</param>
/// <param name="Constraint">The version asked for, as written; null when none is.</param>
/// <param name="IsPinned">True when only one version can answer.</param>
/// <param name="Line">Line of the manifest, from 1.</param>
internal sealed record Dependency(string Name, string? Constraint, bool IsPinned, int Line);
