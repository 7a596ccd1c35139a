namespace AuditService.Storage.Notifications;

/// <summary>A run that made an audit, with what a message about it needs.</summary>
public sealed record FinishedRun
{
    public required string RunId { get; init; }

    public required string ProjectId { get; init; }

    public required string ProjectName { get; init; }

    public required string AuditId { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long EndedAt { get; init; }
}
