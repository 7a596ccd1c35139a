using AuditService.Core.Runs;

namespace AuditService.App.Audits;

/// <summary>What an audit tells of its steps to whoever must be able to go on after the death of its process.</summary>
public interface IStepJournal
{
    void Planned(int steps);

    /// <summary>What earlier attempts have taught about a step.</summary>
    StepFate FateOf(string collector, string step);

    Task BeginAsync(string collector, string step, CancellationToken cancellation);

    Task EndAsync(string collector, string step, CancellationToken cancellation);

    /// <summary>The step was told to stop for the memory that the audit held, and goes on: no attempt begins it again.</summary>
    Task LeaveOutAsync(string collector, string step, CancellationToken cancellation);
}
