namespace AuditService.App.Audits;

/// <summary>What an audit tells of its steps to whoever must be able to go on after the death of its process.</summary>
public interface IStepJournal
{
    void Planned(int steps);

    /// <summary>True for a step in which the process died again and again: it is not tried any more.</summary>
    bool IsDeadly(string collector, string step);

    Task BeginAsync(string collector, string step, CancellationToken cancellation);

    Task EndAsync(string collector, string step, CancellationToken cancellation);
}
