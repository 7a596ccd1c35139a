using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Storage.Runs;
using Microsoft.Extensions.Logging;

namespace AuditService.App.Runs;

/// <summary>
/// Orders the audits that are due. However many moments were missed while nobody was there, one audit makes up for all; a project whose dossier is being audited
/// at that moment gets the rules and the law of that day anyway.
/// </summary>
public sealed class OrderDueAudits(ScheduleStore schedules, ProjectStore projects, RunStore runs, AuditAgain auditAgain, TimeProvider clock, ILogger<OrderDueAudits> log)
{
    private const int AtOnce = 200;

    /// <returns>How many were ordered.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var ordered = 0;
        foreach (var due in await schedules.DueAsync(now, AtOnce, cancellation))
        {
            // In this order: who dies in between finds the moment still due, and the key of the moment then gives the order that there is.
            var isNew = await OrderAsync(due, cancellation);
            if (await schedules.TakeMomentAsync(due, NextMoment.After(due, now), cancellation) && isNew)
                ordered++;
        }

        return ordered;
    }

    private async Task<bool> OrderAsync(Schedule due, CancellationToken cancellation)
    {
        if (await projects.FindAsync(due.ProjectId, Viewer.LocalOperator, cancellation) is not { } project || await runs.LatestAsync(project.Id, cancellation) is not { IsOpen: false } last)
            return false;
        try
        {
            return await auditAgain.OrderAsync(project, last, RunTrigger.Schedule, last.SubmittedBy, $"schedule {project.Id} {due.NextAt?.ToUnixTimeMilliseconds()}", cancellation) is { IsNew: true };
        }
        catch (RefusedException)
        {
            // Ordered for this moment before another dossier came.
            return false;
        }
        catch (AuthorMistakesException mistakes)
        {
            // Sound when it was submitted, refused by the program of today: the others are due all the same.
            log.LogWarning("The dossier of project {Project} is refused now: {Mistakes}", project.Id, mistakes.Message);
            return false;
        }
    }
}
