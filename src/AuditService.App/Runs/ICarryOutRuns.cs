namespace AuditService.App.Runs;

/// <summary>Carries out one order: in this process, or in one of its own.</summary>
public interface ICarryOutRuns
{
    /// <summary>Throws when the fault is ours and the order is worth another attempt; <see cref="OperationCanceledException"/> when the program stops.</summary>
    Task ExecuteAsync(string runId, CancellationToken stopping);
}
