using System.Text.Json;
using AuditService.Core;
using AuditService.Core.Runs;

namespace AuditService.Web.Api;

/// <summary>An order as programs see it.</summary>
public sealed record RunView(
    string Id,
    string Project,
    string Snapshot,
    string State,
    string Trigger,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    int Attempt,
    string? Step,
    int StepsEnded,
    int StepsPlanned,
    string? Audit,
    string? Reason)
{
    internal static RunView Of(AuditRun run, Language language) => new(
        run.Id,
        run.ProjectId,
        run.Snapshot,
        JsonNamingPolicy.CamelCase.ConvertName(run.State.ToString()),
        JsonNamingPolicy.CamelCase.ConvertName(run.Trigger.ToString()),
        run.SubmittedAt,
        run.StartedAt,
        run.EndedAt,
        run.Attempt,
        run.Step,
        run.StepsEnded,
        run.StepsPlanned,
        run.AuditId,
        run.Reason?.In(language));
}
