using AuditService.App.Audits;
using AuditService.Core.Runs;
using AuditService.Storage.Runs;

namespace AuditService.App.Runs;

/// <summary>The steps of one order as they begin and end: how far it has come, and in which step its process died.</summary>
internal sealed class RunJournal(RunStore runs, AuditRun run, IReadOnlyDictionary<(string Collector, string Step), StepFate> fates) : IStepJournal, IProgress<StepProgress>
{
    private int ended;

    public int PlannedSteps { get; private set; }

    public int Ended => Volatile.Read(ref ended);

    public string? LastStep { get; private set; }

    public void Planned(int steps) => PlannedSteps = steps;

    public StepFate FateOf(string collector, string step) => fates.GetValueOrDefault((collector, step));

    public Task BeginAsync(string collector, string step, CancellationToken cancellation) => runs.BeginStepAsync(run, collector, step, cancellation);

    public Task EndAsync(string collector, string step, CancellationToken cancellation) => runs.EndStepAsync(run.Id, collector, step, cancellation);

    public Task LeaveOutAsync(string collector, string step, CancellationToken cancellation) => runs.LeaveOutForMemoryAsync(run.Id, collector, step, cancellation);

    public void Report(StepProgress value)
    {
        if (value.Run is null)
            return;
        LastStep = $"{value.Collector} · {value.Step}";
        Interlocked.Increment(ref ended);
    }
}
