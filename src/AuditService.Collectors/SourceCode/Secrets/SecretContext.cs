namespace AuditService.Collectors.SourceCode.Secrets;

/// <summary>Where a file stands tells how seriously a value in it is meant.</summary>
internal enum SecretContext
{
    Product,

    /// <summary>Prose and samples for readers.</summary>
    Documentation,

    /// <summary>A template that its user fills in.</summary>
    Template,

    /// <summary>What serves the developers only: tests, the container they develop in.</summary>
    Tests,
}
