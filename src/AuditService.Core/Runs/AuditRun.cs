namespace AuditService.Core.Runs;

/// <summary>One order to audit a snapshot, and how far it has come. The truth about it is here; the job that carries it may be lost or doubled.</summary>
public sealed record AuditRun
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    /// <summary><c>sha256:</c> of the snapshot to audit.</summary>
    public required string Snapshot { get; init; }

    /// <summary>How the folder or zip was called, for display.</summary>
    public required string SnapshotName { get; init; }

    /// <summary>Ids of the packs to apply; empty for all.</summary>
    public IReadOnlyList<string> Packs { get; init; } = [];

    public bool UseBrowser { get; init; } = true;

    /// <summary>True when the dossier has pages to look at: only a machine with a browser can do it.</summary>
    public bool NeedsBrowser { get; init; }

    public RunTrigger Trigger { get; init; }

    public RunState State { get; init; }

    public required string SubmittedBy { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often it was claimed. Every later write names it: a worker that was overtaken writes nothing.</summary>
    public int Attempt { get; init; }

    /// <summary>The step that ended last, for whoever watches.</summary>
    public string? Step { get; init; }

    public int StepsEnded { get; init; }

    public int StepsPlanned { get; init; }

    /// <summary>The audit that it made, once it is finished.</summary>
    public string? AuditId { get; init; }

    /// <summary>Why it failed or was cancelled.</summary>
    public LocalizedText? Reason { get; init; }

    /// <summary>Whether both order the same audit of the same contents for the same project.</summary>
    public bool AsksTheSameAs(AuditRun other) =>
        ProjectId == other.ProjectId && Snapshot == other.Snapshot && UseBrowser == other.UseBrowser && Packs.SequenceEqual(other.Packs, StringComparer.Ordinal);

    public bool IsOpen => State is RunState.Queued or RunState.Running;
}

public enum RunState
{
    Queued,
    Running,
    Finished,
    Failed,
    Cancelled,
}

public enum RunTrigger
{
    Submission,
    Schedule,
}
