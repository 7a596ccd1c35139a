using System.Diagnostics;
using System.Diagnostics.Metrics;
using AuditService.Core.Audits;
using AuditService.Core.Runs;

namespace AuditService.App.Telemetry;

/// <summary>
/// What an operator can watch: a span per audit and per step of a collector, and their counts and durations. Names of files, projects and people
/// never leave by this door: a step is told by its collector.
/// </summary>
public static class AuditTelemetry
{
    /// <summary>Name of the source of spans and of the meter.</summary>
    public const string Name = "AuditService";

    private static readonly ActivitySource Source = new(Name, ProgramVersion.Current);
    private static readonly Meter Meter = new(Name, ProgramVersion.Current);
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("auditservice.runs", "{run}", "Orders that ended, by their state");
    private static readonly Histogram<double> AuditSeconds = Meter.CreateHistogram<double>("auditservice.audit.duration", "s", "Wall time of an audit");
    private static readonly Histogram<double> StepSeconds = Meter.CreateHistogram<double>("auditservice.step.duration", "s", "Wall time of a step of a collector that was not cached");

    public static Activity? StartRun(string id) => Source.StartActivity("run")?.SetTag("auditservice.run", id);

    public static Activity? StartAudit() => Source.StartActivity("audit");

    public static Activity? StartStep(string collector) => Source.StartActivity("step " + collector)?.SetTag("auditservice.collector", collector);

    public static void EndStep(Activity? span, StepRun run)
    {
        StepSeconds.Record(run.Took.TotalSeconds, new("collector", run.Collector), new("failed", run.Failure is not null));
        if (run.Failure is not null)
            span?.SetStatus(ActivityStatusCode.Error);
        span?.SetTag("auditservice.facts", run.Facts);
    }

    public static void EndAudit(Activity? span, Audit audit)
    {
        AuditSeconds.Record(audit.Duration.TotalSeconds);
        span?.SetTag("auditservice.facts.cached", audit.CachedFacts).SetTag("auditservice.facts.collected", audit.CollectedFacts);
    }

    public static void CountRun(RunState state) => Runs.Add(1, new KeyValuePair<string, object?>("state", state.ToString()));
}
